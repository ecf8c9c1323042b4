//! The answer of SAML 2.0: a response with one assertion (SAML 2.0 core, sections 2 and 3.3.3).

use super::facts::{Attribute, Facts};
use super::signature;
use super::xml::Element;

const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";
/// The namespaces of types.
pub(super) const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespace of `xsi:type`.
pub(super) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The response, with the assertion or itself signed.
pub(super) fn write(facts: &Facts) -> String {
    let sign = |element: Element, id: &str| {
        let signature = signature::sign(&element, id, facts.signature, facts.digest);
        // The schema has it after the issuer.
        element.inserted(1, signature)
    };
    let assertion = assertion(facts);
    let assertion = if facts.sign_response { assertion } else { sign(assertion, &facts.id) };
    let response = response(facts, assertion);
    let response = if facts.sign_response { sign(response, &facts.response_id) } else { response };
    // Names in `xsi:type` use it alone, so the canonical form, which is what is signed, leaves it out.
    response.attribute("xmlns:xs", SCHEMA).write()
}

fn response(facts: &Facts, assertion: Element) -> Element {
    let issuer = Element::new("saml:Issuer").attribute("xmlns:saml", ASSERTION).text(&facts.issuer);
    let status = Element::new("samlp:StatusCode").attribute("Value", SUCCESS);
    Element::new("samlp:Response")
        .attribute("xmlns:samlp", PROTOCOL)
        .attribute("ID", &facts.response_id)
        .attribute("Version", "2.0")
        .attribute("IssueInstant", facts.now.to_string())
        .optional("Destination", facts.destination.as_deref())
        .optional("InResponseTo", facts.in_response_to.as_deref())
        .child(issuer)
        .child(Element::new("samlp:Status").child(status))
        .child(assertion)
}

fn assertion(facts: &Facts) -> Element {
    let audience = facts.audience.iter().map(|audience| {
        let audience = Element::new("saml:Audience").text(audience);
        Element::new("saml:AudienceRestriction").child(audience)
    });
    let conditions = Element::new("saml:Conditions")
        .attribute("NotBefore", facts.now.to_string())
        .attribute("NotOnOrAfter", facts.until.to_string())
        .children(audience);
    let context = Element::new("saml:AuthnContextClassRef").text(&facts.authn_context);
    let authentication = Element::new("saml:AuthnStatement")
        .attribute("AuthnInstant", facts.now.to_string())
        .attribute("SessionIndex", &facts.session)
        .child(Element::new("saml:AuthnContext").child(context));
    let attributes =
        Element::new("saml:AttributeStatement").children(facts.attributes.iter().map(attribute));
    Element::new("saml:Assertion")
        .attribute("xmlns:saml", ASSERTION)
        .attribute("Version", "2.0")
        .attribute("ID", &facts.id)
        .attribute("IssueInstant", facts.now.to_string())
        .child(Element::new("saml:Issuer").text(&facts.issuer))
        .child(subject(facts))
        .child(conditions)
        .child(authentication)
        // A statement without attributes is not allowed.
        .children((!facts.attributes.is_empty()).then_some(attributes))
}

fn subject(facts: &Facts) -> Element {
    let name =
        Element::new("saml:NameID").attribute("Format", &facts.name_id_format).text(&facts.name_id);
    let data = Element::new("saml:SubjectConfirmationData")
        .attribute("NotOnOrAfter", facts.until.to_string())
        .optional("Recipient", facts.recipient.as_deref())
        .optional("InResponseTo", facts.in_response_to.as_deref());
    let confirmation =
        Element::new("saml:SubjectConfirmation").attribute("Method", BEARER).child(data);
    Element::new("saml:Subject").child(name).child(confirmation)
}

fn attribute(attribute: &Attribute) -> Element {
    let values = attribute.values.iter().map(|(kind, text)| {
        Element::new("saml:AttributeValue")
            .attribute("xmlns:xsi", INSTANCE)
            .attribute("xsi:type", *kind)
            .text(text)
    });
    Element::new("saml:Attribute")
        .attribute("Name", &attribute.name)
        .optional("NameFormat", attribute.format)
        .children(values)
}
