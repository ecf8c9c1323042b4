//! The answer of SAML 2.0: a response with one assertion (SAML 2.0 core, sections 2 and 3.3.3).

use super::facts::{Attribute, Facts};
use super::signature;
use super::xml::{element, holding, text};

const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The response, with the assertion or itself signed.
pub(super) fn write(facts: &Facts) -> String {
    let mut assertion = assertion(facts, "");
    let mut signature = String::new();
    if facts.sign_response {
        let unsigned = response(facts, &assertion, "", None);
        signature = signature::sign(&unsigned, &facts.response_id, facts);
    } else {
        assertion = self::assertion(facts, &signature::sign(&assertion, &facts.id, facts));
    }
    // Names in `xsi:type` use it alone, so the canonical form, which is what is signed, leaves it out.
    response(facts, &assertion, &signature, Some(SCHEMA))
}

/// The signature stands behind the issuer.
fn response(facts: &Facts, assertion: &str, signature: &str, schema: Option<&str>) -> String {
    let issuer = element("saml:Issuer", &[("xmlns:saml", Some(ASSERTION))], &text(&facts.issuer));
    let status = element("samlp:StatusCode", &[("Value", Some(SUCCESS))], "");
    element(
        "samlp:Response",
        &[
            ("xmlns:samlp", Some(PROTOCOL)),
            ("xmlns:xs", schema),
            ("ID", Some(&facts.response_id)),
            ("Version", Some("2.0")),
            ("IssueInstant", Some(&facts.now)),
            ("Destination", facts.destination.as_deref()),
            ("InResponseTo", facts.in_response_to.as_deref()),
        ],
        &[&issuer, signature, &element("samlp:Status", &[], &status), assertion].concat(),
    )
}

/// The signature stands behind the issuer.
fn assertion(facts: &Facts, signature: &str) -> String {
    let audience = facts.audience.as_ref().map(|audience| {
        element("saml:AudienceRestriction", &[], &holding("saml:Audience", audience))
    });
    let conditions = element(
        "saml:Conditions",
        &[("NotBefore", Some(&facts.now)), ("NotOnOrAfter", Some(&facts.until))],
        &audience.unwrap_or_default(),
    );
    let context = holding("saml:AuthnContextClassRef", &facts.authn_context);
    let authentication = element(
        "saml:AuthnStatement",
        &[("AuthnInstant", Some(&facts.now)), ("SessionIndex", Some(&facts.session))],
        &element("saml:AuthnContext", &[], &context),
    );
    let attributes = facts.attributes.iter().map(attribute).collect::<Vec<_>>().concat();
    // A statement without attributes is not allowed.
    let statement = if attributes.is_empty() {
        attributes
    } else {
        element("saml:AttributeStatement", &[], &attributes)
    };
    let issuer = holding("saml:Issuer", &facts.issuer);
    element(
        "saml:Assertion",
        &[
            ("xmlns:saml", Some(ASSERTION)),
            ("Version", Some("2.0")),
            ("ID", Some(&facts.id)),
            ("IssueInstant", Some(&facts.now)),
        ],
        &[&issuer, signature, &subject(facts), &conditions, &authentication, &statement].concat(),
    )
}

fn subject(facts: &Facts) -> String {
    let format = [("Format", Some(facts.name_id_format.as_str()))];
    let name = element("saml:NameID", &format, &text(&facts.name_id));
    let data = element(
        "saml:SubjectConfirmationData",
        &[
            ("NotOnOrAfter", Some(&facts.until)),
            ("Recipient", facts.recipient.as_deref()),
            ("InResponseTo", facts.in_response_to.as_deref()),
        ],
        "",
    );
    let confirmation = element("saml:SubjectConfirmation", &[("Method", Some(BEARER))], &data);
    element("saml:Subject", &[], &[name, confirmation].concat())
}

fn attribute(attribute: &Attribute) -> String {
    let value = |(kind, content): &(&'static str, String)| {
        let attributes = [("xmlns:xsi", Some(INSTANCE)), ("xsi:type", Some(*kind))];
        element("saml:AttributeValue", &attributes, &text(content))
    };
    element(
        "saml:Attribute",
        &[("Name", Some(&attribute.name)), ("NameFormat", attribute.format)],
        &attribute.values.iter().map(value).collect::<Vec<_>>().concat(),
    )
}
