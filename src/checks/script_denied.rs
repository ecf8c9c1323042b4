//! `script-denied`: a script said no (`domain.md` §4.2; DN-01, DN-02).

use super::{
    Facts,
    wording::{one_line, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::RunOutcome;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let Some(stop) = facts.login.stop.as_ref().filter(|stop| stop.denied) else { return };
    let Some(run) = facts.run_of(&stop.script) else { return };
    // An exception ends the login the same way; `script-threw` and its kin tell it.
    if run.outcome != RunOutcome::Denied {
        return;
    }
    let span = run.callbacks.first().and_then(|call| call.span);
    findings.push(
        Diagnostic::new(
            Code::ScriptDenied,
            format!("{} denied the login: the application gets `{}` with \u{201c}{}\u{201d}", titled(run), stop.code, one_line(&stop.message)),
        )
        .help("the Auth0 session outlives the denial, so the next login is denied at once until the user logs out or `prompt=login` is sent")
        .at(Place::script(&run.script, span)),
    );
}
