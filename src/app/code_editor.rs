//! The editor: a text area that works at once, and the custom element that takes it over when it has arrived. The editor
//! keeps its own document: it reports edits, and is given a text only when it came from elsewhere.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlTextAreaElement};

use super::el::{El, On, copy, el};
use super::state::{Action, Dialog, State, Wish};
use super::{browser, document, line_marks};

/// The editor of the open script.
pub fn code_editor(name: &str, state: &State, on: &On) -> El {
    let script = state.script;
    let label = ["Code of ", name].concat();
    let edited = move |text: String| Action::ScriptEdited { script, text: text.into() };
    el("code-editor.code-editor[lang-name=javascript]")
        .attr("label", &label)
        .mark("data-stale", state.is_stale())
        .on("edit", on, move |event| Some(edited(browser::text_of(event)?)))
        .on("run", on, |_| Some(Action::RunAsked))
        .on("finding", on, |event| {
            let back = detail(event).and_then(|detail| detail.as_f64()).is_some_and(|by| by < 0.0);
            Some(Action::FindingStepped(if back { -1 } else { 1 }))
        })
        .on("fix", on, |event| {
            let wish = detail(event)?;
            let number = |name| {
                let number = browser::get(&wish, name)?.as_f64()?;
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index that the page gave")]
                Some(number as usize)
            };
            Some(Action::FixApplied { finding: number("index")?, fix: number("fix")? })
        })
        .on("why", on, |event| {
            let code = detail(event)?.as_string()?;
            let page = ["docs/diagnostics/", &code, ".md"].concat();
            Some(Action::DialogOpened(Dialog::Why(page.into())))
        })
        .with(
            el("textarea.code-editor__area[spellcheck=false][autocomplete=off][autocapitalize=off][wrap=off]")
                .attr("aria-label", label)
                .value(copy(document::code(&state.document, script)))
                .typed(on, edited),
        )
}

fn detail(event: &Event) -> Option<JsValue> {
    browser::get(event, "detail")
}

/// What the element was given last.
#[derive(Default)]
pub(super) struct Given {
    element: Option<Element>,
    text: (String, u64),
    marks: String,
    findings: String,
    wish: u64,
}

impl Given {
    /// Gives the element what has changed.
    pub(super) fn follow(&mut self, state: &State) {
        let element = browser::find("code-editor");
        if element != self.element {
            *self = Self { element, wish: self.wish, ..Self::default() };
        }
        let Some(element) = &self.element else { return };
        let scripts = document::scripts(&state.document);
        let Some(entry) = scripts.iter().find(|entry| entry.script == state.script) else {
            return;
        };
        // Another key brings another history.
        let other = self.text.0 != entry.key;
        if other || self.text.1 != state.outside {
            self.text = (entry.key.clone(), state.outside);
            let text = document::code(&state.document, state.script);
            let given = [entry.key.as_str().into(), text.into()];
            if browser::call(element, "open", &given).is_none() {
                browser::set_property(element, "document", &entry.key);
            }
        }
        let (marks, findings) = match state.report() {
            Some(report) => (
                line_marks::marks_json(report, &entry.name, state.open.claim.as_deref()),
                line_marks::findings_json(report, &entry.name, state.open.finding),
            ),
            None => ("[]".into(), "[]".into()),
        };
        for (name, old, new) in
            [("marks", &mut self.marks, marks), ("findings", &mut self.findings, findings)]
        {
            if other || *old != new {
                browser::set_property(element, name, &new);
                *old = new;
            }
        }
        if let Some((wish, count)) = &state.open.wish
            && *count != self.wish
        {
            self.wish = *count;
            if let Wish::Line(line, column) = wish {
                let place = [(*line).into(), (*column).into(), true.into()];
                if browser::call(element, "reveal", &place).is_none() {
                    reveal_in_area(element, *line);
                }
            }
        }
    }
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
