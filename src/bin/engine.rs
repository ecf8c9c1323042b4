//! The worker: a scenario in, a report out. What crosses the border is text, in the forms of `formats.md`:
//!
//! - at start it posts `{"ready":true,"version":"…"}`;
//! - `{"revision":7,"scenario":{…}}` is answered with `{"revision":7,"ms":1.5,"report":{…}}`, or with
//!   `{"revision":7,"fault":"…"}` if the text is no scenario or the engine itself failed;
//! - with `"page":true` in it, `{"decided":7,"mode":{…}}` comes first: the mode, which needs no script; with `"run":false`
//!   nothing else does; and `said` stands beside the report: the same in words;
//! - before the report, `{"revision":7,"loading":"lodash"}` says that a module is fetched which a script requires.
//!
//! The page may end the worker at any moment; nothing is kept from one message to the next but what makes the next answer
//! faster: texts of modules, what was read in scripts, a realm made ahead.
#![forbid(unsafe_code)]

use std::cell::Cell;

use claimscope::endpoint;
use claimscope::report::json;
use claimscope::scenario::{Instant, Scenario, json as scenario_json};
use serde::Deserialize;
use serde_json::value::RawValue;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type MessageEvent;

    #[wasm_bindgen(method, getter)]
    fn data(this: &MessageEvent) -> JsValue;
    #[wasm_bindgen(js_name = addEventListener)]
    fn add_event_listener(kind: &str, handler: &Closure<dyn Fn(MessageEvent)>);
    #[wasm_bindgen(js_name = postMessage)]
    fn post_message(text: &str);
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn date_now() -> f64;
    /// Defined by `engine_worker.js`: a file of the library, at once.
    #[wasm_bindgen(js_name = claimscopeModule)]
    fn claimscope_module(file: &str) -> Option<String>;
}

thread_local! {
    /// The revision being worked on: a panic can still say which answer will not come.
    static REVISION: Cell<u64> = const { Cell::new(0) };
}

/// A login that touches the parser, the engine and every token.
const WARM_UP: &str = r#"{"now":"2026-06-01T00:00:00Z","rules":[{"name":"Warm up","script":"function (user, context, callback) { context.idToken['https://acme.com/a'] = [user.email]; callback(null, user, context); }"}]}"#;

/// What the page sends. The scenario stays text: it is parsed once, by the one module that knows its form.
#[derive(Deserialize)]
struct Request<'a> {
    revision: u64,
    #[serde(default)]
    page: bool,
    #[serde(default = "yes")]
    run: bool,
    #[serde(borrow)]
    scenario: &'a RawValue,
}

fn yes() -> bool {
    true
}

fn main() {
    std::panic::set_hook(Box::new(|info| post_message(&fault(REVISION.get(), &info.to_string()))));
    claimscope::script::library::fetch_modules_with(fetch);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            answer(&text);
        }
    });
    add_event_listener("message", &on_message);
    // It listens for as long as the worker lives.
    on_message.forget();
    // The browser compiles what runs first: a login before the first one that somebody waits for.
    let _ = report(WARM_UP);
    post_message(
        &serde_json::json!({ "ready": true, "version": env!("CARGO_PKG_VERSION") }).to_string(),
    );
    prepare();
}

/// Fetches a module. The page is told, so that it does not take the wait for an endless script.
fn fetch(file: &str) -> Option<String> {
    let revision = REVISION.get();
    post_message(&serde_json::json!({ "revision": revision, "loading": file }).to_string());
    claimscope_module(file)
}

/// Answers one message of the page.
fn answer(message: &str) {
    let request: Request<'_> = match serde_json::from_str(message) {
        Ok(request) => request,
        Err(error) => return post_message(&fault(REVISION.get(), &error.to_string())),
    };
    let revision = request.revision;
    REVISION.set(revision);
    let started = performance_now();
    let scenario = match read(request.scenario.get()) {
        Ok(scenario) => scenario,
        Err(text) => return post_message(&fault(revision, &text)),
    };
    if request.page {
        let mode = json::write_mode(&endpoint::decide(&scenario).into_mode());
        post_message(&format!(r#"{{"decided":{revision},"mode":{mode}}}"#));
    }
    if request.run {
        let report = claimscope::pipeline::simulate(&scenario);
        let text = json::write(&report);
        let ms = serde_json::Value::from(performance_now() - started);
        let said = if request.page {
            format!(r#""said":{},"#, json::write_said(&report))
        } else {
            String::new()
        };
        post_message(&format!(r#"{{"revision":{revision},"ms":{ms},{said}"report":{text}}}"#));
        prepare();
    }
}

/// Makes a realm ahead of the next message, now that nobody waits.
#[wasm_bindgen]
pub fn prepare() {
    claimscope::script::prepare();
}

/// The report for a scenario, both as JSON: for the tests and the benchmark, which load this very module under Node.
///
/// # Errors
/// The text is no scenario.
#[wasm_bindgen]
pub fn simulate(scenario: &str) -> Result<String, JsError> {
    report(scenario).map_err(|text| JsError::new(&text))
}

fn report(scenario: &str) -> Result<String, String> {
    Ok(json::write(&claimscope::pipeline::simulate(&read(scenario)?)))
}

fn read(scenario: &str) -> Result<Scenario, String> {
    scenario_json::read(scenario, present()).map_err(|fault| {
        format!("{} (line {}, column {})", fault.message, fault.line, fault.column)
    })
}

/// The one place where the clock of the machine is read: it is what `now` defaults to.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
fn present() -> Instant {
    Instant(date_now() as i64)
}

fn fault(revision: u64, text: &str) -> String {
    serde_json::json!({ "revision": revision, "fault": text }).to_string()
}
