//! Name and date of the scenario, and the scenario as a whole: copied, opened, begun anew.

use std::rc::Rc;

use super::copy_button::copy_button;
use super::el::{El, On, button, copy, el};
use super::state::{Action, Copies, Dialog, State};
use super::{app_header, browser, document};

/// The last full day of Rules.
const LAST_DAY: &str = "2026-11-17T12:00:00Z";

/// What is in the dialog.
pub fn scenario_dialog(state: &State, on: &On) -> El {
    let now = document::text(&state.document, "/now");
    let set_now = |now: &str| Action::FieldsSet(vec![("/now".into(), Some(now.into()))]);
    let row = || el("div.scenario-dialog__row");
    let date = el("input.field__control[id=scenario-date][type=date]")
        .value(copy(now.get(..10).unwrap_or_default()))
        .changed(on, |day| {
            let now = (!day.is_empty()).then(|| [&day, "T12:00:00Z"].concat().into());
            Action::FieldsSet(vec![("/now".into(), now)])
        });
    let dates = "Rules stopped executing on 18 Nov 2026; without a date, a scenario with rules is simulated on the day before.";
    let open = |_: &web_sys::Event| {
        let area = browser::find("#scenario-json")?;
        Some(Action::JsonOpened(browser::value_of(&area)?.into()))
    };
    el("div.scenario-dialog")
        .with(el("label.scenario-dialog__label[for=scenario-name] Name"))
        .with(
            el("input.field__control[id=scenario-name][autocomplete=off]")
                .value(copy(document::text(&state.document, "/name")))
                .typed(on, |name| Action::FieldTyped {
                    pointer: "/name".into(),
                    value: Some(name.into()),
                }),
        )
        .with(el("label.scenario-dialog__label[for=scenario-date] Simulated date"))
        .with(
            row()
                .with(date)
                .with(button("button.button", on, set_now(LAST_DAY)).with("17 Nov 2026"))
                .with(button("button.button", on, set_now(&browser::today())).with("Today")),
        )
        .with(
            el("p.scenario-dialog__note")
                .with(app_header::clock_words(now) + ". " + dates),
        )
        .with(
            row()
                .with(
                    button("button.button", on, Action::DialogOpened(Dialog::Examples))
                        .with("Examples"),
                )
                .with(copy_button(Copies::Scenario, "Copy scenario as JSON", false, state, on))
                .with(button("button.button", on, Action::ScenarioOpened(Rc::new(document::empty())))
                        .with("Start empty")),
        )
        .with(el("label.scenario-dialog__label[for=scenario-json] Open a scenario from JSON"))
        .with(
            el("textarea.json-field__text[id=scenario-json][rows=5][spellcheck=false][aria-describedby=scenario-json-note]")
                .attr("placeholder", "{ \"rules\": [ … ], \"user\": { … } }")
                .mark("aria-invalid", state.fault.is_some()),
        )
        .with(
            el("p.scenario-dialog__note[id=scenario-json-note][role=alert]")
                .with(state.fault.as_deref().map(copy)),
        )
        .with(
            row().with(
                el("button.button[type=button][data-kind=primary]")
                    .on("click", on, open)
                    .with("Open"),
            ),
        )
}
