//! The answer of WS-Federation and WS-Trust: a token response with an assertion of SAML 1.1 (WS-Trust 1.2; SAML 1.1 core,
//! section 2).

use super::facts::{Attribute, Facts};
use super::signature;
use super::xml::{element, holding, text};

const TRUST: &str = "http://schemas.xmlsoap.org/ws/2005/02/trust";
const POLICY: &str = "http://schemas.xmlsoap.org/ws/2004/09/policy";
const ADDRESSING: &str = "http://www.w3.org/2005/08/addressing";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:1.0:assertion";
const BEARER: &str = "urn:oasis:names:tc:SAML:1.0:cm:bearer";

/// The response with the signed assertion.
pub(super) fn write(facts: &Facts) -> String {
    let signature = signature::sign(&assertion(facts, ""), &facts.id, facts);
    let assertion = assertion(facts, &signature);
    let applies_to = facts.audience.as_ref().map(|audience| {
        let reference = element(
            "wsa:EndpointReference",
            &[("xmlns:wsa", Some(ADDRESSING))],
            &holding("wsa:Address", audience),
        );
        element("wsp:AppliesTo", &[("xmlns:wsp", Some(POLICY))], &reference)
    });
    let token = element("t:RequestedSecurityToken", &[], &assertion);
    element(
        "t:RequestSecurityTokenResponse",
        &[("xmlns:t", Some(TRUST)), ("Context", facts.relay.as_deref())],
        &[applies_to.unwrap_or_default(), token, holding("t:TokenType", ASSERTION)].concat(),
    )
}

/// The signature stands at the end.
fn assertion(facts: &Facts, signature: &str) -> String {
    let audience = facts.audience.as_ref().map(|audience| {
        element("saml:AudienceRestrictionCondition", &[], &holding("saml:Audience", audience))
    });
    let conditions = element(
        "saml:Conditions",
        &[("NotBefore", Some(&facts.now)), ("NotOnOrAfter", Some(&facts.until))],
        &audience.unwrap_or_default(),
    );
    let subject = subject(facts);
    let attributes = facts.attributes.iter().map(attribute).collect::<Vec<_>>().concat();
    // A statement without attributes is not allowed.
    let statement = if attributes.is_empty() {
        attributes
    } else {
        element("saml:AttributeStatement", &[], &[subject.as_str(), &attributes].concat())
    };
    let authentication = element(
        "saml:AuthenticationStatement",
        &[
            ("AuthenticationInstant", Some(&facts.now)),
            ("AuthenticationMethod", Some(facts.method())),
        ],
        &subject,
    );
    element(
        "saml:Assertion",
        &[
            ("xmlns:saml", Some(ASSERTION)),
            ("MajorVersion", Some("1")),
            ("MinorVersion", Some("1")),
            ("AssertionID", Some(&facts.id)),
            ("IssueInstant", Some(&facts.now)),
            ("Issuer", Some(&facts.issuer)),
        ],
        &[&conditions, &statement, &authentication, signature].concat(),
    )
}

fn subject(facts: &Facts) -> String {
    let format = [("Format", Some(facts.name_id_format.as_str()))];
    let name = element("saml:NameIdentifier", &format, &text(&facts.name_id));
    let method = holding("saml:ConfirmationMethod", BEARER);
    let confirmation = element("saml:SubjectConfirmation", &[], &method);
    element("saml:Subject", &[], &[name, confirmation].concat())
}

fn attribute(attribute: &Attribute) -> String {
    let (namespace, name) = Facts::split_name(&attribute.name);
    let value = |(_, content): &(&'static str, String)| holding("saml:AttributeValue", content);
    element(
        "saml:Attribute",
        &[("AttributeName", Some(name)), ("AttributeNamespace", Some(namespace))],
        &attribute.values.iter().map(value).collect::<Vec<_>>().concat(),
    )
}
