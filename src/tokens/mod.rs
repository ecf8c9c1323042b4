//! The tokens: which claims enter, and the encoded form. One file an artifact.
//!
//! The pipeline hands in what the scripts left and which custom claims passed the filter; [`compose`] answers with every
//! artifact that the request could concern, issued or not, and with the claims that Auth0 itself put there.

pub mod access_token;
pub mod delegation_token;
pub mod demo_key;
pub mod dialect;
pub mod encode;
pub mod granted;
pub mod id_token;
pub mod legacy_id_token;
mod payload;
pub mod profile;
pub mod refresh_token;
pub mod saml;
mod session;
mod sources;
pub mod tokeninfo;
pub mod userinfo;
#[cfg(test)]
mod fixture;

pub use granted::granted_scopes;
pub use legacy_id_token::LegacyAttribute;
pub use payload::{LeftOut, StandardClaim};

use serde_json::Value;

use crate::endpoint::{self, Endpoint, Flow};
use crate::order;
use crate::place::ArtifactKind;
use crate::report::{Artifact, Format, ModeKind};
use crate::scenario::{Object, ResourceServer, Scenario};
use saml::{SamlAttributes, SamlChanges};

/// A custom claim that passed the filter: name and value.
pub type Passed = (String, Value);

/// What the tokens are made of.
#[derive(Clone, Copy, Debug)]
pub struct Ingredients<'a> {
    /// The input.
    pub scenario: &'a Scenario,
    /// What the request decided.
    pub endpoint: &'a Endpoint,
    /// The user as the rules returned it.
    pub user: &'a Object,
    /// The user as stored.
    pub stored_user: &'a Object,
    /// `context` as the rules returned it: `jwtConfiguration`, `primaryUser`.
    pub context: &'a Object,
    /// Custom claims that passed the filter for the ID token, in the order in which they were first written.
    pub id_token_claims: &'a [Passed],
    /// The same for `/userinfo`.
    pub userinfo_claims: &'a [Passed],
    /// The same for the access token.
    pub access_token_claims: &'a [Passed],
    /// `context.accessToken.scope`, split, where a script set it; the same after `addScope` and `removeScope`.
    pub script_scopes: Option<&'a [String]>,
    /// What Actions changed about the assertion.
    pub saml_changes: &'a SamlChanges,
    /// Why nothing is issued: denied, failed, redirected. One sentence, as a `why` reads.
    pub blocked: Option<&'a str>,
}

/// What comes of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composed {
    /// Every artifact that the request could concern, issued or not.
    pub artifacts: Vec<Artifact>,
    /// The claims that Auth0 itself put into an issued artifact, in the order in which they entered.
    pub standard: Vec<StandardClaim>,
    /// Profile claims of the user that an issued artifact lacks for want of a scope.
    pub left_out: Vec<LeftOut>,
    /// Attributes of the user that reached a legacy ID token or delegation token.
    pub legacy: Vec<LegacyAttribute>,
    /// The attributes of the assertion.
    pub saml: SamlAttributes,
    /// The scopes that were granted in the end.
    pub granted_scopes: Vec<String>,
}

/// Makes the tokens. Never fails; what is not issued says why.
pub fn compose(ingredients: &Ingredients<'_>) -> Composed {
    let endpoint = ingredients.endpoint;
    let mut composed = Composed {
        granted_scopes: granted_scopes(endpoint, ingredients.script_scopes),
        ..Composed::default()
    };
    if let Some(why) =
        ingredients.blocked.or(endpoint.refusal.as_ref().map(|refusal| refusal.message.as_str()))
    {
        composed.artifacts =
            concerned(ingredients).into_iter().map(|kind| not_issued(kind, why)).collect();
        return composed;
    }
    let granted = composed.granted_scopes.clone();
    let refresh = refresh_token::compose(ingredients);
    // The access token comes first: the ID token may carry its hash.
    let access =
        access_token::compose(ingredients, &granted, refresh.issued, &mut composed.standard);
    for kind in concerned(ingredients) {
        let artifact = match kind {
            ArtifactKind::IdToken if ingredients.is_legacy() => {
                let audience = ingredients.scenario.client.client_id.as_str();
                match id_token::why_not(ingredients, &granted) {
                    Some(why) => not_issued(kind, why),
                    None => legacy_id_token::compose(ingredients, kind, audience, &mut composed),
                }
            }
            ArtifactKind::IdToken => {
                id_token::compose(ingredients, &granted, &access, &mut composed)
            }
            ArtifactKind::AccessToken => access.clone(),
            ArtifactKind::Userinfo => userinfo::compose(ingredients, &granted, &mut composed),
            ArtifactKind::RefreshToken => refresh.clone(),
            ArtifactKind::Tokeninfo => tokeninfo::compose(ingredients, &mut composed),
            ArtifactKind::DelegationToken => delegation_token::compose(ingredients, &mut composed),
            ArtifactKind::SamlAssertion => saml::compose(ingredients, &mut composed),
        };
        composed.artifacts.push(artifact);
    }
    // Rows of one artifact stand together, in the order of the artifacts.
    order::sort_long_by_key(&mut composed.standard, |claim| claim.artifact);
    composed
}

/// The artifacts that the request could concern, in the order of the report.
fn concerned(ingredients: &Ingredients<'_>) -> Vec<ArtifactKind> {
    let mut kinds = match ingredients.endpoint.flow {
        Flow::Tokeninfo => return vec![ArtifactKind::Tokeninfo],
        Flow::Federated => return vec![ArtifactKind::SamlAssertion],
        _ => vec![ArtifactKind::IdToken, ArtifactKind::AccessToken, ArtifactKind::Userinfo],
    };
    if refresh_token::is_asked_for(ingredients.endpoint) {
        kinds.push(ArtifactKind::RefreshToken);
    }
    if ingredients.endpoint.flow == Flow::Delegation {
        kinds.push(ArtifactKind::DelegationToken);
    }
    kinds
}

/// An artifact that this request does not yield.
pub fn not_issued(kind: ArtifactKind, why: impl Into<String>) -> Artifact {
    let format = match kind {
        ArtifactKind::IdToken | ArtifactKind::DelegationToken => Format::Jwt,
        ArtifactKind::AccessToken | ArtifactKind::RefreshToken => Format::Opaque,
        ArtifactKind::Userinfo | ArtifactKind::Tokeninfo => Format::Json,
        ArtifactKind::SamlAssertion => Format::Xml,
    };
    Artifact {
        kind,
        issued: false,
        format,
        why: why.into(),
        header: Object::new(),
        payload: Object::new(),
        encoded: String::new(),
        bytes: 0,
    }
}

impl<'a> Ingredients<'a> {
    /// Whether the legacy pipeline answers.
    pub(in crate::tokens) fn is_legacy(&self) -> bool {
        self.endpoint.mode == ModeKind::Legacy
    }

    /// The API that the access token is for, when it is one of the scenario's.
    pub(in crate::tokens) fn api(&self) -> Option<&'a ResourceServer> {
        self.endpoint.api.and_then(|at| self.scenario.resource_servers.get(at))
    }

    /// `iss`: the domain that was used, with a slash (`domain.md` §1.7).
    pub(in crate::tokens) fn issuer(&self) -> String {
        endpoint::issuer(self.scenario)
    }

    /// `sub`: the primary user, or the application where there is no user.
    pub(in crate::tokens) fn subject(&self) -> String {
        if self.endpoint.flow == Flow::ClientCredentials {
            return format!("{}@clients", self.scenario.client.client_id);
        }
        let text = |object: &'a Object, name: &str| {
            object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
        };
        text(self.context, "primaryUser")
            .or_else(|| text(self.stored_user, "user_id"))
            .or_else(|| text(self.user, "user_id"))
            .unwrap_or_default()
            .into()
    }

    /// `iat`, seconds.
    pub(in crate::tokens) fn issued_at(&self) -> i64 {
        self.scenario.now.seconds()
    }

    /// `exp`, seconds.
    pub(in crate::tokens) fn expires_after(&self, lifetime: u64) -> i64 {
        self.issued_at().saturating_add(i64::try_from(lifetime).unwrap_or(i64::MAX))
    }

    /// The user that the standard claims of a conformant token are read from (`SW-07`).
    pub(in crate::tokens) fn profile_source(&self) -> &'a Object {
        if self.scenario.switches.is("SW-07", "mutated") { self.user } else { self.stored_user }
    }

    /// A string that stands for a random one and follows from the scenario alone.
    pub(in crate::tokens) fn opaque(&self, what: &str) -> String {
        let scenario = self.scenario;
        encode::opaque(&[
            what,
            &scenario.tenant.domain,
            &scenario.client.client_id,
            &self.subject(),
            &scenario.request.path,
            self.endpoint.audience.as_deref().unwrap_or_default(),
            &scenario.now.to_string(),
        ])
    }
}
