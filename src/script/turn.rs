//! One script's turn: from its first statement until it said that it is finished and everything it left behind has run.

use rquickjs::{Ctx, Function, Object as JsObject, Value as JsValue};

use super::engine::{self, Realm, Thrown};
use super::host::RuleState;
use super::source::Source;
use super::{ScriptRun, ending, failure, host, limits};
use crate::report::{OriginKind, RunOutcome, ScriptError};
use crate::scenario::Scenario;

/// Where the scripts of one phase run: rules, or the Actions of a trigger.
#[derive(Clone, Copy)]
pub(super) struct Phase<'a, 'js> {
    pub(super) realm: &'a Realm,
    pub(super) ctx: &'a Ctx<'js>,
    pub(super) prelude: &'a JsObject<'js>,
    pub(super) scenario: &'a Scenario,
}

/// Runs the script at `index`. `spent_ms` is the virtual time that the phase has used up; `start` calls the compiled script.
pub(super) fn take<'js>(
    phase: Phase<'_, 'js>,
    index: usize,
    run: &mut ScriptRun,
    spent_ms: u64,
    start: impl FnOnce(Function<'js>) -> Result<(), Thrown>,
) -> rquickjs::Result<()> {
    let Phase { realm, ctx, prelude, scenario } = phase;
    let began = {
        let mut host = realm.shared.borrow_mut();
        host.at = index;
        host.rule = RuleState {
            executed: vec![false; run.source.statements.len()],
            ..RuleState::default()
        };
        host.now_ms
    };
    #[expect(clippy::cast_precision_loss, reason = "20 seconds in milliseconds")]
    let deadline = began + limits::PHASE_MS.saturating_sub(spent_ms) as f64;
    let file = format!("{}{index}", failure::FILE_PREFIX);
    let thrown = match compile(realm, ctx, &run.source, &file) {
        Err(thrown) => {
            run.outcome = RunOutcome::SyntaxError;
            Some(thrown)
        }
        Ok(script) => wait(realm, ctx, prelude, deadline, start(script).err())?,
    };
    let finished_at = realm.shared.borrow().now_ms;
    let limit = ending::allow_finishing(realm, ctx, thrown.as_ref());
    ending::take_values(realm, ctx, prelude)?;
    ending::decide(&realm.shared.borrow(), run, thrown, limit, finished_at >= deadline);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 20,000"
    )]
    let took = (finished_at - began).max(0.0) as u64;
    run.virtual_ms = took;
    if limit.is_none() {
        // What the script left running cannot reach the tokens, but it may log and it may write too late.
        leftovers(realm, ctx, prelude, deadline)?;
        realm.shared.borrow_mut().now_ms = finished_at;
    }
    ending::take_over(&mut realm.shared.borrow_mut(), scenario, run);
    prelude.get::<_, Function<'js>>("drop")?.call::<_, ()>(())
}

/// The script as a function of the realm: the rule itself, or that of the module.
fn compile<'js>(
    realm: &Realm,
    ctx: &Ctx<'js>,
    source: &Source,
    file: &str,
) -> Result<Function<'js>, Thrown> {
    let marker = engine::caught(ctx, host::marker(ctx, &realm.shared))?;
    let wrapper: Function<'js> =
        engine::caught(ctx, engine::eval(ctx, &source.instrumented(), file))?;
    let rule: JsValue<'js> = engine::caught(ctx, wrapper.call((marker,)))?;
    rule.into_function().ok_or_else(|| {
        let message = "the rule is an expression that yields no function".into();
        Thrown::Error(ScriptError {
            name: "TypeError".into(),
            message,
            line: Some(1),
            column: Some(1),
            stack: String::new(),
        })
    })
}

/// Lets promises and timers run until the script is finished, nothing is left, or its time is over.
fn wait<'js>(
    realm: &Realm,
    ctx: &Ctx<'js>,
    prelude: &JsObject<'js>,
    deadline: f64,
    thrown: Option<Thrown>,
) -> rquickjs::Result<Option<Thrown>> {
    if thrown.is_some() {
        return Ok(thrown);
    }
    let tick: Function<'js> = prelude.get("tick")?;
    loop {
        realm.drain(ctx);
        {
            let host = realm.shared.borrow();
            if host.stopped.is_some()
                || host.rule.closed
                || host.rule.rejection.is_some()
                || host.now_ms >= deadline
            {
                return Ok(None);
            }
        }
        match engine::caught(ctx, tick.call::<_, bool>((deadline,))) {
            Ok(true) => {}
            Ok(false) => {
                // A timer beyond the deadline: the time is over before it is due. An Action is waited for in any case.
                let is_action = realm.shared.borrow().kind == OriginKind::Action;
                let pending = prelude.get::<_, Function<'js>>("pending")?.call::<_, bool>(());
                if is_action || engine::caught(ctx, pending).unwrap_or(false) {
                    realm.shared.borrow_mut().now_ms = deadline;
                }
                return Ok(None);
            }
            Err(thrown) => return Ok(Some(thrown)),
        }
    }
}

/// Runs what is left when the script is finished.
fn leftovers<'js>(
    realm: &Realm,
    ctx: &Ctx<'js>,
    prelude: &JsObject<'js>,
    deadline: f64,
) -> rquickjs::Result<()> {
    let tick: Function<'js> = prelude.get("tick")?;
    loop {
        realm.drain(ctx);
        if realm.shared.borrow().stopped.is_some() {
            return Ok(());
        }
        match engine::caught(ctx, tick.call::<_, bool>((deadline,))) {
            Ok(true) | Err(_) => {}
            Ok(false) => return Ok(()),
        }
    }
}
