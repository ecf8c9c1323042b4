//! What is written to the claim objects, to `user` and to `event`, by assignments and by calls.

use oxc_ast::ast::{
    Argument, CallExpression, Expression, ObjectExpression, ObjectPropertyKind, PropertyKey,
};
use oxc_ast::match_expression;
use oxc_span::{GetSpan, Span};

use super::super::facts::{CallbackSite, ClaimWrite, Part, UserWrite};
use super::super::ranges::WriteRange;
use super::super::values::{Key, Last, Path};
use super::{Collecting, GUARDS, action};
use crate::report::Target;

impl<'a> Collecting<'_, 'a> {
    pub(super) fn call(&mut self, call: &'a CallExpression<'a>, callee: &Path) {
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
    pub(super) fn members(&mut self, target: Target, object: &'a ObjectExpression<'a>) {
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

    pub(super) fn claim(
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

    /// An assignment to a member, an update or a deletion.
    pub(super) fn written(
        &mut self,
        last: Last<'a>,
        span: Span,
        value: Option<&'a Expression<'a>>,
    ) {
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
}

pub(super) fn claim_object(path: &[String]) -> Option<Target> {
    match path {
        [context, name] if context == "context" => match name.as_str() {
            "idToken" => Some(Target::IdToken),
            "accessToken" => Some(Target::AccessToken),
            _ => None,
        },
        _ => None,
    }
}
