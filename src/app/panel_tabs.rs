//! On narrow pages: which panel is shown.

use super::el::{El, On, button, el};
use super::icon::icon;
use super::state::{Action, Panel};

/// Buttons for the panels, at the lower edge or above the left column.
pub fn panel_tabs(panel: Panel, on: &On) -> El {
    let tab = |(which, name, sign): (Panel, &'static str, &'static str)| {
        el("li").with(
            button("button.panel-tabs__tab", on, Action::PanelChosen(which))
                .maybe("aria-current", (panel == which).then_some("page"))
                .with(icon(sign))
                .with(name),
        )
    };
    let tabs = [
        (Panel::Inputs, "Inputs", "inputs"),
        (Panel::Editor, "Script", "script"),
        (Panel::Results, "Result", "result"),
    ];
    el("nav.panel-tabs.workbench__tabs[aria-label=Panels]").with(el("ul").each(tabs.map(tab)))
}
