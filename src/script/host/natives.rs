//! The functions that `prelude.js` is given.

use rquickjs::function::{Opt, Rest};
use rquickjs::{
    Array, Ctx, Exception, Function, Object as JsObject, Promise, Result, String as JsString,
    Value as JsValue,
};
use serde_json::Value;

use super::{Shared, Snapshot};
use crate::report::Effect;
use crate::script::{CallbackError, ClaimObject, Passed, WriteKind, failure, held, limits};

/// Virtual time that a call of the Management API takes, in milliseconds.
const NETWORK_MS: u32 = 50;

/// Makes the object that the prelude is called with.
pub(in crate::script) fn install<'js>(ctx: &Ctx<'js>, shared: &Shared) -> Result<JsObject<'js>> {
    let host = JsObject::new(ctx.clone())?;
    install_writes(ctx, shared, &host)?;
    install_time(ctx, shared, &host)?;
    install_output(ctx, shared, &host)?;
    install_outside(ctx, shared, &host)?;
    super::modules::install(ctx, shared, &host)?;
    super::network::install(ctx, shared, &host)?;
    super::faults::install(ctx, shared, &host)?;
    host.set("networkMs", NETWORK_MS)?;
    Ok(host)
}

/// What the watched objects and the callback tell the host.
fn install_writes<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let set = |name: &str, function: Function<'js>| host.set(name, function);
    let state = shared.clone();
    set(
        "write",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>,
                  what: u32,
                  name: JsString<'js>,
                  deleted: bool,
                  stack: JsValue<'js>|
                  -> Result<bool> {
                let keep = state.borrow_mut().write(
                    what,
                    &held::text(&name),
                    deleted,
                    &stack_text(&stack),
                );
                go_on(&ctx, &state)?;
                Ok(keep)
            },
        )?,
    )?;

    // The value of a write that comes too late: nothing of it is kept but what can be shown.
    let state = shared.clone();
    set(
        "lateValue",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, value: JsValue<'js>| {
            let held = held::held(&ctx, value);
            if let Some(write) = state.borrow_mut().writes.last_mut().filter(|write| write.late) {
                write.kind = WriteKind::Set(held);
            }
        })?,
    )?;

    let state = shared.clone();
    set(
        "callback",
        Function::new(
            ctx.clone(),
            move |kind: String,
                  message: JsString<'js>,
                  user: String,
                  context: String,
                  stack: JsValue<'js>| {
                let message = held::text(&message);
                let error = match kind.as_str() {
                    "null" => CallbackError::Null,
                    "falsy" => CallbackError::Falsy(message),
                    "unauthorized" => CallbackError::Unauthorized(message),
                    "error" => CallbackError::Error(message),
                    "user" => CallbackError::User,
                    _ => CallbackError::Other(message),
                };
                state.borrow_mut().callback(
                    error,
                    passed(&user),
                    passed(&context),
                    &stack_text(&stack),
                )
            },
        )?,
    )?;

    let state = shared.clone();
    set(
        "snapshot",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>,
                  user: JsValue<'js>,
                  context: JsValue<'js>,
                  id_token: JsValue<'js>,
                  access_token: JsValue<'js>| {
                // Getters and `toJSON` run here and may call back into the host, so nothing is borrowed meanwhile.
                let claims = |value: &JsValue<'js>| {
                    value
                        .as_object()
                        .map_or_else(ClaimObject::default, |object| held::members(&ctx, object))
                };
                let plain = |value: &JsValue<'js>, without: &[&str]| {
                    let object = value.as_object();
                    object.map(|object| held::object(&ctx, object, without)).unwrap_or_default()
                };
                let snapshot = Snapshot {
                    user: plain(&user, &[]),
                    context: plain(&context, &["idToken", "accessToken"]),
                    id_token: claims(&id_token),
                    access_token: claims(&access_token),
                };
                state.borrow_mut().snapshot = snapshot;
            },
        )?,
    )?;

    let state = shared.clone();
    set("close", Function::new(ctx.clone(), move || state.borrow_mut().rule.closed = true)?)?;
    Ok(())
}

/// The virtual clock, and the text of functions.
fn install_time<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let set = |name: &str, function: Function<'js>| host.set(name, function);
    let state = shared.clone();
    set("now", Function::new(ctx.clone(), move || state.borrow().now_ms)?)?;

    let state = shared.clone();
    set(
        "advance",
        Function::new(ctx.clone(), move |to: f64| {
            let mut host = state.borrow_mut();
            host.now_ms = host.now_ms.max(to);
            host.spend(limits::WORK_OF_TIMER);
        })?,
    )?;

    let state = shared.clone();
    set(
        "clean",
        Function::new(ctx.clone(), move |text: JsString<'js>| {
            let text = held::text(&text);
            let host = state.borrow();
            host.sources
                .iter()
                .find(|source| text.contains(source.marker()))
                .map_or_else(|| text.clone(), |source| source.clean(&text))
        })?,
    )?;
    Ok(())
}

/// What a script says, and what it does to the world.
fn install_output<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let set = |name: &str, function: Function<'js>| host.set(name, function);
    // Whether a console line would be kept; beyond the limit lines are only counted.
    let state = shared.clone();
    set(
        "logs",
        Function::new(ctx.clone(), move || {
            let mut host = state.borrow_mut();
            let keep = host.rule.console.len() < limits::CONSOLE_LINES;
            host.rule.console_dropped += u64::from(!keep);
            keep
        })?,
    )?;

    let state = shared.clone();
    set(
        "log",
        Function::new(
            ctx.clone(),
            move |level: String, text: JsString<'js>, stack: JsValue<'js>| {
                state.borrow_mut().log(&level, &held::text(&text), &stack_text(&stack));
            },
        )?,
    )?;
    // How a promise has ended, and with what.
    set(
        "settled",
        Function::new(ctx.clone(), |ctx: Ctx<'js>, promise: Promise<'js>| -> Result<Array<'js>> {
            let list = Array::new(ctx.clone())?;
            let (state, result) = match promise.result::<JsValue<'js>>() {
                None => ("pending", JsValue::new_undefined(ctx)),
                Some(Ok(value)) => ("resolved", value),
                Some(Err(_)) => ("rejected", ctx.catch()),
            };
            list.set(0, state)?;
            list.set(1, result)?;
            Ok(list)
        })?,
    )?;

    // The frames of a stack that lie in scripts, with positions of the pasted text.
    let state = shared.clone();
    set(
        "frames",
        Function::new(ctx.clone(), move |stack: JsString<'js>| {
            let host = state.borrow();
            failure::readable_stack(&held::text(&stack), |script, line, column| {
                let (line, column) = host.sources.get(script)?.original(line, column, true)?;
                Some((host.names.get(script)?.clone(), line, column))
            })
        })?,
    )?;

    let state = shared.clone();
    set(
        "effect",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>, kind: String, args: Vec<JsValue<'js>>, stack: JsValue<'js>| {
                let args = args
                    .into_iter()
                    .map(|value| held::held(&ctx, value).json().unwrap_or(Value::Null))
                    .collect();
                let mut host = state.borrow_mut();
                let line = host.position(&stack_text(&stack)).map(|(_, line, _)| line);
                let step = Some(host.total_steps);
                host.rule.effects.push(Effect { kind, args, line, step });
            },
        )?,
    )?;
    Ok(())
}

/// What a script asks of the outside.
fn install_outside<'js>(ctx: &Ctx<'js>, shared: &Shared, host: &JsObject<'js>) -> Result<()> {
    let set = |name: &str, function: Function<'js>| host.set(name, function);
    let state = shared.clone();
    set(
        "updateMetadata",
        Function::new(
            ctx.clone(),
            move |ctx: Ctx<'js>,
                  member: String,
                  id: JsValue<'js>,
                  metadata: JsValue<'js>|
                  -> Result<JsValue<'js>> {
                match update_metadata(
                    &state,
                    &member,
                    held::held(&ctx, id).json().as_ref(),
                    held::held(&ctx, metadata).json().as_ref(),
                ) {
                    Ok(user) => ctx.json_parse(user),
                    Err(message) => Ok(JsString::from_str(ctx.clone(), &message)?.into_value()),
                }
            },
        )?,
    )?;

    let state = shared.clone();
    set(
        "storedUser",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>| -> Result<JsValue<'js>> {
            let user = Value::Object(state.borrow().stored_user.clone()).to_string();
            ctx.json_parse(user)
        })?,
    )?;

    let state = shared.clone();
    set(
        "require",
        Function::new(ctx.clone(), move |name: JsString<'js>, stack: JsValue<'js>| {
            let mut host = state.borrow_mut();
            let span = host.call_span(&stack_text(&stack));
            host.rule.required.push((held::text(&name), span));
        })?,
    )?;

    let state = shared.clone();
    set(
        "rejected",
        Function::new(ctx.clone(), move |ctx: Ctx<'js>, error: Opt<JsValue<'js>>| {
            let error = failure::describe(
                &ctx,
                &error.0.unwrap_or_else(|| JsValue::new_undefined(ctx.clone())),
            );
            state.borrow_mut().rule.rejection.get_or_insert(error);
        })?,
    )?;
    Ok(())
}

/// The function that instrumented code calls before each statement.
pub(in crate::script) fn marker<'js>(ctx: &Ctx<'js>, shared: &Shared) -> Result<Function<'js>> {
    let state = shared.clone();
    Function::new(ctx.clone(), move |ctx: Ctx<'js>, statement: Rest<u32>| -> Result<()> {
        let statement = statement.0.first().copied().unwrap_or_default();
        if state.borrow_mut().step(usize::try_from(statement).unwrap_or_default()) {
            return Ok(());
        }
        go_on(&ctx, &state)
    })
}

/// Throws when the script has reached a limit. A script can catch this; the engine's next poll ends it for good.
pub(super) fn go_on(ctx: &Ctx<'_>, state: &Shared) -> Result<()> {
    if state.borrow().stopped.is_some() {
        Err(Exception::throw_internal(ctx, "stopped at a limit"))
    } else {
        Ok(())
    }
}

pub(super) fn stack_text(stack: &JsValue<'_>) -> String {
    stack.as_string().map(held::text).unwrap_or_default()
}

fn passed(kind: &str) -> Passed {
    match kind {
        "same" => Passed::Same,
        "fresh" => Passed::Fresh,
        "null" => Passed::Null,
        "undefined" => Passed::Undefined,
        _ => Passed::Primitive,
    }
}

/// Merges first-level keys into the stored metadata (`domain.md` §4.5); the updated user as JSON, or why it failed.
fn update_metadata(
    state: &Shared,
    member: &str,
    id: Option<&Value>,
    metadata: Option<&Value>,
) -> std::result::Result<String, String> {
    let mut host = state.borrow_mut();
    let Some(Value::Object(metadata)) = metadata else {
        return Err(format!("Payload validation error: '{member}' is not an object"));
    };
    if let Some(key) = metadata.keys().find(|key| key.contains('.') || key.starts_with('$')) {
        return Err(format!(
            "Payload validation error: the key '{key}' of '{member}' must not contain '.' or start with '$'"
        ));
    }
    if host.stored_user.get("user_id") != id {
        return Err("The user does not exist.".into());
    }
    let stored = host
        .stored_user
        .entry(member.to_owned())
        .or_insert_with(|| Value::Object(serde_json::Map::new()));
    if !stored.is_object() {
        *stored = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(stored) = stored {
        for (key, value) in metadata {
            // The Management API removes a first-level key that is set to null.
            if value.is_null() {
                stored.shift_remove(key);
            } else {
                stored.insert(key.clone(), value.clone());
            }
        }
    }
    Ok(Value::Object(host.stored_user.clone()).to_string())
}
