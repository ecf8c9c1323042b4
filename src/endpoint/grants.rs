//! The grants of `/oauth/token` as rows (`domain.md` §1.4).

use super::Flow;
use super::sources::{
    CONTEXT_OBJECT, GRANT_TYPES, LEGACY_FLOWS, PAST_MIGRATIONS, POST_LOGIN_EVENT, ROP_ADOPTION,
    THREAD_CLIENT_CREDENTIALS, TOKEN_PRACTICES,
};
use super::tables::Rules;
use crate::claims::Basis;

/// Which pipeline answers a grant (`domain.md` §1.1, M3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantMode {
    /// Conformant, whatever the toggle.
    Conformant,
    /// The pipeline of the transaction that it completes.
    Completes,
    /// No user.
    MachineToMachine,
    /// A legacy grant, with the rules of its endpoint.
    Legacy,
    /// No token of this tenant.
    Nothing,
}

/// One grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrantRow {
    /// `grant_type` on the wire.
    pub grant_type: &'static str,
    /// The row is for a `subject_token_type` that starts so.
    pub subject_token_type: Option<&'static str>,
    /// Name for people.
    pub label: &'static str,
    /// Grants of which the application needs one; empty where none is asked for.
    pub allowed_by: &'static [&'static str],
    /// Which pipeline.
    pub mode: GrantMode,
    /// Where the tokens come from.
    pub flow: Flow,
    /// `context.protocol`; `None` where no script runs or the completed transaction decides.
    pub protocol: Option<&'static str>,
    /// Whether rules run.
    pub rules: Rules,
    /// It returns an ID token, `openid` granted.
    pub id_token: bool,
    /// It returns a refresh token, `offline_access` granted.
    pub refresh_token: bool,
    /// Half a sentence for the proof.
    pub says: &'static str,
    /// What the row rests on.
    pub basis: Basis,
}

/// The password grant (RFC 6749, section 4.3).
pub const GRANT_PASSWORD: &str = "password";
/// The password grant with a connection of choice.
pub const GRANT_PASSWORD_REALM: &str = "http://auth0.com/oauth/grant-type/password-realm";
/// `http://auth0.com/oauth/legacy/grant-type/ro`.
pub const GRANT_RO: &str = "http://auth0.com/oauth/legacy/grant-type/ro";
/// The same with an ID token instead of a password.
pub const GRANT_RO_JWT_BEARER: &str = "http://auth0.com/oauth/legacy/grant-type/ro/jwt-bearer";
/// A token of a social provider.
pub const GRANT_ACCESS_TOKEN: &str = "http://auth0.com/oauth/legacy/grant-type/access_token";
/// Delegation by refresh token.
pub const GRANT_DELEGATION_REFRESH: &str =
    "http://auth0.com/oauth/legacy/grant-type/delegation/refresh_token";
/// Delegation by ID token.
pub const GRANT_DELEGATION_ID: &str =
    "http://auth0.com/oauth/legacy/grant-type/delegation/id_token";
/// The JWT bearer grant (RFC 7523, section 2.1).
pub const GRANT_JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const GRANT_OTP: &str = "http://auth0.com/oauth/grant-type/passwordless/otp";
const GRANT_DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
const GRANT_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const GRANT_CIBA: &str = "urn:openid:params:grant-type:ciba";

/// A grant with a user whose scripts run in the exchange; the rows below differ from it.
const USER: GrantRow = GrantRow {
    grant_type: GRANT_PASSWORD,
    subject_token_type: None,
    label: "password",
    allowed_by: &[GRANT_PASSWORD],
    mode: GrantMode::Conformant,
    flow: Flow::Password,
    protocol: Some("oauth2-password"),
    rules: Rules::Run,
    id_token: true,
    refresh_token: true,
    says: "issues tokens for a user",
    basis: Basis::documented(ROP_ADOPTION),
};

/// A later grant, which no rule has seen.
const NEWER: GrantRow = GrantRow {
    allowed_by: &[],
    flow: Flow::OtherGrant,
    rules: Rules::No,
    says: "probably no rule runs: the grant is newer than Rules",
    basis: Basis::inferred(POST_LOGIN_EVENT),
    ..USER
};

/// Completes a login that asked for a second factor: only exchanges at `/oauth/token` hand out an `mfa_token`.
const MFA: GrantRow = GrantRow {
    flow: Flow::CodeExchange,
    rules: Rules::RanEarlier,
    says: "completes a password exchange that asked for a second factor",
    basis: Basis::inferred(CONTEXT_OBJECT),
    ..USER
};

const LEGACY: GrantRow = GrantRow {
    mode: GrantMode::Legacy,
    flow: Flow::ResourceOwner,
    says: "a legacy grant, answered as its own endpoint",
    basis: Basis::documented(LEGACY_FLOWS),
    ..USER
};

/// All grants; the first row that matches wins.
pub const GRANTS: [GrantRow; 22] = [
    GrantRow {
        grant_type: "authorization_code",
        label: "authorization_code",
        allowed_by: &["authorization_code"],
        mode: GrantMode::Completes,
        flow: Flow::CodeExchange,
        protocol: Some("oidc-basic-profile"),
        rules: Rules::RanEarlier,
        says: "completes the login that `/authorize` began",
        basis: Basis::documented(CONTEXT_OBJECT),
        ..USER
    },
    GrantRow {
        grant_type: "refresh_token",
        label: "refresh_token",
        allowed_by: &["refresh_token"],
        flow: Flow::Refresh,
        protocol: Some("oauth2-refresh-token"),
        says: "the scripts run again and the claims are computed anew",
        basis: Basis::documented(TOKEN_PRACTICES).switched("SW-01"),
        ..USER
    },
    GrantRow { basis: Basis::documented(PAST_MIGRATIONS), ..USER },
    GrantRow {
        grant_type: GRANT_PASSWORD_REALM,
        label: "password-realm",
        allowed_by: &[GRANT_PASSWORD_REALM, GRANT_PASSWORD],
        ..USER
    },
    GrantRow {
        grant_type: GRANT_OTP,
        label: "passwordless/otp",
        allowed_by: &[GRANT_OTP],
        flow: Flow::PasswordlessOtp,
        basis: Basis::documented(GRANT_TYPES).switched("SW-03"),
        ..USER
    },
    GrantRow {
        grant_type: "client_credentials",
        label: "client_credentials",
        allowed_by: &["client_credentials"],
        mode: GrantMode::MachineToMachine,
        flow: Flow::ClientCredentials,
        protocol: None,
        rules: Rules::No,
        id_token: false,
        refresh_token: false,
        says: "no user: neither rules nor post-login Actions run",
        basis: Basis::staff(THREAD_CLIENT_CREDENTIALS),
        ..USER
    },
    GrantRow {
        grant_type: GRANT_DEVICE,
        label: "device_code",
        allowed_by: &[GRANT_DEVICE],
        mode: GrantMode::Completes,
        flow: Flow::CodeExchange,
        protocol: Some("oauth2-device-code"),
        rules: Rules::RanEarlier,
        says: "completes a device login: the scripts ran when the user confirmed",
        basis: Basis::documented(CONTEXT_OBJECT),
        ..USER
    },
    GrantRow {
        grant_type: GRANT_EXCHANGE,
        subject_token_type: Some("http://auth0.com/oauth/token-type/"),
        label: "token-exchange, native social",
        protocol: Some("oauth2-token-exchange"),
        rules: Rules::Run,
        says: "a social provider's token: rules probably run",
        ..NEWER
    },
    GrantRow {
        grant_type: GRANT_EXCHANGE,
        subject_token_type: Some("urn:ietf:params:oauth:token-type:access_token"),
        label: "token-exchange, on behalf of a user",
        protocol: Some("oauth2-token-exchange"),
        id_token: false,
        refresh_token: false,
        ..NEWER
    },
    GrantRow {
        grant_type: GRANT_EXCHANGE,
        label: "token-exchange",
        protocol: Some("oauth2-token-exchange"),
        ..NEWER
    },
    GrantRow {
        grant_type: "http://auth0.com/oauth/grant-type/mfa-otp",
        label: "mfa-otp",
        allowed_by: &["http://auth0.com/oauth/grant-type/mfa-otp"],
        ..MFA
    },
    GrantRow {
        grant_type: "http://auth0.com/oauth/grant-type/mfa-oob",
        label: "mfa-oob",
        allowed_by: &["http://auth0.com/oauth/grant-type/mfa-oob"],
        ..MFA
    },
    GrantRow {
        grant_type: "http://auth0.com/oauth/grant-type/mfa-recovery-code",
        label: "mfa-recovery-code",
        allowed_by: &["http://auth0.com/oauth/grant-type/mfa-recovery-code"],
        ..MFA
    },
    GrantRow {
        grant_type: GRANT_CIBA,
        label: "ciba",
        allowed_by: &[GRANT_CIBA],
        mode: GrantMode::Completes,
        protocol: Some("oidc-ciba"),
        ..NEWER
    },
    GrantRow {
        grant_type: "urn:okta:params:oauth:grant-type:webauthn",
        label: "webauthn",
        protocol: Some("oauth2-webauthn"),
        ..NEWER
    },
    GrantRow {
        grant_type: "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
        label: "federated connection access token",
        mode: GrantMode::Nothing,
        flow: Flow::Nothing,
        protocol: None,
        id_token: false,
        refresh_token: false,
        says: "returns the provider's token, not one of this tenant",
        ..NEWER
    },
    GrantRow {
        grant_type: GRANT_JWT_BEARER,
        label: "jwt-bearer",
        protocol: None,
        id_token: false,
        refresh_token: false,
        ..NEWER
    },
    GrantRow {
        grant_type: GRANT_RO,
        label: "legacy/grant-type/ro",
        allowed_by: &[GRANT_RO],
        protocol: Some("oauth2-resource-owner"),
        ..LEGACY
    },
    GrantRow {
        grant_type: GRANT_RO_JWT_BEARER,
        label: "legacy/grant-type/ro/jwt-bearer",
        allowed_by: &[GRANT_RO_JWT_BEARER],
        protocol: Some("oauth2-resource-owner-jwt-bearer"),
        ..LEGACY
    },
    GrantRow {
        grant_type: GRANT_ACCESS_TOKEN,
        label: "legacy/grant-type/access_token",
        allowed_by: &[GRANT_ACCESS_TOKEN],
        protocol: Some("oauth2-access-token"),
        ..LEGACY
    },
    GrantRow {
        grant_type: GRANT_DELEGATION_REFRESH,
        label: "legacy/grant-type/delegation/refresh_token",
        allowed_by: &[GRANT_DELEGATION_REFRESH],
        flow: Flow::Delegation,
        protocol: Some("delegation"),
        ..LEGACY
    },
    GrantRow {
        grant_type: GRANT_DELEGATION_ID,
        label: "legacy/grant-type/delegation/id_token",
        allowed_by: &[GRANT_DELEGATION_ID],
        flow: Flow::Delegation,
        protocol: Some("delegation"),
        ..LEGACY
    },
];

/// The row for a grant. `http` and `https` spellings of Auth0's own grants are one.
pub fn find(grant_type: &str, subject_token_type: Option<&str>) -> Option<&'static GrantRow> {
    let wanted = spelling(grant_type);
    GRANTS.iter().find(|row| {
        spelling(row.grant_type) == wanted
            && row.subject_token_type.is_none_or(|start| {
                subject_token_type.is_some_and(|given| given.starts_with(start))
            })
    })
}

/// Whether the application may use one of the grants; nothing is refused where its grants are unknown.
pub fn is_allowed(known: Option<&[String]>, needed: &[&str]) -> bool {
    known.is_none_or(|known| {
        needed.is_empty()
            || known.iter().any(|one| needed.iter().any(|grant| spelling(grant) == spelling(one)))
    })
}

fn spelling(grant: &str) -> &str {
    grant.trim_start_matches("https://").trim_start_matches("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_token_type_tells_the_exchanges_apart() {
        let label = |subject| find(GRANT_EXCHANGE, subject).map(|row| row.label);
        assert_eq!(
            label(Some("http://auth0.com/oauth/token-type/apple-authz-code")),
            Some("token-exchange, native social")
        );
        assert_eq!(
            label(Some("urn:ietf:params:oauth:token-type:access_token")),
            Some("token-exchange, on behalf of a user")
        );
        assert_eq!(label(None), Some("token-exchange"));
    }

    #[test]
    fn unknown_grants_of_an_application_refuse_nothing() {
        assert!(is_allowed(None, &["password"]));
        assert!(!is_allowed(Some(&[]), &["password"]));
        assert!(is_allowed(
            Some(&[GRANT_PASSWORD_REALM.into()]),
            &["https://auth0.com/oauth/grant-type/password-realm"]
        ));
    }
}
