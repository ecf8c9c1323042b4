//! The access token: its dialect and its claims (`domain.md` §1.7, §2.3, §2.4).

use serde_json::{Value, json};

use super::dialect::{Dialect, grant_type};
use super::encode::Algorithm;
use super::payload::{Payload, StandardClaim};
use super::{Ingredients, not_issued, sources};
use crate::endpoint::{Flow, TokenFormat, audience};
use crate::place::ArtifactKind;
use crate::report::{Artifact, Format};

/// Composes the access token.
pub(super) fn compose(
    ingredients: &Ingredients<'_>,
    granted: &[String],
    refresh_token: bool,
    standard: &mut Vec<StandardClaim>,
) -> Artifact {
    let kind = ArtifactKind::AccessToken;
    let endpoint = ingredients.endpoint;
    if let Some(why) = endpoint.why_not_issued(ingredients.scenario, kind, granted) {
        return not_issued(kind, why);
    }
    if endpoint.access_token == TokenFormat::Opaque || ingredients.is_legacy() {
        let encoded = ingredients.opaque("access token");
        let bytes = encoded.len();
        return Artifact {
            issued: true,
            encoded,
            bytes,
            ..not_issued(kind, endpoint.access_token_why.as_str())
        };
    }
    let algorithm =
        Algorithm::named(ingredients.api().map_or("RS256", |api| api.signing_alg.as_str()));
    let dialect = Dialect::of(ingredients.api());
    let mut payload = Payload::new(kind);
    protocol_claims(ingredients, granted, &mut payload);
    authorization_claims(ingredients, granted, refresh_token, dialect, &mut payload);
    payload.custom(ingredients.access_token_claims);
    let token =
        payload.into_jwt(dialect.typ, algorithm, endpoint.access_token_why.as_str(), standard);
    if endpoint.access_token == TokenFormat::Jwe {
        // We have no key of the API, and a made-up ciphertext would be a lie.
        let why = format!(
            "{}: it is encrypted for the API, so the application cannot read it, and its encoded form is not shown",
            token.why
        );
        return Artifact { format: Format::Jwe, encoded: String::new(), bytes: 0, why, ..token };
    }
    token
}

fn protocol_claims(ingredients: &Ingredients<'_>, granted: &[String], payload: &mut Payload) {
    let lifetime = audience::access_token_lifetime(ingredients.endpoint, ingredients.scenario);
    let subject = if ingredients.endpoint.flow == Flow::ClientCredentials {
        "the application itself: there is no user"
    } else {
        "`user_id` of the primary user"
    };
    payload.standard(
        "iss",
        ingredients.issuer(),
        sources::PROFILES,
        "the domain that the request was sent to",
    );
    payload.standard("sub", ingredients.subject(), sources::PROFILES, subject);
    if let Some(audience) = audience::aud_claim(ingredients.endpoint, ingredients.scenario, granted)
    {
        let why = if audience.is_array() {
            "the API, and /userinfo because `openid` was granted"
        } else {
            "the API alone"
        };
        payload.standard("aud", audience, sources::ACCESS_TOKENS, why);
    }
    payload.standard(
        "iat",
        ingredients.issued_at(),
        sources::PROFILES,
        "the simulated time, in seconds",
    );
    payload.standard(
        "exp",
        ingredients.expires_after(lifetime),
        sources::LIFETIMES,
        format!("`iat` plus {lifetime} s"),
    );
}

fn authorization_claims(
    ingredients: &Ingredients<'_>,
    granted: &[String],
    refresh_token: bool,
    dialect: Dialect,
    payload: &mut Payload,
) {
    let scenario = ingredients.scenario;
    payload.standard(
        dialect.client_claim,
        scenario.client.client_id.as_str(),
        sources::PROFILES,
        "the application",
    );
    let scope: Vec<&str> = granted
        .iter()
        .map(String::as_str)
        .filter(|scope| *scope != "offline_access" || refresh_token)
        .collect();
    if !scope.is_empty() {
        let (basis, why) = match ingredients.script_scopes {
            Some(_) => (sources::RULES_CONTEXT, "a script set the scopes"),
            None => (sources::PROFILES, "the granted scopes"),
        };
        payload.standard("scope", scope.join(" "), basis, why);
    }
    if let Some(grant) = grant_type(ingredients.endpoint.flow).filter(|_| dialect.gty) {
        payload.standard(
            "gty",
            grant,
            sources::PROFILES,
            "the grant by which the token was obtained",
        );
    }
    if dialect.jti {
        payload.standard(
            "jti",
            ingredients.opaque("access token id"),
            sources::PROFILES,
            "every token of this dialect has an id",
        );
    }
    if dialect.permissions && ingredients.api().is_some_and(|api| api.enforce_policies) {
        // An application has no permissions of a user: what it was granted is what it may do.
        let permissions: Value = match ingredients.endpoint.flow {
            Flow::ClientCredentials => json!(scope),
            _ => json!(ingredients.endpoint.permissions),
        };
        payload.standard(
            "permissions",
            permissions,
            sources::RBAC,
            "the API adds permissions to its tokens",
        );
    }
    organization(ingredients, payload);
}

/// `org_id` and, where the tenant allows it, `org_name`.
pub(super) fn organization(ingredients: &Ingredients<'_>, payload: &mut Payload) {
    let Some(organization) = &ingredients.scenario.organization else { return };
    payload.standard(
        "org_id",
        organization.id.as_str(),
        sources::PROFILES,
        "the login is for an organization",
    );
    if ingredients.scenario.tenant.allow_organization_name_in_authentication_api {
        payload.standard(
            "org_name",
            organization.name.as_str(),
            sources::PROFILES,
            "the tenant allows organization names in tokens",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Endpoint;
    use crate::report::ModeKind;
    use crate::tokens::fixture::{self, composed, composed_with};

    fn token(scenario: &crate::scenario::Scenario, endpoint: &Endpoint) -> Artifact {
        composed(scenario, endpoint).artifact(ArtifactKind::AccessToken).clone()
    }

    #[test]
    fn a_token_for_an_api_has_no_profile_claims_and_names_userinfo_beside_it() {
        let token = token(&fixture::scenario(), &fixture::endpoint("openid profile email read:x"));
        assert_eq!(
            Value::Object(token.payload),
            json!({ "iss": "https://acme.eu.auth0.com/", "sub": "auth0|1",
                "aud": ["https://api.acme.com", "https://acme.eu.auth0.com/userinfo"], "iat": 1_780_272_000, "exp": 1_780_358_400,
                "azp": "abc", "scope": "openid profile email read:x" })
        );
        assert_eq!((token.format, token.encoded.len()), (Format::Jwt, token.bytes));
    }

    #[test]
    fn a7_and_a10_an_hs256_api_and_a_request_without_openid_have_one_audience() {
        let mut scenario = fixture::scenario();
        assert_eq!(
            token(&scenario, &fixture::endpoint("read:x")).payload["aud"],
            "https://api.acme.com"
        );
        scenario.resource_servers[0].signing_alg = "HS256".into();
        let token = token(&scenario, &fixture::endpoint("openid"));
        assert_eq!(token.payload["aud"], "https://api.acme.com");
        assert_eq!(token.header["alg"], "HS256");
    }

    #[test]
    fn s27_and_s28_scopes_that_a_script_set_replace_the_granted_ones() {
        let (scenario, endpoint) =
            (fixture::scenario(), fixture::endpoint("openid read:x write:x"));
        for (set, scope) in
            [(vec!["read:x"], "read:x"), (vec!["read:x", "openid"], "read:x openid")]
        {
            let set: Vec<String> = set.into_iter().map(Into::into).collect();
            let composed = composed_with(&scenario, &endpoint, |ingredients| {
                ingredients.script_scopes = Some(Box::leak(Box::new(set.clone())));
            });
            assert_eq!(composed.artifact(ArtifactKind::AccessToken).payload["scope"], scope);
            assert_eq!(composed.granted_scopes, set);
        }
    }

    #[test]
    fn s29_permissions_are_listed_in_the_authz_dialects_alone() {
        let mut scenario = fixture::scenario();
        scenario.resource_servers[0].enforce_policies = true;
        let endpoint =
            Endpoint { permissions: vec!["read:x".into()], ..fixture::endpoint("openid read:x") };
        assert!(!token(&scenario, &endpoint).payload.contains_key("permissions"));
        for dialect in ["access_token_authz", "rfc9068_profile_authz"] {
            scenario.resource_servers[0].token_dialect = dialect.into();
            let token = token(&scenario, &endpoint);
            assert_eq!(token.payload["permissions"], json!(["read:x"]));
            assert_eq!(token.payload["scope"], "openid read:x");
        }
    }

    #[test]
    fn s37_the_rfc_9068_dialect_has_client_id_and_jti_and_no_gty() {
        let mut scenario = fixture::scenario();
        scenario.resource_servers[0].token_dialect = "rfc9068_profile".into();
        let token =
            token(&scenario, &Endpoint { flow: Flow::Password, ..fixture::endpoint("openid") });
        assert_eq!(token.header["typ"], "at+jwt");
        assert_eq!(token.payload["client_id"], "abc");
        assert_eq!(token.payload["jti"].as_str().map(str::len), Some(32));
        assert!(!token.payload.contains_key("gty") && !token.payload.contains_key("azp"));
    }

    #[test]
    fn s38_a_password_grant_says_so_in_the_default_dialect() {
        let token = token(
            &fixture::scenario(),
            &Endpoint { flow: Flow::Password, ..fixture::endpoint("openid") },
        );
        assert_eq!(token.payload["gty"], "password");
        assert_eq!(token.payload["azp"], "abc");
        assert_eq!(token.header["typ"], "JWT");
    }

    #[test]
    fn s40_a_token_without_a_user_is_for_the_application() {
        let endpoint = Endpoint {
            mode: ModeKind::MachineToMachine,
            flow: Flow::ClientCredentials,
            returns_id_token: false,
            ..fixture::endpoint("read:x")
        };
        let scenario = fixture::scenario();
        let claims = [("x".to_owned(), json!(1))];
        let composed = composed_with(&scenario, &endpoint, |ingredients| {
            ingredients.access_token_claims = Box::leak(Box::new(claims));
        });
        let token = composed.artifact(ArtifactKind::AccessToken);
        assert_eq!(token.payload["sub"], "abc@clients");
        assert_eq!(token.payload["gty"], "client-credentials");
        assert_eq!(token.payload["x"], 1);
        assert!(!composed.artifact(ArtifactKind::Userinfo).issued);
        assert_eq!(
            composed.artifact(ArtifactKind::IdToken).why,
            "client credentials return an access token only"
        );
    }

    #[test]
    fn an_opaque_token_is_32_characters_without_content() {
        let endpoint = Endpoint {
            audience: None,
            api: None,
            access_token: TokenFormat::Opaque,
            ..fixture::endpoint("openid")
        };
        let token = token(&fixture::scenario(), &endpoint);
        assert_eq!((token.format, token.bytes, token.payload.len()), (Format::Opaque, 32, 0));
    }

    #[test]
    fn an_encrypted_token_shows_its_claims_and_no_made_up_ciphertext() {
        let endpoint = Endpoint { access_token: TokenFormat::Jwe, ..fixture::endpoint("openid") };
        let token = token(&fixture::scenario(), &endpoint);
        assert_eq!((token.format, token.encoded.as_str()), (Format::Jwe, ""));
        assert!(token.why.contains("encrypted for the API"));
        assert_eq!(token.payload["sub"], "auth0|1");
    }

    #[test]
    fn a_token_in_the_front_channel_has_the_lifetime_for_the_web() {
        let endpoint = Endpoint {
            flow: Flow::Authorize { code: false, token: true, id_token: false },
            ..fixture::endpoint("")
        };
        let token = token(&fixture::scenario(), &endpoint);
        assert_eq!(
            token.payload["exp"].as_i64().unwrap() - token.payload["iat"].as_i64().unwrap(),
            7200
        );
        assert!(!token.payload.contains_key("scope"));
    }
}
