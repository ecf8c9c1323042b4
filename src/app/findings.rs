//! All findings: each leads to its place, to its page and to its cure.

use super::el::{El, On, button, el};
use super::icon::icon;
use super::state::{Action, Dialog};
use super::words::{sentence, words};
use crate::diagnostics::{Diagnostic, Severity};
use crate::place::Place;
use crate::report::Report;

/// The tab.
pub fn findings(report: &Report, chosen: Option<usize>, stale: bool, on: &On) -> El {
    if report.diagnostics.is_empty() {
        let none = "Nothing in the scripts or the request stands in the way of a claim.";
        return el("div.pane-state")
            .with(el("p").with(el("b No findings")))
            .with(el("p").with(none));
    }
    el("ol.findings").each(
        report
            .diagnostics
            .iter()
            .enumerate()
            .map(|(index, finding)| view(index, finding, chosen == Some(index), stale, on)),
    )
}

fn view(index: usize, finding: &Diagnostic, chosen: bool, stale: bool, on: &On) -> El {
    let (sign, word) = match finding.severity {
        Severity::Error => ("drop", "Error"),
        Severity::Warning => ("part", "Warning"),
        Severity::Note => ("none", "Note"),
    };
    let link = |action: Action| button("button.line-link", on, action);
    let why = Action::DialogOpened(Dialog::Why(finding.docs.as_str().into()));
    let text = || el("p.diagnostic__text");
    el("li.diagnostic")
        .attr("data-severity", finding.severity.name())
        .mark("aria-current", chosen)
        .with(
            el("p.diagnostic__title")
                .with(icon(sign))
                .with(el("span.diagnostic__word").with(word))
                .with(el("b").with(sentence(&finding.message))),
        )
        .with(finding.help_beside_fixes().map(|help| text().with(sentence(help)).with(".")))
        .each(finding.labels.iter().map(|label| {
            text()
                .with(link(Action::PlaceChosen(label.place.clone())).with(place(&label.place)))
                .with(": ")
                .with(sentence(&label.text))
        }))
        .with(
            el("p.diagnostic__actions")
                .with(
                    finding
                        .location
                        .as_ref()
                        .map(|location| link(Action::FindingChosen(index)).with(place(location))),
                )
                .each(finding.fixes.iter().enumerate().map(|(fix, cure)| {
                    link(Action::FixApplied { finding: index, fix })
                        .flag("disabled", stale)
                        .with(words(&cure.title))
                }))
                .with(link(why).with("Why"))
                .with(el("code.quiet").with(finding.code.name())),
        )
}

fn place(place: &Place) -> String {
    match place {
        Place::Span { script, span } => format!("{script}, line {}", span.line),
        Place::Script { script } => script.clone(),
        Place::Scenario { pointer, .. } if pointer.is_empty() => "The scenario".into(),
        Place::Scenario { pointer, .. } => pointer.clone(),
    }
}
