//! The rows of `domain.md` §3: which hosts and names Auth0 keeps for itself, which names have a scope, and what each
//! verdict rests on. A wrong row is corrected here and nowhere else.

use super::Basis;

/// Page "Create custom claims", with the list of restricted names.
pub const CUSTOM_CLAIMS: &str =
    "https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims";
/// Page "Custom claims migration" (2022-07-28 to 2023-01-30).
pub const CLAIMS_MIGRATION: &str =
    "https://auth0.com/docs/troubleshoot/product-lifecycle/past-migrations/custom-claims-migration";
/// Page "OpenID Connect scopes".
pub const OIDC_SCOPES: &str =
    "https://auth0.com/docs/get-started/apis/scopes/openid-connect-scopes";
/// Page "Get access tokens": which audience yields which format.
pub const GET_ACCESS_TOKENS: &str =
    "https://auth0.com/docs/secure/tokens/access-tokens/get-access-tokens";
/// Page "OIDC-conformant authentication": what the toggle and the audience do.
pub const OIDC_CONFORMANT: &str =
    "https://auth0.com/docs/authenticate/login/oidc-conformant-authentication";
/// Reference of `/userinfo`.
pub const GET_USER_INFO: &str =
    "https://auth0.com/docs/api/authentication/user-profile/get-user-info";
/// Staff answer: a legacy endpoint never reads `context.idToken`.
pub const THREAD_LEGACY: &str = "https://community.auth0.com/t/6761";
/// Staff answer: the delegation token never reads `context.idToken`.
pub const THREAD_DELEGATION: &str = "https://community.auth0.com/t/6253";
/// Staff answer: `/userinfo` shows ID-token claims, never those of the access token.
pub const THREAD_USERINFO: &str = "https://community.auth0.com/t/6848";
/// Staff answer: an access token without an API audience is opaque.
pub const THREAD_OPAQUE: &str = "https://community.auth0.com/t/31028";
/// Staff answer: profile claims on an access token are ignored while names must be namespaced.
pub const THREAD_PROFILE_ON_ACCESS_TOKEN: &str = "https://community.auth0.com/t/36597";
/// Staff answer: custom claims are prohibited on tokens for the Management API.
pub const THREAD_AUTH0_AUDIENCE: &str = "https://community.auth0.com/t/188599";
/// Users' report of the limit of a token in the URL fragment.
pub const THREAD_FRAGMENT: &str = "https://community.auth0.com/t/112147";
/// Auth0's library for assertions, version 8.0.0: without a name identifier it makes an error.
pub const NODE_SAMLP: &str = "https://github.com/auth0/node-samlp";

/// A host whose names Auth0 keeps for itself, with every host below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReservedHost {
    /// Host, lower case.
    pub host: &'static str,
    /// What the row rests on.
    pub basis: Basis,
}

/// `domain.md` §3.4, set R. `auth0app.com` is on no list and therefore not here.
pub const RESERVED_HOSTS: [ReservedHost; 3] = [
    ReservedHost { host: "auth0.com", basis: Basis::documented(CUSTOM_CLAIMS) },
    ReservedHost { host: "webtask.io", basis: Basis::documented(CUSTOM_CLAIMS) },
    ReservedHost { host: "webtask.run", basis: Basis::documented(CUSTOM_CLAIMS) },
];

/// The URN namespace that Auth0 keeps for itself: this name and what begins with it and a colon.
pub const RESERVED_URN: &str = "urn:auth0";

/// The 60 names that Auth0 drops from every token (`domain.md` §3.2): exact, case-sensitive, sorted by byte. [`CUSTOM_CLAIMS`].
pub const RESTRICTED_NAMES: [&str; 60] = [
    "acr",
    "act",
    "active",
    "amr",
    "at_hash",
    "ath",
    "attest",
    "aud",
    "auth_time",
    "authorization_details",
    "azp",
    "c_hash",
    "client_id",
    "cnf",
    "cty",
    "dest",
    "entitlements",
    "events",
    "exp",
    "groups",
    "gty",
    "htm",
    "htu",
    "iat",
    "internalService",
    "iss",
    "jcard",
    "jku",
    "jti",
    "jwe",
    "jwk",
    "kid",
    "may_act",
    "mky",
    "nbf",
    "nonce",
    "object_id",
    "org_id",
    "org_name",
    "orig",
    "origid",
    "permissions",
    "roles",
    "rph",
    "s_hash",
    "sid",
    "sip_callid",
    "sip_cseq_num",
    "sip_date",
    "sip_from_tag",
    "sip_via_branch",
    "sub",
    "sub_jwk",
    "toe",
    "txn",
    "typ",
    "uuid",
    "vot",
    "vtm",
    "x5t#S256",
];

/// An OIDC profile claim and the scope that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileName {
    /// Claim name.
    pub name: &'static str,
    /// Scope name.
    pub scope: &'static str,
}

const fn profile(name: &'static str) -> ProfileName {
    ProfileName { name, scope: "profile" }
}

/// The 19 OIDC profile claims (`domain.md` §3.3, `OpenID` Connect Core, section 5.4).
pub const PROFILE_NAMES: [ProfileName; 19] = [
    ProfileName { name: "address", scope: "address" },
    profile("birthdate"),
    ProfileName { name: "email", scope: "email" },
    ProfileName { name: "email_verified", scope: "email" },
    profile("family_name"),
    profile("gender"),
    profile("given_name"),
    profile("locale"),
    profile("middle_name"),
    profile("name"),
    profile("nickname"),
    ProfileName { name: "phone_number", scope: "phone" },
    ProfileName { name: "phone_number_verified", scope: "phone" },
    profile("picture"),
    profile("preferred_username"),
    profile("profile"),
    profile("updated_at"),
    profile("website"),
    profile("zoneinfo"),
];

/// Names that the standard claims of a scope have (`domain.md` §2.1), in the order in which they enter a token.
pub fn profile_names_of(scope: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    PROFILE_NAMES.iter().filter(move |row| row.scope == scope).map(|row| row.name)
}

/// Largest sum of the custom claims of one token, in bytes as [`super::filter::claim_bytes`] counts; beyond it the
/// login fails (`domain.md` §3.7).
pub const CUSTOM_CLAIMS_BYTES: usize = 102_400;

/// Size of a token, in bytes, from which users report a failing login when it lands in the URL fragment (`domain.md` §3.7).
pub const FRAGMENT_BYTES: usize = 3_584;

/// Size of a session cookie, in bytes, that browsers guarantee (`domain.md` §3.7).
pub const COOKIE_BYTES: usize = 4_096;

/// A situation in which a verdict is given; each rests on a source of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The claim is delivered.
    Kept,
    /// A profile claim is delivered.
    KeptProfile,
    /// It is delivered to `/userinfo`.
    KeptInUserinfo,
    /// A user attribute in the answer of the legacy `/userinfo`.
    AttributeInUserinfo,
    /// A name in which the filter has to tell something that no source shows: an IP address, a port, a user before the
    /// host, a scheme in capitals, a restricted or profile name in other capitals, a name that JavaScript objects have
    /// of their own, or `auth0app.com` (`domain.md` §3.2, §3.9).
    UnusualName,
    /// A value of another type than JSON has, or one that is empty (`domain.md` §3.8).
    UnusualValue,
    /// A namespaced name, barred from access tokens for Auth0's APIs.
    NamespacedBarred,
    /// A name with a single slash counts as namespaced, or does not.
    SingleSlash,
    /// A URN while names must be namespaced.
    UrnInNamespacedEra,
    /// A namespaced name on an access token for one of Auth0's APIs.
    NamespacedOnAuth0Audience,
    /// `null` as a value.
    NullValue,
    /// An empty name.
    EmptyName,
    /// The name `scope`.
    ScopeName,
    /// A legacy endpoint.
    LegacyEndpoint,
    /// `/authorize` in the legacy pipeline.
    LegacyAuthorize,
    /// `/delegation`.
    LegacyDelegation,
    /// No such artifact is issued.
    NotIssued,
    /// The access token is opaque.
    Opaque,
    /// There is no value to send.
    NoValue,
    /// The value cannot be serialised.
    Unserializable,
    /// The name must be namespaced and is not.
    NamespaceRequired,
    /// The name is under one of Auth0's hosts.
    ReservedHost,
    /// The name is under `urn:auth0`.
    ReservedUrn,
    /// The name is under one of Auth0's hosts, while names must be namespaced.
    UserinfoOnly,
    /// The name is restricted.
    Restricted,
    /// The name starts with `$`.
    Dollar,
    /// The name has no namespace and the access token is for one of Auth0's APIs.
    Auth0Audience,
    /// A profile claim on an access token for one of Auth0's APIs.
    ProfileOnAuth0Audience,
    /// A profile claim on an access token, while names must be namespaced.
    ProfileOnAccessToken,
    /// A profile claim without its scope.
    ScopeMissing,
    /// A user attribute that no scope asks for.
    AttributeNotAsked,
    /// A user attribute beyond OIDC with Legacy User Profile off.
    LegacyProfileOff,
    /// Custom claims over 100 KB.
    Oversized,
    /// A token too large for the fragment.
    OversizedFragment,
    /// An assertion without a name identifier.
    NameIdentifier,
}

impl Ground {
    /// What it rests on.
    pub const fn basis(self) -> Basis {
        match self {
            Self::Kept | Self::Restricted | Self::ReservedHost | Self::ReservedUrn => {
                Basis::documented(CUSTOM_CLAIMS)
            }
            Self::KeptProfile | Self::ScopeMissing => {
                Basis::documented(OIDC_SCOPES).switched("SW-15")
            }
            Self::KeptInUserinfo => Basis::documented(GET_USER_INFO),
            Self::NamespacedBarred => Basis::staff(THREAD_AUTH0_AUDIENCE).switched("SW-12"),
            Self::SingleSlash => Basis::inferred(CUSTOM_CLAIMS).switched("SW-11"),
            Self::UrnInNamespacedEra => Basis::inferred(CLAIMS_MIGRATION).switched("SW-13"),
            Self::NamespacedOnAuth0Audience => {
                Basis::documented(CLAIMS_MIGRATION).switched("SW-12")
            }
            Self::NullValue => Basis::inferred(CUSTOM_CLAIMS).switched("SW-16"),
            Self::EmptyName => Basis::inferred(CUSTOM_CLAIMS).switched("SW-14"),
            Self::ScopeName => Basis::inferred(CUSTOM_CLAIMS).switched("SW-08"),
            Self::LegacyEndpoint => Basis::staff(THREAD_LEGACY),
            Self::LegacyAuthorize => Basis::staff(THREAD_LEGACY).switched("SW-04"),
            Self::LegacyDelegation => Basis::staff(THREAD_DELEGATION),
            Self::NotIssued | Self::AttributeNotAsked | Self::AttributeInUserinfo => {
                Basis::documented(OIDC_CONFORMANT)
            }
            Self::Opaque => Basis::staff(THREAD_OPAQUE),
            Self::NoValue | Self::Unserializable | Self::UnusualName | Self::UnusualValue => {
                Basis::inferred(CUSTOM_CLAIMS)
            }
            Self::NamespaceRequired
            | Self::UserinfoOnly
            | Self::Dollar
            | Self::Auth0Audience
            | Self::Oversized => Basis::documented(CLAIMS_MIGRATION),
            Self::ProfileOnAuth0Audience => Basis::inferred(CLAIMS_MIGRATION),
            Self::ProfileOnAccessToken => Basis::staff(THREAD_PROFILE_ON_ACCESS_TOKEN),
            Self::LegacyProfileOff => Basis::documented(OIDC_CONFORMANT).switched("SW-10"),
            Self::OversizedFragment => Basis::observed(THREAD_FRAGMENT),
            Self::NameIdentifier => Basis::inferred(NODE_SAMLP).as_of("2026-11-26"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_do_not_overlap() {
        assert!(RESTRICTED_NAMES.is_sorted());
        assert!(PROFILE_NAMES.is_sorted_by_key(|row| row.name));
        assert!(PROFILE_NAMES.iter().all(|row| !RESTRICTED_NAMES.contains(&row.name)));
    }
}
