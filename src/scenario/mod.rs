//! What goes in: everything a simulation depends on, with the defaults of `domain.md` §0.3.
//! `json` reads it from text; nothing else knows its wire form.

mod defaults;
pub mod http;
mod instant;
pub mod json;
pub mod jsonc;
pub mod pointer;
mod switches;

pub use defaults::{CLIENT_ID, CONNECTION_NAME, USER_EMAIL};
pub use http::HttpReply;
pub use instant::{CONFORMANT_TENANTS, Instant, RULES_END, RULES_LAST_DAY, RULES_READ_ONLY};
pub use switches::{SWITCHES, Switch, Switches};

use serde_json::{Map, Value};

use crate::diagnostics::Diagnostic;
use crate::order;

/// A JSON object whose members keep their order.
pub type Object = Map<String, Value>;

/// One login to simulate.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Title, for people.
    pub name: String,
    /// The simulated clock: decides era, expiry and whether Rules run at all.
    pub now: Instant,
    /// Whether `now` was given, not assumed.
    pub now_given: bool,
    /// The tenant.
    pub tenant: Tenant,
    /// The application.
    pub client: Client,
    /// The APIs of the tenant.
    pub resource_servers: Vec<ResourceServer>,
    /// Where the user comes from.
    pub connection: Connection,
    /// The organisation the user logs in to.
    pub organization: Option<Organization>,
    /// The HTTP request that starts it.
    pub request: Request,
    /// The user as stored (`domain.md` §4.3).
    pub user: Object,
    /// Roles and permissions of the user (core RBAC).
    pub authorization: Authorization,
    /// How the user proved who they are: `{name, timestamp}` entries.
    pub authentication_methods: Vec<Value>,
    /// Session id, if there is a session.
    pub session_id: String,
    /// `context.stats.loginsCount`.
    pub logins_count: u64,
    /// Rules settings: a map of strings.
    pub configuration: Object,
    /// The rules, as given.
    pub rules: Vec<Rule>,
    /// The Actions, as given.
    pub actions: Vec<Action>,
    /// What the outside answers to the requests of scripts.
    pub http: Vec<HttpReply>,
    /// Merge patches over what was built (RFC 7396).
    pub overrides: Overrides,
    /// The disputed points, decided.
    pub switches: Switches,
    /// What `claimscope check` holds the report to; of the simulation only findings look at it.
    pub expect: Option<Value>,
    /// What was found while reading: pointers into the text.
    pub findings: Vec<Diagnostic>,
}

/// The tenant (Management API: tenant settings).
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "they are the tenant's own settings")]
pub struct Tenant {
    /// Auth0 domain, for example `acme.eu.auth0.com`.
    pub domain: String,
    /// Custom domains.
    pub custom_domains: Vec<String>,
    /// Audience that is used when a request has none; empty for none.
    pub default_audience: String,
    /// Connection of the `password` grant; empty for none.
    pub default_directory: String,
    /// When it was created; `None` when unknown, and then nothing is concluded from its age.
    pub created_at: Option<Instant>,
    /// "Custom claims must be namespaced": the tenant is in era E1 (`domain.md` §3.1).
    pub legacy_custom_claims: bool,
    /// "Legacy User Profile": legacy tokens may hold the whole profile (`domain.md` §2.6).
    pub enable_legacy_profile: bool,
    /// Other tenant flags, by name.
    pub flags: Object,
    /// Node version of Rules: `4` to `22`.
    pub sandbox_version: String,
    /// `compatibility` lets `resource` stand for `audience`.
    pub resource_parameter_profile: String,
    /// Organisation names may appear in tokens.
    pub allow_organization_name_in_authentication_api: bool,
    /// Rules run on password and refresh exchanges (always since 2017-05-31).
    pub rules_on_password_and_refresh: bool,
}

/// The application (Management API: client).
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// `client_id`.
    pub client_id: String,
    /// Name.
    pub name: String,
    /// `native`, `spa`, `regular_web`, `non_interactive`; empty when unknown.
    pub app_type: String,
    /// A first-party application.
    pub is_first_party: bool,
    /// The toggle "OIDC Conformant".
    pub oidc_conformant: bool,
    /// Allowed grants; `None` when unknown, and then nothing is refused for want of one.
    pub grant_types: Option<Vec<String>>,
    /// `jwt_configuration.alg`.
    pub alg: String,
    /// `jwt_configuration.lifetime_in_seconds`.
    pub lifetime_in_seconds: u64,
    /// `jwt_configuration.scopes`: legacy scope mappings.
    pub jwt_scopes: Object,
    /// `client_metadata`.
    pub client_metadata: Object,
    /// `addons`.
    pub addons: Object,
    /// `strict` or `permissive`; empty when unknown.
    pub third_party_security_mode: String,
}

/// An API of the tenant (Management API: resource server).
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceServer {
    /// The audience.
    pub identifier: String,
    /// Permissions it defines.
    pub scopes: Vec<String>,
    /// `RS256`, `HS256` or `PS256`.
    pub signing_alg: String,
    /// Seconds.
    pub token_lifetime: u64,
    /// Seconds, for implicit and SPA flows; `None` means [`Self::token_lifetime`].
    pub token_lifetime_for_web: Option<u64>,
    /// `access_token`, `access_token_authz`, `rfc9068_profile` or `rfc9068_profile_authz` (`domain.md` §2.3).
    pub token_dialect: String,
    /// RBAC is on.
    pub enforce_policies: bool,
    /// Refresh tokens are allowed.
    pub allow_offline_access: bool,
    /// The access token is encrypted (JWE).
    pub token_encryption: bool,
}

/// Where the user comes from (Management API: connection).
#[derive(Clone, Debug, PartialEq)]
pub struct Connection {
    /// `con_…`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Strategy: `auth0`, `google-oauth2`, `sms`, `samlp` …
    pub strategy: String,
    /// `metadata`.
    pub metadata: Object,
    /// `options`.
    pub options: Object,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    /// `org_…`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name for people.
    pub display_name: String,
    /// `metadata`.
    pub metadata: Object,
}

/// One HTTP request, as it would be captured.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// `GET` or `POST`.
    pub method: String,
    /// Path, without host and query.
    pub path: String,
    /// Query parameters.
    pub query: Object,
    /// Body parameters.
    pub body: Object,
    /// Headers.
    pub headers: Object,
    /// Host name the request was sent to; empty for the tenant's.
    pub hostname: String,
    /// IP address.
    pub ip: String,
    /// `User-Agent`.
    pub user_agent: String,
    /// `context.request.geoip`.
    pub geoip: Object,
    /// Id of the Action that a request to `/continue` resumes; empty where there is only one that can.
    pub resumes: String,
}

impl Request {
    /// A parameter as text: from the body for POST, from the query otherwise, and from the other where it is not there.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let (first, second) = if self.method.eq_ignore_ascii_case("POST") {
            (&self.body, &self.query)
        } else {
            (&self.query, &self.body)
        };
        let text = |object: &'_ Object| object.get(name).and_then(Value::as_str).map(str::len);
        match (text(first), text(second)) {
            (Some(length), _) if length > 0 => first.get(name).and_then(Value::as_str),
            (_, Some(length)) if length > 0 => second.get(name).and_then(Value::as_str),
            _ => None,
        }
    }

    /// The JSON pointer of a parameter, or of where it would be put.
    pub fn parameter_pointer(&self, name: &str) -> String {
        let post = self.method.eq_ignore_ascii_case("POST");
        let in_body = if self.body.contains_key(name) {
            true
        } else if self.query.contains_key(name) {
            false
        } else {
            post
        };
        format!("/request/{}/{}", if in_body { "body" } else { "query" }, pointer::escape(name))
    }

    /// The requested scope names, in order, each once.
    pub fn scopes(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for name in self.parameter("scope").unwrap_or_default().split_ascii_whitespace() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// Roles and permissions of the user (core RBAC).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authorization {
    /// Role names; `None` leaves `context.authorization` undefined.
    pub roles: Option<Vec<String>>,
    /// Permissions, direct and through roles.
    pub permissions: Vec<Permission>,
}

/// One permission of the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Permission {
    /// Audience of the API.
    pub resource_server_identifier: String,
    /// Name.
    pub permission_name: String,
}

/// A rule (Management API: rule).
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// `rul_…`.
    pub id: String,
    /// Name; unique in the scenario.
    pub name: String,
    /// Order; a rule without one runs last.
    pub order: Option<f64>,
    /// Switched on.
    pub enabled: bool,
    /// `login_success`, `login_failure` or `pre_authorize`.
    pub stage: String,
    /// Source text.
    pub script: String,
    /// RFC 6901 pointer of the source text.
    pub pointer: String,
}

/// An Action (Management API: action).
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// `act_…`.
    pub id: String,
    /// Name; unique in the scenario.
    pub name: String,
    /// Trigger, for example `post-login`.
    pub trigger: String,
    /// Bound to the trigger's flow.
    pub bound: bool,
    /// Deployed.
    pub deployed: bool,
    /// Source text.
    pub code: String,
    /// Secrets.
    pub secrets: Object,
    /// Names of the modules that it declares; `None` where nobody said.
    pub dependencies: Option<Vec<String>>,
    /// RFC 6901 pointer of the Action.
    pub place: String,
    /// RFC 6901 pointer of the source text.
    pub pointer: String,
}

/// JSON merge patches (RFC 7396) over what the simulation built.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// Over `user`.
    pub user: Option<Value>,
    /// Over `context`.
    pub context: Option<Value>,
    /// Over `event`.
    pub event: Option<Value>,
}

impl Scenario {
    /// The rules in the order in which they run (`domain.md` §4.1; ties and missing orders by `SW-20`).
    pub fn rules_in_order(&self) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> = self.rules.iter().collect();
        let by_name = self.switches.is("SW-20", "name");
        order::sort_long_by(&mut rules, |a, b| {
            // A rule without an order runs last: Auth0 gives it the current maximum plus one.
            let place = |rule: &Rule| rule.order.unwrap_or(f64::INFINITY);
            let tie = if by_name {
                a.name.cmp(&b.name)
            } else {
                a.id.cmp(&b.id).then_with(|| a.name.cmp(&b.name))
            };
            place(a).total_cmp(&place(b)).then(tie)
        });
        rules
    }

    /// Whether custom claim names must be namespaced: era E1 (`domain.md` §3.1).
    pub fn namespaced_only(&self) -> bool {
        self.tenant.legacy_custom_claims
    }

    /// Whether Rules still execute at the simulated time.
    pub fn rules_execute(&self) -> bool {
        self.now < RULES_END
    }

    /// Host the request was sent to: decides `iss` (`domain.md` §1.7).
    pub fn host(&self) -> &str {
        if self.request.hostname.is_empty() { &self.tenant.domain } else { &self.request.hostname }
    }
}
