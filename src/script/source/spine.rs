//! Walks what nests to the left as deeply as it is long, `a + b + c + …`, without recursion.

use oxc_ast::ast::{BinaryExpression, Expression, LogicalExpression};
use oxc_ast_visit::Visit;

pub(super) fn binary<'a, V: Visit<'a>>(visitor: &mut V, it: &BinaryExpression<'a>) {
    let mut right = vec![&it.right];
    let mut left = &it.left;
    while let Expression::BinaryExpression(inner) = left {
        right.push(&inner.right);
        left = &inner.left;
    }
    visitor.visit_expression(left);
    while let Some(operand) = right.pop() {
        visitor.visit_expression(operand);
    }
}

pub(super) fn logical<'a, V: Visit<'a>>(visitor: &mut V, it: &LogicalExpression<'a>) {
    let mut right = vec![&it.right];
    let mut left = &it.left;
    while let Expression::LogicalExpression(inner) = left {
        right.push(&inner.right);
        left = &inner.left;
    }
    visitor.visit_expression(left);
    while let Some(operand) = right.pop() {
        visitor.visit_expression(operand);
    }
}
