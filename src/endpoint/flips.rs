//! The same request sent elsewhere: changes that turn a fact of the proof around.

use serde_json::{Value, json};

use super::Flow;
use super::grants::{self, GRANT_PASSWORD, GRANT_PASSWORD_REALM};
use super::mode::Plan;
use super::request::Asked;
use super::tables::Successor;
use crate::report::Flip;

pub(super) fn to_successor(asked: &Asked<'_>, successor: Successor) -> Option<Flip> {
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

pub(super) fn to_authorize(asked: &Asked<'_>) -> Flip {
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
pub(super) fn to_resource_owner(asked: &Asked<'_>, plan: &Plan) -> Option<Flip> {
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
pub(super) fn allow(asked: &Asked<'_>, needed: &[&str]) -> Option<(String, Value)> {
    let known = asked.scenario.client.grant_types.as_deref()?;
    if grants::is_allowed(Some(known), needed) {
        return None;
    }
    let all: Vec<&str> = known.iter().map(String::as_str).chain(needed.first().copied()).collect();
    Some(("/client/grant_types".into(), json!(all)))
}
