//! The ID token of the conformant pipeline (`domain.md` §2.1).

use serde_json::Value;

use super::encode::Algorithm;
use super::payload::Payload;
use super::{Composed, Ingredients, access_token, granted, not_issued, profile, session, sources};
use crate::endpoint::Flow;
use crate::place::ArtifactKind;
use crate::report::Artifact;

/// Composes the ID token.
pub(super) fn compose(
    ingredients: &Ingredients<'_>,
    granted: &[String],
    access: &Artifact,
    composed: &mut Composed,
) -> Artifact {
    let kind = ArtifactKind::IdToken;
    if let Some(why) = why_not(ingredients, granted) {
        return not_issued(kind, why);
    }
    let mut payload = Payload::new(kind);
    let lifetime = ingredients.scenario.client.lifetime_in_seconds;
    base_claims(
        ingredients,
        &ingredients.scenario.client.client_id,
        lifetime,
        "`lifetime_in_seconds` of the application",
        &mut payload,
    );
    session::enter(ingredients, access, &mut payload);
    access_token::organization(ingredients, &mut payload);
    let switches = &ingredients.scenario.switches;
    profile::enter(
        &mut payload,
        kind,
        ingredients.profile_source(),
        granted,
        switches,
        &mut composed.left_out,
    );
    payload.custom(ingredients.id_token_claims);
    payload.into_jwt(
        "JWT",
        algorithm(ingredients),
        "scope `openid` was granted",
        &mut composed.standard,
    )
}

/// Why this request yields no ID token, in either pipeline.
pub(super) fn why_not(ingredients: &Ingredients<'_>, granted: &[String]) -> Option<String> {
    let endpoint = ingredients.endpoint;
    let why = endpoint.why_not_issued(ingredients.scenario, ArtifactKind::IdToken, granted)?;
    let by_script =
        endpoint.returns_id_token && endpoint.grants("openid") && !granted::has(granted, "openid");
    Some(if by_script {
        "a script set the scopes and left out `openid`, so probably there is no ID token".into()
    } else {
        why
    })
}

/// The claims that every ID token begins with, in both pipelines.
pub(super) fn base_claims(
    ingredients: &Ingredients<'_>,
    audience: &str,
    lifetime: u64,
    lifetime_of: &str,
    payload: &mut Payload,
) {
    payload.standard(
        "iss",
        ingredients.issuer(),
        sources::ID_TOKEN,
        "the domain that the request was sent to",
    );
    if ingredients
        .context
        .get("primaryUser")
        .and_then(Value::as_str)
        .is_some_and(|id| !id.is_empty())
    {
        payload.standard(
            "sub",
            ingredients.subject(),
            sources::RULES_CONTEXT,
            "a rule set `context.primaryUser`",
        );
    } else {
        payload.standard("sub", ingredients.subject(), sources::ID_TOKEN, "`user_id` of the user");
    }
    payload.standard("aud", audience, sources::ID_TOKEN, "the application");
    payload.standard(
        "iat",
        ingredients.issued_at(),
        sources::ID_TOKEN,
        "the simulated time, in seconds",
    );
    payload.standard(
        "exp",
        ingredients.expires_after(lifetime),
        sources::ID_TOKEN,
        format!("`iat` plus {lifetime} s: {lifetime_of}"),
    );
}

/// Public applications and the front channel get RS256 whatever the application's setting (`domain.md` §1.2).
fn algorithm(ingredients: &Ingredients<'_>) -> Algorithm {
    let client = &ingredients.scenario.client;
    let public = matches!(client.app_type.as_str(), "spa" | "native");
    let in_front = matches!(ingredients.endpoint.flow, Flow::Authorize { id_token: true, .. });
    if (public || in_front) && client.alg == "HS256" {
        Algorithm::Rs256
    } else {
        Algorithm::named(&client.alg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Endpoint;
    use crate::tokens::fixture::{self, composed, composed_with};
    use serde_json::json;

    #[test]
    fn it_holds_protocol_claims_then_profile_claims_and_nothing_else_of_the_user() {
        let composed = composed(&fixture::scenario(), &fixture::endpoint("openid profile email"));
        let token = composed.artifact(ArtifactKind::IdToken);
        let names: Vec<&str> = token.payload.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "iss",
                "sub",
                "aud",
                "iat",
                "exp",
                "sid",
                "name",
                "family_name",
                "given_name",
                "nickname",
                "picture",
                "updated_at",
                "email",
                "email_verified"
            ]
        );
        assert_eq!(token.payload["exp"], 1_780_308_000);
        assert!(composed.left_out.is_empty());
    }

    #[test]
    fn profile_claims_without_their_scope_are_left_out_by_name() {
        let composed = composed(&fixture::scenario(), &fixture::endpoint("openid profile"));
        assert!(!composed.artifact(ArtifactKind::IdToken).payload.contains_key("email"));
        let left: Vec<(&str, &str)> = composed
            .left_out
            .iter()
            .filter(|left| left.artifact == ArtifactKind::IdToken)
            .map(|left| (left.name.as_str(), left.scope))
            .collect();
        assert_eq!(left, [("email", "email"), ("email_verified", "email")]);
    }

    #[test]
    fn s30_a_profile_claim_of_a_script_stands_in_the_place_of_the_standard_one() {
        let (scenario, endpoint) = (fixture::scenario(), fixture::endpoint("openid profile"));
        let claims = [
            ("picture".to_owned(), json!("u")),
            ("https://acme.com/role".to_owned(), json!("admin")),
        ];
        let claims: &'static [super::super::Passed] = Box::leak(Box::new(claims));
        let composed = composed_with(&scenario, &endpoint, |ingredients| {
            ingredients.id_token_claims = claims;
            ingredients.userinfo_claims = claims;
        });
        for kind in [ArtifactKind::IdToken, ArtifactKind::Userinfo] {
            let payload = &composed.artifact(kind).payload;
            assert_eq!(payload["picture"], "u");
            let names: Vec<&String> = payload.keys().collect();
            let place = |name: &str| names.iter().position(|known| *known == name).unwrap();
            assert!(
                place("picture") < place("updated_at")
                    && place("updated_at") < place("https://acme.com/role")
            );
            let standard = composed
                .standard
                .iter()
                .find(|claim| claim.artifact == kind && claim.name == "picture")
                .unwrap();
            assert!(standard.replaced);
            assert_eq!(standard.value, "https://cdn.example.com/jane.png");
        }
    }

    #[test]
    fn s31_the_primary_user_of_a_rule_becomes_sub_and_nothing_else_changes() {
        let (scenario, endpoint) = (fixture::scenario(), fixture::endpoint("openid profile"));
        let plain = composed(&scenario, &endpoint);
        let linked = composed_with(&scenario, &endpoint, |ingredients| {
            ingredients.context =
                Box::leak(Box::new(fixture::object(json!({ "primaryUser": "auth0|2" }))));
        });
        let mut expected = plain.artifact(ArtifactKind::IdToken).payload.clone();
        expected.insert("sub".into(), json!("auth0|2"));
        assert_eq!(linked.artifact(ArtifactKind::IdToken).payload, expected);
        assert_eq!(linked.artifact(ArtifactKind::AccessToken).payload["sub"], "auth0|2");
        assert_eq!(linked.artifact(ArtifactKind::Userinfo).payload["sub"], "auth0|2");
    }

    #[test]
    fn s39_an_organization_login_names_it_in_both_tokens() {
        let mut scenario = fixture::scenario();
        scenario.organization = Some(fixture::organization());
        let tokens = composed(&scenario, &fixture::endpoint("openid"));
        for kind in [ArtifactKind::IdToken, ArtifactKind::AccessToken] {
            assert_eq!(tokens.artifact(kind).payload["org_id"], "org_1");
            assert!(!tokens.artifact(kind).payload.contains_key("org_name"));
        }
        scenario.tenant.allow_organization_name_in_authentication_api = true;
        assert_eq!(
            composed(&scenario, &fixture::endpoint("openid"))
                .artifact(ArtifactKind::IdToken)
                .payload["org_name"],
            "acme"
        );
    }

    #[test]
    fn a_change_of_the_user_shows_only_when_the_switch_says_so() {
        let mut scenario = fixture::scenario();
        let endpoint = fixture::endpoint("openid profile");
        let changed: &'static _ = Box::leak(Box::new(fixture::object(
            json!({ "user_id": "auth0|1", "nickname": "x", "favorite": 1 }),
        )));
        let nickname = |scenario: &_| {
            let composed =
                composed_with(scenario, &endpoint, |ingredients| ingredients.user = changed);
            let token = composed.artifact(ArtifactKind::IdToken);
            assert!(!token.payload.contains_key("favorite"));
            token.payload["nickname"].clone()
        };
        assert_eq!(nickname(&scenario), "jane");
        scenario.switches.set("SW-07", "mutated");
        assert_eq!(nickname(&scenario), "x");
    }

    #[test]
    fn what_is_not_issued_says_why() {
        let scenario = fixture::scenario();
        let why = |endpoint: &Endpoint| {
            composed(&scenario, endpoint).artifact(ArtifactKind::IdToken).why.clone()
        };
        assert!(why(&fixture::endpoint("profile")).contains("lacks `openid`"));
        let endpoint = fixture::endpoint("openid");
        let scopes = ["read:x".to_owned()];
        let dropped = composed_with(&scenario, &endpoint, |ingredients| {
            ingredients.script_scopes = Some(&*Box::leak(Box::new(scopes)));
        });
        assert_eq!(
            dropped.artifact(ArtifactKind::IdToken).why,
            "a script set the scopes and left out `openid`, so probably there is no ID token"
        );
        let denied = composed_with(&scenario, &endpoint, |ingredients| {
            ingredients.blocked = Some("a rule denied the login");
        });
        assert!(
            denied
                .artifacts
                .iter()
                .all(|artifact| !artifact.issued && artifact.why == "a rule denied the login")
        );
        assert!(denied.standard.is_empty());
    }
}
