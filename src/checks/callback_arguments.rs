//! `missing-callback-objects`, `missing-callback-user`, `misplaced-callback-arguments`, `overwritten-context`:
//! what a rule handed to its callback (`domain.md` §4.2; CB-04, CB-05, CB-06).

use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::script::{CallbackCall, CallbackError, Passed};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in &facts.login.runs {
        // Later calls do not count.
        let Some(call) = run.callbacks.first() else { continue };
        if let Some(finding) = judged(call, &quoted(&run.script)) {
            findings.push(finding.at(Place::script(&run.script, call.span)));
        }
    }
}

fn judged(call: &CallbackCall, rule: &str) -> Option<Diagnostic> {
    match &call.error {
        CallbackError::User => {
            return Some(
                Diagnostic::new(Code::MisplacedCallbackArguments, format!("rule {rule} passes `user` as the first argument of `callback`, where an error belongs"))
                    .help("write `callback(null, user, context)`"),
            );
        }
        CallbackError::Falsy(value) => {
            return Some(
                Diagnostic::new(
                    Code::MisplacedCallbackArguments,
                    format!("rule {rule} passes {} as the first argument of `callback`, where Auth0 documents `null` or an error", quoted(value)),
                )
                .help("write `callback(null, user, context)`"),
            );
        }
        CallbackError::Unauthorized(_) | CallbackError::Error(_) | CallbackError::Other(_) => return None,
        CallbackError::Null => {}
    }
    match (call.user, call.context) {
        (Passed::Null | Passed::Primitive, _) => Some(
            Diagnostic::new(Code::MissingCallbackUser, format!("rule {rule} calls `callback` without a user, and users report that such a login fails"))
                .help("write `callback(null, user, context)`"),
        ),
        (Passed::Undefined, _) | (_, Passed::Undefined | Passed::Null | Passed::Primitive) => Some(
            Diagnostic::new(Code::MissingCallbackObjects, format!("rule {rule} calls `callback` without {}, and the next rule probably gets the ones of before", missing(call)))
                .help("write `callback(null, user, context)`"),
        ),
        (Passed::Fresh, _) | (_, Passed::Fresh) => Some(
            Diagnostic::new(Code::OverwrittenContext, format!("rule {rule} passes on {} of its own, and Auth0 calls the result unpredictable", own(call)))
                .help("change the objects that the rule was given, and pass those"),
        ),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn code(error: CallbackError, user: Passed, context: Passed) -> Option<Code> {
        judged(&CallbackCall { span: None, error, user, context }, "`A`").map(|finding| finding.code)
    }

    #[test]
    fn only_the_documented_call_is_without_a_finding() {
        use Passed::{Fresh, Null, Same, Undefined};
        let null = CallbackError::Null;
        assert_eq!(code(null.clone(), Same, Same), None);
        assert_eq!(code(null.clone(), Undefined, Undefined), Some(Code::MissingCallbackObjects));
        assert_eq!(code(null.clone(), Null, Same), Some(Code::MissingCallbackUser));
        assert_eq!(code(null, Fresh, Same), Some(Code::OverwrittenContext));
        assert_eq!(code(CallbackError::User, Same, Undefined), Some(Code::MisplacedCallbackArguments));
        assert_eq!(code(CallbackError::Falsy("undefined".into()), Same, Same), Some(Code::MisplacedCallbackArguments));
        assert_eq!(code(CallbackError::Error("no".into()), Undefined, Undefined), None);
    }
}
