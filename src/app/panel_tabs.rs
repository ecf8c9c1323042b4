//! On narrow pages: which panel is shown.

use yew::prelude::*;

use super::icon::icon;
use super::state::{Action, Panel};

/// Buttons for the panels, at the lower edge or above the left column.
pub fn panel_tabs(panel: Panel, on: &Callback<Action>) -> Html {
    let tab = |which: Panel, name: &'static str, sign: &'static str| {
        html! {
            <li><button class="panel-tabs__tab" type="button" aria-current={(panel == which).then_some("page")} onclick={on.reform(move |_| Action::PanelChosen(which))}>{ icon(sign) }{ name }</button></li>
        }
    };
    html! {
        <nav class="panel-tabs workbench__tabs" aria-label="Panels">
            <ul>
                { tab(Panel::Inputs, "Inputs", "inputs") }
                { tab(Panel::Editor, "Script", "script") }
                { tab(Panel::Results, "Result", "result") }
            </ul>
        </nav>
    }
}
