//! What an Action is given: `event` (`domain.md` §5.2 and §5.5).

use serde_json::{Value, json};

use super::Login;
use crate::endpoint::{self, Endpoint, Flow, Trigger};
use crate::scenario::{Action, Object, Scenario, pointer};

/// Builds the `event` of one Action.
pub(super) fn build(
    scenario: &Scenario,
    endpoint: &Endpoint,
    login: &Login,
    action: &Action,
) -> Object {
    let mut event = common(scenario, endpoint, action);
    if endpoint.trigger == Some(Trigger::CredentialsExchange) {
        credentials_exchange(scenario, endpoint, &mut event);
    } else {
        post_login(scenario, endpoint, login, &mut event);
    }
    let mut event = Value::Object(event);
    if let Some(patch) = &scenario.overrides.event {
        pointer::merge_patch(&mut event, patch);
    }
    match event {
        Value::Object(event) => event,
        _ => Object::new(),
    }
}

/// The members that every trigger has.
fn common(scenario: &Scenario, endpoint: &Endpoint, action: &Action) -> Object {
    let Scenario { tenant, client, .. } = scenario;
    let mut event = Object::new();
    let mut set = |name: &str, value: Value| event.insert(name.into(), value);
    set(
        "client",
        json!({ "client_id": client.client_id, "name": client.name, "metadata": client.client_metadata }),
    );
    if tenant.custom_domains.iter().any(|domain| domain == scenario.host()) {
        set("custom_domain", json!({ "domain": scenario.host(), "domain_metadata": {} }));
    }
    if let Some(organization) = &scenario.organization {
        set(
            "organization",
            json!({ "id": organization.id, "name": organization.name, "display_name": organization.display_name, "metadata": organization.metadata }),
        );
    }
    set("request", request(scenario, endpoint));
    // With no API a captured event names the tenant's own endpoint (`domain.md` §5.2).
    let audience = endpoint
        .audience
        .clone()
        .unwrap_or_else(|| format!("{}userinfo", endpoint::issuer(scenario)));
    set("resource_server", json!({ "identifier": audience }));
    set("secrets", Value::Object(action.secrets.clone()));
    set("tenant", json!({ "id": tenant.domain.split('.').next().unwrap_or_default() }));
    event
}

/// Parameters that an Action never sees (removed 2025-09-16, `domain.md` §5.2), and the password.
const HIDDEN_PARAMETERS: [&str; 6] = [
    "auth_session",
    "authn_response",
    "client_secret",
    "client_assertion",
    "refresh_token",
    "password",
];

/// Names of `geoip` in Rules, and in Actions.
const GEOIP: [(&str, &str); 10] = [
    ("city_name", "cityName"),
    ("continent_code", "continentCode"),
    ("country_code", "countryCode"),
    ("country_code3", "countryCode3"),
    ("country_name", "countryName"),
    ("latitude", "latitude"),
    ("longitude", "longitude"),
    ("subdivision_code", "subdivisionCode"),
    ("subdivision_name", "subdivisionName"),
    ("time_zone", "timeZone"),
];

fn request(scenario: &Scenario, endpoint: &Endpoint) -> Value {
    let request = &scenario.request;
    let visible = |parameters: &Object| {
        let mut parameters = parameters.clone();
        parameters.retain(|name, _| !HIDDEN_PARAMETERS.contains(&name.as_str()));
        parameters
    };
    let geoip: Object = request
        .geoip
        .iter()
        .map(|(name, value)| {
            let renamed = GEOIP.iter().find(|(rules, _)| rules == name);
            (renamed.map_or(name.as_str(), |(_, actions)| actions).to_owned(), value.clone())
        })
        .collect();
    let mut event = json!({
        "ip": request.ip,
        "method": request.method,
        "hostname": scenario.host(),
        "query": visible(&request.query),
        "body": visible(&request.body),
        "geoip": geoip,
        "user_agent": request.user_agent,
    });
    if let Value::Object(event) = &mut event {
        let language =
            request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("accept-language"));
        if let Some((_, language)) = language {
            event.insert("language".into(), language.clone());
        }
        if endpoint.trigger == Some(Trigger::CredentialsExchange) {
            event.shift_remove("query");
        }
    }
    event
}

fn credentials_exchange(scenario: &Scenario, endpoint: &Endpoint, event: &mut Object) {
    event.insert(
        "accessToken".into(),
        json!({ "customClaims": {}, "scope": endpoint.granted_scopes }),
    );
    event.insert("transaction".into(), json!({ "requested_scopes": scenario.request.scopes() }));
}

fn post_login(scenario: &Scenario, endpoint: &Endpoint, login: &Login, event: &mut Object) {
    let mut set = |name: &str, value: Value| event.insert(name.into(), value);
    set("authentication", json!({ "methods": methods(&scenario.authentication_methods) }));
    if let Some(roles) = &scenario.authorization.roles {
        set("authorization", json!({ "roles": roles }));
    }
    let connection = &scenario.connection;
    set(
        "connection",
        json!({ "id": connection.id, "name": connection.name, "strategy": connection.strategy, "metadata": connection.metadata }),
    );
    // There is no session where no browser takes part (inferred, `domain.md` §5.2).
    let in_browser =
        !matches!(endpoint.flow, Flow::Password | Flow::PasswordlessOtp | Flow::ResourceOwner);
    if in_browser && !scenario.session_id.is_empty() {
        set("session", json!({ "id": scenario.session_id }));
    }
    set("stats", json!({ "logins_count": scenario.logins_count }));
    set("transaction", transaction(scenario, endpoint));
    set("user", Value::Object(user(&login.stored_user)));
}

/// Times are texts here, and milliseconds in Rules.
fn methods(methods: &[Value]) -> Vec<Value> {
    methods
        .iter()
        .map(|method| {
            let mut method = method.clone();
            if let Some(timestamp) = method.get_mut("timestamp")
                && let Some(ms) = timestamp.as_i64()
            {
                *timestamp = json!(crate::scenario::Instant(ms).to_string());
            }
            method
        })
        .collect()
}

fn transaction(scenario: &Scenario, endpoint: &Endpoint) -> Value {
    let request = &scenario.request;
    let words = |name: &str| -> Vec<&str> {
        request.parameter(name).unwrap_or_default().split_ascii_whitespace().collect()
    };
    let mut transaction = Object::new();
    let mut set = |name: &str, value: Value| transaction.insert(name.into(), value);
    set("acr_values", json!(words("acr_values")));
    for name in ["login_hint", "redirect_uri", "response_mode", "state"] {
        if let Some(value) = request.parameter(name) {
            set(name, json!(value));
        }
    }
    set("locale", json!(words("ui_locales").first().unwrap_or(&"en")));
    set("prompt", json!(words("prompt")));
    if let Some(protocol) = endpoint::protocol::for_actions(endpoint.flow, endpoint.protocol) {
        set("protocol", json!(protocol));
    }
    // A password grant leaves them out (`domain.md` §1.4).
    if !matches!(endpoint.flow, Flow::Password) {
        set("requested_scopes", json!(endpoint.requested_scopes));
    }
    set("response_type", json!(words("response_type")));
    set("ui_locales", json!(words("ui_locales")));
    set("metadata", json!({}));
    Value::Object(transaction)
}

/// The stored profile as Actions see it: both metadata objects are there, the properties of `app_metadata` stand on the root
/// too, and identities carry no tokens of the provider (`domain.md` §5.2).
fn user(stored: &Object) -> Object {
    let mut user = stored.clone();
    if let Some(Value::Object(metadata)) = stored.get("app_metadata") {
        for (name, value) in metadata {
            user.insert(name.clone(), value.clone());
        }
    }
    for name in ["app_metadata", "user_metadata"] {
        if !user.get(name).is_some_and(Value::is_object) {
            user.insert(name.into(), json!({}));
        }
    }
    let identities =
        user.entry("identities").or_insert_with(|| json!([])).as_array_mut().into_iter().flatten();
    for identity in identities.filter_map(Value::as_object_mut) {
        for token in ["access_token", "access_token_secret", "refresh_token", "expires_in"] {
            identity.shift_remove(token);
        }
        if let Some(id) = identity.get("user_id").cloned() {
            identity.insert("userId".into(), id);
        }
    }
    user
}
