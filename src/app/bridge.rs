//! The patch field between the editor and the wires: from the line that wrote a claim to its lane. It is the one place
//! that measures, because lines move; what it measures becomes attributes of an SVG.

use std::fmt::Write;

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::browser;
use super::el::{El, el};
use super::state::{State, Tab};
use super::wires::{self, Lane};
use super::words::tenths;

/// Width of the field.
const WIDTH: u32 = 32;

/// The field; [`Connected`] draws into it.
pub fn bridge(state: &State) -> El {
    el("div.workbench__bridge[aria-hidden=true]")
        .mark("data-stale", state.is_stale())
        .with(el("svg.bridge[width=32][height=100%]"))
}

/// What there is to connect.
#[derive(Debug, Default)]
pub(super) struct Connected {
    lanes: Vec<Lane>,
    claim: Option<std::rc::Rc<str>>,
    drawn: String,
}

impl Connected {
    /// Follows the page.
    pub(super) fn follow(&mut self, state: &State) {
        let script = state.script_name();
        self.lanes.clear();
        // Only what is on the page can be connected.
        if let Some(report) = state.report().filter(|_| state.open.tab == Tab::Matrix) {
            self.lanes = wires::draw(report, state.open.lanes).lanes;
            self.lanes.retain(|lane| lane.origin.0 == script);
        }
        self.claim.clone_from(&state.open.claim);
        self.draw();
    }

    /// Draws the connectors where their ends are now.
    pub(super) fn draw(&mut self) {
        let drawn = self.measured().unwrap_or_default();
        if drawn != self.drawn
            && let Some(field) = browser::find(".bridge")
        {
            field.set_inner_html(&drawn);
            self.drawn = drawn;
        }
    }

    /// The connectors as SVG: where each starts, where it ends if its lane is in sight, how it looks. Only numbers and our
    /// own words are in it.
    fn measured(&self) -> Option<String> {
        let area = browser::find(".workbench__bridge")?.get_bounding_client_rect();
        if area.height() <= 0.0 || self.lanes.is_empty() {
            return None;
        }
        let editor = browser::find("code-editor")?;
        let text = editor.get_bounding_client_rect();
        let rect = |selector| browser::find(selector).map(|part| part.get_bounding_client_rect());
        let (picture, panel) = (rect(".claim-wires__picture"), rect("#results-panel"));
        let mut drawn = String::new();
        for lane in &self.lanes {
            let Some(middle) = lane.origin.1.and_then(|line| middle_of(&editor, line)) else {
                continue;
            };
            if middle < 0.0 || middle > text.height() {
                continue;
            }
            let from = tenths(text.top() - area.top() + middle);
            let to = picture.as_ref().and_then(|picture| {
                let y =
                    picture.top() + f64::from(lane.y) * picture.width() / f64::from(wires::WIDTH);
                let seen =
                    panel.as_ref().is_none_or(|panel| y >= panel.top() && y <= panel.bottom());
                seen.then(|| tenths(y - area.top()))
            });
            let tone = lane.tone;
            let linked = if self.claim.as_deref() == Some(&lane.name) {
                " data-linked=\"true\""
            } else {
                ""
            };
            let _ = write!(drawn, "<g data-tone=\"{tone}\"{linked}>");
            if let Some(to) = to {
                let _ = write!(
                    drawn,
                    "<path class=\"claim-wires__wire\" d=\"M4 {from}C22 {from} 12 {to} {WIDTH} {to}\"/>"
                );
            }
            let _ = write!(
                drawn,
                "<circle class=\"claim-wires__port\" data-tone=\"{tone}\" cx=\"4\" cy=\"{from}\" r=\"3\"/></g>"
            );
        }
        Some(drawn)
    }
}

/// Middle of a line, from the upper edge of the editor.
fn middle_of(editor: &Element, line: u32) -> Option<f64> {
    browser::call(editor, "lineMiddle", &[JsValue::from(line)])?
        .as_f64()
        .filter(|middle| middle.is_finite())
}
