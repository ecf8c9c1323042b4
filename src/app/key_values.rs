//! Names with text values: request parameters, Rules settings.

use std::rc::Rc;

use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::el::{El, On, button, copy, el};
use super::field::id;
use super::icon::icon;
use super::state::Action;
use super::{browser, document};
use crate::scenario::pointer;

/// The member of an object: its name and what it holds.
pub type Member<'a> = (&'a String, &'a Value);

/// A row for each member of the object at `at`, and one to add another. `noun` is what one member is called: "parameter".
pub fn key_values(
    at: &'static str,
    members: &[Member<'_>],
    noun: &'static str,
    cause: Option<&str>,
    on: &On,
) -> El {
    let name = ["new ", noun].concat();
    let add = el("form.key-values__add")
        .on("submit", on, move |event| {
            event.prevent_default();
            let form = event.target()?.dyn_into::<Element>().ok()?;
            let input = form.query_selector("input").ok()??;
            let name = browser::value_of(&input)?;
            let name = name.trim();
            if name.is_empty() {
                return None;
            }
            browser::set_property(&input, "value", "");
            Some(Action::MemberAdded([at, "/", &pointer::escape(name)].concat().into()))
        })
        .with(
            el("input.field__control[spellcheck=false][autocomplete=off]")
                .attr("aria-label", ["Name of the ", &name].concat())
                .attr("placeholder", name),
        )
        .with(el("button.button[type=submit] Add"));
    el("div.key-values")
        .each(members.iter().map(|member| row(at, *member, cause, noun, on)))
        .with(add)
}

fn row(at: &str, (key, value): Member<'_>, cause: Option<&str>, noun: &str, on: &On) -> El {
    let field: Rc<str> = [at, "/", &pointer::escape(key)].concat().into();
    let id = id("kv", &field);
    let remove = ["Remove ", noun, " ", key].concat();
    let control = el("input.field__control[spellcheck=false][autocomplete=off]")
        .attr("id", &id)
        .attr("data-pointer", copy(&field))
        // A value that is no text is shown as JSON and stays what it is until it is edited.
        .value(document::words_of(value));
    el("div.field.key-values__row")
        .key(key)
        .mark("data-cause", cause == Some(&field))
        .with(el("label.field__label").attr("for", id).attr("title", key).with(key))
        .with({
            let field = Rc::clone(&field);
            control.typed(on, move |text| Action::FieldTyped {
                pointer: Rc::clone(&field),
                value: Some(text.into()),
            })
        })
        .with(
            button("button.button[data-kind=icon]", on, Action::MemberRemoved(field))
                .attr("aria-label", &remove)
                .attr("title", remove)
                .with(icon("cross")),
        )
}
