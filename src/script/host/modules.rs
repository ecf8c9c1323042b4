//! Modules of the library: which name leads where, and a module's text as a function of the realm.

use rquickjs::{
    Array, Ctx, Exception, Function, Object as JsObject, Result, String as JsString,
    Value as JsValue,
};

use super::Shared;
use crate::script::library::{self, Answer, Asked, Supply};
use crate::script::{engine, held};

/// Around a module's text, in one line with it. Not in parentheses: the engine reads all that stands in a pair of them twice,
/// to see whether an arrow follows.
const OPENING: &str = "0,function (module, exports, require) {";

pub(super) fn install<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    // Where a name leads: `[kind, file]`.
    host.set(
        "module",
        Function::new(ctx.clone(), |name: JsString<'js>| -> Vec<&'static str> {
            match library::look_up(&held::text(&name)) {
                Answer::Listed(
                    Supply::Package(file, _) | Supply::Double(file) | Supply::Core(file),
                ) => vec!["file", file],
                Answer::Listed(Supply::Unreachable) => vec!["unreachable", ""],
                Answer::Listed(Supply::StandIn) | Answer::Unlisted => vec!["stand-in", ""],
                Answer::Impossible => vec!["impossible", ""],
            }
        })?,
    )?;

    // Whether the running Action says what it depends on, and this is none of it (`domain.md` §5.1).
    let state = shared.clone();
    host.set(
        "undeclared",
        Function::new(ctx.clone(), move |name: JsString<'js>| {
            let host = state.borrow();
            let declared = host.dependencies.get(host.at).and_then(Option::as_ref);
            declared.is_some_and(|declared| !is_declared(&held::text(&name), declared))
        })?,
    )?;

    // The module as a function; `require` of the library itself may name any file.
    host.set(
        "compile",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, file: String| -> Result<JsValue<'js>> {
            compiled(&ctx, &file)
        })?,
    )?;

    // While a module loads, the engine's questions do not count. Says whether it was so before.
    let state = shared.clone();
    host.set(
        "loading",
        Function::new(ctx.clone(), move |loading: bool| {
            std::mem::replace(&mut state.borrow_mut().loading, loading)
        })?,
    )?;

    let state = shared.clone();
    host.set(
        "wanted",
        Function::new(ctx.clone(), move |file: String| {
            let wanted = &mut state.borrow_mut().wanted;
            if !wanted.contains(&file) {
                wanted.push(file);
            }
        })?,
    )?;

    // Names of the globals that are made on first use, with module and member.
    let state = shared.clone();
    host.set(
        "globals",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>| -> Result<Array<'js>> {
            let list = Array::new(ctx.clone())?;
            for (at, lazy) in library::globals(state.borrow().node).enumerate() {
                list.set(at, vec![lazy.name, lazy.module, lazy.member])?;
            }
            Ok(list)
        })?,
    )?;

    let state = shared.clone();
    host.set("node", Function::new(ctx.clone(), move || state.borrow().node)?)
}

/// A module of Node needs no declaration; of a declared one every file may be required.
fn is_declared(text: &str, declared: &[String]) -> bool {
    let name = Asked::read(text).name;
    matches!(
        library::look_up(text),
        Answer::Listed(Supply::Core(_) | Supply::Unreachable) | Answer::Impossible
    ) || declared.iter().any(|known| {
        name.strip_prefix(known.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn compiled<'js>(ctx: &Ctx<'js>, file: &str) -> Result<JsValue<'js>> {
    let code = library::with_text(file, |text| text.map(|text| format!("{OPENING}{text}\n}}")));
    match code {
        Some(code) => engine::eval(ctx, &code, &format!("library/{file}")),
        None => Err(Exception::throw_message(
            ctx,
            &format!(
                "the module '{file}' of the simulation could not be loaded; `make build` builds it"
            ),
        )),
    }
}
