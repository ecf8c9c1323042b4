//! A rule's text: its shape, what stands in it, and the instrumented form.

use crate::place::Span;

/// A parsed script.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The pasted text.
    pub text: String,
    /// Ranges of the statements that are counted as steps.
    pub statements: Vec<Span>,
}
