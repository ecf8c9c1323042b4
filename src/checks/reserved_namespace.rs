//! `reserved-namespace`, `reserved-urn`: the name lies under one of Auth0's hosts or under `urn:auth0`
//! (`domain.md` §3.4; CL-02, CL-08, CL-09).

use super::{Facts, NAME_GATE, sites, wording::quoted};
use crate::claims::name::is_unusual;
use crate::claims::{NameClass, classify};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::report::Claim;
use crate::script::source::Part;

/// Expressions that a namespace is built from by mistake: their value is a host of Auth0 (CL-09).
const HOSTS_OF_AUTH0: [&str; 4] =
    ["auth0.domain", "auth0.baseUrl", "context.request.hostname", "context.tenant"];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        match classify(&claim.name) {
            NameClass::ReservedUrl if is_lost(claim) => {
                let finding = Diagnostic::new(
                    Code::ReservedNamespace,
                    format!(
                        "claim {} is {}in a namespace that Auth0 keeps for itself",
                        quoted(&claim.name),
                        // A port, or a user before the host: that the host alone decides is our reading.
                        if is_unusual(&claim.name) { "probably " } else { "" }
                    ),
                );
                let finding = match host_source(facts, claim) {
                    Some(expression) => finding.help(format!("use a URL whose host you own; here the host probably comes from `{expression}`")),
                    None => sites::rename_to_own(facts, finding, claim, "use a URL whose host you own, for example"),
                };
                findings.push(sites::at_name(facts, finding, claim));
            }
            NameClass::ReservedUrn if is_lost(claim) => {
                let finding = Diagnostic::new(
                    Code::ReservedUrn,
                    format!(
                        "claim {} is under `urn:auth0`, which Auth0 keeps for itself",
                        quoted(&claim.name)
                    ),
                );
                findings.push(sites::rename_to_own(
                    facts,
                    finding,
                    claim,
                    "use a URL whose host you own, for example",
                ));
            }
            _ => {}
        }
    }
}

/// Whether the name, rather than the outcome of the login, keeps it out of some artifact.
fn is_lost(claim: &Claim) -> bool {
    claim.verdicts.iter().any(|verdict| {
        NAME_GATE.contains(&verdict.code)
            || verdict.also.iter().any(|code| NAME_GATE.contains(code))
    })
}

/// The expression that put Auth0's host into the name.
fn host_source(facts: &Facts<'_>, claim: &Claim) -> Option<&'static str> {
    let write = sites::static_write(facts, claim)?;
    let named = write.name_parts.iter().find_map(|part| {
        let (Part::Binding { path: Some(path), .. } | Part::Path(path)) = part else { return None };
        let path = path.join(".");
        HOSTS_OF_AUTH0.into_iter().find(|expression| *expression == path)
    });
    // A namespace that was put together elsewhere in the script.
    let is_literal = matches!(sites::parts(write).as_slice(), [Part::Literal(_)]);
    let host = facts.scenario.tenant.domain.as_str();
    named.or_else(|| {
        let text = &facts.run_of(&claim.origin.script)?.source.text;
        let spelt = text.contains(host) || is_literal || !claim.name.contains(host);
        let mut used = HOSTS_OF_AUTH0.into_iter().filter(|expression| text.contains(expression));
        // Where there are several, the text alone does not tell which it was.
        used.next().filter(|_| !spelt && used.next().is_none())
    })
}
