//! A dialog over the page. The browser traps the focus, closes it with Escape and puts the focus back; `outside` opens it.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::el::{El, On, button, copy, el, group};
use super::icon::icon;
use super::json_text;
use super::markdown::markdown;
use super::scenario_dialog::scenario_dialog;
use super::state::{Action, Dialog, State};
use super::words::sentence;
use super::{examples, help, why};

/// The dialog that is open.
pub fn dialog(state: &State, on: &On) -> Option<El> {
    let (title, content) = match state.open.dialog.as_ref()? {
        Dialog::Examples => {
            let list = fetched(examples::INDEX, state, &|text| {
                Ok(examples::examples(&json_text::read(text)?, on))
            });
            ("Examples", group().with(state.fault.as_deref().map(examples::fault)).with(list))
        }
        Dialog::Help => {
            let page = |text: &str| Ok(help::help(&json_text::read(text)?));
            ("Keys and help", fetched(help::ADDRESS, state, &page))
        }
        Dialog::Scenario => ("Scenario", scenario_dialog(state, on)),
        Dialog::Why(page) => (why::code(page), fetched(page, state, &|text| Ok(markdown(text)))),
    };
    let side = matches!(state.open.dialog, Some(Dialog::Why(_)));
    let close = button(
        "button.button[data-kind=icon][aria-label=Close][title=Close (Esc)]",
        on,
        Action::DialogClosed,
    )
    .with(icon("cross"));
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
            .with(
                el("div.dialog__box")
                    .with(
                        el("header.dialog__head")
                            .with(el("h2[id=dialog-title]").with(copy(title)))
                            .with(el("span.push"))
                            .with(close),
                    )
                    .with(el("div.dialog__body").with(content)),
            ),
    )
}

/// What a text of our own site becomes, or why it did not come.
fn fetched(
    address: &str,
    state: &State,
    show: &dyn Fn(&str) -> Result<El, json_text::Fault>,
) -> El {
    let read = match state.fetched(address) {
        None => return el("p.quiet Loading"),
        Some(Ok(text)) => show(text).map_err(|fault| fault.to_string()),
        Some(Err(reason)) => Err(reason.clone()),
    };
    read.unwrap_or_else(|reason| el("p").with(sentence(&reason)).with("."))
}
