//! The proof of the mode: up to four facts. Pressing one flips its input; its name leads to the input.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::browser;
use super::icon::icon;
use super::state::Action;
use super::words::sentence;
use crate::report::{Flip, Mode, ModeKind, Reason, Weight};

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
pub fn proof(mode: &Mode, open: bool, on: &Callback<Action>) -> Html {
    let count = mode.reasons.len().min(FACTS);
    html! {
        <div class="proof" data-open={open.to_string()}>
            <h2 class="proof__title">{ title(mode.kind) }</h2>
            if count > 1 {
                <button class="button proof__more" type="button" data-kind="quiet" aria-expanded={open.to_string()} onclick={on.reform(|_| Action::FactsSwitched)}>
                    { if open { "Fewer facts".to_owned() } else { format!("All {count} facts") } }
                </button>
            }
            <ol class="proof__facts">{ for mode.reasons.iter().take(FACTS).map(|reason| fact(reason, on)) }</ol>
        </div>
    }
}

fn fact(reason: &Reason, on: &Callback<Action>) -> Html {
    let (weight, word) = match reason.weight {
        Weight::Decides => ("decides", "Decides."),
        Weight::Holds => ("holds", "Also needed."),
        Weight::Idle => ("idle", "No effect here."),
    };
    let pointer = reason.pointer.clone();
    let seek = on.reform(move |_: MouseEvent| Action::InputSought(pointer.as_str().into()));
    html! {
        <li class="fact" data-weight={weight} data-fact={reason.pointer.clone()}>
            <button class="fact__key" type="button" title={format!("Go to the input: {}", reason.fact)} onclick={seek}>{ reason.fact.clone() }</button>
            <span class="fact__says"><b>{ word }</b>{ " " }{ sentence(&reason.text) }</span>
            if let Some(flip) = reason.flip.clone() { { turn(flip, &reason.pointer, on) } }
        </li>
    }
}

/// The facts may change places when one is flipped: the focus goes with its own, so that a second press turns it back.
fn turn(flip: Flip, pointer: &str, on: &Callback<Action>) -> Html {
    let title = flip.title.replace('`', "");
    let own = format!("[data-fact={}] .fact__flip", browser::quoted(pointer));
    let onclick = on.reform(move |_: MouseEvent| {
        let own = own.clone();
        Timeout::new(0, move || {
            browser::focus(&own);
        })
        .forget();
        Action::FactFlipped(flip.clone())
    });
    html! {
        <button class="button fact__flip" type="button" data-kind="icon" aria-label={title.clone()} {title} {onclick}>{ icon("flip") }</button>
    }
}
