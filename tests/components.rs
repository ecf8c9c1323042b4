//! What the parts of the page render, without a browser.
#![cfg(feature = "app")]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use claimscope::app::claim_table::claim_table;
use claimscope::app::claim_wires::claim_wires;
use claimscope::app::document::{Kind, Script};
use claimscope::app::el::{El, On};
use claimscope::app::inputs::inputs;
use claimscope::app::page::{self, Page};
use claimscope::app::pipeline::pipeline;
use claimscope::app::results::results;
use claimscope::app::state::{Action, Engine, Finished, State, Tab};
use claimscope::app::verdict::verdict_bar;
use claimscope::claims::VerdictCode;
use claimscope::report::{Report, Said};
use claimscope::scenario::RULES_LAST_DAY;
use serde_json::Value;
use yew::{BaseComponent, Callback, Component, Context, Html, Properties, ServerRenderer};

fn report() -> Rc<Report> {
    Rc::new(claimscope::report::json::read(include_str!("fixtures/report.json")).unwrap())
}

fn document() -> Rc<Value> {
    Rc::new(serde_json::from_str(include_str!("fixtures/scenario.json")).unwrap())
}

fn first() -> page::Props {
    page::headline(include_str!("../static/first.json"), RULES_LAST_DAY)
}

fn ran(report: Rc<Report>) -> Action {
    let said = Rc::new(Said::of(&report));
    Action::RunFinished { revision: 1, ms: 1.4, report, said }
}

fn state() -> State {
    let state = State::new(document(), RULES_LAST_DAY, None);
    state.after(ran(report())).unwrap()
}

fn rendered<C>(props: impl FnOnce() -> C::Properties + Send + 'static) -> String
where
    C: BaseComponent,
{
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let local = tokio::task::LocalSet::new();
    local.block_on(&runtime, async move {
        ServerRenderer::<C>::with_props(props).hydratable(false).render().await
    })
}

type Part = fn(&State, &On) -> El;

/// A part of the page for a state.
#[derive(Properties)]
struct Props {
    part: Part,
    state: State,
}

impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

struct Fixture;

impl Component for Fixture {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { part, state } = context.props();
        part(state, &Callback::noop()).done()
    }
}

fn part_of(part: Part, change: impl FnOnce(&mut State) + Send + 'static) -> String {
    rendered::<Fixture>(move || {
        let mut state = state();
        change(&mut state);
        Props { part, state }
    })
}

fn results_of(change: impl FnOnce(&mut State) + Send + 'static) -> String {
    part_of(results, change)
}

fn table_of(change: impl FnOnce(&mut State) + Send + 'static) -> String {
    part_of(
        |state, on| claim_table(state.report().unwrap(), "Add claims", &state.open, on).unwrap(),
        change,
    )
}

#[test]
fn the_page_has_one_heading_of_the_first_level_and_its_landmarks() {
    let html = rendered::<Page>(first);
    assert_eq!(html.matches("<h1").count(), 1);
    for part in ["<header", "<main", "<nav", "Skip to the result", "role=\"status\""] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn the_page_shows_the_proof_before_any_engine_runs() {
    let html = rendered::<Page>(first);
    assert!(html.contains("Why legacy") && html.contains("POST /oauth/ro"));
}

#[test]
fn the_matrix_is_a_table_with_caption_and_scopes() {
    let html = table_of(|state| {
        state.open.rows = vec![Rc::from("roles")];
        state.open.standard = true;
    });
    for part in [
        "<caption",
        "scope=\"col\"",
        "scope=\"row\"",
        "aria-expanded=\"true\"",
        "Restricted name",
        "documented",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn one_name_written_to_two_tokens_is_one_row() {
    let html = table_of(|_| ());
    assert_eq!(html.matches("data-claim=").count(), 3);
}

#[test]
fn what_a_stand_in_answered_is_marked_in_matrix_and_token() {
    for tab in [Tab::Matrix, Tab::Tokens] {
        let html = results_of(move |state| {
            let mut report = Report::clone(state.report().unwrap());
            let claim = &mut report.claims[0];
            claim.stand_in = Some("require(\"pg\").query()".into());
            claim.verdicts[0].code = VerdictCode::Keep;
            let kind = claim.verdicts[0].artifact;
            let holds = report.artifacts.iter_mut().find(|artifact| artifact.kind == kind).unwrap();
            holds.payload.insert(claim.name.clone(), Value::Null);
            *state = state.after(ran(Rc::new(report))).unwrap();
            state.open.tab = tab;
        });
        assert_eq!(html.matches("(stand-in)").count(), 1, "{html}");
    }
}

#[test]
fn the_wires_are_described_in_words() {
    let html = part_of(
        |state, on| claim_wires(state.report().unwrap(), "Add claims", &state.open, on).unwrap(),
        |_| (),
    );
    assert!(
        html.contains("aria-describedby=\"wires-words\"") && html.contains("id=\"wires-words\"")
    );
    assert!(html.contains("Nothing else stands in its way"));
    assert!(html.contains("It would also be cut at Name: reserved host"));
}

#[test]
fn tabs_rove_and_the_panel_is_named_after_its_tab() {
    let html = results_of(|state| state.open.tab = Tab::Tokens);
    assert_eq!(html.matches("aria-selected=\"true\"").count(), 1);
    assert_eq!(html.matches("role=\"tab\"").count(), html.matches("tabindex=\"-1\"").count() + 1);
    assert!(
        html.contains("aria-labelledby=\"tab-tokens\"") && html.contains("data-revision=\"1\"")
    );
}

fn rule(index: usize) -> Script {
    Script { kind: Kind::Rule, index }
}

#[test]
fn a_stale_result_says_so_and_cannot_be_copied() {
    let html = results_of(|state| {
        *state = state.after(Action::ScriptEdited { script: rule(1), text: "x".into() }).unwrap();
    });
    assert!(
        html.contains("Result of an earlier version, 1 edit ago")
            && html.contains("data-stale=\"true\"")
            && html.contains("aria-busy=\"true\"")
    );
    assert!(html.contains("disabled"));
}

#[test]
fn a_million_console_lines_are_counted_not_drawn() {
    let html = results_of(|state| {
        let mut report = Report::clone(state.report().unwrap());
        let line = report.runs[1].console[0].clone();
        report.runs[1].console = vec![line; 100_000];
        *state = state.after(ran(Rc::new(report))).unwrap();
        state.open.tab = Tab::Console;
    });
    assert!(html.contains("99800 more lines are not drawn"));
    assert!(html.matches("console__entry").count() < 300);
}

#[test]
fn a_failed_engine_offers_to_retry_and_keeps_the_result() {
    let html = results_of(|state| state.engine = Engine::Failed("x".into()));
    assert!(html.contains("Retry") && html.contains("claim-table"));
}

#[test]
fn the_verdict_is_the_only_status_and_facts_flip() {
    let html = part_of(verdict_bar, |_| ());
    assert_eq!(html.matches("role=\"status\"").count(), 1);
    assert!(
        html.contains("Legacy endpoint:")
            && html.contains("What helps")
            && html.contains("fact__flip")
    );
}

#[test]
fn a_rule_that_is_off_says_so_in_words() {
    let html = part_of(pipeline, |state| state.script = rule(1));
    assert_eq!(html.matches("role=\"switch\"").count(), 3);
    assert!(html.contains(">off<") && html.contains("3 claims, none reaches a token"));
}

#[test]
fn actions_stand_below_rules_with_inputs_of_their_own() {
    let with_action = |state: &mut State| {
        *state = state.after(Action::ScriptAdded(Kind::Action)).unwrap();
    };
    let html = part_of(pipeline, with_action);
    assert!(html.contains("run after the rules") && html.contains("New Action"), "{html}");
    assert_eq!(html.matches("role=\"switch\"").count(), 4);
    let html = part_of(inputs, move |state| {
        with_action(state);
        *state = state.after(Action::InputSought("/actions/0/secrets".into())).unwrap();
    });
    assert!(html.contains("Deployed") && html.contains("/actions/0/secrets"), "{html}");
}

#[test]
fn a_changed_count_names_the_one_before() {
    let html = part_of(verdict_bar, |state| {
        state.finished = state.finished.take().map(|run| Finished { before: Some((0, 4)), ..run });
    });
    assert!(html.contains("was none of 4") && html.contains("Ran in 1.4 ms"));
}

/// Names in the forms of elements, `tag.class.class[attribute]`, and in class attributes.
fn classes() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app")).unwrap() {
        let path = entry.unwrap().path();
        // The state below draws nothing.
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        for part in text.split('"') {
            let form = part.split(['[', ' ']).next().unwrap();
            names.extend(
                form.split('.')
                    .filter(|name| {
                        name.chars().all(|letter| {
                            letter.is_ascii_lowercase() || letter == '-' || letter == '_'
                        })
                    })
                    .map(ToOwned::to_owned),
            );
        }
    }
    names
}

#[test]
fn every_block_of_the_style_sheet_has_a_user() {
    let css = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("static/styles/components.css"),
    )
    .unwrap();
    let html =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    let used = classes();
    let mut unused = BTreeSet::new();
    for part in css.split('.').skip(1) {
        let name: String = part
            .chars()
            .take_while(|letter| letter.is_ascii_lowercase() || *letter == '-' || *letter == '_')
            .collect();
        if name.len() > 2
            && part.len() > name.len()
            && name.contains(|letter: char| letter.is_ascii_lowercase())
            && !used.contains(&name)
            && !html.contains(&name)
        {
            unused.insert(name);
        }
    }
    let numbers: Vec<&String> = unused
        .iter()
        .filter(|name| !["rem", "dvh", "cqi"].contains(&name.as_str()))
        .filter(|name| !name.starts_with("rem"))
        .collect();
    let made_elsewhere =
        ["panic", "panic__title", "panic__text", "panic__scenario", "panic__fault"];
    let left: Vec<&&String> =
        numbers.iter().filter(|name| !made_elsewhere.contains(&name.as_str())).collect();
    assert!(left.is_empty(), "no element has the classes {left:?}");
}
