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
        .add(el("p.examples__lead Each opens in place of your scenario; Undo brings yours back. The word at its end is the gate that cuts."))
        .add(groups(index, on))
}

/// Why an example was not opened.
pub fn fault(reason: &str) -> El {
    el("p.examples__lead[role=alert]").add(sentence(reason)).add(". Nothing was changed.")
}

/// The groups in the order of the index. What has no id or no title is no entry.
fn groups(index: &Value, on: &On) -> El {
    let mut names: Vec<&str> = Vec::new();
    let all = || {
        let all = index.as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|entry| text(entry, "/id") != "" && text(entry, "/title") != "")
    };
    for example in all() {
        let group = text(example, "/group");
        if !names.contains(&group) {
            names.push(group);
        }
    }
    el("div.examples").each(names.into_iter().map(|name| {
        el("section.examples__group").add(el("h3").add(copy(name))).add(
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
    el("li").add(
        button("button.examples__link", on, asked)
            .attr("title", copy(text(example, "/question")))
            .add(el("span.examples__title").add(copy(text(example, "/title"))))
            .add(el("span.examples__gate").add(gate(text(example, "/gate")))),
    )
}
