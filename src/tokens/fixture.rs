//! Scenarios and endpoints for the unit tests of this module.

use serde_json::json;

use super::{Composed, Ingredients, compose};
use crate::endpoint::{self, Endpoint};
use crate::place::ArtifactKind;
use crate::report::Artifact;
use crate::scenario::{
    Client, Instant, Object, Organization, Request, ResourceServer, Scenario, Tenant,
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
        now: Instant(1_780_272_000_000),
        tenant: Tenant { domain: "acme.eu.auth0.com".into(), ..Tenant::default() },
        client: Client {
            client_id: "abc".into(),
            app_type: "regular_web".into(),
            ..Client::default()
        },
        resource_servers: vec![ResourceServer {
            identifier: "https://api.acme.com".into(),
            scopes: vec!["read:x".into(), "write:x".into()],
            token_lifetime_for_web: Some(7200),
            allow_offline_access: true,
            ..ResourceServer::default()
        }],
        user: user(),
        authentication_methods: vec![json!({ "name": "pwd", "timestamp": "2026-05-31T23:00:00Z" })],
        session_id: "s_1".into(),
        ..Scenario::default()
    }
}

/// An organization.
pub(super) fn organization() -> Organization {
    Organization { id: "org_1".into(), name: "acme".into(), ..Organization::default() }
}

/// What a code flow for `https://api.acme.com` decides.
pub(super) fn endpoint(scope: &str) -> Endpoint {
    endpoint_of(scenario(), scope)
}

/// The same in a changed scenario.
pub(super) fn endpoint_of(mut scenario: Scenario, scope: &str) -> Endpoint {
    scenario.request.query = object(
        json!({ "response_type": "code", "scope": scope, "audience": "https://api.acme.com" }),
    );
    endpoint::decide(&scenario)
}

/// What a login at `/oauth/ro` decides.
pub(super) fn legacy_endpoint(scope: &str) -> Endpoint {
    legacy_endpoint_with(json!({ "scope": scope }))
}

/// The same with a body.
pub(super) fn legacy_endpoint_with(body: serde_json::Value) -> Endpoint {
    let mut scenario = scenario();
    scenario.client.oidc_conformant = false;
    scenario.request = Request {
        method: "POST".into(),
        path: "/oauth/ro".into(),
        query: Object::new(),
        body: object(body),
        ..Request::default()
    };
    endpoint::decide(&scenario)
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
        saml_changes: Box::leak(Box::default()),
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
