//! What can happen.

use std::rc::Rc;

use serde_json::Value;

use super::open::{Copies, Dialog, Panel, Section, Tab, Theme};
use crate::app::document::{Kind, Script};
use crate::place::{ArtifactKind, Place};
use crate::report::{Flip, Mode, Report, Said};

/// What happened, in the past tense; never what to do.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Action {
    ScenarioOpened(Rc<Value>),
    FieldTyped { pointer: Rc<str>, value: Option<Value> },
    FieldsSet(Vec<(String, Option<Value>)>),
    JsonTyped { pointer: Rc<str>, text: Rc<str> },
    JsonRested(Rc<str>),
    JsonOpened(Rc<str>),
    MemberAdded(Rc<str>),
    MemberRemoved(Rc<str>),
    CallChosen(usize),
    CallsFetched(Rc<Value>),
    FactFlipped { flip: Flip, fact: Rc<str> },
    ScriptEdited { script: Script, text: Rc<str> },
    FixApplied { finding: usize, fix: usize },
    ScriptAdded(Kind),
    ScriptRemoved(Script),
    DragBegun(Script),
    Dropped { kind: Kind, to: usize },
    ScriptMoved { script: Script, to: usize },
    ScriptChosen(Script),
    RenameBegun(Script),
    RenameEnded,
    Undone,
    Redone,
    RunAsked,
    AutoSwitched,
    EngineSlow,
    EngineReady,
    EngineFailed(Rc<str>),
    EngineRetried,
    ModeDecided { revision: u64, mode: Rc<Mode>, text: Rc<str> },
    RunFinished { revision: u64, ms: f64, report: Rc<Report>, said: Rc<Said> },
    RunStopped { revision: u64 },
    TabChosen(Tab),
    TokenChosen(ArtifactKind),
    ClaimChosen(Option<Rc<str>>),
    RowSwitched(Rc<str>),
    RowOpened(Rc<str>),
    StandardSwitched,
    LanesSwitched,
    FactsSwitched,
    PlaceChosen(Place),
    LineChosen { script: Rc<str>, line: u32, column: u32 },
    FindingChosen(usize),
    FindingStepped(i32),
    InputSought(Rc<str>),
    SectionSwitched(Section),
    PanelChosen(Panel),
    DialogOpened(Dialog),
    DialogClosed,
    TextFetched { url: Rc<str>, text: Result<String, String> },
    ExampleAsked(Rc<str>),
    ExampleFailed(Rc<str>),
    CopyAsked(Copies),
    Copied(Copies, bool),
    CopyForgotten,
    ThemeFound(Theme),
    ThemeTurned,
    StorageFailed,
}
