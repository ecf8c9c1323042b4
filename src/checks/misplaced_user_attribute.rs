//! `misplaced-user-attribute`: `user` fills legacy tokens only (`domain.md` §2.1, §2.6; MODE-08).

use super::{Facts, own_namespace, sites, wording::quoted};
use crate::claims::tables::PROFILE_NAMES;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::{ModeKind, RunOutcome, Target};
use crate::script::{WriteKind, WriteTo};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    // A script that sets claims too knows what it does with `user`.
    if facts.endpoint.mode != ModeKind::OidcConformant || writes_claims(facts) {
        return;
    }
    // `SW-07`: the standard claims come from `user` as the rules left it.
    let fills_standard = facts.scenario.switches.is("SW-07", "mutated");
    let mut seen: Vec<&str> = Vec::new();
    for write in &facts.login.writes {
        let WriteTo::Claim(Target::User, name) = &write.to else { continue };
        let ended_well =
            facts.run_of(&write.origin.script).is_some_and(|run| run.outcome == RunOutcome::Ok);
        // Metadata on `user` is written to be stored; an attribute that another script reads was passed on.
        if write.kind == WriteKind::Deleted
            || !ended_well
            || matches!(name.as_str(), "app_metadata" | "user_metadata" | "idToken" | "accessToken")
            || seen.contains(&name.as_str())
            || (fills_standard && PROFILE_NAMES.iter().any(|row| row.name == name))
            || is_read(facts, name)
            || arrives(facts, name)
        {
            continue;
        }
        seen.push(name);
        let place = write
            .span
            .map(|span| Place::script(&write.origin.script, Some(span)))
            .or_else(|| sites::origin_place(&write.origin));
        let finding = Diagnostic::new(
            Code::MisplacedUserAttribute,
            format!(
                "{} is set, but in an OIDC-conformant flow {}",
                quoted(&format!("user.{name}")),
                if fills_standard {
                    "tokens probably take only the standard claims from `user`"
                } else {
                    "no token is filled from `user`"
                }
            ),
        )
        .help(format!(
            "set a claim instead: `context.idToken['{}']`",
            own_namespace::proposal(facts, name)
        ));
        findings.push(match place {
            Some(place) => finding.at(place),
            None => finding,
        });
    }
}

fn writes_claims(facts: &Facts<'_>) -> bool {
    facts.claims_of_scripts().next().is_some()
        || facts.live_runs().any(|run| {
            run.source.facts.claim_writes.iter().any(|write| write.target != Target::User)
        })
}

fn is_read(facts: &Facts<'_>, name: &str) -> bool {
    facts.live_runs().any(|run| {
        run.source.facts.user_reads.iter().any(|read| {
            read.path.iter().map(String::as_str).find(|part| *part != "user") == Some(name)
        })
    })
}

fn arrives(facts: &Facts<'_>, name: &str) -> bool {
    facts.claims.iter().any(|claim| {
        claim.target == Target::User
            && claim.name == name
            && claim.verdicts.iter().any(|verdict| verdict.code.is_kept())
    })
}
