//! The findings that matter most, each leading to its place.

use yew::prelude::*;

use super::state::Action;
use super::words::sentence;
use crate::diagnostics::{Diagnostic, Severity};
use crate::order::sort_by_key;
use crate::place::Place;
use crate::report::Report;

/// How many fit.
const SHOWN: usize = 3;

/// Errors first, then warnings; notes only explain.
fn top(report: &Report) -> Vec<(usize, &Diagnostic)> {
    let mut findings: Vec<(usize, &Diagnostic)> = report
        .diagnostics
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.severity != Severity::Note)
        .collect();
    sort_by_key(&mut findings, |(_, finding)| finding.severity);
    findings.truncate(SHOWN);
    findings
}

/// The list.
pub fn what_helps(report: &Report, stale: bool, on: &Callback<Action>) -> Html {
    let top = top(report);
    if top.is_empty() {
        return html! {};
    }
    html! {
        <section class="what-helps" aria-labelledby="what-helps-title" data-stale={stale.then_some("true")}>
            <h2 class="what-helps__title" id="what-helps-title">{ "What helps" }</h2>
            <ol class="what-helps__list">{ for top.into_iter().zip(1_u32..).map(|((index, finding), rank)| row(rank, index, finding, on)) }</ol>
        </section>
    }
}

fn row(rank: u32, index: usize, finding: &Diagnostic, on: &Callback<Action>) -> Html {
    let place = match &finding.location {
        Some(Place::Span { span, .. }) => format!("line {}", span.line),
        Some(Place::Script { .. }) => "script".into(),
        Some(Place::Scenario { .. }) => "input".into(),
        None => String::new(),
    };
    html! {
        <li>
            <button class="what-helps__row" type="button" title={finding.message.replace('`', "")} onclick={on.reform(move |_| Action::FindingChosen(index))}>
                <span class="what-helps__rank" aria-hidden="true">{ rank }</span>
                <span class="what-helps__text">
                    if let Some(help) = &finding.help { { sentence(help) }<span class="what-helps__why">{ sentence(&finding.message) }</span> } else { { sentence(&finding.message) } }
                </span>
                <span class="what-helps__place">{ place }</span>
            </button>
        </li>
    }
}
