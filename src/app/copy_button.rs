//! A button that copies. Its own label says that it did.

use super::el::{El, On, button};
use super::icon::icon;
use super::state::{Action, Copies, State};

/// Copies a text and says so for two seconds.
pub fn copy_button(
    what: Copies,
    label: &'static str,
    disabled: bool,
    state: &State,
    on: &On,
) -> El {
    // The result has room for an icon only; the label is its name.
    let said = state.copied.filter(|(copied, _)| *copied == what);
    let shown = match said {
        Some((_, true)) => "Copied",
        Some((_, false)) => "Not allowed",
        None => label,
    };
    let quiet = what == Copies::Result && said.is_none();
    let made = button("button.button", on, Action::CopyAsked(what))
        .attr("data-kind", if quiet { "icon" } else { "quiet" })
        .flag("disabled", disabled)
        .maybe("aria-label", quiet.then_some(shown))
        .maybe("title", quiet.then_some(shown))
        .with(icon("copy"));
    if quiet { made } else { made.with(shown) }
}
