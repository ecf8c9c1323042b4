//! The answer in one sentence, and under it the proof of the mode.

use std::rc::Rc;

use yew::prelude::*;

use super::gates;
use super::icon::icon;
use super::proof::proof;
use super::same::same;
use super::state::{Action, Engine, Finished};
use super::what_helps::what_helps;
use super::words::{tenths, words};
use crate::report::verdict::{Tone, verdict};
use crate::report::{Mode, Outcome, Report};

/// Letters of a sentence that fit into one line at full size.
const LINE: usize = 58;
/// Those that "was 1 of 3" beside it takes away.
const BESIDE: usize = 12;

/// See [`Verdict`].
#[derive(Debug, Properties)]
pub struct Props {
    /// The last result.
    pub finished: Option<Finished>,
    /// The mode, which needs no engine.
    pub mode: Option<Rc<Mode>>,
    /// What is known of the engine.
    pub engine: Engine,
    /// The scenario as it is now has no result yet.
    pub stale: bool,
    /// This version was stopped at the time limit: which script was running, as far as that is known.
    pub stopped: Option<AttrValue>,
    /// Whether runs follow edits by themselves.
    pub auto: bool,
    /// All facts are shown on a narrow page.
    pub facts: bool,
    /// What happens.
    pub on: Callback<Action>,
}

same!(Props { mode; finished engine stale stopped auto facts on });

/// How a report looks as a whole: the value of `data-tone`.
pub fn tone(report: &Report) -> &'static str {
    if let Outcome::Failed { .. } = report.outcome {
        return "fail";
    }
    match verdict(report).tone {
        Tone::Kept => "keep",
        Tone::Partly => "part",
        Tone::Dropped => "drop",
        Tone::Neutral => "none",
    }
}

/// The verdict bar.
#[component]
pub fn Verdict(props: &Props) -> Html {
    verdict_bar(props)
}

/// The bar without a component around it: it has no state, and what each component adds is 4 kB.
pub(super) fn verdict_bar(props: &Props) -> Html {
    let Props { finished, mode, engine, stale, stopped, auto, facts, on } = props;
    let report = finished.as_ref().map(|finished| &*finished.report);
    let (tone, sentence, length) = said(props);
    // A long sentence is set smaller, so that it fits into the height that never changes.
    let change = change(finished.as_ref(), *stale);
    let beside = if change.is_some() { BESIDE } else { 0 };
    let long = (length + beside > LINE).then_some("true");
    html! {
        <section class="verdict workbench__verdict" data-tone={tone} aria-label="Verdict" tabindex="-1">
            <div class="verdict__answer">
                <div class="verdict__line">
                    <p class="verdict__text" role="status" data-long={long}>
                        if tone != "none" { { icon(gates::icon(tone)) } }
                        <span>{ sentence }</span>
                    </p>
                    <p class="verdict__run">
                        { for change }
                        if matches!(engine, Engine::Failed(_)) { <button class="button" type="button" onclick={on.reform(|_| Action::EngineRetried)}>{ "Retry" }</button> }
                        { run_state(finished.as_ref(), engine, *stale, stopped.is_some(), *auto) }
                        <button class="button" type="button" data-kind="toggle" aria-pressed={auto.to_string()} title="Run after every edit" onclick={on.reform(|_| Action::AutoSwitched)}>{ "Auto" }</button>
                        <button class="button" type="button" data-kind="primary" onclick={on.reform(|_| Action::RunAsked)}>{ icon("play") }{ "Run " }<kbd>{ "Ctrl Enter" }</kbd></button>
                    </p>
                </div>
                if let Some(mode) = mode { { proof(mode, *facts, on) } }
            </div>
            if let Some(report) = report { { what_helps(report, *stale, on) } }
        </section>
    }
}

/// Tone, sentence and its length in letters.
fn said(Props { finished, engine, stopped, .. }: &Props) -> (&'static str, Html, usize) {
    if let Engine::Failed(reason) = engine {
        let text = html! { <><b>{ "The engine stopped:" }</b>{ " " }{ words(reason) }{ ". Your scenario is kept." }</> };
        return ("fail", text, LINE + 1);
    }
    if let Some(script) = stopped {
        let rest = format!(" {script} was still running after 1 second");
        let length = rest.chars().count() + 8;
        return ("fail", html! { <><b>{ "Stopped:" }</b>{ rest }</> }, length);
    }
    match finished {
        Some(finished) => {
            let said = verdict(&finished.report);
            let length = said.lead.chars().count() + said.rest.chars().count() + 2;
            let text = html! { <><b>{ said.lead }{ ":" }</b>{ " " }{ said.rest }</> };
            (tone(&finished.report), text, length)
        }
        None if *engine == Engine::LoadingSlowly => {
            ("none", html! { { "Loading the engine, once" } }, 0)
        }
        None => ("none", html! {}, 0),
    }
}

fn change(finished: Option<&Finished>, stale: bool) -> Option<Html> {
    let (kept, all) = finished.filter(|_| !stale)?.before?;
    let kept = if kept == 0 { "none".to_owned() } else { kept.to_string() };
    Some(html! { <span class="verdict__change">{ format!("was {kept} of {all}") }</span> })
}

fn run_state(
    finished: Option<&Finished>,
    engine: &Engine,
    stale: bool,
    stopped: bool,
    auto: bool,
) -> Html {
    let text = match (finished, engine) {
        _ if stopped => "Stopped after 1 000 ms".into(),
        (_, Engine::Failed(_)) => "Not running".into(),
        (None, Engine::LoadingSlowly) => "Loading".into(),
        (None, _) => String::new(),
        (Some(_), _) if stale && !auto => "Edited since".into(),
        (Some(finished), _) => format!("Ran in {} ms", tenths(finished.ms)),
    };
    html! { <span class="quiet nowrap">{ text }</span> }
}
