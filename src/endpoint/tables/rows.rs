//! The rows themselves.

use super::{EndpointRow, Legacy, Route, Rules, Successor};
use crate::claims::Basis;
use crate::claims::tables::{OIDC_CONFORMANT, THREAD_DELEGATION, THREAD_LEGACY};
use crate::endpoint::Flow;
use crate::endpoint::grants::{
    GRANT_ACCESS_TOKEN, GRANT_DELEGATION_ID, GRANT_DELEGATION_REFRESH, GRANT_JWT_BEARER, GRANT_RO,
    GRANT_RO_JWT_BEARER,
};
use crate::endpoint::sources::{
    CONTEXT_OBJECT, LEGACY_FLOWS, PAST_MIGRATIONS, POST_LOGIN_EVENT, ROP_ADOPTION, THREAD_MODE,
};

const RO: Legacy = Legacy {
    grants: &[GRANT_RO],
    flag: None,
    flow: Flow::ResourceOwner,
    successor: Successor::PasswordRealm,
};
const CODE: Flow = Flow::Authorize { code: true, token: false, id_token: false };

const fn row(
    method: &'static str,
    path: &'static str,
    route: Route,
    rules: Rules,
    says: &'static str,
    basis: Basis,
) -> EndpointRow {
    EndpointRow { method, path, grant_type: None, route, protocol: None, rules, says, basis }
}

const fn nothing(method: &'static str, path: &'static str, says: &'static str) -> EndpointRow {
    row(method, path, Route::Nothing, Rules::No, says, Basis::inferred(CONTEXT_OBJECT))
}

const fn protocol(row: EndpointRow, protocol: &'static str) -> EndpointRow {
    EndpointRow { protocol: Some(protocol), ..row }
}

/// All endpoints; the first row that matches wins.
pub const ENDPOINTS: [EndpointRow; 46] = [
    row(
        "GET",
        "/authorize",
        Route::Authorize,
        Rules::Run,
        "toggle, audience and default audience decide here",
        Basis::staff(THREAD_MODE),
    ),
    row(
        "POST",
        "/oauth/token",
        Route::Token,
        Rules::Run,
        "conformant whatever the toggle",
        Basis::documented(ROP_ADOPTION),
    ),
    EndpointRow {
        grant_type: Some(GRANT_JWT_BEARER),
        ..protocol(
            row(
                "POST",
                "/oauth/ro",
                Route::LegacyOnly(Legacy {
                    grants: &[GRANT_RO_JWT_BEARER],
                    successor: Successor::Authorize,
                    ..RO
                }),
                Rules::Run,
                "legacy-only endpoint",
                Basis::staff(THREAD_LEGACY),
            ),
            "oauth2-resource-owner-jwt-bearer",
        )
    },
    protocol(
        row(
            "POST",
            "/oauth/ro",
            Route::LegacyOnly(RO),
            Rules::Run,
            "legacy-only endpoint",
            Basis::staff(THREAD_LEGACY),
        ),
        "oauth2-resource-owner",
    ),
    protocol(
        row(
            "POST",
            "/oauth/access_token",
            Route::LegacyOnly(Legacy {
                grants: &[GRANT_ACCESS_TOKEN],
                successor: Successor::Authorize,
                ..RO
            }),
            Rules::Run,
            "legacy-only endpoint",
            Basis::documented(LEGACY_FLOWS),
        ),
        "oauth2-access-token",
    ),
    protocol(
        row(
            "POST",
            "/delegation",
            Route::LegacyOnly(Legacy {
                grants: &[GRANT_DELEGATION_REFRESH, GRANT_DELEGATION_ID],
                flag: Some("allow_legacy_delegation_grant_types"),
                flow: Flow::Delegation,
                successor: Successor::Refresh,
            }),
            Rules::Run,
            "legacy-only endpoint",
            Basis::staff(THREAD_DELEGATION),
        ),
        "delegation",
    ),
    row(
        "POST",
        "/tokeninfo",
        Route::LegacyOnly(Legacy {
            grants: &[],
            flag: Some("allow_legacy_tokeninfo_endpoint"),
            flow: Flow::Tokeninfo,
            successor: Successor::None,
        }),
        Rules::No,
        "legacy-only endpoint: it answers with the profile and issues nothing",
        Basis::documented(PAST_MIGRATIONS),
    ),
    row(
        "POST",
        "/users/*/impersonate",
        Route::LegacyOnly(Legacy {
            grants: &[],
            flag: None,
            flow: CODE,
            successor: Successor::Authorize,
        }),
        Rules::Run,
        "legacy-only endpoint",
        Basis::inferred(LEGACY_FLOWS),
    ),
    row(
        "POST",
        "/usernamepassword/login",
        Route::Login,
        Rules::Run,
        "answered as `/authorize` with the same parameters",
        Basis::documented(PAST_MIGRATIONS),
    ),
    row(
        "POST",
        "/passwordless/verify_redirect",
        Route::Login,
        Rules::Run,
        "answered as `/authorize` with the same parameters",
        Basis::inferred(OIDC_CONFORMANT),
    ),
    row(
        "POST",
        "/co/authenticate",
        Route::Login,
        Rules::Run,
        "returns a ticket that the following `/authorize` uses up",
        Basis::documented(CONTEXT_OBJECT),
    ),
    row(
        "POST",
        "/oauth/par",
        Route::Login,
        Rules::Run,
        "the following `/authorize` has these parameters",
        Basis::inferred(OIDC_CONFORMANT),
    ),
    protocol(
        row(
            "POST",
            "/oauth/device/code",
            Route::Starts(Flow::CodeExchange),
            Rules::RanEarlier,
            "starts a device login: scripts run when the user confirms",
            Basis::documented(CONTEXT_OBJECT),
        ),
        "oauth2-device-code",
    ),
    protocol(
        row(
            "POST",
            "/bc-authorize",
            Route::Starts(Flow::OtherGrant),
            Rules::No,
            "starts a back-channel login: probably no rule runs",
            Basis::inferred(POST_LOGIN_EVENT),
        ),
        "oidc-ciba",
    ),
    protocol(
        row(
            "GET",
            "/continue",
            Route::Login,
            Rules::Run,
            "resumes a login after a redirect: the scripts run again",
            Basis::documented(CONTEXT_OBJECT),
        ),
        "redirect-callback",
    ),
    row(
        "GET",
        "/login/callback",
        Route::Login,
        Rules::Run,
        "the identity provider's answer: the login goes on as it began",
        Basis::inferred(OIDC_CONFORMANT),
    ),
    nothing("GET", "/samlp/metadata/**", "SAML metadata: no login"),
    nothing("GET", "/samlp/*/logout", "SAML logout: no login"),
    protocol(
        row(
            "GET",
            "/samlp/**",
            Route::Federated,
            Rules::Run,
            "SAML: the user object fills an assertion",
            Basis::documented(CONTEXT_OBJECT),
        ),
        "samlp",
    ),
    nothing("GET", "/wsfed/FederationMetadata/**", "WS-Fed metadata: no login"),
    nothing("GET", "/wsfed/*/FederationMetadata/**", "WS-Fed metadata: no login"),
    protocol(
        row(
            "GET",
            "/wsfed/**",
            Route::Federated,
            Rules::Run,
            "WS-Fed: the user object fills an assertion",
            Basis::documented(CONTEXT_OBJECT),
        ),
        "wsfed",
    ),
    protocol(
        row(
            "POST",
            "/wstrust/**",
            Route::Federated,
            Rules::Run,
            "WS-Trust: the user object fills an assertion",
            Basis::documented(CONTEXT_OBJECT),
        ),
        "wstrust-usernamemixed",
    ),
    nothing("GET", "/userinfo", "shows the claims of a login; simulate the login itself"),
    nothing("GET", "/user/ssodata", "removed on 2018-08-06"),
    nothing("GET", "/ssodata", "removed on 2018-08-06"),
    nothing("POST", "/passwordless/verify", "a legacy check without tokens"),
    nothing("GET", "/login/unlink", "removed"),
    nothing("POST", "/unlink", "removed"),
    nothing("GET", "/v2/logout", "logout: no login"),
    nothing("GET", "/logout", "logout: no login"),
    nothing("GET", "/oidc/logout", "logout: no login"),
    nothing("POST", "/oauth/revoke", "revokes a refresh token"),
    nothing(
        "POST",
        "/mfa/challenge",
        "asks for a second factor; the grant that follows issues the tokens",
    ),
    nothing("POST", "/mfa/associate", "enrols a second factor"),
    nothing("GET", "/mfa/authenticators/**", "lists second factors"),
    nothing("POST", "/passwordless/start", "sends a code or a link; the login comes later"),
    nothing("POST", "/dbconnections/signup", "signup without login: other scripts run here"),
    nothing("POST", "/dbconnections/change_password", "password change: no login"),
    nothing("POST", "/oidc/register", "registers an application"),
    nothing("GET", "/.well-known/**", "metadata of the tenant"),
    nothing("GET", "/login/**", "the login page; `/authorize` leads to it"),
    nothing("GET", "/u/**", "a page of Universal Login; `/authorize` leads to it"),
    nothing("GET", "/api/v2/**", "the Management API: no login"),
    nothing("GET", "/authorize/resume", "resumes `/authorize`"),
    nothing("GET", "/activate", "the page on which a device is confirmed"),
];
