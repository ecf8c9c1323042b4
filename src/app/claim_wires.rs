//! The signature picture: each claim on its way through the gates, and the same in words.

use super::el::{El, On, button, el, group};
use super::gates::Gate;
use super::state::{Action, Open};
use super::wires::{self, Drawing, Lane, Socket};
use super::words::{counted, decimal, words};
use crate::claims::VerdictCode;
use crate::report::Report;

/// Letters below a wire that stay clear of the first gate.
const SOURCE: usize = 36;

/// The picture. The lines of `script` stand beside it in the editor; those of others are named with their script.
pub fn claim_wires(
    report: &Report,
    script: &str,
    Open { claim, lanes: all, .. }: &Open,
    on: &On,
) -> Option<El> {
    let mut drawing = wires::draw(report, *all);
    for lane in &mut drawing.lanes {
        if let (name, Some(_)) = &lane.origin
            && name != script
        {
            let room = SOURCE.saturating_sub(lane.source.len() + 2);
            lane.source = [&wires::shorten(name, room), ", ", &lane.source].concat();
        }
    }
    if drawing.lanes.is_empty() {
        return None;
    }
    let shut: Vec<Gate> =
        drawing.lanes.iter().filter_map(|lane| lane.cut.map(|(gate, _)| gate)).collect();
    let gate = |gate: Gate| {
        el("text.claim-wires__gate-name[y=13][text-anchor=middle]")
            .mark("data-shut", shut.contains(&gate))
            .attr("x", wires::gate_x(gate))
            .with(gate.name())
    };
    let words = |lane: &Lane| el("li").with(words(&lane_words(lane)));
    let more = (drawing.more > 0 || *all).then(|| {
        let label = if *all { "Fewer lanes".into() } else { format!("{} more", drawing.more) };
        button("button.button.claim-wires__more[data-kind=quiet]", on, Action::LanesSwitched)
            .with(label)
    });
    Some(
        el("figure.claim-wires")
            .with(
                el("figcaption.claim-wires__head")
                    .with(el("h3 Where each claim goes"))
                    .with(
                        el("details.claim-wires__words")
                            .with(el("summary In words"))
                            .with(el("ol[id=wires-words]").each(drawing.lanes.iter().map(words))),
                    ),
            )
            .with(
                el("svg.claim-wires__picture[role=img][aria-labelledby=wires-title][aria-describedby=wires-words]")
                    .attr("viewBox", format!("0 0 {} {}", wires::WIDTH, drawing.height))
                    .with(el("title[id=wires-title]").with(title(&drawing)))
                    .each(Gate::ALL.map(gate))
                    .each(drawing.lanes.iter().map(|lane| lane_view(lane, claim.as_deref(), on)))
                    .each(drawing.sockets.iter().map(socket)),
            )
            .with(more),
    )
}

fn title(drawing: &Drawing) -> String {
    let all = drawing.lanes.len();
    let kept = drawing.lanes.iter().filter(|lane| lane.tone == "keep").count();
    match kept {
        0 => format!("Claim wires: none of {} reaches a token", counted(all, "claim", "claims")),
        kept if kept == all => {
            format!("Claim wires: {} delivered", counted(all, "claim", "claims"))
        }
        kept => format!("Claim wires: {kept} of {} delivered", counted(all, "claim", "claims")),
    }
}

/// What a lane shows, in one or two sentences.
pub fn lane_words(lane: &Lane) -> String {
    let start = format!("`{}`, written in {}", lane.name, lane.source.replace(", to ", " to "));
    let label = |code: VerdictCode| code.label();
    match (lane.cut, lane.also) {
        (Some((gate, code)), Some((next, other))) => {
            format!(
                "{start}, is cut at {}: {}. It would also be cut at {}: {}.",
                gate.name(),
                label(code),
                next.name(),
                label(other)
            )
        }
        (Some((gate, code)), None) if !lane.ports.is_empty() => format!(
            "{start}, is cut at {}: {}. Nothing else stands in its way.",
            gate.name(),
            label(code)
        ),
        (Some((gate, code)), None) => {
            format!("{start}, is cut at {}: {}.", gate.name(), label(code))
        }
        (None, _) if lane.tone == "keep" => format!("{start}, is delivered."),
        (None, _) => format!("{start}, reaches no token."),
    }
}

fn lane_view(lane: &Lane, selected: Option<&str>, on: &On) -> El {
    let Lane { y, tone, .. } = lane;
    // Behind the last gates there is no room for words: they stand before the bar.
    let text = |form: &'static str, gate: Gate, y: u32, words: String| {
        let x = wires::gate_x(gate);
        let (x, anchor) = if gate >= Gate::Scope { (x - 12, "end") } else { (x + 9, "start") };
        el(form).attr("x", x).attr("text-anchor", anchor).attr("y", y).with(words)
    };
    let path = |form: &'static str, d: String| el(form).attr("d", d);
    let cut = lane.cut.map(|(gate, code)| {
        let x = wires::gate_x(gate);
        let end = format!("M{} {}v9", x - 9, decimal(f64::from(*y) - 4.5));
        group()
            .with(path("path.claim-wires__end", end))
            .with(path("path.claim-wires__shut", format!("M{x} {}V{}", lane.bar.0, lane.bar.1)))
            .with(text("text.claim-wires__reason", gate, y - 6, code.label().into()))
    });
    let also = lane.also.map(|(gate, code)| {
        let at = |middle: u32| decimal(f64::from(middle) - 3.5);
        let would = format!("M{} {}l7 7m0 -7l-7 7", at(wires::gate_x(gate)), at(*y));
        let below = if gate >= Gate::Scope || close(lane, gate) { 14 } else { 4 };
        let words = ["also: ", code.label()].concat();
        group().with(path("path.claim-wires__would", would)).with(text(
            "text.claim-wires__also",
            gate,
            y + below,
            words,
        ))
    });
    let into = if *tone == "keep" { "path.claim-wires__wire" } else { "path.claim-wires__ghost" };
    el("g.claim-wires__lane")
        .attr("data-tone", *tone)
        .mark("data-linked", selected == Some(&lane.name))
        .press(on, Action::ClaimChosen(Some(lane.name.as_str().into())))
        .with(el("rect.claim-wires__band[x=0][width=507][height=36]").attr("y", y - 18))
        .each(lane.passed.iter().map(|gate| path("path.claim-wires__post", lane.post(*gate))))
        .with(path("path.claim-wires__wire", lane.wire()))
        .with(cut)
        .with(lane.ghost().map(|ghost| path("path.claim-wires__ghost", ghost)))
        .with(also)
        .each(lane.ports.iter().map(|port| path(into, lane.curve(*port))))
        .with(el("text.claim-wires__name[x=12]").attr("y", y - 6).with(&lane.label))
        .with(el("text.claim-wires__source[x=12]").attr("y", y + 13).with(&lane.source))
}

/// The words of the first cut reach over a gate so near.
fn close(lane: &Lane, next: Gate) -> bool {
    lane.cut.is_some_and(|(gate, _)| wires::gate_x(next) - wires::gate_x(gate) < 60)
}

fn socket(socket: &Socket) -> El {
    let count = match socket.all {
        0 => "no claim set".into(),
        all => format!("{} of {}", socket.kept, counted(all, "claim", "claims")),
    };
    let tone = |kept: bool| if kept { "keep" } else { "none" };
    el("g.claim-wires__socket")
        .attr("data-tone", tone(socket.kept > 0))
        .with(el("rect[x=521][width=104][height=46][rx=3]").attr("y", socket.y))
        .with(
            el("text.claim-wires__token[x=532]")
                .attr("y", socket.y + 20)
                // The box has no room for "SAML assertion", and there is no other one.
                .with(super::gates::capital(socket.artifact.label().trim_start_matches("SAML "))),
        )
        .with(el("text.claim-wires__count[x=532]").attr("y", socket.y + 35).with(count))
        .each(socket.ports.iter().map(|(y, kept)| {
            el("circle.claim-wires__port[cx=521][r=3.5]")
                .attr("cy", *y)
                .attr("data-tone", tone(*kept))
        }))
}
