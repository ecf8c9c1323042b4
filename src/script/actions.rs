//! Runs the Actions of the trigger, in binding order, after the rules (`domain.md` §5).

use std::rc::Rc;

use rquickjs::{Function, Object as JsObject, Value as JsValue};
use serde_json::{Value, json};

use super::engine::{self, Realm};
use super::host::{self, Host, Network, Snapshot};
use super::library;
use super::source::{Module, Shape, read_action};
use super::turn::{self, Phase};
use super::{Login, PauseKind, ScriptRun, Skip, ending, event};
use crate::endpoint::{Endpoint, Trigger};
use crate::report::{OriginKind, RunOutcome};
use crate::scenario::{Action, Scenario};

/// The handler of a login that comes back from a page of the script's own (`domain.md` §5.4).
const CONTINUE: &str = "onContinuePostLogin";

/// Runs the Actions and takes what they did into the login.
pub(super) fn run(
    scenario: &Scenario,
    endpoint: &Endpoint,
    login: &mut Login,
    network: &mut Network,
) {
    if scenario.actions.is_empty() {
        return;
    }
    let mut runs: Vec<ScriptRun> =
        scenario.actions.iter().map(|action| waiting(action, endpoint, login)).collect();
    if runs.iter().any(|run| run.skipped.is_none()) {
        let result = Realm::take().and_then(|realm| {
            let result = execute(&realm, scenario, endpoint, &mut runs, login, network);
            realm.retire();
            result
        });
        if let Err(error) = result {
            // Only the engine itself can fail here, for want of memory.
            let script = runs.first().map(|run| run.script.clone()).unwrap_or_default();
            login.stop = Some(super::Stop {
                script,
                denied: false,
                code: "access_denied".into(),
                message: error.to_string(),
            });
        }
    }
    login.runs.extend(runs);
}

/// An Action that has not run yet.
fn waiting(action: &Action, endpoint: &Endpoint, login: &Login) -> ScriptRun {
    let skipped = match endpoint.trigger.filter(|_| endpoint.refusal.is_none()) {
        _ if !action.bound => Some(Skip::Unbound),
        _ if !action.deployed => Some(Skip::Undeployed),
        None => Some(Skip::Endpoint),
        Some(trigger) if trigger.name() != action.trigger => Some(Skip::Trigger),
        Some(_) => login.stop.is_some().then_some(Skip::Earlier),
    };
    ScriptRun::waiting(
        &action.name,
        &action.pointer,
        OriginKind::Action,
        read_action(&action.code),
        skipped,
    )
}

/// Runs all Actions that are not skipped in one realm, which is not that of the rules.
fn execute(
    realm: &Realm,
    scenario: &Scenario,
    endpoint: &Endpoint,
    runs: &mut [ScriptRun],
    login: &mut Login,
    network: &mut Network,
) -> rquickjs::Result<()> {
    *realm.shared.borrow_mut() = Host {
        kind: OriginKind::Action,
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds since 1970 are far below 2^53"
        )]
        now_ms: scenario.now.0 as f64,
        sources: runs.iter().map(|run| Rc::clone(&run.source)).collect(),
        names: runs.iter().map(|run| run.script.clone()).collect(),
        stored_user: std::mem::take(&mut login.stored_user),
        writes: std::mem::take(&mut login.writes),
        total_steps: login.runs.iter().map(|run| run.steps).sum(),
        snapshot: Snapshot {
            user: std::mem::take(&mut login.user),
            context: std::mem::take(&mut login.context),
            id_token: std::mem::take(&mut login.id_token),
            access_token: std::mem::take(&mut login.access_token),
        },
        network: std::mem::take(network),
        node: library::NEWEST_NODE,
        ..Host::default()
    };
    login.stored_user.clone_from(&realm.shared.borrow().stored_user);
    #[cfg(target_family = "wasm")]
    super::clock::set_now_ms(realm.shared.borrow().now_ms);
    realm.watch_rejections();
    let result = realm.enter(|ctx, prelude| {
        let tools: JsObject<'_> = prelude.get("tools")?;
        let functions: JsObject<'_> = tools.get("host")?;
        host::install_api(ctx, &realm.shared, &functions)?;
        let make: Function<'_> = engine::eval(ctx, include_str!("host/actions.js"), "actions")?;
        let surroundings: JsObject<'_> = make.call((functions, tools))?;
        let begin: Function<'_> = prelude.get("start")?;
        begin.call::<_, ()>(())?;
        let start: Function<'_> = surroundings.get("run")?;
        let phase = Phase { realm, ctx, prelude, scenario };
        let resumed = resumed(scenario, endpoint, runs);
        let mut spent_ms = 0;
        for (index, action) in scenario.actions.iter().enumerate() {
            let Some(run) = runs.get_mut(index).filter(|run| run.skipped.is_none()) else {
                continue;
            };
            if login.stop.is_some() {
                run.skipped = Some(Skip::Earlier);
                continue;
            }
            if waits(realm) {
                run.skipped = Some(Skip::Paused);
                continue;
            }
            if !run.source.is_runnable() {
                ending::mark_broken(run);
                login.stop = ending::stop(scenario, run);
                continue;
            }
            let handler = if resumed == Some(index) { CONTINUE } else { handler(endpoint) };
            let json = |value: &Value| ctx.json_parse(value.to_string());
            let event = json(&Value::Object(event::build(scenario, endpoint, login, action)))?;
            let given = json(&given(scenario, endpoint, login))?;
            turn::take(phase, index, run, spent_ms, |module| {
                let result = start.call::<_, JsValue<'_>>((module, handler, event, given));
                engine::caught(ctx, result).map(drop)
            })?;
            spent_ms += run.virtual_ms;
            let mut host = realm.shared.borrow_mut();
            run.missing_handler = host.asked.missing.take();
            run.denial = host.asked.denial.take();
            drop(host);
            ending::of_action(run);
            login.stop = ending::stop(scenario, run);
        }
        Ok(())
    });
    *network = std::mem::take(&mut realm.shared.borrow_mut().network);
    take_over(&mut realm.shared.borrow_mut(), login);
    result
}

/// Whether an Action sent the user to a page.
fn waits(realm: &Realm) -> bool {
    realm.shared.borrow().asked.pauses.iter().any(|pause| pause.kind != PauseKind::Mfa)
}

fn handler(endpoint: &Endpoint) -> &'static str {
    endpoint.trigger.unwrap_or(Trigger::PostLogin).handler()
}

/// The Action that continues, where the request resumes a login: the one that the scenario names, or the first that can.
/// Those before it ran before the user was sent away, and their claims stand; the simulation runs them as part of this
/// request.
fn resumed(scenario: &Scenario, endpoint: &Endpoint, runs: &[ScriptRun]) -> Option<usize> {
    if endpoint.protocol != Some("redirect-callback") {
        return None;
    }
    let named = scenario.actions.iter().position(|action| action.id == scenario.request.resumes);
    let continues = |run: &ScriptRun| match &run.source.shape {
        Shape::Module(Module { exports }) => exports.iter().any(|export| export.name == CONTINUE),
        _ => false,
    };
    named.or_else(|| runs.iter().position(|run| run.skipped.is_none() && continues(run)))
}

/// What `api` must know of the login.
fn given(scenario: &Scenario, endpoint: &Endpoint, login: &Login) -> Value {
    let ran = |name: &str| {
        login.runs.iter().any(|run| run.script == name && run.outcome != RunOutcome::Skipped)
    };
    let rules: Vec<&str> =
        scenario.rules.iter().filter(|rule| ran(&rule.name)).map(|rule| rule.id.as_str()).collect();
    json!({ "canRedirect": endpoint.interactive, "hostname": scenario.host(), "rules": rules })
}

/// Takes what the Actions did into the login.
fn take_over(host: &mut Host, login: &mut Login) {
    login.writes = std::mem::take(&mut host.writes);
    let Snapshot { user, context, id_token, access_token } = std::mem::take(&mut host.snapshot);
    (login.user, login.context) = (user, context);
    (login.id_token, login.access_token) = (id_token, access_token);
    login.pauses = std::mem::take(&mut host.asked.pauses);
    login.scope_edits = std::mem::take(&mut host.asked.scopes);
    // One batch at the end of the trigger, after a denial too (`domain.md` §5.3). Another primary user has metadata of its
    // own, so user metadata set in the same login is dropped.
    let primary = host.asked.primary_user.take();
    for (member, key, value) in std::mem::take(&mut host.asked.metadata) {
        if primary.is_some() && member == "user_metadata" {
            continue;
        }
        let metadata = login.stored_user.entry(member).or_insert_with(|| json!({}));
        if let Value::Object(metadata) = metadata {
            if value.is_null() {
                metadata.shift_remove(&key);
            } else {
                metadata.insert(key, value);
            }
        }
    }
    if let Some(id) = primary {
        login.context.insert("primaryUser".into(), Value::String(id));
    }
}
