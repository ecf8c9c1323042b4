//! What becomes of the page's state, action by action.

use serde_json::json;

use super::*;
use crate::app::document::{Kind, Script};
use crate::app::fixture;
use crate::diagnostics::Fix;
use crate::report::{Flip, Report, Said};
use crate::scenario::RULES_LAST_DAY;

fn state() -> State {
    State::new(Rc::new(fixture::document()), RULES_LAST_DAY, None)
}

fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(state.clone(), |state, action| state.after(action).unwrap_or(state))
}

fn ran(revision: u64, report: Report) -> Action {
    let said = Rc::new(Said::of(&report));
    Action::RunFinished { revision, ms: 1.4, report: Rc::new(report), said }
}

fn finished(revision: u64) -> Action {
    ran(revision, fixture::report())
}

fn rule(index: usize) -> Script {
    Script { kind: Kind::Rule, index }
}

fn typed(text: &str) -> Action {
    Action::ScriptEdited { script: rule(1), text: text.into() }
}

#[test]
fn a_late_answer_is_dropped() {
    let state = after(&state(), [typed("a")]);
    assert_eq!(state.after(finished(1)), None);
    assert_eq!(state.after(Action::RunStopped { revision: 1 }), None);
    assert!(after(&state, [finished(2)]).finished.is_some());
}

#[test]
fn a_result_turns_stale_with_the_next_edit_and_counts_them() {
    let state = after(&state(), [finished(1), typed("a"), typed("b")]);
    assert_eq!((state.is_stale(), state.edits_behind()), (true, 2));
    assert!(state.report().is_some(), "what was true stays visible");
}

#[test]
fn an_edit_that_changes_nothing_starts_no_run() {
    let state = state();
    let same = Action::FieldsSet(vec![("/request/path".into(), Some(json!("/oauth/ro")))]);
    assert_eq!(state.after(same), None);
}

#[test]
fn the_editor_is_not_told_its_own_edits() {
    let before = state();
    assert_eq!(after(&before, [typed("a")]).outside, before.outside);
    assert!(after(&before, [Action::ScriptChosen(rule(0))]).outside > before.outside);
}

#[test]
fn typing_is_undone_as_one_step_and_nothing_is_lost() {
    let start = state();
    let flipped = Action::FieldsSet(vec![("/client/oidc_conformant".into(), Some(json!(true)))]);
    let state = after(&start, [flipped, typed("a"), typed("ab"), typed("abc")]);
    let undone = after(&state, [Action::Undone]);
    assert_eq!(document::code(&undone.document, rule(1)), document::code(&start.document, rule(1)));
    assert!(document::flag(&undone.document, "/client/oidc_conformant", false));
    assert_eq!(after(&undone, [Action::Redone]).document, state.document);
    assert_eq!(after(&undone, [Action::Undone]).document, start.document);
}

#[test]
fn a_flip_sets_and_removes_fields() {
    let flip = Flip {
        title: String::new(),
        set: vec![
            ("/request/path".into(), json!("/oauth/token")),
            ("/request/body/connection".into(), Value::Null),
        ],
    };
    let state = after(&state(), [Action::FactFlipped { flip, fact: "".into() }]);
    assert_eq!(document::text(&state.document, "/request/path"), "/oauth/token");
    assert_eq!(state.document.pointer("/request/body/connection"), None);
    assert!(!state.typing, "a flip runs at once");
}

#[test]
fn a_fix_is_applied_only_to_the_text_it_was_made_for() {
    let fresh = after(&state(), [finished(1)]);
    let fixed = after(&fresh, [Action::FixApplied { finding: 1, fix: 0 }]);
    assert!(document::code(&fixed.document, rule(1)).contains("https://acme.com/plan"));
    let stale = after(&fresh, [typed("x"), Action::FixApplied { finding: 1, fix: 0 }]);
    assert_eq!(document::code(&stale.document, rule(1)), "x");
}

#[test]
fn a_fix_that_adds_a_reply_is_one_step_back_and_forth() {
    let (start, mut report) = (state(), fixture::report());
    let reply =
        json!({ "method": "GET", "url": "https://hr.acme.com/", "status": 200, "body": {} });
    report.diagnostics[0].fixes =
        vec![Fix::setting("Add a reply", "/http", json!([reply.clone()]))];
    let fixed = after(&start, [ran(1, report), Action::FixApplied { finding: 0, fix: 0 }]);
    assert_eq!(fixed.document.pointer("/http"), Some(&json!([reply])));
    let undone = after(&fixed, [Action::Undone]);
    assert_eq!(undone.document, start.document);
    assert_eq!(after(&undone, [Action::Redone]).document, fixed.document);
}

#[test]
fn removing_the_open_rule_opens_another() {
    let state = after(&state(), [Action::ScriptChosen(rule(1)), Action::ScriptRemoved(rule(1))]);
    assert_eq!(document::count(&state.document, "/rules"), 2);
    assert!(state.script.index < 2);
}

#[test]
fn the_open_rule_stays_open_when_an_earlier_one_goes() {
    let state = after(&state(), [Action::ScriptChosen(rule(1)), Action::ScriptRemoved(rule(0))]);
    assert_eq!(state.script_name(), "Add claims");
}

#[test]
fn a_move_is_announced() {
    let state = after(&state(), [Action::ScriptMoved { script: rule(1), to: 0 }]);
    assert_eq!(&*state.said, "Add claims, position 1 of 3");
}

#[test]
fn findings_go_round() {
    let state = after(&state(), [finished(1)]);
    let count = state.report().unwrap().diagnostics.len();
    let last = after(&state, [Action::FindingStepped(-1)]);
    assert_eq!(last.open.finding, Some(count - 1));
    assert_eq!(after(&last, [Action::FindingStepped(1)]).open.finding, Some(0));
}

#[test]
fn a_fact_leads_to_the_section_that_holds_it() {
    let state = after(&state(), [Action::InputSought("/client/oidc_conformant".into())]);
    assert!(state.open.sections.contains(&Section::Client));
    assert_eq!(state.open.wish, Some((Wish::Input("/client/oidc_conformant".into()), 1)));
}

#[test]
fn a_selection_whose_claim_is_gone_says_so_once() {
    let chosen =
        after(&state(), [finished(1), Action::ClaimChosen(Some("roles".into())), typed("x")]);
    let mut report = fixture::report();
    report.claims.retain(|claim| claim.name != "roles");
    let state = after(&chosen, [ran(2, report)]);
    assert_eq!((state.open.claim.as_deref(), &*state.said), (None, "roles is no longer set"));
}

#[test]
fn a_stopped_run_keeps_the_last_result() {
    let state = after(
        &state(),
        [finished(1), typed("while (true) {}"), Action::RunStopped { revision: 2 }],
    );
    assert!(state.is_stopped() && state.is_stale() && state.report().is_some());
    assert!(!after(&state, [typed("x")]).is_stopped());
}

#[test]
fn a_script_that_does_not_parse_keeps_the_last_run_with_a_result_in_sight() {
    let failed = |revision| {
        let mut report = fixture::report();
        report.claims.retain(|claim| !claim.is_custom());
        report.outcome = crate::report::Outcome::Failed {
            code: "access_denied".into(),
            message: "`Add claims` does not parse".into(),
            by: Some("Add claims".into()),
        };
        ran(revision, report)
    };
    let chosen = [finished(1), Action::ClaimChosen(Some("roles".into()))];
    let state =
        after(&after(&state(), chosen), [typed("if ("), failed(2), typed("if (("), failed(3)]);
    assert_eq!(state.ran.as_ref().map(|ran| ran.revision), Some(1));
    assert_eq!(state.open.claim.as_deref(), Some("roles"), "nothing is known to be gone");
    assert_eq!(after(&state, [typed("x"), finished(4)]).ran, None);
    let other = after(&state, [Action::ScenarioOpened(Rc::new(fixture::document()))]);
    assert_eq!(after(&other, [failed(4)]).ran, None, "a result of another scenario is none");
}

#[test]
fn a_broken_engine_keeps_everything_and_can_be_retried() {
    let state = after(&state(), [finished(1), Action::EngineFailed("gone".into())]);
    assert!(state.report().is_some());
    let retried = after(&state, [Action::EngineRetried]);
    assert_eq!((retried.engine, retried.asks), (Engine::Loading, 1));
}

#[test]
fn the_editor_follows_an_action_that_is_moved() {
    let add = || Action::ScriptAdded(Kind::Action);
    let action = |index| Script { kind: Kind::Action, index };
    let state = after(&state(), [add(), add(), Action::ScriptMoved { script: action(1), to: 0 }]);
    assert_eq!(state.script, action(0));
    assert_eq!(&*state.said, "New Action 2, position 1 of 2");
    // A rule cannot be dropped among Actions.
    let dropped = [Action::DragBegun(rule(0)), Action::Dropped { kind: Kind::Action, to: 0 }];
    assert_eq!(after(&state, dropped).document, state.document);
}

#[test]
fn the_inputs_of_an_action_open_with_it() {
    let state = after(&state(), [Action::ScriptAdded(Kind::Action), Action::ScriptChosen(rule(0))]);
    let state = after(&state, [Action::InputSought("/actions/0/deployed".into())]);
    assert_eq!(state.script, Script { kind: Kind::Action, index: 0 });
    assert!(state.open.sections.contains(&Section::Action));
}
