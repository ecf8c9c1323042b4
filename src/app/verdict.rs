//! The answer in one sentence, and under it the proof of the mode.

use super::el::{El, On, button, el, group};
use super::icon::icon;
use super::proof::proof;
use super::state::{Action, Engine, Finished, State};
use super::what_helps::what_helps;
use super::words::{tenths, words};
use super::{document, gates};
use crate::report::Outcome;
use crate::report::verdict::Tone;

/// Letters of a sentence that fit into one line at full size.
const LINE: usize = 56;
/// Those that "was 1 of 3" beside it takes away.
const BESIDE: usize = 12;

/// How a result looks as a whole: the value of `data-tone`.
fn tone(Finished { report, said, .. }: &Finished) -> &'static str {
    if let Outcome::Failed { .. } = report.outcome {
        return "fail";
    }
    match said.tone {
        Tone::Kept => "keep",
        Tone::Partly => "part",
        Tone::Dropped => "drop",
        Tone::Neutral => "none",
    }
}

/// The verdict bar.
pub fn verdict_bar(state: &State, on: &On) -> El {
    let (tone, sentence, length) = said(state);
    // A long sentence is set smaller, so that it fits into the height that never changes.
    let change = change(state);
    let beside = if change.is_some() { BESIDE } else { 0 };
    let failed = matches!(state.engine, Engine::Failed(_));
    let plain = |action: Action| button("button.button", on, action);
    el("section.verdict.workbench__verdict[aria-label=Verdict][tabindex=-1]")
        .attr("data-tone", tone)
        .with(
            el("div.verdict__answer")
                .with(
                    el("div.verdict__line")
                        .with(
                            el("p.verdict__text[role=status]")
                                .mark("data-long", length + beside > LINE)
                                .with((tone != "none").then(|| icon(gates::icon(tone))))
                                .with(el("span").with(sentence)),
                        )
                        .with(
                            el("p.verdict__run")
                                .with(change)
                                .with(failed.then(|| plain(Action::EngineRetried).with("Retry")))
                                .with(el("span.quiet.nowrap").with(run_state(state)))
                                .with(
                                    plain(Action::AutoSwitched)
                                        .attr("data-kind", "toggle")
                                        .state("aria-pressed", state.auto)
                                        .attr("title", "Run after every edit")
                                        .with("Auto"),
                                )
                                .with(
                                    plain(Action::RunAsked)
                                        .attr("data-kind", "primary")
                                        .with(icon("play"))
                                        .with("Run ")
                                        .with(el("kbd Ctrl Enter")),
                                ),
                        ),
                )
                .with(proof(state, on)),
        )
        .with(state.report().map(|report| what_helps(report, state.is_stale(), on)))
}

/// Tone, sentence and its length in letters.
fn said(state: &State) -> (&'static str, El, usize) {
    if let Engine::Failed(reason) = &state.engine {
        let text = group()
            .with(el("b The engine stopped:"))
            .with(" ")
            .with(words(reason))
            .with(". Your scenario is kept.");
        return ("fail", text, LINE + 1);
    }
    if state.is_stopped() {
        let rest = [" ", &running(state), " was still running after 1 second"].concat();
        let length = rest.chars().count() + 8;
        return ("fail", group().with(el("b Stopped:")).with(rest), length);
    }
    match &state.finished {
        Some(finished) => {
            let said = &finished.said;
            let length = said.lead.chars().count() + said.rest.chars().count() + 2;
            let text = group().with(el("b").with(&said.lead).with(":")).with(" ").with(&said.rest);
            (tone(finished), text, length)
        }
        None if state.engine == Engine::LoadingSlowly => {
            ("none", group().with("Loading the engine, once"), 0)
        }
        None => ("none", group(), 0),
    }
}

/// The script that was running when a run was stopped: known where only one runs, likely where one was just edited.
fn running(state: &State) -> String {
    let on: Vec<_> =
        document::scripts(&state.document).into_iter().filter(|entry| entry.on).collect();
    match on.as_slice() {
        [only] => ["\"", &only.name, "\""].concat(),
        _ => match on.iter().find(|entry| state.edited == Some(entry.script)) {
            Some(entry) => ["a script, probably \"", &entry.name, "\","].concat(),
            None => "a script".into(),
        },
    }
}

fn change(state: &State) -> Option<El> {
    let finished = state.finished.as_ref().filter(|_| !state.is_stale())?;
    let (kept, all) = finished.before?;
    let kept = if kept == 0 { "none".to_owned() } else { kept.to_string() };
    Some(el("span.verdict__change").with(format!("was {kept} of {all}")))
}

fn run_state(state: &State) -> String {
    let words = match (&state.finished, &state.engine) {
        _ if state.is_stopped() => "Stopped after 1 000 ms",
        (_, Engine::Failed(_)) => "Not running",
        (None, Engine::LoadingSlowly) => "Loading",
        (None, _) => "",
        (Some(_), _) if state.is_stale() && !state.auto => "Edited since",
        (Some(Finished { ms, .. }), _) => {
            return ["Ran in ", &tenths(*ms), " ms"].concat();
        }
    };
    words.into()
}
