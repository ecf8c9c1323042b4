//! The tokens: which claims enter, and the encoded form. One file an artifact.

pub mod demo_key;
pub mod encode;
