//! `unsupported-claim-value`: what a stand-in answered has reached a claim (`domain.md` §4.5; RT-03).

use super::{Facts, sites, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::script::library::STAND_IN_TEXT;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        let Some(value) = &claim.value else { continue };
        let text = value.to_string().replace("\\\"", "\"");
        let Some((_, rest)) = text.split_once(STAND_IN_TEXT) else { continue };
        let module = rest.split('"').next().unwrap_or_default();
        let finding = Diagnostic::new(
            Code::UnsupportedClaimValue,
            format!(
                "claim {} holds what a stand-in for the module {} answered",
                quoted(&claim.name),
                quoted(module)
            ),
        )
        .help("what it holds in a real login depends on that module");
        findings.push(sites::at_name(facts, finding, claim));
    }
}
