//! The page: state, panels and the client of the worker.
//!
//! Event → [`Action`](state::Action) → reduce → view → effect. Only [`Page`](page::Page) holds the reducer; what the browser
//! does lives in `browser`, `storage` and `worker`.

pub mod state;
mod history;
mod json_text;
pub mod document;
pub mod gates;
pub mod wires;
pub mod line_marks;
mod markdown;
mod browser;
mod storage;
mod worker;
pub mod el;
pub mod icon;
pub mod words;
pub mod copy_button;
pub mod dialog;
pub mod app_header;
pub mod proof;
pub mod what_helps;
pub mod verdict;
pub mod pipeline;
pub mod field;
pub mod json_field;
pub mod key_values;
pub mod input_section;
pub mod inputs;
pub mod code_editor;
pub mod editor_pane;
pub mod bridge;
pub mod chip;
pub mod evidence;
pub mod gate_strip;
pub mod claim_wires;
pub mod claim_table;
pub mod token_view;
pub mod effects;
pub mod console;
pub mod findings;
pub mod results;
pub mod examples;
pub mod help;
pub mod scenario_dialog;
pub mod why;
pub mod panel_tabs;
mod outside;
pub mod page;
pub mod panic;
#[cfg(test)]
mod fixture;
