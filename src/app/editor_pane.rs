//! The script in the middle: name, text, findings.

use super::code_editor::code_editor;
use super::el::{El, On, button, copy, el, group};
use super::icon::icon;
use super::state::{Action, State};
use super::words::counted;
use super::{browser, document};
use crate::report::Report;

/// The pane.
pub fn editor_pane(state: &State, on: &On) -> El {
    let rules = document::rules(&state.document);
    let rule = state.rule;
    let Some(entry) = rules.into_iter().find(|entry| entry.index == rule) else {
        return el("section.workbench__editor[aria-label=Script][id=panel-editor][tabindex=-1]")
            .with(
                el("div.pane-state")
                    .with(el("p").with(el("b No script")))
                    .with(el("p Add a rule to the pipeline, or open an example."))
                    .with(
                        button("button.button", on, Action::RuleAdded)
                            .with(icon("plus"))
                            .with("Add rule"),
                    ),
            );
    };
    let title = el("h2[id=editor-title]");
    let title = if state.open.renaming == Some(rule) {
        group().with(title.with(el("span.visually-hidden Rename the rule")).with(rename(
            rule,
            &entry.name,
            on,
        )))
    } else {
        group().with(title.with(&entry.name)).with(el("span.tag Rule"))
    };
    let travel = |label: &'static str, title: &'static str, sign, action| {
        button("button.button[data-kind=icon]", on, action)
            .attr("aria-label", label)
            .attr("title", title)
            .with(icon(sign))
    };
    let undo = state.history.can_undo().then(|| {
        let title = "Undo the last change (Ctrl Z outside the editor)";
        travel("Undo the last change", title, "undo", Action::Undone)
    });
    let redo = state
        .history
        .can_redo()
        .then(|| travel("Redo", "Redo (Ctrl Shift Z outside the editor)", "redo", Action::Redone));
    let quiet = |action| button("button.button[data-kind=quiet]", on, action);
    el("section.workbench__editor[aria-labelledby=editor-title][id=panel-editor][tabindex=-1]")
        .with(
            el("header.pane-head")
                .with(title)
                .with(el("span.push"))
                .with(undo)
                .with(redo)
                .with(quiet(Action::RenameBegun(rule)).with("Rename"))
                .with(quiet(Action::RuleRemoved(rule)).with("Remove")),
        )
        .with(code_editor(&entry.name, state, on))
        .with(
            el("footer.pane-foot").with(nav(state.report(), state.open.finding, on)).with(
                el("span.push.quiet Tab leaves the editor; ")
                    .with(el("kbd").with("Ctrl ]"))
                    .with(" indents"),
            ),
        )
}

fn rename(rule: usize, name: &str, on: &On) -> El {
    el("input.field__control[id=rename-rule][aria-label=Name of the rule][spellcheck=false][autocomplete=off]")
        .value(copy(name))
        .typed(on, move |text| Action::FieldTyped {
            pointer: format!("/rules/{rule}/name").into(),
            value: Some(text.into()),
        })
        .on("keydown", on, |event| {
            matches!(browser::key(event).as_str(), "Enter" | "Escape").then(|| {
                event.prevent_default();
                Action::RenameEnded
            })
        })
        .on("blur", on, |_| Some(Action::RenameEnded))
}

fn nav(report: Option<&Report>, chosen: Option<usize>, on: &On) -> Option<El> {
    let all = &report?.diagnostics;
    let count = all.len();
    let made = el("span.finding-nav");
    if count == 0 {
        return Some(made.with("No findings"));
    }
    let step = |label: &'static str, by, sign| {
        button("button.button[data-kind=icon]", on, Action::FindingStepped(by))
            .attr("aria-label", label)
            .attr("title", label)
            .with(icon(sign))
    };
    let open = chosen.and_then(|index| Some((index, all.get(index)?)));
    let words = el("span");
    let words = match open {
        Some((index, finding)) => words
            .with(el("b").with(format!("Finding {} of {count}", index + 1)))
            .with(" ")
            .with(finding.code.name()),
        None => words.with(el("b").with(counted(count, "finding", "findings"))),
    };
    Some(made.with(step("Previous finding (Shift F8)", -1, "prev")).with(words).with(step(
        "Next finding (F8)",
        1,
        "next",
    )))
}
