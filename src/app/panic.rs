//! When the page itself fails: say so, and hand back the user's text.

use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::rc::Rc;

use gloo::utils::document;
use serde_json::Value;
use web_sys::Element;

thread_local! {
    static LAST: RefCell<Option<Rc<Value>>> = const { RefCell::new(None) };
}

/// Keeps the scenario at hand.
pub(crate) fn remember(scenario: &Rc<Value>) {
    LAST.with(|last| last.replace(Some(Rc::clone(scenario))));
}

/// Shows a readable page instead of a dead one.
pub fn set_hook() {
    std::panic::set_hook(Box::new(|info| {
        // Nothing is left to do when even this fails.
        let _ = show(info);
    }));
}

fn show(info: &PanicHookInfo<'_>) -> Option<()> {
    let scenario = LAST.with(|last| last.try_borrow().ok().and_then(|last| last.clone()));
    let text = scenario.map(|scenario| format!("{scenario:#}")).unwrap_or_default();
    let page = element("div", "panic", "")?;
    page.set_attribute("role", "alert").ok()?;
    let title = element("h2", "panic__title", "The page stopped because of a fault of its own")?;
    let words =
        "Nothing was sent. Your scenario stands below for copying; a reload brings the page back.";
    let words = element("p", "panic__text", words)?;
    let area = element("textarea", "panic__scenario", &text)?;
    area.set_attribute("rows", "12").ok()?;
    area.set_attribute("readonly", "").ok()?;
    area.set_attribute("aria-label", "Your scenario").ok()?;
    let fault = element("pre", "panic__fault", &info.to_string())?;
    for part in [title, words, area, fault] {
        page.append_child(&part).ok()?;
    }
    document().body()?.append_child(&page).ok()?;
    Some(())
}

fn element(tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_attribute("class", class).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}
