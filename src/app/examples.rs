//! The examples, grouped by the question that people ask.

use serde_json::Value;

use super::document::text;
use super::el::{El, On, button, copy, el, group};
use super::state::Action;
use super::words::sentence;

/// Where the list is.
pub const INDEX: &str = "examples/index.json";

/// Where an example is; nothing for what is no plain name, which must not become part of a URL.
pub fn address(id: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    id.chars().all(plain).then(|| ["examples/", id, ".json"].concat())
}

/// What is in the dialog.
pub fn examples(index: &Value, on: &On) -> El {
    group()
        .with(el("p.examples__lead Each opens in place of your scenario; Undo brings yours back. The word at its end is the gate that cuts."))
        .with(groups(index, on))
}

/// Why an example was not opened.
pub fn fault(reason: &str) -> El {
    el("p.examples__lead[role=alert]").with(sentence(reason)).with(". Nothing was changed.")
}

/// The groups in the order of the index. What has no id or no title is no entry.
fn groups(index: &Value, on: &On) -> El {
    let mut names: Vec<&str> = Vec::new();
    let all = || {
        let all = index.as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter()
            .filter(|entry| !text(entry, "/id").is_empty() && !text(entry, "/title").is_empty())
    };
    for example in all() {
        let group = text(example, "/group");
        if !names.contains(&group) {
            names.push(group);
        }
    }
    el("div.examples").each(names.into_iter().map(|name| {
        el("section.examples__group").with(el("h3").with(copy(name))).with(
            el("ul").each(
                all()
                    .filter(|example| text(example, "/group") == name)
                    .map(|example| link(example, on)),
            ),
        )
    }))
}

/// The gate at fault, as the picture names it.
fn gate(name: &str) -> String {
    match name {
        "none" => "Arrives".into(),
        name => super::gates::capital(name),
    }
}

fn link(example: &Value, on: &On) -> El {
    let asked = Action::ExampleAsked(text(example, "/id").into());
    el("li").with(
        button("button.examples__link", on, asked)
            .attr("title", copy(text(example, "/question")))
            .with(el("span.examples__title").with(copy(text(example, "/title"))))
            .with(el("span.examples__gate").with(gate(text(example, "/gate")))),
    )
}
