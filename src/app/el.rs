//! Elements, made by calls instead of Yew's `html!`: what the macro writes out for each element is most of a module, and a
//! call is ten bytes. Yew still draws them.
//!
//! ```ignore
//! el("button.button[type=button]").press(on, Action::RunAsked).add(icon("play")).add("Run")
//! ```

use std::fmt;
use std::rc::Rc;

use web_sys::Event;
use yew::virtual_dom::{Key, Listener, ListenerKind, VList, VNode, VTag, VText};
use yew::{AttrValue, Callback, Html};

use super::browser;
use super::state::Action;

/// What happens on the page, and who hears of it.
pub type On = Callback<Action>;

/// An element in the making; without a tag, a group of nodes.
#[must_use]
pub struct El(Box<Parts>);

struct Parts {
    tag: Option<VTag>,
    children: Vec<VNode>,
}

/// An element by its form, as a selector has it: `tag.class.class[name=value][name=value]`.
#[inline(never)]
pub fn el(form: &'static str) -> El {
    let mut parts = form.split('[');
    let head = parts.next().unwrap_or_default();
    let (name, classes) = head.split_once('.').unwrap_or((head, ""));
    let mut made = El(Box::new(Parts { tag: Some(VTag::new(name)), children: Vec::new() }));
    if classes.contains('.') {
        made = made.set("class", owned(classes.replace('.', " ")));
    } else if !classes.is_empty() {
        made = made.set("class", AttrValue::Static(classes));
    }
    for part in parts {
        let part = part.strip_suffix(']').unwrap_or(part);
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        made = made.set(name, AttrValue::Static(value));
    }
    made
}

/// Nodes without an element around them.
#[inline(never)]
pub fn group() -> El {
    El(Box::new(Parts { tag: None, children: Vec::new() }))
}

/// A button that carries words only.
pub fn button(form: &'static str, on: &On, action: Action) -> El {
    el(form).set("type", AttrValue::Static("button")).press(on, action)
}

impl El {
    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        if let Some(tag) = &mut self.0.tag {
            tag.add_attribute(name, value);
        }
        self
    }

    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl Text) -> Self {
        self.set(name, value.text())
    }

    /// An attribute that may be missing.
    pub fn maybe(self, name: &'static str, value: Option<impl Text>) -> Self {
        match value {
            Some(value) => self.set(name, value.text()),
            None => self,
        }
    }

    /// `"true"`, or no such attribute.
    pub fn mark(self, name: &'static str, given: bool) -> Self {
        if given { self.set(name, AttrValue::Static("true")) } else { self }
    }

    /// `"true"` or `"false"`.
    pub fn state(self, name: &'static str, given: bool) -> Self {
        self.set(name, AttrValue::Static(if given { "true" } else { "false" }))
    }

    /// An attribute that says everything by being there, like `disabled`.
    pub fn flag(self, name: &'static str, given: bool) -> Self {
        if given { self.set(name, AttrValue::Static(name)) } else { self }
    }

    /// What stands in a control.
    pub fn value(self, value: impl Text) -> Self {
        self.set_value(value.text())
    }

    #[inline(never)]
    fn set_value(mut self, value: AttrValue) -> Self {
        if let Some(tag) = &mut self.0.tag {
            tag.set_value(Some(value));
        }
        self
    }

    /// Tells this element from its siblings.
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        if let Some(tag) = &mut self.0.tag {
            tag.key = Some(Key::from(key));
        }
        self
    }

    /// A child; one that is missing keeps its place.
    pub fn add(self, part: impl Part) -> Self {
        self.push(part.node())
    }

    #[inline(never)]
    fn push(mut self, node: VNode) -> Self {
        self.0.children.push(node);
        self
    }

    /// Children of one kind.
    pub fn each<P: Part>(self, parts: impl IntoIterator<Item = P>) -> Self {
        let mut nodes = Vec::new();
        for part in parts {
            nodes.push(part.node());
        }
        self.push(list(nodes))
    }

    /// A press does this.
    #[inline(never)]
    pub fn press(self, on: &On, action: Action) -> Self {
        self.on(ListenerKind::onclick, on, move |_| Some(action.clone()))
    }

    /// What each key makes of the text of a control.
    pub fn typed(self, on: &On, action: impl Fn(String) -> Action + 'static) -> Self {
        self.on(ListenerKind::oninput, on, move |event| Some(action(browser::text_of(event)?)))
    }

    /// What becomes of the text of a control that was changed.
    pub fn changed(self, on: &On, action: impl Fn(String) -> Action + 'static) -> Self {
        self.on(ListenerKind::onchange, on, move |event| Some(action(browser::text_of(event)?)))
    }

    /// What an event does.
    pub fn on(
        self,
        kind: ListenerKind,
        on: &On,
        action: impl Fn(&Event) -> Option<Action> + 'static,
    ) -> Self {
        self.listen(kind, on, Box::new(action))
    }

    #[inline(never)]
    fn listen(
        mut self,
        kind: ListenerKind,
        on: &On,
        action: Box<dyn Fn(&Event) -> Option<Action>>,
    ) -> Self {
        if let Some(tag) = &mut self.0.tag {
            tag.add_listener(Rc::new(Handler { kind, on: on.clone(), action }));
        }
        self
    }

    /// The node for Yew.
    #[inline(never)]
    pub fn done(self) -> Html {
        let Parts { tag, children } = *self.0;
        match tag {
            Some(mut tag) => {
                tag.add_children(children);
                VNode::from(tag)
            }
            None => list(children),
        }
    }
}

impl fmt::Debug for El {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("El")
    }
}

#[inline(never)]
fn list(nodes: Vec<VNode>) -> VNode {
    VNode::from(VList::with_children(nodes, None))
}

/// Tells the page what an event does.
struct Handler {
    kind: ListenerKind,
    on: On,
    action: Box<dyn Fn(&Event) -> Option<Action>>,
}

impl Listener for Handler {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        if let Some(action) = (self.action)(&event) {
            self.on.emit(action);
        }
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What can stand in an attribute.
pub trait Text {
    /// As Yew takes it.
    fn text(self) -> AttrValue;
}

impl Text for &'static str {
    fn text(self) -> AttrValue {
        AttrValue::Static(self)
    }
}

#[inline(never)]
fn owned(text: String) -> AttrValue {
    AttrValue::from(text)
}

/// A text that belongs to something else.
#[inline(never)]
pub fn copy(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}

impl Text for String {
    fn text(self) -> AttrValue {
        owned(self)
    }
}

impl Text for &String {
    fn text(self) -> AttrValue {
        copy(self)
    }
}

impl Text for AttrValue {
    fn text(self) -> AttrValue {
        self
    }
}

impl Text for u32 {
    fn text(self) -> AttrValue {
        owned(self.to_string())
    }
}

impl Text for usize {
    fn text(self) -> AttrValue {
        owned(self.to_string())
    }
}

/// What can stand in an element.
pub trait Part {
    /// As Yew takes it.
    fn node(self) -> VNode;
}

#[inline(never)]
fn words(text: AttrValue) -> VNode {
    VNode::from(VText::new(text))
}

impl<T: Text> Part for T {
    fn node(self) -> VNode {
        words(self.text())
    }
}

impl Part for VNode {
    fn node(self) -> VNode {
        self
    }
}

impl Part for El {
    fn node(self) -> VNode {
        self.done()
    }
}

impl<P: Part> Part for Option<P> {
    fn node(self) -> VNode {
        match self {
            Some(part) => part.node(),
            None => VNode::default(),
        }
    }
}
