//! `legacy-endpoint`, `legacy-pipeline`, `legacy-delegation`: the flow never reads the claim objects
//! (`domain.md` §0.1, §1.5, §1.8; MODE-01, MODE-02, MODE-07). One finding for the login; the writes are its labels.

use super::{Facts, sites, wording::quoted};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::Flow;
use crate::place::Place;
use crate::report::Claim;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    // `SW-04` lets a claim into the ID token, though `/userinfo` still lacks it.
    let lost: Vec<&Claim> = facts
        .lost_first_to(VerdictCode::DropModeLegacy)
        .filter(|claim| !claim.verdicts.iter().any(|verdict| verdict.code.is_kept()))
        .collect();
    if lost.is_empty() {
        return;
    }
    let path = quoted(&facts.scenario.request.path);
    let finding = match facts.endpoint.flow {
        Flow::Delegation => Diagnostic::new(Code::LegacyDelegation, format!("{path} never reads `context.idToken` or `context.accessToken`"))
            .help("exchange a refresh token at `POST /oauth/token` instead"),
        Flow::Authorize { .. } | Flow::CodeExchange => Diagnostic::new(
            Code::LegacyPipeline,
            if facts.scenario.switches.is("SW-04", "honour-on-authorize") {
                "the authorization request runs through the legacy pipeline, which probably takes namespaced claims of `context.idToken` alone"
            } else {
                "the authorization request runs through the legacy pipeline, which never reads `context.idToken` or `context.accessToken`"
            },
        )
        .help("turn on OIDC Conformant for the application, or send an `audience`; before that, the token is filled from `user` by scope names"),
        _ => Diagnostic::new(Code::LegacyEndpoint, format!("{path} is a legacy endpoint, which never reads `context.idToken` or `context.accessToken`"))
            .help("send the login to `POST /oauth/token` with the grant `http://auth0.com/oauth/grant-type/password-realm`"),
    };
    let finding = finding.at(Place::pointer("/request/path"));
    findings.push(sites::label_writes(facts, finding, lost, "is set here and never read"));
}
