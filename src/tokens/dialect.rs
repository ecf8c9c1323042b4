//! The dialects of access tokens: what an API's `token_dialect` changes (`domain.md` §2.3).

use crate::endpoint::Flow;
use crate::scenario::ResourceServer;

/// What an API's `token_dialect` changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Value of `token_dialect`.
    pub name: &'static str,
    /// `typ` of the header.
    pub typ: &'static str,
    /// The claim that holds the application's id.
    pub client_claim: &'static str,
    /// Whether there is a `jti`.
    pub jti: bool,
    /// Whether `gty` says by which grant the token was obtained.
    pub gty: bool,
    /// Whether `permissions` are listed, where the API enforces RBAC.
    pub permissions: bool,
}

/// The dialects, of which the first is the default.
pub const DIALECTS: [Dialect; 4] = [
    Dialect {
        name: "access_token",
        typ: "JWT",
        client_claim: "azp",
        jti: false,
        gty: true,
        permissions: false,
    },
    Dialect {
        name: "access_token_authz",
        typ: "JWT",
        client_claim: "azp",
        jti: false,
        gty: true,
        permissions: true,
    },
    Dialect {
        name: "rfc9068_profile",
        typ: "at+jwt",
        client_claim: "client_id",
        jti: true,
        gty: false,
        permissions: false,
    },
    Dialect {
        name: "rfc9068_profile_authz",
        typ: "at+jwt",
        client_claim: "client_id",
        jti: true,
        gty: false,
        permissions: true,
    },
];

impl Dialect {
    /// The dialect of an API; without an API, or for an unknown name, the default one.
    pub fn of(api: Option<&ResourceServer>) -> Self {
        let [default, ..] = DIALECTS;
        api.and_then(|api| DIALECTS.into_iter().find(|dialect| dialect.name == api.token_dialect))
            .unwrap_or(default)
    }
}

/// `gty`, which only three grants have.
pub(super) fn grant_type(flow: Flow) -> Option<&'static str> {
    match flow {
        Flow::ClientCredentials => Some("client-credentials"),
        Flow::Password => Some("password"),
        Flow::Refresh => Some("refresh_token"),
        _ => None,
    }
}
