//! What the page does in the browser besides drawing itself: it runs scenarios, keeps them, moves the focus, hears keys.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, KeyboardEvent};

use super::bridge::Connected;
use super::code_editor::Given;
use super::document::Script;
use super::el::On;
use super::json_field::{LONG, pretty};
use super::state::{Action, Copies, Dialog, State, Wish};
use super::worker::EngineClient;
use super::{browser, console, examples, help, json_text, panic, results, storage, token_view};

/// Pause before the scenario is kept, in milliseconds.
const KEEP_MS: u32 = 1000;
/// How long a button says that it copied, in milliseconds.
const COPIED_MS: u32 = 2000;
/// How long the keys rest before a long JSON text is read, in milliseconds.
const REST_MS: u32 = 300;

/// What was last done for the page.
pub(super) struct Outside {
    on: On,
    engine: Option<EngineClient>,
    /// Revision and requests that were run.
    ran: Option<(u64, u64)>,
    keeper: Rc<Keeper>,
    keeping: Option<Timeout>,
    reading: Option<Timeout>,
    dialog: Option<Dialog>,
    covered: Rc<Cell<bool>>,
    wish: u64,
    renaming: Option<Script>,
    editor: Given,
    bridge: Rc<RefCell<Connected>>,
    listeners: Vec<EventListener>,
}

/// The scenario that waits to be kept.
struct Keeper {
    on: On,
    waiting: RefCell<Option<Rc<Value>>>,
}

impl Keeper {
    fn keep(&self) {
        let waiting = self.waiting.borrow_mut().take();
        if waiting.is_some_and(|scenario| !storage::keep_document(&scenario)) {
            self.on.emit(Action::StorageFailed);
        }
    }
}

impl Outside {
    pub(super) fn new(on: &On) -> Self {
        Self {
            on: on.clone(),
            engine: None,
            ran: None,
            keeper: Rc::new(Keeper { on: on.clone(), waiting: RefCell::default() }),
            keeping: None,
            reading: None,
            dialog: None,
            covered: Rc::default(),
            wish: 0,
            renaming: None,
            editor: Given::default(),
            bridge: Rc::default(),
            listeners: Vec::new(),
        }
    }

    /// What an action needs of the browser before the state knows of it.
    pub(super) fn before(&mut self, state: &State, action: &Action) {
        match action {
            Action::CopyAsked(what) => self.copy(state, *what),
            Action::ModeDecided { revision, text, .. } if *revision == state.revision => {
                storage::keep_mode(Some(text));
            }
            Action::ThemeTurned => storage::set_theme(state.theme.next()),
            Action::ExampleAsked(id) => self.open_example(id),
            Action::FactFlipped { fact, .. } => {
                // The facts may change places: the focus goes with its own, so that a second press turns it back.
                let own = ["[data-fact=", &browser::quoted(fact), "] .fact__flip"].concat();
                browser::soon(move || browser::focus(&own));
            }
            // The button goes with its finding. The editor sees to its own.
            Action::FixApplied { .. } if browser::find(".findings :focus").is_some() => {
                browser::soon(|| browser::focus("#results-panel"));
            }
            Action::MemberRemoved(at) => {
                // The button goes with its row: the focus moves to what stays.
                let name = control(at)
                    .and_then(|control| control.closest(".key-values").ok()?)
                    .and_then(|list| list.query_selector("form input").ok()?)
                    .and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(name) = name {
                    browser::soon(move || drop(name.focus()));
                }
            }
            Action::JsonTyped { pointer, text } => {
                // Each key replaces the reading that the key before it had put off.
                self.reading = (text.len() > LONG).then(|| {
                    let (on, at) = (self.on.clone(), Rc::clone(pointer));
                    browser::later(REST_MS, Box::new(move || on.emit(Action::JsonRested(at))))
                });
            }
            _ => {}
        }
    }

    /// What a new state needs before it is drawn: a dialog that goes gives the focus back.
    pub(super) fn leave(&mut self, next: &State) {
        if self.dialog.is_some()
            && next.open.dialog != self.dialog
            && let Some(element) = open_dialog().filter(HtmlDialogElement::open)
        {
            element.close();
        }
    }

    /// What a state needs when it has been drawn.
    pub(super) fn follow(&mut self, state: &State, first: bool) {
        if first {
            self.listen();
            self.on.emit(Action::ThemeFound(storage::theme()));
            let on = self.on.clone();
            browser::fetch(
                "inputs.json".into(),
                Box::new(move |text| {
                    if let Some(table) = text.ok().and_then(|text| json_text::read(&text).ok()) {
                        on.emit(Action::CallsFetched(Rc::new(table)));
                    }
                }),
            );
        }
        self.covered.set(state.open.dialog.is_some());
        self.show_dialog(state);
        self.editor.follow(state);
        self.bridge.borrow_mut().follow(state);
        if let Some((wish, count)) = &state.open.wish
            && *count != self.wish
        {
            self.wish = *count;
            match wish {
                Wish::Input(at) => show_input(at),
                Wish::Row(name) => {
                    let row = ["[data-claim=", &browser::quoted(name), "] .claim-table__name"];
                    browser::focus(&row.concat());
                }
                Wish::Line(..) => {}
            }
        }
        if state.open.renaming != self.renaming {
            self.renaming = state.open.renaming;
            if self.renaming.is_some() {
                browser::focus("#rename-script");
                // Typing replaces the old name.
                if let Some(field) = browser::find("#rename-script") {
                    browser::call(&field, "select", &[]);
                }
            }
        }
        self.run(state);
    }

    /// Runs the scenario after edits and on request, and keeps it.
    fn run(&mut self, state: &State) {
        let (revision, asks) = (state.revision, state.asks);
        if self.ran == Some((revision, asks)) {
            return;
        }
        let asked = self.ran.is_none_or(|(_, before)| before != asks);
        let edited = self.ran.is_none_or(|(before, _)| before != revision);
        self.ran = Some((revision, asks));
        let engine =
            self.engine.get_or_insert_with(|| EngineClient::start(self.on.clone())).clone();
        if asked {
            engine.retry();
        }
        engine.run(
            revision,
            Rc::clone(&state.document),
            state.typing && !asked,
            asked || state.auto,
        );
        if edited {
            if revision > 1 {
                storage::keep_mode(None);
            }
            panic::remember(&state.document);
            self.keeper.waiting.replace(Some(Rc::clone(&state.document)));
            let keeper = Rc::clone(&self.keeper);
            self.keeping = Some(browser::later(KEEP_MS, Box::new(move || keeper.keep())));
        }
    }

    fn listen(&mut self) {
        let (on, covered) = (self.on.clone(), Rc::clone(&self.covered));
        let keeper = Rc::clone(&self.keeper);
        let hidden = Rc::clone(&self.keeper);
        let mut all = vec![
            hear("keydown", move |event| key_pressed(event, covered.get(), &on)),
            // A page that goes away, or out of sight, may never come to its timer.
            hear("pagehide", move |_| keeper.keep()),
            hear("visibilitychange", move |_| {
                if gloo::utils::document().hidden() {
                    hidden.keep();
                }
            }),
        ];
        for name in ["resize", "scroll", "layout"] {
            let bridge = Rc::clone(&self.bridge);
            // Drawing moves nothing, so nothing is heard meanwhile.
            let options =
                EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            all.push(EventListener::new_with_options(&window(), name, options, move |_| {
                bridge.borrow_mut().draw();
            }));
        }
        let on = self.on.clone();
        open_from_address(&on);
        all.push(hear("hashchange", move |_| open_from_address(&on)));
        self.listeners = all;
    }

    fn copy(&self, state: &State, what: Copies) {
        let on = self.on.clone();
        browser::copy(
            text_of(state, what).unwrap_or_default(),
            Box::new(move |worked| {
                on.emit(Action::Copied(what, worked));
                browser::later(COPIED_MS, Box::new(move || on.emit(Action::CopyForgotten)))
                    .forget();
            }),
        );
    }

    fn open_example(&self, id: &str) {
        let on = self.on.clone();
        let Some(url) = examples::address(id) else {
            return on.emit(Action::ExampleFailed("there is no such example".into()));
        };
        browser::fetch(
            url,
            Box::new(move |text| {
                let read =
                    text.and_then(|text| json_text::read(&text).map_err(|fault| fault.to_string()));
                on.emit(match read {
                    Ok(document) => Action::ScenarioOpened(Rc::new(document)),
                    Err(reason) => Action::ExampleFailed(reason.into()),
                });
            }),
        );
    }

    fn show_dialog(&mut self, state: &State) {
        if state.open.dialog == self.dialog {
            return;
        }
        self.dialog.clone_from(&state.open.dialog);
        if let Some(element) = open_dialog().filter(|element| !element.open()) {
            let _ = element.show_modal();
        }
        let url: Rc<str> = match &self.dialog {
            Some(Dialog::Examples) => examples::INDEX.into(),
            Some(Dialog::Help) => help::ADDRESS.into(),
            Some(Dialog::Why(page)) => Rc::clone(page),
            _ => return,
        };
        let on = self.on.clone();
        browser::fetch(
            url.to_string(),
            Box::new(move |text| on.emit(Action::TextFetched { url, text })),
        );
    }
}

fn open_dialog() -> Option<HtmlDialogElement> {
    browser::find(".dialog")?.dyn_into().ok()
}

fn hear(name: &'static str, heard: impl Fn(&Event) + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), name, options, move |event| heard(event))
}

/// What a copy button copies.
fn text_of(state: &State, what: Copies) -> Option<String> {
    if what == Copies::Scenario {
        return Some(pretty(&state.document));
    }
    let shown = results::shown(state)?;
    let token = || token_view::shown(shown, state.open.token);
    Some(match what {
        Copies::Result => state.finished.as_ref()?.said.text.clone(),
        Copies::Console => console::as_text(shown),
        Copies::Token => token()?.encoded.clone(),
        Copies::Payload => pretty(&Value::Object(token()?.payload.clone())),
        Copies::Scenario => return None,
    })
}

/// `#ex=<id>` opens an example.
fn open_from_address(on: &On) {
    let fragment = browser::fragment();
    if let Some(id) = fragment.split('&').find_map(|part| part.strip_prefix("ex=")) {
        on.emit(Action::ExampleAsked(id.into()));
    }
}

/// Keys that work everywhere.
fn key_pressed(event: &Event, covered: bool, on: &On) {
    // A key that the editor has used is used up.
    let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| !event.default_prevented())
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
    let inside =
        |pane: &&str| browser::find(&[pane, ":focus, ", pane, " :focus"].concat()).is_some();
    let next = match (shown.iter().position(inside), back) {
        (Some(at), false) => (at + 1) % shown.len(),
        (Some(at), true) => (at + shown.len() - 1) % shown.len(),
        (None, _) => 0,
    };
    if let Some(pane) = shown.get(next) {
        browser::focus(pane);
    }
}

/// The control that holds a pointer.
fn control(at: &str) -> Option<Element> {
    browser::find(&["[data-pointer=", &browser::quoted(at), "]"].concat())
}

/// Focuses the control of a pointer, or of the nearest one above it.
fn show_input(at: &str) {
    let mut at = at;
    while !at.is_empty() {
        if let Some(element) = control(at) {
            if let Ok(Some(folded)) = element.closest("details") {
                let _ = folded.set_attribute("open", "");
            }
            browser::focus_on(element);
            return;
        }
        at = at.rsplit_once('/').map_or("", |(above, _)| above);
    }
}
