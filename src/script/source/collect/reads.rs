//! What is read: chains of members, and patterns that take something apart.

use oxc_ast::ast::{BindingPattern, Expression, ObjectPattern};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use super::super::facts::{ContextMember, Read};
use super::super::ranges::{MemberRange, WriteRange};
use super::super::scopes;
use super::super::values::{Key, Last, Link, Path};
use super::Collecting;

impl<'a> Collecting<'_, 'a> {
    /// A chain of members and calls, as a whole: `user.app_metadata.roles.includes("x")`.
    pub(super) fn chain(&mut self, last: Last<'a>, is_target: bool) {
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

    pub(super) fn read(&mut self, mut path: Path, span: Span, spans: &[Span], used: Use) {
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

    /// Taking members out of something by a pattern reads them.
    pub(super) fn taken_apart(&mut self, pattern: &ObjectPattern<'a>, path: &Path, object: Span) {
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
}

/// What is done with what a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Value,
    Call,
    OptionalCall,
    /// One of its members is written.
    Written,
}
