//! The signature picture: each claim on its way through the gates, and the same in words.

use std::rc::Rc;

use yew::prelude::*;

use super::gates::Gate;
use super::same::same;
use super::state::Action;
use super::wires::{self, Drawing, Lane, Socket};
use super::words::{counted, decimal, words};
use crate::claims::VerdictCode;
use crate::report::Report;

/// See [`ClaimWires`].
#[derive(Debug, Properties)]
pub struct Props {
    /// The result.
    pub report: Rc<Report>,
    /// The selected claim.
    pub claim: Option<Rc<str>>,
    /// All lanes are drawn.
    pub all: bool,
    /// What happens.
    pub on: Callback<Action>,
}

same!(Props { report; claim all on });

/// The picture.
#[component]
pub fn ClaimWires(Props { report, claim, all, on }: &Props) -> Html {
    let drawing = wires::draw(report, *all);
    if drawing.lanes.is_empty() {
        return html! {};
    }
    let shut: Vec<Gate> =
        drawing.lanes.iter().filter_map(|lane| lane.cut.map(|(gate, _)| gate)).collect();
    html! {
        <figure class="claim-wires">
            <figcaption class="claim-wires__head">
                <h3>{ "Where each claim goes" }</h3>
                <details class="claim-wires__words">
                    <summary>{ "In words" }</summary>
                    <ol id="wires-words">{ for drawing.lanes.iter().map(|lane| html! { <li>{ words(&lane_words(lane)) }</li> }) }</ol>
                </details>
            </figcaption>
            <svg class="claim-wires__picture" viewBox={format!("0 0 {} {}", wires::WIDTH, drawing.height)} role="img" aria-labelledby="wires-title" aria-describedby="wires-words">
                <title id="wires-title">{ title(&drawing) }</title>
                { for Gate::ALL.into_iter().map(|gate| html! {
                    <text class="claim-wires__gate-name" data-shut={shut.contains(&gate).then_some("true")} x={wires::gate_x(gate).to_string()} y="13" text-anchor="middle">{ gate.name() }</text>
                }) }
                { for drawing.lanes.iter().map(|lane| lane_view(lane, claim.as_deref(), on)) }
                { for drawing.sockets.iter().map(socket) }
            </svg>
            if drawing.more > 0 || *all {
                <button class="button claim-wires__more" type="button" data-kind="quiet" onclick={on.reform(|_| Action::LanesSwitched)}>
                    { if *all { "Fewer lanes".to_owned() } else { format!("{} more", drawing.more) } }
                </button>
            }
        </figure>
    }
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

fn lane_view(lane: &Lane, selected: Option<&str>, on: &Callback<Action>) -> Html {
    let Lane { y, tone, .. } = lane;
    let linked = selected == Some(&lane.name);
    let name: Rc<str> = lane.name.as_str().into();
    let choose = on.reform(move |_: MouseEvent| Action::ClaimChosen(Some(Rc::clone(&name))));
    // Behind the last gates there is no room for words: they stand before the bar.
    let beside = |gate: Gate| {
        if gate >= Gate::Scope {
            (wires::gate_x(gate) - 12, "end")
        } else {
            (wires::gate_x(gate) + 9, "start")
        }
    };
    html! {
        <g class="claim-wires__lane" data-tone={*tone} data-linked={linked.then_some("true")} onclick={choose}>
            <rect class="claim-wires__band" x="0" y={(y - 18).to_string()} width="507" height="36" />
            { for lane.passed.iter().map(|gate| html! { <path class="claim-wires__post" d={lane.post(*gate)} /> }) }
            <path class="claim-wires__wire" d={lane.wire()} />
            if let Some((gate, code)) = lane.cut {
                <path class="claim-wires__end" d={format!("M{} {}v9", wires::gate_x(gate) - 9, decimal(f64::from(*y) - 4.5))} />
                <path class="claim-wires__shut" d={format!("M{0} {1}V{2}", wires::gate_x(gate), lane.bar.0, lane.bar.1)} />
                <text class="claim-wires__reason" x={beside(gate).0.to_string()} text-anchor={beside(gate).1} y={(y - 6).to_string()}>{ code.label() }</text>
            }
            if let Some(ghost) = lane.ghost() { <path class="claim-wires__ghost" d={ghost} /> }
            if let Some((gate, code)) = lane.also {
                <path class="claim-wires__would" d={format!("M{} {}l7 7m0 -7l-7 7", decimal(f64::from(wires::gate_x(gate)) - 3.5), decimal(f64::from(*y) - 3.5))} />
                <text class="claim-wires__also" x={beside(gate).0.to_string()} text-anchor={beside(gate).1} y={(y + if gate >= Gate::Scope || close(lane, gate) { 14 } else { 4 }).to_string()}>{ format!("also: {}", code.label()) }</text>
            }
            { for lane.ports.iter().map(|port| html! { <path class={if *tone == "keep" { "claim-wires__wire" } else { "claim-wires__ghost" }} d={lane.curve(*port)} /> }) }
            <text class="claim-wires__name" x="12" y={(y - 6).to_string()}>{ &lane.label }</text>
            <text class="claim-wires__source" x="12" y={(y + 13).to_string()}>{ &lane.source }</text>
        </g>
    }
}

/// The words of the first cut reach over a gate so near.
fn close(lane: &Lane, next: Gate) -> bool {
    lane.cut.is_some_and(|(gate, _)| wires::gate_x(next) - wires::gate_x(gate) < 60)
}

fn socket(socket: &Socket) -> Html {
    let tone = if socket.kept > 0 { "keep" } else { "none" };
    html! {
        <g class="claim-wires__socket" data-tone={tone}>
            <rect x="521" y={socket.y.to_string()} width="104" height="46" rx="3" />
            <text class="claim-wires__token" x="532" y={(socket.y + 20).to_string()}>{ super::gates::capital(socket.artifact.label()) }</text>
            <text class="claim-wires__count" x="532" y={(socket.y + 35).to_string()}>{ format!("{} of {}", socket.kept, counted(socket.all, "claim", "claims")) }</text>
            { for socket.ports.iter().map(|(y, kept)| html! { <circle class="claim-wires__port" cx="521" cy={y.to_string()} r="3.5" data-tone={if *kept { "keep" } else { "none" }} /> }) }
        </g>
    }
}
