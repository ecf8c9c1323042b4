//! `missing-access-token-profile`: OIDC scopes bring no claims into an access token (`domain.md` §2.3; AT-07).

use super::{Facts, missing_openid_scope, wording};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::TokenFormat;
use crate::place::{ArtifactKind, Place};
use crate::report::ModeKind;

/// Scopes that bring claims into an ID token.
const BRING_CLAIMS: [&str; 4] = ["profile", "email", "phone", "address"];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let endpoint = facts.endpoint;
    let issued =
        |kind| facts.artifacts.iter().any(|artifact| artifact.kind == kind && artifact.issued);
    // With an ID token the claims are where they belong.
    if endpoint.mode != ModeKind::OidcConformant
        || endpoint.access_token == TokenFormat::Opaque
        || !issued(ArtifactKind::AccessToken)
        || issued(ArtifactKind::IdToken)
        || missing_openid_scope::is_to_blame(facts)
    {
        return;
    }
    let scopes: Vec<&str> =
        BRING_CLAIMS.into_iter().filter(|scope| endpoint.grants(scope)).collect();
    if scopes.is_empty() {
        return;
    }
    let help = if issued(ArtifactKind::Userinfo) {
        "read them from `/userinfo`, or set a claim with a name of your own: `context.accessToken[name] = value`"
    } else {
        "ask for an ID token, or set a claim with a name of your own: `context.accessToken[name] = value`"
    };
    let (noun, verb) = if scopes.len() == 1 { ("scope", "brings") } else { ("scopes", "bring") };
    findings.push(
        Diagnostic::new(
            Code::MissingAccessTokenProfile,
            format!(
                "the {noun} {} {verb} no claim into the access token, the only token of this request",
                wording::list(scopes)
            ),
        )
        .help(help)
        .at(Place::pointer(facts.scenario.request.parameter_pointer("scope"))),
    );
}
