//! Walks a text once and writes down what stands in it.

mod action;
mod mentioned;
mod reads;
mod visit;
mod writes;

use std::collections::{BTreeMap, BTreeSet};

use oxc_ast::ast::{
    Argument, BindingPattern, CallExpression, Expression, IdentifierReference, Statement,
    VariableDeclaration,
};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use super::callee::CallRange;
use super::facts::{Facts, Guard, GuardKind};
use super::ranges::{IteratedRange, Ranges, TakenApart};
use super::scopes;
use super::tree::Tree;
use super::values::{Path, Values};
use mentioned::Mentioned;

pub(super) fn collect<'a>(
    tree: Tree<'_, 'a>,
    values: Values<'_, 'a>,
    statements: &[(usize, usize)],
) -> (Facts, Ranges) {
    let mut numbers = BTreeMap::new();
    for (index, range) in statements.iter().enumerate() {
        numbers.insert(*range, index);
    }
    let mut collecting = Collecting {
        values,
        statements: numbers,
        facts: Facts::default(),
        ranges: Ranges::default(),
        open: vec![0],
        functions: Vec::new(),
        guards: Vec::new(),
        written_paths: BTreeSet::new(),
        tested: Vec::new(),
        statement: None,
        returned: None,
        in_typeof: false,
    };
    tree.walk(&mut collecting);
    (collecting.facts, collecting.ranges)
}

/// Where the engine places a call: at the last name of the callee.
fn key(callee: &Expression<'_>) -> u32 {
    match callee.get_inner_expression() {
        Expression::StaticMemberExpression(member) => member.property.span.start,
        callee => callee.span().start,
    }
}

/// Guards that are kept for one write: the innermost ones.
const GUARDS: usize = 32;

struct Collecting<'s, 'a> {
    values: Values<'s, 'a>,
    statements: BTreeMap<(usize, usize), usize>,
    facts: Facts,
    ranges: Ranges,
    open: Vec<usize>,
    functions: Vec<Span>,
    guards: Vec<Guard>,
    /// Paths below `user` that have been written.
    written_paths: BTreeSet<Vec<String>>,
    /// Paths that have been tested on the way here.
    tested: Vec<Vec<String>>,
    statement: Option<usize>,
    /// The expression whose value the present function returns.
    returned: Option<Span>,
    in_typeof: bool,
}

impl<'a> Collecting<'_, 'a> {
    fn scope(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn place(&self, span: Span) -> crate::place::Span {
        self.values.place(span)
    }

    fn path(&self, expression: &'a Expression<'a>) -> Option<Path> {
        self.values.path(expression, self.scope())
    }

    fn number(&self, statement: &Statement<'_>) -> Option<usize> {
        if let Statement::BlockStatement(block) = statement {
            return block.body.iter().find_map(|inner| self.number(inner));
        }
        let span = statement.span();
        self.statements.get(&(span.start as usize, span.end as usize)).copied()
    }

    fn guard(&self, test: &Expression<'_>, kind: GuardKind, statement: Option<usize>) -> Guard {
        Guard {
            test_text: self.values.excerpt(test.span()),
            test_span: self.place(test.span()),
            kind,
            statement,
        }
    }

    /// Walks something that is reached only through a test.
    fn guarded(&mut self, guard: Guard, test: &'a Expression<'a>, walk: impl FnOnce(&mut Self)) {
        let tested = self.tested.len();
        self.remember(test);
        self.guards.push(guard);
        walk(self);
        self.guards.pop();
        self.tested.truncate(tested);
    }

    /// Whatever a test mentions counts as tested, on both sides: findings must not be wrong.
    fn remember(&mut self, test: &'a Expression<'a>) {
        let mut mentioned =
            Mentioned { values: self.values, scope: self.scope(), paths: Vec::new() };
        mentioned.visit_expression(test);
        self.tested.append(&mut mentioned.paths);
    }

    fn is_tested(&self, beginning: &[String]) -> bool {
        self.tested.iter().any(|tested| tested.starts_with(beginning))
            || self.written_paths.contains(beginning)
    }

    fn function(&self) -> usize {
        self.functions.last().map_or(0, |span| span.start as usize)
    }

    /// A call, for faults that the engine places at it.
    fn called(&mut self, call: &CallExpression<'a>) {
        self.call_range(&call.callee, key(&call.callee), &call.arguments, false);
    }

    fn call_range(
        &mut self,
        callee: &Expression<'a>,
        key: u32,
        arguments: &[Argument<'a>],
        is_constructed: bool,
    ) {
        self.ranges.calls.push(CallRange {
            callee: (callee.span().start as usize, callee.span().end as usize),
            key: key as usize,
            argument: arguments
                .iter()
                .rfind(|argument| argument.as_expression().is_none_or(|value| !value.is_literal()))
                .map(|last| (last.span().start as usize, last.span().end as usize)),
            function: self.function(),
            is_constructed,
        });
    }

    /// Over what a loop or a list goes, for the fault of what cannot be gone over.
    fn iterated(&mut self, value: &Expression<'a>) {
        let value = value.get_inner_expression();
        let (named, key, is_call) = match value {
            Expression::CallExpression(call) => (&call.callee, key(&call.callee), true),
            _ if value.is_member_expression() || value.is_identifier_reference() => {
                (value, value.span().start, false)
            }
            _ => return,
        };
        let span = named.span();
        let range = (span.start as usize, span.end as usize);
        self.ranges.iterated.push(IteratedRange { range, key: key as usize, is_call });
    }

    /// A declaration that takes an object apart, for the fault of one that is not there.
    fn declared(&mut self, declaration: &'a VariableDeclaration<'a>) {
        for declarator in &declaration.declarations {
            let (BindingPattern::ObjectPattern(pattern), Some(init)) =
                (&declarator.id, &declarator.init)
            else {
                continue;
            };
            let first = pattern.properties.first().and_then(|property| {
                let has_default = matches!(property.value, BindingPattern::AssignmentPattern(_));
                (!property.computed)
                    .then(|| scopes::key_name(&property.key, false))
                    .flatten()
                    .map(|name| (name, has_default))
            });
            let object = init.get_inner_expression().span();
            self.ranges.taken_apart.push(TakenApart {
                key: declaration.span.start as usize,
                object: (object.start as usize, object.end as usize),
                path: self.path(init).map(|path| path.names),
                first,
            });
        }
    }

    fn assigned_name(&mut self, name: &IdentifierReference<'a>) {
        if let Some(param) = self
            .values
            .scopes
            .find(name.name.as_str(), self.scope())
            .and_then(|binding| binding.param)
        {
            self.facts.assigned_params.push((param, name.name.to_string(), self.place(name.span)));
        }
    }
}

/// `return`, `throw`, or a block that ends with one.
fn leaves(statement: &Statement<'_>) -> bool {
    let mut statement = statement;
    while let Statement::BlockStatement(block) = statement {
        match block.body.last() {
            Some(last) => statement = last,
            None => return false,
        }
    }
    matches!(statement, Statement::ReturnStatement(_) | Statement::ThrowStatement(_))
}
