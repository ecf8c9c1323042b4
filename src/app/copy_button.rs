//! A button that copies. Its own label says that it did.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::browser;
use super::icon::icon;

/// See [`CopyButton`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// What the button says.
    pub label: AttrValue,
    /// The text, made when it is asked for.
    pub text: Callback<(), String>,
    /// Only the icon is shown; the label is its name.
    #[prop_or_default]
    pub small: bool,
    /// There is nothing current to copy.
    #[prop_or_default]
    pub disabled: bool,
}

/// Copies a text and says so for two seconds.
#[component]
pub fn CopyButton(Props { label, text, small, disabled }: &Props) -> Html {
    let said = use_state(|| None::<&'static str>);
    let onclick = {
        let (said, text) = (said.clone(), text.clone());
        Callback::from(move |_| {
            let said = said.clone();
            browser::copy(text.emit(()), move |worked| {
                said.set(Some(if worked { "Copied" } else { "Not allowed" }));
                let said = said.clone();
                Timeout::new(2000, move || said.set(None)).forget();
            });
        })
    };
    let shown = said.map_or_else(|| label.clone(), AttrValue::Static);
    let quiet = *small && said.is_none();
    html! {
        <button class="button" type="button" data-kind={if quiet { "icon" } else { "quiet" }} disabled={*disabled} {onclick}
            aria-label={quiet.then(|| shown.clone())} title={quiet.then(|| shown.clone())}>
            { icon("copy") }
            if !quiet { { shown } }
        </button>
    }
}
