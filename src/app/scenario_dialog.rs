//! Name and date of the scenario, and the scenario as a whole: copied, opened, begun anew.

use std::rc::Rc;

use serde_json::Value;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::copy_button::CopyButton;
use super::dialog::Dialog;
use super::document;
use super::same::same;
use super::state::{Action, Dialog as Shown};
use super::{app_header, browser};

/// See [`ScenarioDialog`].
#[derive(Debug, Properties)]
pub struct Props {
    /// The scenario.
    pub document: Rc<Value>,
    /// What happens.
    pub on: Callback<Action>,
}

same!(Props { document; on });

/// The last full day of Rules, and the first without them.
const LAST_DAY: &str = "2026-11-17T12:00:00Z";

/// The dialog.
#[component]
pub fn ScenarioDialog(Props { document, on }: &Props) -> Html {
    let now = document::text(document, "/now");
    let set_now = |now: String| {
        on.reform(move |_: MouseEvent| {
            Action::FieldsSet(vec![("/now".into(), Some(now.clone().into()))])
        })
    };
    let named = on.reform(|event: InputEvent| Action::FieldTyped {
        pointer: "/name".into(),
        value: Some(event.target_unchecked_into::<HtmlInputElement>().value().into()),
    });
    let dated = on.reform(|event: Event| {
        let day = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::FieldsSet(vec![(
            "/now".into(),
            (!day.is_empty()).then(|| format!("{day}T12:00:00Z").into()),
        )])
    });
    let anew = on.reform(|_: MouseEvent| Action::ScenarioOpened(Rc::new(document::empty())));
    let copy = Rc::clone(document);
    html! {
        <Dialog title="Scenario" on_close={on.reform(|()| Action::DialogClosed)}>
            <div class="scenario-dialog">
                <label class="scenario-dialog__label" for="scenario-name">{ "Name" }</label>
                <input class="field__control" id="scenario-name" value={document::text(document, "/name").to_owned()} autocomplete="off" oninput={named} />
                <label class="scenario-dialog__label" for="scenario-date">{ "Simulated date" }</label>
                <div class="scenario-dialog__row">
                    <input class="field__control" id="scenario-date" type="date" value={now.get(..10).unwrap_or_default().to_owned()} onchange={dated} />
                    <button class="button" type="button" onclick={set_now(LAST_DAY.into())}>{ "17 Nov 2026" }</button>
                    <button class="button" type="button" onclick={set_now(browser::today())}>{ "Today" }</button>
                </div>
                <p class="scenario-dialog__note">{ app_header::clock_words(now) }{ ". Rules stopped executing on 18 Nov 2026; without a date, a scenario with rules is simulated on the day before." }</p>
                <div class="scenario-dialog__row">
                    <button class="button" type="button" onclick={on.reform(|_| Action::DialogOpened(Shown::Examples))}>{ "Examples" }</button>
                    <CopyButton label="Copy scenario as JSON" text={Callback::from(move |()| serde_json::to_string_pretty(&*copy).unwrap_or_default())} />
                    <button class="button" type="button" onclick={anew}>{ "Start empty" }</button>
                </div>
                <OpenJson on={on.clone()} />
            </div>
        </Dialog>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct OpenProps {
    on: Callback<Action>,
}

/// Opens a scenario that was copied elsewhere.
#[component]
fn OpenJson(OpenProps { on }: &OpenProps) -> Html {
    let node = use_node_ref();
    let fault = use_state(|| None::<String>);
    let open = {
        let (node, fault, on) = (node.clone(), fault.clone(), on.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(area) = node.cast::<HtmlTextAreaElement>() else { return };
            match serde_json::from_str::<Value>(&area.value()) {
                Ok(document) if document.is_object() => {
                    on.emit(Action::ScenarioOpened(Rc::new(document)));
                }
                Ok(_) => fault.set(Some("A scenario is an object. Nothing was changed.".into())),
                Err(error) => fault.set(Some(format!("Not JSON: {error}. Nothing was changed."))),
            }
        })
    };
    html! {
        <>
            <label class="scenario-dialog__label" for="scenario-json">{ "Open a scenario from JSON" }</label>
            <textarea class="json-field__text" id="scenario-json" ref={node} rows="5" spellcheck="false" placeholder="{ \"rules\": [ … ], \"user\": { … } }" aria-describedby="scenario-json-note" aria-invalid={fault.is_some().then_some("true")} />
            <p class="scenario-dialog__note" id="scenario-json-note" role="alert">{ (*fault).clone().unwrap_or_default() }</p>
            <div class="scenario-dialog__row"><button class="button" type="button" data-kind="primary" onclick={open}>{ "Open" }</button></div>
        </>
    }
}
