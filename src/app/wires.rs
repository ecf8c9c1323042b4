//! Geometry of the claim wires: one lane for each write, seven gates, sockets of the tokens. It comes from the row
//! count alone, never from measured text, so that it can be tested and never jumps.

use crate::claims::VerdictCode;
use crate::order::sort_by_key;
use crate::place::ArtifactKind;
use crate::report::{Claim, Report, Target, counted};

use super::gates::Gate;
use super::words::plain;

/// Width of the drawing.
pub const WIDTH: u32 = 632;
/// Lanes drawn before "n more".
pub const LANES: usize = 8;
const FIRST_LANE: u32 = 46;
const LANE_STEP: u32 = 38;
const FIRST_SOCKET: u32 = 28;
const SOCKET_STEP: u32 = 56;
const SOCKET_HEIGHT: u32 = 46;
/// Where the lanes end and the curves to the sockets begin.
const END: u32 = 495;
/// The longest name that stays clear of the first gate.
const NAME_CHARS: usize = 31;

/// Middle of a gate.
pub fn gate_x(gate: Gate) -> u32 {
    match gate {
        Gate::Mode => 231,
        Gate::Issued => 273,
        Gate::Value => 313,
        Gate::Name => 351,
        Gate::Audience => 401,
        Gate::Scope => 452,
        Gate::Size => 488,
    }
}

/// One lane of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Name of the claim, in full.
    pub name: String,
    /// The name as drawn.
    pub label: String,
    /// `line 7, to idToken`.
    pub source: String,
    /// Name of the script, and line of the write.
    pub origin: (String, Option<u32>),
    /// `keep` or `drop`.
    pub tone: &'static str,
    /// Middle of the lane.
    pub y: u32,
    /// Where it is cut, and the words for it.
    pub cut: Option<(Gate, VerdictCode)>,
    /// Where it would be cut next.
    pub also: Option<(Gate, VerdictCode)>,
    /// Upper and lower end of the shut bar: neighbours at one gate join into a wall.
    pub bar: (u32, u32),
    /// Gates that let it pass.
    pub passed: Vec<Gate>,
    /// Height of each port that it reaches, or would reach if it were not cut.
    pub ports: Vec<u32>,
}

/// One token at the right edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Socket {
    /// Which one.
    pub artifact: ArtifactKind,
    /// Upper edge.
    pub y: u32,
    /// Claims that arrive.
    pub kept: usize,
    /// Claims that were meant for it.
    pub all: usize,
    /// Ports: height and whether a claim arrives there.
    pub ports: Vec<(u32, bool)>,
}

/// The whole drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Height.
    pub height: u32,
    /// Lanes, in script order.
    pub lanes: Vec<Lane>,
    /// Sockets.
    pub sockets: Vec<Socket>,
    /// Lanes left out.
    pub more: usize,
}

/// Lays out the custom claims of a report. `all` draws every lane.
pub fn draw(report: &Report, all: bool) -> Drawing {
    let mut custom: Vec<&Claim> = counted(&report.claims);
    custom.retain(|claim| {
        claim.verdicts.iter().any(|verdict| !is_whole(verdict.code)) || claim.verdicts.is_empty()
    });
    // In script order: a run's steps count on over all scripts; without steps, the order of the report.
    sort_by_key(&mut custom, |claim| claim.origin.step.unwrap_or(u32::MAX));
    let total = custom.len();
    let shown = if all { total } else { total.min(LANES) };
    let sockets = sockets(report, &custom);
    let mut lanes: Vec<Lane> =
        custom.iter().take(shown).enumerate().map(|(index, claim)| lane(claim, index)).collect();
    let sockets = connect(&mut lanes, &custom, sockets);
    join_bars(&mut lanes);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let lanes_end = FIRST_LANE + LANE_STEP * count(lanes.len().max(1)) - 2;
    let sockets_end = FIRST_SOCKET + SOCKET_STEP * count(sockets.len());
    Drawing { height: lanes_end.max(sockets_end), lanes, sockets, more: total - shown }
}

/// A login that failed as a whole draws no lanes: the sentence says it.
fn is_whole(code: VerdictCode) -> bool {
    matches!(code, VerdictCode::FailScript | VerdictCode::FailFlow)
}

/// The artifact that a target is named after.
fn own(target: Target) -> ArtifactKind {
    match target {
        Target::AccessToken => ArtifactKind::AccessToken,
        Target::IdToken | Target::User => ArtifactKind::IdToken,
    }
}

fn lane(claim: &Claim, index: usize) -> Lane {
    let y = FIRST_LANE + LANE_STEP * u32::try_from(index).unwrap_or(0);
    let kept = claim.verdicts.iter().any(|verdict| verdict.code.is_kept());
    let main = claim
        .verdicts
        .iter()
        .find(|verdict| verdict.artifact == own(claim.target))
        .or_else(|| claim.verdicts.first());
    let cut = main
        .filter(|_| !kept)
        .and_then(|verdict| Gate::of(verdict.code).map(|gate| (gate, verdict.code)));
    let also = main.filter(|_| !kept).and_then(|verdict| {
        let first = cut?.0;
        verdict
            .also
            .iter()
            .find_map(|code| Gate::of(*code).filter(|gate| *gate > first).map(|gate| (gate, *code)))
    });
    let passed =
        Gate::ALL.into_iter().filter(|gate| cut.is_none_or(|(first, _)| *gate < first)).collect();
    let place = claim
        .origin
        .line
        .map_or_else(|| claim.origin.script.clone(), |line| format!("line {line}"));
    Lane {
        name: claim.name.clone(),
        label: shorten(&claim.name, NAME_CHARS),
        source: format!("{place}, to {}", claim.target.label()),
        origin: (claim.origin.script.clone(), claim.origin.line),
        tone: if kept { "keep" } else { "drop" },
        y,
        cut,
        also,
        bar: (y - 17, y + 17),
        passed,
        ports: Vec::new(),
    }
}

fn sockets(report: &Report, custom: &[&Claim]) -> Vec<Socket> {
    let reaches = |kind: ArtifactKind| {
        custom
            .iter()
            .flat_map(|claim| &claim.verdicts)
            .filter(move |verdict| verdict.artifact == kind && !is_whole(verdict.code))
    };
    // The ID token's companions stand beside it, so that the curves do not cross.
    let order = [
        ArtifactKind::IdToken,
        ArtifactKind::Userinfo,
        ArtifactKind::AccessToken,
        ArtifactKind::DelegationToken,
        ArtifactKind::Tokeninfo,
        ArtifactKind::SamlAssertion,
    ];
    order
        .into_iter()
        .filter(|kind| {
            reaches(*kind).next().is_some()
                || report.artifacts.iter().any(|artifact| artifact.issued && artifact.kind == *kind)
        })
        .enumerate()
        .map(|(index, artifact)| Socket {
            artifact,
            y: FIRST_SOCKET + SOCKET_STEP * u32::try_from(index).unwrap_or(0),
            kept: reaches(artifact).filter(|verdict| verdict.code.is_kept()).count(),
            all: reaches(artifact).count(),
            ports: Vec::new(),
        })
        .collect()
}

/// Runs the lanes to their ports. Lanes that stop for good at a later gate get none.
fn connect(lanes: &mut [Lane], custom: &[&Claim], mut sockets: Vec<Socket>) -> Vec<Socket> {
    for socket in &mut sockets {
        let arriving: Vec<(usize, bool)> = lanes
            .iter()
            .enumerate()
            .filter_map(|(index, lane)| {
                let verdict = custom
                    .get(index)?
                    .verdicts
                    .iter()
                    .find(|verdict| verdict.artifact == socket.artifact)?;
                let promised =
                    lane.tone != "keep" && lane.also.is_none() && verdict.also.is_empty();
                (verdict.code.is_kept() || promised).then_some((index, verdict.code.is_kept()))
            })
            .collect();
        let middle = socket.y + SOCKET_HEIGHT / 2;
        let count = u32::try_from(arriving.len()).unwrap_or(0);
        if count == 0 {
            socket.ports.push((middle, false));
        }
        // Up to 12 px apart, closer where many must fit into one socket.
        let step = if count < 2 { 0 } else { 12.min((SOCKET_HEIGHT - 10) / (count - 1)) };
        let first = middle - step * count.saturating_sub(1) / 2;
        for (nth, (index, kept)) in (0..).zip(arriving) {
            let port = first + step * nth;
            socket.ports.push((port, kept));
            if let Some(lane) = lanes.get_mut(index) {
                lane.ports.push(port);
            }
        }
    }
    sockets
}

fn join_bars(lanes: &mut [Lane]) {
    let gates: Vec<Option<Gate>> =
        lanes.iter().map(|lane| lane.cut.map(|(gate, _)| gate)).collect();
    for (index, lane) in lanes.iter_mut().enumerate() {
        let same = |other: Option<usize>| {
            let gate = gates.get(index).copied().flatten();
            gate.is_some() && other.and_then(|at| gates.get(at)).copied().flatten() == gate
        };
        if same(index.checked_sub(1)) {
            lane.bar.0 = lane.y - 19;
        }
        if same(Some(index + 1)) {
            lane.bar.1 = lane.y + 19;
        }
    }
}

/// Keeps both ends of a long name: the host and the last part tell most.
pub fn shorten(text: &str, limit: usize) -> String {
    let text = plain(text);
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= limit {
        return text;
    }
    let tail = limit / 2;
    let head = limit.saturating_sub(tail + 1);
    letters
        .iter()
        .take(head)
        .chain(['…'].iter())
        .chain(letters.iter().skip(letters.len() - tail))
        .collect()
}

impl Lane {
    /// The solid part of the wire.
    pub fn wire(&self) -> String {
        format!("M0 {}H{}", self.y, self.cut.map_or(END, |(gate, _)| gate_x(gate) - 9))
    }

    /// The dotted part beyond the cut: to the next gate that would cut, or to the end.
    pub fn ghost(&self) -> Option<String> {
        let (gate, _) = self.cut?;
        let from = gate_x(gate) + 9;
        let to = self.also.map_or(END, |(next, _)| gate_x(next) - 7);
        (to > from).then(|| format!("M{from} {}H{to}", self.y))
    }

    /// The curve from the end of the lane into a port.
    pub fn curve(&self, port: u32) -> String {
        let reach = if self.tone == "keep" { 517 } else { 516 };
        format!("M{END} {}C513 {} 501 {port} {reach} {port}", self.y, self.y)
    }

    /// The two halves of a gate that lets the lane pass.
    pub fn post(&self, gate: Gate) -> String {
        let x = gate_x(gate);
        format!("M{x} {}V{}M{x} {}V{}", self.y - 17, self.y - 6, self.y + 6, self.y + 17)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn neighbours_cut_at_one_gate_join_into_a_wall() {
        let drawing = draw(&fixture::report(), false);
        let bars: Vec<(u32, u32)> = drawing.lanes.iter().map(|lane| lane.bar).collect();
        assert_eq!(bars, [(29, 65), (65, 103), (103, 141), (141, 177)]);
    }

    #[test]
    fn a_lane_with_no_further_obstacle_is_drawn_on_to_its_ports() {
        let drawing = draw(&fixture::report(), false);
        let lane = &drawing.lanes[0];
        assert_eq!(lane.wire(), "M0 46H222");
        assert_eq!(lane.ghost().as_deref(), Some("M240 46H495"));
        assert_eq!(lane.ports, [51, 107]);
        assert_eq!(lane.curve(51), "M495 46C513 46 501 51 516 51");
    }

    #[test]
    fn a_lane_that_would_be_cut_again_stops_there() {
        let lane = &draw(&fixture::report(), false).lanes[1];
        assert_eq!(lane.ghost().as_deref(), Some("M240 84H266"));
        assert!(lane.ports.is_empty());
    }

    #[test]
    fn the_picture_is_as_high_as_the_taller_side() {
        let drawing = draw(&fixture::report(), false);
        assert_eq!((drawing.height, drawing.sockets.len(), drawing.more), (196, 3, 0));
    }

    #[test]
    fn a_long_name_keeps_both_ends() {
        assert_eq!(
            shorten("https://a.very.long.example.com/claims/role", 21),
            "https://a.…laims/role"
        );
        assert_eq!(shorten("roles", 21), "roles");
    }
}
