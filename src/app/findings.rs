//! All findings: each leads to its place, to its page and to its cure.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::icon;
use super::state::{Action, Dialog};
use super::words::{sentence, words};
use crate::diagnostics::{Diagnostic, Severity};
use crate::place::Place;
use crate::report::Report;

/// The tab.
pub fn findings(
    report: &Report,
    chosen: Option<usize>,
    stale: bool,
    on: &Callback<Action>,
) -> Html {
    if report.diagnostics.is_empty() {
        return html! { <div class="pane-state"><p><b>{ "No findings" }</b></p><p>{ "Nothing in the scripts or the request stands in the way of a claim." }</p></div> };
    }
    html! { <ol class="findings">{ for report.diagnostics.iter().enumerate().map(|(index, finding)| view(index, finding, chosen == Some(index), stale, on)) }</ol> }
}

fn view(
    index: usize,
    finding: &Diagnostic,
    chosen: bool,
    stale: bool,
    on: &Callback<Action>,
) -> Html {
    let (sign, word) = match finding.severity {
        Severity::Error => ("drop", "Error"),
        Severity::Warning => ("part", "Warning"),
        Severity::Note => ("none", "Note"),
    };
    let docs: Rc<str> = finding.docs.as_str().into();
    html! {
        <li class="diagnostic" data-severity={finding.severity.name()} aria-current={chosen.then_some("true")}>
            <p class="diagnostic__title">{ icon(sign) }<span class="diagnostic__word">{ word }</span><b>{ sentence(&finding.message) }</b></p>
            if let Some(help) = &finding.help { <p class="diagnostic__text">{ sentence(help) }{ "." }</p> }
            { for finding.labels.iter().map(|label| html! { <p class="diagnostic__text">{ link(&label.place, on) }{ ": " }{ sentence(&label.text) }</p> }) }
            <p class="diagnostic__actions">
                if finding.location.is_some() {
                    <button class="line-link" type="button" onclick={on.reform(move |_| Action::FindingChosen(index))}>{ place(finding.location.as_ref()) }</button>
                }
                { for finding.fixes.iter().enumerate().map(|(fix, cure)| html! {
                    <button class="line-link" type="button" disabled={stale} onclick={on.reform(move |_| Action::FixApplied { finding: index, fix })}>{ words(&cure.title) }</button>
                }) }
                <button class="line-link" type="button" onclick={on.reform(move |_| Action::DialogOpened(Dialog::Why(Rc::clone(&docs))))}>{ "Why" }</button>
                <code class="quiet">{ finding.code.name() }</code>
            </p>
        </li>
    }
}

fn place(place: Option<&Place>) -> String {
    match place {
        Some(Place::Span { script, span }) => format!("{script}, line {}", span.line),
        Some(Place::Script { script }) => script.clone(),
        Some(Place::Scenario { pointer, .. }) if pointer.is_empty() => "The scenario".into(),
        Some(Place::Scenario { pointer, .. }) => pointer.clone(),
        None => String::new(),
    }
}

fn link(at: &Place, on: &Callback<Action>) -> Html {
    let target = at.clone();
    html! { <button class="line-link" type="button" onclick={on.reform(move |_| Action::PlaceChosen(target.clone()))}>{ place(Some(at)) }</button> }
}
