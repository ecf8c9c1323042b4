//! `malformed-namespace`: the slash between namespace and name is missing, doubled or single after the scheme
//! (`domain.md` §3.9; CL-06).

use super::{Facts, cure, sites, wording::quoted};
use crate::claims::{NameClass, classify};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix};
use crate::report::Claim;
use crate::script::source::Part;

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        if !matches!(classify(&claim.name), NameClass::Namespaced | NameClass::ReservedUrl) {
            continue;
        }
        let Some((fault, mended)) = fault(facts, claim) else { continue };
        let finding = Diagnostic::new(
            Code::MalformedNamespace,
            format!(
                "claim {} {fault}, so a reader that expects {} finds nothing",
                quoted(&claim.name),
                quoted(&mended)
            ),
        );
        let finding = match slash_fix(facts, claim, &mended) {
            Some(fix) => finding.fix(fix),
            None => finding,
        };
        findings.push(sites::rename_to(facts, finding, claim, &mended, "write"));
    }
}

fn fault(facts: &Facts<'_>, claim: &Claim) -> Option<(&'static str, String)> {
    let (scheme, rest) = claim.name.split_once(':')?;
    let Some(rest) = rest.strip_prefix("//") else {
        let rest = rest.trim_start_matches('/');
        return (!rest.is_empty())
            .then(|| ("has a single slash after the scheme", format!("{scheme}://{rest}")));
    };
    if rest.starts_with('/') {
        return None;
    }
    match rest.split_once('/') {
        Some((host, path)) => {
            // A query or another URL inside the path may hold two slashes of its own.
            let path_only = path.split(['?', '#', ':']).next().unwrap_or_default();
            (path.starts_with('/') || path_only.contains("//")).then(|| {
                let single: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
                ("has a doubled slash", format!("{scheme}://{host}/{}", single.join("/")))
            })
        }
        None => {
            glued(facts, claim).map(|mended| ("lacks the slash between namespace and name", mended))
        }
    }
}

/// A name that was put together from a namespace and a name without a slash between them. Only the text can tell:
/// `https://acme.com` alone is a legal name (`domain.md` §3.9).
fn glued(facts: &Facts<'_>, claim: &Claim) -> Option<String> {
    let write = sites::static_write(facts, claim)?;
    let parts = sites::parts(write);
    let (first, _) = parts.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let first = match first {
        Part::Literal(text) => text.as_str(),
        Part::Binding { value, .. } => value.as_deref()?,
        Part::Config(key) => facts.scenario.configuration.get(key)?.as_str()?,
        Part::Path(_) | Part::Other(_) => return None,
    };
    let rest = claim.name.strip_prefix(first)?;
    let is_base = matches!(classify(first), NameClass::Namespaced | NameClass::ReservedUrl);
    (is_base && !first.ends_with('/') && !rest.is_empty() && !rest.starts_with(['/', '.', ':']))
        .then(|| format!("{}/{rest}", first.trim_end_matches('/')))
}

/// Moves the slash in the part of the name that is written out: `namespace + '/role'`.
fn slash_fix(facts: &Facts<'_>, claim: &Claim, mended: &str) -> Option<Fix> {
    let run = facts.run_of(&claim.origin.script)?;
    let write = sites::static_write(facts, claim)?;
    let parts = sites::parts(write);
    let [_, Part::Literal(leaf)] = parts.as_slice() else { return None };
    let other = leaf.strip_prefix('/').map_or_else(|| format!("/{leaf}"), str::to_owned);
    // What stands before it must be the same in both names, or more than the one slash is wrong.
    (claim.name.strip_suffix(leaf.as_str()).map(|before| format!("{before}{other}")).as_deref()
        == Some(mended))
    .then_some(())?;
    let (start, end) = write.name_bytes;
    let written = run.source.text.get(start..end)?;
    ['\'', '"'].into_iter().find_map(|quote| {
        let at = written.rfind(&format!("{quote}{leaf}{quote}"))?;
        let bytes = (start + at, start + at + leaf.len() + 2);
        Some(cure::in_script(
            run,
            bytes,
            cure::literal(&other, quote),
            format!("Write {}", quoted(&other)),
        ))
    })
}
