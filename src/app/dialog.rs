//! A dialog over the page. The browser traps the focus, closes it with Escape and puts the focus back.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::icon::icon;

/// See [`Dialog`].
#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// Heading.
    pub title: AttrValue,
    /// Stands at the side instead of in the middle.
    #[prop_or_default]
    pub side: bool,
    /// Closed by button, Escape or a press beside it.
    pub on_close: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A dialog with a heading and a close button.
#[component]
pub fn Dialog(Props { title, side, on_close, children }: &Props) -> Html {
    let node = use_node_ref();
    {
        let (node, on_close) = (node.clone(), on_close.clone());
        use_effect_with((), move |()| {
            let element = node.cast::<HtmlDialogElement>();
            let listener = element.as_ref().map(|element| {
                let _ = element.show_modal();
                EventListener::new(element, "close", move |_| on_close.emit(()))
            });
            move || {
                drop(listener);
                if let Some(element) = element.filter(HtmlDialogElement::open) {
                    element.close();
                }
            }
        });
    }
    let close = on_close.reform(|_: MouseEvent| ());
    // A press on the backdrop has the dialog itself as its target.
    let beside = {
        let (node, on_close) = (node.clone(), on_close.clone());
        Callback::from(move |event: MouseEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if target.is_some() && target == node.get() {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog class="dialog" ref={node} aria-labelledby="dialog-title" data-side={side.then_some("true")} onclick={beside}>
            <div class="dialog__box">
                <header class="dialog__head">
                    <h2 id="dialog-title">{ title.clone() }</h2>
                    <span class="push"></span>
                    <button class="button" type="button" data-kind="icon" aria-label="Close" title="Close (Esc)" onclick={close}>{ icon("cross") }</button>
                </header>
                <div class="dialog__body">{ children.clone() }</div>
            </div>
        </dialog>
    }
}
