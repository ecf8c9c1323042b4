//! Undo and redo over whole documents. They share nothing but what did not change, and there are few of them.

use std::rc::Rc;

use serde_json::Value;

/// How many steps are kept.
const KEPT: usize = 100;

/// What can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Rc<Value>>,
    future: Vec<Rc<Value>>,
    kind: String,
}

impl History {
    /// Keeps the document that an edit is about to replace. Typing in one field is one step.
    pub fn push(&mut self, kind: &str, before: &Rc<Value>) {
        let same = !kind.is_empty() && self.kind == kind && self.future.is_empty();
        kind.clone_into(&mut self.kind);
        if same {
            return;
        }
        self.future.clear();
        self.past.push(Rc::clone(before));
        if self.past.len() > KEPT {
            self.past.remove(0);
        }
    }

    /// The document before the last step.
    pub fn back(&mut self, now: &Rc<Value>) -> Option<Rc<Value>> {
        let before = self.past.pop()?;
        self.future.push(Rc::clone(now));
        self.kind.clear();
        Some(before)
    }

    /// The document that was undone last.
    pub fn forward(&mut self, now: &Rc<Value>) -> Option<Rc<Value>> {
        let after = self.future.pop()?;
        self.past.push(Rc::clone(now));
        self.kind.clear();
        Some(after)
    }

    /// Whether there is anything to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is anything to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
