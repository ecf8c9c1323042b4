//! `unsupported-claim-value`: what a stand-in answered has reached a claim (`domain.md` §4.5; RT-03).

use super::{Facts, sites, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        let Some(label) = &claim.stand_in else { continue };
        let module = label.strip_prefix("require(\"").and_then(|rest| rest.split('"').next());
        let answered = match module {
            Some(module) => format!("the module {}", quoted(module)),
            None => quoted(label),
        };
        let finding = Diagnostic::new(
            Code::UnsupportedClaimValue,
            format!("claim {} holds what a stand-in for {answered} answered", quoted(&claim.name)),
        )
        .help("in a real login the real answer stands in its place");
        findings.push(sites::at_name(facts, finding, claim));
    }
}
