//! `undefined-event-member`: a member of `event` that this login does not have
//! (`domain.md` §5.2; MD-11, SC-08).

use super::undefined_metadata::{Cause, access};
use super::{Facts, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::OriginKind;
use crate::script::ScriptRun;

/// Members that not every login has, and when.
const OPTIONAL: &[(&str, &str)] = &[
    ("event.authorization", "it is there only where the flow knows the user's roles"),
    ("event.organization", "it is there only for a login to an organisation"),
    ("event.custom_domain", "it is there only for a request to a custom domain"),
    ("event.session", "it is there only where a browser takes part"),
    ("event.refresh_token", "it is there only in a refresh exchange of some plans"),
    ("event.resource_server", "it is there only where the request names an API"),
    (
        "event.transaction.requested_scopes",
        "a password grant leaves it out; read `event.request.body.scope`",
    ),
    ("event.authentication.riskAssessment", "it is there only with adaptive MFA"),
];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.login.of(OriginKind::Action) {
        let Some(cause) = cause(run) else { continue };
        let path = cause.path().join(".");
        let when = OPTIONAL
            .iter()
            .find(|(member, _)| *member == path)
            .map_or("not every login has it", |(_, when)| when);
        let finding = Diagnostic::new(Code::UndefinedEventMember, cause.told())
            .help(format!("read {} with `?.` or a default: {when}", quoted(&path)))
            .at(Place::script(&run.script, Some(cause.span())));
        findings.push(match cause.guard(run) {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }
}

/// The access to a member of `event` that ended the Action.
pub(super) fn cause(run: &ScriptRun) -> Option<Cause> {
    access(run).filter(|cause| cause.path().first().is_some_and(|root| root == "event"))
}
