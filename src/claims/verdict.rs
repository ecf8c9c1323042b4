//! The closed set of verdicts (`domain.md` §0.4).

use serde::Serialize;

/// What becomes of one claim in one artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictCode {
    /// The claim reaches the artifact.
    Keep,
    /// It reaches the artifact and replaces a standard profile claim.
    KeepOverride,
    /// A script wrote it to `context.idToken` or `context.accessToken`, but the flow is legacy.
    DropModeLegacy,
    /// This request issues no such artifact.
    DropNoArtefact,
    /// It was set on an access token that is opaque.
    DropOpaque,
    /// The tenant still demands namespaced names, and this is none.
    DropNamespaceRequired,
    /// The name is in a namespace that Auth0 keeps for itself.
    DropReservedNamespace,
    /// The name is one of 60 that Auth0 drops from every token.
    DropRestricted,
    /// The name starts with `$`.
    DropDollar,
    /// The name is empty.
    DropEmptyKey,
    /// The access token is for one of Auth0's own APIs and the name has no namespace.
    DropAuth0Audience,
    /// A profile claim on an access token, in the namespaced-only era.
    DropProfileOnAt,
    /// A profile claim whose scope was not granted.
    DropScope,
    /// Legacy mode: no scope asks for this attribute.
    DropScopeName,
    /// The value is undefined, a function or a symbol: there is nothing to send.
    DropValueUndefined,
    /// A name under an Auth0 host is absent from the token and present in `/userinfo`.
    UserinfoOnly,
    /// The custom claims of one token are over 100 KB: the login fails.
    FailPayload,
    /// The value cannot be serialised: the login fails.
    FailSerialize,
    /// A script failed, denied or timed out: nothing is issued.
    FailScript,
    /// The endpoint refuses the request.
    FailFlow,
}

impl VerdictCode {
    /// All verdicts, in the order of `domain.md` §0.4.
    pub const ALL: [Self; 20] = [
        Self::Keep,
        Self::KeepOverride,
        Self::DropModeLegacy,
        Self::DropNoArtefact,
        Self::DropOpaque,
        Self::DropNamespaceRequired,
        Self::DropReservedNamespace,
        Self::DropRestricted,
        Self::DropDollar,
        Self::DropEmptyKey,
        Self::DropAuth0Audience,
        Self::DropProfileOnAt,
        Self::DropScope,
        Self::DropScopeName,
        Self::DropValueUndefined,
        Self::UserinfoOnly,
        Self::FailPayload,
        Self::FailSerialize,
        Self::FailScript,
        Self::FailFlow,
    ];

    /// Whether the claim arrives.
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Keep | Self::KeepOverride)
    }

    /// The code on the wire: lower case with hyphens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::KeepOverride => "keep-override",
            Self::DropModeLegacy => "drop-mode-legacy",
            Self::DropNoArtefact => "drop-no-artefact",
            Self::DropOpaque => "drop-opaque",
            Self::DropNamespaceRequired => "drop-namespace-required",
            Self::DropReservedNamespace => "drop-reserved-namespace",
            Self::DropRestricted => "drop-restricted",
            Self::DropDollar => "drop-dollar",
            Self::DropEmptyKey => "drop-empty-key",
            Self::DropAuth0Audience => "drop-auth0-audience",
            Self::DropProfileOnAt => "drop-profile-on-at",
            Self::DropScope => "drop-scope",
            Self::DropScopeName => "drop-scope-name",
            Self::DropValueUndefined => "drop-value-undefined",
            Self::UserinfoOnly => "userinfo-only",
            Self::FailPayload => "fail-payload",
            Self::FailSerialize => "fail-serialize",
            Self::FailScript => "fail-script",
            Self::FailFlow => "fail-flow",
        }
    }

    /// What it means, as the end of a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Keep => "the claim reaches the artifact",
            Self::KeepOverride => "it reaches the artifact and replaces a standard profile claim",
            Self::DropModeLegacy => {
                "a script wrote it to `context.idToken` or `context.accessToken`, but the flow is legacy"
            }
            Self::DropNoArtefact => "this request issues no such artifact",
            Self::DropOpaque => "it was set on an access token that is opaque",
            Self::DropNamespaceRequired => {
                "the tenant still demands namespaced names, and this is none"
            }
            Self::DropReservedNamespace => "the name is in a namespace that Auth0 keeps for itself",
            Self::DropRestricted => "the name is one of 60 that Auth0 drops from every token",
            Self::DropDollar => "the name starts with `$`",
            Self::DropEmptyKey => "the name is empty",
            Self::DropAuth0Audience => {
                "the access token is for one of Auth0's own APIs and the name has no namespace"
            }
            Self::DropProfileOnAt => {
                "a profile claim on an access token, in the namespaced-only era"
            }
            Self::DropScope => "a profile claim whose scope was not granted",
            Self::DropScopeName => {
                "no scope of a legacy request, and no mapping of an assertion, asks for this attribute"
            }
            Self::DropValueUndefined => {
                "the value is undefined, a function or a symbol: there is nothing to send"
            }
            Self::UserinfoOnly => {
                "a name under an Auth0 host is absent from the token and present in `/userinfo`"
            }
            Self::FailPayload => "the custom claims of one token are over 100 KB: the login fails",
            Self::FailSerialize => "the value cannot be serialised: the login fails",
            Self::FailScript => "a script failed, denied or timed out: nothing is issued",
            Self::FailFlow => "the endpoint refuses the request",
        }
    }

    /// Two or three words for a chip.
    pub fn label(self) -> &'static str {
        match self {
            Self::Keep => "delivered",
            Self::KeepOverride => "replaces standard",
            Self::DropModeLegacy => "legacy mode",
            Self::DropNoArtefact => "not issued",
            Self::DropOpaque => "opaque token",
            Self::DropNamespaceRequired => "needs a namespace",
            Self::DropReservedNamespace => "reserved host",
            Self::DropRestricted => "restricted name",
            Self::DropDollar => "starts with $",
            Self::DropEmptyKey => "empty name",
            Self::DropAuth0Audience => "Auth0 audience",
            Self::DropProfileOnAt => "profile claim",
            Self::DropScope => "scope missing",
            Self::DropScopeName => "not asked for",
            Self::DropValueUndefined => "no value",
            Self::UserinfoOnly => "/userinfo only",
            Self::FailPayload => "too large",
            Self::FailSerialize => "not serialisable",
            Self::FailScript => "script failed",
            Self::FailFlow => "request refused",
        }
    }

    /// The page that explains the verdict, as Markdown.
    pub fn page(self) -> &'static str {
        match self {
            Self::Keep => include_str!("../../docs/verdicts/keep.md"),
            Self::KeepOverride => include_str!("../../docs/verdicts/keep-override.md"),
            Self::DropModeLegacy => include_str!("../../docs/verdicts/drop-mode-legacy.md"),
            Self::DropNoArtefact => include_str!("../../docs/verdicts/drop-no-artefact.md"),
            Self::DropOpaque => include_str!("../../docs/verdicts/drop-opaque.md"),
            Self::DropNamespaceRequired => {
                include_str!("../../docs/verdicts/drop-namespace-required.md")
            }
            Self::DropReservedNamespace => {
                include_str!("../../docs/verdicts/drop-reserved-namespace.md")
            }
            Self::DropRestricted => include_str!("../../docs/verdicts/drop-restricted.md"),
            Self::DropDollar => include_str!("../../docs/verdicts/drop-dollar.md"),
            Self::DropEmptyKey => include_str!("../../docs/verdicts/drop-empty-key.md"),
            Self::DropAuth0Audience => include_str!("../../docs/verdicts/drop-auth0-audience.md"),
            Self::DropProfileOnAt => include_str!("../../docs/verdicts/drop-profile-on-at.md"),
            Self::DropScope => include_str!("../../docs/verdicts/drop-scope.md"),
            Self::DropScopeName => include_str!("../../docs/verdicts/drop-scope-name.md"),
            Self::DropValueUndefined => include_str!("../../docs/verdicts/drop-value-undefined.md"),
            Self::UserinfoOnly => include_str!("../../docs/verdicts/userinfo-only.md"),
            Self::FailPayload => include_str!("../../docs/verdicts/fail-payload.md"),
            Self::FailSerialize => include_str!("../../docs/verdicts/fail-serialize.md"),
            Self::FailScript => include_str!("../../docs/verdicts/fail-script.md"),
            Self::FailFlow => include_str!("../../docs/verdicts/fail-flow.md"),
        }
    }
}
