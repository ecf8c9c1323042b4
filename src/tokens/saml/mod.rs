//! The assertion of SAML 2.0 and WS-Federation, with Auth0 as the identity provider (`domain.md` §2.9).

mod attributes;
pub mod changes;
mod facts;
mod inflate;
mod request;
mod response;
mod settings;
mod sha1;
mod signature;
mod trust;
mod xml;

pub use attributes::{
    Fate, METADATA_REPLACED_SINCE, SamlAttribute, SamlAttributes, lookup, profile,
    replaces_metadata,
};
pub use changes::{SamlChange, SamlChanges};
pub use settings::{PREFIX, SetBy, add_on};

use super::{Composed, Ingredients, not_issued};
use crate::place::ArtifactKind;
use crate::report::Artifact;
use crate::scenario::Object;
use facts::Facts;
use request::Asked;
use settings::Settings;

/// Composes the assertion.
pub(super) fn compose(ingredients: &Ingredients<'_>, composed: &mut Composed) -> Artifact {
    let kind = ArtifactKind::SamlAssertion;
    let (scenario, endpoint) = (ingredients.scenario, ingredients.endpoint);
    let settings =
        Settings::read(scenario, endpoint, ingredients.context, ingredients.saml_changes);
    composed.saml = attributes::gather(ingredients, &settings);
    let asked = Asked::read(&scenario.request, endpoint.protocol);
    let Some(facts) = Facts::gather(ingredients, &settings, &asked, &composed.saml) else {
        let probes = settings.texts(settings::NAME_ID_PROBES);
        composed.saml.unnamed = Some(probes.into_iter().map(Into::into).collect());
        return not_issued(
            kind,
            "no attribute of `nameIdentifierProbes` has a value, so there is no name identifier",
        );
    };
    let (version, encoded) = match endpoint.protocol {
        Some("samlp") => ("2.0", response::write(&facts)),
        _ => ("1.1", trust::write(&facts)),
    };
    Artifact {
        issued: true,
        payload: facts.payload(version),
        bytes: encoded.len(),
        encoded,
        header: Object::new(),
        ..not_issued(kind, why(&settings, &asked))
    }
}

/// What is different from what is sent, beside the key.
fn why(settings: &Settings<'_>, asked: &Asked) -> String {
    let mut why = String::from("the answer is an assertion, signed here with the demo key");
    if asked.unreadable {
        why.push_str("; the `SAMLRequest` is no XML, so what it asks for is not known");
    }
    if settings::ENCRYPTION.into_iter().any(|setting| settings.text(setting).is_some()) {
        why.push_str("; Auth0 encrypts it, which is not shown");
    }
    why
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Origin;
    use crate::scenario::Scenario;
    use crate::tokens::fixture::{self, composed_with};
    use serde_json::{Value, json};

    fn scenario() -> Scenario {
        let mut scenario = fixture::scenario();
        scenario.request.path = "/samlp/abc".into();
        scenario.user = fixture::object(json!({ "user_id": "auth0|1", "email": "a&b@acme.com" }));
        scenario
    }

    fn assertion(scenario: &Scenario, calls: &[(&str, Value)]) -> Artifact {
        let mut changes = SamlChanges::default();
        for (setter, args) in calls {
            let args = args.as_array().unwrap().clone();
            let setter = (*setter).into();
            changes.push(SamlChange { setter, args, origin: Origin::standard() });
        }
        let endpoint = crate::endpoint::decide(scenario);
        let changes = &*Box::leak(Box::new(changes));
        composed_with(scenario, &endpoint, |ingredients| ingredients.saml_changes = changes)
            .artifact(ArtifactKind::SamlAssertion)
            .clone()
    }

    fn value<'a>(artifact: &'a Artifact, name: &str) -> Option<&'a Value> {
        let attributes = artifact.payload["attributes"].as_array().unwrap();
        attributes.iter().find(|one| one["name"] == name).map(|one| &one["values"])
    }

    #[test]
    fn the_setters_of_actions_come_before_rules_and_add_on() {
        let mut scenario = scenario();
        let add_on = json!({ "samlp": { "issuer": "urn:add-on", "audience": "urn:sp" } });
        scenario.client.addons = fixture::object(add_on);
        let email = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";
        let artifact = assertion(
            &scenario,
            &[
                ("setIssuer", json!(["urn:action"])),
                ("setLifetimeInSeconds", json!([60])),
                ("setAttribute", json!(["urn:groups", ["a", "b"]])),
                ("setAttribute", json!([email, null])),
                ("setAttribute", json!(["urn:gone", 1])),
                ("setAttribute", json!(["urn:gone"])),
            ],
        );
        let payload = &artifact.payload;
        assert_eq!(
            (&payload["issuer"], &payload["audience"], &payload["lifetime"]),
            (&json!("urn:action"), &json!("urn:sp"), &json!(60))
        );
        assert_eq!(value(&artifact, "urn:groups"), Some(&json!(["a", "b"])));
        assert_eq!((value(&artifact, email), value(&artifact, "urn:gone")), (None, None));
    }

    /// Verified once with xml-crypto 6, as text of both versions and with the response signed.
    #[test]
    fn the_text_is_the_assertion_escaped_and_signed() {
        let text = assertion(&scenario(), &[]).encoded;
        assert!(text.starts_with(
            "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns:xs="
        ));
        let value = "<saml:AttributeValue xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xs:string\">a&amp;b@acme.com</saml:AttributeValue>";
        assert!(text.contains(value), "{text}");
        let signed = text.split_once("<saml:Assertion").unwrap().1;
        assert!(signed.split_once("</saml:Issuer>").unwrap().1.starts_with("<Signature "));
    }

    #[test]
    fn an_encrypted_assertion_says_so() {
        let artifact = assertion(&scenario(), &[("setEncryptionCert", json!(["x"]))]);
        assert!(artifact.why.ends_with("Auth0 encrypts it, which is not shown"));
    }
}
