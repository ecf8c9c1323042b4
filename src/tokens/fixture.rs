//! Scenarios and endpoints for the unit tests of this module.

use serde_json::json;

use super::{Composed, Ingredients, compose};
use crate::endpoint::{Endpoint, Flow, TokenFormat};
use crate::place::ArtifactKind;
use crate::report::{Artifact, ModeKind};
use crate::scenario::{
    Authorization, Client, Connection, Instant, Object, Organization, Overrides, Request,
    ResourceServer, Scenario, Switches, Tenant,
};

/// The members of a JSON object.
pub(super) fn object(value: serde_json::Value) -> Object {
    match value {
        serde_json::Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// The user of `domain.md` §4.3.
pub(super) fn user() -> Object {
    object(
        json!({ "user_id": "auth0|1", "email": "jane@example.com", "email_verified": true, "name": "Jane Roe", "nickname": "jane",
        "given_name": "Jane", "family_name": "Roe", "picture": "https://cdn.example.com/jane.png",
        "created_at": "2020-01-02T03:04:05.678Z", "updated_at": "2024-05-06T07:08:09.010Z",
        "identities": [{ "connection": "Username-Password-Authentication", "provider": "auth0", "user_id": "1", "isSocial": false, "access_token": "secret" }],
        "user_metadata": { "lang": "de" }, "app_metadata": { "plan": "gold", "roles": ["editor"] } }),
    )
}

/// A login of that user in the application `abc` of `acme.eu.auth0.com`, with the API `https://api.acme.com`.
pub(super) fn scenario() -> Scenario {
    Scenario {
        name: String::new(),
        now: Instant(1_780_272_000_000),
        now_given: true,
        tenant: Tenant {
            domain: "acme.eu.auth0.com".into(),
            custom_domains: Vec::new(),
            default_audience: String::new(),
            default_directory: String::new(),
            legacy_custom_claims: false,
            enable_legacy_profile: false,
            flags: Object::new(),
            sandbox_version: "22".into(),
            resource_parameter_profile: String::new(),
            allow_organization_name_in_authentication_api: false,
            rules_on_password_and_refresh: true,
        },
        client: Client {
            client_id: "abc".into(),
            name: "My web app".into(),
            app_type: "regular_web".into(),
            is_first_party: true,
            oidc_conformant: true,
            grant_types: None,
            alg: "RS256".into(),
            lifetime_in_seconds: 36_000,
            jwt_scopes: Object::new(),
            client_metadata: Object::new(),
            addons: Object::new(),
            third_party_security_mode: String::new(),
        },
        resource_servers: vec![ResourceServer {
            identifier: "https://api.acme.com".into(),
            scopes: vec!["read:x".into(), "write:x".into()],
            signing_alg: "RS256".into(),
            token_lifetime: 86_400,
            token_lifetime_for_web: Some(7200),
            token_dialect: "access_token".into(),
            enforce_policies: false,
            allow_offline_access: true,
            token_encryption: false,
        }],
        connection: Connection {
            id: "con_1".into(),
            name: "Username-Password-Authentication".into(),
            strategy: "auth0".into(),
            metadata: Object::new(),
            options: Object::new(),
        },
        organization: None,
        request: Request {
            method: "GET".into(),
            path: "/authorize".into(),
            query: object(json!({ "response_type": "code" })),
            body: Object::new(),
            headers: Object::new(),
            hostname: String::new(),
            ip: String::new(),
            user_agent: String::new(),
            geoip: Object::new(),
        },
        user: user(),
        authorization: Authorization::default(),
        authentication_methods: vec![json!({ "name": "pwd", "timestamp": "2026-05-31T23:00:00Z" })],
        session_id: "s_1".into(),
        logins_count: 1,
        configuration: Object::new(),
        rules: Vec::new(),
        actions: Vec::new(),
        overrides: Overrides::default(),
        switches: Switches::default(),
        expect: None,
        findings: Vec::new(),
    }
}

/// An organisation.
pub(super) fn organization() -> Organization {
    Organization {
        id: "org_1".into(),
        name: "acme".into(),
        display_name: "Acme".into(),
        metadata: Object::new(),
    }
}

/// A conformant code flow for `https://api.acme.com`, every requested scope granted.
pub(super) fn endpoint(scope: &str) -> Endpoint {
    let scopes: Vec<String> = scope.split_ascii_whitespace().map(Into::into).collect();
    Endpoint {
        mode: ModeKind::OidcConformant,
        protocol: Some("oidc-basic-profile"),
        reasons: Vec::new(),
        refusal: None,
        rules_run: true,
        interactive: true,
        flow: Flow::Authorize { code: true, token: false, id_token: false },
        audience: Some("https://api.acme.com".into()),
        api: Some(0),
        access_token: TokenFormat::Jwt,
        access_token_why:
            "`https://api.acme.com` is an API of the tenant, so the access token is a JWT".into(),
        returns_id_token: true,
        returns_access_token: true,
        in_fragment: false,
        requested_scopes: scopes.clone(),
        granted_scopes: scopes,
        permissions: Vec::new(),
    }
}

/// A login at `/oauth/ro`.
pub(super) fn legacy_endpoint(scope: &str) -> Endpoint {
    Endpoint {
        mode: ModeKind::Legacy,
        protocol: Some("oauth2-resource-owner"),
        flow: Flow::ResourceOwner,
        audience: None,
        api: None,
        access_token: TokenFormat::Opaque,
        access_token_why: "a legacy access token is opaque".into(),
        ..endpoint(scope)
    }
}

/// What is composed for the stored user, without scripts.
pub(super) fn composed(scenario: &Scenario, endpoint: &Endpoint) -> Composed {
    composed_with(scenario, endpoint, |_| {})
}

/// The same with other ingredients.
pub(super) fn composed_with<'a>(
    scenario: &'a Scenario,
    endpoint: &'a Endpoint,
    change: impl FnOnce(&mut Ingredients<'a>),
) -> Composed {
    let nothing: &'static Object = Box::leak(Box::default());
    let mut ingredients = Ingredients {
        scenario,
        endpoint,
        user: &scenario.user,
        stored_user: &scenario.user,
        context: nothing,
        id_token_claims: &[],
        userinfo_claims: &[],
        access_token_claims: &[],
        script_scopes: None,
        blocked: None,
    };
    change(&mut ingredients);
    compose(&ingredients)
}

impl Composed {
    /// The artifact of that kind.
    pub(super) fn artifact(&self, kind: ArtifactKind) -> &Artifact {
        self.artifacts.iter().find(|artifact| artifact.kind == kind).unwrap()
    }
}
