//! `missing-namespace`, `missing-scheme`, `era-sensitive-name`: names without `https://`
//! (`domain.md` §3.1, §3.4, §3.9; CL-01, CL-05, CL-11).

use super::{Facts, own_namespace, sites, undefined_namespace, wording::quoted};
use crate::claims::name::has_single_slash;
use crate::claims::{NameClass, VerdictCode, classify};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::report::Claim;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        let demanded =
            facts.lost_by_name(VerdictCode::DropNamespaceRequired).any(|lost| lost == claim);
        let class = classify(&claim.name);
        let name = quoted(&claim.name);
        if demanded && class != NameClass::ReservedUrn {
            let message = if class == NameClass::Urn {
                format!(
                    "claim {name} is a URN, and this tenant demands a namespace, which probably only an http or https URL is"
                )
            } else if has_single_slash(&claim.name) {
                format!(
                    "claim {name} has one slash after its scheme, so it is probably no namespace, and this tenant demands one"
                )
            } else {
                format!("claim {name} has no namespace, and this tenant demands one")
            };
            let finding = Diagnostic::new(Code::MissingNamespace, message);
            findings.push(match lacks_scheme(claim) {
                Some(url) => sites::rename_to(facts, finding, claim, &url, "use a URL:"),
                None => sites::rename_to_own(
                    facts,
                    finding,
                    claim,
                    "use a URL whose host you own, for example",
                ),
            });
            if matches!(class, NameClass::Private | NameClass::Urn) {
                let finding = Diagnostic::new(
                    Code::EraSensitiveName,
                    format!("claim {name} is dropped today and arrives once the tenant no longer demands namespaces"),
                )
                .help("review who reads it before the migration \u{201c}Custom claims must be namespaced\u{201d} is turned off");
                findings.push(sites::at_name(facts, finding, claim));
            }
        }
        // A namespace that came out as `undefined/` has a finding of its own.
        if let Some(url) =
            lacks_scheme(claim).filter(|_| !undefined_namespace::is_to_blame(facts, claim))
        {
            let finding = Diagnostic::new(
                Code::MissingScheme,
                format!(
                    "claim {name} looks like a URL without its scheme, so it counts as a plain name"
                ),
            );
            findings.push(sites::rename_to(facts, finding, claim, &url, "write the scheme:"));
        }
    }
}

/// The name with its scheme, if it looks like a URL that lost it: `acme.com/role`, `//acme.com/role`.
fn lacks_scheme(claim: &Claim) -> Option<String> {
    if classify(&claim.name) != NameClass::Private {
        return None;
    }
    let bare = claim.name.strip_prefix("//").unwrap_or(&claim.name);
    let (host, path) = bare.split_once('/')?;
    (own_namespace::is_host(host) && !path.is_empty()).then(|| format!("https://{bare}"))
}
