//! The answer of `/userinfo`, in both pipelines (`domain.md` §2.5, §2.7).

use super::payload::Payload;
use super::{Composed, Ingredients, legacy_id_token, not_issued, profile, sources};
use crate::place::ArtifactKind;
use crate::report::Artifact;

/// Composes what `/userinfo` answers to the access token of this request.
pub(super) fn compose(
    ingredients: &Ingredients<'_>,
    granted: &[String],
    composed: &mut Composed,
) -> Artifact {
    let kind = ArtifactKind::Userinfo;
    if let Some(why) = ingredients.endpoint.why_not_issued(ingredients.scenario, kind, granted) {
        return not_issued(kind, why);
    }
    let mut payload = Payload::new(kind);
    payload.standard("sub", ingredients.subject(), sources::USERINFO, "`user_id` of the user");
    if ingredients.is_legacy() && legacy_id_token::has_whole_profile(ingredients) {
        for (name, value) in legacy_id_token::whole_user(ingredients.user, ingredients.stored_user)
        {
            payload.standard(&name, value, sources::LEGACY, "Legacy User Profile is on");
        }
        return payload.into_json(
            "the legacy /userinfo answers with the whole profile, without custom claims",
            &mut composed.standard,
        );
    }
    let source =
        if ingredients.is_legacy() { ingredients.user } else { ingredients.profile_source() };
    profile::enter(
        &mut payload,
        kind,
        source,
        granted,
        &ingredients.scenario.switches,
        &mut composed.left_out,
    );
    payload.custom(ingredients.userinfo_claims);
    payload.into_json("the access token is good for /userinfo", &mut composed.standard)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{Endpoint, Flow};
    use crate::tokens::fixture::{self, composed, composed_with};
    use serde_json::{Value, json};

    #[test]
    fn it_answers_with_profile_and_id_token_claims_and_no_protocol_claims() {
        let (scenario, endpoint) = (fixture::scenario(), fixture::endpoint("openid email"));
        let claims = [("https://acme.com/role".to_owned(), json!("admin"))];
        let composed = composed_with(&scenario, &endpoint, |ingredients| {
            ingredients.userinfo_claims = Box::leak(Box::new(claims));
        });
        let answer = composed.artifact(ArtifactKind::Userinfo);
        assert_eq!(
            Value::Object(answer.payload.clone()),
            json!({ "sub": "auth0|1", "email": "jane@example.com", "email_verified": true, "https://acme.com/role": "admin" })
        );
        assert_eq!(answer.encoded, Value::Object(answer.payload.clone()).to_string());
    }

    #[test]
    fn a_token_for_an_hs256_api_or_without_openid_is_refused() {
        let mut scenario = fixture::scenario();
        let why = |scenario: &_, scope: &str| {
            composed(scenario, &fixture::endpoint(scope))
                .artifact(ArtifactKind::Userinfo)
                .why
                .clone()
        };
        assert!(why(&scenario, "read:x").contains("lacks `openid`"));
        scenario.resource_servers[0].signing_alg = "HS256".into();
        assert!(why(&scenario, "openid").contains("HS256"));
    }

    #[test]
    fn it_works_without_an_id_token() {
        let flow = Flow::Authorize { code: false, token: true, id_token: false };
        let endpoint = Endpoint { flow, returns_id_token: false, ..fixture::endpoint("openid") };
        let composed = composed(&fixture::scenario(), &endpoint);
        assert!(!composed.artifact(ArtifactKind::IdToken).issued);
        assert!(composed.artifact(ArtifactKind::Userinfo).issued);
    }

    #[test]
    fn the_legacy_answer_is_the_whole_profile_with_legacy_user_profile_on() {
        let mut scenario = fixture::scenario();
        let endpoint = fixture::legacy_endpoint("openid email");
        let answer = |scenario: &_| {
            composed(scenario, &endpoint).artifact(ArtifactKind::Userinfo).payload.clone()
        };
        assert_eq!(
            answer(&scenario).keys().collect::<Vec<_>>(),
            ["sub", "email", "email_verified"]
        );
        scenario.tenant.enable_legacy_profile = true;
        let whole = answer(&scenario);
        assert_eq!(
            (&whole["user_id"], &whole["plan"], &whole["app_metadata"]["plan"]),
            (&json!("auth0|1"), &json!("gold"), &json!("gold"))
        );
    }
}
