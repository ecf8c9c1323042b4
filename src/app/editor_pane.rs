//! The script in the middle: name, text, findings.

use std::rc::Rc;

use serde_json::Value;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::code_editor::CodeEditor;
use super::document;
use super::icon::icon;
use super::line_marks;
use super::state::Action;
use crate::report::Report;

/// See [`editor_pane`].
#[derive(Debug)]
pub struct Props {
    /// The scenario.
    pub document: Rc<Value>,
    /// The last result.
    pub report: Option<Rc<Report>>,
    /// The result belongs to an earlier version.
    pub stale: bool,
    /// Index of the rule.
    pub rule: usize,
    /// Counts changes from elsewhere.
    pub outside: u64,
    /// The selected claim.
    pub claim: Option<Rc<str>>,
    /// The chosen finding.
    pub finding: Option<usize>,
    /// The rule's name is being edited.
    pub renaming: bool,
    /// There is something to undo, to redo.
    pub undo: (bool, bool),
    /// A place to bring into view.
    pub wish: Option<(u32, u32, u64)>,
    /// What happens.
    pub on: Callback<Action>,
}

/// The pane.
///
/// No component: it has no state, and each component adds 4 kB.
pub fn editor_pane(props: &Props) -> Html {
    let Props { document, report, stale, rule, outside, claim, finding, renaming, undo, wish, on } =
        props;
    let rules = document::rules(document);
    let Some(entry) = rules.iter().find(|entry| entry.index == *rule) else {
        return html! {
            <section class="workbench__editor" aria-label="Script" id="panel-editor" tabindex="-1">
                <div class="pane-state"><p><b>{ "No script" }</b></p><p>{ "Add a rule to the pipeline, or open an example." }</p>
                    <button class="button" type="button" onclick={on.reform(|_| Action::RuleAdded)}>{ icon("plus") }{ "Add rule" }</button></div>
            </section>
        };
    };
    let (marks, findings) = match report {
        Some(report) => (
            line_marks::marks_json(&line_marks::marks(report, &entry.name, claim.as_deref())),
            line_marks::findings_json(report, &entry.name, *finding),
        ),
        None => ("[]".into(), "[]".into()),
    };
    let rule = *rule;
    html! {
        <section class="workbench__editor" aria-labelledby="editor-title" id="panel-editor" tabindex="-1">
            <header class="pane-head">
                if *renaming {
                    <h2 id="editor-title"><span class="visually-hidden">{ "Rename the rule" }</span>{ rename(rule, &entry.name, on) }</h2>
                } else {
                    <h2 id="editor-title">{ &entry.name }</h2>
                    <span class="tag">{ "Rule" }</span>
                }
                <span class="push"></span>
                if undo.0 { <button class="button" type="button" data-kind="icon" aria-label="Undo the last change" title="Undo the last change (Ctrl Z outside the editor)" onclick={on.reform(|_| Action::Undone)}>{ icon("undo") }</button> }
                if undo.1 { <button class="button" type="button" data-kind="icon" aria-label="Redo" title="Redo (Ctrl Shift Z outside the editor)" onclick={on.reform(|_| Action::Redone)}>{ icon("redo") }</button> }
                <button class="button" type="button" data-kind="quiet" onclick={on.reform(move |_| Action::RenameBegun(rule))}>{ "Rename" }</button>
                <button class="button" type="button" data-kind="quiet" onclick={on.reform(move |_| Action::RuleRemoved(rule))}>{ "Remove" }</button>
            </header>
            <CodeEditor key_of_text={entry.key.clone()} label={entry.name.clone()} text={document::script(document, rule).to_owned()} {rule} outside={*outside}
                {marks} {findings} stale={*stale} wish={*wish} on={on.clone()} />
            <footer class="pane-foot">
                { nav(report.as_deref(), *finding, on) }
                <span class="push quiet">{ "Tab leaves the editor; " }<kbd>{ "Ctrl ]" }</kbd>{ " indents" }</span>
            </footer>
        </section>
    }
}

fn rename(rule: usize, name: &str, on: &Callback<Action>) -> Html {
    let typed = on.reform(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::FieldTyped {
            pointer: format!("/rules/{rule}/name").into(),
            value: Some(text.into()),
        }
    });
    let ended = {
        let on = on.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | "Escape") {
                event.prevent_default();
                on.emit(Action::RenameEnded);
            }
        })
    };
    html! {
        <input class="field__control" id="rename-rule" value={name.to_owned()} aria-label="Name of the rule" spellcheck="false" autocomplete="off" oninput={typed} onkeydown={ended} onblur={on.reform(|_| Action::RenameEnded)} />
    }
}

fn nav(report: Option<&Report>, chosen: Option<usize>, on: &Callback<Action>) -> Html {
    let Some(report) = report else { return html! {} };
    let count = report.diagnostics.len();
    if count == 0 {
        return html! { <span class="finding-nav">{ "No findings" }</span> };
    }
    let code =
        chosen.and_then(|index| report.diagnostics.get(index)).map(|finding| finding.code.name());
    html! {
        <span class="finding-nav">
            <button class="button" type="button" data-kind="icon" aria-label="Previous finding (Shift F8)" title="Previous finding (Shift F8)" onclick={on.reform(|_| Action::FindingStepped(-1))}>{ icon("prev") }</button>
            <span>
                if let (Some(index), Some(code)) = (chosen, code) { <b>{ format!("Finding {} of {count}", index + 1) }</b>{ " " }{ code } }
                else { <b>{ super::words::counted(count, "finding", "findings") }</b> }
            </span>
            <button class="button" type="button" data-kind="icon" aria-label="Next finding (F8)" title="Next finding (F8)" onclick={on.reform(|_| Action::FindingStepped(1))}>{ icon("next") }</button>
        </span>
    }
}
