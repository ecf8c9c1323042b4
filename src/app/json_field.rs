//! A part of the scenario as JSON text. What does not parse is kept in the field, and the last valid value is used.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde_json::Value;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::state::Action;

/// A text of more bytes is read when the keys have come to rest, and its lines are not broken, so that typing stays fluent.
const LONG: usize = 100_000;
/// How long that is, in milliseconds.
const LATER_MS: u32 = 300;

/// See [`JsonField`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// What it is.
    pub label: AttrValue,
    /// Where it is (RFC 6901).
    pub pointer: AttrValue,
    /// The value; absent shows the placeholder.
    pub value: Option<Value>,
    /// Shown while there is no value.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// Height in lines.
    #[prop_or(6)]
    pub rows: u32,
    /// What happens.
    pub on: Callback<Action>,
}

/// The text with what is wrong about it.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    text: String,
    /// The value that the text stands for, while it stands for one.
    value: Option<Value>,
    fault: Option<String>,
}

fn draft(value: Option<&Value>) -> Draft {
    let text = value
        .map(|value| serde_json::to_string_pretty(value).unwrap_or_default())
        .unwrap_or_default();
    Draft { text, value: value.cloned(), fault: None }
}

/// Reads a text: nothing, a value, or why not, with its place.
fn read(text: &str) -> Result<Option<Value>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(text).map(Some).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        format!("line {}, column {}: {reason}", error.line(), error.column())
    })
}

/// The field.
#[component]
pub fn JsonField(Props { label, pointer, value, placeholder, rows, on }: &Props) -> Html {
    let state = use_state(|| draft(value.as_ref()));
    // A change from elsewhere replaces the text; our own comes back as it was.
    if state.value != *value {
        state.set(draft(value.as_ref()));
    }
    let later = use_mut_ref(|| None::<Timeout>);
    let oninput = {
        let (state, on, later) = (state.clone(), on.clone(), Rc::clone(&later));
        let at: Rc<str> = pointer.as_str().into();
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            let (state, on, at) = (state.clone(), on.clone(), Rc::clone(&at));
            let long = text.len() > LONG;
            let take = move || match read(&text) {
                Ok(value) => {
                    state.set(Draft { text, value: value.clone(), fault: None });
                    on.emit(Action::FieldTyped { pointer: at, value });
                }
                Err(fault) => {
                    state.set(Draft { text, value: state.value.clone(), fault: Some(fault) });
                }
            };
            // Each key replaces the reading that the key before it had put off.
            if long {
                *later.borrow_mut() = Some(Timeout::new(LATER_MS, take));
            } else {
                *later.borrow_mut() = None;
                take();
            }
        })
    };
    let id = format!("json{}", pointer.replace('/', "-"));
    let note = format!("{id}-note");
    html! {
        <div class="json-field">
            <label class="json-field__label" for={id.clone()}>{ label.clone() }</label>
            <textarea class="json-field__text" id={id} data-pointer={pointer.clone()} rows={rows.to_string()} wrap={(state.text.len() > LONG).then_some("off")} spellcheck="false" autocomplete="off" placeholder={placeholder.clone()}
                value={state.text.clone()} aria-invalid={state.fault.is_some().then_some("true")} aria-describedby={note.clone()} {oninput} />
            <p class="json-field__note" id={note}>
                if let Some(fault) = &state.fault { { format!("Not JSON at {fault}. The last valid value is used.") } }
            </p>
        </div>
    }
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
