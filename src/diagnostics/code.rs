//! The registry of findings: one code, one page under `docs/diagnostics`, one test.
//! The first line of a page is the summary; the page names the row of `domain.md` §7.2.

use serde::Serialize;

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// What was found. A code is never renamed and never changes its severity.
        #[cfg(feature = "engine")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        #[cfg(feature = "engine")]
        impl Code {
            /// All codes, by family.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as written in reports: kebab-case ASCII.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The code of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// One sentence that says what the code stands for.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// The page of the code, as Markdown. Apart from the rest, so that neither Wasm module carries the texts.
            pub fn page(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("../../docs/diagnostics/", $name, ".md")),)+ }
            }
        }

        #[cfg(not(feature = "engine"))]
        #[expect(non_upper_case_globals, reason = "they stand for the variants of the engine's enum")]
        impl Code {
            $($(#[doc = $doc])+ pub const $variant: Self = Self($name);)+
        }
    };
}

/// What was found, by its name: the page reads codes and raises none, so it does without the list.
#[cfg(not(feature = "engine"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Code(&'static str);

#[cfg(not(feature = "engine"))]
impl Code {
    /// The code as written in reports: kebab-case ASCII.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// The page reads how bad a finding is beside its code.
    pub fn severity(self) -> Severity {
        Severity::Note
    }

    /// The code of that name. Each name is kept once, for as long as the page lives.
    pub fn named(name: &str) -> Option<Self> {
        use std::cell::RefCell;
        thread_local! {
            static NAMES: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
        }
        NAMES.with_borrow_mut(|names| {
            let known = names.iter().copied().find(|known| *known == name);
            Some(Self(known.unwrap_or_else(|| {
                let kept: &'static str = Box::leak(name.into());
                names.push(kept);
                kept
            })))
        })
    }
}

codes! {
    /// A script set a claim in a namespace that Auth0 keeps for itself.
    ReservedNamespace = "reserved-namespace", Error;
    /// A script set a claim under `urn:auth0`.
    ReservedUrn = "reserved-urn", Error;
    /// A claim without a namespace was set on an access token for one of Auth0's own APIs.
    ReservedAudienceClaim = "reserved-audience-claim", Error;
    /// A claim was set on an access token for one of Auth0's own APIs.
    ReservedAudience = "reserved-audience", Warning;
    /// A script set a claim whose name is one of 60 that Auth0 drops from every token.
    RestrictedName = "restricted-name", Error;
    /// A script set a claim whose name starts with `$`.
    RestrictedDollarName = "restricted-dollar-name", Error;
    /// A script set a claim with an empty name.
    RestrictedEmptyName = "restricted-empty-name", Error;
    /// A profile claim was set on an access token while the tenant demands namespaced names.
    RestrictedProfileClaim = "restricted-profile-claim", Error;
    /// The tenant demands namespaced claim names, and this name has no namespace.
    MissingNamespace = "missing-namespace", Error;
    /// A claim name looks like a URL without its scheme.
    MissingScheme = "missing-scheme", Warning;
    /// The slash between the namespace and the name is missing or doubled.
    MalformedNamespace = "malformed-namespace", Warning;
    /// A claim name was built from a namespace that is empty.
    EmptyNamespace = "empty-namespace", Warning;
    /// A claim name was built from a value that is undefined.
    UndefinedNamespace = "undefined-namespace", Warning;
    /// A claim name is dropped while the tenant demands namespaces, and arrives afterwards.
    EraSensitiveName = "era-sensitive-name", Note;
    /// The request goes to a legacy endpoint, which never reads the claim objects.
    LegacyEndpoint = "legacy-endpoint", Error;
    /// The authorization request runs through the legacy pipeline, which never reads the claim objects.
    LegacyPipeline = "legacy-pipeline", Error;
    /// `/delegation` never reads the claim objects.
    LegacyDelegation = "legacy-delegation", Error;
    /// OIDC Conformant is off for an application of a tenant that is too young for the legacy pipeline.
    LegacyToggle = "legacy-toggle", Warning;
    /// Only the tenant's default audience makes this request OIDC-conformant.
    LegacyDefaultAudience = "legacy-default-audience", Warning;
    /// An OIDC-conformant application cannot use this legacy endpoint.
    LegacyEndpointRefused = "legacy-endpoint-refused", Error;
    /// The endpoint refuses the request.
    RefusedRequest = "refused-request", Error;
    /// A strict third-party application gets no ID token, and no login beside active rules.
    RefusedThirdParty = "refused-third-party", Error;
    /// The tenant has no API with the requested audience.
    UnknownAudience = "unknown-audience", Error;
    /// A claim was set on an access token that is opaque.
    OpaqueAccessToken = "opaque-access-token", Error;
    /// The access token is encrypted, so the application cannot read its claims.
    OpaqueEncryptedToken = "opaque-encrypted-token", Warning;
    /// A claim was set on a token that this request does not issue.
    MissingArtifact = "missing-artifact", Error;
    /// The scope lacks `openid`, so there is no ID token.
    MissingOpenidScope = "missing-openid-scope", Error;
    /// No attribute has a value that could be the name identifier of the assertion.
    MissingNameIdentifier = "missing-name-identifier", Error;
    /// A profile claim of the user is left out because its scope was not requested.
    MissingProfileScope = "missing-profile-scope", Note;
    /// A profile claim was set and its scope was not granted.
    MissingClaimScope = "missing-claim-scope", Error;
    /// A profile claim on an access token of a password grant is unreliable.
    MissingClaimScopePassword = "missing-claim-scope-password", Warning;
    /// The API signs with HS256, so the token cannot call `/userinfo`.
    MissingUserinfoAudience = "missing-userinfo-audience", Warning;
    /// A requested permission was not granted.
    MissingPermission = "missing-permission", Warning;
    /// The user has permissions of the API, and its access token has no `permissions`.
    MissingPermissionsClaim = "missing-permissions-claim", Note;
    /// OIDC scopes bring no claims into an access token.
    MissingAccessTokenProfile = "missing-access-token-profile", Note;
    /// A claim of the login is missing after a refresh.
    MissingRefreshClaim = "missing-refresh-claim", Warning;
    /// The application's SDK does not show this claim where applications look for it.
    MissingSessionClaim = "missing-session-claim", Note;
    /// The application's SDK keeps tokens in a cache, so a changed claim shows late.
    StaleToken = "stale-token", Note;
    /// The token holds what the profile held when it was issued, and another value is expected.
    StaleClaim = "stale-claim", Note;
    /// A requested scope is neither an OIDC scope nor a permission of the API.
    UnknownScope = "unknown-scope", Warning;
    /// A script added a scope that the API does not define.
    UnknownAddedScope = "unknown-added-scope", Warning;
    /// A script replaced the granted scopes.
    OverwrittenScope = "overwritten-scope", Warning;
    /// `context.accessToken.scope` was given as a string.
    MisplacedScopeString = "misplaced-scope-string", Note;
    /// Rules do not run for machine-to-machine requests.
    InactiveClientCredentials = "inactive-client-credentials", Error;
    /// A rule is switched off.
    InactiveRule = "inactive-rule", Note;
    /// A rule belongs to a stage that is not simulated.
    InactiveStage = "inactive-stage", Warning;
    /// Rules stopped executing on 2026-11-18.
    InactiveEndOfLife = "inactive-end-of-life", Error;
    /// An Action is not bound to the flow of its trigger.
    InactiveAction = "inactive-action", Error;
    /// An Action was changed and not deployed.
    InactiveDraft = "inactive-draft", Error;
    /// An Action belongs to another trigger than the one that this request runs.
    InactiveTrigger = "inactive-trigger", Error;
    /// No script runs for this request.
    InactiveEndpoint = "inactive-endpoint", Note;
    /// A rule reads what only a later rule sets.
    MisplacedRuleOrder = "misplaced-rule-order", Warning;
    /// A claim was not set because a condition in the script was false.
    InactiveBranch = "inactive-branch", Note;
    /// A claim is expected in one token, and a script sets it for another one only.
    MisplacedClaim = "misplaced-claim", Error;
    /// A finding asks for a change of a rule, and Auth0 takes none any more.
    MisplacedRuleEdit = "misplaced-rule-edit", Note;
    /// A script read a property of metadata that this user does not have.
    UndefinedMetadata = "undefined-metadata", Error;
    /// A claim was set to a value that is undefined.
    UndefinedClaimValue = "undefined-claim-value", Warning;
    /// A claim was read from the root of the user, and the attribute belongs to a linked account.
    UndefinedLinkedAttribute = "undefined-linked-attribute", Warning;
    /// A claim was read from an attribute that the connection did not deliver.
    UndefinedConnectionAttribute = "undefined-connection-attribute", Warning;
    /// A script read a request parameter that this request does not have.
    UndefinedRequestParameter = "undefined-request-parameter", Error;
    /// Roles were read from the user, where Auth0 does not put them.
    MisplacedUserRoles = "misplaced-user-roles", Warning;
    /// A script enriched the user, which reaches no token of an OIDC-conformant flow.
    MisplacedUserAttribute = "misplaced-user-attribute", Warning;
    /// A SAML mapping does not lead from an attribute of the assertion to a path in the user.
    MisplacedSamlMapping = "misplaced-saml-mapping", Error;
    /// A claim was set in a SAML or WS-Fed login, where attributes follow mappings.
    MisplacedSamlClaim = "misplaced-saml-claim", Warning;
    /// Metadata on the claim object took the place of the user's own, and a SAML mapping lost its value.
    OverwrittenSamlMetadata = "overwritten-saml-metadata", Error;
    /// A script stored new metadata without changing the user object of this login.
    MisplacedMetadataUpdate = "misplaced-metadata-update", Note;
    /// A metadata key contains a dot or starts with a dollar sign.
    RestrictedMetadataKey = "restricted-metadata-key", Error;
    /// A claim value cannot be serialised.
    UnserializableClaim = "unserializable-claim", Error;
    /// A claim was set to a promise.
    UnserializablePromise = "unserializable-promise", Warning;
    /// A claim was lost because a later script replaced the whole claim object.
    OverwrittenClaim = "overwritten-claim", Error;
    /// A rule and an Action set the same claim.
    OverwrittenRuleClaim = "overwritten-rule-claim", Note;
    /// An Action leaves out what a rule already did.
    InactiveAfterRule = "inactive-after-rule", Note;
    /// A rule passed on objects of its own.
    OverwrittenContext = "overwritten-context", Warning;
    /// A member of `app_metadata` stands over an attribute of the user, and a script reads it.
    OverwrittenUserAttribute = "overwritten-user-attribute", Warning;
    /// The custom claims of one token are over 100 KB.
    OversizedClaims = "oversized-claims", Error;
    /// The token is too large for a URL fragment.
    OversizedFragment = "oversized-fragment", Error;
    /// The ID token is larger than most session cookies hold.
    OversizedCookie = "oversized-cookie", Note;
    /// A script does not parse.
    ScriptSyntax = "script-syntax", Error;
    /// The URL of a claim name stands behind a dot.
    MalformedClaimAccess = "malformed-claim-access", Note;
    /// A rule is not one function expression.
    ScriptShape = "script-shape", Error;
    /// A script ended with an exception.
    ScriptThrew = "script-threw", Error;
    /// A script denied the login.
    ScriptDenied = "script-denied", Note;
    /// A denial of a password grant may come with HTTP status 500.
    ScriptDeniedPassword = "script-denied-password", Note;
    /// The rules took more than 20 seconds.
    ScriptTimeout = "script-timeout", Error;
    /// A script was stopped at a limit.
    ScriptLimit = "script-limit", Error;
    /// A script uses syntax that is newer than the tenant's Node version.
    ScriptNewerSyntax = "script-newer-syntax", Warning;
    /// The code of a rule stands in an Action.
    MisplacedRuleCode = "misplaced-rule-code", Error;
    /// An Action does not export the handler that its trigger calls.
    MissingHandler = "missing-handler", Error;
    /// An Action calls a method that `api` does not have.
    UnknownApiMethod = "unknown-api-method", Error;
    /// An Action read a member of `event` that this login does not have.
    UndefinedEventMember = "undefined-event-member", Error;
    /// An Action reads a secret that it does not have.
    MissingSecret = "missing-secret", Warning;
    /// An Action changed `event`, which the next Action does not see.
    MisplacedEventWrite = "misplaced-event-write", Warning;
    /// An Action reads metadata that was set in this login, and gets the old value.
    StaleMetadata = "stale-metadata", Warning;
    /// The code of an Action stands in a rule.
    MisplacedActionCode = "misplaced-action-code", Error;
    /// A script asked for a redirect or for MFA where no interaction is possible.
    MisplacedRedirect = "misplaced-redirect", Error;
    /// A rule never called its callback.
    MissingCallback = "missing-callback", Error;
    /// A rule has fewer than three parameters and cannot call back.
    MissingCallbackParameter = "missing-callback-parameter", Error;
    /// A rule called back without user and context.
    MissingCallbackObjects = "missing-callback-objects", Note;
    /// A rule called back with a user that is null.
    MissingCallbackUser = "missing-callback-user", Error;
    /// The first argument of the callback is not an error.
    MisplacedCallbackArguments = "misplaced-callback-arguments", Warning;
    /// A rule called its callback more than once.
    RepeatedCallback = "repeated-callback", Warning;
    /// A claim was written when the script had finished.
    LateWrite = "late-write", Error;
    /// A script wrote a member of `context` that has no effect.
    UnknownContextMember = "unknown-context-member", Warning;
    /// A module cannot be loaded.
    UnknownModule = "unknown-module", Error;
    /// A stand-in answers for a module.
    UnsupportedModule = "unsupported-module", Note;
    /// A script requires a module of which nothing is known.
    UnlistedModule = "unlisted-module", Warning;
    /// A claim holds what a stand-in for a module answered.
    UnsupportedClaimValue = "unsupported-claim-value", Warning;
    /// A script sent a request that no reply of the scenario matches.
    UnmatchedRequest = "unmatched-request", Warning;
    /// A script uses a module that newer Node runtimes do not provide as a global.
    UnknownGlobal = "unknown-global", Error;
    /// A script logged more lines than are kept.
    OversizedConsole = "oversized-console", Note;
    /// The scenario is not JSON.
    ScenarioSyntax = "scenario-syntax", Error;
    /// A field of the scenario has a type that it cannot have.
    ScenarioType = "scenario-type", Error;
    /// A field of the scenario has a value that it cannot have.
    ScenarioValue = "scenario-value", Error;
    /// A field of the scenario has a type of its own and was read as the type it should have.
    ScenarioCoerced = "scenario-coerced", Warning;
    /// The scenario has a field that is not known.
    UnknownField = "unknown-field", Warning;
    /// The input is larger than is simulated.
    OversizedInput = "oversized-input", Error;
    /// The simulated date was assumed.
    ScenarioDate = "scenario-date", Note;
    /// The user is the mock of the Try dialog in the rules editor.
    ScenarioMockUser = "scenario-mock-user", Note;
    /// Two scripts have the same name.
    ScenarioDuplicate = "scenario-duplicate", Warning;
    /// The scenario holds no script.
    ScenarioEmpty = "scenario-empty", Note;
    /// claimscope itself failed.
    InternalFault = "internal-fault", Error;
}
