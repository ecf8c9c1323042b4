//! The refresh token: asked for by `offline_access`, and issued where API, flow and pipeline allow it (`domain.md` §1.2–1.4).

use super::{Ingredients, granted, not_issued};
use crate::endpoint::{Endpoint, Flow, TokenFormat};
use crate::place::ArtifactKind;
use crate::report::Artifact;

/// Whether the request asks for a refresh token, or exchanges one.
pub(super) fn is_asked_for(endpoint: &Endpoint) -> bool {
    endpoint.flow == Flow::Refresh
        || endpoint.requested_scopes.iter().any(|scope| scope == "offline_access")
}

/// Composes the refresh token.
pub(super) fn compose(ingredients: &Ingredients<'_>, granted: &[String]) -> Artifact {
    let kind = ArtifactKind::RefreshToken;
    match decide(ingredients, granted) {
        Ok(why) => {
            let encoded = ingredients.opaque("refresh token");
            let bytes = encoded.len();
            Artifact { issued: true, encoded, bytes, ..not_issued(kind, why) }
        }
        Err(why) => not_issued(kind, why),
    }
}

/// Why it is issued, or is not.
fn decide(ingredients: &Ingredients<'_>, granted: &[String]) -> Result<&'static str, &'static str> {
    let endpoint = ingredients.endpoint;
    match endpoint.flow {
        Flow::Refresh => return Ok("the exchange answers with a refresh token again"),
        Flow::ClientCredentials => {
            return Err("client credentials have no user, so there is nothing to refresh");
        }
        Flow::Delegation | Flow::Tokeninfo | Flow::Federated | Flow::Nothing => {
            return Err("this request issues no refresh token");
        }
        _ => {}
    }
    if !endpoint.requested_scopes.iter().any(|scope| scope == "offline_access") {
        return Err("scope `offline_access` was not requested");
    }
    if ingredients.is_legacy() {
        return match ingredients.scenario.request.parameter("device") {
            Some(_) => Ok("scope `offline_access` and `device` were sent"),
            None => Err("the legacy pipeline needs `device` beside scope `offline_access`"),
        };
    }
    if matches!(endpoint.flow, Flow::Authorize { code: false, .. }) {
        return Err("the implicit flow yields no refresh token");
    }
    match ingredients.api() {
        Some(api) if !api.allow_offline_access => {
            return Err("the API does not allow offline access");
        }
        None if endpoint.access_token != TokenFormat::Opaque => {
            return Err("Auth0's own APIs do not allow offline access");
        }
        _ => {}
    }
    let grants = ingredients.scenario.client.grant_types.as_ref();
    if grants.is_some_and(|grants| grants.iter().all(|grant| grant != "refresh_token")) {
        return Err("the application lacks the grant `refresh_token`");
    }
    if granted::has(granted, "offline_access") || endpoint.grants("offline_access") {
        Ok("scope `offline_access` was granted")
    } else {
        Err("scope `offline_access` was requested but not granted")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::tokens::fixture::{self, composed};
    use serde_json::json;

    fn token(scenario: &Scenario, endpoint: &Endpoint) -> Artifact {
        composed(scenario, endpoint).artifact(ArtifactKind::RefreshToken).clone()
    }

    #[test]
    fn it_is_no_artifact_of_a_request_that_does_not_ask_for_it() {
        let composed = composed(&fixture::scenario(), &fixture::endpoint("openid"));
        assert!(
            composed.artifacts.iter().all(|artifact| artifact.kind != ArtifactKind::RefreshToken)
        );
    }

    #[test]
    fn an_api_that_does_not_allow_offline_access_yields_none_and_loses_the_scope() {
        let mut scenario = fixture::scenario();
        let endpoint = fixture::endpoint("openid offline_access");
        let allowed = composed(&scenario, &endpoint);
        assert_eq!(allowed.artifact(ArtifactKind::RefreshToken).bytes, 32);
        assert_eq!(
            allowed.artifact(ArtifactKind::AccessToken).payload["scope"],
            "openid offline_access"
        );
        scenario.resource_servers[0].allow_offline_access = false;
        let refused = composed(&scenario, &endpoint);
        assert_eq!(
            refused.artifact(ArtifactKind::RefreshToken).why,
            "the API does not allow offline access"
        );
        assert_eq!(refused.artifact(ArtifactKind::AccessToken).payload["scope"], "openid");
    }

    #[test]
    fn the_legacy_pipeline_needs_a_device() {
        let mut scenario = fixture::scenario();
        let endpoint = fixture::legacy_endpoint("openid offline_access");
        assert_eq!(
            token(&scenario, &endpoint).why,
            "the legacy pipeline needs `device` beside scope `offline_access`"
        );
        scenario.request.query = fixture::object(json!({ "device": "phone" }));
        assert!(token(&scenario, &endpoint).issued);
    }

    #[test]
    fn the_implicit_flow_yields_none_and_a_refresh_yields_another() {
        let scenario = fixture::scenario();
        let implicit = Flow::Authorize { code: false, token: true, id_token: true };
        assert!(
            !token(
                &scenario,
                &Endpoint { flow: implicit, ..fixture::endpoint("openid offline_access") }
            )
            .issued
        );
        assert!(
            token(&scenario, &Endpoint { flow: Flow::Refresh, ..fixture::endpoint("openid") })
                .issued
        );
    }
}
