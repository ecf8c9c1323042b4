//! What is wrong, once the run is finished: one file a finding, or a small family that shares one idea.
//! Each has one function, `check`; `run` calls them in the order in which a login goes: request, scripts, claims.

mod cure;
pub(crate) mod mappings;
mod own_namespace;
mod sites;
mod text;
mod wording;

mod scenario_mock_user;
mod refused_request;
mod legacy_endpoint;
mod legacy_toggle;
mod legacy_default_audience;
mod opaque_access_token;
mod missing_artifact;
mod missing_name_identifier;
mod missing_openid_scope;
mod missing_profile_scope;
mod missing_claim_scope;
mod missing_userinfo_audience;
mod missing_access_token_profile;
mod missing_permission;
mod missing_permissions_claim;
mod unknown_scope;
mod overwritten_scope;

mod inactive_rule;
mod inactive_action;
mod inactive_branch;
mod misplaced_rule_order;

mod misplaced_rule_code;
mod missing_handler;
mod unknown_api_method;
mod undefined_event_member;
mod missing_secret;
mod misplaced_event_write;

mod script_syntax;
mod malformed_claim_access;
mod script_threw;
mod script_denied;
mod script_limit;
mod script_newer_syntax;
mod undefined_metadata;
mod undefined_request_parameter;
mod missing_refresh_claim;
mod unknown_module;
mod unsupported_module;
mod unsupported_claim_value;
mod unmatched_request;
mod unknown_global;
mod unknown_context_member;
mod missing_callback;
mod callback_arguments;
mod repeated_callback;
mod late_write;
mod misplaced_redirect;
mod misplaced_metadata_update;
mod oversized_console;

mod reserved_namespace;
mod reserved_audience;
mod restricted_name;
mod restricted_profile_claim;
mod missing_namespace;
mod malformed_namespace;
mod undefined_namespace;
mod undefined_claim_value;
mod unserializable_claim;
mod overwritten_claim;
mod overwritten_rule_claim;
mod misplaced_user_roles;
mod overwritten_user_attribute;
mod misplaced_user_attribute;
mod misplaced_saml_mapping;
mod misplaced_saml_claim;
mod overwritten_saml_metadata;
mod oversized_claims;
mod misplaced_claim;
mod stale_claim;
mod sdk;
mod misplaced_rule_edit;

use crate::claims::VerdictCode;
use crate::diagnostics::Collector;
use crate::endpoint::Endpoint;
use crate::place::ArtifactKind;
use crate::report::{Artifact, Claim, Outcome, Target, Verdict};
use crate::scenario::Scenario;
use crate::script::{Login, ScriptRun, Skip};
use crate::tokens::Composed;

/// Everything a check may look at.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The input.
    pub scenario: &'a Scenario,
    /// What the request decided.
    pub endpoint: &'a Endpoint,
    /// What the scripts did.
    pub login: &'a Login,
    /// How the login ended.
    pub outcome: &'a Outcome,
    /// The matrix.
    pub claims: &'a [Claim],
    /// The tokens.
    pub artifacts: &'a [Artifact],
    /// What else came of composing them: granted scopes, left-out profile claims.
    pub composed: &'a Composed,
    /// What the rules would do when the token is refreshed, where that may be something else.
    pub refreshed: Option<&'a Login>,
}

/// Looks at the facts and adds what it finds.
type Check = fn(&Facts<'_>, &mut Collector);

/// All checks.
const CHECKS: &[Check] = &[
    scenario_mock_user::check,
    refused_request::check,
    legacy_endpoint::check,
    legacy_toggle::check,
    legacy_default_audience::check,
    opaque_access_token::check,
    missing_artifact::check,
    missing_name_identifier::check,
    missing_openid_scope::check,
    missing_profile_scope::check,
    missing_claim_scope::check,
    missing_userinfo_audience::check,
    missing_access_token_profile::check,
    missing_permission::check,
    missing_permissions_claim::check,
    unknown_scope::check,
    overwritten_scope::check,
    inactive_rule::check,
    inactive_action::check,
    inactive_branch::check,
    misplaced_rule_code::check,
    missing_handler::check,
    unknown_api_method::check,
    undefined_event_member::check,
    missing_secret::check,
    misplaced_event_write::check,
    misplaced_rule_order::check,
    script_syntax::check,
    malformed_claim_access::check,
    script_threw::check,
    script_denied::check,
    script_limit::check,
    script_newer_syntax::check,
    undefined_metadata::check,
    undefined_request_parameter::check,
    missing_refresh_claim::check,
    unknown_module::check,
    unsupported_module::check,
    unsupported_claim_value::check,
    unmatched_request::check,
    unknown_global::check,
    unknown_context_member::check,
    missing_callback::check,
    callback_arguments::check,
    repeated_callback::check,
    late_write::check,
    misplaced_redirect::check,
    misplaced_metadata_update::check,
    oversized_console::check,
    reserved_namespace::check,
    reserved_audience::check,
    restricted_name::check,
    restricted_profile_claim::check,
    missing_namespace::check,
    malformed_namespace::check,
    undefined_namespace::check,
    undefined_claim_value::check,
    unserializable_claim::check,
    overwritten_claim::check,
    overwritten_rule_claim::check,
    misplaced_user_roles::check,
    overwritten_user_attribute::check,
    misplaced_user_attribute::check,
    misplaced_saml_mapping::check,
    misplaced_saml_claim::check,
    overwritten_saml_metadata::check,
    oversized_claims::check,
    misplaced_claim::check,
    stale_claim::check,
    sdk::check,
    // Last: it looks at what the others found.
    misplaced_rule_edit::check,
];

/// Reasons that lie in the name alone.
const NAME_GATE: [VerdictCode; 6] = [
    VerdictCode::DropNamespaceRequired,
    VerdictCode::DropReservedNamespace,
    VerdictCode::UserinfoOnly,
    VerdictCode::DropRestricted,
    VerdictCode::DropDollar,
    VerdictCode::DropEmptyKey,
];

/// Runs all checks.
pub fn run(facts: &Facts<'_>, findings: &mut Collector) {
    for check in CHECKS {
        check(facts, findings);
    }
}

impl<'a> Facts<'a> {
    /// The claims of scripts that the access token holds, for whoever can read it.
    fn kept_on_access_token(&self) -> impl Iterator<Item = &'a Claim> {
        self.claims_of_scripts().filter(|claim| claim.target == Target::AccessToken).filter(
            |claim| {
                claim.verdicts.iter().any(|verdict| {
                    verdict.artifact == ArtifactKind::AccessToken && verdict.code.is_kept()
                })
            },
        )
    }

    /// Claims that a script wrote to a claim object.
    fn claims_of_scripts(&self) -> impl Iterator<Item = &'a Claim> + use<'a> {
        self.claims.iter().filter(|claim| claim.is_custom() && claim.target != Target::User)
    }

    /// Those that some artifact loses for this reason before any other.
    fn lost_first_to(&self, code: VerdictCode) -> impl Iterator<Item = &'a Claim> + use<'a> {
        self.claims_of_scripts()
            .filter(move |claim| claim.verdicts.iter().any(|verdict| verdict.code == code))
    }

    /// Those whose name is in the way for this reason, now or once what comes before it is mended: a bad name is worth
    /// knowing in the legacy pipeline too. One reason a name, the first, so that a name has one headline.
    fn lost_by_name(&self, code: VerdictCode) -> impl Iterator<Item = &'a Claim> + use<'a> {
        self.claims_of_scripts().filter(move |claim| {
            let by_name = |verdict: &Verdict| {
                std::iter::once(verdict.code)
                    .chain(verdict.also.iter().copied())
                    .find(|code| NAME_GATE.contains(code))
            };
            claim.verdicts.iter().find_map(by_name) == Some(code)
        })
    }

    /// The run of a script.
    fn run_of(&self, script: &str) -> Option<&'a ScriptRun> {
        self.login.runs.iter().find(|run| run.script == script)
    }

    /// Rules that ran, or would have run had no earlier one ended the login.
    fn live_runs(&self) -> impl Iterator<Item = &'a ScriptRun> + use<'a> {
        self.login.runs.iter().filter(|run| matches!(run.skipped, None | Some(Skip::Earlier)))
    }
}
