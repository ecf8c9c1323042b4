//! Syntax that older versions of Node.js do not read (`domain.md` §4.1: a tenant's `sandbox_version` may be old).

use oxc_ast::AstKind;
use oxc_ast::ast::{ClassElement, Expression, MethodDefinition, PropertyKey};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::{AssignmentOperator, BinaryOperator, LogicalOperator};

use super::facts::NewerSyntax;
use super::javascript_only::javascript_only;
use super::lines::Lines;
use super::spine;
use super::tree::Tree;
use crate::order;

/// A feature: what it is called, and the first major version of Node.js that reads it. Written down from knowledge of
/// Node's releases and the V8 in each; no list was looked up, and no minor version is told apart. Versions below 8 are
/// told apart only as far as rules ran on them.
struct Feature {
    name: &'static str,
    since_node: u32,
}

const EXPONENT: Feature = Feature { name: "`**`", since_node: 7 };
const ASYNC_FUNCTION: Feature = Feature { name: "async functions", since_node: 8 };
const DESTRUCTURING: Feature = Feature { name: "destructuring", since_node: 6 };
const DEFAULT_PARAMETER: Feature = Feature { name: "default parameters", since_node: 6 };
const REST_PARAMETER: Feature = Feature { name: "rest parameters", since_node: 6 };
const SPREAD: Feature = Feature { name: "spread", since_node: 5 };
const OBJECT_SPREAD: Feature = Feature { name: "object spread", since_node: 8 };
const OBJECT_REST: Feature = Feature { name: "object rest", since_node: 8 };
const ASYNC_ITERATION: Feature = Feature { name: "async iteration", since_node: 10 };
const OPTIONAL_CATCH: Feature = Feature { name: "`catch` without a parameter", since_node: 10 };
const BIG_INT: Feature = Feature { name: "BigInt", since_node: 10 };
const NUMERIC_SEPARATOR: Feature = Feature { name: "numeric separators", since_node: 12 };
const CLASS_FIELD: Feature = Feature { name: "class fields", since_node: 12 };
const PRIVATE_METHOD: Feature = Feature { name: "private methods", since_node: 14 };
const OPTIONAL_CHAINING: Feature = Feature { name: "optional chaining (`?.`)", since_node: 14 };
const NULLISH: Feature = Feature { name: "`??`", since_node: 14 };
const LOGICAL_ASSIGNMENT: Feature = Feature { name: "`||=`, `&&=` and `??=`", since_node: 15 };
const STATIC_BLOCK: Feature = Feature { name: "static blocks", since_node: 16 };
const PRIVATE_IN: Feature = Feature { name: "`#name in object`", since_node: 16 };
const DYNAMIC_IMPORT: Feature = Feature { name: "`import()`", since_node: 13 };

pub(super) fn newer(text: &str, lines: &Lines, tree: Tree<'_, '_>) -> Vec<NewerSyntax> {
    let mut looking = Looking { text, lines, found: Vec::new() };
    tree.walk(&mut looking);
    order::sort_long_by_key(&mut looking.found, |found| found.span);
    looking.found
}

struct Looking<'s> {
    text: &'s str,
    lines: &'s Lines,
    found: Vec<NewerSyntax>,
}

impl Looking<'_> {
    fn add(&mut self, feature: &Feature, span: Span) {
        let span = self.lines.span(self.text, span.start as usize, span.end as usize);
        self.found.push(NewerSyntax {
            feature: feature.name,
            since_node: feature.since_node,
            span,
        });
    }
}

impl<'a> Visit<'a> for Looking<'_> {
    javascript_only!();

    fn enter_node(&mut self, kind: AstKind<'a>) {
        let span = kind.span();
        match kind {
            AstKind::ChainExpression(_) => self.add(&OPTIONAL_CHAINING, span),
            AstKind::Function(function) => {
                if function.r#async && function.generator {
                    self.add(&ASYNC_ITERATION, span);
                } else if function.r#async {
                    self.add(&ASYNC_FUNCTION, span);
                }
            }
            AstKind::ArrowFunctionExpression(function) if function.r#async => {
                self.add(&ASYNC_FUNCTION, span);
            }
            AstKind::ForOfStatement(it) if it.r#await => self.add(&ASYNC_ITERATION, span),
            AstKind::ObjectPattern(pattern) => {
                self.add(if pattern.rest.is_some() { &OBJECT_REST } else { &DESTRUCTURING }, span);
            }
            AstKind::ArrayPattern(_)
            | AstKind::ArrayAssignmentTarget(_)
            | AstKind::ObjectAssignmentTarget(_) => {
                self.add(&DESTRUCTURING, span);
            }
            AstKind::FormalParameter(param) if param.initializer.is_some() => {
                self.add(&DEFAULT_PARAMETER, span);
            }
            AstKind::FormalParameterRest(_) => self.add(&REST_PARAMETER, span),
            AstKind::ObjectExpression(object) => {
                let spread = object.properties.iter().find(|property| property.is_spread());
                if let Some(spread) = spread {
                    self.add(&OBJECT_SPREAD, spread.span());
                }
            }
            AstKind::ArrayExpression(array) => {
                if let Some(spread) = array.elements.iter().find(|element| element.is_spread()) {
                    self.add(&SPREAD, spread.span());
                }
            }
            AstKind::CallExpression(call) => {
                if let Some(spread) = call.arguments.iter().find(|argument| argument.is_spread()) {
                    self.add(&SPREAD, spread.span());
                }
            }
            AstKind::CatchClause(clause) if clause.param.is_none() => {
                self.add(&OPTIONAL_CATCH, span);
            }
            AstKind::BigIntLiteral(_) => self.add(&BIG_INT, span),
            AstKind::NumericLiteral(number) if number.raw.is_some_and(|raw| raw.contains('_')) => {
                self.add(&NUMERIC_SEPARATOR, span);
            }
            AstKind::PropertyDefinition(_) => self.add(&CLASS_FIELD, span),
            AstKind::MethodDefinition(MethodDefinition {
                key: PropertyKey::PrivateIdentifier(_),
                ..
            }) => {
                self.add(&PRIVATE_METHOD, span);
            }
            AstKind::ClassBody(body) => {
                if let Some(block) =
                    body.body.iter().find(|element| matches!(element, ClassElement::StaticBlock(_)))
                {
                    self.add(&STATIC_BLOCK, block.span());
                }
            }
            AstKind::PrivateInExpression(_) => self.add(&PRIVATE_IN, span),
            AstKind::ImportExpression(_) => self.add(&DYNAMIC_IMPORT, span),
            AstKind::AssignmentExpression(it) => {
                if it.operator.is_logical() {
                    self.add(&LOGICAL_ASSIGNMENT, span);
                } else if it.operator == AssignmentOperator::Exponential {
                    self.add(&EXPONENT, span);
                }
            }
            _ => {}
        }
    }

    fn visit_binary_expression(&mut self, it: &oxc_ast::ast::BinaryExpression<'a>) {
        let mut sum = it;
        loop {
            if sum.operator == BinaryOperator::Exponential {
                self.add(&EXPONENT, sum.span);
            }
            let Expression::BinaryExpression(left) = &sum.left else { break };
            sum = left;
        }
        spine::binary(self, it);
    }

    fn visit_logical_expression(&mut self, it: &oxc_ast::ast::LogicalExpression<'a>) {
        let mut logical = it;
        loop {
            if logical.operator == LogicalOperator::Coalesce {
                self.add(&NULLISH, logical.span);
            }
            let Expression::LogicalExpression(left) = &logical.left else { break };
            logical = left;
        }
        spine::logical(self, it);
    }
}
