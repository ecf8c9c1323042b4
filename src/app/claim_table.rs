//! The matrix: one row for each claim name, one column for each artifact, and every reason behind a press.

use std::rc::Rc;

use yew::Html;

use super::chip;
use super::el::{El, On, Part, Text, button, copy, el, group};
use super::evidence::evidence;
use super::gate_strip::gate_strip;
use super::gates::{self, Gate};
use super::icon::icon;
use super::state::{Action, Dialog, Open};
use super::words::{counted, cut, plain, sentence, value};
use crate::claims::{Evidence, VerdictCode};
use crate::place::ArtifactKind;
use crate::report::{Artifact, Claim, Cut, Format, Origin, Report, Verdict, by_name};

/// Columns that fit.
const COLUMNS: usize = 3;
/// Rows that are drawn before the rest is counted.
const ROWS: usize = 200;
/// Characters of a value in a row.
const VALUE: usize = 60;

/// Claims of one name, in the order of their first write.
struct Row<'a> {
    name: &'a str,
    claims: Vec<&'a Claim>,
}

fn rows(report: &Report) -> Vec<Row<'_>> {
    let custom: Vec<&Claim> = report.claims.iter().filter(|claim| claim.is_custom()).collect();
    by_name(&custom).into_iter().map(row_of).collect()
}

fn row_of(claims: Vec<&Claim>) -> Row<'_> {
    Row { name: claims.first().map_or("", |claim| &claim.name), claims }
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

/// The matrix of a report. Lines of the `script` in the editor go without its name.
pub fn claim_table(report: &Report, script: &str, open: &Open, on: &On) -> Option<El> {
    let all_columns = columns(report);
    let columns: Vec<&Artifact> = all_columns.iter().copied().take(COLUMNS).collect();
    let rows = rows(report);
    if rows.is_empty() && columns.is_empty() {
        return None;
    }
    let span = columns.len() + 2;
    let over = (all_columns.len() > COLUMNS).then(|| {
        el("span[title=In the open rows]").with(format!("+{}", all_columns.len() - COLUMNS))
    });
    let head = el("tr[role=row]")
        .with(column_head().with("Claim"))
        .each(columns.iter().map(|artifact| {
            column_head()
                .attr("title", artifact.why.replace('`', ""))
                .with(el("span.claim-table__artifact").with(gates::capital(artifact.kind.label())))
                .with(el("span.claim-table__format").with(format(artifact)))
        }))
        .with(column_head().with(over).with(el("span.visually-hidden Reasons")));
    let mut body = Vec::new();
    for row in rows.iter().take(ROWS) {
        let expanded = open.rows.iter().any(|name| **name == *row.name);
        let linked = open.claim.as_deref() == Some(row.name);
        body.push(row_view(row, script, &columns, expanded, linked, on));
        if expanded {
            body.push(detail(row, &all_columns, span, linked, on));
        }
    }
    let rest = (rows.len() > ROWS).then(|| {
        el("tr[role=row]").with(
            el("td.claim-table__rest[role=cell]")
                .attr("colspan", span)
                .with(format!("{} more names are not drawn", rows.len() - ROWS)),
        )
    });
    Some(
        el("table.claim-table[role=table]")
            .with(el("caption.visually-hidden What becomes of each claim in each token"))
            .with(el("thead[role=rowgroup]").with(head))
            .with(el("tbody[role=rowgroup]").each(body).with(rest))
            .with(standard_view(report, &columns, open.standard, on)),
    )
}

fn column_head() -> El {
    el("th[role=columnheader][scope=col]")
}

fn row_head() -> El {
    el("th[role=rowheader][scope=row]")
}

fn cell() -> El {
    el("td[role=cell]")
}

/// The button at the end of a row that opens it.
fn opener(open: bool, label: impl Text, on: &On, action: Action) -> El {
    el("td.claim-table__open[role=cell]").with(
        button("button.button[data-kind=icon]", on, action)
            .state("aria-expanded", open)
            .attr("aria-label", label)
            .with(icon(if open { "down" } else { "right" })),
    )
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
    let all = artifact.payload.len();
    let count = match artifact.format {
        Format::Xml => counted(all, "attribute", "attributes"),
        _ => counted(all, "claim", "claims"),
    };
    word.map_or_else(|| count.clone(), |word| format!("{word}, {count}"))
}

fn row_view(
    row: &Row<'_>,
    script: &str,
    columns: &[&Artifact],
    expanded: bool,
    linked: bool,
    on: &On,
) -> El {
    let name: Rc<str> = row.name.into();
    let shown = if row.name.is_empty() { "\"\"" } else { row.name };
    let main = columns.iter().find_map(|artifact| row.verdict(artifact.kind));
    // The first press opens the row, the next goes to its line.
    let line = row.claims.iter().find_map(|claim| line_of(&claim.origin));
    let choose =
        line.filter(|_| expanded && linked).unwrap_or_else(|| Action::RowOpened(Rc::clone(&name)));
    el("tr.claim-table__row[role=row]")
        .key(&["row ", shown].concat())
        .mark("data-linked", linked)
        .attr("data-claim", copy(row.name))
        .with(
            row_head()
                .with(
                    button("button.claim-table__name", on, choose)
                        .attr("title", copy(shown))
                        .with(breakable(&plain(shown))),
                )
                .with(el("span.claim-table__origin").with(origin(row, script, on)))
                .with(main.and_then(gate_strip)),
        )
        .each(columns.iter().map(|artifact| {
            cell()
                .attr("data-column", gates::capital(artifact.kind.label()))
                .with(row.verdict(artifact.kind).map_or_else(chip::not_set, chip::verdict))
        }))
        .with(opener(expanded, ["Reasons for ", shown].concat(), on, Action::RowSwitched(name)))
}

/// A name that breaks before its last part, if it must.
fn breakable(name: &str) -> El {
    match name.rfind('/').and_then(|at| name.split_at_checked(at + 1)) {
        Some((before, last)) => group().with(copy(before)).with(el("wbr")).with(copy(last)),
        None => group().with(copy(name)),
    }
}

fn origin(row: &Row<'_>, open: &str, on: &On) -> El {
    let first = row.claims.first().copied();
    let shown = first.map(|claim| value(claim.value.as_ref(), VALUE)).unwrap_or_default();
    let links = row.claims.iter().enumerate().map(|(index, claim)| {
        let link = match &claim.origin {
            origin if origin.script == open => group().with(line_link(origin, on)),
            origin => by("", origin, on),
        };
        group().with((index > 0).then_some(", ")).with(link)
    });
    // A long value gives way to its lines.
    group()
        .with(el("code").with(shown))
        .with(stand_in(first))
        .with(el("span").with(el("span.quiet from")).with(" ").each(links))
}

/// The mark of a value that no real module answered.
#[inline(never)]
pub fn stand_in(claim: Option<&Claim>) -> Option<El> {
    claim?.stand_in.as_ref().map(|_| el("span.quiet  (stand-in)"))
}

/// Going to the line of a write.
fn line_of(Origin { script, line, column, .. }: &Origin) -> Option<Action> {
    let script = script.as_str().into();
    line.map(|line| Action::LineChosen { script, line, column: column.unwrap_or(1) })
}

/// A link to the line of a write.
#[inline(never)]
pub fn line_link(origin: &Origin, on: &On) -> Html {
    let (Some(line), Some(action)) = (origin.line, line_of(origin)) else {
        return copy(&origin.script).node();
    };
    let words = format!("line {line}");
    button("button.line-link", on, action)
        .attr("title", format!("{}, {words}", origin.script))
        .with(words)
        .done()
}

/// A script, and the line of a write in it.
fn by(before: &'static str, origin: &Origin, on: &On) -> El {
    group()
        .with(el("span.quiet").with(format!("{before}{}, ", origin.script)))
        .with(line_link(origin, on))
}

fn detail(row: &Row<'_>, columns: &[&Artifact], span: usize, linked: bool, on: &On) -> El {
    el("tr.claim-table__detail[role=row]")
        .key(&["detail ", row.name].concat())
        .mark("data-linked", linked)
        .with(
            cell()
                .attr("colspan", span)
                .each(row.claims.iter().map(|claim| claim_detail(claim, columns, on))),
        )
}

fn claim_detail(claim: &Claim, columns: &[&Artifact], on: &On) -> El {
    let line = || el("p.claim-table__value");
    el("div.claim-table__claim")
        .with(
            line()
                .with(el("b").with(format!("Written to {}", claim.target.label())))
                .with(" ")
                .with(by("by ", &claim.origin, on))
                .with(": ")
                .with(el("code").with(value(claim.value.as_ref(), 2000))),
        )
        .each(claim.earlier.iter().map(|earlier| {
            line()
                .with(el("s").with(el("code").with(value(earlier.value.as_ref(), VALUE))))
                .with(" replaced, from ")
                .with(by("", &earlier.origin, on))
        }))
        .with(
            claim
                .overwritten_by
                .as_ref()
                .map(|origin| line().with("Lost again in ").with(by("", origin, on))),
        )
        .each(
            group_verdicts(claim, columns)
                .into_iter()
                .map(|(names, verdict)| verdict_detail(names, verdict, on)),
        )
}

/// Verdicts that say the same of several artifacts are told once.
fn group_verdicts<'a>(claim: &'a Claim, columns: &[&Artifact]) -> Vec<(String, &'a Verdict)> {
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

fn verdict_detail(names: String, verdict: &Verdict, on: &On) -> El {
    let list = el("ol.reasons");
    group().with(el("p.reasons__for").with(names)).with(if verdict.reasons.is_empty() {
        // A delivered claim has no reasons of its own: the verdict carries the source.
        let Verdict { code, evidence, source, as_of, switch, .. } = verdict;
        let meaning = code.meaning();
        list.with(reason_view(*code, meaning, *evidence, [source, as_of], switch.as_deref(), on))
    } else {
        list.each(verdict.reasons.iter().map(|cut| {
            let Cut { code, text, evidence, source, as_of, switch } = cut;
            reason_view(*code, text, *evidence, [source, as_of], switch.as_deref(), on)
        }))
    })
}

fn reason_view(
    code: VerdictCode,
    text: &str,
    grade: Evidence,
    [source, as_of]: [&str; 2],
    switch: Option<&str>,
    on: &On,
) -> El {
    let page = ["docs/verdicts/", code.name(), ".md"].concat();
    let gate = Gate::of(code).map_or(if code.is_kept() { "Arrives" } else { "Login" }, Gate::name);
    let decided = switch.map(|switch| {
        let seek = Action::InputSought(["/switches/", switch].concat().into());
        group()
            .with(" Decided by the disputed point ")
            .with(button("button.line-link", on, seek).with(copy(switch)))
            .with(".")
    });
    el("li")
        .attr("data-tone", gates::tone(code))
        .with(
            el("p.reason__head")
                .with(el("span.reason__gate").with(gate))
                .with(el("b").with(gates::capital(code.label())))
                .with(
                    button("button.line-link", on, Action::DialogOpened(Dialog::Why(page.into())))
                        .with("Why"),
                )
                .with(el("span.push"))
                .with(evidence(grade, source, as_of)),
        )
        .with(
            el("p.reason__text")
                .with((grade == Evidence::Inferred).then_some("Probably: "))
                .with(sentence(text))
                .with(".")
                .with(decided),
        )
}

fn standard_view(report: &Report, columns: &[&Artifact], open: bool, on: &On) -> Option<El> {
    let custom =
        |name: &str| report.claims.iter().any(|claim| claim.is_custom() && claim.name == name);
    let mut names: Vec<&str> = Vec::new();
    let mut note = |name| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    for claim in report.claims.iter().filter(|claim| !claim.is_custom()) {
        note(claim.name.as_str());
    }
    for name in columns.iter().flat_map(|artifact| artifact.payload.keys()) {
        if !custom(name) {
            note(name.as_str());
        }
    }
    if names.is_empty() {
        return None;
    }
    let count = |artifact: &Artifact| match artifact.format {
        Format::Opaque | Format::Jwe if artifact.issued => "none readable".to_owned(),
        _ => artifact.payload.keys().filter(|name| !custom(name)).count().to_string(),
    };
    let row = |name: &&str| {
        el("tr[role=row]")
            .key(name)
            .with(row_head().with(el("code").with(copy(name))))
            .each(columns.iter().map(|artifact| {
                cell().with(artifact.payload.get(*name).map(|held| value(Some(held), 24)))
            }))
            .with(el("td.claim-table__open[role=cell]"))
    };
    Some(
        el("tbody.claim-table__standard[role=rowgroup]")
            .with(
                el("tr[role=row]")
                    .with(row_head().with(cut(&["Standard: ", &names.join(", ")].concat(), 120)))
                    .each(columns.iter().map(|artifact| cell().with(count(artifact))))
                    .with(opener(open, "Standard claims", on, Action::StandardSwitched)),
            )
            .each(names.iter().filter(|_| open).map(row)),
    )
}
