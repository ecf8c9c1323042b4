//! The answer of the legacy `/tokeninfo`: the profile behind an ID token that is sent (`domain.md` §2.7).

use serde_json::Value;

use super::encode;
use super::payload::Payload;
use super::{Composed, Ingredients, legacy_id_token, not_issued, profile, sources};
use crate::place::ArtifactKind;
use crate::report::Artifact;

/// Composes the answer. No script runs for it, so it knows no custom claim.
pub(super) fn compose(ingredients: &Ingredients<'_>, composed: &mut Composed) -> Artifact {
    let kind = ArtifactKind::Tokeninfo;
    if let Some(why) = refused(ingredients) {
        return not_issued(kind, why);
    }
    let user = ingredients.stored_user;
    let mut payload = Payload::new(kind);
    payload.standard("sub", ingredients.subject(), sources::LEGACY, "`user_id` of the user");
    if legacy_id_token::has_whole_profile(ingredients) {
        for (name, value) in legacy_id_token::whole_user(user, user) {
            payload.standard(&name, value, sources::LEGACY, "Legacy User Profile is on");
        }
        return payload.into_json(
            "/tokeninfo answers with the whole profile, and no script runs for it",
            &mut composed.standard,
        );
    }
    // The scopes of the token that is sent are not in it: all that they could ask for is shown.
    let scopes = ["profile", "email", "phone", "address"].map(String::from);
    profile::enter(
        &mut payload,
        kind,
        user,
        &scopes,
        &ingredients.scenario.switches,
        &mut composed.left_out,
    );
    payload.into_json("with Legacy User Profile off, probably only the claims of OpenID Connect are in the answer", &mut composed.standard)
}

/// What is wrong with the token that is sent, where it can be read. Its signature is not checked: the key is the tenant's.
fn refused(ingredients: &Ingredients<'_>) -> Option<String> {
    let claims = encode::read_payload(ingredients.scenario.request.parameter("id_token")?)?;
    let issuer = claims.get("iss").and_then(Value::as_str).unwrap_or_default();
    if issuer != ingredients.issuer() {
        return Some(format!(
            "the token was issued by `{issuer}`, and /tokeninfo answers only under that host"
        ));
    }
    let expired =
        claims.get("exp").and_then(Value::as_i64).is_some_and(|at| at <= ingredients.issued_at());
    expired.then(|| "the token that was sent has expired".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{Endpoint, Flow};
    use crate::tokens::encode::Algorithm;
    use crate::tokens::fixture::{self, composed};
    use serde_json::json;

    fn answer(claims: Value, legacy_profile: bool) -> Artifact {
        let mut scenario = fixture::scenario();
        scenario.tenant.enable_legacy_profile = legacy_profile;
        let token = encode::sign(
            &Algorithm::Rs256.header("JWT"),
            &fixture::object(claims),
            Algorithm::Rs256,
        );
        scenario.request.method = "POST".into();
        scenario.request.body = fixture::object(json!({ "id_token": token }));
        let endpoint = Endpoint { flow: Flow::Tokeninfo, ..fixture::legacy_endpoint("") };
        let composed = composed(&scenario, &endpoint);
        assert_eq!(composed.artifacts.len(), 1);
        composed.artifact(ArtifactKind::Tokeninfo).clone()
    }

    #[test]
    fn it_answers_with_the_profile_as_far_as_the_tenant_allows() {
        let good = json!({ "iss": "https://acme.eu.auth0.com/", "exp": 1_780_272_001 });
        assert_eq!(answer(good.clone(), true).payload["app_metadata"]["plan"], "gold");
        let narrow = answer(good, false);
        assert_eq!(narrow.payload["email"], "jane@example.com");
        assert!(!narrow.payload.contains_key("app_metadata"));
    }

    #[test]
    fn a_foreign_or_expired_token_is_refused() {
        let foreign =
            answer(json!({ "iss": "https://login.acme.com/", "exp": 1_780_272_001 }), true);
        assert_eq!(
            foreign.why,
            "the token was issued by `https://login.acme.com/`, and /tokeninfo answers only under that host"
        );
        let expired =
            answer(json!({ "iss": "https://acme.eu.auth0.com/", "exp": 1_780_272_000 }), true);
        assert_eq!(
            (expired.issued, expired.why.as_str()),
            (false, "the token that was sent has expired")
        );
    }
}
