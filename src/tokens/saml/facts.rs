//! What an assertion says, before it is written in one of its two versions.

use serde_json::{Value, json};

use super::attributes::SamlAttributes;
use super::request::Asked;
use super::settings::{self, CLAIMS, Settings};
use super::signature::Hash;
use crate::scenario::{Instant, Object};
use crate::tokens::Ingredients;

/// Everything that stands in it.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) id: String,
    pub(super) response_id: String,
    pub(super) session: String,
    pub(super) now: Instant,
    pub(super) until: Instant,
    pub(super) issuer: String,
    pub(super) audience: Option<String>,
    pub(super) recipient: Option<String>,
    pub(super) destination: Option<String>,
    pub(super) in_response_to: Option<String>,
    pub(super) relay: Option<String>,
    pub(super) name_id: String,
    pub(super) name_id_format: String,
    pub(super) authn_context: String,
    pub(super) lifetime: u64,
    pub(super) binding: Option<String>,
    pub(super) sign_response: bool,
    pub(super) signature: Hash,
    pub(super) digest: Hash,
    pub(super) algorithms: (String, String),
    pub(super) attributes: Vec<Attribute>,
}

/// One attribute as it is written.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) format: Option<&'static str>,
    pub(super) values: Vec<(&'static str, String)>,
    json: Vec<Value>,
    from: Option<String>,
}

impl Facts {
    /// `None` where no probe finds a value for the name identifier.
    pub(super) fn gather(
        ingredients: &Ingredients<'_>,
        settings: &Settings<'_>,
        asked: &Asked,
        attributes: &SamlAttributes,
    ) -> Option<Self> {
        let scenario = ingredients.scenario;
        let protocol = ingredients.endpoint.protocol;
        let tenant = scenario.tenant.domain.split('.').next().unwrap_or_default();
        let own = |setting| settings.text(setting).map(str::to_owned);
        let lifetime = settings.seconds(settings::LIFETIME);
        let after = i64::try_from(lifetime.saturating_mul(1000)).unwrap_or(i64::MAX);
        let algorithms = [settings::SIGNATURE, settings::DIGEST]
            .map(|setting| settings.text(setting).unwrap_or_default());
        let [signature, digest] = algorithms;
        let relay = if protocol == Some("samlp") { "RelayState" } else { "wctx" };
        let answer_to = || asked.answer_to.clone();
        Some(Self {
            id: format!("_{}", ingredients.opaque("assertion")),
            response_id: format!("_{}", ingredients.opaque("response")),
            session: format!("_{}", ingredients.opaque("SAML session")),
            now: scenario.now,
            until: Instant(scenario.now.0.saturating_add(after)),
            issuer: own(settings::ISSUER).unwrap_or_else(|| format!("urn:auth0:{tenant}")),
            audience: own(settings::AUDIENCE).or_else(|| asked.issuer.clone()),
            recipient: own(settings::RECIPIENT).or_else(answer_to),
            destination: own(settings::DESTINATION).or_else(answer_to),
            in_response_to: asked.id.clone(),
            relay: scenario.request.parameter(relay).map(Into::into),
            name_id: name_id(settings, attributes)?,
            name_id_format: own(settings::NAME_ID_FORMAT).unwrap_or_default(),
            authn_context: own(settings::AUTHN_CONTEXT).unwrap_or_default(),
            lifetime,
            binding: own(settings::BINDING).filter(|_| protocol == Some("samlp")),
            sign_response: settings.truth(settings::SIGN_RESPONSE),
            signature: Hash::named(signature),
            digest: Hash::named(digest),
            algorithms: (signature.into(), digest.into()),
            attributes: attributes
                .present()
                .map(|(row, value)| attribute(settings, &row.name, value, row.path.as_deref()))
                .collect(),
        })
    }

    /// As JSON, for people to read.
    pub(super) fn payload(&self, version: &str) -> Object {
        let signs = if self.sign_response { "response" } else { "assertion" };
        let payload = json!({
            "version": version,
            "issuer": self.issuer,
            "audience": self.audience,
            "recipient": self.recipient,
            "destination": self.destination,
            "binding": self.binding,
            "inResponseTo": self.in_response_to,
            "nameId": { "format": self.name_id_format, "value": self.name_id },
            "authnContext": self.authn_context,
            "issueInstant": self.now.to_string(),
            "notOnOrAfter": self.until.to_string(),
            "lifetime": self.lifetime,
            "signature": { "signs": signs, "signatureAlgorithm": self.algorithms.0, "digestAlgorithm": self.algorithms.1 },
            "attributes": self.attributes.iter().map(Attribute::json).collect::<Vec<_>>(),
        });
        match payload {
            Value::Object(members) => {
                members.into_iter().filter(|(_, value)| !value.is_null()).collect()
            }
            _ => Object::new(),
        }
    }
}

impl Attribute {
    fn json(&self) -> Value {
        let mut json = json!({ "name": self.name, "values": self.json });
        if let Value::Object(members) = &mut json {
            if let Some((kind, _)) = self.values.first() {
                members.insert("type".into(), (*kind).into());
            }
            if let Some(format) = self.format {
                members.insert("nameFormat".into(), format.into());
            }
            if let Some(from) = &self.from {
                members.insert("from".into(), format!("user.{from}").into());
            }
        }
        json
    }
}

/// The first probe that is an attribute with a text or a number.
fn name_id(settings: &Settings<'_>, attributes: &SamlAttributes) -> Option<String> {
    settings.texts(settings::NAME_ID_PROBES).into_iter().find_map(|probe| {
        let (_, value) = attributes.present().find(|(row, _)| row.name == probe)?;
        Some(text(value)).filter(|text| !text.is_empty())
    })
}

fn attribute(settings: &Settings<'_>, name: &str, value: &Value, from: Option<&str>) -> Attribute {
    let json = match value {
        Value::Array(items) => items.clone(),
        value => vec![value.clone()],
    };
    let typed = settings.truth(settings::TYPED);
    Attribute {
        name: name.into(),
        format: settings.truth(settings::NAME_FORMAT).then(|| name_format(name)),
        values: json.iter().map(|value| (kind(value, typed), text(value))).collect(),
        json,
        from: from.map(Into::into),
    }
}

/// The type of a value, as `typedAttributes` infers it.
fn kind(value: &Value, typed: bool) -> &'static str {
    match value {
        Value::String(_) if typed => "xs:string",
        Value::Bool(_) if typed => "xs:boolean",
        Value::Number(_) if typed => "xs:double",
        _ => "xs:anyType",
    }
}

/// The format of a name, as `includeAttributeNameFormat` infers it (SAML 2.0 core, section 8.2).
fn name_format(name: &str) -> &'static str {
    let begins = |char: char| char.is_alphabetic() || char == '_';
    let is_name = name.starts_with(begins)
        && name.chars().all(|char| begins(char) || char.is_numeric() || matches!(char, '-' | '.'));
    let has_scheme = name.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|char: char| char.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.'))
    });
    if has_scheme {
        "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"
    } else if is_name {
        "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
    } else {
        "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"
    }
}

/// A value as the text of an element.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Facts {
    /// How the user proved who they are in SAML 1.1, which has other names for it (SAML 1.1 core, section 7.1).
    pub(super) fn method(&self) -> &str {
        if self.authn_context.starts_with("urn:oasis:names:tc:SAML:2.0:") {
            "urn:oasis:names:tc:SAML:1.0:am:unspecified"
        } else {
            &self.authn_context
        }
    }

    /// Namespace and name of an attribute, which SAML 1.1 keeps apart.
    pub(super) fn split_name(name: &str) -> (&str, &str) {
        let known = name.strip_prefix(CLAIMS).map(|rest| (CLAIMS.trim_end_matches('/'), rest));
        known.or_else(|| name.rsplit_once('/')).unwrap_or(("", name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_of_a_name_follows_from_its_form() {
        for (name, format) in [
            ("urn:dept", "uri"),
            ("https://acme.com/x", "uri"),
            ("dept", "basic"),
            ("my dept", "unspecified"),
        ] {
            assert!(name_format(name).ends_with(format), "{name}");
        }
    }

    #[test]
    fn types_are_those_of_json_unless_they_are_not_wanted() {
        assert_eq!(kind(&json!("a"), true), "xs:string");
        assert_eq!(kind(&json!(true), true), "xs:boolean");
        assert_eq!(kind(&json!(1), true), "xs:double");
        assert_eq!(kind(&json!("a"), false), "xs:anyType");
    }

    #[test]
    fn saml_1_1_keeps_namespace_and_name_apart() {
        let name = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";
        assert_eq!(
            Facts::split_name(name),
            ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims", "upn")
        );
        assert_eq!(Facts::split_name("dept"), ("", "dept"));
    }
}
