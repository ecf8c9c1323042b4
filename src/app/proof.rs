//! The proof of the mode: up to four facts. Pressing one flips its input; its name leads to the input.

use super::el::{El, On, button, el};
use super::icon::icon;
use super::state::{Action, State};
use super::words::sentence;
use crate::report::{ModeKind, Reason, Weight};

/// How many facts are shown.
const FACTS: usize = 4;

/// The heading above the facts.
fn title(kind: ModeKind) -> &'static str {
    match kind {
        ModeKind::OidcConformant => "Why OIDC",
        ModeKind::Legacy => "Why legacy",
        ModeKind::SamlWsFed => "Why SAML",
        ModeKind::MachineToMachine => "Why no user",
        ModeKind::NoToken => "Why no token",
    }
}

/// The facts of a mode.
pub fn proof(state: &State, on: &On) -> Option<El> {
    let (revision, mode) = state.mode()?;
    let open = state.open.facts;
    let count = mode.reasons.len().min(FACTS);
    let all = (count > 1).then(|| {
        let label = if open { "Fewer facts".into() } else { format!("All {count} facts") };
        button("button.button.proof__more[data-kind=quiet]", on, Action::FactsSwitched)
            .state("aria-expanded", open)
            .with(label)
    });
    Some(
        el("div.proof")
            .state("data-open", open)
            .mark("data-stale", revision != state.revision)
            .with(el("h2.proof__title").with(title(mode.kind)))
            .with(all)
            .with(
                el("ol.proof__facts")
                    .each(mode.reasons.iter().take(FACTS).map(|reason| fact(reason, on))),
            ),
    )
}

fn fact(Reason { fact, text, weight, pointer, flip, .. }: &Reason, on: &On) -> El {
    let (weight, word) = match weight {
        Weight::Decides => ("decides", "Decides."),
        Weight::Holds => ("holds", "Also needed."),
        Weight::Idle => ("idle", "No effect here."),
    };
    el("li.fact")
        .attr("data-weight", weight)
        .attr("data-fact", pointer)
        .with(
            button("button.fact__key", on, Action::InputSought(pointer.as_str().into()))
                .attr("title", ["Go to the input: ", fact].concat())
                .with(fact),
        )
        .with(el("span.fact__says").with(el("b").with(word)).with(" ").with(sentence(text)))
        .with(flip.as_ref().map(|flip| {
            let title = flip.title.replace('`', "");
            let turn = Action::FactFlipped { flip: flip.clone(), fact: pointer.as_str().into() };
            button("button.button.fact__flip[data-kind=icon]", on, turn)
                .attr("aria-label", &title)
                .attr("title", title)
                .with(icon("flip"))
        }))
}
