//! The scripts in the order in which they run: open, move, switch, add.

use std::rc::Rc;

use serde_json::Value;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::document::{self, RuleEntry};
use super::icon::icon;
use super::same::same;
use super::state::Action;
use super::words::counted;
use crate::report::{OriginKind, Report, Run, RunOutcome};

/// See [`Pipeline`].
#[derive(Debug, Properties)]
pub struct Props {
    /// The scenario.
    pub document: Rc<Value>,
    /// The last result.
    pub report: Option<Rc<Report>>,
    /// Index of the rule in the editor.
    pub rule: usize,
    /// What happens.
    pub on: Callback<Action>,
}

same!(Props { document report; rule on });

/// The list of rules.
#[component]
pub fn Pipeline(Props { document, report, rule, on }: &Props) -> Html {
    // The rule that is being dragged.
    let dragged = use_state(|| None::<usize>);
    let rules = document::rules(document);
    let actions = document::count(document, "/actions");
    html! {
        <section class="pipeline" aria-labelledby="pipeline-title">
            <header class="pane-head">
                <h2 id="pipeline-title">{ "Pipeline" }</h2>
                <span class="push"></span>
                <button class="button" type="button" data-kind="quiet" onclick={on.reform(|_| Action::RuleAdded)}>{ icon("plus") }{ "Add rule" }</button>
            </header>
            if rules.is_empty() {
                <p class="pipeline__group">{ "No rule yet. Add one, or open an example." }</p>
            } else {
                <h3 class="pipeline__group">{ "Rules " }<span class="quiet">{ "run in this order" }</span></h3>
            }
            <ol>
                { for rules.iter().enumerate().map(|(position, entry)| {
                    item(entry, position, rules.len(), entry.index == *rule, report.as_deref(), &dragged, on)
                }) }
            </ol>
            if actions > 0 {
                <p class="pipeline__group">{ format!("{} kept, not simulated yet", counted(actions, "Action is", "Actions are")) }</p>
            }
        </section>
    }
}

fn item(
    entry: &RuleEntry,
    position: usize,
    count: usize,
    open: bool,
    report: Option<&Report>,
    dragged: &UseStateHandle<Option<usize>>,
    on: &Callback<Action>,
) -> Html {
    let index = entry.index;
    let name = entry.name.clone();
    let (tone, result) = result(entry, report);
    let switch = {
        let enabled = entry.enabled;
        on.reform(move |_: MouseEvent| {
            Action::FieldsSet(vec![(format!("/rules/{index}/enabled"), Some((!enabled).into()))])
        })
    };
    let onkeydown = {
        let on = on.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowUp" => position.checked_sub(1),
                "ArrowDown" => Some(position + 1).filter(|to| *to < count),
                "Home" => Some(0),
                "End" => Some(count - 1),
                _ => return,
            };
            event.prevent_default();
            if let Some(to) = to {
                on.emit(Action::RuleMoved { rule: index, to });
                // A browser may drop the focus of a node that is moved.
                if let Some(grip) = event.target_dyn_into::<HtmlElement>() {
                    gloo::timers::callback::Timeout::new(0, move || drop(grip.focus())).forget();
                }
            }
        })
    };
    let ondragstart = {
        let dragged = dragged.clone();
        Callback::from(move |event: DragEvent| {
            if let Some(transfer) = event.data_transfer() {
                // Firefox starts no drag without data.
                let _ = transfer.set_data("text/plain", "");
                transfer.set_effect_allowed("move");
            }
            dragged.set(Some(index));
        })
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let ondrop = {
        let (on, dragged) = (on.clone(), dragged.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if let Some(rule) = *dragged {
                on.emit(Action::RuleMoved { rule, to: position });
            }
            dragged.set(None);
        })
    };
    html! {
        <li class="pipeline-item" key={entry.key.clone()} aria-current={open.then_some("true")} data-on={entry.enabled.to_string()} {ondragover} {ondrop}>
            <button class="pipeline-item__grip" type="button" draggable="true" aria-label={format!("Move {name}. Position {} of {count}. Up and down arrows move it", position + 1)}
                title="Drag, or focus and press the up and down arrows" {onkeydown} {ondragstart}>{ icon("grip") }</button>
            <span class="pipeline-item__order">{ position + 1 }</span>
            <button class="pipeline-item__open" type="button" onclick={on.reform(move |_| Action::RuleChosen(index))}>
                <span class="pipeline-item__name">{ &name }</span>
                <span class="pipeline-item__result" data-tone={tone}>{ result }</span>
            </button>
            <button class="switch" type="button" role="switch" aria-checked={entry.enabled.to_string()} aria-label={format!("Run {name}")} onclick={switch}></button>
        </li>
    }
}

/// How the rule ended last time, in a few words.
fn result(entry: &RuleEntry, report: Option<&Report>) -> (Option<&'static str>, String) {
    if !entry.enabled {
        return (None, "off".into());
    }
    let Some(report) = report else { return (None, "not run yet".into()) };
    let Some(run) =
        report.runs.iter().find(|run| run.kind == OriginKind::Rule && run.script == entry.name)
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
    let own: Vec<bool> = report
        .claims
        .iter()
        .filter(|claim| claim.origin.kind == run.kind && claim.origin.script == run.script)
        .map(|claim| claim.verdicts.iter().any(|verdict| verdict.code.is_kept()))
        .collect();
    let kept = own.iter().filter(|kept| **kept).count();
    match (own.len(), kept) {
        (0, _) if run.effects.is_empty() => "ok".into(),
        (0, _) => format!("ok, {}", counted(run.effects.len(), "effect", "effects")),
        (all, 0) => format!("{}, none reaches a token", counted(all, "claim", "claims")),
        (all, kept) if all == kept => format!("{}, all delivered", counted(all, "claim", "claims")),
        (all, kept) => format!("{}, {kept} delivered", counted(all, "claim", "claims")),
    }
}
