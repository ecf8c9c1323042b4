//! What `/delegation` answers with (`domain.md` §2.8).

use super::{Composed, Ingredients, legacy_id_token, not_issued};
use crate::place::ArtifactKind;
use crate::report::{Artifact, Format};

/// Composes the token for the target, or says that the answer is a credential of another provider.
pub(super) fn compose(ingredients: &Ingredients<'_>, composed: &mut Composed) -> Artifact {
    let kind = ArtifactKind::DelegationToken;
    let scenario = ingredients.scenario;
    match scenario.request.parameter("api_type") {
        None | Some("app" | "auth0") => {
            let target = scenario.request.parameter("target").unwrap_or(&scenario.client.client_id);
            let token = legacy_id_token::compose(ingredients, kind, target, composed);
            Artifact { why: "/delegation builds a legacy ID token for its target and ignores claims on `context.idToken`".into(), ..token }
        }
        Some(provider) => {
            // The provider makes it, so there is nothing of Auth0's to show, and no claim filter applies.
            let why = format!(
                "the answer is a credential of `{provider}`, which holds no claims of Auth0"
            );
            Artifact { issued: true, format: Format::Opaque, ..not_issued(kind, why) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{Endpoint, Flow};
    use crate::tokens::fixture::{self, composed};
    use serde_json::json;

    fn delegated(body: serde_json::Value) -> Composed {
        let mut scenario = fixture::scenario();
        scenario.request.method = "POST".into();
        scenario.request.body = fixture::object(body);
        let flow = Flow::Delegation;
        composed(
            &scenario,
            &Endpoint {
                flow,
                returns_id_token: false,
                returns_access_token: false,
                ..fixture::legacy_endpoint("openid nickname")
            },
        )
    }

    #[test]
    fn m11_the_token_is_a_legacy_id_token_for_the_target() {
        let composed = delegated(json!({ "target": "other", "api_type": "app" }));
        let token = composed.artifact(ArtifactKind::DelegationToken);
        assert_eq!(
            (&token.payload["aud"], &token.payload["nickname"]),
            (&json!("other"), &json!("jane"))
        );
        assert!(token.bytes > 0);
        assert!(!composed.artifact(ArtifactKind::IdToken).issued);
    }

    #[test]
    fn another_provider_answers_with_its_own_credential() {
        let composed = delegated(json!({ "api_type": "aws" }));
        let token = composed.artifact(ArtifactKind::DelegationToken);
        assert_eq!((token.issued, token.format, token.bytes), (true, Format::Opaque, 0));
        assert_eq!(
            token.why,
            "the answer is a credential of `aws`, which holds no claims of Auth0"
        );
    }
}
