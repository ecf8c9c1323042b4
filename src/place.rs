//! What can be pointed at: a position in a pasted script, an artifact, a field of the scenario.

use serde::Serialize;

/// A range in a text the user pasted. Lines and columns count from 1, columns in UTF-16 units as editors do;
/// the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column after the last one.
    pub end_column: u32,
}

/// What a login can hand out (`domain.md` §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArtifactKind {
    /// The ID token (`OpenID` Connect Core, section 2).
    IdToken,
    /// The access token (RFC 6749, section 1.4).
    AccessToken,
    /// The answer of `/userinfo` (`OpenID` Connect Core, section 5.3).
    Userinfo,
    /// The refresh token (RFC 6749, section 1.5).
    RefreshToken,
    /// The answer of the legacy `/tokeninfo`.
    Tokeninfo,
    /// The token that `/delegation` answers with.
    DelegationToken,
    /// The SAML 2.0 assertion.
    SamlAssertion,
}

impl ArtifactKind {
    /// The name on the wire (`formats.md`).
    pub fn name(self) -> &'static str {
        match self {
            Self::IdToken => "id_token",
            Self::AccessToken => "access_token",
            Self::Userinfo => "userinfo",
            Self::RefreshToken => "refresh_token",
            Self::Tokeninfo => "tokeninfo",
            Self::DelegationToken => "delegation_token",
            Self::SamlAssertion => "saml_assertion",
        }
    }

    /// The name in a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::IdToken => "ID token",
            Self::AccessToken => "access token",
            Self::Userinfo => "/userinfo",
            Self::RefreshToken => "refresh token",
            Self::Tokeninfo => "/tokeninfo",
            Self::DelegationToken => "delegation token",
            Self::SamlAssertion => "SAML assertion",
        }
    }
}

/// Where something was found. On the wire the fields stand side by side, as `formats.md` has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Place {
    /// A range of a script.
    Span {
        /// Name of the script, unique in the scenario.
        script: String,
        /// The range in its text.
        #[serde(flatten)]
        span: Span,
    },
    /// A script as a whole.
    Script {
        /// Name of the script.
        script: String,
    },
    /// A field of the scenario, or a position in its text where it could not be read.
    Scenario {
        /// RFC 6901 pointer; empty for the whole document.
        pointer: String,
        /// Line in the scenario's text, from 1, for text that does not parse.
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
        /// Column in the scenario's text, from 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<u32>,
    },
}

impl Place {
    /// A field of the scenario.
    pub fn pointer(pointer: impl Into<String>) -> Self {
        Self::Scenario { pointer: pointer.into(), line: None, column: None }
    }

    /// A script, or a range of it where that is known.
    pub fn script(script: impl Into<String>, span: Option<Span>) -> Self {
        let script = script.into();
        match span {
            Some(span) => Self::Span { script, span },
            None => Self::Script { script },
        }
    }

    /// Name of the script, if it is one.
    pub fn script_name(&self) -> Option<&str> {
        match self {
            Self::Span { script, .. } | Self::Script { script } => Some(script),
            Self::Scenario { .. } => None,
        }
    }

    /// The range, if one is known.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Span { span, .. } => Some(*span),
            _ => None,
        }
    }
}
