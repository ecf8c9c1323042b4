//! The editor: a text area that works at once, and the custom element that takes it over when it has arrived. The editor
//! keeps its own document: it reports edits, and is given a text only when it came from elsewhere.

use std::rc::Rc;

use gloo::events::EventListener;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

use super::browser;
use super::state::{Action, Dialog};

/// See [`CodeEditor`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// Which text it is: another key brings another history.
    pub key_of_text: AttrValue,
    /// Name of the script.
    pub label: AttrValue,
    /// Its text.
    pub text: AttrValue,
    /// Index of the rule.
    pub rule: usize,
    /// Counts changes from elsewhere.
    pub outside: u64,
    /// Marks of the lines, as JSON.
    pub marks: AttrValue,
    /// Findings, as JSON.
    pub findings: AttrValue,
    /// The marks belong to an earlier version.
    pub stale: bool,
    /// A place to bring into view, with its count.
    pub wish: Option<(u32, u32, u64)>,
    /// What happens.
    pub on: Callback<Action>,
}

/// The editor of one script.
#[component]
pub fn CodeEditor(props: &Props) -> Html {
    let Props { key_of_text, label, text, rule, outside, marks, findings, stale, wish, on } = props;
    let node = use_node_ref();
    // The listeners live as long as the element; what they need of the props changes.
    let rule_now = use_mut_ref(|| *rule);
    *rule_now.borrow_mut() = *rule;
    {
        let (node, on) = (node.clone(), on.clone());
        use_effect_with((), move |()| {
            let listeners = node.cast::<Element>().map(|element| listen(&element, &on, &rule_now));
            move || drop(listeners)
        });
    }
    {
        let (node, key, text) = (node.clone(), key_of_text.clone(), text.clone());
        use_effect_with((key_of_text.clone(), *outside), move |_| {
            if let Some(element) = node.cast::<Element>()
                && browser::call(&element, "open", &[key.as_str().into(), text.as_str().into()])
                    .is_none()
            {
                browser::set_property(&element, "document", &key);
            }
        });
    }
    use_property(node.clone(), "marks", marks.clone(), key_of_text.clone());
    use_property(node.clone(), "findings", findings.clone(), key_of_text.clone());
    {
        let node = node.clone();
        use_effect_with(*wish, move |wish| {
            let Some((line, column, _)) = *wish else { return };
            if let Some(element) = node.cast::<Element>()
                && browser::call(&element, "reveal", &[line.into(), column.into(), true.into()])
                    .is_none()
            {
                reveal_in_area(&element, line);
            }
        });
    }
    let typed = {
        let rule = *rule;
        on.reform(move |event: InputEvent| Action::ScriptEdited {
            rule,
            text: event.target_unchecked_into::<HtmlTextAreaElement>().value().into(),
        })
    };
    html! {
        <code-editor class="code-editor" ref={node} lang-name="javascript" label={format!("Code of {label}")} data-stale={stale.then_some("true")}>
            <textarea class="code-editor__area" aria-label={format!("Code of {label}")} value={text.clone()} spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off" oninput={typed} />
        </code-editor>
    }
}

/// Hands a property to the element whenever it or the text changes.
#[hook]
fn use_property(node: NodeRef, name: &'static str, value: AttrValue, key: AttrValue) {
    use_effect_with((value, key), move |(value, _)| {
        if let Some(element) = node.cast::<Element>() {
            browser::set_property(&element, name, value);
        }
    });
}

fn listen(
    element: &Element,
    on: &Callback<Action>,
    rule: &Rc<std::cell::RefCell<usize>>,
) -> [EventListener; 5] {
    let detail =
        |event: &Event| event.dyn_ref::<web_sys::CustomEvent>().map(web_sys::CustomEvent::detail);
    let edit = {
        let (on, element, rule) = (on.clone(), element.clone(), Rc::clone(rule));
        EventListener::new(&element.clone(), "edit", move |_| {
            if let Some(text) = browser::value_of(&element) {
                on.emit(Action::ScriptEdited { rule: *rule.borrow(), text: text.into() });
            }
        })
    };
    let run = {
        let on = on.clone();
        EventListener::new(element, "run", move |_| on.emit(Action::RunAsked))
    };
    let finding = {
        let on = on.clone();
        EventListener::new(element, "finding", move |event| {
            let back = detail(event).and_then(|detail| detail.as_f64()).is_some_and(|by| by < 0.0);
            on.emit(Action::FindingStepped(if back { -1 } else { 1 }));
        })
    };
    let fix = {
        let on = on.clone();
        EventListener::new(element, "fix", move |event| {
            let wish = detail(event)
                .and_then(|detail| js_sys::JSON::stringify(&detail).ok())
                .and_then(|text| text.as_string());
            let wish: Option<Value> = wish.and_then(|text| serde_json::from_str(&text).ok());
            let number = |name| usize::try_from(wish.as_ref()?.get(name)?.as_u64()?).ok();
            if let (Some(finding), Some(fix)) = (number("index"), number("fix")) {
                on.emit(Action::FixApplied { finding, fix });
            }
        })
    };
    let why = {
        let on = on.clone();
        EventListener::new(element, "why", move |event| {
            if let Some(code) = detail(event).and_then(|detail| detail.as_string()) {
                on.emit(Action::DialogOpened(Dialog::Why(
                    format!("docs/diagnostics/{code}.md").into(),
                )));
            }
        })
    };
    [edit, run, finding, fix, why]
}

/// Puts the cursor of the plain text area at the start of a line; the browser scrolls to it.
fn reveal_in_area(element: &Element, line: u32) {
    let Some(area) = element
        .query_selector("textarea")
        .ok()
        .flatten()
        .and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok())
    else {
        return;
    };
    let before = usize::try_from(line.saturating_sub(1)).unwrap_or(0);
    // Positions in a text area count UTF-16 units.
    let start: usize = area
        .value()
        .split_inclusive('\n')
        .take(before)
        .map(|line| line.encode_utf16().count())
        .sum();
    let at = u32::try_from(start).unwrap_or(0);
    let _ = area.focus();
    let _ = area.set_selection_range(at, at);
}
