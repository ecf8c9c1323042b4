//! `missing-openid-scope`: without `openid` there is no ID token, and `/userinfo` refuses the access token
//! (`domain.md` §1.3, §2.1, §2.5; SC-01).

use super::{Facts, cure, sites};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::{ArtifactKind, Place};
use crate::report::{Claim, ModeKind, Target};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    if !is_to_blame(facts) {
        return;
    }
    let mut finding = Diagnostic::new(
        Code::MissingOpenidScope,
        "the scope lacks `openid`, so there is no ID token",
    )
    .help("add `openid` to the scope of the request")
    .at(Place::pointer(facts.scenario.request.parameter_pointer("scope")));
    if let Some(fix) = cure::add_scope(&facts.scenario.request, "openid") {
        finding = finding.fix(fix);
    }
    findings.push(sites::label_writes(facts, finding, lost(facts), "is set here for the ID token"));
}

/// Whether `openid` alone stands between a claim of a script and its ID token.
pub(super) fn is_to_blame(facts: &Facts<'_>) -> bool {
    facts.endpoint.returns_id_token
        && !facts.endpoint.requested_scopes.iter().any(|scope| scope == "openid")
        && lost(facts).next().is_some()
}

/// Claims of scripts that miss the ID token because there is none; in legacy mode, those on `user` too.
fn lost<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Claim> + use<'a> {
    let legacy = facts.endpoint.mode == ModeKind::Legacy;
    facts
        .claims
        .iter()
        .filter(move |claim| {
            claim.is_custom()
                && (claim.target == Target::IdToken || legacy && claim.target == Target::User)
        })
        .filter(|claim| {
            claim.verdicts.iter().any(|verdict| {
                verdict.artifact == ArtifactKind::IdToken
                    && verdict.code == VerdictCode::DropNoArtefact
            })
        })
}
