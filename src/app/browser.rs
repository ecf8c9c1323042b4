//! What the page asks of the browser. Everything here may be missing, and then nothing happens.

use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, Event, HtmlElement, Response, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// Puts a text on the clipboard and says whether that worked.
pub(crate) fn copy(text: String, done: Box<dyn FnOnce(bool)>) {
    spawn_local(async move {
        let clipboard =
            Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
        // Without a secure context there is no clipboard.
        let worked = match clipboard.dyn_into::<web_sys::Clipboard>() {
            Ok(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            Err(_) => false,
        };
        done(worked);
    });
}

/// Fetches a text of our own site and hands it on, or says why there is none.
pub(crate) fn fetch(url: String, done: Box<dyn FnOnce(Result<String, String>)>) {
    spawn_local(async move { done(fetch_text(&url).await) });
}

async fn fetch_text(url: &str) -> Result<String, String> {
    let words = |_| format!("`{url}` did not load");
    let response: Response = JsFuture::from(window().fetch_with_str(url))
        .await
        .and_then(JsCast::dyn_into)
        .map_err(words)?;
    if !response.ok() {
        return Err(format!("`{url}` did not load: status {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(words)?).await.map_err(words)?;
    text.as_string().ok_or_else(|| format!("`{url}` is no text"))
}

/// Focuses an element by selector and brings it into view by the least amount.
pub(crate) fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        focus_on(element);
    }
}

/// The same by the element.
pub(crate) fn focus_on(element: Element) {
    reveal(&element);
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Focuses an element without bringing it into view by more than the browser does.
pub(crate) fn focus_only(selector: &str) {
    if let Some(Ok(element)) = find(selector).map(JsCast::dyn_into::<HtmlElement>) {
        let _ = element.focus();
    }
}

/// Does something when the page has been drawn anew.
pub(crate) fn soon(work: impl FnOnce() + 'static) {
    later(0, Box::new(work)).forget();
}

/// Does something after a time in milliseconds, unless it is dropped before.
pub(crate) fn later(ms: u32, work: Box<dyn FnOnce()>) -> Timeout {
    Timeout::new(ms, work)
}

/// A member of an object.
pub(crate) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// The key of a keyboard event.
pub(crate) fn key(event: &Event) -> String {
    get(event, "key").and_then(|key| key.as_string()).unwrap_or_default()
}

/// The first element that a selector names.
pub(crate) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Scrolls by the least amount.
fn reveal(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Text for an attribute selector.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Sets a property of a custom element; before its upgrade it waits on the element.
pub(crate) fn set_property(element: &JsValue, name: &str, value: &str) {
    let _ = Reflect::set(element, &name.into(), &value.into());
}

/// Calls a method of a custom element, if it has been upgraded.
pub(crate) fn call(element: &Element, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(element, name)?.dyn_into().ok()?;
    let list = arguments.iter().collect::<js_sys::Array>();
    method.apply(element, &list).ok()
}

/// The value property of a control.
pub(crate) fn value_of(element: &JsValue) -> Option<String> {
    get(element, "value")?.as_string()
}

/// The value of the control that an event is about.
#[inline(never)]
pub(crate) fn text_of(event: &Event) -> Option<String> {
    let target = event.target()?;
    value_of(&target)
}

/// The part of the URL behind `#`, without it.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Today at noon, as a scenario writes it. Only the page may ask for the date, never the core.
pub(crate) fn today() -> String {
    let now = js_sys::Date::new_0();
    format!(
        "{:04}-{:02}-{:02}T12:00:00Z",
        now.get_utc_full_year(),
        now.get_utc_month() + 1,
        now.get_utc_date()
    )
}
