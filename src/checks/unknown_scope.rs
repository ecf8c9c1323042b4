//! `unknown-scope`: a scope name that yields nothing (`domain.md` §2.2, §2.4; SC-04).

use super::{Facts, cure, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, nearest};
use crate::endpoint::Flow;
use crate::endpoint::audience::is_auth0_audience;
use crate::place::Place;
use crate::report::ModeKind;

/// Scopes that OIDC defines (`domain.md` §2.4).
pub(super) const OIDC_SCOPES: [&str; 6] =
    ["openid", "profile", "email", "address", "phone", "offline_access"];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    let endpoint = facts.endpoint;
    // The exchange of a code has no scope of its own, and Auth0's own APIs have scopes that no scenario lists.
    if endpoint.mode != ModeKind::OidcConformant
        || endpoint.refusal.is_some()
        || matches!(endpoint.flow, Flow::CodeExchange)
        || endpoint.api.is_none()
            && endpoint
                .audience
                .as_deref()
                .is_some_and(|audience| is_auth0_audience(audience, &facts.scenario.tenant))
    {
        return;
    }
    let api = endpoint.api.and_then(|index| facts.scenario.resource_servers.get(index));
    let of_api = || api.into_iter().flat_map(|api| api.scopes.iter().map(String::as_str));
    for scope in facts.scenario.request.scopes() {
        if OIDC_SCOPES.contains(&scope) || of_api().any(|known| known == scope) {
            continue;
        }
        let mut finding = Diagnostic::new(
            Code::UnknownScope,
            match api {
                Some(api) => format!(
                    "{} is neither an OIDC scope nor a permission of {}",
                    quoted(scope),
                    quoted(&api.identifier)
                ),
                None => format!(
                    "{} is no OIDC scope, and without an API there are no permissions",
                    quoted(scope)
                ),
            },
        )
        .at(Place::pointer(facts.scenario.request.parameter_pointer("scope")));
        let meant = nearest(scope, OIDC_SCOPES.into_iter().chain(of_api()));
        finding = if let Some(meant) = meant {
            let finding = finding.help(format!("did you mean {}", quoted(meant)));
            match cure::replace_scope(&facts.scenario.request, scope, meant) {
                Some(fix) => finding.fix(fix),
                None => finding,
            }
        } else if is_attribute(facts, scope) {
            finding.help(format!("set {} as a custom claim in a script: outside the legacy pipeline a scope names no attribute", quoted(scope)))
        } else if let Some(owner) = facts
            .scenario
            .resource_servers
            .iter()
            .find(|owner| owner.scopes.iter().any(|known| known == scope))
        {
            finding.help(format!(
                "send the `audience` {}, which defines it",
                quoted(&owner.identifier)
            ))
        } else {
            finding.help("define it as a permission of the API, or leave it out")
        };
        findings.push(finding);
    }
}

/// Whether the name is one of an attribute, as the legacy pipeline took it.
fn is_attribute(facts: &Facts<'_>, scope: &str) -> bool {
    let in_metadata = |name: &str| {
        facts.scenario.user.get(name).and_then(|metadata| metadata.get(scope)).is_some()
    };
    matches!(
        scope,
        "user_metadata"
            | "app_metadata"
            | "roles"
            | "groups"
            | "permissions"
            | "identities"
            | "picture"
            | "name"
            | "nickname"
            | "user_id"
    ) || facts.scenario.user.contains_key(scope)
        || in_metadata("app_metadata")
        || in_metadata("user_metadata")
        || facts.claims.iter().any(|claim| claim.is_custom() && claim.name == scope)
}
