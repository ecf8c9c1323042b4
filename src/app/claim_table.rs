//! The matrix: one row for each claim name, one column for each artifact, and every reason behind a press.

use std::collections::BTreeSet;
use std::rc::Rc;

use yew::prelude::*;

use super::chip;
use super::evidence::evidence;
use super::gate_strip::gate_strip;
use super::gates::{self, Gate};
use super::icon::icon;
use super::same::same;
use super::state::{Action, Dialog};
use super::words::{counted, cut, sentence, value};
use crate::place::ArtifactKind;
use crate::report::{Artifact, Claim, Cut, Format, Origin, Report, Verdict};

/// Columns that fit.
const COLUMNS: usize = 3;
/// Rows that are drawn before the rest is counted.
const ROWS: usize = 200;
/// Characters of a value in a row.
const VALUE: usize = 60;

/// See [`ClaimTable`].
#[derive(Debug, Properties)]
pub struct Props {
    /// The result.
    pub report: Rc<Report>,
    /// The selected claim.
    pub claim: Option<Rc<str>>,
    /// Open rows.
    pub rows: BTreeSet<Rc<str>>,
    /// The standard claims are listed.
    pub standard: bool,
    /// What happens.
    pub on: Callback<Action>,
}

same!(Props { report; claim rows standard on });

/// Claims of one name, in the order of their first write.
struct Row<'a> {
    name: &'a str,
    claims: Vec<&'a Claim>,
}

fn rows(report: &Report) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for claim in report.claims.iter().filter(|claim| claim.is_custom()) {
        match rows.iter_mut().find(|row| row.name == claim.name) {
            Some(row) => row.claims.push(claim),
            None => rows.push(Row { name: &claim.name, claims: vec![claim] }),
        }
    }
    rows
}

impl Row<'_> {
    /// What becomes of the name in an artifact: a delivery counts before a loss.
    fn verdict(&self, kind: ArtifactKind) -> Option<&Verdict> {
        let mut all = self
            .claims
            .iter()
            .flat_map(|claim| &claim.verdicts)
            .filter(|verdict| verdict.artifact == kind);
        let first = all.next()?;
        if first.code.is_kept() {
            Some(first)
        } else {
            Some(all.find(|verdict| verdict.code.is_kept()).unwrap_or(first))
        }
    }
}

/// The artifacts that claims were meant for, and those that were issued to hold claims.
fn columns(report: &Report) -> Vec<&Artifact> {
    let named = |kind| {
        report
            .claims
            .iter()
            .flat_map(|claim| &claim.verdicts)
            .any(|verdict| verdict.artifact == kind)
    };
    report
        .artifacts
        .iter()
        .filter(|artifact| {
            named(artifact.kind) || (artifact.issued && artifact.kind != ArtifactKind::RefreshToken)
        })
        .collect()
}

/// The matrix.
#[component]
pub fn ClaimTable(Props { report, claim, rows: open, standard, on }: &Props) -> Html {
    let all_columns = columns(report);
    let columns: Vec<&Artifact> = all_columns.iter().copied().take(COLUMNS).collect();
    let rows = rows(report);
    if rows.is_empty() && columns.is_empty() {
        return html! {};
    }
    let span = (columns.len() + 2).to_string();
    html! {
        <table class="claim-table" role="table">
            <caption class="visually-hidden">{ "What becomes of each claim in each token" }</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{ "Claim" }</th>
                    { for columns.iter().map(|artifact| html! {
                        <th role="columnheader" scope="col" title={artifact.why.replace('`', "")}>
                            <span class="claim-table__artifact">{ gates::capital(artifact.kind.label()) }</span>
                            <span class="claim-table__format">{ format(artifact) }</span>
                        </th>
                    }) }
                    <th role="columnheader" scope="col">
                        if all_columns.len() > COLUMNS { <span title="In the open rows">{ format!("+{}", all_columns.len() - COLUMNS) }</span> }
                        <span class="visually-hidden">{ "Reasons" }</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                { for rows.iter().take(ROWS).flat_map(|row| {
                    let expanded = open.contains(row.name);
                    let linked = claim.as_deref() == Some(row.name);
                    let detail = expanded.then(|| detail(row, &all_columns, &span, linked, on));
                    [Some(row_view(row, &columns, expanded, linked, on)), detail]
                }).flatten() }
                if rows.len() > ROWS { <tr role="row"><td role="cell" colspan={span.clone()} class="claim-table__rest">{ format!("{} more names are not drawn", rows.len() - ROWS) }</td></tr> }
            </tbody>
            { standard_view(report, &columns, *standard, on) }
        </table>
    }
}

fn format(artifact: &Artifact) -> String {
    let word = match (artifact.issued, artifact.format) {
        (false, _) => return "not issued".into(),
        (_, Format::Opaque) => return "opaque".into(),
        (_, Format::Jwe) => return "encrypted".into(),
        (_, Format::Json) => None,
        (_, Format::Xml) => Some("XML"),
        (_, Format::Jwt) => Some("JWT"),
    };
    let count = counted(artifact.payload.len(), "claim", "claims");
    word.map_or_else(|| count.clone(), |word| format!("{word}, {count}"))
}

fn row_view(
    row: &Row<'_>,
    columns: &[&Artifact],
    expanded: bool,
    linked: bool,
    on: &Callback<Action>,
) -> Html {
    let name: Rc<str> = row.name.into();
    let shown = if row.name.is_empty() { "\"\"" } else { row.name };
    let main = columns.iter().find_map(|artifact| row.verdict(artifact.kind));
    let switch = {
        let name = Rc::clone(&name);
        on.reform(move |_: MouseEvent| Action::RowSwitched(Rc::clone(&name)))
    };
    // The first press opens the row, the next goes to its line.
    let line = row.claims.iter().find_map(|claim| {
        let Origin { script, line, column, .. } = &claim.origin;
        line.map(|line| (Rc::from(script.as_str()), line, column.unwrap_or(1)))
    });
    let choose =
        on.reform(move |_: MouseEvent| match line.clone().filter(|_| expanded && linked) {
            Some((script, line, column)) => Action::LineChosen { script, line, column },
            None => Action::RowOpened(Rc::clone(&name)),
        });
    html! {
        <tr class="claim-table__row" role="row" key={format!("row {shown}")} data-linked={linked.then_some("true")} data-claim={row.name.to_owned()}>
            <th role="rowheader" scope="row">
                <button class="claim-table__name" type="button" title={shown.to_owned()} onclick={choose}>{ breakable(shown) }</button>
                <span class="claim-table__origin">{ origin(row, on) }</span>
                if let Some(main) = main { { gate_strip(main) } }
            </th>
            { for columns.iter().map(|artifact| html! {
                <td role="cell" data-column={gates::capital(artifact.kind.label())}>{ row.verdict(artifact.kind).map_or_else(chip::not_set, chip::verdict) }</td>
            }) }
            <td role="cell" class="claim-table__open">
                <button class="button" type="button" data-kind="icon" aria-expanded={expanded.to_string()} aria-label={format!("Reasons for {shown}")} onclick={switch}>{ icon(if expanded { "down" } else { "right" }) }</button>
            </td>
        </tr>
    }
}

/// A name that breaks before its last part, if it must.
fn breakable(name: &str) -> Html {
    match name.rfind('/').and_then(|at| name.split_at_checked(at + 1)) {
        Some((before, last)) => html! { <>{ before.to_owned() }<wbr />{ last.to_owned() }</> },
        None => html! { { name.to_owned() } },
    }
}

fn origin(row: &Row<'_>, on: &Callback<Action>) -> Html {
    let shown =
        row.claims.first().map(|claim| value(claim.value.as_ref(), VALUE)).unwrap_or_default();
    html! {
        <>
            <code>{ shown }</code>{ " " }<span class="quiet">{ "from" }</span>{ " " }
            { for row.claims.iter().enumerate().map(|(index, claim)| html! { <>if index > 0 { { ", " } }{ line_link(&claim.origin, on) }</> }) }
        </>
    }
}

/// A link to the line of a write.
pub fn line_link(origin: &Origin, on: &Callback<Action>) -> Html {
    let Some(line) = origin.line else { return html! { { origin.script.clone() } } };
    let (script, column): (Rc<str>, u32) =
        (origin.script.as_str().into(), origin.column.unwrap_or(1));
    html! {
        <button class="line-link" type="button" title={format!("{}, line {line}", origin.script)} onclick={on.reform(move |_| Action::LineChosen { script: Rc::clone(&script), line, column })}>{ format!("line {line}") }</button>
    }
}

fn detail(
    row: &Row<'_>,
    columns: &[&Artifact],
    span: &str,
    linked: bool,
    on: &Callback<Action>,
) -> Html {
    html! {
        <tr class="claim-table__detail" role="row" key={format!("detail {}", row.name)} data-linked={linked.then_some("true")}>
            <td role="cell" colspan={span.to_owned()}>
                { for row.claims.iter().map(|claim| claim_detail(claim, columns, on)) }
            </td>
        </tr>
    }
}

fn claim_detail(claim: &Claim, columns: &[&Artifact], on: &Callback<Action>) -> Html {
    html! {
        <div class="claim-table__claim">
            <p class="claim-table__value">
                <b>{ format!("Written to {}", claim.target.label()) }</b>{ " " }
                <span class="quiet">{ format!("by {}, ", claim.origin.script) }</span>{ line_link(&claim.origin, on) }
                { ": " }<code>{ value(claim.value.as_ref(), 2000) }</code>
            </p>
            { for claim.earlier.iter().map(|earlier| html! {
                <p class="claim-table__value"><s><code>{ value(earlier.value.as_ref(), VALUE) }</code></s>{ " replaced, from " }<span class="quiet">{ format!("{}, ", earlier.origin.script) }</span>{ line_link(&earlier.origin, on) }</p>
            }) }
            if let Some(by) = &claim.overwritten_by {
                <p class="claim-table__value">{ "Lost again in " }<span class="quiet">{ format!("{}, ", by.script) }</span>{ line_link(by, on) }</p>
            }
            { for group(claim, columns).into_iter().map(|(names, verdict)| verdict_detail(&names, verdict, on)) }
        </div>
    }
}

/// Verdicts that say the same of several artifacts are told once.
fn group<'a>(claim: &'a Claim, columns: &[&Artifact]) -> Vec<(String, &'a Verdict)> {
    let mut groups: Vec<(Vec<&str>, &Verdict)> = Vec::new();
    for verdict in claim
        .verdicts
        .iter()
        .filter(|verdict| columns.iter().any(|column| column.kind == verdict.artifact))
    {
        match groups.iter_mut().find(|(_, first)| {
            first.code == verdict.code
                && first.reasons == verdict.reasons
                && first.also == verdict.also
        }) {
            Some((names, _)) => names.push(verdict.artifact.label()),
            None => groups.push((vec![verdict.artifact.label()], verdict)),
        }
    }
    groups
        .into_iter()
        .map(|(names, verdict)| (gates::capital(&names.join(" and ")), verdict))
        .collect()
}

fn verdict_detail(names: &str, verdict: &Verdict, on: &Callback<Action>) -> Html {
    // A delivered claim has no reasons of its own: the verdict carries the source.
    let own = Cut::new(verdict.code, verdict.code.meaning(), crate::claims::Basis::documented(""));
    let own = Cut {
        evidence: verdict.evidence,
        source: verdict.source.clone(),
        as_of: verdict.as_of.clone(),
        switch: verdict.switch.clone(),
        ..own
    };
    let reasons = if verdict.reasons.is_empty() {
        std::slice::from_ref(&own)
    } else {
        verdict.reasons.as_slice()
    };
    html! {
        <>
            <p class="reasons__for">{ names.to_owned() }</p>
            <ol class="reasons">{ for reasons.iter().map(|reason| reason_view(reason, on)) }</ol>
        </>
    }
}

fn reason_view(reason: &Cut, on: &Callback<Action>) -> Html {
    let page: Rc<str> = format!("docs/verdicts/{}.md", reason.code.name()).into();
    let gate = Gate::of(reason.code)
        .map_or(if reason.code.is_kept() { "Arrives" } else { "Login" }, Gate::name);
    html! {
        <li data-tone={gates::tone(reason.code)}>
            <p class="reason__head">
                <span class="reason__gate">{ gate }</span><b>{ gates::capital(reason.code.label()) }</b>
                <button class="line-link" type="button" onclick={on.reform(move |_| Action::DialogOpened(Dialog::Why(Rc::clone(&page))))}>{ "Why" }</button>
                <span class="push"></span>
                { evidence(reason.evidence, &reason.source, &reason.as_of) }
            </p>
            <p class="reason__text">
                if reason.evidence == crate::claims::Evidence::Inferred { { "Probably: " } }
                { sentence(&reason.text) }{ "." }
                if let Some(switch) = &reason.switch {
                    { " Decided by the disputed point " }
                    <button class="line-link" type="button" onclick={seek(switch, on)}>{ switch.clone() }</button>{ "." }
                }
            </p>
        </li>
    }
}

fn seek(switch: &str, on: &Callback<Action>) -> Callback<MouseEvent> {
    let at: Rc<str> = format!("/switches/{switch}").into();
    on.reform(move |_| Action::InputSought(Rc::clone(&at)))
}

fn standard_view(
    report: &Report,
    columns: &[&Artifact],
    open: bool,
    on: &Callback<Action>,
) -> Html {
    let standard: Vec<&Claim> = report.claims.iter().filter(|claim| !claim.is_custom()).collect();
    let custom =
        |name: &str| report.claims.iter().any(|claim| claim.is_custom() && claim.name == name);
    let mut names: Vec<&str> = standard.iter().map(|claim| claim.name.as_str()).collect();
    for name in
        columns.iter().flat_map(|artifact| artifact.payload.keys()).filter(|name| !custom(name))
    {
        names.push(name);
    }
    // The same type as that of the open rows: each further one is 3 kB.
    let mut seen: BTreeSet<Rc<str>> = BTreeSet::new();
    names.retain(|name| seen.insert(Rc::from(*name)));
    if names.is_empty() {
        return html! {};
    }
    let count = |artifact: &Artifact| match artifact.format {
        Format::Opaque | Format::Jwe if artifact.issued => "none readable".to_owned(),
        _ => artifact.payload.keys().filter(|name| !custom(name)).count().to_string(),
    };
    html! {
        <tbody role="rowgroup" class="claim-table__standard">
            <tr role="row">
                <th role="rowheader" scope="row">{ cut(&format!("Standard: {}", names.join(", ")), 120) }</th>
                { for columns.iter().map(|artifact| html! { <td role="cell">{ count(artifact) }</td> }) }
                <td role="cell" class="claim-table__open">
                    <button class="button" type="button" data-kind="icon" aria-expanded={open.to_string()} aria-label="Standard claims" onclick={on.reform(|_| Action::StandardSwitched)}>{ icon(if open { "down" } else { "right" }) }</button>
                </td>
            </tr>
            if open {
                { for names.iter().map(|name| html! {
                    <tr role="row" key={(*name).to_owned()}>
                        <th role="rowheader" scope="row"><code>{ (*name).to_owned() }</code></th>
                        { for columns.iter().map(|artifact| html! { <td role="cell">{ artifact.payload.get(*name).map(|held| value(Some(held), 24)).unwrap_or_default() }</td> }) }
                        <td role="cell" class="claim-table__open"></td>
                    </tr>
                }) }
            }
        </tbody>
    }
}
