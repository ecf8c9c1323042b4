//! The page.
#![forbid(unsafe_code)]

use claimscope::app::page::{Page, first};
use claimscope::app::panic;

/// A third of the size of the standard library's, and as quick for the small pieces that a page is made of.
#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    panic::set_hook();
    first(|props| {
        let Some(root) = gloo::utils::document().get_element_by_id("app") else { return };
        // What stood here painted before the module came.
        root.set_text_content(None);
        yew::Renderer::<Page>::with_root_and_props(root, props).render();
    });
}
