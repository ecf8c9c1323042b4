//! Where a claim was written, and how its name stands there.

use super::{Facts, cure, own_namespace, wording::quoted};
use crate::diagnostics::{Diagnostic, Fix};
use crate::place::{Place, Span};
use crate::report::{Claim, Origin, Target};
use crate::script::WriteTo;
use crate::script::source::{ClaimWrite, Part};

/// Writes that a finding about the whole login points at.
const LABELS: usize = 8;

/// The range of a write, as far as the run recorded it.
pub(super) fn origin_place(origin: &Origin) -> Option<Place> {
    if origin.script.is_empty() {
        return None;
    }
    let span = origin.line.zip(origin.column).map(|(line, column)| Span {
        line,
        column,
        end_line: line,
        end_column: origin.end_column.unwrap_or(column + 1),
    });
    Some(Place::script(&origin.script, span))
}

/// The last write of a member of a claim object.
pub(super) fn last_write(facts: &Facts<'_>, target: Target, name: &str) -> Option<Place> {
    let wanted = WriteTo::Claim(target, name.to_owned());
    let write = facts.login.writes.iter().rev().find(|write| {
        !write.late && (write.to == wanted || write.to == WriteTo::ClaimObject(target))
    })?;
    Some(Place::script(&write.origin.script, write.span))
}

/// The statement in the text that wrote the claim: of the same object, at the same place, and of that name if the text
/// alone tells the name.
pub(super) fn static_write<'a>(facts: &Facts<'a>, claim: &Claim) -> Option<&'a ClaimWrite> {
    let run = facts.run_of(&claim.origin.script)?;
    let line = claim.origin.line?;
    let candidates = || {
        run.source.facts.claim_writes.iter().filter(move |write| {
            write.target == claim.target
                && write.span.line <= line
                && line <= write.span.end_line
                && write.name.as_deref().is_none_or(|name| name == claim.name)
        })
    };
    let exact = candidates().find(|write| {
        claim.origin.column == Some(write.span.column) && claim.origin.line == Some(write.span.line)
    });
    exact.or_else(|| {
        let mut all = candidates();
        let first = all.next()?;
        // Two writes in one line, neither at the recorded place: the text cannot tell which.
        (all.next().is_none() || first.name.is_some()).then_some(first)
    })
}

/// What the name is composed of, without the empty texts between the parts of a template.
pub(super) fn parts(write: &ClaimWrite) -> Vec<&Part> {
    let is_empty = |part: &Part| matches!(part, Part::Literal(text) if text.is_empty());
    write.name_parts.iter().filter(|part| !is_empty(part)).collect()
}

/// A finding at the name of a claim or, where the text does not show it, at the write.
pub(super) fn at_name(facts: &Facts<'_>, finding: Diagnostic, claim: &Claim) -> Diagnostic {
    let place = match static_write(facts, claim) {
        Some(write) => Some(Place::script(&claim.origin.script, Some(write.name_span))),
        None => origin_place(&claim.origin),
    };
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// The same with a proposal for another name: in words that go on from `what`, and as a fix where the name is a literal.
pub(super) fn rename_to(
    facts: &Facts<'_>,
    finding: Diagnostic,
    claim: &Claim,
    to: &str,
    what: &str,
) -> Diagnostic {
    let finding = at_name(facts, finding, claim).help(format!("{what} {}", quoted(to)));
    match rename(facts, claim, to) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// The same with a name in a namespace of the author's own.
pub(super) fn rename_to_own(
    facts: &Facts<'_>,
    finding: Diagnostic,
    claim: &Claim,
    what: &str,
) -> Diagnostic {
    let to = own_namespace::proposal(facts, &claim.name);
    // Another claim may have that name already; then the words must do.
    if facts.claims.iter().any(|other| other.target == claim.target && other.name == to) {
        return at_name(facts, finding, claim).help("use another URL whose host you own");
    }
    rename_to(facts, finding, claim, &to, what)
}

/// A label at each of the writes, as far as there is room.
pub(super) fn label_writes<'a>(
    facts: &Facts<'_>,
    mut finding: Diagnostic,
    claims: impl IntoIterator<Item = &'a Claim>,
    what: &str,
) -> Diagnostic {
    for claim in claims.into_iter().take(LABELS) {
        let named = at_name(facts, Diagnostic::new(finding.code, ""), claim);
        if let Some(place) = named.location {
            finding = finding.label(place, format!("{} {what}", quoted(&claim.name)));
        }
    }
    finding
}

fn rename(facts: &Facts<'_>, claim: &Claim, to: &str) -> Option<Fix> {
    let run = facts.run_of(&claim.origin.script)?;
    let write = static_write(facts, claim)?;
    // A name that is put together from variables is mended where those are set.
    let is_literal =
        write.name_parts.len() == 1 && matches!(write.name_parts.first(), Some(Part::Literal(_)));
    if !is_literal || write.name.as_deref() != Some(claim.name.as_str()) {
        return None;
    }
    let (bytes, text) = name_edit(&run.source.text, write, to)?;
    Some(cure::in_script(run, bytes, text, format!("Rename to {}", super::wording::one_line(to))))
}

/// The range to replace, and the text that belongs there.
fn name_edit(text: &str, write: &ClaimWrite, to: &str) -> Option<((usize, usize), String)> {
    let (start, end) = write.name_bytes;
    let name = text.get(start..end)?;
    match name.chars().next() {
        Some(quote @ ('\'' | '"')) => Some(((start, end), cure::literal(to, quote))),
        Some('`') => Some(((start, end), cure::literal(to, '\''))),
        _ => {
            let before = text.get(..start)?;
            if before.ends_with('.') && !before.ends_with("?.") {
                Some(((start - 1, end), format!("[{}]", cure::literal(to, '\''))))
            } else {
                // A key of an object literal; a shorthand has no value of its own to keep.
                let follows_colon = text.get(end..)?.trim_start().starts_with(':');
                follows_colon.then(|| ((start, end), cure::literal(to, '\'')))
            }
        }
    }
}
