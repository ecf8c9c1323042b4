//! A dialog over the page. The browser traps the focus, closes it with Escape and puts the focus back; `outside` opens it.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::el::{El, On, button, copy, el};
use super::examples::examples;
use super::help::help;
use super::icon::icon;
use super::scenario_dialog::scenario_dialog;
use super::state::{Action, Dialog, State};
use super::why;

/// The dialog that is open.
pub fn dialog(state: &State, on: &On) -> Option<El> {
    let (title, content) = match state.open.dialog.as_ref()? {
        Dialog::Examples => ("Examples", examples(state, on)),
        Dialog::Help => ("Keys and help", help()),
        Dialog::Scenario => ("Scenario", scenario_dialog(state, on)),
        Dialog::Why(page) => (why::code(page), why::why(page, state)),
    };
    let side = matches!(state.open.dialog, Some(Dialog::Why(_)));
    let close = button(
        "button.button[data-kind=icon][aria-label=Close][title=Close (Esc)]",
        on,
        Action::DialogClosed,
    )
    .add(icon("cross"));
    Some(
        el("dialog.dialog[aria-labelledby=dialog-title]")
            .key(title)
            .mark("data-side", side)
            // A press on the backdrop has the dialog itself as its target.
            .on("click", on, |event| {
                let target = event.target()?;
                target.has_type::<HtmlDialogElement>().then_some(Action::DialogClosed)
            })
            .on("close", on, |_| Some(Action::DialogClosed))
            .add(
                el("div.dialog__box")
                    .add(
                        el("header.dialog__head")
                            .add(el("h2[id=dialog-title]").add(copy(title)))
                            .add(el("span.push"))
                            .add(close),
                    )
                    .add(el("div.dialog__body").add(content)),
            ),
    )
}
