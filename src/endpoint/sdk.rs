//! From the line of code that people know to the request it makes (`domain.md` §1.9).

use serde_json::{Value, json};

use super::grants::{GRANT_JWT_BEARER, GRANT_PASSWORD, GRANT_PASSWORD_REALM};

/// One call of a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SdkCall {
    /// Library and version.
    pub library: &'static str,
    /// The call as it stands in code.
    pub call: &'static str,
    /// The request it makes.
    pub request: Template,
}

/// A request with blanks. `{connection}`, `{username}`, `{audience}` and `{client_id}` stand for those of the scenario; a
/// parameter whose blank is empty is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path.
    pub path: &'static str,
    /// Query parameters.
    pub query: &'static [(&'static str, &'static str)],
    /// Body parameters.
    pub body: &'static [(&'static str, &'static str)],
}

type Parameters = &'static [(&'static str, &'static str)];

const SCOPE: (&str, &str) = ("scope", "openid profile email");
const CLIENT: (&str, &str) = ("client_id", "{client_id}");
const USERNAME: (&str, &str) = ("username", "{username}");
const SECRET: (&str, &str) = ("password", "********");
const AUDIENCE: (&str, &str) = ("audience", "{audience}");
const CONNECTION: (&str, &str) = ("connection", "{connection}");
const REALM: (&str, &str) = ("realm", "{connection}");

const fn get(path: &'static str, query: Parameters) -> Template {
    Template { method: "GET", path, query, body: &[] }
}

const fn post(path: &'static str, body: Parameters) -> Template {
    Template { method: "POST", path, query: &[], body }
}

const CODE: Template = get("/authorize", &[CLIENT, ("response_type", "code"), SCOPE]);
const CODE_AUDIENCE: Template =
    get("/authorize", &[CLIENT, ("response_type", "code"), SCOPE, AUDIENCE]);
const IMPLICIT: Template = get(
    "/authorize",
    &[CLIENT, ("response_type", "token id_token"), SCOPE, AUDIENCE, ("nonce", "n-0S6_WzA2Mj")],
);
const SILENT: Template = get(
    "/authorize",
    &[
        CLIENT,
        ("response_type", "token id_token"),
        SCOPE,
        AUDIENCE,
        ("prompt", "none"),
        ("response_mode", "web_message"),
        ("nonce", "n-0S6_WzA2Mj"),
    ],
);
const RO: Template = post(
    "/oauth/ro",
    &[CLIENT, CONNECTION, ("grant_type", "password"), USERNAME, SECRET, ("scope", "openid")],
);
const SOCIAL: Template = post(
    "/oauth/access_token",
    &[CLIENT, CONNECTION, ("access_token", "********"), ("scope", "openid")],
);
const FORM: Template = post(
    "/usernamepassword/login",
    &[CLIENT, CONNECTION, USERNAME, SECRET, ("response_type", "token"), ("scope", "openid")],
);
const VERIFY: Template = get(
    "/passwordless/verify_redirect",
    &[
        CLIENT,
        CONNECTION,
        ("verification_code", "000000"),
        ("response_type", "token"),
        ("scope", "openid"),
    ],
);
const DELEGATION: Template = post(
    "/delegation",
    &[
        CLIENT,
        ("grant_type", GRANT_JWT_BEARER),
        ("id_token", "********"),
        ("target", "{client_id}"),
        ("scope", "openid"),
        ("api_type", "app"),
    ],
);
const PASSWORD_REALM: Template = post(
    "/oauth/token",
    &[CLIENT, ("grant_type", GRANT_PASSWORD_REALM), REALM, USERNAME, SECRET, SCOPE, AUDIENCE],
);
const PASSWORD: Template = post(
    "/oauth/token",
    &[CLIENT, ("grant_type", GRANT_PASSWORD), USERNAME, SECRET, SCOPE, AUDIENCE],
);
const OTP: Template = post(
    "/oauth/token",
    &[
        CLIENT,
        ("grant_type", "http://auth0.com/oauth/grant-type/passwordless/otp"),
        REALM,
        USERNAME,
        ("otp", "000000"),
        SCOPE,
        AUDIENCE,
    ],
);
const REFRESH: Template =
    post("/oauth/token", &[CLIENT, ("grant_type", "refresh_token"), ("refresh_token", "********")]);
const M2M: Template = post(
    "/oauth/token",
    &[CLIENT, ("grant_type", "client_credentials"), ("client_secret", "********"), AUDIENCE],
);
const TOKENINFO: Template = post("/tokeninfo", &[("id_token", "********")]);
const SSODATA: Template = get("/user/ssodata", &[]);
const USERINFO: Template = get("/userinfo", &[]);

const fn call(library: &'static str, call: &'static str, request: Template) -> SdkCall {
    SdkCall { library, call, request }
}

/// All calls, by library and age.
pub const CALLS: [SdkCall; 58] = [
    call("auth0.js v6, v7", "login({connection, username, password})", RO),
    call("auth0.js v6, v7", "loginWithResourceOwner", RO),
    call("auth0.js v7", "loginWithUsernamePassword", FORM),
    call("auth0.js v7", "login with redirect", FORM),
    call("auth0.js v7", "loginWithSocialAccessToken", SOCIAL),
    call("auth0.js v7", "getDelegationToken", DELEGATION),
    call("auth0.js v7", "refreshToken", DELEGATION),
    call("auth0.js v7", "renewIdToken", DELEGATION),
    call("auth0.js v7", "getProfile(idToken)", TOKENINFO),
    call("auth0.js v7", "getSSOData", SSODATA),
    call(
        "auth0.js v7",
        "verifySMSCode, verifyEmailCode",
        post("/passwordless/verify", &[CONNECTION, ("verification_code", "000000")]),
    ),
    call("auth0.js v7", "verifyPasswordless", VERIFY),
    call("auth0.js v8", "webAuth.authorize", IMPLICIT),
    call("auth0.js v8", "popup.authorize", IMPLICIT),
    call("auth0.js v8", "client.login", PASSWORD_REALM),
    call("auth0.js v8", "client.loginWithDefaultDirectory", PASSWORD),
    call("auth0.js v8 to v10", "client.loginWithResourceOwner", RO),
    call("auth0.js v8", "redirect.loginWithCredentials", FORM),
    call("auth0.js v8", "popup.loginWithCredentials", FORM),
    call("auth0.js v8 to v10", "client.delegation", DELEGATION),
    call("auth0.js v9 and later", "login", IMPLICIT),
    call("auth0.js v9 and later", "crossOriginAuthentication.login", IMPLICIT),
    call("auth0.js v9 and later", "checkSession", SILENT),
    call("auth0.js v9 and later", "renewAuth", SILENT),
    call("auth0.js v9 and later", "passwordlessLogin", IMPLICIT),
    call("auth0.js", "client.userInfo(accessToken)", USERINFO),
    call("Lock 9 and earlier", "show", FORM),
    call("Lock 9 and earlier", "show in a popup", RO),
    call("Lock 9 and earlier", "getProfile", TOKENINFO),
    call("Lock 10, oidcConformant: false", "show", FORM),
    call("Lock 10, oidcConformant: false", "show without redirect", RO),
    call("Lock 10, oidcConformant: true", "show", IMPLICIT),
    call("Lock 11 and later", "show", IMPLICIT),
    call("node-auth0 v2", "oauth.signIn", RO),
    call("node-auth0 v2", "database.signIn", RO),
    call("node-auth0 v2", "oauth.passwordGrant with realm", PASSWORD_REALM),
    call("node-auth0 v2", "oauth.passwordGrant", PASSWORD),
    call("node-auth0 v2", "oauth.socialSignIn", SOCIAL),
    call("node-auth0 v2", "passwordless.signIn with password", RO),
    call("node-auth0 v2", "passwordless.signIn with otp", OTP),
    call("node-auth0 v4 and later", "oauth.passwordGrant with realm", PASSWORD_REALM),
    call("node-auth0 v4 and later", "oauth.refreshTokenGrant", REFRESH),
    call("node-auth0 v4 and later", "oauth.clientCredentialsGrant", M2M),
    call("node-auth0 v4 and later", "passwordless.loginWithEmail, loginWithSMS", OTP),
    call("Auth0.swift", "login(usernameOrEmail:password:connection:)", RO),
    call("Auth0.swift", "login(usernameOrEmail:password:realm:)", PASSWORD_REALM),
    call("Auth0.swift 1.20.0 and later, oidcConformant", "webAuth().start()", CODE_AUDIENCE),
    call(
        "Auth0.Android 1.2 and later, oidcConformant",
        "login(usernameOrEmail, password, realm)",
        PASSWORD_REALM,
    ),
    call(
        "Auth0.Android, oidcConformant off (default)",
        "login(usernameOrEmail, password, connection)",
        RO,
    ),
    call("Auth0.Android, oidcConformant off (default)", "delegation", DELEGATION),
    call("Lock Android 2.17, Lock iOS 2.14.0 and later, oidcConformant", "show", PASSWORD_REALM),
    call("Lock Android, Lock iOS, oidcConformant off (default)", "show", RO),
    call("auth0-spa-js", "loginWithRedirect", CODE_AUDIENCE),
    call("auth0-spa-js", "getTokenSilently with refresh tokens", REFRESH),
    call("auth0-react", "loginWithRedirect", CODE_AUDIENCE),
    call("nextjs-auth0", "handleLogin", CODE),
    call("express-openid-connect", "auth()", CODE),
    call("passport-auth0 1 and later", "passport.authenticate('auth0')", CODE),
];

impl SdkCall {
    /// `request` of a scenario (`formats.md`); `blank` says what belongs into `connection`, `username`, `audience` and
    /// `client_id`.
    pub fn request(&self, blank: impl Fn(&str) -> String) -> Value {
        json!({
            "method": self.request.method,
            "path": self.request.path,
            "query": fill(self.request.query, &blank),
            "body": fill(self.request.body, &blank),
        })
    }
}

fn fill(parameters: Parameters, blank: &dyn Fn(&str) -> String) -> Value {
    let filled = parameters.iter().filter_map(|(name, value)| {
        let value = match value.strip_prefix('{').and_then(|value| value.strip_suffix('}')) {
            Some(name) => blank(name),
            None => (*value).to_owned(),
        };
        (!value.is_empty()).then(|| ((*name).to_owned(), Value::String(value)))
    });
    Value::Object(filled.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::tables::find;

    #[test]
    fn every_call_goes_to_an_endpoint_that_is_known() {
        for call in CALLS {
            assert!(find(call.request.path, None).is_some(), "{} {}", call.library, call.call);
        }
    }
}
