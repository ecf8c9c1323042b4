//! The client of the engine in its worker. It owns the time limit: a script that never ends costs its worker, and the
//! spare takes over at once.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{ErrorEvent, MessageEvent, Worker};
use yew::Callback;

use super::json_text;
use super::state::Action;
use crate::report::{Mode, Report, Said, json};

/// The worker's script, beside the page.
const SCRIPT: &str = "engine_worker.js";
/// Pause after the last key, in milliseconds.
const SETTLE_MS: u32 = 200;
/// Longest time of one run, in milliseconds.
pub(crate) const LIMIT_MS: u32 = 1000;
/// The same for the first run of a worker, whose module the browser may still be compiling.
const COLD_LIMIT_MS: u32 = 5000;
/// Warms the spare up, so that it takes over at full speed. Nobody waits for the answer: revisions count from 1.
const WARM_UP: &str = r#"{"revision":0,"scenario":{"rules":[{"name":"a","script":"function (user, context, callback) { callback(null, user, context); }"}]}}"#;
/// The same once a module is fetched that a script requires.
const LOADING_LIMIT_MS: u32 = 15_000;
/// From here on the page says that it waits, in milliseconds.
const SLOW_MS: u32 = 500;
/// When the engine has not come by then, it will not, in milliseconds.
const GIVE_UP_MS: u32 = 60_000;
/// The spare is fetched when the page has been idle this long, in milliseconds.
const SPARE_MS: u32 = 400;

/// What the worker says.
struct Message {
    ready: bool,
    decided: Option<(u64, Mode)>,
    loading: bool,
    revision: Option<u64>,
    ms: f64,
    report: Option<(Report, Said)>,
    fault: Option<String>,
}

impl Message {
    fn read(text: &str) -> Result<Self, String> {
        let mut value = json_text::read(text).map_err(|fault| fault.to_string())?;
        let mut member = |name: &str| value.get_mut(name).map(Value::take);
        let report = match (member("report"), member("said")) {
            (Some(report), Some(said)) => Some((json::from_value(report)?, json::read_said(said)?)),
            _ => None,
        };
        let mode = member("mode").map(json::read_mode).transpose()?;
        Ok(Self {
            ready: value.get("ready").and_then(Value::as_bool).unwrap_or_default(),
            decided: value.get("decided").and_then(Value::as_u64).zip(mode),
            loading: value.get("loading").is_some(),
            revision: value.get("revision").and_then(Value::as_u64),
            ms: value.get("ms").and_then(Value::as_f64).unwrap_or_default(),
            report,
            fault: value.get("fault").and_then(Value::as_str).map(Into::into),
        })
    }
}

/// Runs scenarios, one at a time; of those that wait, only the newest.
#[derive(Clone)]
pub(crate) struct EngineClient(Rc<RefCell<Inner>>);

struct Inner {
    emit: Callback<Action>,
    seat: Option<Seat>,
    spare: Option<Seat>,
    seats: u64,
    next: Option<Next>,
    running: Option<Running>,
    settle: Option<Timeout>,
    timers: Vec<Timeout>,
    refill: Option<Timeout>,
}

/// What the worker is to do next.
struct Next {
    revision: u64,
    /// Not only the mode is asked for.
    run: bool,
    text: String,
}

struct Seat {
    id: u64,
    worker: Worker,
    ready: bool,
    warm: bool,
    _listeners: [EventListener; 3],
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

struct Running {
    revision: u64,
    _limit: Timeout,
}

impl EngineClient {
    /// Fetches the engine.
    pub(crate) fn start(emit: Callback<Action>) -> Self {
        let inner = Inner {
            emit,
            seat: None,
            spare: None,
            seats: 0,
            next: None,
            running: None,
            settle: None,
            timers: Vec::new(),
            refill: None,
        };
        let client = Self(Rc::new(RefCell::new(inner)));
        client.fill_seat();
        client
    }

    /// Decides the mode of a scenario, and simulates it if it is to `run`: at once, or after a pause when more keys may
    /// follow.
    pub(crate) fn run(&self, revision: u64, scenario: Rc<Value>, typing: bool, run: bool) {
        let client = self.clone();
        let go = move || {
            let text = format!(
                "{{\"revision\":{revision},\"page\":true,\"run\":{run},\"scenario\":{scenario}}}"
            );
            client.0.borrow_mut().next = Some(Next { revision, run, text });
            client.pump();
        };
        let settled = if typing {
            Some(Timeout::new(SETTLE_MS, go))
        } else {
            go();
            None
        };
        self.0.borrow_mut().settle = settled;
    }

    /// Tries once more after a failure.
    pub(crate) fn retry(&self) {
        if self.0.borrow().seat.is_none() {
            self.fill_seat();
        }
    }

    fn say(&self, action: Action) {
        // Not while borrowed: the page may answer at once.
        let emit = self.0.borrow().emit.clone();
        emit.emit(action);
    }

    fn fill_seat(&self) {
        let spare = self.0.borrow_mut().spare.take();
        if spare.is_some() {
            self.0.borrow_mut().seat = spare;
            return;
        }
        match self.open() {
            Ok(seat) => {
                let id = seat.id;
                let slow =
                    self.after(SLOW_MS, move |client| client.when_waiting(id, Action::EngineSlow));
                let give_up = self.after(GIVE_UP_MS, move |client| {
                    if client
                        .0
                        .borrow()
                        .seat
                        .as_ref()
                        .is_some_and(|seat| seat.id == id && !seat.ready)
                    {
                        client.lost(id, "it did not arrive within a minute");
                    }
                });
                let mut inner = self.0.borrow_mut();
                inner.seat = Some(seat);
                inner.timers = vec![slow, give_up];
            }
            Err(reason) => self.say(Action::EngineFailed(reason.into())),
        }
    }

    fn when_waiting(&self, id: u64, action: Action) {
        let waiting =
            self.0.borrow().seat.as_ref().is_some_and(|seat| seat.id == id && !seat.ready);
        if waiting {
            self.say(action);
        }
    }

    fn after(&self, ms: u32, work: impl FnOnce(&Self) + 'static) -> Timeout {
        let client = self.clone();
        Timeout::new(ms, move || work(&client))
    }

    fn open(&self) -> Result<Seat, String> {
        let id = {
            let mut inner = self.0.borrow_mut();
            inner.seats += 1;
            inner.seats
        };
        // A page with an opaque origin (a sandboxed frame, a file) may not start workers.
        let worker = Worker::new(SCRIPT).map_err(|_| "this browser does not let the page start a worker here; open it from a web server, outside a sandboxed frame".to_owned())?;
        let (heard, broke, garbled) = (self.clone(), self.clone(), self.clone());
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                if let Some(text) =
                    event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string())
                {
                    heard.hear(id, &text);
                }
            }),
            EventListener::new(&worker, "error", move |event| {
                event.prevent_default();
                let reason = event
                    .dyn_ref::<ErrorEvent>()
                    .map(ErrorEvent::message)
                    .filter(|text| !text.is_empty());
                broke.lost(id, &reason.unwrap_or_else(|| "its files did not load".into()));
            }),
            EventListener::new(&worker, "messageerror", move |_| {
                garbled.lost(id, "its answer could not be read");
            }),
        ];
        Ok(Seat { id, worker, ready: false, warm: false, _listeners: listeners })
    }

    fn hear(&self, id: u64, text: &str) {
        let message = match Message::read(text) {
            Ok(message) => message,
            Err(error) => return self.lost(id, &format!("its answer could not be read: {error}")),
        };
        if message.ready {
            let first = {
                let mut inner = self.0.borrow_mut();
                let Inner { seat, spare, timers, .. } = &mut *inner;
                let seated = seat.as_mut().filter(|seat| seat.id == id);
                let first = seated.is_some();
                if first {
                    timers.clear();
                }
                if let Some(seat) = seated.or(spare.as_mut().filter(|spare| spare.id == id)) {
                    seat.ready = true;
                    if !first {
                        let _ = seat.worker.post_message(&WARM_UP.into());
                    }
                }
                first
            };
            if first {
                self.say(Action::EngineReady);
            }
        }
        if let Some((revision, mode)) = message.decided {
            return self.say(Action::ModeDecided {
                revision,
                mode: Rc::new(mode),
                text: text.into(),
            });
        }
        if let Some(revision) = message.revision {
            {
                let mut inner = self.0.borrow_mut();
                let Inner { seat, spare, .. } = &mut *inner;
                for seat in [seat, spare].into_iter().flatten().filter(|seat| seat.id == id) {
                    seat.warm = true;
                }
            }
            let was = self.0.borrow_mut().running.take_if(|running| running.revision == revision);
            if was.is_none() {
                return;
            }
            if message.loading {
                let limit = self.after(LOADING_LIMIT_MS, move |client| client.stop(revision));
                self.0.borrow_mut().running = Some(Running { revision, _limit: limit });
                return;
            }
            match (message.report, message.fault) {
                (Some((report, said)), _) => self.say(Action::RunFinished {
                    revision,
                    ms: message.ms,
                    report: Rc::new(report),
                    said: Rc::new(said),
                }),
                (None, fault) => self.say(Action::EngineFailed(
                    fault.unwrap_or_else(|| "it gave no answer".into()).into(),
                )),
            }
        }
        self.pump();
        self.refill();
    }

    fn pump(&self) {
        let mut inner = self.0.borrow_mut();
        if inner.running.is_some() || !inner.seat.as_ref().is_some_and(|seat| seat.ready) {
            return;
        }
        let Some(Next { revision, run, text }) = inner.next.take() else { return };
        let posted =
            inner.seat.as_ref().is_some_and(|seat| seat.worker.post_message(&text.into()).is_ok());
        if posted && run {
            let warm = inner.seat.as_ref().is_some_and(|seat| seat.warm);
            let limit = self.after(if warm { LIMIT_MS } else { COLD_LIMIT_MS }, move |client| {
                client.stop(revision);
            });
            inner.running = Some(Running { revision, _limit: limit });
        }
    }

    /// The script is still running: its worker goes, the spare comes.
    fn stop(&self, revision: u64) {
        let ended = {
            let mut inner = self.0.borrow_mut();
            inner.running = None;
            inner.seat.take()
        };
        drop(ended);
        self.say(Action::RunStopped { revision });
        self.fill_seat();
        self.pump();
        self.refill();
    }

    fn lost(&self, id: u64, reason: &str) {
        let seated = {
            let mut inner = self.0.borrow_mut();
            if inner.spare.as_ref().is_some_and(|spare| spare.id == id) {
                inner.spare = None;
            }
            let seated = inner.seat.as_ref().is_some_and(|seat| seat.id == id);
            if seated {
                inner.seat = None;
                inner.running = None;
                inner.timers.clear();
            }
            seated
        };
        if seated {
            self.say(Action::EngineFailed(reason.into()));
        }
    }

    fn refill(&self) {
        let needed = {
            let inner = self.0.borrow();
            inner.spare.is_none()
                && inner.running.is_none()
                && inner.seat.as_ref().is_some_and(|seat| seat.ready)
        };
        if needed {
            let refill = self.after(SPARE_MS, |client| {
                if client.0.borrow().spare.is_none()
                    && let Ok(seat) = client.open()
                {
                    client.0.borrow_mut().spare = Some(seat);
                }
            });
            self.0.borrow_mut().refill = Some(refill);
        }
    }
}
