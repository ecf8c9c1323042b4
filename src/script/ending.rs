//! How a script ended, and why the login does not go on after it (`domain.md` §4.2 and §5.4).

use rquickjs::{Array, Ctx, Function, Object as JsObject, Value as JsValue};

use super::engine::{self, Realm, Thrown};
use super::host::{Host, RuleState};
use super::source::Shape;
use super::{
    CallbackError, ClaimObject, Limit, Passed, ScriptRun, Stop, Write, WriteKind, failure, held,
    limits,
};
use crate::place::Span;
use crate::report::{OriginKind, RunOutcome, ScriptError};
use crate::scenario::Scenario;

/// Work after which a thrown `null` is taken for the engine's own, and not for a script's.
const MEMORY_BOMB_WORK: u32 = 5_000;

/// Lifts the limit that a rule has reached, so that what it did until then can be read. The login ends anyway.
pub(super) fn allow_finishing(
    realm: &Realm,
    ctx: &Ctx<'_>,
    thrown: Option<&Thrown>,
) -> Option<Limit> {
    let mut host = realm.shared.borrow_mut();
    host.polls = 0;
    let busy = host.rule.work > MEMORY_BOMB_WORK;
    let limit = host.stopped.take().or(match thrown {
        Some(Thrown::Limit(limit)) => Some(*limit),
        // Without memory for an error the engine throws `null`. It takes some work to come to that.
        Some(Thrown::Error(error)) if busy && error.name.is_empty() && error.message == "null" => {
            Some(Limit::Memory)
        }
        _ => None,
    });
    if limit == Some(Limit::Memory) {
        // What the script held is garbage now, and reading its claims takes memory too.
        ctx.run_gc();
    }
    limit
}

/// Reads the values that the rule wrote, now that no getter can run too early.
pub(super) fn take_values<'js>(
    realm: &Realm,
    ctx: &Ctx<'js>,
    prelude: &JsObject<'js>,
) -> rquickjs::Result<()> {
    if !realm.shared.borrow().rule.closed {
        // A rule that failed has still written something: what it had written by then is shown.
        let snapshot: Function<'js> = prelude.get("snapshot")?;
        drop(engine::caught(ctx, snapshot.call::<_, ()>(())));
    }
    let values: Array<'js> = prelude.get::<_, Function<'js>>("values")?.call(())?;
    let awaiting = std::mem::take(&mut realm.shared.borrow_mut().awaiting_value);
    for (at, index) in awaiting.into_iter().enumerate() {
        let Ok(value) = values.get::<JsValue<'js>>(at).map(|value| held::held(ctx, value)) else {
            continue;
        };
        let mut host = realm.shared.borrow_mut();
        let effect =
            host.rule.effect_of.iter().find(|(write, _)| *write == index).map(|pair| pair.1);
        if let Some(effect) = effect.and_then(|effect| host.rule.effects.get_mut(effect)) {
            effect.args.extend(value.json());
        }
        if let Some(Write { kind: WriteKind::Set(held), .. }) = host.writes.get_mut(index) {
            *held = value;
        }
    }
    Ok(())
}

/// Decides how the rule ended.
pub(super) fn decide(
    host: &Host,
    run: &mut ScriptRun,
    thrown: Option<Thrown>,
    limit: Option<Limit>,
    time_is_over: bool,
) {
    if let Some(limit) = limit {
        // The statement that ran when the script was stopped.
        let span = run.source.statements.get(host.rule.statement);
        run.outcome = RunOutcome::Limit;
        run.limit = Some(limit);
        run.error = Some(limit_error(limit, span.copied()));
        return;
    }
    let rejection = host.rule.rejection.clone();
    let closed = host.rule.closed;
    match (thrown, rejection) {
        // An exception after the callback comes too late to change the login.
        (Some(Thrown::Error(error)), _) if !closed => {
            if run.outcome != RunOutcome::SyntaxError {
                run.outcome = RunOutcome::Threw;
            }
            run.error = Some(located(host, error));
        }
        (_, Some(error)) if !closed => {
            run.outcome = RunOutcome::Rejected;
            run.error = Some(located(host, error));
        }
        (thrown, _) => {
            if let Some(Thrown::Error(error)) = thrown {
                run.error = Some(located(host, error));
            }
            run.outcome = match host.rule.callbacks.first() {
                None if host.kind == OriginKind::Action && closed => RunOutcome::Ok,
                // A promise that nothing is left to settle is waited for until the time is over.
                None if host.kind == OriginKind::Action => RunOutcome::TimedOut,
                None if time_is_over => RunOutcome::TimedOut,
                None => RunOutcome::NoCallback,
                Some(call) => match (&call.error, call.user) {
                    (CallbackError::Null | CallbackError::Falsy(_), Passed::Null) => {
                        RunOutcome::Denied
                    }
                    (CallbackError::Null | CallbackError::Falsy(_), _) => RunOutcome::Ok,
                    _ => RunOutcome::Denied,
                },
            };
        }
    }
}

/// The error with positions of the pasted text.
fn located(host: &Host, mut error: ScriptError) -> ScriptError {
    if let Some((script, line, column)) = failure::first_frame(&error.stack)
        && let Some((line, column)) =
            host.sources.get(script).and_then(|source| source.original(line, column, true))
    {
        error.line = Some(line);
        error.column = Some(column);
    }
    error.stack = failure::readable_stack(&error.stack, |script, line, column| {
        let (line, column) = host.sources.get(script)?.original(line, column, true)?;
        Some((host.names.get(script)?.clone(), line, column))
    });
    error
}

/// Moves what the rule did into its run, once everything it left behind has run too.
pub(super) fn take_over(host: &mut Host, scenario: &Scenario, run: &mut ScriptRun) {
    let rule = std::mem::take(&mut host.rule);
    let RuleState {
        steps,
        executed,
        callbacks,
        console,
        console_dropped,
        effects,
        required,
        requests,
        ..
    } = rule;
    let object = |claims: &ClaimObject| {
        let members = claims.members.iter().take(limits::WRITES);
        members
            .filter_map(|(name, value)| value.json().map(|value| (name.clone(), value)))
            .collect()
    };
    run.id_token = object(&host.snapshot.id_token);
    run.access_token = object(&host.snapshot.access_token);
    (run.callbacks, run.console, run.console_dropped) = (callbacks, console, console_dropped);
    (run.effects, run.required, run.requests) = (effects, required, requests);
    (run.steps, run.executed) = (steps, executed);
    if matches!(run.limit, Some(Limit::Memory | Limit::Stack)) {
        // How far a script comes with a memory or a stack is a matter of the platform.
        run.steps = 0;
    }
    if run.callbacks.len() > 1
        && run.outcome == RunOutcome::Ok
        && scenario.switches.is("SW-18", "error")
    {
        run.outcome = RunOutcome::Threw;
        let at = run.callbacks.get(1).and_then(|call| call.span);
        run.error = Some(error_at("Error", "the callback was called twice", at));
    }
}

/// A rule that was not run, since it does not parse or is too large to.
pub(super) fn mark_broken(run: &mut ScriptRun) {
    run.limit = match run.source.shape {
        Shape::TooLong => Some(Limit::Text),
        Shape::TooDeep(_) => Some(Limit::Nesting),
        _ => None,
    };
    run.outcome = if run.limit.is_some() { RunOutcome::Limit } else { RunOutcome::SyntaxError };
    run.error = match (&run.source.shape, run.limit) {
        (Shape::Syntax(fault), _) => {
            Some(error_at("SyntaxError", &fault.message, Some(fault.span)))
        }
        (Shape::Not(not), _) => Some(error_at("SyntaxError", &not.message, Some(not.span))),
        (Shape::TooDeep(span), Some(limit)) => Some(limit_error(limit, Some(*span))),
        (_, Some(limit)) => Some(limit_error(limit, None)),
        _ => None,
    };
}

fn limit_error(limit: Limit, at: Option<Span>) -> ScriptError {
    let message = match limit {
        Limit::Steps => "the script did not end",
        Limit::Memory => "the script used up its memory",
        Limit::Stack => "Maximum call stack size exceeded",
        Limit::Writes => "the script wrote too many claims",
        Limit::Text => "the script is too long",
        Limit::Nesting => "the script is nested too deeply",
    };
    error_at("RangeError", message, at)
}

fn error_at(name: &str, message: &str, at: Option<Span>) -> ScriptError {
    let (line, column) = (at.map(|span| span.line), at.map(|span| span.column));
    ScriptError { name: name.into(), message: message.into(), line, column, stack: String::new() }
}

/// What an Action asked for and what it does not export decide how it ended, too.
pub(super) fn of_action(run: &mut ScriptRun) {
    if let Some(handler) = run.missing_handler.as_ref().filter(|_| run.error.is_none()) {
        run.outcome = RunOutcome::Threw;
        let message = format!("the Action does not export `{handler}`");
        run.error = Some(error_at("TypeError", &message, None));
    } else if run.denial.is_some() && run.outcome == RunOutcome::Ok {
        run.outcome = RunOutcome::Denied;
    }
}

/// Why the login does not go on after this script.
pub(super) fn stop(scenario: &Scenario, run: &ScriptRun) -> Option<Stop> {
    let stop = |denied, code: &str, message: String| {
        Some(Stop { script: run.script.clone(), denied, code: code.into(), message })
    };
    let failure = || run.error.as_ref().map(|error| error.message.clone()).unwrap_or_default();
    match run.outcome {
        RunOutcome::Ok | RunOutcome::Skipped => None,
        RunOutcome::Denied if run.denial.is_some() => {
            let (code, reason) = run.denial.clone().unwrap_or_default();
            stop(true, &code, reason)
        }
        RunOutcome::Denied => match run.callbacks.first().map(|call| &call.error) {
            Some(CallbackError::Unauthorized(message)) => {
                let old = scenario.switches.is("SW-17", "unauthorized");
                stop(true, if old { "unauthorized" } else { "access_denied" }, message.clone())
            }
            Some(CallbackError::Error(message) | CallbackError::Other(message)) => {
                stop(true, "access_denied", message.clone())
            }
            Some(CallbackError::User) => stop(true, "access_denied", "[object Object]".into()),
            _ => stop(true, "access_denied", "the rule returned no user".into()),
        },
        RunOutcome::Threw | RunOutcome::Rejected | RunOutcome::Limit | RunOutcome::SyntaxError => {
            stop(false, "access_denied", failure())
        }
        RunOutcome::NoCallback | RunOutcome::TimedOut => {
            let message = match run.kind {
                OriginKind::Action => ACTIONS_TIME_IS_OVER,
                _ => TIME_IS_OVER,
            };
            stop(false, "access_denied", message.into())
        }
    }
}

/// What is said when the Actions of a trigger take too long (`domain.md` §5.1); no source has Auth0's words.
const ACTIONS_TIME_IS_OVER: &str = "The Actions took longer than 20 seconds";

/// What the application sees when the rules take too long (`domain.md` §4.1).
const TIME_IS_OVER: &str = "Request to Webtask exceeded allowed execution time";
