//! What a scenario is when nothing is said (`domain.md` §0.3, §4.3, §4.4).

use serde_json::{Value, json};

use super::{
    Authorization, Client, Connection, Instant, Object, Organization, Overrides, RULES_LAST_DAY,
    Request, ResourceServer, Scenario, Switches, Tenant,
};

/// Name of the connection that stands in for an absent one.
pub const CONNECTION_NAME: &str = "Username-Password-Authentication";
/// Client ID of the application that stands in for an absent one.
pub const CLIENT_ID: &str = "client_1";
/// Address of the user that stands in for an absent one.
pub const USER_EMAIL: &str = "jane@example.com";

impl Default for Scenario {
    /// The scenario of an empty document, on the last full day of Rules.
    fn default() -> Self {
        let connection = Connection::default();
        Self {
            name: String::new(),
            now: RULES_LAST_DAY,
            now_given: false,
            tenant: Tenant::default(),
            client: Client::default(),
            resource_servers: Vec::new(),
            organization: None,
            request: Request::default(),
            user: fixture_user(),
            // A user without a role has an empty list, not none (`domain.md` §4.4).
            authorization: Authorization { roles: Some(Vec::new()), permissions: Vec::new() },
            authentication_methods: vec![authentication_method(
                &connection.strategy,
                RULES_LAST_DAY,
            )],
            connection,
            session_id: "ses_1".into(),
            logins_count: 1,
            configuration: Object::new(),
            rules: Vec::new(),
            actions: Vec::new(),
            http: Vec::new(),
            overrides: Overrides::default(),
            switches: Switches::default(),
            expect: None,
            findings: Vec::new(),
        }
    }
}

impl Default for Tenant {
    fn default() -> Self {
        Self {
            domain: "tenant.example.auth0.com".into(),
            custom_domains: Vec::new(),
            default_audience: String::new(),
            default_directory: String::new(),
            created_at: None,
            legacy_custom_claims: false,
            enable_legacy_profile: false,
            flags: Object::new(),
            sandbox_version: "22".into(),
            resource_parameter_profile: "audience".into(),
            allow_organization_name_in_authentication_api: false,
            rules_on_password_and_refresh: true,
        }
    }
}

impl Default for Client {
    fn default() -> Self {
        Self {
            client_id: CLIENT_ID.into(),
            name: "My application".into(),
            app_type: String::new(),
            is_first_party: true,
            oidc_conformant: true,
            grant_types: None,
            alg: "RS256".into(),
            lifetime_in_seconds: 36_000,
            jwt_scopes: Object::new(),
            client_metadata: Object::new(),
            addons: Object::new(),
            third_party_security_mode: String::new(),
        }
    }
}

impl Default for ResourceServer {
    fn default() -> Self {
        Self {
            identifier: String::new(),
            scopes: Vec::new(),
            signing_alg: "RS256".into(),
            token_lifetime: 86_400,
            token_lifetime_for_web: None,
            token_dialect: "access_token".into(),
            enforce_policies: false,
            allow_offline_access: false,
            token_encryption: false,
        }
    }
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            id: "con_1".into(),
            name: CONNECTION_NAME.into(),
            strategy: "auth0".into(),
            metadata: Object::new(),
            options: Object::new(),
        }
    }
}

impl Default for Organization {
    fn default() -> Self {
        Self {
            id: "org_1".into(),
            name: "organization".into(),
            display_name: "Organization".into(),
            metadata: Object::new(),
        }
    }
}

impl Default for Request {
    fn default() -> Self {
        Self {
            method: "GET".into(),
            path: "/authorize".into(),
            query: object(json!({ "response_type": "code", "scope": "openid profile email" })),
            body: Object::new(),
            headers: Object::new(),
            hostname: String::new(),
            // An address of RFC 5737, which nobody has.
            ip: "203.0.113.7".into(),
            user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
                .into(),
            resumes: String::new(),
            geoip: object(json!({
                "country_code": "DE", "country_code3": "DEU", "country_name": "Germany", "city_name": "Berlin",
                "latitude": 52.52, "longitude": 13.405, "time_zone": "Europe/Berlin",
                "continent_code": "EU", "subdivision_code": "BE", "subdivision_name": "Land Berlin"
            })),
        }
    }
}

/// How a user of such a connection proved who they are (`domain.md` §4.4); the time is in milliseconds, as in every captured context.
pub(super) fn authentication_method(strategy: &str, now: Instant) -> Value {
    let name = match strategy {
        "auth0" | "auth0-adldap" | "custom" => "pwd",
        "sms" => "sms",
        "email" => "email",
        _ => "federated",
    };
    json!({ "name": name, "timestamp": now.0 })
}

/// The user when none is given (`domain.md` §4.3).
fn fixture_user() -> Object {
    object(json!({
        "user_id": "auth0|5f7c8ec7c33c6c004bbafe82", "email": USER_EMAIL, "email_verified": true,
        "name": "Jane Roe", "nickname": "jane", "given_name": "Jane", "family_name": "Roe",
        "picture": "https://cdn.example.com/jane.png", "created_at": "2020-01-02T03:04:05.678Z",
        "updated_at": "2024-05-06T07:08:09.010Z",
        "identities": [{ "connection": "Username-Password-Authentication", "provider": "auth0",
                         "user_id": "5f7c8ec7c33c6c004bbafe82", "isSocial": false }],
        "user_metadata": { "lang": "de" }, "app_metadata": { "plan": "gold", "roles": ["editor"] }
    }))
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(members) => members,
        _ => Object::new(),
    }
}
