//! Keys, and what the page promises.

use super::el::{El, el};

/// What the page promises.
const TEXT: [&str; 2] = [
    "The script runs for real, in a sandboxed engine in a worker of this tab. It reaches no network, no file and no other page, and is stopped after one second. Nothing you paste is sent anywhere; this browser keeps the scenario for your next visit.",
    "Every verdict names its reason, its source and how far to trust it: documented (Auth0's documentation says so), staff (an Auth0 employee said so), observed (users report it), inferred (our conclusion, marked as probable). Tokens are signed with a demo key: no server accepts them.",
];

/// Keys and what they do.
const KEYS: &[(&str, &str)] = &[
    ("Ctrl Enter", "Run"),
    ("F8, Shift F8", "Next, previous finding"),
    ("F6, Shift F6", "Next, previous pane"),
    ("Enter on a claim", "Open its row, again: go to its line"),
    ("← → Home End", "Move in the tabs of the results"),
    ("← → Enter", "Move the line between two panes, with it focused; Enter resets it"),
    ("↑ ↓ Home End", "Move a rule, with its grip focused"),
    (
        "Ctrl Z, Ctrl Shift Z",
        "Undo, redo: outside the editor the last change of any input, in the editor the text",
    ),
    ("Ctrl ] and Ctrl [", "Indent, outdent; Tab leaves the editor"),
    ("Ctrl F", "Search in the editor"),
    ("Esc", "Close; then drop the selection"),
    ("?", "This table, outside a field"),
];

/// What is in the dialog.
pub fn help() -> El {
    let row = |(keys, does): &(&'static str, &'static str)| {
        el("tr").add(el("th[scope=row]").add(el("kbd").add(*keys))).add(el("td").add(*does))
    };
    el("div.help").each(TEXT.map(|text| el("p").add(text))).add(
        el("table.facts-table")
            .add(el("caption Keys; on a Mac, ⌘ stands for Ctrl"))
            .add(el("tbody").each(KEYS.iter().map(row))),
    )
}
