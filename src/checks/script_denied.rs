//! `script-denied`, `script-denied-password`: a script said no (`domain.md` §1.4, §4.2; DN-01, DN-02, DN-03).

use super::{
    Facts, text,
    wording::{one_line, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Flow;
use crate::place::{Place, Span};
use crate::report::RunOutcome;
use crate::script::ScriptRun;

const DENY: &str = "api.access.deny";

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let Some(stop) = facts.login.stop.as_ref().filter(|stop| stop.denied) else { return };
    let Some(run) = facts.run_of(&stop.script) else { return };
    // An exception ends the login the same way; `script-threw` and its kin tell it.
    if run.outcome != RunOutcome::Denied {
        return;
    }
    let span = run.callbacks.first().map_or_else(|| denial(run), |call| call.span);
    findings.push(
        Diagnostic::new(
            Code::ScriptDenied,
            format!("{} denied the login: the application gets `{}` with \u{201c}{}\u{201d}", titled(run), stop.code, one_line(&stop.message)),
        )
        .help("the Auth0 session outlives the denial, so the next login is denied at once until the user logs out or `prompt=login` is sent")
        .at(Place::script(&run.script, span)),
    );
    if facts.endpoint.flow == Flow::Password {
        findings.push(
            Diagnostic::new(
                Code::ScriptDeniedPassword,
                "users report that the answer to a denied password grant has HTTP status 500",
            )
            .help(format!(
                "read `error` in the body, here `{}`, and not the status alone",
                stop.code
            ))
            .at(Place::pointer("/request/path")),
        );
    }
}

/// The line of an Action that called `api.access.deny`; the first call counts.
fn denial(run: &ScriptRun) -> Option<Span> {
    let call = run.effects.iter().find(|effect| effect.kind == DENY)?;
    text::line(&run.source.text, call.line?)
}
