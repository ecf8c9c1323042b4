//! What an Action exports: the functions that its trigger calls (`domain.md` §5.1).

use oxc_ast::ast::{
    AssignmentTarget, BindingPattern, Expression, ObjectPropertyKind, Program, Statement,
};
use oxc_span::{GetSpan, Span};

use super::scopes::key_name;

/// One export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Export {
    pub(super) name: String,
    /// Where the name is written.
    pub(super) at: Span,
    /// The function, where it is written out in the text.
    pub(super) function: Option<Span>,
}

/// The exports of a module, from the assignments among its top-level statements.
pub(super) fn exports(program: &Program<'_>) -> Vec<Export> {
    let mut found = Vec::new();
    for statement in &program.body {
        let Statement::ExpressionStatement(statement) = statement else { continue };
        let mut expression = statement.expression.get_inner_expression();
        // `exports.a = exports.b = …`
        while let Expression::AssignmentExpression(assignment) = expression {
            let value = assignment.right.get_inner_expression();
            let mut last = value;
            while let Expression::AssignmentExpression(inner) = last {
                last = inner.right.get_inner_expression();
            }
            if let AssignmentTarget::StaticMemberExpression(member) = &assignment.left {
                let name = member.property.name.as_str();
                if is_exports(&member.object) {
                    found.push(Export {
                        name: name.to_owned(),
                        at: member.span,
                        function: function(program, last),
                    });
                } else if is_named(&member.object, "module") && name == "exports" {
                    members(program, last, &mut found);
                }
            }
            expression = value;
        }
    }
    found
}

/// `module.exports = { onExecutePostLogin }`.
fn members(program: &Program<'_>, value: &Expression<'_>, found: &mut Vec<Export>) {
    let Expression::ObjectExpression(object) = value else { return };
    for property in &object.properties {
        let ObjectPropertyKind::ObjectProperty(property) = property else { continue };
        if let Some(name) = key_name(&property.key, property.computed) {
            let function = function(program, property.value.get_inner_expression());
            found.push(Export { name, at: property.key.span(), function });
        }
    }
}

/// `exports` or `module.exports`.
fn is_exports(object: &Expression<'_>) -> bool {
    match object.get_inner_expression() {
        Expression::StaticMemberExpression(member) => {
            member.property.name == "exports" && is_named(&member.object, "module")
        }
        other => is_named(other, "exports"),
    }
}

fn is_named(expression: &Expression<'_>, name: &str) -> bool {
    matches!(expression.get_inner_expression(), Expression::Identifier(it) if it.name == name)
}

/// The range of the function that an expression is or names.
fn function(program: &Program<'_>, value: &Expression<'_>) -> Option<Span> {
    match value {
        Expression::FunctionExpression(function) => Some(function.span),
        Expression::ArrowFunctionExpression(function) => Some(function.span),
        Expression::Identifier(name) => program.body.iter().find_map(|statement| match statement {
            Statement::FunctionDeclaration(function) => {
                let id = function.id.as_ref()?;
                (id.name == name.name).then_some(function.span)
            }
            Statement::VariableDeclaration(declaration) => {
                declaration.declarations.iter().find_map(|one| {
                    let BindingPattern::BindingIdentifier(id) = &one.id else { return None };
                    match one.init.as_ref()?.get_inner_expression() {
                        Expression::FunctionExpression(it) if id.name == name.name => Some(it.span),
                        Expression::ArrowFunctionExpression(it) if id.name == name.name => {
                            Some(it.span)
                        }
                        _ => None,
                    }
                })
            }
            _ => None,
        }),
        _ => None,
    }
}
