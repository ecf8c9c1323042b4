//! The instrumented form of a text: a call of the marker before each statement, and nothing else that a script could
//! notice. Only insertions are made, none of them contains a line end, and each can be taken out again.
//!
//! Three kinds are inserted, where `M` is the marker: `M(7);` before a statement of a list; `/*M*/{M(7);` and `/*M*/}`
//! around a statement that is the body of another; `/*M*/(M(7),` and `/*M*/)` around the expression of an arrow function.

use oxc_ast::ast::{
    ArrowFunctionBody, ArrowFunctionExpression, BinaryExpression, DoWhileStatement, ForInStatement,
    ForOfStatement, ForStatement, IfStatement, LabeledStatement, LogicalExpression, Statement,
    WhileStatement, WithStatement,
};
use oxc_ast::match_expression;
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use super::javascript_only::javascript_only;
use super::spine;
use super::tree::Tree;
use crate::order;

/// One insertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Insertion {
    /// Before which byte of the pasted text.
    pub(super) at: usize,
    /// What.
    pub(super) text: String,
}

/// Where markers go.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In the order of their places.
    pub(super) insertions: Vec<Insertion>,
    /// Byte ranges of what is marked; the number in the marker is the index here.
    pub(super) statements: Vec<(usize, usize)>,
}

pub(super) fn marks(tree: Tree<'_, '_>, marker: &str) -> Marks {
    let mut marking = Marking { marker, marks: Marks::default() };
    tree.walk(&mut marking);
    // Those of one place stay in the order in which they were made: what closes comes before what opens, and what was
    // opened last is closed first.
    order::sort_long_by_key(&mut marking.marks.insertions, |insertion| insertion.at);
    marking.marks
}

/// The text with all insertions.
pub(super) fn apply(text: &str, insertions: &[Insertion]) -> String {
    let mut result = String::with_capacity(
        text.len() + insertions.iter().map(|one| one.text.len()).sum::<usize>(),
    );
    let mut from = 0;
    for Insertion { at, text: inserted } in insertions {
        result.push_str(text.get(from..*at).unwrap_or(""));
        result.push_str(inserted);
        from = *at;
    }
    result.push_str(text.get(from..).unwrap_or(""));
    result
}

/// Takes every insertion out of a piece of instrumented text.
pub(super) fn remove(text: &str, marker: &str) -> String {
    if marker.is_empty() || !text.contains(marker) {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(marker) {
        let (before, after) = rest.split_at(at);
        let after = after.strip_prefix(marker).unwrap_or("");
        if let (Some(before), Some(after)) = (before.strip_suffix("/*"), after.strip_prefix("*/")) {
            // With the bracket that follows the comment.
            result.push_str(before);
            rest = after.get(1..).unwrap_or("");
        } else {
            // `(7);` or `(7),`.
            result.push_str(before);
            rest = after.find(')').and_then(|close| after.get(close + 2..)).unwrap_or("");
        }
    }
    result.push_str(rest);
    result
}

struct Marking<'m> {
    marker: &'m str,
    marks: Marks,
}

impl Marking<'_> {
    fn number(&mut self, span: Span) -> usize {
        self.marks.statements.push((span.start as usize, span.end as usize));
        self.marks.statements.len() - 1
    }

    fn insert(&mut self, at: u32, text: String) {
        self.marks.insertions.push(Insertion { at: at as usize, text });
    }

    fn mark(&mut self, at: u32, span: Span) {
        let number = self.number(span);
        self.insert(at, format!("{}({number});", self.marker));
    }

    /// Marks a statement that is the body of another.
    fn body(&mut self, body: &Statement<'_>, is_loop: bool) {
        match body {
            Statement::BlockStatement(block) => {
                // An endless loop must be noticed even when nothing stands in it.
                if is_loop && !block.body.iter().any(is_marked) {
                    self.mark(block.span.start + 1, block.span);
                }
                self.visit_statement(body);
            }
            Statement::EmptyStatement(_) if !is_loop => {}
            // `if (x) function f() {}` has a meaning of its own, and nothing to mark.
            _ if is_declaration(body) => self.visit_statement(body),
            _ => {
                let span = body.span();
                let number = self.number(span);
                self.insert(span.start, format!("/*{0}*/{{{0}({number});", self.marker));
                self.visit_statement(body);
                self.insert(span.end, format!("/*{}*/}}", self.marker));
            }
        }
    }
}

/// Declarations of functions run nothing: they are hoisted.
fn is_marked(statement: &Statement<'_>) -> bool {
    !matches!(statement, Statement::FunctionDeclaration(_) | Statement::EmptyStatement(_))
}

fn is_declaration(mut statement: &Statement<'_>) -> bool {
    while let Statement::LabeledStatement(labeled) = statement {
        statement = &labeled.body;
    }
    matches!(
        statement,
        Statement::FunctionDeclaration(_)
            | Statement::ClassDeclaration(_)
            | Statement::VariableDeclaration(_)
    ) && !matches!(statement, Statement::VariableDeclaration(declaration) if declaration.kind.is_var())
}

impl<'a> Visit<'a> for Marking<'_> {
    javascript_only!();

    fn visit_statements(&mut self, statements: &oxc_allocator::Vec<'a, Statement<'a>>) {
        for statement in statements {
            if is_marked(statement) {
                let span = statement.span();
                self.mark(span.start, span);
            }
            self.visit_statement(statement);
        }
    }

    fn visit_if_statement(&mut self, it: &IfStatement<'a>) {
        self.visit_expression(&it.test);
        self.body(&it.consequent, false);
        if let Some(alternate) = &it.alternate {
            self.body(alternate, false);
        }
    }

    fn visit_while_statement(&mut self, it: &WhileStatement<'a>) {
        self.visit_expression(&it.test);
        self.body(&it.body, true);
    }

    fn visit_do_while_statement(&mut self, it: &DoWhileStatement<'a>) {
        self.body(&it.body, true);
        self.visit_expression(&it.test);
    }

    fn visit_for_statement(&mut self, it: &ForStatement<'a>) {
        if let Some(init) = &it.init {
            self.visit_for_statement_init(init);
        }
        if let Some(test) = &it.test {
            self.visit_expression(test);
        }
        if let Some(update) = &it.update {
            self.visit_expression(update);
        }
        self.body(&it.body, true);
    }

    fn visit_for_in_statement(&mut self, it: &ForInStatement<'a>) {
        self.visit_for_statement_left(&it.left);
        self.visit_expression(&it.right);
        self.body(&it.body, true);
    }

    fn visit_for_of_statement(&mut self, it: &ForOfStatement<'a>) {
        self.visit_for_statement_left(&it.left);
        self.visit_expression(&it.right);
        self.body(&it.body, true);
    }

    /// Nothing may come between a label and its loop.
    fn visit_labeled_statement(&mut self, it: &LabeledStatement<'a>) {
        self.visit_statement(&it.body);
    }

    /// Inside `with`, the marker would be looked up in the object, and a proxy would see it.
    fn visit_with_statement(&mut self, it: &WithStatement<'a>) {
        self.visit_expression(&it.object);
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.visit_formal_parameters(&it.params);
        match &it.body {
            ArrowFunctionBody::FunctionBody(body) => self.visit_function_body(body),
            body @ match_expression!(ArrowFunctionBody) => {
                let expression = body.to_expression();
                let span = expression.span();
                let number = self.number(span);
                self.insert(span.start, format!("/*{0}*/({0}({number}),", self.marker));
                self.visit_expression(expression);
                self.insert(span.end, format!("/*{}*/)", self.marker));
            }
        }
    }

    fn visit_binary_expression(&mut self, it: &BinaryExpression<'a>) {
        spine::binary(self, it);
    }

    fn visit_logical_expression(&mut self, it: &LogicalExpression<'a>) {
        spine::logical(self, it);
    }
}
