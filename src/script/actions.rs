//! Runs the Actions of the trigger, in binding order, after the rules (`domain.md` §5).

use std::rc::Rc;

use rquickjs::{Function, Object as JsObject, Value as JsValue};
use serde_json::{Value, json};

use super::engine::{self, Realm};
use super::host::{Host, Network, Snapshot};
use super::library;
use super::source::{Module, Shape};
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
        let result = Realm::take(OriginKind::Action).and_then(|realm| {
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
        Some(_) if login.stop.is_some() => Some(Skip::Earlier),
        // A rule sent the user away: Actions come after the rules of the resumed login (inferred, `domain.md` §4.6).
        Some(_) if login.redirect().is_some() && !resumes(endpoint) => Some(Skip::Paused),
        Some(_) => None,
    };
    ScriptRun::waiting(&action.name, &action.pointer, OriginKind::Action, &action.code, skipped)
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
        dependencies: scenario.actions.iter().map(|action| action.dependencies.clone()).collect(),
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
        let begin: Function<'_> = prelude.get("start")?;
        begin.call::<_, ()>(())?;
        let start: Function<'_> = prelude.get::<_, JsObject<'_>>("actions")?.get("run")?;
        let phase = Phase { realm, ctx, prelude, scenario };
        let resumed = resumed(scenario, endpoint, login, runs);
        let mut spent_ms = 0;
        for (index, action) in scenario.actions.iter().enumerate() {
            let Some(run) = runs.get_mut(index).filter(|run| run.skipped.is_none()) else {
                continue;
            };
            if login.stop.is_some() {
                run.skipped = Some(Skip::Earlier);
                continue;
            }
            if waits(realm, endpoint) {
                run.skipped = Some(Skip::Paused);
                continue;
            }
            if !run.source.is_runnable() {
                ending::mark_broken(run);
                login.stop = ending::stop(scenario, run);
                continue;
            }
            let before = Before::of(&realm.shared.borrow());
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
            before.settle(&mut host, resumed.is_some_and(|resumed| index < resumed));
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

/// What had been asked for when an Action began.
struct Before {
    pauses: usize,
    metadata: usize,
    primary_user: bool,
}

impl Before {
    fn of(host: &Host) -> Self {
        let asked = &host.asked;
        Self {
            pauses: asked.pauses.len(),
            metadata: asked.metadata.len(),
            primary_user: asked.primary_user.is_some(),
        }
    }

    /// Drops what does not count: the pages of an Action that ran before the login was paused, and user metadata set by the
    /// Action that set the primary user, who has metadata of their own (`domain.md` §5.3, §5.4).
    fn settle(&self, host: &mut Host, ran_earlier: bool) {
        let asked = &mut host.asked;
        if ran_earlier {
            asked.pauses.truncate(self.pauses);
        }
        if asked.primary_user.is_some() && !self.primary_user {
            let own = asked.metadata.split_off(self.metadata);
            asked.metadata.extend(own.into_iter().filter(|(member, ..)| member != "user_metadata"));
        }
    }
}

/// Whether an Action put something before the next one: a page, or a challenge that ends this request.
fn waits(realm: &Realm, endpoint: &Endpoint) -> bool {
    realm.shared.borrow().asked.pauses.iter().any(|pause| {
        pause.kind.is_page() || pause.kind == PauseKind::Challenge && endpoint.ends_at_challenge()
    })
}

/// Whether the request goes on with a login that was paused.
fn resumes(endpoint: &Endpoint) -> bool {
    endpoint.protocol == Some("redirect-callback")
}

fn handler(endpoint: &Endpoint) -> &'static str {
    endpoint.trigger.unwrap_or(Trigger::PostLogin).handler()
}

/// The Action that continues, where the request resumes a login: the one that the scenario names, or the first that can, or
/// the only one where no rule can have paused the login. Those before it ran before the user was sent away, and their
/// claims stand; the simulation runs them as part of this request.
fn resumed(
    scenario: &Scenario,
    endpoint: &Endpoint,
    login: &Login,
    runs: &[ScriptRun],
) -> Option<usize> {
    if !resumes(endpoint) {
        return None;
    }
    let id = &scenario.request.resumes;
    let named = scenario.actions.iter().position(|action| !id.is_empty() && action.id == *id);
    let continues = |run: &ScriptRun| match &run.source.shape {
        Shape::Module(Module { exports }) => exports.iter().any(|export| export.name == CONTINUE),
        _ => false,
    };
    let first = || runs.iter().position(|run| run.skipped.is_none() && continues(run));
    let only = || {
        let no_rule = login.runs.iter().all(|run| run.outcome == RunOutcome::Skipped);
        let mut waiting = runs.iter().filter(|run| run.skipped.is_none());
        let alone = waiting.next().is_some() && waiting.next().is_none();
        runs.iter().position(|run| run.skipped.is_none()).filter(|_| no_rule && alone)
    };
    named.or_else(first).or_else(only)
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
    // One batch at the end of the trigger, after a denial too (`domain.md` §5.3).
    for (member, key, value) in std::mem::take(&mut host.asked.metadata) {
        let metadata = login.stored_user.entry(member).or_insert_with(|| json!({}));
        if let Value::Object(metadata) = metadata {
            if value.is_null() {
                metadata.shift_remove(&key);
            } else {
                metadata.insert(key, value);
            }
        }
    }
    if let Some(id) = host.asked.primary_user.take() {
        login.context.insert("primaryUser".into(), Value::String(id));
    }
}
