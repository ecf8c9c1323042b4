//! The page as a whole. It is the only component: what each further one adds is as much as a whole pane.

use std::rc::Rc;

use serde_json::Value;
use yew::{Component, Context, Html, Properties};

use super::app_header::app_header;
use super::bridge::bridge;
use super::dialog::dialog;
use super::editor_pane::editor_pane;
use super::el::{El, On, el};
use super::inputs::inputs;
use super::outside::Outside;
use super::panel_tabs::panel_tabs;
use super::pipeline::pipeline;
use super::results::results;
use super::state::{Action, Panel, State};
use super::verdict::verdict_bar;
use super::{browser, document, json_text, storage};
use crate::report::{Mode, json};
use crate::scenario::{Instant, RULES_LAST_DAY};

/// See [`Page`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// The scenario to open with.
    pub document: Rc<Value>,
    /// The present.
    pub present: Instant,
    /// What is known of its mode before the engine has come.
    pub mode: Option<Rc<Mode>>,
}

/// Everything.
#[expect(missing_debug_implementations, reason = "it holds timers and listeners")]
pub struct Page {
    state: State,
    on: On,
    outside: Outside,
}

impl Component for Page {
    type Message = Action;
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        let Props { document, present, mode } = context.props();
        let on = context.link().callback(|action| action);
        let outside = Outside::new(&on);
        Self { state: State::new(Rc::clone(document), *present, mode.clone()), on, outside }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        self.outside.before(&self.state, &action);
        let changed = self.state.hear(action);
        self.outside.leave(&self.state);
        changed
    }

    fn view(&self, _: &Context<Self>) -> Html {
        view(&self.state, &self.on).done()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        self.outside.follow(&self.state, first);
    }
}

/// The page of a state.
pub fn view(state: &State, on: &On) -> El {
    let panel = match state.open.panel {
        Panel::Inputs => "inputs",
        Panel::Editor => "editor",
        Panel::Results => "results",
    };
    let unsaved = state
        .unsaved
        .then(|| el("p.notice[data-tone=quiet] This browser does not keep the scenario."));
    let splitter = |pane: &'static str, label: &'static str| {
        el("pane-splitter.pane-splitter[role=separator][tabindex=0][aria-orientation=vertical]")
            .attr("pane", pane)
            .attr("aria-label", label)
    };
    el("div.workbench")
        .attr("data-panel", panel)
        .attr("data-revision", state.revision.to_string())
        .with(app_header(state, on))
        .with(
            el("main.workbench__main")
                .with(verdict_bar(state, on))
                .with(
                    el("section.workbench__inputs[aria-label=Inputs][id=panel-inputs][tabindex=-1]")
                        .with(pipeline(state, on))
                        .with(inputs(state, on))
                        .with(unsaved),
                )
                .with(splitter("inputs", "Width of the inputs"))
                .with(editor_pane(state, on))
                .with(bridge(state))
                .with(splitter("results", "Width of the results"))
                .with(results(state, on))
                .with(panel_tabs(state.open.panel, on)),
        )
        .with(el("p.visually-hidden[aria-live=polite]").with(state.said.to_string()))
        .with(dialog(state, on))
}

/// Starts with the scenario of the last visit; a first visit fetches the headline example.
pub fn first(start: impl FnOnce(Props) + 'static) {
    // At noon of the day: what a scenario without a date gets.
    let present = Instant::parse(&browser::today()).unwrap_or(RULES_LAST_DAY);
    if let Some(document) = storage::document() {
        return start(Props { document, present, mode: storage::mode().map(Rc::new) });
    }
    let done =
        move |text: Result<String, String>| start(headline(&text.unwrap_or_default(), present));
    browser::fetch("first.json".into(), Box::new(done));
}

/// The example that a first visit opens with, and its mode (`static/first.json`); without it, an empty scenario.
pub fn headline(text: &str, present: Instant) -> Props {
    let mut first: Value = json_text::read(text).unwrap_or_default();
    let mut member = |name| first.get_mut(name).map(Value::take);
    Props {
        document: Rc::new(member("document").unwrap_or_else(document::empty)),
        present,
        mode: member("mode").and_then(|mode| json::read_mode(mode).ok()).map(Rc::new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint;
    use crate::scenario::json as scenario_json;

    #[test]
    fn a_first_visit_has_the_headline_example_and_the_mode_that_the_engine_will_tell() {
        let text = include_str!("../../static/first.json");
        let Props { document, present, mode } = headline(text, RULES_LAST_DAY);
        let example = include_str!("../../static/examples/oauth-ro.json");
        assert_eq!(*document, serde_json::from_str::<Value>(example).unwrap());
        let told = endpoint::decide(&scenario_json::from_value(&document, present)).into_mode();
        let words = json::write_mode(&told);
        assert_eq!(mode.as_deref(), Some(&told), "the mode in first.json should be {words}");
    }

    #[test]
    fn without_the_example_a_first_visit_has_an_empty_scenario() {
        let Props { document, mode, .. } = headline("", RULES_LAST_DAY);
        assert_eq!((document::count(&document, "/rules"), mode), (1, None));
    }
}
