//! A script's text: its shape, what stands in it, and the instrumented form.

mod callee;
mod classify;
mod collect;
mod entries;
mod facts;
mod fault;
mod instrument;
mod javascript_only;
pub(super) mod kept;
mod lines;
mod nesting;
mod ranges;
mod scopes;
mod shape;
mod spine;
mod syntax;
mod tokens;
mod tree;
mod values;
#[cfg(test)]
#[expect(clippy::string_slice, reason = "offsets in the texts of the tests")]
mod tests;

pub use callee::Callee;
pub use facts::{
    CallbackSite, ClaimWrite, ContextMember, Facts, Guard, GuardKind, NewerSyntax, Part, Read,
    UserWrite,
};
pub use shape::{Export, Fault, Function, Module, NotKind, NotOneFunction, Shape};

use oxc_allocator::Allocator;
use oxc_ast::ast::Expression;
use oxc_parser::Parser;
use oxc_span::SourceType;

use crate::place::Span;
use crate::script::limits;
use instrument::Insertion;
use lines::Lines;
use ranges::{Ranges, TakenApart};
use tree::Tree;
use values::Values;

/// A parsed script.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The pasted text.
    pub text: String,
    /// Ranges of the statements that are counted as steps.
    pub statements: Vec<Span>,
    /// What the text is, taken as a rule or as an Action.
    pub shape: Shape,
    /// What stands in it, if it can be run.
    pub facts: Facts,
    marker: String,
    lines: Lines,
    /// Where the engine begins a new line, as byte offsets.
    engine_lines: Vec<usize>,
    insertions: Vec<Insertion>,
    statement_bytes: Vec<(usize, usize)>,
    ranges: Ranges,
}

/// A member expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its object as it is written.
    pub object: String,
    /// Its name, if it is constant.
    pub property: Option<String>,
    /// The object as a path that begins with `user`, `context` or `callback`, with aliases followed.
    pub object_path: Option<Vec<String>>,
    /// The whole expression.
    pub span: Span,
    /// Range of the object in bytes of the text, for fixes.
    pub object_bytes: (usize, usize),
}

/// Reads a text as a rule. Whatever it is, there is an answer; only a text for which [`Source::is_runnable`] holds may
/// be handed to the engine.
pub fn read_rule(text: &str) -> Source {
    let (mut source, tokens) = begin(text);
    let Some(tokens) = tokens else { return source };
    let allocator = Allocator::default();
    match Parser::new(&allocator, text, SourceType::script()).parse_expression() {
        Ok(expression) => {
            source.shape = classify::expression(text, &source.lines, &expression);
            let entry = match expression.get_inner_expression() {
                Expression::FunctionExpression(function) => Some(function.span),
                Expression::ArrowFunctionExpression(function) => Some(function.span),
                _ => None,
            };
            source.look_at(Tree::Expression(&expression), entry.as_slice(), values::RULE_PARAMS);
        }
        Err(_) => source.shape = classify::rejected(text, &source.lines, &tokens),
    }
    source
}

/// Reads a text as the code of an Action: a `CommonJS` module (`domain.md` §5.1). As for [`read_rule`], there is always an
/// answer.
pub fn read_action(text: &str) -> Source {
    let (mut source, tokens) = begin(text);
    let Some(tokens) = tokens else { return source };
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::cjs()).parse();
    if parsed.diagnostics.errors().next().is_some() || parsed.panicked {
        source.shape = classify::no_module(text, &source.lines, &tokens, &parsed);
        return source;
    }
    let exports = entries::exports(&parsed.program);
    let handlers: Vec<_> = exports.iter().filter_map(|export| export.function).collect();
    source.shape = classify::module(text, &source.lines, &parsed.program, &exports);
    source.look_at(Tree::Program(&parsed.program), &handlers, values::ACTION_PARAMS);
    source
}

/// What is done before a text is parsed; no tokens if it must not be.
fn begin(text: &str) -> (Source, Option<tokens::Tokens>) {
    let lines = Lines::new(text);
    let mut source =
        Source { text: text.to_owned(), lines, marker: unused_name(text), ..Source::default() };
    if text.len() > limits::SCRIPT_BYTES {
        source.shape = Shape::TooLong;
        return (source, None);
    }
    let tokens = tokens::scan(text);
    if let Some(at) = nesting::too_deep(text, &tokens) {
        source.shape = Shape::TooDeep(source.lines.span(text, at, at + 1));
        return (source, None);
    }
    source.engine_lines.clone_from(&tokens.engine_lines);
    (source, Some(tokens))
}

impl Source {
    /// Collects what the syntax tree tells.
    fn look_at(
        &mut self,
        tree: Tree<'_, '_>,
        entries: &[oxc_span::Span],
        params: &'static [&'static str],
    ) {
        let text = self.text.as_str();
        let marks = instrument::marks(tree, &self.marker);
        self.insertions = marks.insertions;
        self.statements = marks
            .statements
            .iter()
            .map(|(start, end)| self.lines.span(text, *start, *end))
            .collect();
        self.statement_bytes = marks.statements;
        let scopes = scopes::declare(tree, entries);
        let values = Values { text, lines: &self.lines, scopes: &scopes, params };
        (self.facts, self.ranges) = collect::collect(tree, values, &self.statement_bytes);
        self.facts.newer_syntax = syntax::newer(text, &self.lines, tree);
    }

    /// The text can be run: one expression, or a module.
    pub fn is_runnable(&self) -> bool {
        matches!(self.shape, Shape::Function(_) | Shape::Module(_))
    }

    /// The text as the engine gets it without instrumentation: an expression that evaluates to a function of the marker
    /// whose result is the rule, or the function of the module. The wrapper is the first line, so that the engine's line 2 is the first pasted line.
    pub fn plain(&self) -> String {
        self.wrap(&self.text)
    }

    /// The same with a call of the marker before each statement.
    pub fn instrumented(&self) -> String {
        self.wrap(&instrument::apply(&self.text, &self.insertions))
    }

    // INVARIANT: the text was parsed whole, as one expression or as a list of statements, so no bracket or comment in it
    // reaches the wrapper; the line end closes a line comment at its end.
    fn wrap(&self, text: &str) -> String {
        if matches!(self.shape, Shape::Module(_)) {
            let head = "function(exports,require,module,__filename,__dirname){";
            return format!("{}=>{head}\n{text}\n}}", self.marker);
        }
        format!("{}=>(\n{text}\n)", self.marker)
    }

    /// Name of the marker: it occurs nowhere in the text.
    pub fn marker(&self) -> &str {
        &self.marker
    }

    /// The pasted position that belongs to a position which the engine names: it counts the wrapper's line, and columns
    /// in bytes of UTF-8.
    pub fn original(&self, line: u32, column: u32, instrumented: bool) -> Option<(u32, u32)> {
        self.offset(line, column, instrumented)
            .map(|offset| self.lines.position(&self.text, offset))
    }

    /// The same as a byte offset of the pasted text.
    fn offset(&self, line: u32, column: u32, instrumented: bool) -> Option<usize> {
        let index = (line as usize).checked_sub(2)?;
        let start = *self.engine_lines.get(index)?;
        let end = self.engine_lines.get(index + 1).copied().unwrap_or(self.text.len());
        let mut ahead = (column as usize).saturating_sub(1);
        let mut from = start;
        if instrumented {
            let first = self.insertions.partition_point(|insertion| insertion.at < start);
            for insertion in self.insertions.get(first..).unwrap_or_default() {
                let distance = insertion.at - from;
                if insertion.at > end || ahead < distance {
                    break;
                }
                ahead = (ahead - distance).saturating_sub(insertion.text.len());
                from = insertion.at;
            }
        }
        Some(lines::floor(&self.text, (from + ahead).min(end)))
    }

    /// A piece of instrumented text, such as a function's `toString`, as it was pasted.
    pub fn clean(&self, function_text: &str) -> String {
        instrument::remove(function_text, &self.marker)
    }

    /// The assignment, update, deletion or call to which a pasted position belongs; without one, the statement.
    pub fn write_at(&self, line: u32, column: u32) -> Option<Span> {
        let at = self.lines.offset(&self.text, line, column)?;
        let bytes = self.ranges.write_at(at);
        bytes.map(|(start, end)| self.lines.span(&self.text, start, end)).or_else(|| {
            self.statement_at(line, column).and_then(|index| self.statements.get(index).copied())
        })
    }

    /// The member expression to which a pasted position belongs: the innermost one, of that name if one is given. The
    /// engine places a failed access at the start of the chain in which it stands.
    pub fn member_at(&self, line: u32, column: u32, property: Option<&str>) -> Option<Member> {
        let at = self.lines.offset(&self.text, line, column)?;
        let found = self.ranges.member_at(at, property)?;
        Some(Member {
            object: self.text.get(found.object.0..found.object.1)?.to_owned(),
            property: found.property.clone(),
            object_path: found.path.clone(),
            span: self.lines.span(&self.text, found.start, found.end),
            object_bytes: found.object,
        })
    }

    /// What was called at a pasted position, where the text tells it.
    pub fn callee_at(&self, line: u32, column: u32) -> Option<Callee> {
        let at = self.lines.offset(&self.text, line, column)?;
        callee::at(&self.text, &self.ranges.calls, &self.ranges.functions, at)
    }

    /// Range of a counted statement in bytes of the text, for fixes.
    pub fn statement_range(&self, index: usize) -> Option<(usize, usize)> {
        self.statement_bytes.get(index).copied()
    }

    /// What cannot be gone over by the loop or the list at a pasted position, in the words of Node's "… is not iterable".
    pub fn iterated_at(&self, line: u32, column: u32) -> Option<String> {
        let at = self.lines.offset(&self.text, line, column)?;
        let found = self.ranges.iterated.iter().find(|iterated| iterated.key == at)?;
        let text = callee::as_node_writes(self.text.get(found.range.0..found.range.1)?)?;
        Some(if found.is_call {
            format!("{text} is not a function or its return value")
        } else {
            text
        })
    }

    /// Path of the object that the declaration at a pasted position takes apart, where it has one.
    pub fn taken_apart_at(&self, line: u32, column: u32) -> Option<&[String]> {
        self.declaration_at(line, column)?.path.as_deref()
    }

    /// What Node says when that object is `undefined` or `null`.
    pub fn not_taken_apart(&self, line: u32, column: u32, value: &str) -> Option<String> {
        let found = self.declaration_at(line, column)?;
        let object = callee::as_node_writes(self.text.get(found.object.0..found.object.1)?)?;
        Some(match &found.first {
            Some((name, true)) => format!("Cannot read properties of {value} (reading '{name}')"),
            Some((name, false)) => {
                format!("Cannot destructure property '{name}' of '{object}' as it is {value}.")
            }
            None => format!("Cannot destructure '{object}' as it is {value}."),
        })
    }

    fn declaration_at(&self, line: u32, column: u32) -> Option<&TakenApart> {
        let at = self.lines.offset(&self.text, line, column)?;
        let mut here = self.ranges.taken_apart.iter().filter(|declaration| declaration.key == at);
        // Of several in one declaration any may have failed.
        here.next().filter(|_| here.next().is_none())
    }

    /// The innermost statement that is counted as a step at a pasted position, by its index in [`Source::statements`].
    pub fn statement_at(&self, line: u32, column: u32) -> Option<usize> {
        let at = self.lines.offset(&self.text, line, column)?;
        let found = self
            .statement_bytes
            .iter()
            .enumerate()
            .filter(|(_, (start, end))| (*start..=*end).contains(&at));
        found.min_by_key(|(_, (start, end))| end - start).map(|(index, _)| index)
    }
}

/// A name that occurs nowhere in a text.
fn unused_name(text: &str) -> String {
    let mut name = "__s".to_owned();
    let mut number = 0;
    while text.contains(&name) {
        name = format!("__s{number}_");
        number += 1;
    }
    name
}
