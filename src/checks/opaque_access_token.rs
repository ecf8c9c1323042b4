//! `opaque-access-token`, `opaque-encrypted-token`: the claim is in a token that the application cannot read
//! (`domain.md` §1.7; AT-01, AT-08).

use super::{Facts, sites, wording::quoted};
use crate::claims::VerdictCode;
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::TokenFormat;
use crate::place::Place;
use crate::report::{Claim, OriginKind};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    opaque(facts, findings);
    encrypted(facts, findings);
}

fn opaque(facts: &Facts<'_>, findings: &mut Collector) {
    let lost: Vec<&Claim> = facts.lost_first_to(VerdictCode::DropOpaque).collect();
    let Some((first, rest)) = lost.split_first() else { return };
    let message = match facts.endpoint.audience.as_deref() {
        Some(audience) => {
            format!("the access token is opaque, because {} is no API", quoted(audience))
        }
        None => "the access token is opaque, because the request has no `audience`".to_owned(),
    };
    let finding = Diagnostic::new(Code::OpaqueAccessToken, message)
        .help(format!(
            "send the `audience` of an API, or set the claim {}, which `/userinfo` shows too",
            on_id_token(first.origin.kind)
        ))
        .label(
            Place::pointer(facts.scenario.request.parameter_pointer("audience")),
            "the audience",
        );
    let finding = sites::at_name(facts, finding, first);
    findings.push(sites::label_writes(
        facts,
        finding,
        rest.iter().copied(),
        "is set here and can be read nowhere",
    ));
}

fn encrypted(facts: &Facts<'_>, findings: &mut Collector) {
    if facts.endpoint.access_token != TokenFormat::Jwe {
        return;
    }
    let kept: Vec<&Claim> = facts.kept_on_access_token().collect();
    if kept.is_empty() {
        return;
    }
    let mut finding = Diagnostic::new(
        Code::OpaqueEncryptedToken,
        "the access token is encrypted, so only the API can read its claims",
    )
    .help(format!(
        "read the claim in the API, or set it {} for the application",
        on_id_token(kept.first().map_or(OriginKind::Rule, |claim| claim.origin.kind))
    ));
    if let Some(api) = facts.endpoint.api {
        finding = finding.at(Place::pointer(format!("/resource_servers/{api}/token_encryption")));
    }
    findings.push(sites::label_writes(facts, finding, kept, "is set here"));
}

/// How a script of this kind sets a claim on the ID token.
fn on_id_token(kind: OriginKind) -> &'static str {
    match kind {
        OriginKind::Action => "with `api.idToken.setCustomClaim`",
        _ => "on `context.idToken`",
    }
}
