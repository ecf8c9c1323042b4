//! From the request to the pipeline that answers it (`domain.md` §1).

pub mod audience;
pub mod grants;
pub mod mode;
pub mod protocol;
pub mod scopes;
pub mod sdk;
pub mod tables;

pub use audience::TokenFormat;


use crate::report::{ModeKind, Reason};

/// Everything that the request alone decides, before any script runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// Which pipeline.
    pub mode: ModeKind,
    /// `context.protocol`, where scripts run.
    pub protocol: Option<&'static str>,
    /// The facts that decided the mode.
    pub reasons: Vec<Reason>,
    /// Why the request is refused before any script runs.
    pub refusal: Option<Refusal>,
    /// Whether rules run for this request (`domain.md` §1.8).
    pub rules_run: bool,
    /// Whether a user can be sent to another page or asked for a second factor.
    pub interactive: bool,
    /// The grant or response type that the tokens come from.
    pub flow: Flow,
    /// The audience of the access token, as requested or by default.
    pub audience: Option<String>,
    /// Index of the API in the scenario, when the audience is one of them.
    pub api: Option<usize>,
    /// How the access token is encoded.
    pub access_token: TokenFormat,
    /// What the access token format follows from: one sentence.
    pub access_token_why: String,
    /// Whether an ID token is issued to the client, `openid` aside.
    pub returns_id_token: bool,
    /// Whether an access token is issued to the client.
    pub returns_access_token: bool,
    /// Whether a token lands in the URL fragment.
    pub in_fragment: bool,
    /// Scope names as requested, in order; for a password grant without scope, those of the API.
    pub requested_scopes: Vec<String>,
    /// Scopes granted before any script runs, in request order.
    pub granted_scopes: Vec<String>,
    /// Permissions of the user on this API (RBAC), for the `permissions` claim.
    pub permissions: Vec<String>,
}

impl Endpoint {
    /// Whether a scope was granted.
    pub fn grants(&self, scope: &str) -> bool {
        self.granted_scopes.iter().any(|granted| granted == scope)
    }
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the application sees: `invalid_request`, `unauthorized_client` …
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// The input at fault.
    pub pointer: String,
    /// What kind of refusal, for the finding.
    pub kind: RefusalKind,
}

/// Kinds of refusals, each with a finding of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// A conformant application on a legacy endpoint.
    LegacyEndpoint,
    /// The audience is no API of the tenant.
    UnknownAudience,
    /// A grant that the application may not use, or another refusal.
    Other,
}

/// Where the tokens come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// `/authorize` with the response types that it asks for.
    Authorize {
        /// `code`.
        code: bool,
        /// `token`.
        token: bool,
        /// `id_token`.
        id_token: bool,
    },
    /// Authorization code, device code and others whose scripts ran earlier.
    CodeExchange,
    /// `refresh_token`.
    Refresh,
    /// `password`, password-realm.
    Password,
    /// Passwordless one-time code.
    PasswordlessOtp,
    /// `client_credentials`.
    ClientCredentials,
    /// Another grant of `/oauth/token` with a user.
    OtherGrant,
    /// `/oauth/ro`, `/oauth/access_token`.
    ResourceOwner,
    /// `/delegation`.
    Delegation,
    /// `/tokeninfo`.
    Tokeninfo,
    /// SAML, WS-Fed, WS-Trust.
    Federated,
    /// Nothing is issued to a user.
    Nothing,
}
