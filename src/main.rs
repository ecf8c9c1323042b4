//! The page.
#![forbid(unsafe_code)]

#[yew::component]
fn Interim() -> yew::Html {
    yew::html! { <main><h1>{ "claimscope" }</h1></main> }
}

fn main() {
    yew::Renderer::<Interim>::new().render();
}
