//! Runs the rules of a login, in order, against one `user`, one `context` and one `global` (`domain.md` §4).

use std::rc::Rc;

use rquickjs::{Ctx, Function, Object as JsObject, Value as JsValue};

use super::engine::{self, Realm, Thrown};
use super::host::{Host, RuleState};
use super::source::{Source, read_rule};
use super::{ClaimObject, Login, RuleRun, Skip, Stop, ending, failure, host, limits};
use crate::report::{RunOutcome, ScriptError};
use crate::scenario::{Object, Rule, Scenario};

/// What the scripts start with.
#[derive(Debug)]
pub struct Start {
    /// `user`, as built for rules.
    pub user: Object,
    /// `context`, with empty claim objects.
    pub context: Object,
    /// Whether rules run for this request at all.
    pub rules_run: bool,
}

/// Runs the rules. A rule that fails ends the login; nothing that a rule does ends the simulation.
pub fn run(scenario: &Scenario, start: &Start) -> Login {
    let rules = scenario.rules_in_order();
    let skip_all = if !start.rules_run {
        Some(Skip::Endpoint)
    } else if !scenario.rules_execute() {
        Some(Skip::EndOfLife)
    } else {
        None
    };
    let mut runs: Vec<RuleRun> = rules.iter().map(|rule| waiting(rule, skip_all)).collect();
    let mut login = Login {
        runs: Vec::new(),
        writes: Vec::new(),
        user: start.user.clone(),
        context: start.context.clone(),
        id_token: ClaimObject::default(),
        access_token: ClaimObject::default(),
        stored_user: scenario.user.clone(),
        stop: None,
    };
    login.context.shift_remove("idToken");
    login.context.shift_remove("accessToken");
    // All rules are packaged into one script, so that one which does not parse keeps the others from running (`domain.md` §4.1).
    let broken = runs.iter().position(|run| run.skipped.is_none() && !run.source.is_runnable());
    if let Some(broken) = broken {
        for (index, run) in runs.iter_mut().enumerate().filter(|(_, run)| run.skipped.is_none()) {
            if index == broken || !run.source.is_runnable() {
                ending::mark_broken(run);
            } else {
                run.skipped = Some(Skip::Earlier);
            }
        }
        if let Some(run) = runs.get(broken) {
            let (code, message) = ("access_denied", format!("`{}` does not parse", run.script));
            login.stop = Some(Stop {
                script: run.script.clone(),
                denied: false,
                code: code.into(),
                message,
            });
        }
    } else if runs.iter().any(|run| run.skipped.is_none()) {
        let result = Realm::take().and_then(|realm| {
            let result = execute(&realm, scenario, start, &mut runs, &mut login);
            realm.retire();
            result
        });
        if let Err(error) = result {
            // Only the engine itself can fail here, for want of memory.
            let script = runs.first().map(|run| run.script.clone()).unwrap_or_default();
            login.stop = Some(Stop {
                script,
                denied: false,
                code: "access_denied".into(),
                message: error.to_string(),
            });
        }
    }
    login.runs = runs;
    login
}

/// A rule that has not run yet.
fn waiting(rule: &Rule, skip_all: Option<Skip>) -> RuleRun {
    let skipped = if !rule.enabled {
        Some(Skip::Disabled)
    } else if rule.stage != "login_success" {
        Some(Skip::Stage)
    } else {
        skip_all
    };
    RuleRun {
        script: rule.name.clone(),
        pointer: rule.pointer.clone(),
        source: Rc::new(read_rule(&rule.script)),
        outcome: RunOutcome::Skipped,
        skipped,
        limit: None,
        error: None,
        callbacks: Vec::new(),
        virtual_ms: 0,
        console: Vec::new(),
        console_dropped: 0,
        effects: Vec::new(),
        required: Vec::new(),
        requests: Vec::new(),
        id_token: Object::new(),
        access_token: Object::new(),
        steps: 0,
        executed: Vec::new(),
    }
}

/// Runs all rules that are not skipped in one realm.
fn execute(
    realm: &Realm,
    scenario: &Scenario,
    start: &Start,
    runs: &mut [RuleRun],
    login: &mut Login,
) -> rquickjs::Result<()> {
    *realm.shared.borrow_mut() = Host {
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds since 1970 are far below 2^53"
        )]
        now_ms: scenario.now.0 as f64,
        sources: runs.iter().map(|run| Rc::clone(&run.source)).collect(),
        names: runs.iter().map(|run| run.script.clone()).collect(),
        stored_user: scenario.user.clone(),
        ..Host::of(scenario)
    };
    #[cfg(target_family = "wasm")]
    super::clock::set_now_ms(realm.shared.borrow().now_ms);
    realm.watch_rejections();
    realm.enter(|ctx, prelude| {
        begin(ctx, prelude, scenario, start)?;
        let mut spent_ms = 0;
        for index in 0..runs.len() {
            let Some(run) = runs.get_mut(index) else { break };
            if run.skipped.is_some() {
                continue;
            }
            if login.stop.is_some() {
                run.skipped = Some(Skip::Earlier);
                continue;
            }
            run_one(realm, ctx, prelude, scenario, index, run, spent_ms)?;
            spent_ms += run.virtual_ms;
            login.stop = ending::stop(scenario, run);
        }
        Ok(())
    })?;
    let mut host = realm.shared.borrow_mut();
    login.writes = std::mem::take(&mut host.writes);
    login.user = std::mem::take(&mut host.snapshot.user);
    login.context = std::mem::take(&mut host.snapshot.context);
    login.id_token = std::mem::take(&mut host.snapshot.id_token);
    login.access_token = std::mem::take(&mut host.snapshot.access_token);
    login.stored_user = std::mem::take(&mut host.stored_user);
    Ok(())
}

/// Puts `user`, `context`, `auth0` and `configuration` into the realm.
fn begin<'js>(
    ctx: &Ctx<'js>,
    prelude: &JsObject<'js>,
    scenario: &Scenario,
    start: &Start,
) -> rquickjs::Result<()> {
    let json = |object: &Object| ctx.json_parse(serde_json::to_string(object).unwrap_or_default());
    let auth0 = JsObject::new(ctx.clone())?;
    auth0.set("domain", scenario.tenant.domain.as_str())?;
    auth0.set("baseUrl", format!("https://{}/api/v2", scenario.tenant.domain))?;
    auth0.set("accessToken", "simulated-management-token")?;
    let begin: Function<'js> = prelude.get("begin")?;
    let keeps_previous = scenario.switches.is("SW-19", "keep-previous");
    let (user, context) = (json(&start.user)?, json(&start.context)?);
    begin.call((user, context, auth0, json(&scenario.configuration)?, keeps_previous))
}

/// Runs one rule to its end: until it called back and everything it left behind has run.
fn run_one<'js>(
    realm: &Realm,
    ctx: &Ctx<'js>,
    prelude: &JsObject<'js>,
    scenario: &Scenario,
    index: usize,
    run: &mut RuleRun,
    spent_ms: u64,
) -> rquickjs::Result<()> {
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
    let deadline = began + limits::RULES_MS.saturating_sub(spent_ms) as f64;
    let file = format!("{}{index}", failure::FILE_PREFIX);
    let thrown = match compile(realm, ctx, &run.source, &file) {
        Err(thrown) => {
            run.outcome = RunOutcome::SyntaxError;
            Some(thrown)
        }
        Ok(rule) => {
            let start: Function<'js> = prelude.get("run")?;
            let thrown = engine::caught(ctx, start.call::<_, JsValue<'js>>((rule,))).err();
            wait(realm, ctx, prelude, deadline, thrown)?
        }
    };
    let called_back_at = realm.shared.borrow().now_ms;
    let limit = ending::allow_finishing(realm, ctx, thrown.as_ref());
    ending::take_values(realm, ctx, prelude)?;
    let ended_late = called_back_at >= deadline;
    ending::decide(&realm.shared.borrow(), run, thrown, limit, ended_late);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 20,000"
    )]
    let took = (called_back_at - began).max(0.0) as u64;
    run.virtual_ms = took;
    if limit.is_none() {
        // What the rule left running cannot reach the tokens, but it may log and it may write too late.
        leftovers(realm, ctx, prelude, deadline)?;
        realm.shared.borrow_mut().now_ms = called_back_at;
    }
    ending::take_over(&mut realm.shared.borrow_mut(), scenario, run);
    prelude.get::<_, Function<'js>>("drop")?.call::<_, ()>(())?;
    Ok(())
}

/// The rule as a function of the realm.
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

/// Lets promises and timers run until the rule has called back, nothing is left, or its time is over.
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
                // A timer beyond the deadline: the time is over before it is due.
                if engine::caught(
                    ctx,
                    prelude.get::<_, Function<'js>>("pending")?.call::<_, bool>(()),
                )
                .unwrap_or(false)
                {
                    realm.shared.borrow_mut().now_ms = deadline;
                }
                return Ok(None);
            }
            Err(thrown) => return Ok(Some(thrown)),
        }
    }
}

/// Runs what is left after the callback.
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
