//! The facts that decide the mode, what each weighs, and how to turn it around.

use serde_json::{Value, json};

use super::audience::{Resolved, parameter};
use super::grants::{self, GRANT_PASSWORD, GRANT_PASSWORD_REALM, GrantMode};
use super::mode::{Decider, Plan};
use super::request::Asked;
use super::tables::{EndpointRow, GRANT_TYPES, Route, Successor, TENANT_SETTINGS, THREAD_MODE};
use super::{Flow, TokenFormat};
use crate::claims::Basis;
use crate::claims::filter::quoted;
use crate::claims::tables::{GET_ACCESS_TOKENS, OIDC_CONFORMANT};
use crate::report::{Flip, ModeKind, Reason, Weight};

/// Two to four facts: what decides first, then what must hold, then what has no effect.
pub(super) fn reasons(asked: &Asked<'_>, plan: &Plan, audience: &Resolved) -> Vec<Reason> {
    let mut reasons = match plan.row.map(|row| (row, row.route)) {
        None | Some((_, Route::Nothing)) => vec![
            endpoint(asked, plan, Weight::Decides),
            toggle(asked, Weight::Idle, "never read here"),
        ],
        Some((_, Route::Federated)) => vec![
            endpoint(asked, plan, Weight::Decides),
            toggle(asked, Weight::Idle, "never read here"),
            unread_audience(asked, plan),
        ],
        Some((row, Route::LegacyOnly(legacy))) => legacy_only(asked, plan, row, legacy.grants),
        Some((row, Route::Token)) => match plan.grant {
            None => vec![endpoint(asked, plan, Weight::Holds), grant(asked, plan, Weight::Decides)],
            Some(found) if found.mode == GrantMode::Legacy => {
                legacy_only(asked, plan, row, found.allowed_by)
            }
            Some(found) if found.mode == GrantMode::Completes => {
                by_application(asked, plan, audience)
            }
            Some(_) if plan.decider == Decider::Grant => vec![
                grant(asked, plan, Weight::Decides),
                named_audience(asked, plan, audience, Weight::Holds),
                toggle(asked, Weight::Idle, "never read here"),
            ],
            Some(_) => vec![
                endpoint(asked, plan, Weight::Decides),
                grant(asked, plan, Weight::Holds),
                named_audience(asked, plan, audience, Weight::Holds),
                toggle(asked, Weight::Idle, "never read here"),
            ],
        },
        Some((_, Route::Authorize | Route::Login | Route::Starts(_))) => {
            by_application(asked, plan, audience)
        }
    };
    reasons.sort_by_key(|reason| match reason.weight {
        Weight::Decides => 0,
        Weight::Holds => 1,
        Weight::Idle => 2,
    });
    reasons
}

/// M1: endpoint or legacy grant, toggle, allowed grants, audience.
fn legacy_only(
    asked: &Asked<'_>,
    plan: &Plan,
    row: &EndpointRow,
    needed: &[&'static str],
) -> Vec<Reason> {
    let conformant = asked.scenario.client.oidc_conformant;
    let toggle_says = if conformant {
        "the endpoint refuses a conformant application"
    } else {
        "if true, the endpoint refuses"
    };
    let decides = if row.route == Route::Token {
        grant(asked, plan, Weight::Decides)
    } else {
        endpoint(asked, plan, Weight::Decides)
    };
    let mut reasons = vec![decides, toggle(asked, Weight::Holds, toggle_says)];
    reasons.extend(needed.first().map(|_| allowed(asked, needed)));
    reasons.push(unread_audience(asked, plan));
    reasons
}

/// M4: toggle, audience, default audience.
fn by_application(asked: &Asked<'_>, plan: &Plan, audience: &Resolved) -> Vec<Reason> {
    let begins = if plan.grant.is_some() {
        grant(asked, plan, Weight::Holds)
    } else {
        endpoint(asked, plan, Weight::Holds)
    };
    let named = asked.parameter(parameter(asked)).is_some();
    let default = !asked.scenario.tenant.default_audience.is_empty();
    let mut reasons = vec![begins];
    match plan.decider {
        Decider::Toggle => {
            reasons.push(toggle(
                asked,
                Weight::Decides,
                "the conformant pipeline, whatever the request",
            ));
            reasons.push(if named || !default {
                named_audience(asked, plan, audience, Weight::Holds)
            } else {
                default_audience(asked, Weight::Holds, format_says(audience, asked))
            });
        }
        Decider::Audience => {
            reasons.push(toggle(
                asked,
                Weight::Idle,
                "the audience makes the request conformant all the same",
            ));
            reasons.push(audience_fact(
                asked,
                plan,
                Weight::Decides,
                "makes this one request conformant",
                Basis::staff(THREAD_MODE),
            ));
        }
        Decider::DefaultAudience => {
            reasons.push(toggle(
                asked,
                Weight::Idle,
                "the default audience makes the request conformant all the same",
            ));
            reasons.push(audience_fact(
                asked,
                plan,
                Weight::Idle,
                "the tenant's default stands in for it",
                Basis::documented(TENANT_SETTINGS),
            ));
            reasons.push(default_audience(
                asked,
                Weight::Decides,
                "makes every request of every application conformant",
            ));
        }
        Decider::Modern => {
            reasons.push(toggle(
                asked,
                Weight::Idle,
                "taken as on: the tenant has no legacy pipeline",
            ));
            reasons.push(Reason {
                flip: Some(Flip {
                    title: "Take the tenant as one with a legacy pipeline".into(),
                    set: vec![("/switches/SW-02".into(), json!("legacy"))],
                }),
                ..reason(
                    "SW-02: conformant",
                    "a tenant without a legacy pipeline",
                    Weight::Decides,
                    "/switches/SW-02",
                    Basis::inferred(OIDC_CONFORMANT).switched("SW-02"),
                )
            });
            reasons.push(named_audience(asked, plan, audience, Weight::Holds));
        }
        Decider::Endpoint | Decider::Grant | Decider::Nothing => {
            reasons.push(toggle(
                asked,
                Weight::Decides,
                "off, and nothing else asks for the conformant pipeline",
            ));
            reasons.push(audience_fact(
                asked,
                plan,
                Weight::Holds,
                "an audience would make this request conformant",
                Basis::staff(THREAD_MODE),
            ));
            reasons.push(default_audience(
                asked,
                Weight::Holds,
                "a default audience would make every request conformant",
            ));
        }
    }
    reasons
}

fn reason(
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
        flip: None,
    }
}

/// `POST /oauth/ro`: the endpoint as people call it.
pub(super) fn label(asked: &Asked<'_>, row: Option<&EndpointRow>) -> String {
    let method = row.map_or(asked.scenario.request.method.as_str(), |row| row.method);
    format!("{} {}", method.to_ascii_uppercase(), asked.path)
}

fn endpoint(asked: &Asked<'_>, plan: &Plan, weight: Weight) -> Reason {
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

fn to_successor(asked: &Asked<'_>, successor: Successor) -> Option<Flip> {
    match successor {
        Successor::PasswordRealm => {
            let realm = asked.parameter("connection").unwrap_or(&asked.scenario.connection.name);
            let mut set = vec![
                ("/request/method".into(), json!("POST")),
                ("/request/path".into(), json!("/oauth/token")),
                ("/request/body/grant_type".into(), json!(GRANT_PASSWORD_REALM)),
                ("/request/body/realm".into(), json!(realm)),
            ];
            if asked.scenario.request.body.contains_key("connection") {
                set.push(("/request/body/connection".into(), Value::Null));
            }
            set.extend(allow(asked, &[GRANT_PASSWORD_REALM, GRANT_PASSWORD]));
            Some(Flip { title: "Send it to /oauth/token".into(), set })
        }
        Successor::Refresh => {
            let mut set = vec![
                ("/request/method".into(), json!("POST")),
                ("/request/path".into(), json!("/oauth/token")),
                ("/request/body/grant_type".into(), json!("refresh_token")),
            ];
            set.extend(allow(asked, &["refresh_token"]));
            Some(Flip { title: "Send it to /oauth/token".into(), set })
        }
        Successor::Authorize => {
            // The toggle goes with it: without an audience `/authorize` would be legacy again.
            let mut flip = to_authorize(asked);
            flip.set.push(("/client/oidc_conformant".into(), json!(true)));
            Some(flip)
        }
        Successor::None => None,
    }
}

fn to_authorize(asked: &Asked<'_>) -> Flip {
    let scope = asked.parameter("scope").unwrap_or("openid profile email");
    let mut set = vec![
        ("/request/method".into(), json!("GET")),
        ("/request/path".into(), json!("/authorize")),
        ("/request/query/response_type".into(), json!("code")),
        ("/request/query/scope".into(), json!(scope)),
    ];
    set.extend(allow(asked, &["authorization_code"]));
    Flip { title: "Send it to /authorize".into(), set }
}

/// Back to the legacy endpoint, for the grants that replaced it.
fn to_resource_owner(asked: &Asked<'_>, plan: &Plan) -> Option<Flip> {
    if plan.flow != Flow::Password {
        return None;
    }
    let connection = asked.parameter("realm").unwrap_or(&asked.scenario.connection.name);
    let mut set = vec![
        ("/request/path".into(), json!("/oauth/ro")),
        ("/request/body/grant_type".into(), json!(GRANT_PASSWORD)),
        ("/request/body/connection".into(), json!(connection)),
    ];
    if asked.scenario.request.body.contains_key("realm") {
        set.push(("/request/body/realm".into(), Value::Null));
    }
    Some(Flip { title: "Send it to /oauth/ro".into(), set })
}

/// Adds a grant to the application's list, where that is known and lacks it.
fn allow(asked: &Asked<'_>, needed: &[&str]) -> Option<(String, Value)> {
    let known = asked.scenario.client.grant_types.as_deref()?;
    if grants::is_allowed(Some(known), needed) {
        return None;
    }
    let all: Vec<&str> = known.iter().map(String::as_str).chain(needed.first().copied()).collect();
    Some(("/client/grant_types".into(), json!(all)))
}

fn allowed(asked: &Asked<'_>, needed: &[&'static str]) -> Reason {
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

fn grant(asked: &Asked<'_>, plan: &Plan, weight: Weight) -> Reason {
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

fn toggle(asked: &Asked<'_>, weight: Weight, says: &str) -> Reason {
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

fn unread_audience(asked: &Asked<'_>, plan: &Plan) -> Reason {
    audience_fact(asked, plan, Weight::Idle, "never read here", Basis::documented(OIDC_CONFORMANT))
}

fn format_says(audience: &Resolved, asked: &Asked<'_>) -> &'static str {
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

/// The audience as what the format of the access token follows from, be it requested or the default.
fn named_audience(asked: &Asked<'_>, plan: &Plan, audience: &Resolved, weight: Weight) -> Reason {
    let says = format_says(audience, asked);
    if plan.mode != ModeKind::NoToken
        && asked.parameter(parameter(asked)).is_none()
        && *audience != Resolved::None
    {
        return default_audience(asked, weight, says);
    }
    audience_fact(asked, plan, weight, says, Basis::documented(GET_ACCESS_TOKENS))
}

fn audience_fact(
    asked: &Asked<'_>,
    plan: &Plan,
    weight: Weight,
    says: &str,
    basis: Basis,
) -> Reason {
    let name = parameter(asked);
    let given = asked.parameter(name);
    let pointer = asked.pointer(name, plan.row.map_or("GET", |row| row.method));
    let flip = match given {
        Some(_) => Flip {
            title: "Leave the audience out".into(),
            set: vec![(pointer.clone(), Value::Null)],
        },
        None => {
            let audience = any_audience(asked);
            Flip {
                title: format!("Ask for {}", quoted(&audience)),
                set: vec![(pointer.clone(), json!(audience))],
            }
        }
    };
    let flip = Some(flip).filter(|_| !asked.is_inline(name));
    let fact = given.map_or_else(|| format!("{name}: none"), |given| format!("{name}: {given}"));
    Reason { flip, ..reason(fact, says, weight, pointer, basis) }
}

fn default_audience(asked: &Asked<'_>, weight: Weight, says: &str) -> Reason {
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

/// An audience to try: the first API, or `/userinfo`, which makes a request conformant without one.
fn any_audience(asked: &Asked<'_>) -> String {
    match asked.scenario.resource_servers.first() {
        Some(api) => api.identifier.clone(),
        None => format!("https://{}/userinfo", asked.scenario.tenant.domain),
    }
}
