//! The refresh token: asked for by `offline_access`, and issued where API, flow and pipeline allow it (`domain.md` §1.2–1.4).

use super::{Ingredients, not_issued};
use crate::endpoint::{Endpoint, Flow};
use crate::place::ArtifactKind;
use crate::report::Artifact;

/// Whether the request asks for a refresh token, or exchanges one.
pub(super) fn is_asked_for(endpoint: &Endpoint) -> bool {
    endpoint.flow == Flow::Refresh
        || endpoint.requested_scopes.iter().any(|scope| scope == "offline_access")
}

/// Composes the refresh token.
pub(super) fn compose(ingredients: &Ingredients<'_>) -> Artifact {
    let kind = ArtifactKind::RefreshToken;
    match decide(ingredients) {
        Ok(why) => {
            let encoded = ingredients.opaque("refresh token");
            let bytes = encoded.len();
            Artifact { issued: true, encoded, bytes, ..not_issued(kind, why) }
        }
        Err(why) => not_issued(kind, why),
    }
}

/// Why it is issued, or is not. `endpoint` decides; this only finds the words.
fn decide(ingredients: &Ingredients<'_>) -> Result<&'static str, &'static str> {
    let endpoint = ingredients.endpoint;
    let client = &ingredients.scenario.client;
    if endpoint.returns_refresh_token {
        return Ok(match endpoint.flow {
            Flow::Refresh => "the exchange answers with a rotated refresh token",
            _ if ingredients.is_legacy() => "scope `offline_access` and `device` were sent",
            _ => "scope `offline_access` was granted",
        });
    }
    let lacks_grant = client
        .grant_types
        .as_ref()
        .is_some_and(|grants| grants.iter().all(|grant| grant != "refresh_token"));
    Err(match endpoint.flow {
        Flow::ClientCredentials => {
            "client credentials have no user, so there is nothing to refresh"
        }
        Flow::Delegation | Flow::Tokeninfo | Flow::Federated | Flow::Nothing => {
            "this request issues no refresh token"
        }
        Flow::Authorize { code: false, .. } if !ingredients.is_legacy() => {
            "the implicit flow yields no refresh token"
        }
        _ if ingredients.is_legacy()
            && ingredients.scenario.request.parameter("device").is_none() =>
        {
            "the legacy pipeline needs `device` beside scope `offline_access`"
        }
        _ if lacks_grant => "the application lacks the grant `refresh_token`",
        _ if ingredients.api().is_some_and(|api| !api.allow_offline_access) => {
            "the API does not allow offline access"
        }
        _ => "scope `offline_access` was not granted",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint;
    use crate::scenario::Scenario;
    use crate::tokens::Composed;
    use crate::tokens::fixture::{self, composed};
    use serde_json::json;

    /// What comes of a query to `/authorize`, for the API of the fixture unless the application is a legacy one.
    fn of(change: impl FnOnce(&mut Scenario), query: serde_json::Value) -> Composed {
        let mut scenario = fixture::scenario();
        scenario.request.query = fixture::object(query);
        change(&mut scenario);
        if scenario.client.oidc_conformant {
            scenario.request.query.insert("audience".into(), json!("https://api.acme.com"));
        }
        composed(&scenario, &endpoint::decide(&scenario))
    }

    #[test]
    fn it_is_no_artifact_of_a_request_that_does_not_ask_for_it() {
        let composed = of(|_| {}, json!({ "response_type": "code", "scope": "openid" }));
        assert!(
            composed.artifacts.iter().all(|artifact| artifact.kind != ArtifactKind::RefreshToken)
        );
    }

    #[test]
    fn an_api_that_does_not_allow_offline_access_yields_none_and_loses_the_scope() {
        let query = json!({ "response_type": "code", "scope": "openid offline_access" });
        let allowed = of(|_| {}, query.clone());
        assert_eq!(allowed.artifact(ArtifactKind::RefreshToken).bytes, 32);
        assert_eq!(
            allowed.artifact(ArtifactKind::AccessToken).payload["scope"],
            "openid offline_access"
        );
        let refused =
            of(|scenario| scenario.resource_servers[0].allow_offline_access = false, query.clone());
        assert_eq!(
            refused.artifact(ArtifactKind::RefreshToken).why,
            "the API does not allow offline access"
        );
        assert_eq!(refused.artifact(ArtifactKind::AccessToken).payload["scope"], "openid");
        let grants = Some(vec!["authorization_code".into()]);
        let refused = of(|scenario| scenario.client.grant_types = grants, query);
        assert_eq!(
            refused.artifact(ArtifactKind::RefreshToken).why,
            "the application lacks the grant `refresh_token`"
        );
    }

    #[test]
    fn the_legacy_pipeline_needs_a_device() {
        let legacy = |scenario: &mut Scenario| scenario.client.oidc_conformant = false;
        let without =
            of(legacy, json!({ "response_type": "token", "scope": "openid offline_access" }));
        let why = "the legacy pipeline needs `device` beside scope `offline_access`";
        assert_eq!(without.artifact(ArtifactKind::RefreshToken).why, why);
        let with = of(
            legacy,
            json!({ "response_type": "token", "scope": "openid offline_access", "device": "phone" }),
        );
        assert!(with.artifact(ArtifactKind::RefreshToken).issued);
    }

    #[test]
    fn the_implicit_flow_yields_none_and_a_refresh_yields_another() {
        let implicit = of(
            |_| {},
            json!({ "response_type": "token id_token", "scope": "openid offline_access", "nonce": "n" }),
        );
        assert_eq!(
            implicit.artifact(ArtifactKind::RefreshToken).why,
            "the implicit flow yields no refresh token"
        );
        let refresh = of(
            |scenario| {
                scenario.request.method = "POST".into();
                scenario.request.path = "/oauth/token".into();
                scenario.request.body =
                    fixture::object(json!({ "grant_type": "refresh_token", "refresh_token": "r" }));
            },
            json!({}),
        );
        assert!(refresh.artifact(ArtifactKind::RefreshToken).issued);
    }
}
