//! The worker: a scenario in, a report out.
#![forbid(unsafe_code)]

fn main() {}
