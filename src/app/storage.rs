//! What stays in this browser: the scenario and the theme; `<pane-splitter>` adds the widths of the panes, and nothing else.

use std::rc::Rc;

use gloo::utils::{document_element, window};
use serde_json::Value;
use web_sys::Storage;

use super::json_text;
use super::state::Theme;
use crate::report::{Mode, json};

const DOCUMENT: &str = "claimscope.document";
const MODE: &str = "claimscope.mode";
const THEME: &str = "claimscope.theme";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The scenario of the last visit.
pub(crate) fn document() -> Option<Rc<Value>> {
    let text = storage()?.get_item(DOCUMENT).ok()??;
    let value = json_text::read(&text).ok()?;
    value.is_object().then(|| Rc::new(value))
}

/// The mode of that scenario, as the worker told it.
pub(crate) fn mode() -> Option<Mode> {
    let text = storage()?.get_item(MODE).ok()??;
    let mut told = json_text::read(&text).ok()?;
    json::read_mode(told.get_mut("mode")?.take()).ok()
}

/// Keeps what the worker told of the mode; an edit takes it away.
pub(crate) fn keep_mode(text: Option<&str>) {
    // Where storage is denied, the next visit waits for the engine.
    if let Some(storage) = storage() {
        let _ = match text {
            Some(text) => storage.set_item(MODE, text),
            None => storage.remove_item(MODE),
        };
    }
}

/// Keeps the scenario. `false` if the browser does not let us.
pub(crate) fn keep_document(document: &Value) -> bool {
    storage().is_some_and(|storage| storage.set_item(DOCUMENT, &document.to_string()).is_ok())
}

/// The theme of the last visit, which `boot.js` has applied.
pub(crate) fn theme() -> Theme {
    match document_element().get_attribute("data-theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Applies and keeps a theme.
pub(crate) fn set_theme(theme: Theme) {
    let root = document_element();
    let storage = storage();
    let name = match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    // Where storage is denied, the theme holds for this visit.
    let _ = match name {
        Some(theme) => root
            .set_attribute("data-theme", theme)
            .and_then(|()| storage.map_or(Ok(()), |kept| kept.set_item(THEME, theme))),
        None => root
            .remove_attribute("data-theme")
            .and_then(|()| storage.map_or(Ok(()), |kept| kept.remove_item(THEME))),
    };
}
