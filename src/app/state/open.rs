//! What is open and chosen on the page.

use std::rc::Rc;

use crate::app::document::Script;
use crate::place::ArtifactKind;
use crate::scenario::pointer;

/// What is open and chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Tab of the results.
    pub tab: Tab,
    /// Token in the tab Tokens.
    pub token: Option<ArtifactKind>,
    /// The claim that is selected in all panes, by name.
    pub claim: Option<Rc<str>>,
    /// Claims whose row is open.
    pub rows: Vec<Rc<str>>,
    /// The standard claims are shown.
    pub standard: bool,
    /// All lanes are drawn.
    pub lanes: bool,
    /// The finding that was last gone to, by index.
    pub finding: Option<usize>,
    /// Input sections that are open.
    pub sections: Vec<Section>,
    /// The facts that a narrow page hides.
    pub facts: bool,
    /// Panel on a narrow page.
    pub panel: Panel,
    /// Dialog.
    pub dialog: Option<Dialog>,
    /// The script that is being renamed.
    pub renaming: Option<Script>,
    /// A place that the panes should bring into view, and a count that tells a second wish for the same from the first.
    pub wish: Option<(Wish, u64)>,
}

/// Something to bring into view.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// A line of the open script, with column.
    Line(u32, u32),
    /// The input that holds a pointer.
    Input(Rc<str>),
    /// The row of a claim.
    Row(Rc<str>),
}

/// Tabs of the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the labels on the page")]
pub enum Tab {
    Matrix,
    Tokens,
    Effects,
    Console,
    Findings,
}

/// Sections of the inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the labels on the page")]
pub enum Section {
    Request,
    User,
    Client,
    Tenant,
    Action,
    Settings,
}

impl Section {
    /// The section that holds an input.
    pub fn of(at: &str) -> Option<Self> {
        let first = pointer::tokens(at).next()?;
        Some(match first.as_str() {
            "request" | "now" => Self::Request,
            "user" | "connection" | "organization" | "authorization" | "authentication"
            | "session" | "stats" => Self::User,
            "client" | "resource_servers" => Self::Client,
            "tenant" => Self::Tenant,
            "actions" => Self::Action,
            "configuration" | "switches" | "http" => Self::Settings,
            _ => return None,
        })
    }
}

/// Panels of a narrow page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the labels on the page")]
pub enum Panel {
    Inputs,
    Editor,
    Results,
}

/// What may lie over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The list of examples.
    Examples,
    /// Keys and a few words.
    Help,
    /// Name and date of the scenario.
    Scenario,
    /// The page of a finding or verdict: a path relative to the site.
    Why(Rc<str>),
}

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Copies {
    Result,
    Console,
    Payload,
    Token,
    Scenario,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}
