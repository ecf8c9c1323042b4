//! The script in the middle: name, text, findings.

use super::browser;
use super::code_editor::code_editor;
use super::document::{self, Kind, Script};
use super::el::{El, On, button, copy, el, group};
use super::icon::icon;
use super::state::{Action, State};
use super::words::counted;
use crate::report::Report;

/// The pane.
pub fn editor_pane(state: &State, on: &On) -> El {
    let script = state.script;
    let all = document::scripts(&state.document);
    let Some(entry) = all.into_iter().find(|entry| entry.script == script) else {
        let add = |kind, words: &'static str| {
            button("button.button", on, Action::ScriptAdded(kind)).with(icon("plus")).with(words)
        };
        return el("section.workbench__editor[aria-label=Script][id=panel-editor][tabindex=-1]")
            .with(
                el("div.pane-state")
                    .with(el("p").with(el("b No script")))
                    .with(el("p Add a rule or an Action, or open an example."))
                    .with(
                        el("p.pane-state__row")
                            .with(add(Kind::Rule, "Add rule"))
                            .with(add(Kind::Action, "Add Action")),
                    ),
            );
    };
    let title = el("h2[id=editor-title]");
    let title = if state.open.renaming == Some(script) {
        group().with(title.with(el("span.visually-hidden Rename the script")).with(rename(
            script,
            &entry.name,
            on,
        )))
    } else {
        group().with(title.with(&entry.name)).with(el("span.tag").with(script.kind.label()))
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
                .with(quiet(Action::RenameBegun(script)).with("Rename"))
                .with(quiet(Action::ScriptRemoved(script)).with("Remove")),
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

fn rename(script: Script, name: &str, on: &On) -> El {
    el("input.field__control[id=rename-script][aria-label=Name of the script][spellcheck=false][autocomplete=off]")
        .value(copy(name))
        .typed(on, move |text| Action::FieldTyped {
            pointer: script.pointer("name").into(),
            value: Some(text.into()),
        })
        .on("keydown", on, |event| {
            matches!(browser::key(event).as_str(), "Enter" | "Escape").then(|| {
                event.prevent_default();
                // The field goes: the focus stays in its pane.
                browser::soon(|| browser::focus("#panel-editor"));
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
