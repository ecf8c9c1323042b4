//! `simulate`: the order of things.
