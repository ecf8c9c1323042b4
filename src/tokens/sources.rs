//! What the standard claims rest on (`domain.md` §10).

use crate::claims::Basis;

/// The protocol claims of an ID token.
pub(super) const ID_TOKEN: Basis =
    Basis::documented("https://auth0.com/docs/secure/tokens/id-tokens/id-token-structure");
/// Claims that the standard itself defines.
pub(super) const OIDC_CORE: Basis =
    Basis::documented("https://openid.net/specs/openid-connect-core-1_0.html");
/// Which scope asks for which profile claim.
pub(super) const OIDC_SCOPES: Basis =
    Basis::documented("https://auth0.com/docs/get-started/apis/scopes/openid-connect-scopes");
/// The dialects of access tokens.
pub(super) const PROFILES: Basis =
    Basis::documented("https://auth0.com/docs/secure/tokens/access-tokens/access-token-profiles");
/// Audiences of access tokens.
pub(super) const ACCESS_TOKENS: Basis =
    Basis::documented("https://auth0.com/docs/secure/tokens/access-tokens/get-access-tokens");
/// Lifetimes of access tokens.
pub(super) const LIFETIMES: Basis =
    Basis::documented("https://auth0.com/docs/secure/tokens/access-tokens");
/// The `permissions` claim.
pub(super) const RBAC: Basis = Basis::documented(
    "https://auth0.com/docs/get-started/apis/enable-role-based-access-control-for-apis",
);
/// `context.accessToken.scope`, `context.primaryUser`.
pub(super) const RULES_CONTEXT: Basis =
    Basis::documented("https://auth0.com/docs/customize/rules/context-object");
/// `amr` and `acr`.
pub(super) const STEP_UP: Basis = Basis::documented(
    "https://auth0.com/docs/secure/multi-factor-authentication/step-up-authentication/configure-step-up-authentication-for-web-apps",
);
/// `/userinfo`.
pub(super) const USERINFO: Basis =
    Basis::documented("https://auth0.com/docs/api/authentication/user-profile/get-user-info");
/// What a legacy token holds.
pub(super) const LEGACY: Basis =
    Basis::documented("https://auth0.com/docs/authenticate/login/oidc-conformant-authentication");
/// `context.jwtConfiguration`.
pub(super) const JWT_CONFIGURATION: Basis =
    Basis::documented("https://github.com/auth0/rules/pull/159");
