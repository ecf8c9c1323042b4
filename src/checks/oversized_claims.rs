//! `oversized-claims`, `oversized-fragment`, `oversized-cookie`: sizes that some part of the way does not take
//! (`domain.md` §3.7; SZ-01, SZ-02, SZ-03).

use super::{Facts, sites, wording::quoted};
use crate::claims::VerdictCode;
use crate::claims::filter::claim_bytes;
use crate::claims::tables::{COOKIE_BYTES, CUSTOM_CLAIMS_BYTES, FRAGMENT_BYTES};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::order;
use crate::place::{ArtifactKind, Place};
use crate::report::{Claim, Outcome};

/// Claims that a finding names, the largest first.
const NAMED: usize = 3;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for kind in [ArtifactKind::IdToken, ArtifactKind::AccessToken] {
        // The login fails as a whole, so every claim fails for it; those that would have entered this token count.
        let counted: Vec<&Claim> = facts
            .lost_first_to(VerdictCode::FailPayload)
            .filter(|claim| fills(claim, kind))
            .collect();
        let bytes = counted.iter().map(|claim| size(claim)).sum::<usize>();
        if bytes <= CUSTOM_CLAIMS_BYTES {
            continue;
        }
        if let Some(largest) = by_size(counted).first().copied() {
            let finding = Diagnostic::new(
                Code::OversizedClaims,
                format!("the custom claims of the {} take {bytes} bytes, and Auth0 fails the login above {CUSTOM_CLAIMS_BYTES}; the largest is {}", kind.label(), quoted(&largest.name)),
            )
            .help("leave data in the profile and let the API look it up");
            findings.push(with_largest(facts, sites::at_name(facts, finding, largest), &[kind]));
        }
    }
    fragment(facts, findings);
    cookie(facts, findings);
}

fn fragment(facts: &Facts<'_>, findings: &mut Collector) {
    // Nothing was issued by then, so the size is told by the outcome alone.
    let Outcome::Failed { code, message, by: None } = facts.outcome else { return };
    if !facts.endpoint.in_fragment
        || code != "invalid_request"
        || !message.contains("token is too large")
    {
        return;
    }
    let finding = Diagnostic::new(
        Code::OversizedFragment,
        format!("a token is too large for the URL fragment: users report that more than about {FRAGMENT_BYTES} bytes fail the login"),
    )
    .help("use `response_type=code`, whose tokens do not pass through the URL, or set fewer claims")
    .at(Place::pointer(facts.scenario.request.parameter_pointer("response_type")));
    findings.push(with_largest(
        facts,
        finding,
        &[ArtifactKind::IdToken, ArtifactKind::AccessToken],
    ));
}

fn cookie(facts: &Facts<'_>, findings: &mut Collector) {
    // A single-page or native application keeps tokens elsewhere; an unknown one may be a web application.
    let keeps_a_session = matches!(facts.scenario.client.app_type.as_str(), "" | "regular_web");
    if let Some(token) = facts
        .artifacts
        .iter()
        .find(|artifact| artifact.kind == ArtifactKind::IdToken && artifact.issued)
        && keeps_a_session
        && token.bytes > COOKIE_BYTES
    {
        let finding = Diagnostic::new(
            Code::OversizedCookie,
            format!("the ID token takes {} bytes, more than the {COOKIE_BYTES} bytes of a cookie, where many SDKs keep it", token.bytes),
        )
        .help("set fewer claims, or keep the session on the server");
        let inside = [ArtifactKind::IdToken];
        let finding = match by_size(filling(facts, &inside)).first() {
            Some(largest) => sites::at_name(facts, finding, largest),
            None => finding,
        };
        findings.push(with_largest(facts, finding, &inside));
    }
}

/// Claims that take room in one of these tokens.
fn filling<'a>(facts: &Facts<'a>, tokens: &[ArtifactKind]) -> Vec<&'a Claim> {
    let inside = |claim: &&Claim| tokens.iter().any(|token| fills(claim, *token));
    facts.claims_of_scripts().filter(inside).collect()
}

/// Whether the claim is in the token, or would be, had the login not failed as a whole. Dropped claims take no room.
fn fills(claim: &Claim, token: ArtifactKind) -> bool {
    claim.verdicts.iter().any(|verdict| {
        let alone = matches!(verdict.code, VerdictCode::FailPayload | VerdictCode::FailFlow)
            && verdict.also.is_empty();
        verdict.artifact == token && (verdict.code.is_kept() || alone)
    })
}

/// Labels at the writes of the largest claims.
fn with_largest(facts: &Facts<'_>, mut finding: Diagnostic, tokens: &[ArtifactKind]) -> Diagnostic {
    for claim in by_size(filling(facts, tokens)).into_iter().take(NAMED) {
        finding =
            sites::label_writes(facts, finding, [claim], &format!("takes {} bytes", size(claim)));
    }
    finding
}

fn by_size(claims: Vec<&Claim>) -> Vec<&Claim> {
    let mut sized: Vec<_> = claims.into_iter().map(|claim| (size(claim), claim)).collect();
    order::sort_long_by_key(&mut sized, |(size, _)| std::cmp::Reverse(*size));
    sized.into_iter().map(|(_, claim)| claim).collect()
}

fn size(claim: &Claim) -> usize {
    claim.value.as_ref().map_or(0, |value| claim_bytes(&claim.name, value))
}
