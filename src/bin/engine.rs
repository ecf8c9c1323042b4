//! The worker: a scenario in, a report out.
#![forbid(unsafe_code)]

use claimscope as _;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = postMessage)]
    fn post_message(text: &str);
}

fn main() {
    // Interim, until `simulate` is there: the engine runs in the browser, on our clock.
    post_message(&simulate("1 + 1"));
}

/// Interim: the value of an expression.
#[wasm_bindgen]
pub fn simulate(text: &str) -> String {
    let Ok(runtime) = rquickjs::Runtime::new() else { return String::new() };
    runtime.set_max_stack_size(256 * 1024);
    let Ok(context) = rquickjs::Context::full(&runtime) else { return String::new() };
    context.with(|ctx| ctx.eval::<f64, _>(text).map_or_else(|error| error.to_string(), |value| value.to_string()))
}
