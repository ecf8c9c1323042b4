//! The single facts of the proof: what an input says, where it stands and how to turn it around.

use serde_json::{Value, json};

use super::audience::{Resolved, parameter};
use super::flips::{allow, to_authorize, to_resource_owner, to_successor};
use super::grants::{self, GRANT_PASSWORD_REALM};
use super::mode::Plan;
use super::request::Asked;
use super::sources::{GRANT_TYPES, TENANT_SETTINGS};
use super::tables::{EndpointRow, Route};
use super::{Flow, TokenFormat};
use crate::claims::Basis;
use crate::claims::filter::quoted;
use crate::claims::tables::{GET_ACCESS_TOKENS, OIDC_CONFORMANT};
use crate::report::{Flip, ModeKind, Reason, Weight};

/// `POST /oauth/ro`: the endpoint as people call it.
pub(super) fn label(asked: &Asked<'_>, row: Option<&EndpointRow>) -> String {
    let method = row.map_or(asked.scenario.request.method.as_str(), |row| row.method);
    format!("{} {}", method.to_ascii_uppercase(), asked.path)
}

pub(super) fn endpoint(asked: &Asked<'_>, plan: &Plan, weight: Weight) -> Reason {
    let (says, basis) = plan
        .row
        .map_or(("no endpoint that issues a token", Basis::inferred(OIDC_CONFORMANT)), |row| {
            (row.says, row.basis)
        });
    let flip = match plan.row.map(|row| row.route) {
        Some(Route::LegacyOnly(legacy)) => to_successor(asked, legacy.successor),
        Some(Route::Token) => to_resource_owner(asked, plan),
        None | Some(Route::Nothing | Route::Federated) => Some(to_authorize(asked)),
        Some(Route::Authorize | Route::Login | Route::Starts(_)) => None,
    };
    Reason { flip, ..reason(label(asked, plan.row), says, weight, "/request/path", basis) }
}

pub(super) fn toggle(asked: &Asked<'_>, weight: Weight, says: &str) -> Reason {
    let on = asked.scenario.client.oidc_conformant;
    let title = if on { "Turn OIDC Conformant off" } else { "Turn OIDC Conformant on" };
    let flip = Some(Flip {
        title: title.into(),
        set: vec![("/client/oidc_conformant".into(), json!(!on))],
    });
    Reason {
        flip,
        ..reason(
            format!("oidc_conformant: {on}"),
            says,
            weight,
            "/client/oidc_conformant",
            Basis::documented(OIDC_CONFORMANT),
        )
    }
}

pub(super) fn grant(asked: &Asked<'_>, plan: &Plan, weight: Weight) -> Reason {
    let pointer = asked.pointer("grant_type", "POST");
    let Some(row) = plan.grant else {
        let given = asked.parameter("grant_type");
        let says =
            if given.is_some() { "no grant of this endpoint" } else { "the endpoint needs one" };
        return reason(
            format!("grant: {}", given.unwrap_or("none")),
            says,
            weight,
            pointer,
            Basis::documented(GRANT_TYPES),
        );
    };
    let flip = match row.flow {
        Flow::ClientCredentials => Some(Flip {
            title: "Log a user in by password".into(),
            set: vec![
                (pointer.clone(), json!(GRANT_PASSWORD_REALM)),
                ("/request/body/realm".into(), json!(asked.scenario.connection.name)),
            ],
        }),
        Flow::Password => Some(Flip {
            title: "Ask without a user".into(),
            set: vec![(pointer.clone(), json!("client_credentials"))],
        }),
        _ => None,
    };
    let flip = flip.filter(|_| !asked.is_inline("grant_type"));
    Reason { flip, ..reason(format!("grant: {}", row.label), row.says, weight, pointer, row.basis) }
}

pub(super) fn allowed(asked: &Asked<'_>, needed: &[&'static str]) -> Reason {
    let known = asked.scenario.client.grant_types.as_deref();
    let name = needed.first().copied().unwrap_or_default();
    let fact = name.trim_start_matches("http://auth0.com/oauth/");
    let (says, flip) = match known {
        Some(_) if !grants::is_allowed(known, needed) => (
            "the application may not use this grant",
            Flip {
                title: "Allow the grant".into(),
                set: allow(asked, needed).into_iter().collect(),
            },
        ),
        known => {
            let conformant = ["authorization_code", "refresh_token"].map(String::from);
            let rest: Vec<&String> = known
                .unwrap_or(&conformant)
                .iter()
                .filter(|grant| !needed.contains(&grant.as_str()))
                .collect();
            let says = if known.is_some() {
                "the application may use this grant"
            } else {
                "taken as allowed: the application's grants are not given"
            };
            (
                says,
                Flip {
                    title: "Take the grant away".into(),
                    set: vec![("/client/grant_types".into(), json!(rest))],
                },
            )
        }
    };
    Reason {
        flip: Some(flip),
        ..reason(fact, says, Weight::Holds, "/client/grant_types", Basis::documented(GRANT_TYPES))
    }
}

/// The audience as what the format of the access token follows from, be it requested or the default.
pub(super) fn named_audience(
    asked: &Asked<'_>,
    plan: &Plan,
    audience: &Resolved,
    weight: Weight,
) -> Reason {
    let says = format_says(audience, asked);
    if plan.mode != ModeKind::NoToken
        && asked.parameter(parameter(asked)).is_none()
        && *audience != Resolved::None
    {
        return default_audience(asked, weight, says);
    }
    audience_fact(asked, plan, weight, says, Basis::documented(GET_ACCESS_TOKENS))
}

pub(super) fn unread_audience(asked: &Asked<'_>, plan: &Plan) -> Reason {
    audience_fact(asked, plan, Weight::Idle, "never read here", Basis::documented(OIDC_CONFORMANT))
}

pub(super) fn audience_fact(
    asked: &Asked<'_>,
    plan: &Plan,
    weight: Weight,
    says: &str,
    basis: Basis,
) -> Reason {
    let name = parameter(asked);
    let given = asked.parameter(name);
    let pointer = asked.pointer(name, plan.row.map_or("GET", |row| row.method));
    let (title, value) = if given.is_some() {
        ("Leave the audience out".to_owned(), Value::Null)
    } else {
        let audience = any_audience(asked);
        (format!("Ask for {}", quoted(&audience)), json!(audience))
    };
    let flip = Flip { title, set: vec![(pointer.clone(), value)] };
    let flip = Some(flip).filter(|_| !asked.is_inline(name));
    let fact = given.map_or_else(|| format!("{name}: none"), |given| format!("{name}: {given}"));
    Reason { flip, ..reason(fact, says, weight, pointer, basis) }
}

pub(super) fn default_audience(asked: &Asked<'_>, weight: Weight, says: &str) -> Reason {
    let given = &asked.scenario.tenant.default_audience;
    let (fact, title, value) = if given.is_empty() {
        let audience = any_audience(asked);
        ("none".to_owned(), format!("Make {} the default", quoted(&audience)), audience)
    } else {
        (given.clone(), "Take the default audience away".to_owned(), String::new())
    };
    let flip = Some(Flip { title, set: vec![("/tenant/default_audience".into(), json!(value))] });
    Reason {
        flip,
        ..reason(
            format!("default_audience: {fact}"),
            says,
            weight,
            "/tenant/default_audience",
            Basis::documented(TENANT_SETTINGS),
        )
    }
}

pub(super) fn format_says(audience: &Resolved, asked: &Asked<'_>) -> &'static str {
    match audience {
        Resolved::None => "without an audience the access token is opaque",
        Resolved::Unknown(_) => "no API of the tenant",
        Resolved::Userinfo(_) => "an audience without an API: the access token is opaque",
        Resolved::Api(..) | Resolved::Auth0Api(_)
            if audience.format(asked.scenario) == TokenFormat::Jwe =>
        {
            "the API has its access tokens encrypted"
        }
        Resolved::Api(..) | Resolved::Auth0Api(_) => "the audience makes the access token a JWT",
    }
}

/// An audience to try: the first API, or `/userinfo`, which makes a request conformant without one.
fn any_audience(asked: &Asked<'_>) -> String {
    match asked.scenario.resource_servers.first() {
        Some(api) => api.identifier.clone(),
        None => format!("https://{}/userinfo", asked.scenario.tenant.domain),
    }
}

pub(super) fn reason(
    fact: impl Into<String>,
    text: impl Into<String>,
    weight: Weight,
    pointer: impl Into<String>,
    basis: Basis,
) -> Reason {
    Reason {
        fact: fact.into(),
        text: text.into(),
        weight,
        pointer: pointer.into(),
        evidence: basis.evidence,
        source: basis.source.into(),
        as_of: basis.as_of.into(),
        switch: basis.switch.map(Into::into),
        flip: None,
    }
}
