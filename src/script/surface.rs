//! What an Action finds on `api`.

use crate::endpoint::Trigger;

/// A member of `api` and its methods.
pub type Group = (&'static str, &'static [&'static str]);

/// The methods of `api` in a post-login Action, a group and its methods a row (`domain.md` §5.3):
/// <https://auth0.com/docs/customize/actions/explore-triggers/signup-and-login-triggers/login-trigger/post-login-api-object>.
/// `actions.js` makes the same; a test holds the two against each other. `recordMethod` is there after a redirect only.
pub const POST_LOGIN: &[Group] = &[
    ("access", &["deny"]),
    ("accessToken", &["setCustomClaim", "addScope", "removeScope"]),
    (
        "authentication",
        &[
            "challengeWith",
            "challengeWithAny",
            "enrollWith",
            "enrollWithAny",
            "recordMethod",
            "setPrimaryUser",
        ],
    ),
    ("cache", &["get", "set", "delete"]),
    ("groups", &["getUserGroups", "hasGroupMembership"]),
    ("idToken", &["setCustomClaim"]),
    ("multifactor", &["enable"]),
    ("prompt", &["render"]),
    ("redirect", &["canRedirect", "encodeToken", "sendUserTo", "validateToken"]),
    (
        "refreshToken",
        &[
            "revoke",
            "setExpiresAt",
            "setIdleExpiresAt",
            "setMetadata",
            "deleteMetadata",
            "evictMetadata",
        ],
    ),
    (
        "roles",
        &["getUserEffectiveRoles", "getUserEffectiveRolesByIds", "getUserEffectiveRolesByNames"],
    ),
    ("rules", &["wasExecuted"]),
    (
        "samlResponse",
        &[
            "setAttribute",
            "setAudience",
            "setRecipient",
            "setDestination",
            "setIssuer",
            "setCreateUpnClaim",
            "setPassthroughClaimsWithNoMapping",
            "setMapUnknownClaimsAsIs",
            "setMapIdentities",
            "setSignatureAlgorithm",
            "setDigestAlgorithm",
            "setLifetimeInSeconds",
            "setSignResponse",
            "setNameIdentifierFormat",
            "setNameIdentifierProbes",
            "setAuthnContextClassRef",
            "setTypedAttributes",
            "setIncludeAttributeNameFormat",
            "setSigningCert",
            "setEncryptionCert",
            "setEncryptionPublicKey",
            "setEncryptionAlgorithm",
            "setCert",
            "setKey",
            "setRelayState",
        ],
    ),
    (
        "session",
        &[
            "revoke",
            "setExpiresAt",
            "setIdleExpiresAt",
            "setCookieMode",
            "setMetadata",
            "deleteMetadata",
            "evictMetadata",
        ],
    ),
    ("transaction", &["setMetadata"]),
    ("user", &["setAppMetadata", "setUserMetadata"]),
    ("validation", &["error"]),
];

/// The methods of `api` in an Action of `credentials-exchange` (`domain.md` §5.5):
/// <https://auth0.com/docs/customize/actions/explore-triggers/machine-to-machine-trigger/credentials-exchange-api-object>.
pub const CREDENTIALS_EXCHANGE: &[Group] = &[
    ("access", &["deny"]),
    ("accessToken", &["setCustomClaim"]),
    ("cache", &["get", "set", "delete"]),
    (
        "transaction",
        &["addTargetScope", "removeTargetScope", "setTargetScopes", "clearTargetScopes"],
    ),
];

/// The methods of `api` in the Actions of a trigger.
pub fn methods(trigger: Option<Trigger>) -> &'static [Group] {
    match trigger {
        Some(Trigger::CredentialsExchange) => CREDENTIALS_EXCHANGE,
        _ => POST_LOGIN,
    }
}
