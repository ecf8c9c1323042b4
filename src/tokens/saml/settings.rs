//! The settings of an assertion: what Actions set, over `context.samlConfiguration`, over the add-on of the application,
//! over the defaults (`domain.md` §2.9).

use serde_json::Value;

use super::changes::SamlChanges;
use crate::endpoint::Endpoint;
use crate::endpoint::audience::SAML_ASSERTION_S;
use crate::scenario::{Object, Scenario};

/// A setting: the field of rule and add-on, the setter of Actions, and what holds where nobody sets it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    field: &'static str,
    setter: Option<&'static str>,
    default: Fallback,
}

/// What holds where nobody sets it.
#[derive(Clone, Copy, Debug)]
enum Fallback {
    /// It depends on the request.
    OfRequest,
    /// A text.
    Text(&'static str),
    /// A truth.
    Truth(bool),
    /// A number of seconds.
    Seconds(u64),
    /// A list.
    Texts(&'static [&'static str]),
}

const fn row(field: &'static str, setter: &'static str, default: Fallback) -> Setting {
    Setting { field, setter: Some(setter), default }
}

/// The namespace of the claims that every identity provider knows.
pub(super) const CLAIMS: &str = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
/// What goes before the name of a user attribute that has no mapping.
pub const PREFIX: &str = "http://schemas.auth0.com/";

/// The sources: <https://auth0.com/docs/authenticate/protocols/saml/saml-configuration/customize-saml-assertions>, read
/// 2026-08-20.
pub(super) const AUDIENCE: Setting = row("audience", "setAudience", Fallback::OfRequest);
pub(super) const RECIPIENT: Setting = row("recipient", "setRecipient", Fallback::OfRequest);
pub(super) const DESTINATION: Setting = row("destination", "setDestination", Fallback::OfRequest);
pub(super) const ISSUER: Setting = row("issuer", "setIssuer", Fallback::OfRequest);
pub(super) const UPN: Setting = row("createUpnClaim", "setCreateUpnClaim", Fallback::Truth(true));
pub(super) const PASSTHROUGH: Setting = row(
    "passthroughClaimsWithNoMapping",
    "setPassthroughClaimsWithNoMapping",
    Fallback::Truth(true),
);
pub(super) const AS_IS: Setting =
    row("mapUnknownClaimsAsIs", "setMapUnknownClaimsAsIs", Fallback::Truth(false));
pub(super) const IDENTITIES: Setting =
    row("mapIdentities", "setMapIdentities", Fallback::Truth(true));
pub(super) const SIGNATURE: Setting =
    row("signatureAlgorithm", "setSignatureAlgorithm", Fallback::Text("rsa-sha1"));
pub(super) const DIGEST: Setting =
    row("digestAlgorithm", "setDigestAlgorithm", Fallback::Text("sha1"));
pub(super) const LIFETIME: Setting =
    row("lifetimeInSeconds", "setLifetimeInSeconds", Fallback::Seconds(SAML_ASSERTION_S));
pub(super) const SIGN_RESPONSE: Setting =
    row("signResponse", "setSignResponse", Fallback::Truth(false));
pub(super) const NAME_ID_FORMAT: Setting = row(
    "nameIdentifierFormat",
    "setNameIdentifierFormat",
    Fallback::Text("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"),
);
pub(super) const NAME_ID_PROBES: Setting = row(
    "nameIdentifierProbes",
    "setNameIdentifierProbes",
    Fallback::Texts(&[
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
    ]),
);
pub(super) const AUTHN_CONTEXT: Setting = row(
    "authnContextClassRef",
    "setAuthnContextClassRef",
    Fallback::Text("urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"),
);
pub(super) const TYPED: Setting =
    row("typedAttributes", "setTypedAttributes", Fallback::Truth(true));
pub(super) const NAME_FORMAT: Setting =
    row("includeAttributeNameFormat", "setIncludeAttributeNameFormat", Fallback::Truth(true));
pub(super) const BINDING: Setting = Setting {
    field: "binding",
    setter: None,
    default: Fallback::Text("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"),
};
/// Encrypts the assertion for the service provider; Actions alone can.
pub(super) const ENCRYPTION: [Setting; 2] = [
    row("encryptionCert", "setEncryptionCert", Fallback::OfRequest),
    row("encryptionPublicKey", "setEncryptionPublicKey", Fallback::OfRequest),
];

/// Who set something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetBy {
    /// An Action.
    Action,
    /// A rule: `context.samlConfiguration`.
    Rule,
    /// The add-on of the application.
    AddOn,
    /// Nobody: it is the default.
    Default,
}

/// What was set, by whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings<'a> {
    pub(super) changes: &'a SamlChanges,
    pub(super) rule: Option<&'a Object>,
    pub(super) add_on: Option<&'a Object>,
}

impl<'a> Settings<'a> {
    pub(super) fn read(
        scenario: &'a Scenario,
        endpoint: &Endpoint,
        context: &'a Object,
        changes: &'a SamlChanges,
    ) -> Self {
        let rule = context.get("samlConfiguration").and_then(Value::as_object);
        Self { changes, rule, add_on: add_on(scenario, endpoint).map(|(_, settings)| settings) }
    }

    fn given(&self, setting: Setting) -> impl Iterator<Item = &'a Value> {
        let of_action = setting.setter.and_then(|setter| self.changes.setting(setter));
        let of_rule = self.rule.and_then(|settings| settings.get(setting.field));
        let of_add_on = self.add_on.and_then(|settings| settings.get(setting.field));
        [of_action, of_rule, of_add_on].into_iter().flatten()
    }

    /// A text, where it was set to one or has a default.
    pub(super) fn text(&self, setting: Setting) -> Option<&'a str> {
        let default = match setting.default {
            Fallback::Text(text) => Some(text),
            _ => None,
        };
        self.given(setting)
            .find_map(|value| value.as_str().filter(|text| !text.is_empty()))
            .or(default)
    }

    pub(super) fn truth(&self, setting: Setting) -> bool {
        let default = matches!(setting.default, Fallback::Truth(true));
        self.given(setting).find_map(Value::as_bool).unwrap_or(default)
    }

    pub(super) fn seconds(&self, setting: Setting) -> u64 {
        let default = match setting.default {
            Fallback::Seconds(seconds) => seconds,
            _ => 0,
        };
        let number = |value: &Value| {
            value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
        };
        self.given(setting).find_map(number).unwrap_or(default)
    }

    pub(super) fn texts(&self, setting: Setting) -> Vec<&'a str> {
        let default = match setting.default {
            Fallback::Texts(texts) => texts.to_vec(),
            _ => Vec::new(),
        };
        let list = |value: &'a Value| {
            value.as_array().map(|items| items.iter().filter_map(Value::as_str).collect::<Vec<_>>())
        };
        self.given(setting).find_map(list).unwrap_or(default)
    }
}

/// Name and settings of the add-on that the request goes to: `samlp`, or `wsfed` with `samlp` in its place where it is
/// not set up.
pub fn add_on<'a>(
    scenario: &'a Scenario,
    endpoint: &Endpoint,
) -> Option<(&'static str, &'a Object)> {
    let names: &[&'static str] =
        if endpoint.protocol == Some("samlp") { &["samlp"] } else { &["wsfed", "samlp"] };
    names.iter().find_map(|name| Some((*name, scenario.client.addons.get(*name)?.as_object()?)))
}
