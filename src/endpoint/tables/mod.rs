//! The endpoints of `domain.md` §1.3 to §1.6 as rows: which pipeline answers, which protocol, whether rules run.

mod rows;

pub use rows::ENDPOINTS;

use super::Flow;
use crate::claims::Basis;

/// Which rule of `domain.md` §1.1 decides the mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// M1: the endpoint is legacy and refuses a conformant application.
    LegacyOnly(Legacy),
    /// M2: SAML, WS-Fed, WS-Trust.
    Federated,
    /// M3: the grant decides.
    Token,
    /// M4: toggle, audience and default audience decide; the response type is compulsory.
    Authorize,
    /// M4, where the response type may be absent because another request carries it.
    Login,
    /// M4; a login elsewhere follows, and its tokens come from another request.
    Starts(Flow),
    /// M5: no token of a user.
    Nothing,
}

/// What a legacy endpoint demands, and what took its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legacy {
    /// Grants of which the application needs one, by full name.
    pub grants: &'static [&'static str],
    /// The tenant flag that switches the endpoint on.
    pub flag: Option<&'static str>,
    /// Where tokens come from.
    pub flow: Flow,
    /// What took its place.
    pub successor: Successor,
}

/// The request that took the place of a legacy one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successor {
    /// `/oauth/token` with the password-realm grant.
    PasswordRealm,
    /// `/oauth/token` with a refresh token.
    Refresh,
    /// `/authorize`.
    Authorize,
    /// `/userinfo`, which is no login.
    None,
}

/// Whether rules run for a request (`domain.md` §1.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// They run.
    Run,
    /// They ran when the user logged in; simulated as part of this request.
    RanEarlier,
    /// They do not run.
    No,
}

/// One endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndpointRow {
    /// `GET` or `POST`; what a request to it is called.
    pub method: &'static str,
    /// Path; `*` stands for one segment, `**` at the end for any further ones.
    pub path: &'static str,
    /// The row is for this `grant_type` of the body alone.
    pub grant_type: Option<&'static str>,
    /// Which rule decides the mode.
    pub route: Route,
    /// `context.protocol`; `None` where the response type or the grant decides, or no script runs.
    pub protocol: Option<&'static str>,
    /// Whether rules run.
    pub rules: Rules,
    /// Half a sentence for the proof.
    pub says: &'static str,
    /// What the row rests on.
    pub basis: Basis,
}

/// The row for a path, cleaned of host, query and slashes, and the `grant_type` of the body.
pub fn find(path: &str, grant_type: Option<&str>) -> Option<&'static EndpointRow> {
    ENDPOINTS.iter().find(|row| {
        matches(row.path, path) && row.grant_type.is_none_or(|wanted| grant_type == Some(wanted))
    })
}

/// Compared segment by segment and without regard to case: a pasted `/OAuth/RO` means what it says.
fn matches(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    for wanted in pattern.split('/') {
        if wanted == "**" {
            return true;
        }
        match segments.next() {
            Some(segment) if wanted == "*" || wanted.eq_ignore_ascii_case(segment) => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::grants::GRANT_JWT_BEARER;

    #[test]
    fn a_path_finds_its_row_and_no_other() {
        for (path, row) in [
            ("/samlp/abc", "/samlp/**"),
            ("/samlp/metadata/abc", "/samlp/metadata/**"),
            (
                "/wsfed/abc/FederationMetadata/2007-06/FederationMetadata.xml",
                "/wsfed/*/FederationMetadata/**",
            ),
            ("/login/callback", "/login/callback"),
            ("/login", "/login/**"),
            ("/OAuth/RO", "/oauth/ro"),
            ("/users/auth0|1/impersonate", "/users/*/impersonate"),
        ] {
            assert_eq!(find(path, None).map(|found| found.path), Some(row), "{path}");
        }
        assert_eq!(find("/oauth/rot", None), None);
        assert_eq!(
            find("/oauth/ro", Some(GRANT_JWT_BEARER)).and_then(|row| row.protocol),
            Some("oauth2-resource-owner-jwt-bearer")
        );
    }
}
