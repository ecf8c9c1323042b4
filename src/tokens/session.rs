//! What the request and the session add to a conformant ID token (`domain.md` §2.1).

use serde_json::{Value, json};

use super::payload::Payload;
use super::{Ingredients, encode, sources};
use crate::endpoint::Flow;
use crate::report::Artifact;
use crate::scenario::Instant;

/// `acr` of a login with several factors.
const MULTI_FACTOR: &str = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

/// A timestamp above this is in milliseconds: in seconds it would be after the year 33658.
const MILLISECONDS_FROM: i64 = 1_000_000_000_000;

/// What the request and the session add.
pub(super) fn enter(ingredients: &Ingredients<'_>, access: &Artifact, payload: &mut Payload) {
    let scenario = ingredients.scenario;
    let request = &scenario.request;
    if let Some(nonce) = request.parameter("nonce") {
        payload.standard("nonce", nonce, sources::OIDC_CORE, "the request sent a `nonce`");
    }
    if let Flow::Authorize { code, token, id_token: true } = ingredients.endpoint.flow {
        // Only in the front channel, where nothing else ties the tokens together (OpenID Connect Core, sections 3.2.2.10 and 3.3.2.11).
        if token && access.issued && !access.encoded.is_empty() {
            payload.standard(
                "at_hash",
                encode::half_hash(&access.encoded),
                sources::OIDC_CORE,
                "an access token is returned beside it",
            );
        }
        if code {
            let code = ingredients.opaque("authorization code");
            payload.standard(
                "c_hash",
                encode::half_hash(&code),
                sources::OIDC_CORE,
                "a code is returned beside it",
            );
        }
    }
    let in_session = matches!(
        ingredients.endpoint.flow,
        Flow::Authorize { .. } | Flow::CodeExchange | Flow::Refresh
    );
    if in_session && !scenario.session_id.is_empty() {
        payload.standard(
            "sid",
            scenario.session_id.as_str(),
            sources::ID_TOKEN,
            "the user has a session",
        );
    }
    if request.parameter("max_age").is_some() {
        payload.standard(
            "auth_time",
            authenticated_at(ingredients),
            sources::OIDC_CORE,
            "the request sent `max_age`",
        );
    }
    let mfa_done = scenario
        .authentication_methods
        .iter()
        .any(|method| method.get("name").and_then(Value::as_str) == Some("mfa"));
    if mfa_done {
        payload.standard("amr", json!(["mfa"]), sources::STEP_UP, "the user gave a second factor");
        if request.parameter("acr_values").is_some_and(|values| {
            values.split_ascii_whitespace().any(|value| value == MULTI_FACTOR)
        }) {
            payload.standard(
                "acr",
                MULTI_FACTOR,
                sources::STEP_UP,
                "the request asked for it in `acr_values`",
            );
        }
    }
}

/// When the user last proved who they are, in seconds; the simulated time where the methods do not say.
fn authenticated_at(ingredients: &Ingredients<'_>) -> i64 {
    let times =
        ingredients.scenario.authentication_methods.iter().filter_map(|method| {
            match method.get("timestamp")? {
                Value::String(text) => Instant::parse(text).map(Instant::seconds),
                number => number
                    .as_i64()
                    .map(|time| if time >= MILLISECONDS_FROM { time / 1000 } else { time }),
            }
        });
    times.max().unwrap_or_else(|| ingredients.issued_at())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Endpoint;
    use crate::place::ArtifactKind;
    use crate::tokens::fixture::{self, composed};

    #[test]
    fn the_front_channel_binds_the_tokens_by_hash_and_forces_rs256() {
        let mut scenario = fixture::scenario();
        scenario.client.alg = "HS256".into();
        scenario.request.query = fixture::object(
            json!({ "response_type": "code token id_token", "nonce": "n", "max_age": "60" }),
        );
        let front = Endpoint {
            flow: Flow::Authorize { code: true, token: true, id_token: true },
            ..fixture::endpoint("openid")
        };
        let tokens = composed(&scenario, &front);
        let token = tokens.artifact(ArtifactKind::IdToken);
        assert_eq!(
            token.payload["at_hash"],
            encode::half_hash(&tokens.artifact(ArtifactKind::AccessToken).encoded)
        );
        assert!(token.payload.contains_key("c_hash"));
        assert_eq!(
            (&token.payload["nonce"], &token.payload["auth_time"]),
            (&json!("n"), &json!(1_780_268_400))
        );
        assert_eq!(token.header["alg"], "RS256");
        let back = composed(&scenario, &fixture::endpoint("openid"));
        assert_eq!(back.artifact(ArtifactKind::IdToken).header["alg"], "HS256");
        assert!(!back.artifact(ArtifactKind::IdToken).payload.contains_key("at_hash"));
    }

    #[test]
    fn a_second_factor_shows_in_amr_and_where_asked_for_in_acr() {
        let mut scenario = fixture::scenario();
        scenario
            .authentication_methods
            .push(json!({ "name": "mfa", "timestamp": 1_780_271_000_000_i64 }));
        let token = composed(&scenario, &fixture::endpoint("openid"))
            .artifact(ArtifactKind::IdToken)
            .clone();
        assert_eq!(token.payload["amr"], json!(["mfa"]));
        assert!(!token.payload.contains_key("acr"));
        scenario.request.query = fixture::object(json!({ "acr_values": MULTI_FACTOR }));
        let token = composed(&scenario, &fixture::endpoint("openid"))
            .artifact(ArtifactKind::IdToken)
            .clone();
        assert_eq!(token.payload["acr"], MULTI_FACTOR);
    }
}
