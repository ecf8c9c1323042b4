//! Where a value comes from: paths below `user` and `context`, and constant texts.

use oxc_ast::ast::{
    CallExpression, ChainElement, ComputedMemberExpression, Expression, IdentifierReference,
    ObjectPropertyKind, PrivateFieldExpression, StaticMemberExpression,
};
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::{BinaryOperator, LogicalOperator};

use super::facts::Part;
use super::lines::{Lines, floor};
use super::scopes::{Init, Scopes, key_name};

/// Aliases of aliases that are followed.
const ALIASES: usize = 8;

/// Bytes of an expression that are kept for showing.
const EXCERPT: usize = 400;

/// Names of a rule's parameters by position (`domain.md` §4.2).
pub(super) const RULE_PARAMS: &[&str] = &["user", "context", "callback"];

/// Names of the parameters of an Action's handler (`domain.md` §5.1).
pub(super) const ACTION_PARAMS: &[&str] = &["event", "api"];

/// A number as the language makes text of it, for the numbers that stand in names and keys.
fn digits(number: f64) -> String {
    serde_json::Value::from(number).to_string().trim_end_matches(".0").to_owned()
}

/// A path, and how long its beginnings are whose members can be read safely.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) names: Vec<String>,
    pub(super) safe: Vec<usize>,
}

/// One step of a chain of members and calls.
#[derive(Clone, Copy, Debug)]
pub(super) enum Link<'a> {
    Member { key: Key<'a>, optional: bool, span: Span },
    Call { call: &'a CallExpression<'a>, optional: bool },
}

/// The name of a member.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key<'a> {
    Name(&'a str, Span),
    Computed(&'a Expression<'a>),
    Private,
}

#[derive(Clone, Copy)]
pub(super) enum Last<'a> {
    Call(&'a CallExpression<'a>),
    Static(&'a StaticMemberExpression<'a>),
    Computed(&'a ComputedMemberExpression<'a>),
    Private(&'a PrivateFieldExpression<'a>),
}

impl<'a> Last<'a> {
    pub(super) fn of(expression: &'a Expression<'a>) -> Option<Self> {
        Some(match expression {
            Expression::CallExpression(call) => Self::Call(call),
            Expression::StaticMemberExpression(member) => Self::Static(member),
            Expression::ComputedMemberExpression(member) => Self::Computed(member),
            Expression::PrivateFieldExpression(member) => Self::Private(member),
            Expression::ChainExpression(chain) => match &chain.expression {
                ChainElement::CallExpression(call) => Self::Call(call),
                ChainElement::StaticMemberExpression(member) => Self::Static(member),
                ChainElement::ComputedMemberExpression(member) => Self::Computed(member),
                ChainElement::PrivateFieldExpression(member) => Self::Private(member),
                ChainElement::TSNonNullExpression(_) => return None,
            },
            Expression::ParenthesizedExpression(inner) => {
                let inner = inner.expression.get_inner_expression();
                return if matches!(inner, Expression::ParenthesizedExpression(_)) {
                    None
                } else {
                    Self::of(inner)
                };
            }
            _ => return None,
        })
    }

    /// The beginning of the chain and its links in the order in which they are evaluated.
    pub(super) fn chain(self) -> (&'a Expression<'a>, Vec<Link<'a>>) {
        let mut links = Vec::new();
        let mut last = self;
        loop {
            let object = match last {
                Self::Call(call) => {
                    links.push(Link::Call { call, optional: call.optional });
                    &call.callee
                }
                Self::Static(member) => {
                    let key = Key::Name(member.property.name.as_str(), member.property.span);
                    links.push(Link::Member { key, optional: member.optional, span: member.span });
                    &member.object
                }
                Self::Computed(member) => {
                    let key = Key::Computed(&member.expression);
                    links.push(Link::Member { key, optional: member.optional, span: member.span });
                    &member.object
                }
                Self::Private(member) => {
                    links.push(Link::Member {
                        key: Key::Private,
                        optional: member.optional,
                        span: member.span,
                    });
                    &member.object
                }
            };
            let Some(next) = Self::of(object) else {
                links.reverse();
                return (object, links);
            };
            last = next;
        }
    }
}

/// Answers questions about values.
#[derive(Clone, Copy)]
pub(super) struct Values<'s, 'a> {
    pub(super) text: &'s str,
    pub(super) lines: &'s Lines,
    pub(super) scopes: &'s Scopes<'a>,
    /// Names of the parameters that the host gives, by position.
    pub(super) params: &'static [&'static str],
}

impl<'a> Values<'_, 'a> {
    pub(super) fn slice(&self, span: Span) -> String {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("").to_owned()
    }

    /// The beginning of what is written in a range, for showing.
    pub(super) fn excerpt(&self, span: Span) -> String {
        let end = (span.end as usize).min(span.start as usize + EXCERPT);
        let shown = self.text.get(span.start as usize..floor(self.text, end)).unwrap_or("");
        if end < span.end as usize { format!("{shown}…") } else { shown.to_owned() }
    }

    /// The path that an expression reads.
    pub(super) fn path(&self, expression: &'a Expression<'a>, scope: usize) -> Option<Path> {
        self.path_within(expression, scope, ALIASES)
    }

    fn path_within(
        &self,
        expression: &'a Expression<'a>,
        scope: usize,
        depth: usize,
    ) -> Option<Path> {
        let depth = depth.checked_sub(1)?;
        let expression = expression.get_inner_expression();
        if let Some(last) = Last::of(expression) {
            let (root, links) = last.chain();
            let mut path = self.path_within(root, scope, depth)?;
            for link in links {
                let Link::Member { key, optional, .. } = link else { return None };
                if optional {
                    path.safe.push(path.names.len());
                }
                path.names.push(self.key(key, scope)?);
            }
            return Some(path);
        }
        match expression {
            Expression::Identifier(name) => self.named(name, scope, depth),
            Expression::LogicalExpression(logical) if logical.operator != LogicalOperator::And => {
                let mut path = self.path_within(&logical.left, scope, depth)?;
                path.safe.push(path.names.len());
                Some(path)
            }
            // `user.app_metadata && user.app_metadata.role`
            Expression::LogicalExpression(logical) => {
                let tested = self.path_within(&logical.left, scope, depth);
                let mut path = self.path_within(&logical.right, scope, depth)?;
                if let Some(tested) = tested.filter(|tested| path.names.starts_with(&tested.names))
                {
                    path.safe.push(tested.names.len());
                }
                Some(path)
            }
            _ => None,
        }
    }

    /// What a name stands for.
    pub(super) fn named(
        &self,
        name: &IdentifierReference<'a>,
        scope: usize,
        depth: usize,
    ) -> Option<Path> {
        let Some(binding) = self.scopes.find(name.name.as_str(), scope) else {
            return Some(Path { names: vec![name.name.to_string()], safe: Vec::new() });
        };
        if let Some(index) = binding.param {
            let mut path =
                Path { names: vec![(*self.params.get(index)?).to_owned()], safe: Vec::new() };
            Self::extend(&mut path, binding.init.as_ref()?)?;
            return Some(path);
        }
        let init = binding.value()?;
        let mut path = self.path_within(init.expression?, init.scope, depth)?;
        Self::extend(&mut path, init)?;
        Some(path)
    }

    fn extend(path: &mut Path, init: &Init<'a>) -> Option<()> {
        for (name, safe) in init.members.as_ref()? {
            path.names.push(name.clone());
            if *safe {
                path.safe.push(path.names.len());
            }
        }
        Some(())
    }

    pub(super) fn key(&self, key: Key<'a>, scope: usize) -> Option<String> {
        match key {
            Key::Name(name, _) => Some(name.to_owned()),
            Key::Computed(Expression::NumericLiteral(number)) => Some(digits(number.value)),
            Key::Computed(expression) => self.constant(expression, scope),
            Key::Private => None,
        }
    }

    /// The text an expression evaluates to, if that is certain.
    pub(super) fn constant(&self, expression: &'a Expression<'a>, scope: usize) -> Option<String> {
        fold(&self.parts(expression, scope))
    }

    /// What a text is composed of.
    pub(super) fn parts(&self, expression: &'a Expression<'a>, scope: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        self.collect(expression, scope, ALIASES, &mut parts);
        let mut joined: Vec<Part> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(&text),
                (_, part) => joined.push(part),
            }
        }
        joined
    }

    fn collect(
        &self,
        expression: &'a Expression<'a>,
        scope: usize,
        depth: usize,
        parts: &mut Vec<Part>,
    ) {
        let expression = expression.get_inner_expression();
        let Some(below) = depth.checked_sub(1) else {
            parts.push(Part::Other(self.slice(expression.span())));
            return;
        };
        match expression {
            Expression::StringLiteral(text) => parts.push(Part::Literal(text.value.to_string())),
            Expression::TemplateLiteral(template) => {
                let mut expressions = template.expressions.iter();
                for quasi in &template.quasis {
                    parts.push(Part::Literal(
                        quasi.value.cooked.unwrap_or(quasi.value.raw).to_string(),
                    ));
                    if let Some(expression) = expressions.next() {
                        self.operand(expression, scope, below, parts);
                    }
                }
            }
            Expression::BinaryExpression(sum) if sum.operator == BinaryOperator::Addition => {
                let mut operands = vec![&sum.right];
                let mut left = &sum.left;
                while let Expression::BinaryExpression(inner) = left
                    && inner.operator == BinaryOperator::Addition
                {
                    operands.push(&inner.right);
                    left = &inner.left;
                }
                self.operand(left, scope, below, parts);
                while let Some(operand) = operands.pop() {
                    self.operand(operand, scope, below, parts);
                }
            }
            _ => self.operand(expression, scope, below, parts),
        }
    }

    fn operand(
        &self,
        expression: &'a Expression<'a>,
        scope: usize,
        depth: usize,
        parts: &mut Vec<Part>,
    ) {
        let expression = expression.get_inner_expression();
        match expression {
            Expression::NumericLiteral(number) => {
                parts.push(Part::Literal(digits(number.value)));
            }
            Expression::Identifier(name) => parts.push(self.binding(name, scope, depth)),
            Expression::StringLiteral(_) | Expression::TemplateLiteral(_) => {
                self.collect(expression, scope, depth, parts);
            }
            Expression::BinaryExpression(sum) if sum.operator == BinaryOperator::Addition => {
                self.collect(expression, scope, depth, parts);
            }
            _ => {
                if let Some(value) = self.of_constant_object(expression, scope, depth) {
                    parts.push(Part::Binding {
                        name: self.slice(expression.span()),
                        value: Some(value),
                        path: None,
                        span: self.place(expression.span()),
                    });
                    return;
                }
                parts.push(
                    match self.path_within(expression, scope, depth).map(|path| path.names) {
                        Some(names) => match names.as_slice() {
                            [object, key] if object == "configuration" => Part::Config(key.clone()),
                            _ => Part::Path(names),
                        },
                        None => Part::Other(self.slice(expression.span())),
                    },
                );
            }
        }
    }

    fn binding(&self, name: &IdentifierReference<'a>, scope: usize, depth: usize) -> Part {
        let init = self.scopes.find(name.name.as_str(), scope).and_then(|binding| binding.value());
        let value =
            init.filter(|init| init.members.as_ref().is_some_and(Vec::is_empty)).and_then(|init| {
                let mut parts = Vec::new();
                self.collect(init.expression?, init.scope, depth, &mut parts);
                fold(&parts)
            });
        let path = depth
            .checked_sub(1)
            .and_then(|depth| self.named(name, scope, depth))
            .map(|path| path.names);
        let path = path.filter(|path| value.is_none() && path.len() > 1);
        Part::Binding { name: name.name.to_string(), value, path, span: self.place(name.span) }
    }

    /// `CLAIMS.role` with `const CLAIMS = { role: "…" }`.
    fn of_constant_object(
        &self,
        expression: &'a Expression<'a>,
        scope: usize,
        depth: usize,
    ) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let Expression::StaticMemberExpression(member) = expression else { return None };
        let Expression::Identifier(object) = &member.object else { return None };
        let init = self.scopes.find(object.name.as_str(), scope)?.value()?;
        let Expression::ObjectExpression(literal) = init.expression?.get_inner_expression() else {
            return None;
        };
        if init.members.as_ref().is_none_or(|members| !members.is_empty()) {
            return None;
        }
        let property = literal.properties.iter().rev().find_map(|property| match property {
            ObjectPropertyKind::ObjectProperty(property) => {
                (key_name(&property.key, property.computed).as_deref()
                    == Some(member.property.name.as_str()))
                .then_some(property)
            }
            ObjectPropertyKind::SpreadProperty(_) => None,
        })?;
        let mut parts = Vec::new();
        self.collect(&property.value, init.scope, depth, &mut parts);
        fold(&parts)
    }

    pub(super) fn place(&self, span: Span) -> crate::place::Span {
        self.lines.span(self.text, span.start as usize, span.end as usize)
    }
}

fn fold(parts: &[Part]) -> Option<String> {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Binding { value: Some(value), .. } => text.push_str(value),
            _ => return None,
        }
    }
    (!parts.is_empty()).then_some(text)
}
