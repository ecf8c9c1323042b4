//! One row of the left pane that opens in place. Closed, it says what it holds.

use super::el::{El, On, button, el};
use super::icon::icon;
use super::state::{Action, Section};

/// A section with a heading button.
pub fn input_section(
    section: Section,
    title: &'static str,
    summary: String,
    body: Option<El>,
    on: &On,
) -> El {
    let name = title.split(' ').next().unwrap_or_default();
    let id = ["inputs-", &name.to_ascii_lowercase()].concat();
    let open = body.is_some();
    el("section.input-section")
        .with(
            el("h3").with(
                button("button.input-section__head", on, Action::SectionSwitched(section))
                    .state("aria-expanded", open)
                    .maybe("aria-controls", open.then_some(&id))
                    .with(icon(if open { "down" } else { "right" }))
                    .with(el("span.input-section__title").with(title))
                    .with(el("span.input-section__summary").with(summary)),
            ),
        )
        .with(body.map(|body| el("div.input-section__body").attr("id", id).with(body)))
}
