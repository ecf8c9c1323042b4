//! One input of the scenario: a label and a control. The control carries the pointer of what it holds.

use serde_json::Value;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::document;
use super::state::Action;
use crate::scenario::pointer;

/// What all fields of one section share.
#[derive(Clone, Debug, PartialEq)]
pub struct Fields<'a> {
    /// The scenario.
    pub document: &'a Value,
    /// The pointer that decides the mode, where that costs claims.
    pub cause: Option<&'a str>,
    /// What happens.
    pub on: &'a Callback<Action>,
}

/// Id of the control for a pointer.
fn id(at: &str) -> String {
    format!("in{}", at.replace(['/', '~', ' '], "-"))
}

impl Fields<'_> {
    /// A text; empty removes the field, so that its default holds.
    pub fn text(&self, label: &str, at: &str, placeholder: &'static str) -> Html {
        self.suggest(label, at, placeholder, &[])
    }

    /// A text with suggestions.
    pub fn suggest(
        &self,
        label: &str,
        at: &str,
        placeholder: &'static str,
        known: &[&'static str],
    ) -> Html {
        let pointer: std::rc::Rc<str> = at.into();
        let typed = self.on.reform(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            Action::FieldTyped {
                pointer: pointer.clone(),
                value: (!text.is_empty()).then(|| text.into()),
            }
        });
        let list = (!known.is_empty()).then(|| format!("{}-known", id(at)));
        let control = html! {
            <>
                <input class="field__control" id={id(at)} data-pointer={at.to_owned()} value={document::text(self.document, at).to_owned()} {placeholder}
                    list={list.clone()} spellcheck="false" autocomplete="off" oninput={typed} />
                if let Some(list) = list {
                    <datalist id={list}>{ for known.iter().map(|value| html! { <option value={*value} /> }) }</datalist>
                }
            </>
        };
        self.field(label, at, control)
    }

    /// One of several values; the first stands for "not given". A value that is not among them stays and is offered too.
    pub fn choice(&self, label: &str, at: &str, options: &[(&'static str, &'static str)]) -> Html {
        let current = document::text(self.document, at);
        let pointer = at.to_owned();
        let chosen = self.on.reform(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            Action::FieldsSet(vec![(pointer.clone(), (!value.is_empty()).then(|| value.into()))])
        });
        let other =
            (!options.iter().any(|(value, _)| *value == current)).then(|| current.to_owned());
        self.field(
            label,
            at,
            html! {
                <select class="field__control" id={id(at)} data-pointer={at.to_owned()} onchange={chosen}>
                    { for options.iter().map(|(value, name)| html! { <option value={*value} selected={*value == current}>{ *name }</option> }) }
                    if let Some(other) = other { <option value={other.clone()} selected=true>{ other.clone() }</option> }
                </select>
            },
        )
    }

    /// A switch. A value that equals the default is still written: it was chosen.
    pub fn switch(&self, label: &str, at: &str, default: bool) -> Html {
        let on = document::flag(self.document, at, default);
        let pointer = at.to_owned();
        let turned = self.on.reform(move |_: MouseEvent| {
            Action::FieldsSet(vec![(pointer.clone(), Some((!on).into()))])
        });
        self.switch_field(
            label,
            at,
            html! { <button class="switch" type="button" role="switch" id={id(at)} data-pointer={at.to_owned()} aria-checked={on.to_string()} aria-label={label.to_owned()} onclick={turned}></button> },
        )
    }

    /// A list of texts, separated by spaces or commas.
    pub fn list(&self, label: &str, at: &str, placeholder: &'static str) -> Html {
        let shown = match self.document.pointer(at) {
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), Into::into))
                .collect::<Vec<_>>()
                .join(", "),
            _ => String::new(),
        };
        let pointer = at.to_owned();
        let changed = self.on.reform(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let items: Vec<Value> = text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(Into::into)
                .collect();
            Action::FieldsSet(vec![(
                pointer.clone(),
                (!items.is_empty()).then_some(Value::Array(items)),
            )])
        });
        self.field(
            label,
            at,
            html! { <input class="field__control" id={id(at)} data-pointer={at.to_owned()} value={shown} {placeholder} spellcheck="false" autocomplete="off" onchange={changed} /> },
        )
    }

    /// A switch is small: its label takes the row.
    fn switch_field(&self, label: &str, at: &str, control: Html) -> Html {
        html! {
            <div class="field" key={at.to_owned()} data-kind="switch" data-cause={(self.cause == Some(at)).then_some("true")}>
                <label class="field__label" for={id(at)}>{ label.to_owned() }</label>
                { control }
            </div>
        }
    }

    /// A label beside a control.
    pub fn field(&self, label: &str, at: &str, control: Html) -> Html {
        html! {
            <div class="field" key={at.to_owned()} data-cause={(self.cause == Some(at)).then_some("true")}>
                <label class="field__label" for={id(at)}>{ label.to_owned() }</label>
                { control }
            </div>
        }
    }

    /// Pointer of a request parameter.
    pub fn parameter(name: &str, in_body: bool) -> String {
        format!("/request/{}/{}", if in_body { "body" } else { "query" }, pointer::escape(name))
    }
}
