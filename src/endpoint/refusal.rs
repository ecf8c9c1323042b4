//! Why an endpoint refuses a request before any script runs.

use super::audience::{Resolved, applies, parameter};
use super::grants::{self, GrantMode};
use super::mode::{Plan, needed, response_type};
use super::request::Asked;
use super::tables::{Legacy, Route};
use super::{Flow, Refusal, RefusalKind};
use crate::claims::filter::quoted;
use crate::report::ModeKind;

/// The first reason to refuse, in the order in which Auth0 looks.
pub(super) fn refusal(asked: &Asked<'_>, plan: &Plan, audience: &Resolved) -> Option<Refusal> {
    let row = plan.row?;
    let by_endpoint = match row.route {
        Route::LegacyOnly(legacy) => by_legacy_endpoint(asked, plan, legacy),
        Route::Token => by_grant(asked, plan, audience),
        Route::Authorize => {
            by_response_type(asked, plan).or_else(|| by_authorize_grant(asked, plan))
        }
        Route::Login => by_authorize_grant(asked, plan),
        Route::Starts(_) | Route::Federated | Route::Nothing => None,
    };
    by_endpoint
        .or_else(|| by_third_party(asked, plan))
        .or_else(|| by_audience(asked, plan, audience, row.method))
}

#[expect(clippy::unnecessary_wraps, reason = "the answer of every check below")]
fn other(
    code: &'static str,
    message: impl Into<String>,
    pointer: impl Into<String>,
    help: impl Into<String>,
) -> Option<Refusal> {
    Some(Refusal {
        code,
        message: message.into(),
        pointer: pointer.into(),
        help: Some(help.into()),
        kind: RefusalKind::Other,
    })
}

/// M1.
fn by_legacy_endpoint(asked: &Asked<'_>, plan: &Plan, legacy: Legacy) -> Option<Refusal> {
    let scenario = asked.scenario;
    let path = &asked.path;
    // Provider tokens remain possible for a conformant application (`domain.md` §1.2).
    let for_provider = legacy.flow == Flow::Delegation
        && !matches!(asked.parameter("api_type"), None | Some("app" | "auth0"));
    if scenario.client.oidc_conformant && !for_provider {
        return conformant(format!("an OIDC-conformant application cannot use `{path}`"));
    }
    if let Some(flag) = legacy.flag.filter(|flag| {
        scenario.tenant.flags.get(*flag).and_then(serde_json::Value::as_bool) == Some(false)
    }) {
        return other(
            "unauthorized_client",
            format!("the tenant has `{path}` switched off"),
            format!("/tenant/flags/{flag}"),
            "use the endpoint that replaced it, such as `POST /oauth/token`",
        );
    }
    by_allowed(asked, plan.grant.map_or(needed(asked, legacy), |grant| grant.allowed_by))
}

#[expect(clippy::unnecessary_wraps, reason = "the answer of every check below")]
fn conformant(message: String) -> Option<Refusal> {
    let pointer = "/client/oidc_conformant".into();
    Some(Refusal {
        code: "unauthorized_client",
        message,
        pointer,
        help: Some("send the login to `POST /oauth/token`, which honours the claim objects".into()),
        kind: RefusalKind::LegacyEndpoint,
    })
}

fn by_allowed(asked: &Asked<'_>, needed: &[&str]) -> Option<Refusal> {
    if grants::is_allowed(asked.scenario.client.grant_types.as_deref(), needed) {
        return None;
    }
    let grant = needed.first().copied().unwrap_or_default();
    other(
        "unauthorized_client",
        format!("the application may not use the grant `{grant}`"),
        "/client/grant_types",
        if grant.contains("/legacy/") {
            "log in by a grant that the application may use; tenants of after 2017-06-08 cannot add a legacy grant"
        } else {
            "turn the grant on for the application, or log in by one that it may use"
        },
    )
}

/// M3.
fn by_grant(asked: &Asked<'_>, plan: &Plan, audience: &Resolved) -> Option<Refusal> {
    let scenario = asked.scenario;
    let pointer = |name: &str| asked.pointer(name, "POST");
    let Some(given) = asked.parameter("grant_type") else {
        return other(
            "invalid_request",
            "a request to `/oauth/token` needs a `grant_type`",
            pointer("grant_type"),
            "send a `grant_type`, for example `password` or `refresh_token`",
        );
    };
    let Some(grant) = plan.grant else {
        return other(
            "unsupported_grant_type",
            format!("{} is no grant of `/oauth/token`", quoted(given)),
            pointer("grant_type"),
            "use a grant that Auth0 has, for example `password` or `refresh_token`",
        );
    };
    if grant.mode == GrantMode::Legacy && scenario.client.oidc_conformant {
        return conformant(format!(
            "an OIDC-conformant application cannot use the grant `{}`",
            grant.grant_type
        ));
    }
    if let Some(refusal) = by_allowed(asked, grant.allowed_by) {
        return Some(refusal);
    }
    match grant.flow {
        Flow::Password
            if grant.grant_type == grants::GRANT_PASSWORD
                && scenario.tenant.default_directory.is_empty() =>
        {
            other(
                "server_error",
                "the grant `password` needs the tenant's default directory, and none is set",
                "/tenant/default_directory",
                "set the default directory, or name the connection: grant `http://auth0.com/oauth/grant-type/password-realm` with a `realm`",
            )
        }
        Flow::Refresh
            if issued_by_legacy_flow(asked) && scenario.switches.is("SW-01", "invalid-grant") =>
        {
            other(
                "invalid_grant",
                "a refresh token that a legacy flow issued is probably not accepted at `/oauth/token`",
                pointer("refresh_token"),
                "let the user log in once through the conformant pipeline and exchange that refresh token",
            )
        }
        Flow::ClientCredentials if *audience == Resolved::None => other(
            "access_denied",
            "client credentials need an audience, and neither the request nor the tenant names one",
            pointer("audience"),
            "send the identifier of an API as `audience`",
        ),
        _ => None,
    }
}

/// The marker `issued_by_legacy_flow` in the body: the token itself does not tell (`SW-01`).
fn issued_by_legacy_flow(asked: &Asked<'_>) -> bool {
    asked
        .scenario
        .request
        .body
        .get("issued_by_legacy_flow")
        .is_some_and(|mark| mark == true || mark == "true")
}

fn by_response_type(asked: &Asked<'_>, plan: &Plan) -> Option<Refusal> {
    let pointer = asked.pointer("response_type", "GET");
    let Some(given) = asked.parameter("response_type") else {
        return other(
            "invalid_request",
            "a request to `/authorize` needs a `response_type`",
            pointer,
            "send a `response_type`, for example `code`",
        );
    };
    if response_type(asked).is_none() {
        return other(
            "unsupported_response_type",
            format!("{} is no response type", quoted(given)),
            pointer,
            "use `code`, `token`, `id_token` or several of them",
        );
    }
    let front_id_token = matches!(plan.flow, Flow::Authorize { id_token: true, .. });
    if front_id_token && plan.mode == ModeKind::OidcConformant && asked.parameter("nonce").is_none()
    {
        return other(
            "invalid_request",
            "an ID token in the answer of `/authorize` needs a `nonce`",
            asked.pointer("nonce", "GET"),
            "send a random `nonce`, or use `response_type=code`, which needs none",
        );
    }
    None
}

fn by_authorize_grant(asked: &Asked<'_>, plan: &Plan) -> Option<Refusal> {
    let Flow::Authorize { code, token, id_token } = plan.flow else { return None };
    let for_code = if code { by_allowed(asked, &["authorization_code"]) } else { None };
    for_code.or_else(|| if token || id_token { by_allowed(asked, &["implicit"]) } else { None })
}

/// Strict third-party applications and active Rules exclude each other (`domain.md` §1.4).
fn by_third_party(asked: &Asked<'_>, plan: &Plan) -> Option<Refusal> {
    let scenario = asked.scenario;
    let active = scenario.rules_execute() && scenario.rules.iter().any(|rule| rule.enabled);
    if !is_strict(asked) || !active || matches!(plan.mode, ModeKind::NoToken) {
        return None;
    }
    Some(Refusal {
        code: "access_denied",
        message: "a strict third-party application cannot log in while the tenant has active rules"
            .into(),
        pointer: "/client/third_party_security_mode".into(),
        help: Some(
            "turn the rules off and use Actions, or take the strict security mode from the application"
                .into(),
        ),
        kind: RefusalKind::ThirdParty,
    })
}

/// Whether the application is a strict third party.
pub(super) fn is_strict(asked: &Asked<'_>) -> bool {
    let client = &asked.scenario.client;
    !client.is_first_party && client.third_party_security_mode == "strict"
}

fn by_audience(
    asked: &Asked<'_>,
    plan: &Plan,
    audience: &Resolved,
    method: &str,
) -> Option<Refusal> {
    let Resolved::Unknown(name) = audience else { return None };
    if !applies(plan.mode) {
        return None;
    }
    let parameter = parameter(asked);
    let pointer = if asked.parameter(parameter).is_some() {
        asked.pointer(parameter, method)
    } else {
        "/tenant/default_audience".into()
    };
    let message = format!("Service not found: {}, which is no API of the tenant", quoted(name));
    Some(Refusal {
        code: "access_denied",
        message,
        pointer,
        // The finding knows which APIs there are.
        help: None,
        kind: RefusalKind::UnknownAudience,
    })
}
