//! What became of the claims that the lines of a script wrote, for the editor's margin.

use serde_json::Value;

use super::document::object;
use super::gates;
use crate::order::sort_by_key;
use crate::place::Place;
use crate::report::{Claim, Report, RunOutcome};

/// The mark of one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineMark {
    /// `keep`, `drop`, `part` or `fail`; empty for a line that is only linked.
    pub tone: &'static str,
    /// In words.
    pub title: String,
    /// It belongs to the selected claim.
    pub linked: bool,
}

/// Marks with their lines, in the order of the lines, for one script.
pub fn marks(report: &Report, script: &str, selected: Option<&str>) -> Vec<(u32, LineMark)> {
    let mut marks: Vec<(u32, LineMark)> = Vec::new();
    for claim in report.claims.iter().filter(|claim| claim.is_custom()) {
        let (tone, title) = fate(claim);
        if claim.origin.script == script
            && let Some(line) = claim.origin.line
        {
            add(at(&mut marks, line), tone, &title, selected == Some(&claim.name));
        }
        for earlier in claim.earlier.iter().filter(|earlier| earlier.origin.script == script) {
            if let Some(line) = earlier.origin.line {
                add(
                    at(&mut marks, line),
                    "part",
                    "replaced by a later write",
                    selected == Some(&claim.name),
                );
            }
        }
    }
    for run in report.runs.iter().filter(|run| {
        run.script == script && !matches!(run.outcome, RunOutcome::Ok | RunOutcome::Skipped)
    }) {
        if let Some((line, error)) =
            run.error.as_ref().and_then(|error| error.line.map(|line| (line, error)))
        {
            *at(&mut marks, line) = LineMark {
                tone: "fail",
                title: format!("{}: {}", error.name, error.message),
                linked: false,
            };
        }
    }
    sort_by_key(&mut marks, |(line, _)| *line);
    marks
}

/// The mark of a line.
fn at(marks: &mut Vec<(u32, LineMark)>, line: u32) -> &mut LineMark {
    let index = marks.iter().position(|(other, _)| *other == line).unwrap_or(marks.len());
    if index == marks.len() {
        marks.push((line, LineMark::default()));
    }
    // It has just been made sure of.
    #[expect(clippy::indexing_slicing, reason = "the index is that of an item or of the last one")]
    &mut marks[index].1
}

fn fate(claim: &Claim) -> (&'static str, String) {
    if claim.overwritten_by.is_some() {
        return ("drop", "lost: a later script replaced it".into());
    }
    let kept = claim.verdicts.iter().filter(|verdict| verdict.code.is_kept()).count();
    let mut reasons: Vec<&str> = Vec::new();
    for code in claim
        .verdicts
        .iter()
        .flat_map(|verdict| std::iter::once(verdict.code).chain(verdict.also.iter().copied()))
    {
        if !code.is_kept() && !reasons.contains(&code.label()) {
            reasons.push(code.label());
        }
    }
    let dropped = claim.verdicts.iter().find(|verdict| !verdict.code.is_kept());
    match (kept, dropped) {
        (0, Some(verdict)) => {
            (gates::tone(verdict.code), format!("dropped: {}", reasons.join(", ")))
        }
        (_, Some(_)) => ("part", format!("delivered in part; {}", reasons.join(", "))),
        (_, None) => ("keep", "delivered".into()),
    }
}

fn add(mark: &mut LineMark, tone: &'static str, title: &str, linked: bool) {
    mark.linked |= linked;
    if mark.tone.is_empty() {
        mark.tone = tone;
        mark.title = title.into();
    } else if mark.tone != tone || mark.title != title {
        // Two claims in one line with different fates.
        if mark.tone != tone {
            mark.tone = "part";
        }
        mark.title = format!("{}; {title}", mark.title);
    }
}

/// The marks as the editor takes them.
pub fn marks_json(report: &Report, script: &str, selected: Option<&str>) -> String {
    let marks = marks(report, script, selected);
    let list: Vec<Value> = marks
        .into_iter()
        .map(|(line, LineMark { tone, title, linked })| {
            object(&mut [
                ("line", line.into()),
                ("tone", tone.into()),
                ("title", title.into()),
                ("linked", linked.into()),
            ])
        })
        .collect();
    Value::Array(list).to_string()
}

/// The findings of one script as the editor takes them. One is open: the chosen one, or the first that is no note.
pub fn findings_json(report: &Report, script: &str, chosen: Option<usize>) -> String {
    let own: Vec<(usize, crate::place::Span)> = report
        .diagnostics
        .iter()
        .enumerate()
        .filter_map(|(index, finding)| match &finding.location {
            Some(Place::Span { script: name, span }) if name == script => Some((index, *span)),
            _ => None,
        })
        .collect();
    let severe = |index: &usize| {
        report
            .diagnostics
            .get(*index)
            .is_some_and(|finding| finding.severity != crate::diagnostics::Severity::Note)
    };
    let open = own
        .iter()
        .map(|(index, _)| *index)
        .find(|index| chosen == Some(*index))
        .or_else(|| own.iter().map(|(index, _)| *index).find(severe));
    let list: Vec<Value> = own
        .iter()
        .filter_map(|(index, span)| {
            let finding = report.diagnostics.get(*index)?;
            let fixes = finding.fixes.iter().map(|fix| fix.title.as_str().into()).collect();
            let help = finding.help_beside_fixes().map(gates::capital);
            let span = object(&mut [
                ("line", span.line.into()),
                ("column", span.column.into()),
                ("end_line", span.end_line.into()),
                ("end_column", span.end_column.into()),
            ]);
            Some(object(&mut [
                ("index", (*index).into()),
                ("open", (open == Some(*index)).into()),
                ("severity", finding.severity.name().into()),
                ("code", finding.code.name().into()),
                ("span", span),
                ("message", gates::capital(&finding.message).into()),
                ("help", help.map_or(Value::Null, Into::into)),
                ("fixes", Value::Array(fixes)),
            ]))
        })
        .collect();
    Value::Array(list).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn each_line_that_wrote_a_claim_says_what_became_of_it() {
        let marks = marks(&fixture::report(), "Add claims", Some("roles"));
        assert_eq!(marks.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [7, 8, 11, 14]);
        assert_eq!(
            (marks[2].1.tone, marks[2].1.title.as_str()),
            ("drop", "dropped: legacy mode, reserved host")
        );
        assert!(marks[3].1.linked && !marks[2].1.linked);
    }

    #[test]
    fn only_one_finding_is_open_in_the_text() {
        let open = |chosen| {
            let list: Vec<Value> =
                serde_json::from_str(&findings_json(&fixture::report(), "Add claims", chosen))
                    .unwrap();
            list.iter().map(|finding| finding["open"].as_bool().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(open(None), [true, false]);
        assert_eq!(open(Some(2)), [false, true]);
    }
}
