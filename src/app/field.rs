//! One input of the scenario: a label and a control. The control carries the pointer of what it holds.

use std::rc::Rc;

use serde_json::Value;

use super::document;
use super::el::{El, On, Text, button, copy, el, group};
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
    pub on: &'a On,
}

/// What a text becomes: nothing when it is empty, so that the default holds.
fn given(text: String) -> Option<Value> {
    (!text.is_empty()).then(|| text.into())
}

/// Text as the control of a pointer: `in-request-path`.
#[inline(never)]
pub fn id(before: &str, at: &str) -> String {
    before.to_owned() + &at.replace(['/', '~', ' '], "-")
}

/// A text field.
pub fn input(at: &str) -> El {
    el("input.field__control[spellcheck=false][autocomplete=off]")
        .attr("id", id("in", at))
        .attr("data-pointer", copy(at))
}

impl Fields<'_> {
    /// A text; empty removes the field, so that its default holds.
    pub fn text(&self, label: &'static str, at: &str, placeholder: &'static str) -> El {
        self.suggest(label, at, placeholder, &[])
    }

    /// A text with suggestions.
    pub fn suggest(
        &self,
        label: impl Text,
        at: &str,
        placeholder: &'static str,
        known: &[&'static str],
    ) -> El {
        let pointer: Rc<str> = at.into();
        let list = (!known.is_empty()).then(|| id("in", at) + "-known");
        let control = input(at)
            .value(copy(document::text(self.document, at)))
            .attr("placeholder", placeholder)
            .maybe("list", list.as_ref())
            .typed(self.on, move |text| Action::FieldTyped {
                pointer: Rc::clone(&pointer),
                value: given(text),
            });
        let list = list.map(|list| {
            el("datalist")
                .attr("id", list)
                .each(known.iter().map(|value| el("option").attr("value", *value)))
        });
        self.field(label, at).with(group().with(control).with(list))
    }

    /// One of several values; the first stands for "not given". A value that is not among them stays and is offered too.
    pub fn choice(&self, label: impl Text, at: &str, options: &[(&str, &str)]) -> El {
        let current = document::text(self.document, at);
        let pointer = at.to_owned();
        let other = !options.iter().any(|(value, _)| *value == current);
        let control = el("select.field__control")
            .attr("id", id("in", at))
            .attr("data-pointer", copy(at))
            .changed(self.on, move |value| Action::FieldsSet(vec![(pointer.clone(), given(value))]))
            .each(options.iter().map(|(value, name)| {
                el("option")
                    .attr("value", copy(value))
                    .flag("selected", *value == current)
                    .with(copy(name))
            }))
            .with(other.then(|| {
                el("option[selected=selected]").attr("value", copy(current)).with(copy(current))
            }));
        self.field(label, at).with(control)
    }

    /// A switch. A value that equals the default is still written: it was chosen.
    pub fn switch(&self, label: &'static str, at: &str, default: bool) -> El {
        let on = document::flag(self.document, at, default);
        let turned = Action::FieldsSet(vec![(at.into(), Some((!on).into()))]);
        self.field(label, at).attr("data-kind", "switch").with(
            button("button.switch[role=switch]", self.on, turned)
                .attr("id", id("in", at))
                .attr("data-pointer", copy(at))
                .state("aria-checked", on)
                .attr("aria-label", label),
        )
    }

    /// A list of texts, separated by spaces or commas.
    pub fn list(&self, label: &'static str, at: &str, placeholder: &'static str) -> El {
        let shown: Vec<String> = match self.document.pointer(at) {
            Some(Value::Array(items)) => items.iter().map(document::words_of).collect(),
            _ => Vec::new(),
        };
        let pointer = at.to_owned();
        let control = input(at).value(shown.join(", ")).attr("placeholder", placeholder).changed(
            self.on,
            move |text| {
                let items: Vec<Value> = text
                    .split(',')
                    .map(str::trim)
                    .filter(|item| !item.is_empty())
                    .map(Into::into)
                    .collect();
                let value = (!items.is_empty()).then_some(Value::Array(items));
                Action::FieldsSet(vec![(pointer.clone(), value)])
            },
        );
        self.field(label, at).with(control)
    }

    /// A label; its control comes behind it.
    fn field(&self, label: impl Text, at: &str) -> El {
        el("div.field")
            .key(at)
            .mark("data-cause", self.cause == Some(at))
            .with(el("label.field__label").attr("for", id("in", at)).with(label))
    }

    /// Pointer of a request parameter.
    pub fn parameter(name: &str, in_body: bool) -> String {
        format!("/request/{}/{}", if in_body { "body" } else { "query" }, pointer::escape(name))
    }
}
