//! Decides what a text is, from what the parser made of it.

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    ArrowFunctionBody, AssignmentTarget, BindingPattern, Expression, FormalParameters, Program,
    Statement,
};
use oxc_parser::{ParseOptions, Parser, ParserReturn};
use oxc_span::{GetSpan, SourceType};

use super::entries::Export;
use super::fault::{self, Complaint};
use super::lines::Lines;
use super::shape::{self, Function, NotKind, NotOneFunction, Shape};
use super::tokens::Tokens;

/// A text that is one expression.
pub(super) fn expression(text: &str, lines: &Lines, expression: &Expression<'_>) -> Shape {
    if let Some(not) = exported(text, lines, expression) {
        return Shape::Not(not);
    }
    let span = expression.span();
    let place = |span: oxc_span::Span| lines.span(text, span.start as usize, span.end as usize);
    let mut function = Function {
        params: Vec::new(),
        rest: false,
        params_span: place(span),
        span: place(span),
        is_async: false,
        is_arrow: false,
        is_literal: false,
    };
    match expression.get_inner_expression() {
        Expression::FunctionExpression(literal) => {
            function.is_literal = true;
            function.is_async = literal.r#async;
            function.params = names(&literal.params);
            function.rest = literal.params.rest.is_some();
            function.params_span = place(literal.params.span);
        }
        Expression::ArrowFunctionExpression(literal) => {
            function.is_literal = true;
            function.is_arrow = true;
            function.is_async = literal.r#async;
            function.params = names(&literal.params);
            function.rest = literal.params.rest.is_some();
            function.params_span = place(literal.params.span);
        }
        _ => {}
    }
    Shape::Function(function)
}

fn names(params: &FormalParameters<'_>) -> Vec<Option<String>> {
    let name = |pattern: &BindingPattern<'_>| match pattern {
        BindingPattern::BindingIdentifier(name) => Some(name.name.to_string()),
        _ => None,
    };
    params.items.iter().map(|param| name(&param.pattern)).collect()
}

/// `exports.onExecutePostLogin = …` or `module.exports = …`.
fn exported(text: &str, lines: &Lines, expression: &Expression<'_>) -> Option<NotOneFunction> {
    let Expression::AssignmentExpression(assignment) = expression.get_inner_expression() else {
        return None;
    };
    let AssignmentTarget::StaticMemberExpression(member) = &assignment.left else { return None };
    let name = member.property.name.as_str();
    let span = lines.span(text, member.span.start as usize, member.span.end as usize);
    let on_exports = match member.object.get_inner_expression() {
        Expression::Identifier(object) if object.name == "module" && name == "exports" => {
            let right = assignment.right.span();
            let function =
                text.get(right.start as usize..right.end as usize).unwrap_or("").to_owned();
            let end = text.trim_end().len();
            let rest = text.get(assignment.span.end as usize..end).unwrap_or("");
            let fix = (rest.trim().is_empty() || rest.trim() == ";").then_some((
                assignment.span.start as usize,
                end,
                function,
            ));
            return Some(NotOneFunction {
                kind: NotKind::ModuleExports,
                span,
                message: "a rule is the function itself, and `module.exports = …` is no part of it"
                    .to_owned(),
                fix,
            });
        }
        Expression::Identifier(object) => object.name == "exports",
        Expression::StaticMemberExpression(object) => object.property.name == "exports",
        _ => false,
    };
    (on_exports && (name.starts_with("onExecute") || name.starts_with("onContinue"))).then(|| {
        NotOneFunction {
            kind: NotKind::ActionCode,
            span,
            message: format!("`exports.{name}` is the code of an Action, not of a rule"),
            fix: None,
        }
    })
}

/// A text that was parsed as a module.
pub(super) fn module(
    text: &str,
    lines: &Lines,
    program: &Program<'_>,
    exports: &[Export],
) -> Shape {
    let place = |span: oxc_span::Span| lines.span(text, span.start as usize, span.end as usize);
    let not = |kind, span, message: &str| {
        Shape::Not(NotOneFunction { kind, span, message: message.to_owned(), fix: None })
    };
    if program.body.is_empty() && program.directives.is_empty() {
        return not(NotKind::Empty, lines.span(text, 0, 0), "the Action is empty");
    }
    if exports.is_empty()
        && let [only] = program.body.as_slice()
        && is_function(only)
        && parameters(only) == RULE_PARAMETERS
    {
        return not(NotKind::RuleCode, place(only.span()), RULE_IN_ACTION);
    }
    let exports = exports
        .iter()
        .map(|export| shape::Export { name: export.name.clone(), span: place(export.at) });
    Shape::Module(shape::Module { exports: exports.collect() })
}

const RULE_IN_ACTION: &str = "this is the function of a rule, and an Action exports handlers";

/// A text that is no module: the function of a rule, which has no name, or no JavaScript.
pub(super) fn no_module(
    text: &str,
    lines: &Lines,
    tokens: &Tokens,
    parsed: &ParserReturn<'_>,
) -> Shape {
    let allocator = Allocator::default();
    let as_rule = Parser::new(&allocator, text, SourceType::script()).parse_expression();
    if let Ok(expression) = &as_rule
        && let Shape::Function(function) = self::expression(text, lines, expression)
        && function.is_literal
    {
        let message = RULE_IN_ACTION.to_owned();
        let (kind, span) = (NotKind::RuleCode, function.span);
        return Shape::Not(NotOneFunction { kind, span, message, fix: None });
    }
    let first = parsed.diagnostics.errors().map(Complaint::of).min_by_key(|one| one.start);
    Shape::Syntax(fault::explain(text, lines, tokens, &first.unwrap_or_default()))
}

/// A text that is not one expression.
pub(super) fn rejected(text: &str, lines: &Lines, tokens: &Tokens) -> Shape {
    let Some(last) = tokens.all.last() else {
        return Shape::Not(NotOneFunction {
            kind: NotKind::Empty,
            span: lines.span(text, 0, 0),
            message: if text.trim().is_empty() {
                "the rule is empty".to_owned()
            } else {
                "the rule holds comments alone".to_owned()
            },
            fix: None,
        });
    };
    let semicolons = tokens.all.iter().rev().take_while(|token| token.text(text) == ";").count();
    if semicolons > 0
        && let Some(first) = tokens.all.get(tokens.all.len() - semicolons)
        && let Some(shape) = without_semicolon(text, lines, first.start, last.end)
    {
        return shape;
    }
    let allocator = Allocator::default();
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, text, SourceType::script()).with_options(options).parse();
    let as_expression = Parser::new(&allocator, text, SourceType::script()).parse_expression();
    let errors = match as_expression {
        Ok(_) => Vec::new(),
        Err(errors) => errors.into_vec(),
    };
    let count = errors.len();
    let mut complaints: Vec<Complaint> =
        errors.iter().chain(parsed.diagnostics.errors()).map(Complaint::of).collect();
    let nameless = |one: &Complaint| one.message.starts_with("Expected function name");
    if !parsed.panicked && complaints.iter().skip(count).all(nameless) {
        return statements(text, lines, &parsed.program);
    }
    complaints.retain(|one| !nameless(one));
    // Read as one expression or as statements: the reading that gets further is what the author meant.
    let furthest = complaints.into_iter().max_by_key(|one| one.start).unwrap_or_default();
    Shape::Syntax(fault::explain(text, lines, tokens, &furthest))
}

fn without_semicolon(text: &str, lines: &Lines, start: usize, end: usize) -> Option<Shape> {
    let kept = text.get(..start)?;
    let allocator = Allocator::default();
    let expression = Parser::new(&allocator, kept, SourceType::script()).parse_expression().ok()?;
    if let Some(not) = exported(text, lines, &expression) {
        return Some(Shape::Not(not));
    }
    let between = text.get(start..end).unwrap_or("");
    let only = between.chars().all(|character| character == ';' || character.is_whitespace());
    Some(Shape::Not(NotOneFunction {
        kind: NotKind::TrailingSemicolon,
        span: lines.span(text, start, end),
        message: "a `;` stands after the function, but a rule is one expression".to_owned(),
        fix: only.then(|| (start, end, String::new())),
    }))
}

/// A text that is a list of statements.
fn statements(text: &str, lines: &Lines, program: &Program<'_>) -> Shape {
    let mut functions = Vec::new();
    for (index, statement) in program.body.iter().enumerate() {
        if let Statement::ExpressionStatement(statement) = statement
            && let Some(not) = exported(text, lines, &statement.expression)
        {
            return Shape::Not(NotOneFunction {
                fix: not.fix.filter(|_| program.body.len() == 1),
                ..not
            });
        }
        if is_function(statement) {
            functions.push((index, statement));
        }
    }
    let place = |span: oxc_span::Span| lines.span(text, span.start as usize, span.end as usize);
    let not = |kind, span, message: &str, fix| {
        Shape::Not(NotOneFunction { kind, span: place(span), message: message.to_owned(), fix })
    };
    match functions.as_slice() {
        [] => {
            let first = program.body.first().map_or(program.span, GetSpan::span);
            not(
                NotKind::NotAFunction,
                first,
                "these are statements, but a rule is one function",
                None,
            )
        }
        [(index, only)] => {
            let before = program.directives.first().map(GetSpan::span).or_else(|| {
                (*index > 0).then(|| program.body.first().map_or(program.span, GetSpan::span))
            });
            let after = program.body.get(index + 1).map(GetSpan::span);
            match (before, after) {
                (Some(before), None) => {
                    let message =
                        "a statement stands before the function, but a rule is one expression";
                    not(NotKind::StatementBefore, before, message, moved_inside(text, only, ""))
                }
                (_, Some(after)) => not(
                    NotKind::StatementAfter,
                    after,
                    "something stands after the function, but a rule is one expression",
                    None,
                ),
                (None, None) => {
                    not(NotKind::NotAFunction, only.span(), "this is not one expression", None)
                }
            }
        }
        _ => {
            let second = functions.get(1).map_or(program.span, |(_, second)| second.span());
            not(
                NotKind::SeveralFunctions,
                second,
                "there is more than one function, but a rule is exactly one",
                helpers_inside(text, program, &functions),
            )
        }
    }
}

/// Moves the helpers into the one function that takes `user`, `context` and `callback`. Declarations count from the
/// start of a function wherever they stand; anything else after the rule would change its time, so it is left alone.
fn helpers_inside(
    text: &str,
    program: &Program<'_>,
    functions: &[(usize, &Statement<'_>)],
) -> Option<(usize, usize, String)> {
    let mut rules =
        functions.iter().filter(|(_, function)| parameters(function) == RULE_PARAMETERS);
    let (index, rule) = rules.next()?;
    if rules.next().is_some() {
        return None;
    }
    let after = program.body.get(index + 1..)?;
    if !after.iter().all(|statement| matches!(statement, Statement::FunctionDeclaration(_))) {
        return None;
    }
    let helpers = text.get(rule.span().end as usize..)?.trim();
    moved_inside(text.get(..rule.span().end as usize)?, rule, helpers)
        .map(|(start, _, moved)| (start, text.len(), moved))
}

/// Parameters that a rule has.
const RULE_PARAMETERS: usize = 3;

fn parameters(function: &Statement<'_>) -> usize {
    match function {
        Statement::FunctionDeclaration(function) => function.params.items.len(),
        Statement::ExpressionStatement(statement) => {
            match statement.expression.get_inner_expression() {
                Expression::FunctionExpression(function) => function.params.items.len(),
                Expression::ArrowFunctionExpression(function) => function.params.items.len(),
                _ => 0,
            }
        }
        _ => 0,
    }
}

fn is_function(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::FunctionDeclaration(_) => true,
        Statement::ExpressionStatement(statement) => matches!(
            statement.expression.get_inner_expression(),
            Expression::FunctionExpression(_) | Expression::ArrowFunctionExpression(_)
        ),
        _ => false,
    }
}

/// Moves what stands before the last function, and what stood after it, to the start of its body.
fn moved_inside(
    text: &str,
    function: &Statement<'_>,
    after: &str,
) -> Option<(usize, usize, String)> {
    let span = function.span();
    let body = match function {
        Statement::FunctionDeclaration(function) => function.body.as_ref().map(|body| body.span),
        Statement::ExpressionStatement(statement) => {
            match statement.expression.get_inner_expression() {
                Expression::FunctionExpression(function) => {
                    function.body.as_ref().map(|body| body.span)
                }
                Expression::ArrowFunctionExpression(function) => match &function.body {
                    ArrowFunctionBody::FunctionBody(body) => Some(body.span),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }?;
    let moved = [text.get(..span.start as usize)?.trim(), after];
    let moved = moved.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    let head = text.get(span.start as usize..=body.start as usize)?;
    let rest =
        text.get(body.start as usize + 1..span.end as usize)?.trim_end().trim_end_matches(';');
    Some((0, text.len(), format!("{head}\n{moved}\n{rest}")))
}
