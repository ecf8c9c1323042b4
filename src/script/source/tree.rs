//! What was parsed: the one expression of a rule, or the statements of an Action.

use oxc_ast::ast::{Expression, Program};
use oxc_ast_visit::Visit;

/// The root of a syntax tree.
#[derive(Clone, Copy)]
pub(super) enum Tree<'t, 'a> {
    Expression(&'t Expression<'a>),
    Program(&'t Program<'a>),
}

impl<'a> Tree<'_, 'a> {
    pub(super) fn walk(self, visitor: &mut impl Visit<'a>) {
        match self {
            Self::Expression(expression) => visitor.visit_expression(expression),
            Self::Program(program) => visitor.visit_program(program),
        }
    }
}
