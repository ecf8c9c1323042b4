//! Which scopes are granted before any script runs (`domain.md` §2.4).

use super::request::Asked;
use super::{Flow, grants};
use crate::report::ModeKind;
use crate::scenario::{ResourceServer, Scenario};

/// Scopes of OIDC, beside `offline_access`.
pub const OIDC_SCOPES: [&str; 5] = ["openid", "profile", "email", "address", "phone"];

/// Scopes of the login that a request completes, resumes or renews, where it does not repeat them.
const ASSUMED_SCOPES: [&str; 3] = ["openid", "profile", "email"];

/// What the grant of scopes depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grant<'a> {
    pub(super) mode: ModeKind,
    pub(super) api: Option<&'a ResourceServer>,
    /// The flow can return a refresh token.
    pub(super) refresh_token: bool,
    /// A strict third-party application gets no OIDC scope.
    pub(super) strict: bool,
}

/// Scope names as requested, in order. A login `begun_elsewhere` named its scopes in another request.
pub(super) fn requested(
    asked: &Asked<'_>,
    flow: Flow,
    begun_elsewhere: bool,
    api: Option<&ResourceServer>,
) -> Vec<String> {
    let given = asked.words("scope");
    if !given.is_empty() {
        return given;
    }
    match flow {
        // Client credentials without scope get every scope of the client grant; the API's stand for them.
        Flow::Password | Flow::ClientCredentials => {
            api.map(|api| api.scopes.clone()).unwrap_or_default()
        }
        _ if begun_elsewhere && flow != Flow::Refresh => ASSUMED_SCOPES.map(Into::into).into(),
        Flow::Refresh => {
            ASSUMED_SCOPES.iter().copied().chain(["offline_access"]).map(Into::into).collect()
        }
        _ => Vec::new(),
    }
}

/// Scopes granted, in request order.
pub(super) fn granted(asked: &Asked<'_>, requested: &[String], grant: Grant<'_>) -> Vec<String> {
    let scenario = asked.scenario;
    let is_granted = |scope: &&String| match (grant.mode, scope.as_str()) {
        (ModeKind::NoToken | ModeKind::SamlWsFed, _) => false,
        (_, "offline_access") => !grant.strict && returns_refresh_token(asked, grant),
        // Any attribute of the user is a scope in legacy mode (`domain.md` §1.2).
        (ModeKind::Legacy, _) => true,
        (ModeKind::OidcConformant, name) if OIDC_SCOPES.contains(&name) => !grant.strict,
        (_, name) => grant.api.is_some_and(|api| {
            let defined = api.scopes.iter().any(|known| known == name);
            let by_user = grant.mode == ModeKind::MachineToMachine || !api.enforce_policies;
            defined && (by_user || has_permission(scenario, api, name))
        }),
    };
    requested.iter().filter(is_granted).cloned().collect()
}

/// Permissions of the user on the API, for the `permissions` claim: all of them, where RBAC is on and the dialect has it.
pub(super) fn permissions(scenario: &Scenario, api: Option<&ResourceServer>) -> Vec<String> {
    let Some(api) = api.filter(|api| api.enforce_policies && api.token_dialect.ends_with("_authz"))
    else {
        return Vec::new();
    };
    let mut names: Vec<String> = Vec::new();
    for permission in &scenario.authorization.permissions {
        if permission.resource_server_identifier == api.identifier
            && !names.contains(&permission.permission_name)
        {
            names.push(permission.permission_name.clone());
        }
    }
    names
}

fn has_permission(scenario: &Scenario, api: &ResourceServer, name: &str) -> bool {
    scenario.authorization.permissions.iter().any(|permission| {
        permission.resource_server_identifier == api.identifier
            && permission.permission_name == name
    })
}

/// Whether `offline_access` yields a refresh token: the flow has one, the application may use it, the API allows it.
fn returns_refresh_token(asked: &Asked<'_>, grant: Grant<'_>) -> bool {
    let allowed =
        grants::is_allowed(asked.scenario.client.grant_types.as_deref(), &["refresh_token"]);
    // In legacy mode a refresh token belongs to a device (`domain.md` §1.2).
    let device = grant.mode != ModeKind::Legacy || asked.parameter("device").is_some();
    grant.refresh_token && allowed && device && grant.api.is_none_or(|api| api.allow_offline_access)
}
