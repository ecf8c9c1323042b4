//! Scripts that were read before: between two runs usually one script changes, or none.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Source, read_action, read_rule};
use crate::report::OriginKind;

/// Scripts that are kept at most, and bytes of their texts together.
const SCRIPTS: usize = 32;
const BYTES: usize = 1_000_000;

thread_local! {
    /// The one read last stands last.
    static KEPT: RefCell<Vec<(OriginKind, Rc<Source>)>> = const { RefCell::new(Vec::new()) };
}

/// Reads a text as [`read_rule`] or [`read_action`] do, or remembers what they said of it.
pub(in crate::script) fn read(kind: OriginKind, text: &str) -> Rc<Source> {
    KEPT.with_borrow_mut(|kept| {
        let known = kept.iter().position(|(of, source)| *of == kind && source.text == text);
        let source = match known.map(|at| kept.remove(at)) {
            Some((_, source)) => source,
            None if kind == OriginKind::Action => Rc::new(read_action(text)),
            None => Rc::new(read_rule(text)),
        };
        kept.push((kind, Rc::clone(&source)));
        let bytes = |kept: &[(OriginKind, Rc<Source>)]| -> usize {
            kept.iter().map(|(_, source)| source.text.len()).sum()
        };
        while kept.len() > SCRIPTS || kept.len() > 1 && bytes(kept) > BYTES {
            kept.remove(0);
        }
        source
    })
}
