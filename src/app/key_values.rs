//! Names with text values: request parameters, Rules settings.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde_json::Value;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::icon::icon;
use super::state::Action;
use crate::scenario::pointer;

/// See [`KeyValues`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// Where the object is (RFC 6901).
    pub pointer: AttrValue,
    /// Its members.
    pub members: Vec<(AttrValue, Value)>,
    /// What one member is called: "parameter", "setting".
    pub noun: AttrValue,
    /// The pointer that decides the mode, where that costs claims.
    #[prop_or_default]
    pub cause: Option<AttrValue>,
    /// What happens.
    pub on: Callback<Action>,
}

/// A row for each member, and one to add another.
#[component]
pub fn KeyValues(Props { pointer: at, members, noun, cause, on }: &Props) -> Html {
    let name = use_node_ref();
    let onsubmit = {
        let (name, on, at) = (name.clone(), on.clone(), at.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(input) = name.cast::<HtmlInputElement>() else { return };
            let key = input.value();
            if !key.trim().is_empty() {
                let field = format!("{at}/{}", pointer::escape(key.trim()));
                on.emit(Action::FieldsSet(vec![(field.clone(), Some("".into()))]));
                input.set_value("");
                // What comes next is its value.
                on.emit(Action::InputSought(field.into()));
            }
        })
    };
    html! {
        <div class="key-values">
            { for members.iter().map(|(key, value)| row(at, key, value, cause.as_ref(), noun, &name, on)) }
            <form class="key-values__add" {onsubmit}>
                <input class="field__control" ref={name} placeholder={format!("new {noun}")} aria-label={format!("Name of the new {noun}")} spellcheck="false" autocomplete="off" />
                <button class="button" type="submit">{ "Add" }</button>
            </form>
        </div>
    }
}

fn row(
    at: &str,
    key: &AttrValue,
    value: &Value,
    cause: Option<&AttrValue>,
    noun: &str,
    name: &NodeRef,
    on: &Callback<Action>,
) -> Html {
    let field: Rc<str> = format!("{at}/{}", pointer::escape(key)).into();
    let id = format!("kv{}", field.replace(['/', '~', ' '], "-"));
    // A value that is no text is shown as JSON and stays what it is until it is edited.
    let shown = value.as_str().map_or_else(|| value.to_string(), Into::into);
    let is_cause = cause.is_some_and(|cause| cause.as_str() == &*field);
    let typed = {
        let field = Rc::clone(&field);
        on.reform(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            Action::FieldTyped { pointer: Rc::clone(&field), value: Some(text.into()) }
        })
    };
    let removed = {
        let (field, name) = (Rc::clone(&field), name.clone());
        on.reform(move |_: MouseEvent| {
            // The button goes with its row: the focus moves to what stays.
            let name = name.clone();
            Timeout::new(0, move || {
                if let Some(input) = name.cast::<HtmlInputElement>() {
                    let _ = input.focus();
                }
            })
            .forget();
            Action::FieldsSet(vec![(field.to_string(), None)])
        })
    };
    html! {
        <div class="field key-values__row" key={key.to_string()} data-cause={is_cause.then_some("true")}>
            <label class="field__label" for={id.clone()} title={key.clone()}>{ key.clone() }</label>
            <input class="field__control" {id} data-pointer={field.to_string()} value={shown} spellcheck="false" autocomplete="off" oninput={typed} />
            <button class="button" type="button" data-kind="icon" aria-label={format!("Remove {noun} {key}")} title={format!("Remove {noun} {key}")} onclick={removed}>{ icon("cross") }</button>
        </div>
    }
}
