//! A part of the scenario as JSON text. What does not parse is kept in the field, and the last valid value is used.

use std::rc::Rc;

use serde_json::Value;

use super::el::{El, On, copy, el};
use super::field::id;
use super::json_text;
use super::state::{Action, State};

/// A text of more bytes is read when the keys have come to rest, and its lines are not broken, so that typing stays fluent.
pub const LONG: usize = 100_000;

/// A text as it was typed, with what is wrong about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where it stands (RFC 6901).
    pub pointer: Rc<str>,
    /// As it was typed.
    pub text: Rc<str>,
    /// The value that the text stands for, while it stands for one; else the last one.
    pub value: Option<Value>,
    /// Why it stands for none.
    pub fault: Option<Rc<str>>,
}

/// Reads a text: nothing, a value, or why not, with its place.
///
/// # Errors
/// The text is no JSON.
pub fn read(text: &str) -> Result<Option<Value>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    json_text::read(text).map(Some).map_err(|json_text::Fault { reason, line, column }| {
        format!("line {line}, column {column}: {reason}")
    })
}

/// The field, `rows` lines high.
pub fn json_field(
    label: &'static str,
    at: &str,
    placeholder: &'static str,
    rows: &'static str,
    state: &State,
    on: &On,
) -> El {
    let draft = state.drafts.iter().find(|draft| *draft.pointer == *at);
    let text = match draft {
        Some(draft) => draft.text.to_string(),
        None => state.document.pointer(at).map(pretty).unwrap_or_default(),
    };
    let fault = draft.and_then(|draft| draft.fault.as_deref());
    let id = id("json", at);
    let pointer: Rc<str> = at.into();
    let note = [&id, "-note"].concat();
    el("div.json-field")
        .with(el("label.json-field__label").attr("for", &id).with(label))
        .with(
            el("textarea.json-field__text[spellcheck=false][autocomplete=off]")
                .attr("id", id)
                .attr("data-pointer", copy(at))
                .attr("rows", rows)
                .maybe("wrap", (text.len() > LONG).then_some("off"))
                .attr("placeholder", placeholder)
                .value(text)
                .mark("aria-invalid", fault.is_some())
                .attr("aria-describedby", &note)
                .typed(on, move |text| Action::JsonTyped {
                    pointer: Rc::clone(&pointer),
                    text: text.into(),
                }),
        )
        .with(el("p.json-field__note").attr("id", note).with(
            fault.map(|fault| ["Not JSON at ", fault, ". The last valid value is used."].concat()),
        ))
}

/// A value as people read it.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_its_place() {
        let fault = read("{\n  \"a\": 1,\n  b\n}").unwrap_err();
        assert!(fault.starts_with("line 3, column 3: "), "{fault}");
        assert_eq!(read("  "), Ok(None));
    }
}
