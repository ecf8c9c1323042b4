//! Rows and verdicts of an assertion: what becomes of each write, and where each attribute comes from (`domain.md` §2.9).

use super::verdicts::{Block, verdict};
use crate::checks::mappings;
use crate::claims::VerdictCode;
use crate::claims::filter::{Judgement, quoted};
use crate::claims::tables::Ground;
use crate::place::{ArtifactKind, Place};
use crate::report::{Claim, Origin, OriginKind, RunOutcome, Target, Verdict};
use crate::script::Login;
use crate::tokens::Composed;
use crate::tokens::saml::{Fate, SamlAttribute, SamlChange, SamlChanges, SetBy};

const KIND: ArtifactKind = ArtifactKind::SamlAssertion;

/// What Actions asked to change about the assertion (`domain.md` §2.9).
pub(super) fn changes(login: &Login) -> SamlChanges {
    let mut changes = SamlChanges::default();
    for run in login.of(OriginKind::Action).filter(|run| run.outcome == RunOutcome::Ok) {
        for effect in &run.effects {
            let Some(setter) = effect.kind.strip_prefix("api.samlResponse.") else { continue };
            changes.push(SamlChange {
                setter: setter.to_owned(),
                args: effect.args.clone(),
                origin: Origin {
                    kind: OriginKind::Action,
                    script: run.script.clone(),
                    line: effect.line,
                    column: None,
                    end_column: None,
                    step: effect.step,
                },
            });
        }
    }
    changes
}

/// Judges what scripts wrote by the attributes that came of it, and adds the attributes.
pub(super) fn with_attributes(
    mut claims: Vec<Claim>,
    login: &Login,
    changes: &SamlChanges,
    composed: &Composed,
    block: Option<&Block>,
) -> Vec<Claim> {
    let on_claim_object: Vec<String> = claims
        .iter()
        .filter(|claim| claim.target == Target::IdToken && arrives(claim))
        .map(|claim| claim.name.clone())
        .collect();
    for claim in &mut claims {
        let judged = match claim.target {
            Target::User if block.is_some() => {
                Judgement::kept(VerdictCode::Keep, Ground::Kept.basis())
            }
            Target::User => judge_member(claim, on_claim_object.contains(&claim.name), composed),
            Target::IdToken if arrives(claim) => by_fate(composed.saml.fate(&claim.name)),
            _ => continue,
        };
        claim.verdicts = vec![verdict(KIND, judged, block)];
    }
    if block.is_some() {
        return claims;
    }
    let (set, standard): (Vec<_>, Vec<_>) = composed
        .saml
        .rows
        .iter()
        .partition(|row| matches!(row.set_by, SetBy::Action | SetBy::Rule));
    claims.extend(set.into_iter().map(|row| {
        let origin = match row.set_by {
            SetBy::Action => changes.origin_of(&row.name).cloned(),
            _ => mappings::place(login, &row.name).map(|place| origin(&place)),
        };
        attribute(row, origin.unwrap_or_else(Origin::standard))
    }));
    claims.extend(standard.into_iter().map(|row| attribute(row, Origin::standard())));
    claims
}

fn arrives(claim: &Claim) -> bool {
    claim.verdicts.iter().any(|verdict| verdict.artifact == KIND && verdict.code.is_kept())
}

/// An attribute that a script wrote to `user`.
fn judge_member(claim: &Claim, covered: bool, composed: &Composed) -> Judgement {
    let name = quoted(&claim.name);
    if claim.overwritten_by.is_some() || claim.value.is_none() {
        return nothing(format!("{name} was gone in the end"), Ground::NoValue.basis());
    }
    if covered {
        let text = format!("`context.idToken` has a claim {name}, which takes its place");
        return nothing(text, Ground::NoValue.basis());
    }
    by_fate(composed.saml.fate(&claim.name))
}

fn by_fate(fate: Fate) -> Judgement {
    match fate {
        Fate::Kept(basis) => Judgement::kept(VerdictCode::Keep, basis),
        Fate::Nothing(text, basis) => nothing(text, basis),
        Fate::NotAsked(text, basis) => {
            Judgement::of(vec![(VerdictCode::DropScopeName, text, basis)], VerdictCode::Keep, basis)
        }
    }
}

fn nothing(text: String, basis: crate::claims::Basis) -> Judgement {
    Judgement::of(vec![(VerdictCode::DropValueUndefined, text, basis)], VerdictCode::Keep, basis)
}

/// The row of an attribute.
fn attribute(row: &SamlAttribute, origin: Origin) -> Claim {
    let judged = match row.value {
        Some(_) => Judgement::kept(VerdictCode::Keep, row.basis),
        None => nothing(row.why.clone(), row.basis),
    };
    let verdicts: Vec<Verdict> = vec![verdict(KIND, judged, None)];
    Claim {
        name: row.name.clone(),
        target: Target::User,
        value: row.value.clone(),
        stand_in: None,
        origin,
        earlier: Vec::new(),
        overwritten_by: None,
        lost: None,
        verdicts,
    }
}

/// The writer of a mapping.
fn origin(place: &Place) -> Origin {
    let span = place.span();
    Origin {
        kind: OriginKind::Rule,
        script: place.script_name().unwrap_or_default().into(),
        line: span.map(|span| span.line),
        column: span.map(|span| span.column),
        end_column: span.filter(|span| span.line == span.end_line).map(|span| span.end_column),
        step: None,
    }
}
