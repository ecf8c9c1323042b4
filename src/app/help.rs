//! Keys, and what the page promises: `static/help.json`, which is fetched when it is asked for.

use serde_json::Value;

use super::document::text;
use super::el::{El, copy, el};

/// Where the texts are.
pub const ADDRESS: &str = "help.json";

/// What is in the dialog.
pub fn help(texts: &Value) -> El {
    let list = |name| texts.get(name).and_then(Value::as_array).into_iter().flatten();
    let row = |key: &Value| {
        el("tr")
            .with(el("th[scope=row]").with(el("kbd").with(copy(text(key, "/0")))))
            .with(el("td").with(copy(text(key, "/1"))))
    };
    el("div.help").each(list("text").map(|words| el("p").with(copy(text(words, ""))))).with(
        el("table.facts-table")
            .with(el("caption Keys; on a Mac, ⌘ stands for Ctrl"))
            .with(el("tbody").each(list("keys").map(row))),
    )
}
