//! The wires of one claim, small enough for a row: seven gates, and where it is cut.

use yew::prelude::*;

use super::gates::Gate;
use super::words::decimal;
use crate::report::Verdict;

/// Middle of a gate, in tenths of a unit.
fn x(gate: Gate) -> f64 {
    22.0 + 26.5 * f64::from(gate as u8)
}

/// The strip of one verdict; nothing for a login that failed as a whole.
pub fn gate_strip(verdict: &Verdict) -> Html {
    let first = Gate::of(verdict.code);
    let post = |gate: Gate| html! { <path class="gate-strip__post" d={format!("M{0} 2v4M{0} 14v4", decimal(x(gate)))} /> };
    let Some(first) = first else {
        if !verdict.code.is_kept() {
            return html! {};
        }
        return html! {
            <svg class="gate-strip" data-tone="keep" viewBox="0 0 204 20" role="img" aria-label="Passes all seven gates">
                <path class="gate-strip__wire" d="M2 10H195" />
                { for Gate::ALL.into_iter().map(post) }
                <circle class="gate-strip__port" cx="195" cy="10" r="4" />
            </svg>
        };
    };
    let next = verdict.also.iter().filter_map(|code| Gate::of(*code)).find(|gate| *gate > first);
    let words = match next {
        Some(next) => {
            format!("Cut at {}, and it would be cut again at {}", first.name(), next.name())
        }
        None => format!("Cut at the gate {}", first.name()),
    };
    html! {
        <svg class="gate-strip" data-tone="drop" viewBox="0 0 204 34" role="img" aria-label={words}>
            <path class="gate-strip__wire" d={format!("M2 10H{}", decimal(x(first) - 5.0))} />
            <path class="gate-strip__ghost" d={format!("M{} 10H{}", decimal(x(first) + 7.0), decimal(next.map_or(193.0, |next| x(next) - 7.0)))} />
            { for Gate::ALL.into_iter().filter(|gate| *gate < first).map(post) }
            <path class="gate-strip__shut" d={format!("M{} 1V19", decimal(x(first)))} />
            { name(first, true) }
            if let Some(next) = next {
                <path class="gate-strip__would" d={format!("M{} 6.5l7 7m0 -7l-7 7", decimal(x(next) - 3.5))} />
                { name(next, false) }
            }
        </svg>
    }
}

fn name(gate: Gate, shut: bool) -> Html {
    html! { <text class="gate-strip__name" data-shut={shut.then_some("true")} x={decimal(x(gate))} y="31" text-anchor="middle">{ gate.name() }</text> }
}
