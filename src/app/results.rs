//! The results: five tabs over one report.

use yew::Html;

use super::claim_table::claim_table;
use super::claim_wires::claim_wires;
use super::copy_button::copy_button;
use super::el::{El, On, Part, button, el, group};
use super::icon::icon;
use super::state::{Action, Copies, Engine, State, Tab};
use super::token_view::token_view;
use super::words::{counted, sentence};
use super::{browser, console, effects, findings};
use crate::diagnostics::Severity;
use crate::report::{Outcome, Report};

impl Tab {
    const ALL: [Self; 5] =
        [Self::Matrix, Self::Tokens, Self::Effects, Self::Console, Self::Findings];

    fn name(self) -> &'static str {
        match self {
            Self::Matrix => "Matrix",
            Self::Tokens => "Tokens",
            Self::Effects => "Effects",
            Self::Console => "Console",
            Self::Findings => "Findings",
        }
    }

    /// Id of the tab: the panel is labelled by it.
    fn id(self) -> String {
        format!("tab-{}", self.name().to_ascii_lowercase())
    }

    fn count(self, report: &Report) -> usize {
        match self {
            Self::Matrix | Self::Tokens => 0,
            Self::Effects => effects::count(report),
            Self::Console => console::count(report),
            Self::Findings => report.diagnostics.len(),
        }
    }
}

/// The pane.
#[expect(clippy::similar_names, reason = "`state` and `stale` are the words of this page")]
pub fn results(state: &State, on: &On) -> El {
    let open = &state.open;
    let report = state.report();
    let stale = state.is_stale() || still_shown(state).is_some();
    let revision = state.finished.as_ref().map(|finished| finished.revision.to_string());
    let copies = report.map(|_| {
        copy_button(Copies::Result, "Copy the result as text", state.is_stale(), state, on)
    });
    el("section.workbench__results[aria-label=Results][id=panel-results]")
        .with(
            el("div.pane-head[data-for=tabs]")
                .with(
                    el("div.tabs[role=tablist][aria-label=Results]")
                        .each(Tab::ALL.map(|tab| tab_view(tab, open.tab, report, on))),
                )
                .with(el("span.push"))
                .with(copies),
        )
        .with(notice(state, on))
        .with(
            el("div.results-panel[role=tabpanel][id=results-panel][tabindex=0]")
                .attr("aria-labelledby", open.tab.id())
                .state("aria-busy", state.is_awaited())
                .mark("data-stale", stale)
                .maybe("data-revision", revision)
                .with(match shown(state) {
                    Some(report) => tab_body(report, stale, state, on).done(),
                    None => waiting(state).node(),
                }),
        )
}

fn tab_view(tab: Tab, chosen: Tab, report: Option<&Report>, on: &On) -> El {
    let count = report.map_or(0, |report| tab.count(report));
    button("button.tabs__tab[role=tab][aria-controls=results-panel]", on, Action::TabChosen(tab))
        .attr("id", tab.id())
        .state("aria-selected", tab == chosen)
        .attr("tabindex", if tab == chosen { "0" } else { "-1" })
        .on("keydown", on, move |event| {
            let all = Tab::ALL;
            let at = all.iter().position(|other| *other == tab).unwrap_or(0);
            let to = match browser::key(event).as_str() {
                "ArrowRight" => (at + 1) % all.len(),
                "ArrowLeft" => (at + all.len() - 1) % all.len(),
                "Home" => 0,
                "End" => all.len() - 1,
                _ => return None,
            };
            event.prevent_default();
            let next = *all.get(to)?;
            browser::focus_only(&["#", &next.id()].concat());
            Some(Action::TabChosen(next))
        })
        .with(tab.name())
        .with((count > 0).then(|| el("span.tabs__count").with(count)))
}

/// The result that stays in sight, in grey, when the last run came to none: what it said of claims and tokens.
fn still_shown(State { ran, open, .. }: &State) -> Option<&Report> {
    let ran = ran.as_ref().filter(|_| matches!(open.tab, Tab::Matrix | Tab::Tokens))?;
    Some(&ran.report)
}

/// The result that is on the page.
pub fn shown(state: &State) -> Option<&Report> {
    still_shown(state).or(state.report())
}

fn notice(state: &State, on: &On) -> Option<El> {
    state.finished.as_ref()?;
    let behind = state.edits_behind();
    let edits = counted(usize::try_from(behind).unwrap_or(usize::MAX), "edit", "edits");
    let line =
        |sign: &str, words: String| el("p.notice").with(icon(sign)).with(el("span").with(words));
    if state.is_stopped() {
        let words =
            format!("No result for this version. Shown: the last run that finished, {edits} ago.");
        return Some(line("stop", words).attr("data-tone", "fail"));
    }
    if let Engine::Failed(_) = state.engine {
        let words = "The engine is not running. Shown: the last result.";
        let retry = button("button.line-link.push", on, Action::EngineRetried).with("Retry");
        return Some(line("fail", words.into()).attr("data-tone", "fail").with(retry));
    }
    if still_shown(state).is_some() {
        let words = "No result for this version. Shown: the last one that issued tokens.";
        return Some(line("clock", words.into()));
    }
    (behind > 0).then(|| {
        line("clock", ["Result of an earlier version, ", &edits, " ago."].concat())
            .mark("data-pending", state.is_awaited())
    })
}

fn waiting(state: &State) -> Option<El> {
    let (first, second) = match state.engine {
        _ if state.is_stopped() => {
            ("Stopped after 1 second", "A script was still running. Change it, or run it again.")
        }
        Engine::Failed(_) => ("No result", "The engine is not running. Your scenario is kept."),
        Engine::LoadingSlowly => ("Loading the engine", "Once; afterwards the browser has it."),
        Engine::Loading | Engine::Ready => return None,
    };
    let turning = state.engine == Engine::LoadingSlowly;
    Some(
        el("div.pane-state")
            .with(turning.then(spinner))
            .with(el("p").with(el("b").with(first)))
            .with(el("p").with(second)),
    )
}

fn spinner() -> El {
    el("svg.spinner[viewBox=0 0 18 18][aria-hidden=true]")
        .with(el("circle.spinner__track[cx=9][cy=9][r=7]"))
        .with(el("path.spinner__arc[d=M9 2a7 7 0 0 1 7 7]"))
}

#[expect(clippy::similar_names, reason = "`state` and `stale` are the words of this page")]
fn tab_body(report: &Report, stale: bool, state: &State, on: &On) -> El {
    match state.open.tab {
        Tab::Matrix => matrix(report, state, on),
        Tab::Tokens => token_view(report, stale, state, on),
        Tab::Effects => effects::effects(report, on),
        Tab::Console => {
            let lines = console::count(report);
            let bar = (lines > 0).then(|| {
                el("div.toolbar")
                    .with(el("span.quiet").with(counted(lines, "line", "lines")))
                    .with(el("span.push"))
                    .with(copy_button(Copies::Console, "Copy console", false, state, on))
            });
            group().with(bar).with(console::console(report, on))
        }
        Tab::Findings => findings::findings(report, state.open.finding, stale, on),
    }
}

fn matrix(report: &Report, state: &State, on: &On) -> El {
    let none = !report.claims.iter().any(crate::report::Claim::is_custom);
    let ended = matches!(report.outcome, Outcome::Failed { .. } | Outcome::Denied { .. });
    let state_of_none = none.then(|| {
        let title = if ended { "No token is issued" } else { "No claim was set" };
        el("div.pane-state[data-size=small]")
            .with(el("p").with(el("b").with(title)))
            .with(el("p").with(why_none(report)))
    });
    let script = &state.script_name();
    group()
        .with(claim_wires(report, script, &state.open, on))
        .with(state_of_none)
        .with(claim_table(report, script, &state.open, on))
}

/// Why there is nothing to show, if that is known.
fn why_none(report: &Report) -> Html {
    match &report.outcome {
        Outcome::Failed { message, .. } | Outcome::Denied { message, .. } => sentence(message),
        _ if report.runs.is_empty() => "There is no script.".node(),
        _ if report.runs.iter().all(|run| run.steps == 0) => {
            "No script ran for this request.".node()
        }
        _ => match report.diagnostics.iter().find(|finding| finding.severity != Severity::Note) {
            Some(finding) => sentence(&finding.message),
            None => "No script wrote one.".node(),
        },
    }
}
