//! The patch field between the editor and the wires: from the line that wrote a claim to its lane. It is the one place
//! that measures, because lines move; what it measures becomes attributes of an SVG.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::prelude::*;

use super::browser;
use super::same::same;
use super::wires::{self, Lane};
use super::words::tenths;
use crate::report::Report;

/// Width of the field.
const WIDTH: u32 = 32;

/// See [`Bridge`].
#[derive(Debug, Properties)]
pub struct Props {
    /// The result.
    pub report: Option<Rc<Report>>,
    /// Name of the script in the editor.
    pub script: AttrValue,
    /// The selected claim.
    pub claim: Option<Rc<str>>,
    /// The wires are on the page.
    pub wires: bool,
    /// All lanes are drawn.
    pub all: bool,
    /// The result belongs to an earlier version.
    pub stale: bool,
    /// Changes with everything that moves the lanes.
    pub layout: u64,
}

same!(Props { report; script claim wires all stale layout });

/// One connector: where it starts, where it ends if its lane is in sight, how it looks.
#[derive(Clone, Debug, PartialEq)]
struct Connector {
    from: f64,
    to: Option<f64>,
    tone: &'static str,
    linked: bool,
}

/// The field.
#[component]
pub fn Bridge(props: &Props) -> Html {
    let node = use_node_ref();
    let connectors = use_state_eq(Vec::<Connector>::new);
    let lanes = props
        .report
        .as_ref()
        .map(|report| wires::draw(report, props.all).lanes)
        .unwrap_or_default();
    {
        let (node, connectors) = (node.clone(), connectors.clone());
        let (script, claim, has_wires) = (props.script.clone(), props.claim.clone(), props.wires);
        use_effect_with(
            (lanes, script.clone(), claim.clone(), has_wires, props.layout),
            move |(lanes, ..)| {
                let lanes = lanes.clone();
                let measure: Rc<dyn Fn()> = Rc::new(move || {
                    if let Some(field) = node.cast::<Element>() {
                        connectors.set(measured(
                            &field,
                            &lanes,
                            &script,
                            claim.as_deref(),
                            has_wires,
                        ));
                    }
                });
                measure();
                let listen = |target: &web_sys::EventTarget, name: &'static str| {
                    let measure = Rc::clone(&measure);
                    EventListener::new_with_options(
                        target,
                        name,
                        EventListenerOptions::enable_prevent_default(),
                        move |_| measure(),
                    )
                };
                let mut listeners = vec![listen(&window(), "resize")];
                listeners
                    .extend(browser::find("code-editor").map(|editor| listen(&editor, "layout")));
                listeners
                    .extend(browser::find("#results-panel").map(|panel| listen(&panel, "scroll")));
                move || drop(listeners)
            },
        );
    }
    html! {
        <div class="workbench__bridge" aria-hidden="true" ref={node} data-stale={props.stale.then_some("true")}>
            <svg class="bridge" width="32" height="100%">{ for connectors.iter().map(view) }</svg>
        </div>
    }
}

fn view(Connector { from, to, tone, linked }: &Connector) -> Html {
    let from = tenths(*from);
    html! {
        <g data-tone={*tone} data-linked={linked.then_some("true")}>
            if let Some(to) = to { <path class="claim-wires__wire" d={format!("M4 {from}C22 {from} 12 {to} {WIDTH} {to}", to = tenths(*to))} /> }
            <circle class="claim-wires__port" data-tone={*tone} cx="4" cy={from.clone()} r="3" />
        </g>
    }
}

fn measured(
    field: &Element,
    lanes: &[Lane],
    script: &str,
    claim: Option<&str>,
    wires: bool,
) -> Vec<Connector> {
    let Some(editor) = browser::find("code-editor") else { return Vec::new() };
    let area = field.get_bounding_client_rect();
    if area.height() <= 0.0 || !wires {
        return Vec::new();
    }
    let text = editor.get_bounding_client_rect();
    let picture = browser::find(".claim-wires__picture")
        .filter(|_| wires)
        .map(|picture| picture.get_bounding_client_rect());
    let panel = browser::find("#results-panel").map(|panel| panel.get_bounding_client_rect());
    lanes
        .iter()
        .filter(|lane| lane.origin.0 == script)
        .filter_map(|lane| {
            let line = lane.origin.1?;
            let middle = browser::call(&editor, "lineMiddle", &[JsValue::from(line)])?
                .as_f64()
                .filter(|middle| middle.is_finite())?;
            if middle < 0.0 || middle > text.height() {
                return None;
            }
            let to = picture.as_ref().and_then(|picture| {
                let y =
                    picture.top() + f64::from(lane.y) * picture.width() / f64::from(wires::WIDTH);
                let seen =
                    panel.as_ref().is_none_or(|panel| y >= panel.top() && y <= panel.bottom());
                seen.then(|| y - area.top())
            });
            Some(Connector {
                from: text.top() - area.top() + middle,
                to,
                tone: lane.tone,
                linked: claim == Some(&lane.name),
            })
        })
        .collect()
}
