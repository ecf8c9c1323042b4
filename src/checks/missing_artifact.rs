//! `missing-artifact`: a claim on a token that this request does not issue (`domain.md` §1.3, §1.4).
//! `missing-openid-scope` speaks first where the scope alone is to blame.

use super::{Facts, missing_openid_scope, sites};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Flow;
use crate::place::{ArtifactKind, Place};
use crate::report::{Claim, Target};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for (target, kind) in
        [(Target::IdToken, ArtifactKind::IdToken), (Target::AccessToken, ArtifactKind::AccessToken)]
    {
        if target == Target::IdToken && missing_openid_scope::is_to_blame(facts) {
            continue;
        }
        let lost: Vec<&Claim> = facts
            .claims_of_scripts()
            .filter(|claim| claim.target == target)
            .filter(|claim| {
                claim.verdicts.iter().any(|verdict| {
                    verdict.artifact == kind && verdict.code == VerdictCode::DropNoArtefact
                })
            })
            .collect();
        let federated = facts.endpoint.flow == Flow::Federated;
        // In a SAML login a rule that serves other logins too sets both; the assertion has the other one.
        let both = |claim: &Claim| {
            facts
                .claims_of_scripts()
                .any(|other| other.target != claim.target && other.name == claim.name)
        };
        if lost.is_empty() || federated && lost.iter().all(|claim| both(claim)) {
            continue;
        }
        let shown_elsewhere =
            lost.iter().any(|claim| claim.verdicts.iter().any(|verdict| verdict.code.is_kept()));
        let help = match (target, shown_elsewhere) {
            (Target::IdToken, true) => {
                "read the claim from `/userinfo`, or ask for an ID token, for example with `response_type=code`"
            }
            (Target::IdToken, false) => {
                "ask for an ID token: scope `openid`, and for example `response_type=code`"
            }
            _ if federated => {
                "an assertion has attributes: set them with `context.samlConfiguration.mappings`"
            }
            _ => {
                "ask for an access token, for example with `response_type=code` and the `audience` of an API"
            }
        };
        let parameter = if facts.scenario.request.parameter("response_type").is_some() {
            Place::pointer(facts.scenario.request.parameter_pointer("response_type"))
        } else {
            Place::pointer("/request/path")
        };
        let finding = Diagnostic::new(
            Code::MissingArtifact,
            format!("this request issues no {}", kind.label()),
        )
        .help(help)
        .at(parameter);
        findings.push(sites::label_writes(facts, finding, lost, "is set here for it"));
    }
}
