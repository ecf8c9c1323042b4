//! `script-threw`: an exception ended the login (`domain.md` §4.2; RT-02). Exceptions whose cause is known have codes
//! of their own: `undefined-metadata`, `undefined-request-parameter`, `unknown-module`, `unknown-global`.

use super::{Facts, undefined_metadata, undefined_request_parameter, unknown_global, unknown_module, wording::{one_line, quoted}};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::{RunOutcome, ScriptError};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        if !matches!(run.outcome, RunOutcome::Threw | RunOutcome::Rejected) {
            continue;
        }
        let Some(error) = &run.error else { continue };
        let explained = undefined_metadata::cause(facts, run).is_some()
            || undefined_request_parameter::cause(run).is_some()
            || unknown_module::cause(run).is_some()
            || unknown_global::cause(run).is_some();
        if explained {
            continue;
        }
        let how = if run.outcome == RunOutcome::Rejected { "ended with a rejected promise" } else { "ended with an exception" };
        findings.push(
            Diagnostic::new(Code::ScriptThrew, format!("rule {} {how}: {}", quoted(&run.script), described(error)))
                .help("catch it, or guard the value; the application gets `access_denied` with this message")
                .at(Place::script(&run.script, place(error))),
        );
    }
}

fn described(error: &ScriptError) -> String {
    match (error.name.as_str(), error.message.as_str()) {
        ("", message) => one_line(message),
        (name, "") => one_line(name),
        (name, message) => format!("{}: {}", one_line(name), one_line(message)),
    }
}

/// Where it was thrown.
pub(super) fn place(error: &ScriptError) -> Option<Span> {
    let (line, column) = (error.line?, error.column?);
    Some(Span { line, column, end_line: line, end_column: column + 1 })
}
