//! Claims on their way into one artifact, each standard one with what it rests on.

use serde_json::Value;

use super::Passed;
use super::encode::{self, Algorithm};
use crate::claims::Basis;
use crate::place::ArtifactKind;
use crate::report::{Artifact, Format};
use crate::scenario::Object;

/// A claim that Auth0 itself puts into an artifact.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardClaim {
    /// Which artifact.
    pub artifact: ArtifactKind,
    /// Name.
    pub name: String,
    /// The value that Auth0 gives it.
    pub value: Value,
    /// What the fact rests on.
    pub basis: Basis,
    /// Why it is there: one sentence.
    pub why: String,
    /// Whether a custom claim stands in its place.
    pub replaced: bool,
}

/// A profile claim that the user has and an artifact lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which artifact.
    pub artifact: ArtifactKind,
    /// Name.
    pub name: String,
    /// The scope that would bring it.
    pub scope: &'static str,
}

/// The claims of one artifact in the making.
#[derive(Debug)]
pub(super) struct Payload {
    kind: ArtifactKind,
    claims: Object,
    standard: Vec<StandardClaim>,
}

impl Payload {
    pub(super) fn new(kind: ArtifactKind) -> Self {
        Self { kind, claims: Object::new(), standard: Vec::new() }
    }

    /// Puts a claim of Auth0's own, unless one of that name is there.
    pub(super) fn standard(
        &mut self,
        name: &str,
        value: impl Into<Value>,
        basis: Basis,
        why: impl Into<String>,
    ) {
        if self.claims.contains_key(name) {
            return;
        }
        let value = value.into();
        self.claims.insert(name.into(), value.clone());
        self.standard.push(StandardClaim {
            artifact: self.kind,
            name: name.into(),
            value,
            basis,
            why: why.into(),
            replaced: false,
        });
    }

    /// Puts the custom claims. One that has a standard claim's name takes its place.
    pub(super) fn custom(&mut self, claims: &[Passed]) {
        for (name, value) in claims {
            self.claims.insert(name.clone(), value.clone());
            for standard in self.standard.iter_mut().filter(|standard| standard.name == *name) {
                standard.replaced = true;
            }
        }
    }

    /// Puts an attribute of the user, unless a claim of that name is there. Says whether it did.
    pub(super) fn attribute(&mut self, name: &str, value: &Value) -> bool {
        if self.claims.contains_key(name) {
            return false;
        }
        self.claims.insert(name.into(), value.clone());
        true
    }

    /// As a signed token.
    pub(super) fn into_jwt(
        self,
        typ: &str,
        algorithm: Algorithm,
        why: impl Into<String>,
        standard: &mut Vec<StandardClaim>,
    ) -> Artifact {
        standard.extend(self.standard);
        let header = algorithm.header(typ);
        let encoded = encode::sign(&header, &self.claims, algorithm);
        let bytes = encoded.len();
        Artifact {
            kind: self.kind,
            issued: true,
            format: Format::Jwt,
            why: why.into(),
            header,
            payload: self.claims,
            encoded,
            bytes,
        }
    }

    /// As a JSON answer.
    pub(super) fn into_json(
        self,
        why: impl Into<String>,
        standard: &mut Vec<StandardClaim>,
    ) -> Artifact {
        standard.extend(self.standard);
        // An object of JSON values always serialises.
        let encoded = serde_json::to_string(&self.claims).unwrap_or_default();
        let bytes = encoded.len();
        let header = Object::new();
        Artifact {
            kind: self.kind,
            issued: true,
            format: Format::Json,
            why: why.into(),
            header,
            payload: self.claims,
            encoded,
            bytes,
        }
    }
}
