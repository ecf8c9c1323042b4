//! The page.
#![forbid(unsafe_code)]

fn main() {}
