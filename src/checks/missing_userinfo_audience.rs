//! `missing-userinfo-audience`: an HS256 API allows one audience only (`domain.md` §1.7; AT-05).

use super::{Facts, cure, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::endpoint::TokenFormat;
use crate::place::Place;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let endpoint = facts.endpoint;
    let Some((index, api)) =
        endpoint.api.and_then(|index| Some((index, facts.scenario.resource_servers.get(index)?)))
    else {
        return;
    };
    if api.signing_alg != "HS256"
        || !endpoint.grants("openid")
        || !endpoint.returns_access_token
        || endpoint.access_token == TokenFormat::Opaque
    {
        return;
    }
    let pointer = format!("/resource_servers/{index}/signing_alg");
    let mut finding = Diagnostic::new(
        Code::MissingUserinfoAudience,
        format!(
            "the API {} signs with HS256, so its access token cannot call `/userinfo`",
            quoted(&api.identifier)
        ),
    )
    .help("let the API sign with RS256, or read the claims from the ID token")
    .at(Place::pointer(&pointer));
    if let Some(fix) = cure::replace_field(&pointer, &api.signing_alg, "RS256") {
        finding = finding.fix(fix);
    }
    findings.push(finding);
}
