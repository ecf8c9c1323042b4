//! What a claim name is (`domain.md` §3.4).

/// Class of a claim name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameClass {
    /// Empty.
    Empty,
    /// Starts with `$`.
    Dollar,
    /// A URL under one of Auth0's hosts.
    ReservedUrl,
    /// A URL that anyone may use.
    Namespaced,
    /// `urn:auth0` or below it.
    ReservedUrn,
    /// Another URN.
    Urn,
    /// One of the 60 restricted names.
    Restricted,
    /// An OIDC profile claim, with the scope it belongs to.
    Profile(&'static str),
    /// Any other name.
    Private,
}

/// The class of a name.
pub fn classify(_name: &str) -> NameClass {
    NameClass::Private
}
