//! What `prelude.js` asks about a fault of the engine: what Node would say of it.

use rquickjs::{Ctx, Function, Object as JsObject, Result, String as JsString};

use super::Shared;
use crate::script::{failure, held, json_fault, words};

pub(super) fn install<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let set = |name: &str, function: Function<'js>| host.set(name, function);
    let state = shared.clone();
    set(
        "reword",
        Function::new(
            ctx.clone(),
            move |message: JsString<'js>, stack: JsString<'js>, missing: String| {
                let (message, stack) = (held::text(&message), held::text(&stack));
                match state.try_borrow() {
                    Ok(host) => host.in_nodes_words(&message, &stack, &missing),
                    // The host itself reads a value, outside every script.
                    Err(_) => words::in_nodes_words(&message, &stack, None, &missing),
                }
            },
        )?,
    )?;
    let state = shared.clone();
    set(
        "takenApart",
        Function::new(ctx.clone(), move |message: JsString<'js>, stack: JsString<'js>| {
            let host = state.try_borrow();
            host.map_or_else(
                |_| Vec::new(),
                |host| host.taken_apart(&held::text(&message), &held::text(&stack)),
            )
        })?,
    )?;

    // The same of `JSON.parse`, whose stack begins with the place in the text.
    set(
        "jsonFault",
        Function::new(
            ctx.clone(),
            |message: JsString<'js>, text: JsString<'js>, stack: JsString<'js>| {
                let (message, stack) = (held::text(&message), held::text(&stack));
                let worded = failure::place_in_input(&stack).and_then(|(line, column)| {
                    json_fault::in_nodes_words(&message, &held::text(&text), line, column)
                });
                worded.unwrap_or(message)
            },
        )?,
    )?;
    Ok(())
}
