//! The wires of one claim, small enough for a row: seven gates, and where it is cut.

use super::el::{El, el, group};
use super::gates::Gate;
use super::words::decimal;
use crate::report::Verdict;

/// Middle of a gate, in tenths of a unit.
fn x(gate: Gate) -> f64 {
    22.0 + 26.5 * f64::from(gate as u8)
}

/// The strip of one verdict; nothing for a login that failed as a whole.
pub fn gate_strip(verdict: &Verdict) -> Option<El> {
    let first = Gate::of(verdict.code);
    let post = |gate: Gate| {
        let x = decimal(x(gate));
        el("path.gate-strip__post").attr("d", format!("M{x} 2v4M{x} 14v4"))
    };
    let Some(first) = first else {
        return verdict.code.is_kept().then(|| {
            el("svg.gate-strip[data-tone=keep][viewBox=0 0 204 20][role=img][aria-label=Passes all seven gates]")
                .with(el("path.gate-strip__wire[d=M2 10H195]"))
                .each(Gate::ALL.map(post))
                .with(el("circle.gate-strip__port[cx=195][cy=10][r=4]"))
        });
    };
    let next = verdict.also.iter().filter_map(|code| Gate::of(*code)).find(|gate| *gate > first);
    let words = match next {
        Some(next) => {
            format!("Cut at {}, and it would be cut again at {}", first.name(), next.name())
        }
        None => format!("Cut at the gate {}", first.name()),
    };
    let end = decimal(next.map_or(193.0, |next| x(next) - 7.0));
    let (start, shut, on) = (decimal(x(first) - 5.0), decimal(x(first)), decimal(x(first) + 7.0));
    let would = |next: Gate| {
        let at = decimal(x(next) - 3.5);
        group()
            .with(el("path.gate-strip__would").attr("d", format!("M{at} 6.5l7 7m0 -7l-7 7")))
            .with(name(next, false))
    };
    Some(
        el("svg.gate-strip[data-tone=drop][viewBox=0 0 204 34][role=img]")
            .attr("aria-label", words)
            .with(el("path.gate-strip__wire").attr("d", format!("M2 10H{start}")))
            .with(el("path.gate-strip__ghost").attr("d", format!("M{on} 10H{end}")))
            .each(Gate::ALL.into_iter().filter(|gate| *gate < first).map(post))
            .with(el("path.gate-strip__shut").attr("d", format!("M{shut} 1V19")))
            .with(name(first, true))
            .with(next.map(would)),
    )
}

fn name(gate: Gate, shut: bool) -> El {
    el("text.gate-strip__name[y=31][text-anchor=middle]")
        .mark("data-shut", shut)
        .attr("x", decimal(x(gate)))
        .with(gate.name())
}
