//! What the parts of the page render, without a browser.
#![cfg(feature = "app")]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use claimscope::app::claim_table::{self, ClaimTable};
use claimscope::app::claim_wires::{self, ClaimWires};
use claimscope::app::page::{self, Page};
use claimscope::app::pipeline::{self, Pipeline};
use claimscope::app::results::{self, Results};
use claimscope::app::state::{Action, Engine, Finished, State, Tab};
use claimscope::app::verdict::{self, Verdict};
use claimscope::report::Report;
use claimscope::scenario::RULES_LAST_DAY;
use serde_json::Value;
use yew::{BaseComponent, Callback, ServerRenderer};

fn report() -> Rc<Report> {
    Rc::new(claimscope::report::json::read(include_str!("fixtures/report.json")).unwrap())
}

fn document() -> Rc<Value> {
    Rc::new(serde_json::from_str(include_str!("fixtures/scenario.json")).unwrap())
}

fn state() -> State {
    let state = State::new(document(), RULES_LAST_DAY);
    state.after(Action::RunFinished { revision: 1, ms: 1.4, report: report() }).unwrap()
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

fn results_of(change: impl FnOnce(&mut State) + Send + 'static) -> String {
    rendered::<Results>(move || {
        let mut state = state();
        change(&mut state);
        results::Props {
            behind: state.edits_behind(),
            stopped: state.is_stopped(),
            awaited: state.is_stale(),
            finished: state.finished,
            ran: state.ran,
            engine: state.engine,
            open: state.open,
            on: Callback::noop(),
        }
    })
}

#[test]
fn the_page_has_one_heading_of_the_first_level_and_its_landmarks() {
    let html = rendered::<Page>(|| page::Props { document: document(), present: RULES_LAST_DAY });
    assert_eq!(html.matches("<h1").count(), 1);
    for part in ["<header", "<main", "<nav", "Skip to the result", "role=\"status\""] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn the_page_shows_the_proof_before_any_engine_runs() {
    let html = rendered::<Page>(|| page::Props { document: document(), present: RULES_LAST_DAY });
    assert!(html.contains("Why legacy") && html.contains("POST /oauth/ro"));
}

#[test]
fn the_matrix_is_a_table_with_caption_and_scopes() {
    let html = rendered::<ClaimTable>(|| claim_table::Props {
        report: report(),
        claim: None,
        rows: BTreeSet::from([Rc::from("roles")]),
        standard: true,
        on: Callback::noop(),
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
    let html = rendered::<ClaimTable>(|| claim_table::Props {
        report: report(),
        claim: None,
        rows: BTreeSet::new(),
        standard: false,
        on: Callback::noop(),
    });
    assert_eq!(html.matches("data-claim=").count(), 3);
}

#[test]
fn the_wires_are_described_in_words() {
    let html = rendered::<ClaimWires>(|| claim_wires::Props {
        report: report(),
        claim: None,
        all: false,
        on: Callback::noop(),
    });
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

#[test]
fn a_stale_result_says_so_and_cannot_be_copied() {
    let html = results_of(|state| {
        *state = state.after(Action::ScriptEdited { rule: 1, text: "x".into() }).unwrap();
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
        *state = state
            .after(Action::RunFinished { revision: 1, ms: 1.0, report: Rc::new(report) })
            .unwrap();
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
    let html = rendered::<Verdict>(|| {
        let state = state();
        verdict::Props {
            finished: state.finished.clone(),
            mode: Some(Rc::clone(&state.mode)),
            engine: Engine::Ready,
            stale: false,
            stopped: None,
            auto: true,
            facts: false,
            on: Callback::noop(),
        }
    });
    assert_eq!(html.matches("role=\"status\"").count(), 1);
    assert!(
        html.contains("Legacy endpoint:")
            && html.contains("What helps")
            && html.contains("fact__flip")
    );
}

#[test]
fn a_rule_that_is_off_says_so_in_words() {
    let html = rendered::<Pipeline>(|| pipeline::Props {
        document: document(),
        report: Some(report()),
        rule: 1,
        on: Callback::noop(),
    });
    assert_eq!(html.matches("role=\"switch\"").count(), 3);
    assert!(html.contains(">off<") && html.contains("4 claims, none reaches a token"));
}

#[test]
fn a_changed_count_names_the_one_before() {
    let html = rendered::<Verdict>(|| verdict::Props {
        finished: Some(Finished { revision: 1, ms: 1.4, report: report(), before: Some((0, 4)) }),
        mode: None,
        engine: Engine::Ready,
        stale: false,
        stopped: None,
        auto: true,
        facts: false,
        on: Callback::noop(),
    });
    assert!(html.contains("was none of 4") && html.contains("Ran in 1.4 ms"));
}

/// Names in class attributes of the page.
fn classes() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app")).unwrap() {
        let path = entry.unwrap().path();
        // The state below draws nothing.
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        for part in text.split("class=").skip(1) {
            // Up to the end of the attribute; a condition may hold several names.
            let value = if let Some(quoted) = part.strip_prefix('"') {
                quoted.split('"').next().unwrap().to_owned()
            } else {
                part.split('}').next().unwrap().to_owned() + "}"
            };
            let literals: Vec<&str> = if part.starts_with('"') {
                vec![&value]
            } else {
                value.split('"').skip(1).step_by(2).collect()
            };
            names.extend(
                literals
                    .into_iter()
                    .flat_map(str::split_whitespace)
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
