//! The results: five tabs over one report.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::claim_table::ClaimTable;
use super::claim_wires::ClaimWires;
use super::copy_button::CopyButton;
use super::icon::icon;
use super::state::{Action, Engine, Finished, Open, Tab};
use super::token_view::TokenView;
use super::words::{counted, sentence};
use super::{browser, console, effects, findings};
use crate::report::{Outcome, Report, text};

/// See [`Results`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// The last result.
    pub finished: Option<Finished>,
    /// The last run with a result, where the last one failed as a whole.
    #[prop_or_default]
    pub ran: Option<Finished>,
    /// Edits since then.
    pub behind: u64,
    /// This version was stopped at the time limit.
    pub stopped: bool,
    /// The engine.
    pub engine: Engine,
    /// Whether a run is awaited.
    pub awaited: bool,
    /// What is open.
    pub open: Open,
    /// What happens.
    pub on: Callback<Action>,
}

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
#[component]
pub fn Results(props: &Props) -> Html {
    results(props)
}

/// The pane without a component around it: it has no state, and what each component adds is 4 kB.
pub(super) fn results(props: &Props) -> Html {
    let Props { finished, behind, awaited, open, on, .. } = props;
    let report = finished.as_ref().map(|finished| Rc::clone(&finished.report));
    let ran = still_shown(props).map(|ran| Rc::clone(&ran.report));
    let stale = *behind > 0 || ran.is_some();
    let shown = ran.or_else(|| report.clone());
    let revision = finished.as_ref().map(|finished| finished.revision.to_string());
    html! {
        <section class="workbench__results" aria-label="Results" id="panel-results">
            <div class="pane-head" data-for="tabs">
                <div class="tabs" role="tablist" aria-label="Results">{ for Tab::ALL.into_iter().map(|tab| tab_view(tab, open.tab, report.as_deref(), on)) }</div>
                <span class="push"></span>
                if let Some(report) = report.clone() { <CopyButton label="Copy the result as text" small=true disabled={*behind > 0} text={Callback::from(move |()| copied(&report))} /> }
            </div>
            { notice(props) }
            <div class="results-panel" role="tabpanel" id="results-panel" aria-labelledby={open.tab.id()} tabindex="0" aria-busy={(*awaited).to_string()} data-stale={stale.then_some("true")} data-revision={revision}>
                if let Some(report) = shown { { tab_body(&report, stale, open, on) } } else { { waiting(props) } }
            </div>
        </section>
    }
}

fn tab_view(tab: Tab, chosen: Tab, report: Option<&Report>, on: &Callback<Action>) -> Html {
    let count = report.map_or(0, |report| tab.count(report));
    let onkeydown = {
        let on = on.clone();
        Callback::from(move |event: KeyboardEvent| {
            let all = Tab::ALL;
            let at = all.iter().position(|other| *other == tab).unwrap_or(0);
            let to = match event.key().as_str() {
                "ArrowRight" => (at + 1) % all.len(),
                "ArrowLeft" => (at + all.len() - 1) % all.len(),
                "Home" => 0,
                "End" => all.len() - 1,
                _ => return,
            };
            event.prevent_default();
            if let Some(next) = all.get(to) {
                on.emit(Action::TabChosen(*next));
                let id = format!("#{}", next.id());
                if let Some(element) = browser::find(&id)
                    .and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok())
                {
                    let _ = element.focus();
                }
            }
        })
    };
    html! {
        <button class="tabs__tab" type="button" role="tab" id={tab.id()} aria-controls="results-panel" aria-selected={(tab == chosen).to_string()}
            tabindex={if tab == chosen { "0" } else { "-1" }} {onkeydown} onclick={on.reform(move |_| Action::TabChosen(tab))}>
            { tab.name() }
            if count > 0 { <span class="tabs__count">{ count }</span> }
        </button>
    }
}

fn copied(report: &Report) -> String {
    text::write(report, &text::Section::ALL)
}

/// The result that stays in sight, in grey, when the last run came to none: what it said of claims and tokens.
fn still_shown(Props { ran, open, .. }: &Props) -> Option<&Finished> {
    ran.as_ref().filter(|_| matches!(open.tab, Tab::Matrix | Tab::Tokens))
}

fn notice(props: &Props) -> Html {
    let Props { behind, stopped, engine, finished, awaited, on, .. } = props;
    if finished.is_none() {
        return html! {};
    }
    let shown = still_shown(props);
    let edits = counted(usize::try_from(*behind).unwrap_or(usize::MAX), "edit", "edits");
    if *stopped {
        return html! { <p class="notice" data-tone="fail">{ icon("stop") }<span>{ format!("No result for this version. Shown: the last run that finished, {edits} ago.") }</span></p> };
    }
    if let Engine::Failed(_) = engine {
        let retry = on.reform(|_: MouseEvent| Action::EngineRetried);
        return html! { <p class="notice" data-tone="fail">{ icon("fail") }<span>{ "The engine is not running. Shown: the last result." }</span><button class="line-link push" type="button" onclick={retry}>{ "Retry" }</button></p> };
    }
    if shown.is_some() {
        return html! { <p class="notice">{ icon("clock") }<span>{ "No result for this version. Shown: the last one that issued tokens." }</span></p> };
    }
    if *behind > 0 {
        return html! { <p class="notice" data-pending={awaited.then_some("true")}>{ icon("clock") }<span>{ format!("Result of an earlier version, {edits} ago.") }</span></p> };
    }
    html! {}
}

fn waiting(Props { engine, stopped, .. }: &Props) -> Html {
    let (first, second) = match engine {
        _ if *stopped => {
            ("Stopped after 1 second", "A script was still running. Change it, or run it again.")
        }
        Engine::Failed(_) => ("No result", "The engine is not running. Your scenario is kept."),
        Engine::LoadingSlowly => ("Loading the engine", "Once; afterwards the browser has it."),
        Engine::Loading | Engine::Ready => return html! {},
    };
    html! { <div class="pane-state" >if *engine == Engine::LoadingSlowly { { spinner() } }<p><b>{ first }</b></p><p>{ second }</p></div> }
}

fn spinner() -> Html {
    html! { <svg class="spinner" viewBox="0 0 18 18" aria-hidden="true"><circle class="spinner__track" cx="9" cy="9" r="7" /><path class="spinner__arc" d="M9 2a7 7 0 0 1 7 7" /></svg> }
}

fn tab_body(report: &Rc<Report>, stale: bool, open: &Open, on: &Callback<Action>) -> Html {
    match open.tab {
        Tab::Matrix => matrix(report, open, on),
        Tab::Tokens => {
            html! { <TokenView report={Rc::clone(report)} token={open.token} {stale} on={on.clone()} /> }
        }
        Tab::Effects => effects::effects(report, on),
        Tab::Console => {
            let copy = Rc::clone(report);
            html! {
                <>
                    if console::count(report) > 0 { <div class="toolbar"><span class="quiet">{ counted(console::count(report), "line", "lines") }</span><span class="push"></span><CopyButton label="Copy console" text={Callback::from(move |()| console::as_text(&copy))} /></div> }
                    { console::console(report, on) }
                </>
            }
        }
        Tab::Findings => findings::findings(report, open.finding, stale, on),
    }
}

#[expect(clippy::similar_names, reason = "names that the macro makes")]
fn matrix(report: &Rc<Report>, open: &Open, on: &Callback<Action>) -> Html {
    let none = !report.claims.iter().any(crate::report::Claim::is_custom);
    let ended = matches!(report.outcome, Outcome::Failed { .. } | Outcome::Denied { .. });
    html! {
        <>
            <ClaimWires report={Rc::clone(report)} claim={open.claim.clone()} all={open.lanes} on={on.clone()} />
            if none { <div class="pane-state" data-size="small"><p><b>{ if ended { "No token is issued" } else { "No claim was set" } }</b></p><p>{ why_none(report) }</p></div> }
            <ClaimTable report={Rc::clone(report)} claim={open.claim.clone()} rows={open.rows.clone()} standard={open.standard} on={on.clone()} />
        </>
    }
}

/// Why there is nothing to show, if that is known.
fn why_none(report: &Report) -> Html {
    match &report.outcome {
        Outcome::Failed { message, .. } | Outcome::Denied { message, .. } => sentence(message),
        _ if report.runs.is_empty() => html! { { "There is no script." } },
        _ if report.runs.iter().all(|run| run.steps == 0) => {
            html! { { "No script ran for this request." } }
        }
        _ => report.diagnostics.first().map_or_else(
            || html! { { "No script wrote one." } },
            |finding| sentence(&finding.message),
        ),
    }
}
