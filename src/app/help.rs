//! Keys, and what the page promises.

use yew::prelude::*;

use super::dialog::Dialog;
use super::state::Action;

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

/// The dialog.
///
/// No component: it has no state, and each component adds 4 kB.
pub fn help(on: &Callback<Action>) -> Html {
    html! {
        <Dialog title="Keys and help" on_close={on.reform(|()| Action::DialogClosed)}>
            <div class="help">
                <p>{ "The script runs for real, in a sandboxed engine in a worker of this tab. It reaches no network, no file and no other page, and is stopped after one second. Nothing you paste is sent anywhere; this browser keeps the scenario for your next visit." }</p>
                <p>{ "Every verdict names its reason, its source and how far to trust it: documented (Auth0's documentation says so), staff (an Auth0 employee said so), observed (users report it), inferred (our conclusion, marked as probable). Tokens are signed with a demo key: no server accepts them." }</p>
                <table class="facts-table">
                    <caption>{ "Keys; on a Mac, ⌘ stands for Ctrl" }</caption>
                    <tbody>{ for KEYS.iter().map(|(keys, does)| html! { <tr><th scope="row"><kbd>{ *keys }</kbd></th><td>{ *does }</td></tr> }) }</tbody>
                </table>
            </div>
        </Dialog>
    }
}
