//! `missing-handler`: an Action that does not export what its trigger calls (`domain.md` §5.1; AC-04).

use super::{
    Facts, cure, text,
    wording::{list, quoted, titled},
};
use crate::diagnostics::{Code, Collector, Diagnostic};
use crate::place::Place;
use crate::report::OriginKind;
use crate::script::source::{Export, Module, Shape};
use crate::script::{ScriptRun, limits};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Collector) {
    for run in facts.login.of(OriginKind::Action) {
        let Some(handler) = &run.missing_handler else { continue };
        let exports: &[Export] = match &run.source.shape {
            Shape::Module(Module { exports }) => exports,
            _ => &[],
        };
        let finding = Diagnostic::new(
            Code::MissingHandler,
            format!(
                "{} exports no `{handler}`, which its trigger calls, so the login fails",
                titled(run)
            ),
        )
        .help(help(handler, exports))
        .at(Place::script(&run.script, exports.first().map(|export| export.span)));
        findings.push(match exports {
            [only] => renamed(run, only, handler)
                .map_or_else(|| finding.clone(), |fix| finding.clone().fix(fix)),
            _ => finding,
        });
    }
}

fn help(handler: &str, exports: &[Export]) -> String {
    if exports.is_empty() {
        return format!("write `exports.{handler} = async (event, api) => {{ … }}`");
    }
    format!(
        "it exports {}: export `{handler}`, or create the Action for the trigger that calls those",
        list(exports.iter().map(|export| export.name.as_str()))
    )
}

/// Renames an export that is a handler of almost this name.
fn renamed(run: &ScriptRun, export: &Export, handler: &str) -> Option<crate::diagnostics::Fix> {
    crate::diagnostics::nearest(&export.name, [handler])?;
    let (start, end) = text::bytes(&run.source.text, export.span)?;
    let at = end.checked_sub(export.name.len()).filter(|at| *at >= start)?;
    (run.source.text.len() <= limits::SCRIPT_BYTES).then_some(())?;
    Some(cure::in_script(run, (at, end), handler, format!("Export {}", quoted(handler))))
}
