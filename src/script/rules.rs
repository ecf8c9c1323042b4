//! Runs the rules of a login, in order, against one `user`, one `context` and one `global` (`domain.md` §4).

use std::rc::Rc;

use rquickjs::{Ctx, Function, Object as JsObject};

use super::engine::{self, Realm};
use super::host::{Host, Network};
use super::turn::{self, Phase};
use super::{ClaimObject, Login, ScriptRun, Skip, Stop, WriteTo, ending};
use crate::report::{OriginKind, Target};
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
pub(super) fn run(scenario: &Scenario, start: &Start, network: &mut Network) -> Login {
    let rules = scenario.rules_in_order();
    let skip_all = if !start.rules_run {
        Some(Skip::Endpoint)
    } else if !scenario.rules_execute() {
        Some(Skip::EndOfLife)
    } else {
        None
    };
    let mut runs: Vec<ScriptRun> = rules.iter().map(|rule| waiting(rule, skip_all)).collect();
    let mut login = Login {
        runs: Vec::new(),
        writes: Vec::new(),
        user: start.user.clone(),
        context: start.context.clone(),
        id_token: ClaimObject::default(),
        access_token: ClaimObject::default(),
        rule_scope: None,
        stored_user: scenario.user.clone(),
        stop: None,
        pauses: Vec::new(),
        scope_edits: Vec::new(),
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
        let result = Realm::take(OriginKind::Rule).and_then(|realm| {
            let result = execute(&realm, scenario, start, &mut runs, &mut login, network);
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
    // A scope that a captured context brought has no effect of its own.
    let to = WriteTo::Claim(Target::AccessToken, "scope".into());
    if login.writes.iter().any(|write| write.to == to) {
        let scope = login.access_token.members.iter().find(|(name, _)| name == "scope");
        login.rule_scope = scope.map(|(_, held)| held.clone());
    }
    login
}

/// A rule that has not run yet.
fn waiting(rule: &Rule, skip_all: Option<Skip>) -> ScriptRun {
    let skipped = if !rule.enabled {
        Some(Skip::Disabled)
    } else if rule.stage != "login_success" {
        Some(Skip::Stage)
    } else {
        skip_all
    };
    ScriptRun::waiting(&rule.name, &rule.pointer, OriginKind::Rule, &rule.script, skipped)
}

/// Runs all rules that are not skipped in one realm.
fn execute(
    realm: &Realm,
    scenario: &Scenario,
    given: &Start,
    runs: &mut [ScriptRun],
    login: &mut Login,
    network: &mut Network,
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
        network: std::mem::take(network),
        ..Host::of(&scenario.tenant)
    };
    #[cfg(target_family = "wasm")]
    super::clock::set_now_ms(realm.shared.borrow().now_ms);
    realm.watch_rejections();
    realm.enter(|ctx, prelude| {
        begin(ctx, prelude, scenario, given)?;
        let start: Function<'_> = prelude.get("run")?;
        let phase = Phase { realm, ctx, prelude, scenario };
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
            turn::take(phase, index, run, spent_ms, |rule| {
                engine::caught(ctx, start.call::<_, ()>((rule,)))
            })?;
            spent_ms += run.virtual_ms;
            login.stop = ending::stop(scenario, run);
        }
        Ok(())
    })?;
    let mut host = realm.shared.borrow_mut();
    *network = std::mem::take(&mut host.network);
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
