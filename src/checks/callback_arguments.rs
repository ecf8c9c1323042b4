//! `missing-callback-objects`, `missing-callback-user`, `misplaced-callback-arguments`, `overwritten-context`:
//! what a rule handed to its callback (`domain.md` §4.2; CB-04, CB-05, CB-06).

use super::{Facts, cure, text, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::place::Place;
use crate::script::source::Shape;
use crate::script::{CallbackCall, CallbackError, Passed, ScriptRun};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        // Later calls do not count.
        let Some(call) = run.callbacks.first() else { continue };
        let Some((code, message)) = judged(call, &quoted(&run.script)) else { continue };
        // `callback(error, user, context)` in a handler passes on what a library left out; written out, it is a mistake.
        if matches!(call.error, CallbackError::Falsy(_)) && !is_written_out(run, call) {
            continue;
        }
        let mut finding = Diagnostic::new(code, message).at(Place::script(&run.script, call.span));
        finding = if code == Code::OverwrittenContext {
            finding.help("change the objects that the rule was given, and pass those")
        } else {
            finding.help("write `callback(null, user, context)`")
        };
        if let Some(fix) = usual_call(run, call).filter(|_| code != Code::OverwrittenContext) {
            finding = finding.fix(fix);
        }
        findings.push(finding);
    }
}

fn judged(call: &CallbackCall, rule: &str) -> Option<(Code, String)> {
    match &call.error {
        CallbackError::User => {
            let message = format!(
                "rule {rule} passes `user` as the first argument of `callback`, where an error belongs"
            );
            return Some((Code::MisplacedCallbackArguments, message));
        }
        CallbackError::Falsy(value) => {
            let value = if value.is_empty() { "an empty text".to_owned() } else { quoted(value) };
            let message = format!(
                "rule {rule} passes {value} as the first argument of `callback`, where Auth0 documents `null` or an error"
            );
            return Some((Code::MisplacedCallbackArguments, message));
        }
        CallbackError::Unauthorized(_) | CallbackError::Error(_) | CallbackError::Other(_) => {
            return None;
        }
        CallbackError::Null => {}
    }
    match (call.user, call.context) {
        (Passed::Null | Passed::Primitive, _) => Some((
            Code::MissingCallbackUser,
            format!(
                "rule {rule} calls `callback` without a user, and users report that such a login fails"
            ),
        )),
        (Passed::Undefined, _) | (_, Passed::Undefined | Passed::Null | Passed::Primitive) => {
            Some((
                Code::MissingCallbackObjects,
                format!(
                    "rule {rule} calls `callback` without {}, so the next rule probably gets what this one was given",
                    missing(call)
                ),
            ))
        }
        (Passed::Fresh, _) | (_, Passed::Fresh) => Some((
            Code::OverwrittenContext,
            format!(
                "rule {rule} passes on {} of its own, and Auth0 calls the result unpredictable",
                own(call)
            ),
        )),
        (Passed::Same, Passed::Same) => None,
    }
}

fn missing(call: &CallbackCall) -> &'static str {
    match (call.user, call.context) {
        (Passed::Undefined, Passed::Undefined) => "`user` and `context`",
        (Passed::Undefined, _) => "`user`",
        _ => "`context`",
    }
}

fn own(call: &CallbackCall) -> &'static str {
    match (call.user, call.context) {
        (Passed::Fresh, Passed::Fresh) => "objects",
        (Passed::Fresh, _) => "a user object",
        _ => "a context object",
    }
}

/// Whether the first argument is a value in the text, and no name.
fn is_written_out(run: &ScriptRun, call: &CallbackCall) -> bool {
    const VALUES: [&str; 7] = ["undefined", "void 0", "''", "\"\"", "0", "false", "NaN"];
    let Some(written) = call.span.and_then(|span| text::slice(&run.source.text, span)) else {
        return false;
    };
    let first = written.split_once('(').map_or("", |(_, rest)| rest.trim_start());
    first.starts_with(')')
        || VALUES.iter().any(|value| {
            first.strip_prefix(value).is_some_and(|rest| rest.trim_start().starts_with([',', ')']))
        })
}

/// The call as Auth0 documents it, with the names that the rule uses.
fn usual_call(run: &ScriptRun, call: &CallbackCall) -> Option<Fix> {
    let Shape::Function(function) = &run.source.shape else { return None };
    let [Some(user), Some(context), Some(callback), ..] = function.params.as_slice() else {
        return None;
    };
    let bytes = text::bytes(&run.source.text, call.span?)?;
    let written = run.source.text.get(bytes.0..bytes.1)?;
    // Only the call itself, and no statement around it.
    let is_call = written.strip_prefix(callback.as_str()).is_some_and(|rest| rest.starts_with('('))
        && written.ends_with(')');
    let usual = format!("{callback}(null, {user}, {context})");
    is_call.then(|| cure::in_script(run, bytes, usual.clone(), format!("Write `{usual}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(error: CallbackError, user: Passed, context: Passed) -> Option<Code> {
        judged(&CallbackCall { span: None, error, user, context }, "`A`").map(|(code, _)| code)
    }

    #[test]
    fn only_the_documented_call_is_without_a_finding() {
        use Passed::{Fresh, Null, Same, Undefined};
        let null = CallbackError::Null;
        assert_eq!(code(null.clone(), Same, Same), None);
        assert_eq!(code(null.clone(), Undefined, Undefined), Some(Code::MissingCallbackObjects));
        assert_eq!(code(null.clone(), Null, Same), Some(Code::MissingCallbackUser));
        assert_eq!(code(null, Fresh, Same), Some(Code::OverwrittenContext));
        assert_eq!(
            code(CallbackError::User, Same, Undefined),
            Some(Code::MisplacedCallbackArguments)
        );
        assert_eq!(
            code(CallbackError::Falsy("undefined".into()), Same, Same),
            Some(Code::MisplacedCallbackArguments)
        );
        assert_eq!(code(CallbackError::Error("no".into()), Undefined, Undefined), None);
    }
}
