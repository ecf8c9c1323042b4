//! Which declaration a name refers to.

use std::cell::Cell;
use std::collections::BTreeMap;

use oxc_ast::ast::{
    AssignmentTarget, BindingPattern, CatchClause, Class, Expression, ForInStatement,
    ForOfStatement, ForStatementLeft, FormalParameters, Function, PropertyKey,
    SimpleAssignmentTarget, UpdateExpression, VariableDeclaration,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::Span;
use oxc_syntax::scope::{ScopeFlags, ScopeId};

use super::javascript_only::javascript_only;
use super::tree::Tree;

/// A declared name.
#[derive(Debug, Default)]
pub(super) struct Binding<'a> {
    /// Position among the parameters that the host gives.
    pub(super) param: Option<usize>,
    /// What it is initialised with.
    pub(super) init: Option<Init<'a>>,
    /// Assignments after the declaration.
    pub(super) writes: usize,
    /// The right side of the last plain assignment.
    written: Option<Init<'a>>,
}

/// Where a value comes from: an expression and the members taken from it by a pattern.
#[derive(Clone, Debug)]
pub(super) struct Init<'a> {
    /// `None` for a parameter.
    pub(super) expression: Option<&'a Expression<'a>>,
    /// Names taken by a pattern, and whether a default protects each; `None` if they cannot be told.
    pub(super) members: Option<Vec<(String, bool)>>,
    /// Where the expression stands.
    pub(super) scope: usize,
}

impl<'a> Binding<'a> {
    /// The only value it ever has.
    pub(super) fn value(&self) -> Option<&Init<'a>> {
        match (&self.init, self.writes) {
            (Some(init), 0) => Some(init),
            (None, 1) => self.written.as_ref(),
            _ => None,
        }
    }
}

#[derive(Debug, Default)]
struct Scope<'a> {
    parent: Option<usize>,
    holds_var: bool,
    bindings: BTreeMap<String, Binding<'a>>,
}

/// All declarations of a text.
#[derive(Debug, Default)]
pub(super) struct Scopes<'a> {
    all: Vec<Scope<'a>>,
}

impl<'a> Scopes<'a> {
    pub(super) fn find(&self, name: &str, scope: usize) -> Option<&Binding<'a>> {
        let mut scope = self.all.get(scope)?;
        loop {
            if let Some(binding) = scope.bindings.get(name) {
                return Some(binding);
            }
            scope = self.all.get(scope.parent?)?;
        }
    }

    fn find_mut(&mut self, name: &str, mut scope: usize) -> Option<&mut Binding<'a>> {
        while !self.all.get(scope)?.bindings.contains_key(name) {
            scope = self.all.get(scope)?.parent?;
        }
        self.all.get_mut(scope)?.bindings.get_mut(name)
    }
}

/// Number of the scope that a node opens, as [`declare`] left it there.
pub(super) fn number(scope_id: &Cell<Option<ScopeId>>) -> usize {
    scope_id.get().map_or(0, ScopeId::index)
}

/// Finds all declarations. `entries` are the ranges of the functions that the host calls: a rule, or an Action's handlers.
pub(super) fn declare<'a>(tree: Tree<'_, 'a>, entries: &[Span]) -> Scopes<'a> {
    let top = Scope { parent: None, holds_var: true, bindings: BTreeMap::new() };
    let mut declaring =
        Declaring { scopes: Scopes { all: vec![top] }, open: vec![0], entries, writes: Vec::new() };
    tree.walk(&mut declaring);
    let Declaring { mut scopes, writes, .. } = declaring;
    for (scope, name, written) in writes {
        if let Some(binding) = scopes.find_mut(&name, scope) {
            binding.writes += 1;
            binding.written = written.map(|expression| Init {
                expression: Some(expression),
                members: Some(Vec::new()),
                scope,
            });
        }
    }
    scopes
}

struct Declaring<'e, 'a> {
    scopes: Scopes<'a>,
    open: Vec<usize>,
    entries: &'e [Span],
    writes: Vec<(usize, String, Option<&'a Expression<'a>>)>,
}

impl<'a> Declaring<'_, 'a> {
    fn scope(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn add(&mut self, scope: usize, name: &str, binding: Binding<'a>) {
        if let Some(scope) = self.scopes.all.get_mut(scope) {
            // A `var` may be declared twice: then nothing is known about its value.
            if let Some(known) = scope.bindings.get_mut(name) {
                known.writes += usize::from(binding.init.is_some());
                known.init = known.init.take().or(binding.init);
            } else {
                scope.bindings.insert(name.to_owned(), binding);
            }
        }
    }

    fn pattern(
        &mut self,
        scope: usize,
        pattern: &BindingPattern<'a>,
        init: Option<&Init<'a>>,
        param: Option<usize>,
        counts: bool,
    ) {
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                let plain =
                    init.is_none_or(|init| init.members.as_ref().is_some_and(Vec::is_empty));
                let binding = Binding {
                    param: param.filter(|_| plain),
                    init: init.cloned(),
                    writes: usize::from(counts),
                    written: None,
                };
                self.add(scope, name.name.as_str(), binding);
            }
            BindingPattern::AssignmentPattern(with_default) => {
                let mut init = init.cloned();
                if let Some((_, safe)) = init
                    .as_mut()
                    .and_then(|init| init.members.as_mut())
                    .and_then(|names| names.last_mut())
                {
                    *safe = true;
                }
                self.pattern(scope, &with_default.left, init.as_ref(), param, counts);
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    let init = init.map(|init| Init {
                        members: init.members.clone().and_then(|mut names| {
                            names.push((key_name(&property.key, property.computed)?, false));
                            Some(names)
                        }),
                        ..init.clone()
                    });
                    self.pattern(scope, &property.value, init.as_ref(), param, counts);
                }
                if let Some(rest) = &object.rest {
                    self.pattern(scope, &rest.argument, None, None, true);
                }
            }
            BindingPattern::ArrayPattern(array) => {
                for element in array.elements.iter().flatten() {
                    let init = init.map(|init| Init { members: None, ..init.clone() });
                    self.pattern(scope, element, init.as_ref(), None, counts);
                }
                if let Some(rest) = &array.rest {
                    self.pattern(scope, &rest.argument, None, None, true);
                }
            }
        }
    }

    fn params(&mut self, params: &FormalParameters<'a>, function: Span) {
        let scope = self.scope();
        for (index, item) in params.items.iter().enumerate() {
            let of_entry = self.entries.contains(&function);
            let init =
                of_entry.then(|| Init { expression: None, members: Some(Vec::new()), scope });
            self.pattern(scope, &item.pattern, init.as_ref(), of_entry.then_some(index), !of_entry);
            if of_entry && let BindingPattern::ObjectPattern(_) = &item.pattern {
                self.number_params(scope, index, &item.pattern);
            }
        }
        if let Some(rest) = &params.rest {
            self.pattern(scope, &rest.rest.argument, None, None, true);
        }
    }

    /// Names taken from a parameter by a pattern still belong to it.
    fn number_params(&mut self, scope: usize, index: usize, pattern: &BindingPattern<'a>) {
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                if let Some(binding) = self.scopes.find_mut(name.name.as_str(), scope) {
                    binding.param = Some(index);
                }
            }
            BindingPattern::AssignmentPattern(inner) => {
                self.number_params(scope, index, &inner.left);
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    self.number_params(scope, index, &property.value);
                }
            }
            BindingPattern::ArrayPattern(_) => {}
        }
    }

    fn var_scope(&self) -> usize {
        let holds =
            |scope: &&usize| self.scopes.all.get(**scope).is_some_and(|scope| scope.holds_var);
        self.open.iter().rev().find(holds).copied().unwrap_or(0)
    }

    fn write(&mut self, name: &str, value: Option<&'a Expression<'a>>) {
        self.writes.push((self.scope(), name.to_owned(), value));
    }

    fn loop_target(&mut self, left: &ForStatementLeft<'a>) {
        if let ForStatementLeft::VariableDeclaration(declaration) = left {
            let scope = if declaration.kind.is_var() { self.var_scope() } else { self.scope() };
            for declarator in &declaration.declarations {
                self.pattern(scope, &declarator.id, None, None, true);
            }
        }
    }
}

/// The name of a member, if it is written out.
pub(super) fn key_name(key: &PropertyKey<'_>, computed: bool) -> Option<String> {
    match key {
        PropertyKey::StaticIdentifier(name) if !computed => Some(name.name.to_string()),
        PropertyKey::StringLiteral(text) => Some(text.value.to_string()),
        _ => None,
    }
}

impl<'a> Visit<'a> for Declaring<'_, 'a> {
    javascript_only!();

    fn enter_scope(&mut self, flags: ScopeFlags, scope_id: &Cell<Option<ScopeId>>) {
        let number = self.scopes.all.len();
        let holds_var = flags.intersects(ScopeFlags::Function | ScopeFlags::ClassStaticBlock);
        self.scopes.all.push(Scope {
            parent: Some(self.scope()),
            holds_var,
            bindings: BTreeMap::new(),
        });
        self.open.push(number);
        scope_id.set(Some(ScopeId::from_usize(number)));
    }

    fn leave_scope(&mut self) {
        self.open.pop();
    }

    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        if it.is_declaration()
            && let Some(id) = &it.id
        {
            let scope = self.scope();
            self.add(scope, id.name.as_str(), Binding { writes: 1, ..Binding::default() });
            // In sloppy mode a function of a block is known in the whole function.
            let scope = self.var_scope();
            self.add(scope, id.name.as_str(), Binding { writes: 1, ..Binding::default() });
        }
        self.enter_scope(flags | ScopeFlags::Function, &it.scope_id);
        if !it.is_declaration()
            && let Some(id) = &it.id
        {
            let scope = self.scope();
            self.add(scope, id.name.as_str(), Binding { writes: 1, ..Binding::default() });
        }
        let scope = self.scope();
        self.add(scope, "arguments", Binding { writes: 1, ..Binding::default() });
        self.params(&it.params, it.span);
        self.visit_formal_parameters(&it.params);
        if let Some(body) = &it.body {
            self.visit_function_body(body);
        }
        self.leave_scope();
    }

    fn visit_arrow_function_expression(&mut self, it: &oxc_ast::ast::ArrowFunctionExpression<'a>) {
        self.enter_scope(ScopeFlags::Function | ScopeFlags::Arrow, &it.scope_id);
        self.params(&it.params, it.span);
        self.visit_formal_parameters(&it.params);
        self.visit_arrow_function_body(&it.body);
        self.leave_scope();
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        if let Some(id) = &it.id {
            let scope = self.scope();
            self.add(scope, id.name.as_str(), Binding { writes: 1, ..Binding::default() });
        }
        walk::walk_class(self, it);
    }

    fn visit_catch_clause(&mut self, it: &CatchClause<'a>) {
        self.enter_scope(ScopeFlags::CatchClause, &it.scope_id);
        if let Some(param) = &it.param {
            let scope = self.scope();
            self.pattern(scope, &param.pattern, None, None, true);
            self.visit_binding_pattern(&param.pattern);
        }
        self.visit_block_statement(&it.body);
        self.leave_scope();
    }

    fn visit_variable_declaration(&mut self, it: &VariableDeclaration<'a>) {
        let here = self.scope();
        let scope = if it.kind.is_var() { self.var_scope() } else { here };
        let it = self.alloc(it);
        for declarator in &it.declarations {
            let init = declarator.init.as_ref().map(|expression| Init {
                expression: Some(expression),
                members: Some(Vec::new()),
                scope: here,
            });
            self.pattern(scope, &declarator.id, init.as_ref(), None, false);
            self.visit_variable_declarator(declarator);
        }
    }

    fn visit_for_in_statement(&mut self, it: &ForInStatement<'a>) {
        self.enter_scope(ScopeFlags::empty(), &it.scope_id);
        self.loop_target(&it.left);
        self.visit_for_statement_left(&it.left);
        self.visit_expression(&it.right);
        self.visit_statement(&it.body);
        self.leave_scope();
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.enter_scope(ScopeFlags::empty(), &it.scope_id);
        self.loop_target(&it.left);
        self.visit_for_statement_left(&it.left);
        self.visit_expression(&it.right);
        self.visit_statement(&it.body);
        self.leave_scope();
    }

    fn visit_assignment_expression(&mut self, it: &oxc_ast::ast::AssignmentExpression<'a>) {
        let it = self.alloc(it);
        if let AssignmentTarget::AssignmentTargetIdentifier(name) = &it.left {
            let plain = it.operator == oxc_syntax::operator::AssignmentOperator::Assign;
            self.write(name.name.as_str(), plain.then_some(&it.right));
        } else {
            self.visit_assignment_target(&it.left);
        }
        self.visit_expression(&it.right);
    }

    fn visit_update_expression(&mut self, it: &UpdateExpression<'a>) {
        self.visit_simple_assignment_target(&it.argument);
    }

    fn visit_simple_assignment_target(&mut self, it: &SimpleAssignmentTarget<'a>) {
        if let SimpleAssignmentTarget::AssignmentTargetIdentifier(name) = it {
            self.write(name.name.as_str(), None);
        } else {
            walk::walk_simple_assignment_target(self, it);
        }
    }

    fn visit_assignment_target_property_identifier(
        &mut self,
        it: &oxc_ast::ast::AssignmentTargetPropertyIdentifier<'a>,
    ) {
        self.write(it.binding.name.as_str(), None);
        walk::walk_assignment_target_property_identifier(self, it);
    }

    fn visit_binary_expression(&mut self, it: &oxc_ast::ast::BinaryExpression<'a>) {
        super::spine::binary(self, it);
    }

    fn visit_logical_expression(&mut self, it: &oxc_ast::ast::LogicalExpression<'a>) {
        super::spine::logical(self, it);
    }
}
