//! `undefined-namespace`, `empty-namespace`: the first part of a claim name is missing
//! (`domain.md` §7.2; CL-10, CL-03).

use super::{Facts, cure, sites, wording::quoted};
use crate::diagnostics::{Code, Collector, Diagnostic, Fix, nearest};
use crate::place::Place;
use crate::report::Claim;
use crate::script::source::{ClaimWrite, Part};

/// What JavaScript writes for a value that is none.
const NO_VALUE: [&str; 4] = ["undefined", "null", "NaN", "[object Object]"];

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for claim in facts.claims_of_scripts() {
        if is_to_blame(facts, claim) {
            findings.push(undefined(facts, claim));
        } else if let Some(part) = sites::static_write(facts, claim).and_then(empty_part) {
            let finding = Diagnostic::new(
                Code::EmptyNamespace,
                format!(
                    "claim {} lacks its namespace, because {} is empty",
                    quoted(&claim.name),
                    quoted(part)
                ),
            )
            .help("set it to a URL whose host you own, with a slash at its end");
            findings.push(sites::at_name(facts, finding, claim));
        }
    }
}

/// Whether the name begins with a value that is none, and was not written that way.
pub(super) fn is_to_blame(facts: &Facts<'_>, claim: &Claim) -> bool {
    let Some(missing) = NO_VALUE.into_iter().find(|missing| claim.name.starts_with(missing)) else {
        return false;
    };
    match sites::static_write(facts, claim) {
        Some(write) => {
            !matches!(sites::parts(write).first(), Some(Part::Literal(text)) if text.starts_with(missing))
        }
        None => claim.name.len() > missing.len(),
    }
}

fn undefined(facts: &Facts<'_>, claim: &Claim) -> Diagnostic {
    let setting = sites::static_write(facts, claim).and_then(setting);
    let finding = match &setting {
        Some(key) => Diagnostic::new(
            Code::UndefinedNamespace,
            format!(
                "claim {} was built from the setting {}, which the Rules settings lack",
                quoted(&claim.name),
                quoted(key)
            ),
        ),
        None => Diagnostic::new(
            Code::UndefinedNamespace,
            format!("claim {} was built from a value that is undefined", quoted(&claim.name)),
        ),
    };
    let finding = match &setting {
        Some(key) => {
            let help = match nearest(key, facts.scenario.configuration.keys().map(String::as_str)) {
                Some(known) => format!("did you mean {}", quoted(known)),
                None => format!("add {} to the Rules settings", quoted(key)),
            };
            let finding =
                finding.help(help).label(Place::pointer("/configuration"), "the Rules settings");
            match respell(facts, claim, key) {
                Some(fix) => finding.fix(fix),
                None => finding,
            }
        }
        None => finding.help("set the namespace before it is used"),
    };
    sites::at_name(facts, finding, claim)
}

/// Reads the setting whose name is nearly that, wherever the script reads this one.
fn respell(facts: &Facts<'_>, claim: &Claim, key: &str) -> Option<Fix> {
    let known = nearest(key, facts.scenario.configuration.keys().map(String::as_str))?;
    let run = facts.run_of(&claim.origin.script)?;
    let (wrong, right) = (format!("configuration.{key}"), format!("configuration.{known}"));
    let text = &run.source.text;
    let goes_on = |at: usize| {
        text.get(at + wrong.len()..).is_some_and(|rest| {
            rest.starts_with(|char: char| char.is_alphanumeric() || matches!(char, '_' | '$'))
        })
    };
    let edits: Vec<_> = text
        .match_indices(&wrong)
        .filter(|(at, _)| !goes_on(*at))
        .map(|(at, _)| cure::script_edit(run, (at, at + wrong.len()), right.clone()))
        .collect();
    (!edits.is_empty()).then(|| Fix::editing(format!("Read {}", quoted(&right)), edits))
}

/// The setting that the name is built from.
fn setting(write: &ClaimWrite) -> Option<String> {
    write.name_parts.iter().find_map(|part| match part {
        Part::Config(key) => Some(key.clone()),
        Part::Binding { path: Some(path), .. } => match path.as_slice() {
            [root, key] if root == "configuration" => Some(key.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// The variable that stands first in the name and is empty.
fn empty_part(write: &ClaimWrite) -> Option<&str> {
    match sites::parts(write).as_slice().split_first()? {
        (Part::Binding { name, value: Some(value), .. }, [_, ..]) if value.is_empty() => Some(name),
        _ => None,
    }
}
