//! What the request says about the assertion: the `SAMLRequest` of SAML (SAML 2.0 bindings, section 3), the parameters of
//! WS-Federation (section 13.2.1 of its version 1.2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::inflate::inflate;
use crate::scenario::Request;

/// What the service provider asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Who asks: the audience of the assertion.
    pub(super) issuer: Option<String>,
    /// Where the answer goes.
    pub(super) answer_to: Option<String>,
    /// The request's id.
    pub(super) id: Option<String>,
    /// There is a `SAMLRequest` that is no XML, so that what it asks for is not known.
    pub(super) unreadable: bool,
}

impl Asked {
    pub(super) fn read(request: &Request, protocol: Option<&str>) -> Self {
        if protocol != Some("samlp") {
            let text = |name| request.parameter(name).map(Into::into);
            return Self { issuer: text("wtrealm"), answer_to: text("wreply"), ..Self::default() };
        }
        let Some(text) = request.parameter("SAMLRequest") else { return Self::default() };
        match xml(text) {
            Some(xml) => Self {
                issuer: element(&xml, "Issuer"),
                answer_to: attribute(&xml, "AssertionConsumerServiceURL"),
                id: attribute(&xml, "ID"),
                unreadable: false,
            },
            None => Self { unreadable: true, ..Self::default() },
        }
    }
}

/// The request as XML: itself, or in base64 as the POST binding has it, or compressed before as the redirect binding has it.
fn xml(text: &str) -> Option<String> {
    let text = text.trim();
    if text.starts_with('<') {
        return Some(text.into());
    }
    let octets = STANDARD.decode(text.replace(' ', "+")).ok()?;
    let is_xml = |octets: Vec<u8>| {
        String::from_utf8(octets).ok().filter(|text| text.trim_start().starts_with('<'))
    };
    let inflated = inflate(&octets);
    is_xml(octets).or_else(|| is_xml(inflated?))
}

/// The value of the first attribute of that name.
fn attribute(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let value = rest.split(quote).nth(1)?;
    Some(unescape(value))
}

/// The text of the first element of that name, whatever its prefix.
fn element(xml: &str, name: &str) -> Option<String> {
    let content = xml.match_indices(name).find_map(|(at, _)| {
        let prefix = xml.get(..at)?.rsplit('<').next()?;
        let opens =
            prefix.is_empty() || prefix.ends_with(':') && !prefix.contains([' ', '>', '/', '"']);
        let rest = xml.get(at + name.len()..)?;
        let (_, content) = rest.split_once('>')?;
        (opens && rest.starts_with(['>', ' ', '\n'])).then_some(content)
    })?;
    let text = content.split('<').next()?.trim();
    (!text.is_empty()).then(|| unescape(text))
}

fn unescape(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(text.to_owned(), |text, (escaped, char)| text.replace(escaped, char))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Object;
    use serde_json::json;

    const XML: &str = r#"<samlp:AuthnRequest xmlns:samlp="p" ID="_1" AssertionConsumerServiceURL="https://sp.acme.com/acs?a=1&amp;b=2"><saml:Issuer xmlns:saml="a">https://sp.acme.com</saml:Issuer></samlp:AuthnRequest>"#;

    /// The same, compressed with zlib.
    const COMPRESSED: &str = "bY7BCsIwEER/pezBY0M9xiRS9FLwVPEsa1hooZvEbCJ+vqiXCh6HN7wZI8hL0n0tUxjpXklK8+QliP4ACwma4Wjh2kHTi1AucwyHGKQy5TPlx+zpMp4sTKUk0UpJatEztT6yQi97tN0GOe1udgvOvKV6EKmUVzMWENwfgVGrvvum36/uBQ==";

    fn asked(parameters: &serde_json::Value, protocol: &str) -> Asked {
        let query: Object = parameters.as_object().unwrap().clone();
        let request = Request {
            method: "GET".into(),
            path: "/samlp/abc".into(),
            query,
            body: Object::new(),
            headers: Object::new(),
            hostname: String::new(),
            ip: String::new(),
            user_agent: String::new(),
            resumes: String::new(),
            geoip: Object::new(),
        };
        Asked::read(&request, Some(protocol))
    }

    #[test]
    fn a_request_is_read_as_text_in_base64_and_compressed() {
        for text in [XML.to_owned(), STANDARD.encode(XML), COMPRESSED.to_owned()] {
            let asked = asked(&json!({ "SAMLRequest": text }), "samlp");
            assert_eq!(asked.issuer.as_deref(), Some("https://sp.acme.com"));
            assert_eq!(asked.answer_to.as_deref(), Some("https://sp.acme.com/acs?a=1&b=2"));
            assert_eq!(asked.id.as_deref(), Some("_1"));
        }
        assert!(asked(&json!({ "SAMLRequest": "fVLJTsMwEL0j8Q" }), "samlp").unreadable);
        assert_eq!(asked(&json!({}), "samlp"), Asked::default());
    }

    #[test]
    fn ws_federation_names_realm_and_reply() {
        let asked =
            asked(&json!({ "wtrealm": "urn:app", "wreply": "https://app.acme.com" }), "wsfed");
        assert_eq!(asked.issuer.as_deref(), Some("urn:app"));
        assert_eq!(asked.answer_to.as_deref(), Some("https://app.acme.com"));
    }
}
