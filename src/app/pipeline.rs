//! The scripts in the order in which they run: open, move, switch, add.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlElement};

use super::browser;
use super::document::{self, Entry, Kind};
use super::el::{El, On, button, el, group};
use super::icon::icon;
use super::state::{Action, State};
use super::words::counted;
use crate::report::{self, OriginKind, Report, Run, RunOutcome, reaches};

/// The list of scripts: rules, then Actions.
pub fn pipeline(state: &State, on: &On) -> El {
    // The pane is narrow: what a button adds stands in its name.
    let add = |kind: Kind, name: &'static str| {
        button("button.button[data-kind=quiet]", on, Action::ScriptAdded(kind))
            .attr("aria-label", name)
            .with(icon("plus"))
            .with(kind.label())
    };
    let lists = [Kind::Rule, Kind::Action].map(|kind| list(kind, state, on));
    let empty = lists.iter().all(Option::is_none);
    el("section.pipeline[aria-labelledby=pipeline-title]")
        .with(
            el("header.pane-head")
                .with(el("h2[id=pipeline-title] Pipeline"))
                .with(el("span.push"))
                .with(add(Kind::Rule, "Add rule"))
                .with(add(Kind::Action, "Add Action")),
        )
        .with(empty.then(|| el("p.pipeline__group Add a rule or an Action, or open an example.")))
        .each(lists.into_iter().flatten())
}

/// The scripts of one kind under their heading.
fn list(kind: Kind, state: &State, on: &On) -> Option<El> {
    let entries = document::entries(&state.document, kind);
    let count = entries.len();
    let when = match kind {
        Kind::Action if document::count(&state.document, Kind::Rule.list()) > 0 => {
            "run after the rules"
        }
        _ => "run in this order",
    };
    let title =
        el("h3.pipeline__group").with(kind.label()).with("s ").with(el("span.quiet").with(when));
    let items =
        entries.iter().enumerate().map(|(position, entry)| item(entry, position, count, state, on));
    (count > 0).then(|| group().with(title).with(el("ol").each(items)))
}

fn item(entry: &Entry, position: usize, count: usize, state: &State, on: &On) -> El {
    let Entry { script, name, on: enabled, .. } = entry;
    let (script, enabled) = (*script, *enabled);
    let (tone, result) = result(entry, state);
    let place = position + 1;
    let switch = Action::FieldsSet(vec![(script.switch_pointer(), Some((!enabled).into()))]);
    let grip = el("button.pipeline-item__grip[type=button][draggable=true][title=Drag, or focus and press the up and down arrows]")
        .attr(
            "aria-label",
            format!("Move {name}. Position {place} of {count}. Up and down arrows move it"),
        )
        .on("keydown", on, move |event| {
            let to = match browser::key(event).as_str() {
                "ArrowUp" => position.checked_sub(1),
                "ArrowDown" => Some(place).filter(|to| *to < count),
                "Home" => Some(0),
                "End" => Some(count - 1),
                _ => return None,
            };
            event.prevent_default();
            let to = to?;
            // A browser may drop the focus of a node that is moved.
            if let Some(Ok(grip)) = event.target().map(JsCast::dyn_into::<HtmlElement>) {
                browser::soon(move || drop(grip.focus()));
            }
            Some(Action::ScriptMoved { script, to })
        })
        .on("dragstart", on, move |event| {
            if let Some(transfer) =
                event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer)
            {
                // Firefox starts no drag without data.
                let _ = transfer.set_data("text/plain", "");
                transfer.set_effect_allowed("move");
            }
            Some(Action::DragBegun(script))
        })
        .with(icon("grip"));
    el("li.pipeline-item")
        .key(&entry.key)
        .mark("aria-current", script == state.script)
        .state("data-on", enabled)
        .on("dragover", on, |event| {
            event.prevent_default();
            None
        })
        .on("drop", on, move |event| {
            event.prevent_default();
            Some(Action::Dropped { kind: script.kind, to: position })
        })
        .with(grip)
        .with(el("span.pipeline-item__order").with(place))
        .with(
            button("button.pipeline-item__open", on, Action::ScriptChosen(script))
                .with(el("span.pipeline-item__name").with(name))
                .with(el("span.pipeline-item__result").maybe("data-tone", tone).with(result)),
        )
        .with(
            button("button.switch[role=switch]", on, switch)
                .state("aria-checked", enabled)
                .attr("aria-label", ["Run ", name].concat()),
        )
}

/// How the script ended last time, in a few words.
fn result(entry: &Entry, state: &State) -> (Option<&'static str>, String) {
    if !entry.on {
        return (None, "off".into());
    }
    let action = entry.script.kind == Kind::Action;
    if action && !document::flag(&state.document, &entry.script.pointer("deployed"), true) {
        return (None, "not deployed".into());
    }
    let kind = if action { OriginKind::Action } else { OriginKind::Rule };
    let Some(report) = state.report() else { return (None, "not run yet".into()) };
    let Some(run) = report.runs.iter().find(|run| run.kind == kind && run.script == entry.name)
    else {
        return (None, "not run yet".into());
    };
    match run.outcome {
        RunOutcome::Ok => (None, summary(run, report)),
        RunOutcome::Skipped => (None, "did not run".into()),
        RunOutcome::Denied => (Some("fail"), "denied the login".into()),
        RunOutcome::Threw | RunOutcome::Rejected => (Some("fail"), with_line("threw", run)),
        RunOutcome::NoCallback => (Some("fail"), "never called back".into()),
        RunOutcome::TimedOut => (Some("fail"), "over 20 seconds".into()),
        RunOutcome::Limit => (Some("fail"), "stopped at a limit".into()),
        RunOutcome::SyntaxError => (Some("fail"), with_line("does not parse", run)),
    }
}

fn with_line(what: &str, run: &Run) -> String {
    run.error
        .as_ref()
        .and_then(|error| error.line)
        .map_or_else(|| what.into(), |line| format!("{what} at line {line}"))
}

fn summary(run: &Run, report: &Report) -> String {
    // By name, as the verdict counts.
    let mut own = report::counted(&report.claims);
    own.retain(|claim| claim.origin.kind == run.kind && claim.origin.script == run.script);
    let own = report::by_name(&own);
    let kept = own.iter().filter(|of_name| of_name.iter().any(|claim| reaches(claim))).count();
    match (own.len(), kept) {
        (0, _) if run.effects.is_empty() => "ok".into(),
        (0, _) => format!("ok, {}", counted(run.effects.len(), "effect", "effects")),
        (all, 0) => format!("{}, none reaches a token", counted(all, "claim", "claims")),
        (all, kept) if all == kept => format!("{}, all delivered", counted(all, "claim", "claims")),
        (all, kept) => format!("{}, {kept} delivered", counted(all, "claim", "claims")),
    }
}
