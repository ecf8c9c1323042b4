//! `script-syntax`, `script-shape`, `misplaced-action-code`: a text that is no rule
//! (`domain.md` §4.1; SX-01, SX-02, SX-05).

use super::{
    Facts, cure,
    wording::{one_line, quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::OriginKind;
use crate::script::ScriptRun;
use crate::script::source::{NotKind, NotOneFunction, Shape, read_rule};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.live_runs() {
        match &run.source.shape {
            Shape::Syntax(fault) => {
                let mut finding = Diagnostic::new(
                    Code::ScriptSyntax,
                    format!("{} does not parse: {}", titled(run), one_line(&fault.message)),
                )
                .at(Place::script(&run.script, Some(fault.span)));
                if let Some(help) = &fault.help {
                    finding = finding.help(help);
                }
                if let Some((span, text)) = &fault.label {
                    finding = finding.label(Place::script(&run.script, Some(*span)), text);
                }
                findings.push(finding);
            }
            // `misplaced-rule-code` says it.
            Shape::Not(not) if not.kind == NotKind::RuleCode => {}
            Shape::Not(not) => findings.push(not_one_function(run, not)),
            Shape::Function(_) | Shape::Module(_) | Shape::TooLong | Shape::TooDeep(_) => {}
        }
    }
}

fn not_one_function(run: &ScriptRun, not: &NotOneFunction) -> Diagnostic {
    let name = quoted(&run.script);
    let finding = match not.kind {
        NotKind::ActionCode => Diagnostic::new(Code::MisplacedActionCode, format!("rule {name} holds the code of an Action"))
            .help("create an Action of the trigger `post-login` with it; a rule is `function (user, context, callback) { … }`"),
        NotKind::Empty if run.kind == OriginKind::Action => Diagnostic::new(Code::ScriptShape, one_line(&not.message))
            .help("write `exports.onExecutePostLogin = async (event, api) => { … }`"),
        kind => Diagnostic::new(Code::ScriptShape, format!("rule {name} is not one function expression: {}", one_line(&not.message)))
            .help(cure(kind)),
    };
    let finding = finding.at(Place::script(&run.script, Some(not.span)));
    // A cure that leaves the next fault behind is none.
    match not.fix.as_ref().filter(|fix| mends(&run.source.text, fix)) {
        Some((start, end, text)) => {
            finding.fix(cure::in_script(run, (*start, *end), text.clone(), title(not.kind)))
        }
        None => finding,
    }
}

fn mends(text: &str, (start, end, replacement): &(usize, usize, String)) -> bool {
    let (Some(before), Some(after)) = (text.get(..*start), text.get(*end..)) else { return false };
    read_rule(&format!("{before}{replacement}{after}")).is_runnable()
}

fn cure(kind: NotKind) -> &'static str {
    match kind {
        NotKind::TrailingSemicolon => "remove the `;` after the closing brace",
        NotKind::StatementBefore => "move the statements into the function",
        NotKind::StatementAfter => "move the statements into the function, or remove them",
        NotKind::SeveralFunctions => {
            "make each function a rule of its own, or move one into the other"
        }
        NotKind::ModuleExports => "leave the function alone, without `module.exports =`",
        NotKind::ActionCode | NotKind::NotAFunction | NotKind::Empty | NotKind::RuleCode => {
            "write `function (user, context, callback) { … }`"
        }
    }
}

fn title(kind: NotKind) -> &'static str {
    match kind {
        NotKind::TrailingSemicolon => "Remove the semicolon",
        NotKind::StatementBefore | NotKind::StatementAfter => {
            "Move the statements into the function"
        }
        NotKind::ModuleExports => "Remove `module.exports =`",
        _ => "Make it one function",
    }
}
