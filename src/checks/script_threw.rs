//! `script-threw`: an exception ended the login (`domain.md` §4.2; RT-02). Exceptions whose cause is known have codes
//! of their own: `undefined-metadata`, `undefined-request-parameter`, `unknown-module`, `unknown-global`.

use super::undefined_metadata::{self, Cause};
use super::{
    Facts, misplaced_rule_code, missing_callback, text, undefined_event_member,
    undefined_request_parameter, unknown_api_method, unknown_global, unknown_module,
    wording::{one_line, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{Place, Span};
use crate::report::{OriginKind, RunOutcome, ScriptError};
use crate::script::ScriptRun;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        if !matches!(run.outcome, RunOutcome::Threw | RunOutcome::Rejected) {
            continue;
        }
        let Some(error) = &run.error else { continue };
        let explained = undefined_metadata::cause(facts, run).is_some()
            || undefined_request_parameter::cause(run).is_some()
            || unknown_module::cause(run).is_some()
            || unknown_global::cause(run).is_some()
            || undefined_event_member::cause(run).is_some()
            || misplaced_rule_code::cause(run).is_some()
            || unknown_api_method::explains(facts, run)
            || run.missing_handler.is_some();
        if explained {
            continue;
        }
        // `missing-callback-parameter` says it better.
        if missing_callback::lacks_parameter(run) && error.name == "ReferenceError" {
            continue;
        }
        let how = if run.outcome == RunOutcome::Rejected {
            "ended with a rejected promise"
        } else {
            "ended with an exception"
        };
        let access = undefined_metadata::access(run);
        let what = access.as_ref().map_or_else(|| described(error), Cause::told);
        let span =
            access.as_ref().map(Cause::span).or_else(|| word(run, error)).or_else(|| place(error));
        let mut finding = Diagnostic::new(Code::ScriptThrew, format!("{} {how}: {what}", titled(run)))
            .help(match error.name.as_str() {
                "ReferenceError" if run.kind == OriginKind::Action => "declare the name, or require the module that it stands for",
                "ReferenceError" => "declare the name, or put the value on `global` in an earlier rule",
                _ => "guard the value or catch the exception; the application gets `access_denied` with its message",
            })
            .at(Place::script(&run.script, span));
        if let Some(fix) = access.and_then(|access| access.guard(run)) {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
}

/// The word at which it was thrown.
fn word(run: &ScriptRun, error: &ScriptError) -> Option<Span> {
    let start = place(error)?;
    let line = text::slice(&run.source.text, text::line(&run.source.text, start.line)?)?;
    let first = text::line(&run.source.text, start.line)?.column;
    let rest: String = line
        .encode_utf16()
        .skip((start.column.checked_sub(first)?) as usize)
        .map(|unit| char::from_u32(u32::from(unit)).unwrap_or(' '))
        .collect();
    let length =
        rest.chars().take_while(|char| char.is_alphanumeric() || matches!(char, '_' | '$')).count();
    (length > 0)
        .then(|| Span { end_column: start.column + u32::try_from(length).unwrap_or(1), ..start })
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
