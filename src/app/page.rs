//! The page as a whole: the reducer, and the effects that talk to the browser.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::app_header::AppHeader;
use super::bridge::Bridge;
use super::examples::{self, Examples};
use super::help::help;
use super::panel_tabs::panel_tabs;
use super::pipeline::Pipeline;
use super::scenario_dialog::ScenarioDialog;
use super::state::{Action, Dialog, Engine, Panel, State, Tab, Wish};
use super::why::Why;
use super::worker::EngineClient;
use super::{browser, document, editor_pane, inputs, panic, results, storage, verdict};
use crate::scenario::Instant;

/// Pause before the scenario is kept, in milliseconds.
const KEEP_MS: u32 = 1000;

/// See [`Page`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// The scenario to open with.
    pub document: Rc<Value>,
    /// The present.
    pub present: Instant,
}

/// Everything.
#[component]
pub fn Page(Props { document, present }: &Props) -> Html {
    let state = use_reducer(|| State::new(Rc::clone(document), *present));
    let on = {
        let dispatcher = state.dispatcher();
        (*use_memo((), |()| Callback::from(move |action| dispatcher.dispatch(action)))).clone()
    };
    use_simulation(&state, &on);
    use_keeping(&state, &on);
    use_keys(&state, &on);
    use_examples_in_the_address(&on);
    use_wishes(&state);
    view(&state, &on)
}

/// The page of a state.
#[expect(clippy::similar_names, reason = "`state` and `stale` are the words of this page")]
pub fn view(state: &State, on: &Callback<Action>) -> Html {
    let report = state.report().cloned();
    let mode = Some(Rc::clone(&state.mode));
    let stale = state.is_stale();
    let line = state.open.wish.as_ref().and_then(|(wish, count)| match wish {
        Wish::Line(line, column) => Some((*line, *column, *count)),
        Wish::Input(_) | Wish::Row(_) => None,
    });
    let panel = match state.open.panel {
        Panel::Inputs => "inputs",
        Panel::Editor => "editor",
        Panel::Results => "results",
    };
    let awaited = !state.is_stopped()
        && !matches!(state.engine, Engine::Failed(_))
        && (state.finished.is_none() || stale && state.auto);
    html! {
        <div class="workbench" data-panel={panel} data-revision={state.revision.to_string()}>
            <AppHeader name={document::text(&state.document, "/name").to_owned()} now={state.scenario.now.to_string()} on={on.clone()} />
            <main class="workbench__main">
                { verdict::verdict_bar(&verdict::Props { finished: state.finished.clone(), mode: mode.clone(), engine: state.engine.clone(), stale, stopped: state.is_stopped().then(|| AttrValue::from(running(state))), auto: state.auto, facts: state.open.facts, on: on.clone() }) }
                <section class="workbench__inputs" aria-label="Inputs" id="panel-inputs" tabindex="-1">
                    <Pipeline document={Rc::clone(&state.document)} report={report.clone()} rule={state.rule} on={on.clone()} />
                    { inputs::inputs(&inputs::Props { document: Rc::clone(&state.document), scenario: Rc::clone(&state.scenario), mode, sections: state.open.sections.clone(), on: on.clone() }) }
                    if state.unsaved { <p class="notice" data-tone="quiet">{ "This browser does not keep the scenario." }</p> }
                </section>
                <pane-splitter class="pane-splitter" pane="inputs" role="separator" tabindex="0" aria-orientation="vertical" aria-label="Width of the inputs" />
                { editor_pane::editor_pane(&editor_pane::Props { document: Rc::clone(&state.document), report: report.clone(), stale, rule: state.rule, outside: state.outside, claim: state.open.claim.clone(), finding: state.open.finding, renaming: state.open.renaming == Some(state.rule), undo: (state.history.can_undo(), state.history.can_redo()), wish: line, on: on.clone() }) }
                <Bridge {report} script={state.script_name()} claim={state.open.claim.clone()} wires={state.open.tab == Tab::Matrix} all={state.open.lanes} {stale}
                    layout={state.revision + state.edits_behind() + u64::from(state.is_stopped())} />
                <pane-splitter class="pane-splitter" pane="results" role="separator" tabindex="0" aria-orientation="vertical" aria-label="Width of the results" />
                { results::results(&results::Props { finished: state.finished.clone(), ran: state.ran.clone(), behind: state.edits_behind(), stopped: state.is_stopped(), engine: state.engine.clone(), awaited, open: state.open.clone(), on: on.clone() }) }
                { panel_tabs(state.open.panel, on) }
            </main>
            <p class="visually-hidden" aria-live="polite">{ state.said.to_string() }</p>
            { dialog(state, on) }
        </div>
    }
}

/// The script that was running when a run was stopped: known where only one runs, likely where one was just edited.
fn running(state: &State) -> String {
    let on: Vec<_> =
        document::rules(&state.document).into_iter().filter(|rule| rule.enabled).collect();
    match on.as_slice() {
        [rule] => format!("\"{}\"", rule.name),
        _ => match on.iter().find(|rule| state.edited == Some(rule.index)) {
            Some(rule) => format!("a rule, probably \"{}\",", rule.name),
            None => "a rule".into(),
        },
    }
}

fn dialog(state: &State, on: &Callback<Action>) -> Html {
    match &state.open.dialog {
        None => html! {},
        Some(Dialog::Examples) => html! { <Examples on={on.clone()} /> },
        Some(Dialog::Help) => help(on),
        Some(Dialog::Scenario) => {
            html! { <ScenarioDialog document={Rc::clone(&state.document)} on={on.clone()} /> }
        }
        Some(Dialog::Why(page)) => html! { <Why page={Rc::clone(page)} on={on.clone()} /> },
    }
}

/// Runs the scenario after edits and on request.
#[hook]
fn use_simulation(state: &State, on: &Callback<Action>) {
    let client = use_mut_ref(|| None::<EngineClient>);
    let ran = use_mut_ref(|| None::<u64>);
    let (scenario, typing, auto, on) =
        (Rc::clone(&state.document), state.typing, state.auto, on.clone());
    use_effect_with((state.revision, state.asks), move |&(revision, asks)| {
        let asked = ran.borrow_mut().replace(asks) != Some(asks);
        let engine = client.borrow_mut().get_or_insert_with(|| EngineClient::start(on)).clone();
        if asked {
            engine.retry();
        }
        if asked || auto {
            engine.run(revision, scenario, typing && !asked);
        }
    });
}

/// Keeps the scenario in this browser, and for the page of last resort.
#[hook]
fn use_keeping(state: &State, on: &Callback<Action>) {
    let (scenario, on) = (Rc::clone(&state.document), on.clone());
    use_effect_with(state.revision, move |_| {
        panic::remember(&scenario);
        let pending = Cell::new(true);
        let keep: Rc<dyn Fn()> = Rc::new(move || {
            if pending.replace(false) && !storage::keep_document(&scenario) {
                on.emit(Action::StorageFailed);
            }
        });
        // A page that goes away, or out of sight, may never come to its timer.
        let leaving = [
            EventListener::new(&window(), "pagehide", {
                let keep = Rc::clone(&keep);
                move |_| keep()
            }),
            EventListener::new(&gloo::utils::document(), "visibilitychange", {
                let keep = Rc::clone(&keep);
                move |_| {
                    if gloo::utils::document().hidden() {
                        keep();
                    }
                }
            }),
        ];
        let later = Timeout::new(KEEP_MS, move || keep());
        move || drop((later, leaving))
    });
}

/// Keys that work everywhere.
#[hook]
fn use_keys(state: &State, on: &Callback<Action>) {
    let on = on.clone();
    use_effect_with(state.open.dialog.is_some(), move |&covered| {
        let listener = EventListener::new_with_options(
            &window(),
            "keydown",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                // A key that the editor has used is used up.
                let Some(event) =
                    event.dyn_ref::<KeyboardEvent>().filter(|event| !event.default_prevented())
                else {
                    return;
                };
                match key(event, covered) {
                    Key::Free => {}
                    Key::Used => event.prevent_default(),
                    Key::Does(action) => {
                        event.prevent_default();
                        on.emit(action);
                    }
                }
            },
        );
        move || drop(listener)
    });
}

/// What a key does.
enum Key {
    /// Nothing.
    Free,
    /// Something that is done already.
    Used,
    /// An action.
    Does(Action),
}

fn key(event: &KeyboardEvent, covered: bool) -> Key {
    let command = event.ctrl_key() || event.meta_key();
    let tag = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .map(|element| element.tag_name())
        .unwrap_or_default();
    let (in_text, in_input) = (matches!(tag.as_str(), "TEXTAREA" | "CODE-EDITOR"), tag == "INPUT");
    Key::Does(match event.key().as_str() {
        "Enter" if command => Action::RunAsked,
        _ if covered => return Key::Free,
        "F8" => Action::FindingStepped(if event.shift_key() { -1 } else { 1 }),
        "F6" => {
            next_pane(event.shift_key());
            return Key::Used;
        }
        "z" | "Z" if command && !in_text => {
            if event.shift_key() {
                Action::Redone
            } else {
                Action::Undone
            }
        }
        "y" if command && !in_text => Action::Redone,
        "Escape" if !in_text && !in_input => Action::ClaimChosen(None),
        "?" if !in_text && !in_input && tag != "SELECT" => Action::DialogOpened(Dialog::Help),
        _ => return Key::Free,
    })
}

/// Moves the focus to the next pane that is on the page.
fn next_pane(back: bool) {
    const PANES: [&str; 4] = [".verdict", "#panel-inputs", "#panel-editor", "#results-panel"];
    let shown: Vec<&str> = PANES
        .into_iter()
        .filter(|pane| {
            browser::find(pane)
                .is_some_and(|element| element.get_bounding_client_rect().height() > 0.0)
        })
        .collect();
    let inside = |pane: &&str| browser::find(&format!("{pane}:focus, {pane} :focus")).is_some();
    let next = match (shown.iter().position(inside), back) {
        (Some(at), false) => (at + 1) % shown.len(),
        (Some(at), true) => (at + shown.len() - 1) % shown.len(),
        (None, _) => 0,
    };
    if let Some(pane) = shown.get(next) {
        browser::focus(pane);
    }
}

/// `#ex=<id>` opens an example.
#[hook]
fn use_examples_in_the_address(on: &Callback<Action>) {
    let on = on.clone();
    use_effect_with((), move |()| {
        let open = move || {
            let fragment = browser::fragment();
            if let Some(id) = fragment.split('&').find_map(|part| part.strip_prefix("ex=")) {
                examples::open(id, on.clone(), |_| ());
            }
        };
        open();
        let listener = EventListener::new(&window(), "hashchange", move |_| open());
        move || drop(listener)
    });
}

/// Brings into view what a press asked for.
#[hook]
fn use_wishes(state: &State) {
    use_effect_with(state.open.wish.clone(), |wish| match wish {
        Some((Wish::Input(at), _)) => show_input(at),
        Some((Wish::Row(name), _)) => {
            browser::focus(&format!("[data-claim={}] .claim-table__name", browser::quoted(name)));
        }
        Some((Wish::Line(..), _)) | None => {}
    });
    use_effect_with(state.open.renaming, |renaming| {
        if renaming.is_some() {
            browser::focus("#rename-rule");
        }
    });
}

/// Focuses the control of a pointer, or of the nearest one above it.
fn show_input(at: &str) {
    let mut at = at;
    while !at.is_empty() {
        let selector = format!("[data-pointer={}]", browser::quoted(at));
        if let Some(element) = browser::find(&selector) {
            if let Ok(Some(folded)) = element.closest("details") {
                let _ = folded.set_attribute("open", "");
            }
            browser::focus(&selector);
            return;
        }
        at = at.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// The scenario of the last visit, or the headline example, which needs no fetch.
pub fn first_document() -> Rc<Value> {
    storage::document().unwrap_or_else(|| Rc::new(headline()))
}

/// The present, at noon of the day: what a scenario without a date gets.
pub fn present() -> Instant {
    Instant::parse(&browser::today()).unwrap_or(crate::scenario::RULES_LAST_DAY)
}

/// The example that a first visit opens with.
pub fn headline() -> Value {
    // Our own file; a test reads it.
    serde_json::from_str(include_str!("../../static/examples/oauth-ro.json")).unwrap_or_default()
}
