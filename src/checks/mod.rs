//! What is wrong, once the run is finished: one file a finding.

use crate::endpoint::Endpoint;
use crate::report::{Artifact, Claim, Outcome};
use crate::scenario::Scenario;
use crate::script::Login;
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
    /// What Auth0 itself put there or left out.
    pub composed: &'a Composed,
}
/// tmp
pub fn run(_: &Facts<'_>, _: &mut crate::diagnostics::Collector) {}
