//! The answer of WS-Federation and WS-Trust: a token response with an assertion of SAML 1.1 (WS-Trust 1.2; SAML 1.1 core,
//! section 2).

use super::facts::{Attribute, Facts};
use super::signature;
use super::xml::Element;

const TRUST: &str = "http://schemas.xmlsoap.org/ws/2005/02/trust";
const POLICY: &str = "http://schemas.xmlsoap.org/ws/2004/09/policy";
const ADDRESSING: &str = "http://www.w3.org/2005/08/addressing";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:1.0:assertion";
const BEARER: &str = "urn:oasis:names:tc:SAML:1.0:cm:bearer";

/// The response with the signed assertion.
pub(super) fn write(facts: &Facts) -> String {
    let assertion = assertion(facts);
    let signature = signature::sign(&assertion, &facts.id, facts.signature, facts.digest);
    // The schema has it at the end.
    let assertion = assertion.child(signature);
    let applies_to = facts.audience.iter().map(|audience| {
        let address = Element::new("wsa:Address").text(audience);
        let reference =
            Element::new("wsa:EndpointReference").attribute("xmlns:wsa", ADDRESSING).child(address);
        Element::new("wsp:AppliesTo").attribute("xmlns:wsp", POLICY).child(reference)
    });
    Element::new("t:RequestSecurityTokenResponse")
        .attribute("xmlns:t", TRUST)
        .optional("Context", facts.relay.as_deref())
        .children(applies_to)
        .child(Element::new("t:RequestedSecurityToken").child(assertion))
        .child(Element::new("t:TokenType").text(ASSERTION))
        .write()
}

fn assertion(facts: &Facts) -> Element {
    let audience = facts.audience.iter().map(|audience| {
        let audience = Element::new("saml:Audience").text(audience);
        Element::new("saml:AudienceRestrictionCondition").child(audience)
    });
    let conditions = Element::new("saml:Conditions")
        .attribute("NotBefore", facts.now.to_string())
        .attribute("NotOnOrAfter", facts.until.to_string())
        .children(audience);
    let attributes = Element::new("saml:AttributeStatement")
        .child(subject(facts))
        .children(facts.attributes.iter().map(attribute));
    let authentication = Element::new("saml:AuthenticationStatement")
        .attribute("AuthenticationInstant", facts.now.to_string())
        .attribute("AuthenticationMethod", facts.method())
        .child(subject(facts));
    Element::new("saml:Assertion")
        .attribute("xmlns:saml", ASSERTION)
        .attribute("MajorVersion", "1")
        .attribute("MinorVersion", "1")
        .attribute("AssertionID", &facts.id)
        .attribute("IssueInstant", facts.now.to_string())
        .attribute("Issuer", &facts.issuer)
        .child(conditions)
        .children((!facts.attributes.is_empty()).then_some(attributes))
        .child(authentication)
}

fn subject(facts: &Facts) -> Element {
    let name = Element::new("saml:NameIdentifier")
        .attribute("Format", &facts.name_id_format)
        .text(&facts.name_id);
    let method = Element::new("saml:ConfirmationMethod").text(BEARER);
    Element::new("saml:Subject")
        .child(name)
        .child(Element::new("saml:SubjectConfirmation").child(method))
}

fn attribute(attribute: &Attribute) -> Element {
    let (namespace, name) = Facts::split_name(&attribute.name);
    Element::new("saml:Attribute")
        .attribute("AttributeName", name)
        .attribute("AttributeNamespace", namespace)
        .children(
            attribute.values.iter().map(|(_, text)| Element::new("saml:AttributeValue").text(text)),
        )
}
