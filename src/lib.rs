//! claimscope shows what becomes of the claims that an Auth0 script sets: which reach which token,
//! which are dropped at which gate, and why. `ARCHITECTURE.md` has the code map.
//!
//! A module may name only those above it in this list.
#![cfg_attr(not(all(feature = "engine", target_family = "wasm")), forbid(unsafe_code))]

pub mod place;
mod builtin;
mod order;
pub mod claims;
pub mod diagnostics;
pub mod scenario;
pub mod report;
pub mod endpoint;
#[cfg(feature = "engine")]
pub mod script;
pub mod tokens;
#[cfg(feature = "engine")]
pub mod checks;
#[cfg(feature = "engine")]
pub mod pipeline;
#[cfg(feature = "app")]
pub mod app;
