//! The examples, grouped by the question that people ask.

use std::rc::Rc;

use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::browser;
use super::dialog::Dialog;
use super::state::Action;
use super::words::sentence;

/// One entry of `examples/index.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Names the file.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What its author asked.
    pub question: String,
    /// The group it stands in.
    pub group: String,
    /// The gate at fault.
    pub gate: String,
}

/// Reads the index. What has no id or no title is no entry.
fn entries(index: &Value) -> Vec<Example> {
    let entry = |entry: &Value| {
        let text = |name| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Example {
            id: text("id")?,
            title: text("title")?,
            question: text("question").unwrap_or_default(),
            group: text("group").unwrap_or_default(),
            gate: text("gate").unwrap_or_default(),
        })
    };
    index.as_array().into_iter().flatten().filter_map(entry).collect()
}

async fn fetch_json(url: &str) -> Result<Value, String> {
    let text = browser::fetch_text(url).await?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

/// Fetches an example and opens it.
pub(crate) fn open(id: &str, on: Callback<Action>, failed: impl FnOnce(String) + 'static) {
    // Only a plain name becomes part of a URL.
    let plain =
        id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_');
    let url = format!("examples/{id}.json");
    spawn_local(async move {
        let read =
            if plain { fetch_json(&url).await } else { Err("there is no such example".into()) };
        match read {
            Ok(document) => on.emit(Action::ScenarioOpened(Rc::new(document))),
            Err(reason) => failed(reason),
        }
    });
}

/// See [`Examples`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// What happens.
    pub on: Callback<Action>,
}

/// The dialog.
#[component]
pub fn Examples(Props { on }: &Props) -> Html {
    let list = use_state(|| None::<Result<Vec<Example>, String>>);
    {
        let list = list.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                let read = fetch_json("examples/index.json").await;
                list.set(Some(read.map(|index| entries(&index))));
            });
        });
    }
    let fault = use_state(|| None::<String>);
    let choose = {
        let (on, fault) = (on.clone(), fault.clone());
        Callback::from(move |id: String| {
            let fault = fault.clone();
            open(&id, on.clone(), move |reason| fault.set(Some(reason)));
        })
    };
    html! {
        <Dialog title="Examples" on_close={on.reform(|()| Action::DialogClosed)}>
            <p class="examples__lead">{ "Each opens in place of your scenario; Undo brings yours back. The word at its end is the gate that cuts." }</p>
            if let Some(reason) = &*fault { <p class="examples__lead" role="alert">{ sentence(reason) }{ ". Nothing was changed." }</p> }
            { match &*list {
                None => html! { <p class="quiet">{ "Loading the list" }</p> },
                Some(Err(reason)) => html! { <p>{ sentence(reason) }{ "." }</p> },
                Some(Ok(list)) => groups(list, &choose),
            } }
        </Dialog>
    }
}

/// The groups in the order of the index.
pub fn groups(list: &[Example], choose: &Callback<String>) -> Html {
    let mut names: Vec<&str> = Vec::new();
    for example in list {
        if !names.contains(&example.group.as_str()) {
            names.push(&example.group);
        }
    }
    html! {
        <div class="examples">
            { for names.into_iter().map(|name| html! {
                <section class="examples__group">
                    <h3>{ name.to_owned() }</h3>
                    <ul>{ for list.iter().filter(|example| example.group == name).map(|example| link(example, choose)) }</ul>
                </section>
            }) }
        </div>
    }
}

/// The gate at fault, as the picture names it.
fn gate(name: &str) -> String {
    match name {
        "none" => "Arrives".into(),
        name => super::gates::capital(name),
    }
}

fn link(example: &Example, choose: &Callback<String>) -> Html {
    let id = example.id.clone();
    html! {
        <li>
            <button class="examples__link" type="button" title={example.question.clone()} onclick={choose.reform(move |_: MouseEvent| id.clone())}>
                <span class="examples__title">{ &example.title }</span><span class="examples__gate">{ gate(&example.gate) }</span>
            </button>
        </li>
    }
}
