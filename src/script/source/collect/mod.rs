//! Walks a text once and writes down what stands in it.

mod action;
mod mentioned;
mod visit;

use std::collections::{BTreeMap, BTreeSet};

use oxc_ast::ast::{
    Argument, BindingPattern, CallExpression, Expression, IdentifierReference, ObjectExpression,
    ObjectPattern, ObjectPropertyKind, PropertyKey, Statement, VariableDeclaration,
};
use oxc_ast::match_expression;
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use super::callee::CallRange;
use super::facts::{
    CallbackSite, ClaimWrite, ContextMember, Facts, Guard, GuardKind, Part, Read, UserWrite,
};
use super::ranges::{IteratedRange, MemberRange, Ranges, TakenApart, WriteRange};
use super::scopes;
use super::tree::Tree;
use super::values::{Key, Last, Link, Path, Values};
use crate::report::Target;
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

    /// A chain of members and calls, as a whole: `user.app_metadata.roles.includes("x")`.
    fn chain(&mut self, last: Last<'a>, is_target: bool) {
        let (root, links) = last.chain();
        let scope = self.scope();
        let mut path = match root.get_inner_expression() {
            Expression::Identifier(_) | Expression::LogicalExpression(_) => self.path(root),
            _ => None,
        };
        self.visit_expression(root);
        // The root alone is a read only if it is more than a name.
        let mut read: Option<(Path, Span, Vec<Span>)> =
            path.clone().map(|path| (path, root.span(), vec![root.span()]));
        let mut object = root.span();
        let count = links.len();
        for (index, link) in links.into_iter().enumerate() {
            match link {
                Link::Member { key, optional, span } => {
                    let name = self.values.key(key, scope);
                    self.ranges.members.push(MemberRange {
                        start: span.start as usize,
                        end: span.end as usize,
                        object: (object.start as usize, object.end as usize),
                        property: name.clone(),
                        path: path.as_ref().map(|path| path.names.clone()),
                    });
                    if let (Some(path), Some(name)) = (&path, &name)
                        && path.names.as_slice() == ["context"]
                    {
                        let at = match key {
                            Key::Name(_, at) => at,
                            Key::Computed(key) => key.span(),
                            Key::Private => span,
                        };
                        self.facts.context_members.push(ContextMember {
                            name: name.clone(),
                            span: self.place(at),
                            bytes: (at.start as usize, at.end as usize),
                            write: is_target && index + 1 == count,
                        });
                    }
                    if let Key::Computed(key) = key {
                        self.visit_expression(key);
                    }
                    path = path.zip(name).map(|(mut path, name)| {
                        if optional {
                            path.safe.push(path.names.len());
                        }
                        path.names.push(name);
                        path
                    });
                    if let (Some(path), Some((read, end, spans))) = (&path, &mut read)
                        && !(is_target && index + 1 == count)
                    {
                        // A default in the middle of a path adds no name.
                        *read = path.clone();
                        *end = span;
                        spans.push(span);
                    }
                    object = span;
                }
                Link::Call { call, optional } => {
                    if let Some((read, end, spans)) = read.take() {
                        self.call(call, &read);
                        self.read(
                            read,
                            end,
                            &spans,
                            if optional { Use::OptionalCall } else { Use::Call },
                        );
                    }
                    self.ranges.writes.push(WriteRange {
                        start: call.span.start as usize,
                        end: call.span.end as usize,
                        function: self.function(),
                        is_call: true,
                    });
                    self.called(call);
                    path = None;
                    self.visit_arguments(&call.arguments);
                    object = call.span;
                }
            }
        }
        if let Some((read, end, spans)) = read {
            self.read(read, end, &spans, if is_target { Use::Written } else { Use::Value });
        }
    }

    fn function(&self) -> usize {
        self.functions.last().map_or(0, |span| span.start as usize)
    }

    fn read(&mut self, mut path: Path, span: Span, spans: &[Span], used: Use) {
        let root = path.names.first().map(String::as_str);
        let of_request = matches!(path.names.as_slice(), [context, request, part, _, ..]
            if context == "context" && request == "request" && (part == "query" || part == "body"));
        let of_action = matches!(root, Some("event" | "api"));
        if root != Some("user") && !of_request && !of_action {
            return;
        }
        if path.names.len() < 2 {
            return;
        }
        // The first beginning of the path that may be undefined: `user.app_metadata`, `context.request.query.scope`.
        let first = if of_request { 4 } else { 2 };
        let last = path.names.len();
        let from_alias = last + 1 - spans.len().min(last);
        let mut unguarded = None;
        // Writing to a member reads the object, too.
        let end = if used == Use::Written { last + 1 } else { last };
        for length in first..end {
            let beginning = path.names.get(..length).unwrap_or_default();
            let safe = path.safe.contains(&length) || self.is_tested(beginning);
            if !safe && unguarded.is_none() && length >= from_alias {
                let at = spans.get(length - from_alias).copied().unwrap_or(span);
                unguarded = Some((self.place(at), (at.start as usize, at.end as usize)));
            }
        }
        let has_default = path.safe.contains(&last);
        let method =
            if matches!(used, Use::Call | Use::OptionalCall) { path.names.pop() } else { None };
        if path.names.len() < 2 && !of_action {
            return;
        }
        let read = Read {
            path: path.names,
            method,
            span: self.place(span),
            bytes: (span.start as usize, span.end as usize),
            guarded: unguarded.is_none(),
            has_default,
            unguarded_at: unguarded,
        };
        if of_request {
            self.facts.request_reads.push(read);
        } else if of_action {
            self.facts.action_reads.push(read);
        } else {
            self.facts.user_reads.push(read);
        }
    }

    fn call(&mut self, call: &'a CallExpression<'a>, callee: &Path) {
        let names: Vec<&str> = callee.names.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["callback"] => {
                let returned = self.returned == Some(call.span);
                self.facts.callback_calls.push(CallbackSite {
                    span: self.place(call.span),
                    args: call.arguments.len(),
                    returned,
                });
            }
            ["require"] => {
                let scope = self.scope();
                let name = call.arguments.first().and_then(Argument::as_expression);
                let name = name.and_then(|name| self.values.constant(name, scope));
                self.facts.requires.push((name, self.place(call.span)));
            }
            ["api", object, "setCustomClaim"] => {
                if let Some(target) = action::target(object) {
                    self.set_custom_claim(call, target);
                }
            }
            ["Object" | "_" | "lodash", "assign" | "extend" | "merge" | "defaults"] => {
                let mut arguments = call.arguments.iter().filter_map(Argument::as_expression);
                let target = arguments
                    .next()
                    .and_then(|target| self.path(target))
                    .and_then(|path| claim_object(&path.names));
                if let Some(target) = target {
                    for argument in arguments {
                        if let Expression::ObjectExpression(object) =
                            argument.get_inner_expression()
                        {
                            self.members(target, object);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// The members of an object literal that becomes part of a claim object.
    fn members(&mut self, target: Target, object: &'a ObjectExpression<'a>) {
        let scope = self.scope();
        for property in &object.properties {
            let ObjectPropertyKind::ObjectProperty(property) = property else { continue };
            let span = property.key.span();
            let parts = match &property.key {
                PropertyKey::StaticIdentifier(name) => vec![Part::Literal(name.name.to_string())],
                key @ match_expression!(PropertyKey) => {
                    self.values.parts(key.to_expression(), scope)
                }
                PropertyKey::PrivateIdentifier(_) => continue,
            };
            self.claim(target, parts, span, property.span, &property.value);
        }
    }

    fn claim(
        &mut self,
        target: Target,
        parts: Vec<Part>,
        name: Span,
        span: Span,
        value: &'a Expression<'a>,
    ) {
        let text = parts.iter().try_fold(String::new(), |mut text, part| {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Binding { value: Some(value), .. } => text.push_str(value),
                _ => return None,
            }
            Some(text)
        });
        self.facts.claim_writes.push(ClaimWrite {
            target,
            name: text,
            name_parts: parts,
            name_span: self.place(name),
            name_bytes: (name.start as usize, name.end as usize),
            span: self.place(span),
            value_text: self.values.excerpt(value.span()),
            value_span: self.place(value.span()),
            value_path: self.path(value).map(|path| path.names).filter(|names| names.len() > 1),
            statement: self.statement,
            guards: self.guards.iter().rev().take(GUARDS).rev().cloned().collect(),
        });
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

    /// An assignment to a member, an update or a deletion.
    fn written(&mut self, last: Last<'a>, span: Span, value: Option<&'a Expression<'a>>) {
        self.ranges.writes.push(WriteRange {
            start: span.start as usize,
            end: span.end as usize,
            function: self.function(),
            is_call: false,
        });
        let scope = self.scope();
        let (object, key) = match last {
            Last::Static(member) => {
                (&member.object, Key::Name(member.property.name.as_str(), member.property.span))
            }
            Last::Computed(member) => (&member.object, Key::Computed(&member.expression)),
            Last::Call(_) | Last::Private(_) => return,
        };
        let Some(path) = self.path(object) else { return };
        let name = self.values.key(key, scope);
        if let (Some(target), Some(value)) = (claim_object(&path.names), value) {
            let (parts, at) = match key {
                Key::Computed(key) => (self.values.parts(key, scope), key.span()),
                Key::Name(name, at) => (vec![Part::Literal(name.to_owned())], at),
                Key::Private => return,
            };
            self.claim(target, parts, at, span, value);
        }
        if path.names.as_slice() == ["context"]
            && let Some(target) =
                name.as_ref().and_then(|name| claim_object(&["context".to_owned(), name.clone()]))
        {
            self.facts.claim_object_replacements.push((target, self.place(span)));
            if let Some(Expression::ObjectExpression(object)) =
                value.map(Expression::get_inner_expression)
            {
                self.members(target, object);
            }
        }
        if path.names.first().is_some_and(|root| root == "event") {
            let mut path = path.names;
            path.extend(name);
            self.facts.event_writes.push(UserWrite { path, span: self.place(span) });
            return;
        }
        if path.names.first().is_some_and(|root| root == "user") {
            let mut path = path.names;
            path.extend(name);
            self.written_paths.insert(path.clone());
            self.facts.user_writes.push(UserWrite { path, span: self.place(span) });
        }
    }

    /// Taking members out of something by a pattern reads them.
    fn taken_apart(&mut self, pattern: &ObjectPattern<'a>, path: &Path, object: Span) {
        for property in &pattern.properties {
            let Some(name) = scopes::key_name(&property.key, property.computed) else { continue };
            let at = property.key.span();
            let mut path = path.clone();
            if path.names.as_slice() == ["context"] {
                self.facts.context_members.push(ContextMember {
                    name: name.clone(),
                    span: self.place(at),
                    bytes: (at.start as usize, at.end as usize),
                    write: false,
                });
            }
            path.names.push(name);
            let inner = match &property.value {
                BindingPattern::AssignmentPattern(with_default) => {
                    path.safe.push(path.names.len());
                    &with_default.left
                }
                other => other,
            };
            if let BindingPattern::ObjectPattern(inner) = inner {
                self.taken_apart(inner, &path, at);
            } else {
                self.read(path, at, &[object, at], Use::Value);
            }
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

/// What is done with what a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Value,
    Call,
    OptionalCall,
    /// One of its members is written.
    Written,
}

fn claim_object(path: &[String]) -> Option<Target> {
    match path {
        [context, name] if context == "context" => match name.as_str() {
            "idToken" => Some(Target::IdToken),
            "accessToken" => Some(Target::AccessToken),
            _ => None,
        },
        _ => None,
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
