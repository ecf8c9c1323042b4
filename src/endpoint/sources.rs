//! The pages and threads that the rows of this module rest on.

/// Page "Migrate from legacy authentication flows".
pub const LEGACY_FLOWS: &str = "https://auth0.com/docs/troubleshoot/product-lifecycle/past-migrations/migrate-from-legacy-auth-flows";
/// Page "Past migrations".
pub const PAST_MIGRATIONS: &str =
    "https://auth0.com/docs/troubleshoot/product-lifecycle/past-migrations";
/// Page "OIDC adoption: resource owner password flow".
pub const ROP_ADOPTION: &str = "https://auth0.com/docs/authenticate/login/oidc-conformant-authentication/oidc-adoption-rop-flow";
/// Page "OIDC adoption: delegation".
pub const DELEGATION_ADOPTION: &str = "https://auth0.com/docs/authenticate/login/oidc-conformant-authentication/oidc-adoption-delegation";
/// Page "Application grant types".
pub const GRANT_TYPES: &str =
    "https://auth0.com/docs/get-started/applications/application-grant-types";
/// Page "Tenant settings".
pub const TENANT_SETTINGS: &str = "https://auth0.com/docs/get-started/tenant-settings";
/// Page "Context object in Rules".
pub const CONTEXT_OBJECT: &str = "https://auth0.com/docs/customize/rules/context-object";
/// Page "Post-login event object" of Actions.
pub const POST_LOGIN_EVENT: &str =
    "https://auth0.com/docs/actions/reference/post-login/post-login-event-object";
/// Page "Access tokens".
pub const ACCESS_TOKENS: &str = "https://auth0.com/docs/secure/tokens/access-tokens";
/// Page "Token best practices": claims are recomputed on refresh.
pub const TOKEN_PRACTICES: &str = "https://auth0.com/docs/secure/tokens/token-best-practices";
/// Page "Deprecations and migrations".
pub const DEPRECATIONS: &str =
    "https://auth0.com/docs/troubleshoot/product-lifecycle/deprecations-and-migrations";
/// Staff answer: application, audience and default audience decide the pipeline.
pub const THREAD_MODE: &str = "https://community.auth0.com/t/5968";
/// Staff answer: rules do not run for client credentials.
pub const THREAD_CLIENT_CREDENTIALS: &str = "https://community.auth0.com/t/6791";
