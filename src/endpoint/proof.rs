//! The facts that decide the mode, what each weighs, and how to turn it around.

use serde_json::json;

use super::audience::{Resolved, parameter};
use super::facts::{
    allowed, audience_fact, default_audience, endpoint, format_says, grant, named_audience, reason,
    toggle, unread_audience,
};
use super::grants::GrantMode;
use super::mode::{Decider, Plan, needed};
use super::request::Asked;
use super::sources::{TENANT_SETTINGS, THREAD_MODE};
use super::tables::{EndpointRow, Route};
use crate::claims::Basis;
use crate::claims::tables::OIDC_CONFORMANT;
use crate::order::sort_by_key;
use crate::report::{Flip, Reason, Weight};

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
        Some((row, Route::LegacyOnly(legacy))) => {
            legacy_only(asked, plan, row, needed(asked, legacy))
        }
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
    sort_by_key(&mut reasons, |reason| match reason.weight {
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
