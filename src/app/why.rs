//! The page of a finding or verdict, read from our own site.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::browser;
use super::dialog::Dialog;
use super::markdown::markdown;
use super::state::Action;

/// See [`Why`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// Path of the page, relative to the site.
    pub page: Rc<str>,
    /// What happens.
    pub on: Callback<Action>,
}

/// The panel at the side.
#[component]
pub fn Why(Props { page, on }: &Props) -> Html {
    let text = use_state(|| None::<Result<String, String>>);
    {
        let text = text.clone();
        use_effect_with(Rc::clone(page), move |page| {
            let page = Rc::clone(page);
            spawn_local(async move { text.set(Some(browser::fetch_text(&page).await)) });
        });
    }
    let code = page.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
    html! {
        <Dialog title={code} side=true on_close={on.reform(|()| Action::DialogClosed)}>
            { match &*text {
                None => html! { <p class="quiet">{ "Loading the page" }</p> },
                Some(Ok(text)) => markdown(text),
                Some(Err(reason)) => html! { <p>{ super::words::sentence(reason) }{ "." }</p> },
            } }
        </Dialog>
    }
}
