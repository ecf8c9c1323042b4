//! What a rule is given: `user` and `context` (`domain.md` §4.3 and §4.4).

use serde_json::{Value, json};

use super::rules::Start;
use crate::endpoint::{Endpoint, Flow};
use crate::scenario::{Instant, Object, Scenario, pointer};

/// Builds `user` and `context` for the first rule.
pub fn build(scenario: &Scenario, endpoint: &Endpoint) -> Start {
    let mut user = Value::Object(user(scenario, endpoint));
    if let Some(patch) = &scenario.overrides.user {
        pointer::merge_patch(&mut user, patch);
    }
    let mut context = Value::Object(context(scenario, endpoint));
    if let Some(patch) = &scenario.overrides.context {
        pointer::merge_patch(&mut context, patch);
    }
    let object = |value| match value {
        Value::Object(object) => object,
        _ => Object::new(),
    };
    let (user, mut context) = (object(user), object(context));
    // The claim objects must be there for every rule, whatever a patch did.
    for name in ["accessToken", "idToken"] {
        if !context.get(name).is_some_and(Value::is_object) {
            context.insert(name.into(), json!({}));
        }
    }
    Start { user, context, rules_run: endpoint.rules_run && endpoint.refusal.is_none() }
}

/// The stored profile as rules see it: each property of `app_metadata` stands on the root too, over a root property of the
/// same name (`domain.md` §4.3).
fn user(scenario: &Scenario, endpoint: &Endpoint) -> Object {
    let mut user = scenario.user.clone();
    if let Some(Value::Object(metadata)) = scenario.user.get("app_metadata") {
        for (name, value) in metadata {
            user.insert(name.clone(), value.clone());
        }
    }
    if endpoint.flow == Flow::Delegation {
        // `domain.md` §2.8: the user additionally carries the claims of the incoming token.
        let issued = scenario.now.seconds();
        for (name, value) in [
            ("iss", json!(format!("https://{}/", scenario.host()))),
            ("sub", user.get("user_id").cloned().unwrap_or_default()),
            ("aud", json!(scenario.client.client_id)),
            ("exp", json!(issued + 36_000)),
            ("iat", json!(issued)),
        ] {
            user.entry(name).or_insert(value);
        }
    }
    user
}

fn context(scenario: &Scenario, endpoint: &Endpoint) -> Object {
    let Scenario { tenant, client, connection, request, .. } = scenario;
    let federated = endpoint.flow == Flow::Federated;
    let mut query = request.query.clone();
    if endpoint.flow == Flow::Refresh {
        // `domain.md` §4.4: no scope and no audience in refresh exchanges.
        query.shift_remove("scope");
        query.shift_remove("audience");
    } else if !query.is_empty()
        && !query.contains_key("protocol")
        && matches!(endpoint.flow, Flow::Authorize { .. })
    {
        query.insert("protocol".into(), json!("oauth2"));
    }
    let mut body = request.body.clone();
    for secret in ["password", "client_secret", "refresh_token"] {
        body.shift_remove(secret);
    }
    let mut context = json!({
        "tenant": tenant.domain.split('.').next().unwrap_or_default(),
        "clientID": client.client_id,
        "clientName": client.name,
        "clientMetadata": client.client_metadata,
        "connectionID": connection.id,
        "connection": connection.name,
        "connectionStrategy": connection.strategy,
        "connectionOptions": connection.options,
        "connectionMetadata": connection.metadata,
        "samlConfiguration": {},
        "jwtConfiguration": {},
        "protocol": endpoint.protocol,
        "stats": { "loginsCount": scenario.logins_count },
        "sso": { "with_auth0": false, "with_dbconn": false, "current_clients": [] },
        "accessToken": {},
        "idToken": {},
        "sessionID": scenario.session_id,
        "request": {
            "ip": request.ip,
            "hostname": scenario.host(),
            "method": request.method,
            "query": query,
            "body": body,
            "userAgent": request.user_agent,
            "geoip": request.geoip,
        },
        "authentication": { "methods": authentication_methods(scenario) },
    });
    if let Value::Object(members) = &mut context {
        if !federated {
            // `domain.md` §4.4: an OIDC context was captured with empty mappings.
            members.insert("samlConfiguration".into(), json!({ "mappings": {} }));
        }
        // `domain.md` §2.6: undefined before 2018 unless a rule made it.
        if scenario.now.0 < JWT_CONFIGURATION_SINCE_MS {
            members.shift_remove("jwtConfiguration");
        }
        if let Some(roles) = &scenario.authorization.roles {
            members.insert("authorization".into(), json!({ "roles": roles }));
        }
        if let Some(organization) = &scenario.organization {
            members.insert("organization".into(), json!({ "id": organization.id, "name": organization.name, "metadata": organization.metadata }));
        }
    }
    match context {
        Value::Object(members) => members,
        _ => Object::new(),
    }
}

/// Rules have the time of a method in milliseconds, Actions as a text (`domain.md` §4.4).
fn authentication_methods(scenario: &Scenario) -> Vec<Value> {
    let mut methods = scenario.authentication_methods.clone();
    for method in &mut methods {
        if let Some(timestamp) = method.get_mut("timestamp")
            && let Some(Instant(ms)) = timestamp.as_str().and_then(Instant::parse)
        {
            *timestamp = json!(ms);
        }
    }
    methods
}

/// 2018-01-01T00:00:00Z, in milliseconds.
const JWT_CONFIGURATION_SINCE_MS: i64 = 1_514_764_800_000;
