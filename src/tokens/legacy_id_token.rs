//! The ID token of the legacy pipeline: attributes of the user, by scope name (`domain.md` §2.6). `/delegation` builds its
//! token the same way.

use serde_json::Value;

use super::encode::Algorithm;
use super::payload::Payload;
use super::profile::PROFILE_CLAIMS;
use super::{Composed, Ingredients, id_token, sources};
use crate::claims::Basis;
use crate::place::ArtifactKind;
use crate::report::Artifact;
use crate::scenario::Object;

/// An attribute of the user that reached a legacy token.
#[derive(Clone, Debug, PartialEq)]
pub struct LegacyAttribute {
    /// Name of the attribute and of the claim.
    pub name: String,
    /// Value, verbatim.
    pub value: Value,
    /// The scope name that asked for it.
    pub scope: String,
    /// What the fact rests on.
    pub basis: Basis,
}

/// What one scope name asks for.
enum Asked<'a> {
    /// Attributes by name.
    Attributes(Vec<&'a str>),
    /// The whole user.
    WholeUser,
}

/// Composes the token of `audience`.
pub(super) fn compose(
    ingredients: &Ingredients<'_>,
    kind: ArtifactKind,
    audience: &str,
    composed: &mut Composed,
) -> Artifact {
    let scenario = ingredients.scenario;
    let mut payload = Payload::new(kind);
    let configuration = ingredients.context.get("jwtConfiguration");
    let set_lifetime = configuration
        .and_then(|configuration| configuration.get("lifetimeInSeconds"))
        .and_then(Value::as_u64);
    let (lifetime, lifetime_of) = match set_lifetime {
        Some(seconds) => (seconds, "a rule set `context.jwtConfiguration.lifetimeInSeconds`"),
        None => (scenario.client.lifetime_in_seconds, "`lifetime_in_seconds` of the application"),
    };
    id_token::base_claims(ingredients, audience, lifetime, lifetime_of, &mut payload);
    for attribute in attributes(ingredients) {
        if payload.attribute(&attribute.name, &attribute.value) {
            composed.legacy.push(attribute);
        }
    }
    // Empty, unless SW-04 lets namespaced claims through on `/authorize`.
    payload.custom(ingredients.id_token_claims);
    let why = "a legacy token holds the attributes of the user that the scope names";
    payload.into_jwt("JWT", Algorithm::named(&scenario.client.alg), why, &mut composed.standard)
}

/// Whether tokens may hold attributes beyond OIDC: Legacy User Profile is on, or `SW-10` gives scope `profile` the same effect.
pub(super) fn has_whole_profile(ingredients: &Ingredients<'_>) -> bool {
    let scenario = ingredients.scenario;
    let by_scope = || {
        scenario.switches.is("SW-10", "full")
            && ingredients.endpoint.requested_scopes.iter().any(|scope| scope == "profile")
    };
    scenario.tenant.enable_legacy_profile || by_scope()
}

/// The attributes that the scope names ask for, in request order. With Legacy User Profile off, those of OIDC alone.
fn attributes(ingredients: &Ingredients<'_>) -> Vec<LegacyAttribute> {
    let whole_profile = has_whole_profile(ingredients);
    let mut found = Vec::new();
    for scope in &ingredients.endpoint.requested_scopes {
        let (asked, basis) = asked_for(ingredients, scope);
        let mut push = |name: &str, value: Value| {
            if whole_profile || PROFILE_CLAIMS.iter().any(|claim| claim.name == name) {
                found.push(LegacyAttribute {
                    name: name.into(),
                    value,
                    scope: scope.clone(),
                    basis,
                });
            }
        };
        match asked {
            Asked::WholeUser => {
                for (name, value) in whole_user(ingredients.user, ingredients.stored_user) {
                    push(&name, value);
                }
            }
            Asked::Attributes(names) => {
                for name in names {
                    match attribute(ingredients.user, ingredients.stored_user, name) {
                        Some(value) => push(name, value.clone()),
                        // The one use that the documentation showed for a mapping of `openid`.
                        None if name == "jti" => push(name, ingredients.opaque("token id").into()),
                        None => {}
                    }
                }
            }
        }
    }
    found
}

/// What a scope name means: a mapping of the rule or of the application, a word of the protocol, or an attribute.
fn asked_for<'a>(ingredients: &Ingredients<'a>, scope: &'a str) -> (Asked<'a>, Basis) {
    let names = |mapping: &'a Value| {
        mapping.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let of_rule = ingredients
        .context
        .get("jwtConfiguration")
        .and_then(|configuration| configuration.get("scopes")?.get(scope));
    if let Some(mapping) = of_rule.or_else(|| ingredients.scenario.client.jwt_scopes.get(scope)) {
        return (Asked::Attributes(names(mapping)), sources::JWT_CONFIGURATION);
    }
    match scope {
        "openid" | "offline_access" | "device" => (Asked::Attributes(Vec::new()), sources::LEGACY),
        "profile" if has_whole_profile(ingredients) => {
            (Asked::WholeUser, sources::LEGACY.switched("SW-10"))
        }
        "profile" => {
            let of_scope =
                PROFILE_CLAIMS.iter().filter(|claim| claim.scope == scope).map(|claim| claim.name);
            (Asked::Attributes(of_scope.collect()), sources::LEGACY.switched("SW-10"))
        }
        name => (Asked::Attributes(vec![name]), sources::LEGACY),
    }
}

/// An attribute of the user after the rules. Members of `app_metadata` are merged onto the root and win over a root
/// attribute of the same name (`domain.md` §4.3), unless a rule wrote that one later.
fn attribute<'a>(user: &'a Object, stored: &Object, name: &str) -> Option<&'a Value> {
    let root = user.get(name);
    let merged = user.get("app_metadata").and_then(|metadata| metadata.get(name));
    match (root, merged) {
        (Some(value), _) if stored.get(name) != Some(value) => Some(value),
        (_, Some(value)) => Some(value),
        (root, None) => root,
    }
}

/// The full profile: the root with `app_metadata` merged onto it, identities without the tokens of their providers.
pub(super) fn whole_user(user: &Object, stored: &Object) -> Object {
    const PROVIDER_TOKENS: [&str; 4] =
        ["access_token", "access_token_secret", "refresh_token", "expires_in"];
    let mut whole = Object::new();
    let of_metadata = user
        .get("app_metadata")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|metadata| metadata.keys());
    for name in user.keys().chain(of_metadata) {
        if let Some(value) = attribute(user, stored, name) {
            whole.insert(name.clone(), value.clone());
        }
    }
    for identity in whole.get_mut("identities").and_then(Value::as_array_mut).into_iter().flatten()
    {
        for token in PROVIDER_TOKENS {
            if let Some(identity) = identity.as_object_mut() {
                identity.shift_remove(token);
            }
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{Endpoint, Flow};
    use crate::scenario::Scenario;
    use crate::tokens::fixture::{self, composed_with};
    use serde_json::json;

    /// A tenant with Legacy User Profile.
    fn scenario() -> Scenario {
        let mut scenario = fixture::scenario();
        scenario.tenant.enable_legacy_profile = true;
        scenario
    }

    /// What the token holds beside its base claims, for a user to whom the rules added `more`.
    fn of_user(scenario: &Scenario, endpoint: &Endpoint, more: &Value, context: Value) -> Value {
        let mut user = scenario.user.clone();
        user.extend(more.as_object().unwrap().clone());
        let (user, context) =
            (&*Box::leak(Box::new(user)), &*Box::leak(Box::new(fixture::object(context))));
        let composed = composed_with(scenario, endpoint, |ingredients| {
            ingredients.user = user;
            ingredients.context = context;
        });
        let mut payload = composed.artifact(ArtifactKind::IdToken).payload.clone();
        payload.retain(|name, _| !["iss", "sub", "aud", "iat", "exp"].contains(&name.as_str()));
        let reported: Object = composed
            .legacy
            .iter()
            .map(|attribute| (attribute.name.clone(), attribute.value.clone()))
            .collect();
        assert_eq!(payload, reported);
        Value::Object(payload)
    }

    #[test]
    fn m1_m2_and_m3_an_attribute_reaches_the_token_when_a_scope_names_it() {
        let scenario = scenario();
        let favorite = json!({ "favorite": 1 });
        for flow in
            [Flow::ResourceOwner, Flow::Authorize { code: false, token: true, id_token: false }]
        {
            let endpoint = Endpoint { flow, ..fixture::legacy_endpoint("openid favorite") };
            assert_eq!(of_user(&scenario, &endpoint, &favorite, json!({})), favorite);
            let endpoint = Endpoint { flow, ..fixture::legacy_endpoint("openid") };
            assert_eq!(of_user(&scenario, &endpoint, &favorite, json!({})), json!({}));
        }
    }

    #[test]
    fn m16_app_metadata_is_merged_onto_the_user() {
        let (scenario, endpoint) = (scenario(), fixture::legacy_endpoint("openid plan"));
        assert_eq!(of_user(&scenario, &endpoint, &json!({}), json!({})), json!({ "plan": "gold" }));
        // What a rule writes on the root afterwards wins.
        assert_eq!(
            of_user(&scenario, &endpoint, &json!({ "plan": "free" }), json!({})),
            json!({ "plan": "free" })
        );
    }

    #[test]
    fn m17_a_rule_maps_a_scope_name_to_attributes() {
        let (scenario, endpoint) = (scenario(), fixture::legacy_endpoint("openid team"));
        let mapping =
            json!({ "jwtConfiguration": { "scopes": { "team": ["groups", "dept", "absent"] } } });
        let more = json!({ "groups": ["a"], "dept": "IT" });
        assert_eq!(of_user(&scenario, &endpoint, &more, mapping), more);
    }

    #[test]
    fn a_mapping_of_the_application_yields_to_that_of_a_rule() {
        let mut scenario = scenario();
        scenario.client.jwt_scopes =
            fixture::object(json!({ "team": ["nickname"], "openid": ["jti"] }));
        let endpoint = fixture::legacy_endpoint("openid team");
        let token = of_user(&scenario, &endpoint, &json!({}), json!({}));
        assert_eq!(
            (token["nickname"].as_str(), token["jti"].as_str().map(str::len)),
            (Some("jane"), Some(32))
        );
        let mapping =
            json!({ "jwtConfiguration": { "scopes": { "team": ["name"], "openid": [] } } });
        assert_eq!(
            of_user(&scenario, &endpoint, &json!({}), mapping),
            json!({ "name": "Jane Roe" })
        );
    }

    #[test]
    fn a_rule_sets_the_lifetime() {
        let (scenario, endpoint) = (scenario(), fixture::legacy_endpoint("openid"));
        let composed = composed_with(&scenario, &endpoint, |ingredients| {
            ingredients.context = Box::leak(Box::new(fixture::object(
                json!({ "jwtConfiguration": { "lifetimeInSeconds": 60 } }),
            )));
        });
        assert_eq!(composed.artifact(ArtifactKind::IdToken).payload["exp"], 1_780_272_060);
    }

    #[test]
    fn scope_profile_yields_the_whole_user_with_legacy_user_profile_alone() {
        let mut scenario = fixture::scenario();
        let endpoint = fixture::legacy_endpoint("openid profile");
        let token =
            |scenario: &_| of_user(scenario, &endpoint, &json!({ "roles": ["admin"] }), json!({}));
        assert_eq!(token(&scenario)["name"], "Jane Roe");
        assert!(token(&scenario).get("roles").is_none() && token(&scenario).get("email").is_none());
        scenario.switches.set("SW-10", "full");
        assert_eq!(token(&scenario)["roles"], json!(["admin"]));
        scenario.switches.set("SW-10", "oidc");
        scenario.tenant.enable_legacy_profile = true;
        let whole = token(&scenario);
        assert_eq!(
            (&whole["roles"], &whole["plan"], &whole["user_metadata"]["lang"]),
            (&json!(["admin"]), &json!("gold"), &json!("de"))
        );
        assert!(whole["identities"][0].get("access_token").is_none());
    }

    #[test]
    fn with_legacy_user_profile_off_only_claims_of_oidc_reach_the_token() {
        let (scenario, endpoint) =
            (fixture::scenario(), fixture::legacy_endpoint("openid email favorite plan roles"));
        let more = json!({ "favorite": 1, "roles": ["admin"] });
        assert_eq!(
            of_user(&scenario, &endpoint, &more, json!({})),
            json!({ "email": "jane@example.com" })
        );
    }

    #[test]
    fn a_protocol_claim_is_no_attribute() {
        let (scenario, endpoint) = (scenario(), fixture::legacy_endpoint("openid aud"));
        assert_eq!(of_user(&scenario, &endpoint, &json!({ "aud": "x" }), json!({})), json!({}));
    }
}
