//! One row of the left pane that opens in place. Closed, it says what it holds.

use yew::prelude::*;

use super::icon::icon;
use super::state::{Action, Section};

/// A section with a heading button.
pub fn input_section(
    section: Section,
    title: &'static str,
    summary: String,
    open: bool,
    on: &Callback<Action>,
    body: Html,
) -> Html {
    let id = format!("inputs-{}", title.split(' ').next().unwrap_or_default().to_ascii_lowercase());
    html! {
        <section class="input-section">
            <h3>
                <button class="input-section__head" type="button" aria-expanded={open.to_string()} aria-controls={open.then(|| id.clone())} onclick={on.reform(move |_| Action::SectionSwitched(section))}>
                    { icon(if open { "down" } else { "right" }) }
                    <span class="input-section__title">{ title }</span>
                    <span class="input-section__summary">{ summary }</span>
                </button>
            </h3>
            if open { <div class="input-section__body" {id}>{ body }</div> }
        </section>
    }
}
