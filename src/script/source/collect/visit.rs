//! The way through the syntax tree: scopes, guards, and where reads and writes stand.

use std::cell::Cell;

use oxc_ast::ast::{
    ArrayExpressionElement, ArrowFunctionBody, ArrowFunctionExpression, AssignmentExpression,
    AssignmentTarget, BinaryExpression, BindingPattern, ConditionalExpression, Expression,
    ForOfStatement, Function, IdentifierReference, IfStatement, LogicalExpression, NewExpression,
    ReturnStatement, SimpleAssignmentTarget, Statement, UnaryExpression, UpdateExpression,
    VariableDeclaration, VariableDeclarator, WhileStatement,
};
use oxc_ast::match_expression;
use oxc_ast_visit::{Visit, walk};
use oxc_span::GetSpan;
use oxc_syntax::operator::{AssignmentOperator, UnaryOperator};
use oxc_syntax::scope::{ScopeFlags, ScopeId};

use super::{Collecting, leaves};
use crate::script::source::facts::GuardKind;
use crate::script::source::javascript_only::javascript_only;
use crate::script::source::values::Last;
use crate::script::source::{scopes, spine};

impl<'a> Visit<'a> for Collecting<'_, 'a> {
    javascript_only!();

    fn enter_scope(&mut self, _: ScopeFlags, scope_id: &Cell<Option<ScopeId>>) {
        self.open.push(scopes::number(scope_id));
    }

    fn leave_scope(&mut self) {
        self.open.pop();
    }

    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        let returned = self.returned.take();
        self.functions.push(it.span);
        self.ranges.functions.push((it.span.start as usize, it.span.end as usize));
        walk::walk_function(self, it, flags);
        self.functions.pop();
        self.returned = returned;
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        let returned = self.returned.take();
        if let Some(expression) = it.body.as_expression() {
            self.returned = Some(expression.get_inner_expression().span());
        }
        let statement = self.statement;
        if let body @ match_expression!(ArrowFunctionBody) = &it.body {
            let span = body.span();
            self.statement = self
                .statements
                .get(&(span.start as usize, span.end as usize))
                .copied()
                .or(statement);
        }
        self.functions.push(it.span);
        self.ranges.functions.push((it.span.start as usize, it.span.end as usize));
        walk::walk_arrow_function_expression(self, it);
        self.functions.pop();
        self.statement = statement;
        self.returned = returned;
    }

    fn visit_statement(&mut self, it: &Statement<'a>) {
        let outer = self.statement;
        let span = it.span();
        if let Some(index) = self.statements.get(&(span.start as usize, span.end as usize)) {
            self.statement = Some(*index);
        }
        walk::walk_statement(self, it);
        self.statement = outer;
    }

    fn visit_statements(&mut self, statements: &oxc_allocator::Vec<'a, Statement<'a>>) {
        let (guards, tested) = (self.guards.len(), self.tested.len());
        for statement in statements {
            let statement = self.alloc(statement);
            self.visit_statement(statement);
            if let Statement::IfStatement(it) = statement
                && leaves(&it.consequent)
            {
                let guard =
                    self.guard(&it.test, GuardKind::EarlyReturn, self.number(&it.consequent));
                self.guards.push(guard);
                self.remember(&it.test);
            }
        }
        self.guards.truncate(guards);
        self.tested.truncate(tested);
    }

    fn visit_if_statement(&mut self, it: &IfStatement<'a>) {
        let it = self.alloc(it);
        self.visit_expression(&it.test);
        let guard = self.guard(&it.test, GuardKind::If, self.number(&it.consequent));
        self.guarded(guard, &it.test, |this| this.visit_statement(&it.consequent));
        if let Some(alternate) = &it.alternate {
            let guard = self.guard(&it.test, GuardKind::Else, self.number(alternate));
            self.guarded(guard, &it.test, |this| this.visit_statement(alternate));
        }
    }

    fn visit_while_statement(&mut self, it: &WhileStatement<'a>) {
        let it = self.alloc(it);
        self.visit_expression(&it.test);
        let guard = self.guard(&it.test, GuardKind::If, self.number(&it.body));
        self.guarded(guard, &it.test, |this| this.visit_statement(&it.body));
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        if !it.r#await {
            self.iterated(&it.right);
        }
        walk::walk_for_of_statement(self, it);
    }

    fn visit_array_expression_element(&mut self, it: &ArrayExpressionElement<'a>) {
        if let ArrayExpressionElement::SpreadElement(spread) = it {
            self.iterated(&spread.argument);
        }
        walk::walk_array_expression_element(self, it);
    }

    fn visit_new_expression(&mut self, it: &NewExpression<'a>) {
        let key = it.callee.get_inner_expression().span().start;
        self.call_range(&it.callee, key, &it.arguments, true);
        walk::walk_new_expression(self, it);
    }

    fn visit_conditional_expression(&mut self, it: &ConditionalExpression<'a>) {
        let it = self.alloc(it);
        self.visit_expression(&it.test);
        let guard = self.guard(&it.test, GuardKind::Ternary, None);
        self.guarded(guard.clone(), &it.test, |this| this.visit_expression(&it.consequent));
        self.guarded(guard, &it.test, |this| this.visit_expression(&it.alternate));
    }

    fn visit_logical_expression(&mut self, it: &LogicalExpression<'a>) {
        let it = self.alloc(it);
        let mut right = vec![it];
        let mut left = &it.left;
        while let Expression::LogicalExpression(inner) = left {
            right.push(inner);
            left = &inner.left;
        }
        let (guards, tested) = (self.guards.len(), self.tested.len());
        self.visit_expression(left);
        while let Some(logical) = right.pop() {
            let guard = self.guard(&logical.left, GuardKind::Logical, None);
            self.guards.truncate(guards);
            self.guards.push(guard);
            let newest = match &logical.left {
                Expression::LogicalExpression(inner) => &inner.right,
                other => other,
            };
            self.remember(newest);
            self.visit_expression(&logical.right);
        }
        self.guards.truncate(guards);
        self.tested.truncate(tested);
    }

    fn visit_binary_expression(&mut self, it: &BinaryExpression<'a>) {
        spine::binary(self, it);
    }

    fn visit_variable_declaration(&mut self, it: &VariableDeclaration<'a>) {
        let it = self.alloc(it);
        self.declared(it);
        walk::walk_variable_declaration(self, it);
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        let it = self.alloc(it);
        if let (BindingPattern::ObjectPattern(pattern), Some(init)) = (&it.id, &it.init)
            && let Some(path) = self.path(init)
        {
            self.taken_apart(pattern, &path, init.span());
        }
        walk::walk_variable_declarator(self, it);
    }

    fn visit_return_statement(&mut self, it: &ReturnStatement<'a>) {
        let outer = self.returned;
        self.returned = it.argument.as_ref().map(|argument| argument.get_inner_expression().span());
        walk::walk_return_statement(self, it);
        self.returned = outer;
    }

    fn visit_expression(&mut self, it: &Expression<'a>) {
        let it = self.alloc(it);
        match Last::of(it) {
            Some(last) => self.chain(last, false),
            None => walk::walk_expression(self, it),
        }
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        let it = self.alloc(it);
        self.visit_assignment_target(&it.left);
        self.visit_expression(&it.right);
        let last = match &it.left {
            AssignmentTarget::StaticMemberExpression(member) => Last::Static(member),
            AssignmentTarget::ComputedMemberExpression(member) => Last::Computed(member),
            _ => return,
        };
        let value = (it.operator == AssignmentOperator::Assign).then_some(&it.right);
        self.written(last, it.span, value);
    }

    fn visit_simple_assignment_target(&mut self, it: &SimpleAssignmentTarget<'a>) {
        match self.alloc(it) {
            SimpleAssignmentTarget::AssignmentTargetIdentifier(name) => {
                self.assigned_name(name);
                self.visit_identifier_reference(name);
            }
            SimpleAssignmentTarget::StaticMemberExpression(member) => {
                self.chain(Last::Static(member), true);
            }
            SimpleAssignmentTarget::ComputedMemberExpression(member) => {
                self.chain(Last::Computed(member), true);
            }
            other => walk::walk_simple_assignment_target(self, other),
        }
    }

    fn visit_update_expression(&mut self, it: &UpdateExpression<'a>) {
        let it = self.alloc(it);
        self.visit_simple_assignment_target(&it.argument);
        match &it.argument {
            SimpleAssignmentTarget::StaticMemberExpression(member) => {
                self.written(Last::Static(member), it.span, None);
            }
            SimpleAssignmentTarget::ComputedMemberExpression(member) => {
                self.written(Last::Computed(member), it.span, None);
            }
            _ => {}
        }
    }

    fn visit_unary_expression(&mut self, it: &UnaryExpression<'a>) {
        let it = self.alloc(it);
        let outer = self.in_typeof;
        self.in_typeof = it.operator == UnaryOperator::Typeof
            && matches!(it.argument, Expression::Identifier(_));
        self.visit_expression(&it.argument);
        self.in_typeof = outer;
        if it.operator == UnaryOperator::Delete
            && let Some(last) = Last::of(&it.argument)
        {
            self.written(last, it.span, None);
        }
    }

    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        let name = it.name.as_str();
        if !self.in_typeof && self.values.scopes.find(name, self.scope()).is_none() {
            self.facts.free_identifiers.push((name.to_owned(), self.place(it.span)));
        }
    }
}
