//! `refused-request`, `legacy-endpoint-refused`, `unknown-audience`, `refused-third-party`: the endpoint says no before any
//! script runs, or answers with less
//! (`domain.md` §1.1, §1.4, §1.7; MODE-03, MODE-10).

use super::{Facts, cure, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, nearest};
use crate::endpoint::RefusalKind;
use crate::place::Place;
use crate::report::ModeKind;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let Some(refusal) = &facts.endpoint.refusal else { return without_oidc(facts, findings) };
    let code = match refusal.kind {
        RefusalKind::LegacyEndpoint => Code::LegacyEndpointRefused,
        RefusalKind::UnknownAudience => Code::UnknownAudience,
        RefusalKind::ThirdParty => Code::RefusedThirdParty,
        RefusalKind::Other => Code::RefusedRequest,
    };
    let asked = facts.endpoint.audience.as_deref().unwrap_or_default();
    let message = match refusal.kind {
        RefusalKind::UnknownAudience => {
            format!(
                "{} is no API of the tenant, so Auth0 probably refuses the request",
                quoted(asked)
            )
        }
        RefusalKind::LegacyEndpoint | RefusalKind::ThirdParty | RefusalKind::Other => {
            refusal.message.clone()
        }
    };
    let mut finding = Diagnostic::new(code, message).at(Place::pointer(&refusal.pointer));
    if let Some(help) = &refusal.help {
        finding = finding.help(help);
    }
    match refusal.kind {
        RefusalKind::UnknownAudience => {
            match known_audience(facts, asked) {
                Some(known) => {
                    finding = finding.help(format!("did you mean {}", quoted(known)));
                    // A default audience has a field of its own; the refusal knows which it was.
                    if let Some(fix) = cure::replace_field(&refusal.pointer, asked, known) {
                        finding = finding.fix(fix);
                    }
                }
                None => {
                    finding = finding.help(
                        "add the API to the tenant, or request the identifier of one that it has",
                    );
                }
            }
        }
        RefusalKind::LegacyEndpoint | RefusalKind::ThirdParty | RefusalKind::Other => {}
    }
    findings.push(finding);
}

/// A strict third-party application asks for an ID token, and gets no OIDC scope.
fn without_oidc(facts: &Facts<'_>, findings: &mut Collector) {
    let client = &facts.scenario.client;
    let strict = !client.is_first_party && client.third_party_security_mode == "strict";
    let endpoint = facts.endpoint;
    let asks = endpoint.requested_scopes.iter().any(|scope| scope == "openid");
    if strict && asks && !endpoint.grants("openid") && endpoint.mode == ModeKind::OidcConformant {
        findings.push(
            Diagnostic::new(
                Code::RefusedThirdParty,
                "a strict third-party application gets no OIDC scope, so there is no ID token and no `/userinfo`",
            )
            .help("put what it needs on the access token, or take the strict security mode from the application")
            .at(Place::pointer("/client/third_party_security_mode")),
        );
    }
}

/// The API that was probably meant: the same but for the slash at the end, or nearly the same.
fn known_audience<'a>(facts: &'a Facts<'_>, asked: &str) -> Option<&'a str> {
    let apis = || facts.scenario.resource_servers.iter().map(|api| api.identifier.as_str());
    let bare = asked.trim_end_matches('/');
    apis().find(|api| api.trim_end_matches('/') == bare).or_else(|| nearest(asked, apis()))
}
