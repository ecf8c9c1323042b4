//! From the request to the pipeline that answers it (`domain.md` §1).

pub mod audience;
pub mod grants;
mod mode;
mod facts;
mod flips;
mod proof;
pub mod protocol;
mod refusal;
mod request;
pub mod scopes;
pub mod sdk;
pub mod sources;
mod surroundings;
pub mod tables;
mod trigger;

pub use audience::{TokenFormat, is_auth0_audience, issuer};

use crate::report::{Mode, ModeKind, Reason};
use crate::scenario::Scenario;
use tables::Rules;
pub use trigger::Trigger;

/// Everything that the request alone decides, before any script runs.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each token can be issued without the others")]
pub struct Endpoint {
    /// Which pipeline.
    pub mode: ModeKind,
    /// `context.protocol`, where scripts run.
    pub protocol: Option<&'static str>,
    /// The facts that decided the mode.
    pub reasons: Vec<Reason>,
    /// The request as people call it: `POST /oauth/ro`.
    pub label: String,
    /// Why the request is refused before any script runs.
    pub refusal: Option<Refusal>,
    /// Whether rules run for this request (`domain.md` §1.8).
    pub rules_run: bool,
    /// They ran when the user logged in, before this request; the simulation runs them as part of it.
    pub rules_ran_earlier: bool,
    /// The trigger whose Actions run (`domain.md` §1.8).
    pub trigger: Option<Trigger>,
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
    /// How the conformant pipeline would encode it; differs from `access_token` in legacy mode only.
    pub conformant_access_token: TokenFormat,
    /// Whether an ID token is issued to the client, `openid` aside.
    pub returns_id_token: bool,
    /// Whether an access token is issued to the client.
    pub returns_access_token: bool,
    /// Whether a refresh token is issued: one is exchanged, or `offline_access` was granted, and flow, application and
    /// API allow it.
    pub returns_refresh_token: bool,
    /// Whether a token lands in the URL fragment.
    pub in_fragment: bool,
    /// Scope names as requested, in order; for a password grant without scope, those of the API; for a login that another
    /// request began, those of the default request.
    pub requested_scopes: Vec<String>,
    /// Scopes granted before any script runs, in request order.
    pub granted_scopes: Vec<String>,
    /// Permissions of the user on this API (RBAC), for the `permissions` claim.
    pub permissions: Vec<String>,
}

impl Endpoint {
    /// The mode with its proof.
    pub fn into_mode(self) -> Mode {
        Mode { kind: self.mode, protocol: self.protocol.map(Into::into), reasons: self.reasons }
    }
}

/// Decides what the request alone decides. A refused request keeps its mode, so that the proof can say what to change.
pub fn decide(scenario: &Scenario) -> Endpoint {
    let asked = request::Asked::read(scenario);
    let plan = mode::plan(&asked);
    let resolved = audience::resolve(&asked);
    let reasons = proof::reasons(&asked, &plan, &resolved);
    let refusal = refusal::refusal(&asked, &plan, &resolved);
    // In legacy mode the audience is never read.
    let read = audience::applies(plan.mode);
    let api = resolved.api().filter(|_| read);
    let strict = refusal::is_strict(&asked);
    let server = api.and_then(|index| scenario.resource_servers.get(index));
    let requested_scopes = scopes::requested(&asked, plan.flow, plan.begun_elsewhere, server);
    let grant =
        scopes::Grant { mode: plan.mode, api: server, refresh_token: plan.refresh_token, strict };
    let granted_scopes = scopes::granted(&asked, &requested_scopes, grant);
    let access_token_why = match plan.mode {
        ModeKind::Legacy => {
            "the access token of a legacy flow is opaque and good for `/userinfo` only".into()
        }
        ModeKind::SamlWsFed => "SAML and WS-Fed return an assertion and no access token".into(),
        ModeKind::NoToken => "this request issues no token".into(),
        _ => resolved.why(scenario),
    };
    Endpoint {
        mode: plan.mode,
        protocol: plan.protocol,
        reasons,
        label: facts::label(&asked, plan.row),
        refusal,
        rules_run: plan.rules != Rules::No,
        rules_ran_earlier: plan.rules == Rules::RanEarlier,
        trigger: trigger::of(plan.mode, plan.flow),
        interactive: plan.interactive,
        flow: plan.flow,
        audience: resolved.audience().filter(|_| read).map(Into::into),
        api,
        access_token: if read { resolved.format(scenario) } else { TokenFormat::Opaque },
        access_token_why,
        conformant_access_token: resolved.format(scenario),
        returns_id_token: plan.id_token && !strict,
        returns_access_token: plan.access_token,
        // A refresh token that can be exchanged was granted before; the exchange rotates it (`domain.md` §1.4).
        returns_refresh_token: granted_scopes.iter().any(|scope| scope == "offline_access")
            || (plan.flow == Flow::Refresh && plan.refresh_token && !strict),
        in_fragment: in_fragment(&asked, plan.flow, plan.mode),
        permissions: if plan.mode == ModeKind::OidcConformant {
            scopes::permissions(scenario, server)
        } else {
            Vec::new()
        },
        requested_scopes,
        granted_scopes,
    }
}

/// Whether `/authorize` answers with a token in the URL fragment, the default for any token (`domain.md` §1.3).
fn in_fragment(asked: &request::Asked<'_>, flow: Flow, mode: ModeKind) -> bool {
    let issues = matches!(mode, ModeKind::OidcConformant | ModeKind::Legacy);
    let from_front = matches!(flow, Flow::Authorize { token, id_token, .. } if token || id_token);
    issues
        && from_front
        && matches!(
            asked.parameter("response_mode"),
            None | Some("fragment" | "fragment.jwt" | "jwt")
        )
}

impl Endpoint {
    /// Whether the request ends where a script asks for a second factor: there is no page to ask on (`domain.md` §1.4).
    pub fn ends_at_challenge(&self) -> bool {
        match self.flow {
            Flow::Password | Flow::PasswordlessOtp | Flow::ResourceOwner | Flow::OtherGrant => true,
            Flow::Authorize { .. } => !self.interactive,
            _ => false,
        }
    }

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
    /// What to do about it.
    pub help: Option<String>,
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
    /// A strict third-party application beside active rules.
    ThirdParty,
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
