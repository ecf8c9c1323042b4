//! Which API the access token is for, and whether it can be read (`domain.md` §1.7, §3.6).

use serde_json::{Value, json};

use super::request::Asked;
use super::{Endpoint, Flow};
use crate::builtin::lower;
use crate::claims::name::host;
use crate::report::ModeKind;
use crate::scenario::{ResourceServer, Scenario, Tenant};

/// How the access token is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFormat {
    /// A string without readable content.
    Opaque,
    /// A signed token.
    Jwt,
    /// An encrypted token.
    Jwe,
}

/// Lifetime of a JWT access token for one of Auth0's own APIs, in seconds.
pub const ACCESS_TOKEN_S: u64 = 86_400;
/// Lifetime of an opaque access token of an implicit flow, in seconds.
pub const OPAQUE_IMPLICIT_S: u64 = 7_200;
/// Lifetime of another opaque access token, in seconds.
pub const OPAQUE_S: u64 = 86_400;
/// Lifetime of a SAML assertion unless `samlConfiguration.lifetimeInSeconds` says otherwise, in seconds.
pub const SAML_ASSERTION_S: u64 = 3_600;

/// Paths of Auth0's own APIs under the tenant's hosts. The last two by analogy (`domain.md` §3.6).
const AUTH0_API_PATHS: [&str; 5] = ["/api", "/api/v2", "/mfa", "/me", "/my-org"];

/// Where an audience leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    /// No audience at all.
    None,
    /// `/userinfo`, or the bare domain.
    Userinfo(String),
    /// An API of the scenario, by index.
    Api(String, usize),
    /// One of Auth0's own APIs that the scenario does not list.
    Auth0Api(String),
    /// No API of this tenant.
    Unknown(String),
}

impl Resolved {
    pub(super) fn audience(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Userinfo(audience)
            | Self::Api(audience, _)
            | Self::Auth0Api(audience)
            | Self::Unknown(audience) => Some(audience),
        }
    }

    pub(super) fn api(&self) -> Option<usize> {
        match self {
            Self::Api(_, index) => Some(*index),
            _ => None,
        }
    }

    pub(super) fn format(&self, scenario: &Scenario) -> TokenFormat {
        match self {
            Self::None | Self::Userinfo(_) | Self::Unknown(_) => TokenFormat::Opaque,
            Self::Auth0Api(_) => TokenFormat::Jwt,
            Self::Api(_, index) => match scenario.resource_servers.get(*index) {
                Some(api) if api.token_encryption => TokenFormat::Jwe,
                _ => TokenFormat::Jwt,
            },
        }
    }

    /// What the format follows from: one sentence.
    pub(super) fn why(&self, scenario: &Scenario) -> String {
        match self {
            Self::None => "neither the request nor the tenant names an audience, so the access token is opaque".into(),
            Self::Userinfo(audience) => format!("the audience `{audience}` is `/userinfo`, so the access token is opaque"),
            Self::Auth0Api(audience) => format!("the audience `{audience}` is one of Auth0's own APIs, so the access token is a JWT"),
            Self::Unknown(audience) => format!("the tenant has no API with the audience `{audience}`"),
            Self::Api(audience, _) if self.format(scenario) == TokenFormat::Jwe => {
                format!("the API `{audience}` has its access tokens encrypted")
            }
            Self::Api(audience, _) => format!("the audience `{audience}` is an API, so the access token is a JWT"),
        }
    }
}

/// The parameter that names the audience: `audience`, or `resource` where the tenant lets it stand for one.
pub(super) fn parameter(asked: &Asked<'_>) -> &'static str {
    let compatible = asked.scenario.tenant.resource_parameter_profile == "compatibility";
    if compatible && asked.parameter("audience").is_none() && asked.parameter("resource").is_some()
    {
        "resource"
    } else {
        "audience"
    }
}

/// Resolves the requested audience, or the tenant's default.
pub(super) fn resolve(asked: &Asked<'_>) -> Resolved {
    let tenant = &asked.scenario.tenant;
    let default = || Some(tenant.default_audience.as_str()).filter(|default| !default.is_empty());
    let Some(audience) = asked.parameter(parameter(asked)).or_else(default) else {
        return Resolved::None;
    };
    let owned = audience.to_owned();
    if let Some(index) =
        asked.scenario.resource_servers.iter().position(|api| api.identifier == audience)
    {
        return Resolved::Api(owned, index);
    }
    if is_userinfo(audience, tenant) {
        return Resolved::Userinfo(owned);
    }
    if is_auth0_audience(audience, tenant) {
        // `https://TENANT/api/v2` and the same with a slash are one API.
        let same = |api: &ResourceServer| {
            api.identifier.trim_end_matches('/') == audience.trim_end_matches('/')
        };
        return match asked.scenario.resource_servers.iter().position(same) {
            Some(index) => Resolved::Api(owned, index),
            None => Resolved::Auth0Api(owned),
        };
    }
    Resolved::Unknown(owned)
}

/// Whether an audience is one of Auth0's own APIs, on the tenant's domain or (inferred) a custom one (`domain.md` §3.6).
pub fn is_auth0_audience(audience: &str, tenant: &Tenant) -> bool {
    let Some(host) = host(audience) else { return false };
    let own =
        is_own_host(&host, tenant) || host == "auth0app.com" || host.ends_with(".auth0app.com");
    own && AUTH0_API_PATHS.contains(&path(audience))
}

/// `/userinfo` of the tenant or the bare domain: no API is called, and the token is opaque.
fn is_userinfo(audience: &str, tenant: &Tenant) -> bool {
    match host(audience) {
        Some(host) => is_own_host(&host, tenant) && matches!(path(audience), "" | "/userinfo"),
        None => is_own_host(&lower(audience.trim_end_matches('/')), tenant),
    }
}

fn is_own_host(host: &str, tenant: &Tenant) -> bool {
    tenant.domain.eq_ignore_ascii_case(host)
        || tenant.custom_domains.iter().any(|domain| domain.eq_ignore_ascii_case(host))
}

/// Path of a URL, without slashes at its end.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default().trim_end_matches('/')
}

/// `iss` of every token: the host that the request was sent to, with a slash (`domain.md` §1.7).
pub fn issuer(scenario: &Scenario) -> String {
    format!("https://{}/", Asked::read(scenario).host())
}

/// Address of `/userinfo`, which is an audience too. A custom domain changes it.
pub fn userinfo_url(scenario: &Scenario) -> String {
    format!("{}userinfo", issuer(scenario))
}

/// Whether the access token may call `/userinfo`, `openid` granted: opaque, or a JWT that has room for a second audience.
pub fn calls_userinfo(endpoint: &Endpoint, scenario: &Scenario) -> bool {
    match endpoint.api.and_then(|index| scenario.resource_servers.get(index)) {
        Some(api) => api.signing_alg == "RS256",
        None => true,
    }
}

/// `aud` of the access token: the API, and `/userinfo` beside it where `openid` was granted and the API signs with
/// RS256. `None` for an opaque token.
pub fn aud_claim(
    endpoint: &Endpoint,
    scenario: &Scenario,
    granted_scopes: &[String],
) -> Option<Value> {
    let audience =
        endpoint.audience.as_deref().filter(|_| endpoint.access_token != TokenFormat::Opaque)?;
    let both =
        granted_scopes.iter().any(|scope| scope == "openid") && calls_userinfo(endpoint, scenario);
    Some(if both { json!([audience, userinfo_url(scenario)]) } else { json!(audience) })
}

/// Lifetime of the ID token, in seconds; in legacy mode `context.jwtConfiguration.lifetimeInSeconds` goes before it.
pub fn id_token_lifetime(scenario: &Scenario) -> u64 {
    scenario.client.lifetime_in_seconds
}

/// Lifetime of the access token, in seconds. `domain.md` §1.7 gives `token_lifetime_for_web` for "implicit/SPA". We read
/// that as the tokens which `/authorize` itself hands out (the implicit and hybrid flows, which single-page applications
/// used): the code exchange of such an application takes `token_lifetime`, as any other does.
pub fn access_token_lifetime(endpoint: &Endpoint, scenario: &Scenario) -> u64 {
    let implicit = matches!(endpoint.flow, Flow::Authorize { code: false, token: true, .. });
    let from_front = matches!(endpoint.flow, Flow::Authorize { token: true, .. });
    match endpoint.access_token {
        TokenFormat::Opaque if implicit => OPAQUE_IMPLICIT_S,
        TokenFormat::Opaque => OPAQUE_S,
        TokenFormat::Jwt | TokenFormat::Jwe => {
            match endpoint.api.and_then(|index| scenario.resource_servers.get(index)) {
                Some(api) if from_front => api.token_lifetime_for_web.unwrap_or(api.token_lifetime),
                Some(api) => api.token_lifetime,
                None => ACCESS_TOKEN_S,
            }
        }
    }
}

/// Whether the mode has tokens with an audience at all.
pub(super) fn applies(mode: ModeKind) -> bool {
    matches!(mode, ModeKind::OidcConformant | ModeKind::MachineToMachine)
}
