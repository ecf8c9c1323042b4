//! `script-timeout`, `script-limit`: a script that was stopped (`domain.md` §4.1; RT-01, RT-05).

use super::{
    Facts,
    wording::{quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::{OriginKind, RunOutcome};
use crate::script::{Limit, ScriptRun, limits};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        let name = quoted(&run.script);
        let place = Place::script(&run.script, stopped_at(run));
        if run.outcome == RunOutcome::TimedOut {
            findings.push(
                Diagnostic::new(
                    Code::ScriptTimeout,
                    format!(
                        "the {} took more than {} seconds, and Auth0 stopped the login in {name}",
                        if run.kind == OriginKind::Action { "Actions" } else { "rules" },
                        limits::PHASE_MS / 1000
                    ),
                )
                .help("give requests a shorter timeout, and keep what can be kept in `global`")
                .at(place),
            );
        } else if run.outcome == RunOutcome::Limit {
            let (message, help) = described(run.limit);
            findings.push(
                Diagnostic::new(Code::ScriptLimit, format!("{} {message}", titled(run)))
                    .help(help)
                    .at(place),
            );
        }
    }
}

fn described(limit: Option<Limit>) -> (&'static str, &'static str) {
    match limit {
        Some(Limit::Memory) => (
            "was stopped, because it used up its memory",
            "look for a list or a text that grows in a loop",
        ),
        Some(Limit::Stack) => (
            "was stopped, because its calls are nested too deeply",
            "look for a function that calls itself without an end",
        ),
        Some(Limit::Text) => {
            ("is too long to be run", "shorten it: all rules together should stay under 100 kB")
        }
        Some(Limit::Nesting) => ("is nested too deeply to be run", "take inner expressions apart"),
        Some(Limit::Writes) => (
            "was stopped, because it wrote too many claims",
            "look for a claim that is set in a loop",
        ),
        Some(Limit::Steps) | None => (
            "was stopped, because it does not come to an end",
            "look for a loop whose condition never becomes false",
        ),
    }
}

fn stopped_at(run: &ScriptRun) -> Option<Span> {
    let error = run.error.as_ref()?;
    let (line, column) = (error.line?, error.column?);
    Some(Span { line, column, end_line: line, end_column: column + 1 })
}
