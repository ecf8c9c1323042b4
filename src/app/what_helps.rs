//! The findings that matter most, each leading to its place.

use super::el::{El, On, button, el};
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
pub fn what_helps(report: &Report, stale: bool, on: &On) -> Option<El> {
    let top = top(report);
    if top.is_empty() {
        return None;
    }
    let rows =
        top.into_iter().zip(1..).map(|((index, finding), rank)| row(rank, index, finding, on));
    Some(
        el("section.what-helps[aria-labelledby=what-helps-title]")
            .mark("data-stale", stale)
            .with(el("h2.what-helps__title[id=what-helps-title] What helps"))
            .with(el("ol.what-helps__list").each(rows)),
    )
}

fn row(rank: u32, index: usize, finding: &Diagnostic, on: &On) -> El {
    let place = match &finding.location {
        Some(Place::Span { span, .. }) => format!("line {}", span.line),
        Some(Place::Script { .. }) => "script".into(),
        Some(Place::Scenario { .. }) => "input".into(),
        None => String::new(),
    };
    let span = |text| el("span").with(sentence(text));
    // What is wrong follows where there is room for some of it.
    let help = finding.help.as_deref().map(span);
    el("li").with(
        button("button.what-helps__row", on, Action::FindingChosen(index))
            .attr("title", finding.message.replace('`', ""))
            .with(el("span.what-helps__rank[aria-hidden=true]").with(rank))
            .with(el("span.what-helps__text").with(help).with(span(&finding.message)))
            .with(el("span.what-helps__place").with(place)),
    )
}
