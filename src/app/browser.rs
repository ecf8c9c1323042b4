//! What the page asks of the browser. Everything here may be missing, and then nothing happens.

use gloo::utils::{document, window};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, Response, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Puts a text on the clipboard and says whether that worked.
pub(crate) fn copy(text: String, done: impl FnOnce(bool) + 'static) {
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

/// Fetches a text of our own site.
pub(crate) async fn fetch_text(url: &str) -> Result<String, String> {
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
pub(crate) fn focus(selector: &str) -> bool {
    let Some(element) = find(selector) else { return false };
    reveal(&element);
    let Ok(element) = element.dyn_into::<HtmlElement>() else { return false };
    element.focus().is_ok()
}

/// The first element that a selector names.
pub(crate) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// Scrolls by the least amount.
pub(crate) fn reveal(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Text for an attribute selector.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Sets a property of a custom element; before its upgrade it waits on the element.
pub(crate) fn set_property(element: &Element, name: &str, value: &str) {
    let _ = Reflect::set(element, &name.into(), &value.into());
}

/// Calls a method of a custom element, if it has been upgraded.
pub(crate) fn call(element: &Element, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(element, &name.into()).ok()?.dyn_into().ok()?;
    let list = arguments.iter().collect::<js_sys::Array>();
    method.apply(element, &list).ok()
}

/// The value property of a custom element.
pub(crate) fn value_of(element: &Element) -> Option<String> {
    Reflect::get(element, &"value".into()).ok()?.as_string()
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
