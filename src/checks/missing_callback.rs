//! `missing-callback`, `missing-callback-parameter`: a rule that never hands the login on
//! (`domain.md` §4.2; CB-01, CB-07).

use super::{Facts, cure, text, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::{Place, Span};
use crate::report::RunOutcome;
use crate::script::ScriptRun;
use crate::script::source::{Function, Shape};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs() {
        let Shape::Function(function) = &run.source.shape else { continue };
        let name = quoted(&run.script);
        if lacks_parameter(run) {
            let mut finding = Diagnostic::new(
                Code::MissingCallbackParameter,
                format!("rule {name} has {} and no third one, so it cannot call back", counted(function.params.len())),
            )
            .help("write `function (user, context, callback)`, and call `callback(null, user, context)` at the end")
            .at(Place::script(&run.script, Some(function.params_span)));
            if let Some(fix) = parameters(run, function) {
                finding = finding.fix(fix);
            }
            findings.push(finding);
        } else if run.outcome == RunOutcome::NoCallback {
            let callback = function.params.get(2).and_then(Option::as_deref).unwrap_or("callback");
            let (user, context) = (name_of(function, 0, "user"), name_of(function, 1, "context"));
            findings.push(
                Diagnostic::new(Code::MissingCallback, format!("rule {name} ended without calling `{callback}`, so the login hangs and then fails"))
                    .help(format!("call `{callback}(null, {user}, {context})` on every path"))
                    .at(Place::script(&run.script, last_step(run).or(Some(function.params_span)))),
            );
        }
    }
}

/// Whether the rule has no parameter for the callback. A function that is the result of a call may read `arguments`; only
/// one that is written out can be judged.
pub(super) fn lacks_parameter(run: &ScriptRun) -> bool {
    matches!(&run.source.shape, Shape::Function(function) if function.is_literal && function.params.len() < 3 && !function.rest)
        && run.callbacks.is_empty()
        && !run.source.text.contains("arguments")
}

fn counted(parameters: usize) -> &'static str {
    match parameters {
        0 => "no parameters",
        1 => "one parameter",
        _ => "two parameters",
    }
}

fn name_of<'a>(function: &'a Function, index: usize, usual: &'a str) -> &'a str {
    function.params.get(index).and_then(Option::as_deref).unwrap_or(usual)
}

/// The last statement that was executed: where the path without a call ended.
fn last_step(run: &ScriptRun) -> Option<Span> {
    run.source
        .statements
        .iter()
        .zip(&run.executed)
        .filter(|(_, executed)| **executed)
        .map(|(span, _)| *span)
        .max_by_key(|span| (span.line, span.column))
        .filter(|span| span.line == span.end_line)
}

/// Completes the parameter list of a rule that calls `callback` without having it.
fn parameters(run: &ScriptRun, function: &Function) -> Option<Fix> {
    let bytes = text::bytes(&run.source.text, function.params_span)?;
    let list = run.source.text.get(bytes.0..bytes.1)?;
    let calls_it = run.source.facts.free_identifiers.iter().any(|(name, _)| name == "callback");
    if !list.starts_with('(') || !list.ends_with(')') || !calls_it {
        return None;
    }
    let names = match function.params.as_slice() {
        [] => "user, context, callback".to_owned(),
        [Some(user)] => format!("{user}, context, callback"),
        [Some(user), Some(context)] => format!("{user}, {context}, callback"),
        _ => return None,
    };
    Some(cure::in_script(run, bytes, format!("({names})"), "Add the parameter `callback`"))
}
