//! `missing-refresh-claim`: the rules run again when the token is refreshed, with another request, and set less
//! (`domain.md` §1.4, §4.4; FR-03, RT-10).

use super::wording::{one_line, quoted};
use super::{Facts, sites, wording};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::{Claim, Target};
use crate::script::{Held, Login};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let Some(refreshed) = facts.refreshed else { return };
    if let Some(stop) = &refreshed.stop {
        // A rule that denies a refresh does so on purpose.
        if !stop.denied {
            let run = refreshed.runs.iter().find(|run| run.script == stop.script);
            let error = run.and_then(|run| run.error.as_ref());
            let span = error.and_then(|error| run?.source.write_at(error.line?, error.column?));
            findings.push(
                Diagnostic::new(
                    Code::MissingRefreshClaim,
                    format!(
                        "rule {} fails when the token is refreshed: {}",
                        quoted(&stop.script),
                        one_line(&stop.message)
                    ),
                )
                .help("a refresh has the protocol `oauth2-refresh-token` and no `scope` or `audience` in `context.request.query`: guard what you read from the request")
                .at(Place::script(&stop.script, span)),
            );
        }
        return;
    }
    let lost: Vec<&Claim> = facts
        .claims_of_scripts()
        .filter(|claim| {
            let kept = claim.verdicts.iter().any(|verdict| verdict.code.is_kept());
            kept && !has(refreshed, claim.target, &claim.name)
        })
        .collect();
    let Some(first) = lost.first() else { return };
    let mut names: Vec<&str> = lost.iter().map(|claim| claim.name.as_str()).collect();
    names.dedup();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let finding = Diagnostic::new(
        Code::MissingRefreshClaim,
        format!(
            "{} {verb} set at the login and missing after a refresh, when the rules run again with another request",
            wording::list(names)
        ),
    )
    .help("set the claim for the protocol `oauth2-refresh-token` too, whose request has no `scope` or `audience` in its query");
    let finding = sites::at_name(facts, finding, first);
    let others = lost.iter().skip(1).copied();
    findings.push(sites::label_writes(facts, finding, others, "is missing too"));
}

/// Whether the claim object has a value under that name.
fn has(login: &Login, target: Target, name: &str) -> bool {
    let object = if target == Target::AccessToken { &login.access_token } else { &login.id_token };
    object.members.iter().any(|(known, held)| known == name && !matches!(held, Held::Nothing(_)))
}
