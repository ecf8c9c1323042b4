//! Elements, made by calls instead of Yew's `html!`: what the macro writes out for each element is most of a module, and a
//! call is ten bytes. Yew still draws them.
//!
//! ```ignore
//! el("button.button[type=button]").press(on, Action::RunAsked).with(icon("play")).with("Run")
//! ```

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use web_sys::Event;
use yew::virtual_dom::{Key, Listener, ListenerKind, VList, VNode, VTag, VText};
use yew::{AttrValue, Callback, Html};

use super::browser;
use super::state::Action;

/// What happens on the page, and who hears of it.
pub type On = Callback<Action>;

/// What an event does, if anything.
type Does = Box<dyn Fn(&Event) -> Option<Action>>;

/// An element in the making; without a tag, a group of nodes.
#[must_use]
pub struct El(Box<Parts>);

struct Parts {
    tag: Option<VTag>,
    children: Vec<VNode>,
}

/// An element by its form, as a selector has it, and the text that it begins with:
/// `tag.class.class[name=value][name=value] Text`.
#[inline(never)]
pub fn el(form: &'static str) -> El {
    let (head, attributes) = form.split_once('[').unwrap_or((form, ""));
    let (head, mut text) = head.split_once(' ').unwrap_or((head, ""));
    let (name, classes) = head.split_once('.').unwrap_or((head, ""));
    let mut made = El(Box::new(Parts { tag: Some(VTag::new(name)), children: Vec::new() }));
    if classes.contains('.') {
        made = made.set_owned("class", classes.replace('.', " "));
    } else if !classes.is_empty() {
        made = made.set_static("class", classes);
    }
    for part in attributes.split('[') {
        let Some((attribute, rest)) = part.split_once(']') else { continue };
        let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        made = made.set_static(name, value);
        text = rest.strip_prefix(' ').unwrap_or_default();
    }
    if text.is_empty() { made } else { made.push_static(text) }
}

/// Nodes without an element around them.
#[inline(never)]
pub fn group() -> El {
    El(Box::new(Parts { tag: None, children: Vec::new() }))
}

/// A button that carries words only.
#[inline(never)]
pub fn button(form: &'static str, on: &On, action: Action) -> El {
    el(form).set_static("type", "button").press(on, action)
}

impl El {
    fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        if let Some(tag) = &mut self.0.tag {
            tag.add_attribute(name, value);
        }
        self
    }

    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl Text) -> Self {
        value.put_attribute(self, name)
    }

    /// An attribute that may be missing.
    pub fn maybe(self, name: &'static str, value: Option<impl Text>) -> Self {
        match value {
            Some(value) => value.put_attribute(self, name),
            None => self,
        }
    }

    /// `"true"`, or no such attribute.
    pub fn mark(self, name: &'static str, given: bool) -> Self {
        if given { self.set_static(name, "true") } else { self }
    }

    /// `"true"` or `"false"`.
    pub fn state(self, name: &'static str, given: bool) -> Self {
        self.set_static(name, if given { "true" } else { "false" })
    }

    /// An attribute that says everything by being there, like `disabled`.
    pub fn flag(self, name: &'static str, given: bool) -> Self {
        if given { self.set_static(name, name) } else { self }
    }

    #[inline(never)]
    fn set_static(self, name: &'static str, value: &'static str) -> Self {
        self.set(name, AttrValue::Static(value))
    }

    #[inline(never)]
    fn set_owned(self, name: &'static str, value: String) -> Self {
        self.set(name, owned(value))
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
    pub fn with(self, part: impl Part) -> Self {
        part.put(self)
    }

    #[inline(never)]
    fn push_static(self, text: &'static str) -> Self {
        self.push(words(AttrValue::Static(text)))
    }

    #[inline(never)]
    fn push_owned(self, text: String) -> Self {
        self.push(words(owned(text)))
    }

    #[inline(never)]
    fn push_el(self, child: Self) -> Self {
        self.push(child.done())
    }

    #[inline(never)]
    fn push_nothing(self) -> Self {
        self.push(VNode::default())
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
        self.on("click", on, move |_| Some(action.clone()))
    }

    /// What each key makes of the text of a control.
    pub fn typed(self, on: &On, action: impl Fn(String) -> Action + 'static) -> Self {
        self.on("input", on, move |event| Some(action(browser::text_of(event)?)))
    }

    /// What becomes of the text of a control that was changed.
    pub fn changed(self, on: &On, action: impl Fn(String) -> Action + 'static) -> Self {
        self.on("change", on, move |event| Some(action(browser::text_of(event)?)))
    }

    /// What an event does.
    pub fn on(
        self,
        event: &'static str,
        on: &On,
        action: impl Fn(&Event) -> Option<Action> + 'static,
    ) -> Self {
        self.listen(event, on, Box::new(action))
    }

    #[inline(never)]
    fn listen(mut self, event: &'static str, on: &On, action: Does) -> Self {
        if let Some(tag) = &mut self.0.tag {
            tag.add_listener(Rc::new(Handler { event, on: on.clone(), action }));
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
    event: &'static str,
    on: On,
    action: Does,
}

impl Listener for Handler {
    fn kind(&self) -> ListenerKind {
        // One of Yew's own names would need a table of them all.
        ListenerKind::other(Cow::Borrowed(self.event))
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
pub trait Text: Sized {
    /// As Yew takes it.
    fn text(self) -> AttrValue;

    /// Puts it into an element.
    fn put_attribute(self, element: El, name: &'static str) -> El {
        element.set(name, self.text())
    }

    /// Puts it between other parts.
    fn put_text(self, element: El) -> El {
        element.push(words(self.text()))
    }
}

impl Text for &'static str {
    fn text(self) -> AttrValue {
        AttrValue::Static(self)
    }

    fn put_attribute(self, element: El, name: &'static str) -> El {
        element.set_static(name, self)
    }

    fn put_text(self, element: El) -> El {
        element.push_static(self)
    }
}

#[inline(never)]
fn owned(text: String) -> AttrValue {
    AttrValue::from(text)
}

/// A text that belongs to something else.
pub fn copy(text: &str) -> String {
    text.to_owned()
}

impl Text for String {
    fn text(self) -> AttrValue {
        owned(self)
    }

    fn put_attribute(self, element: El, name: &'static str) -> El {
        element.set_owned(name, self)
    }

    fn put_text(self, element: El) -> El {
        element.push_owned(self)
    }
}

/// A text that is given as something else.
macro_rules! texts {
    ($($given:ty)+) => { $(
        impl Text for $given {
            fn text(self) -> AttrValue {
                self.to_string().text()
            }

            fn put_attribute(self, element: El, name: &'static str) -> El {
                element.set_owned(name, self.to_string())
            }

            fn put_text(self, element: El) -> El {
                element.push_owned(self.to_string())
            }
        }
    )+ };
}

texts! { &String u32 usize }

/// What can stand in an element.
pub trait Part: Sized {
    /// As Yew takes it.
    fn node(self) -> VNode;

    /// Puts it into an element.
    fn put(self, element: El) -> El {
        element.push(self.node())
    }
}

#[inline(never)]
fn words(text: AttrValue) -> VNode {
    VNode::from(VText::new(text))
}

impl<T: Text> Part for T {
    fn node(self) -> VNode {
        words(self.text())
    }

    fn put(self, element: El) -> El {
        self.put_text(element)
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

    fn put(self, element: El) -> El {
        element.push_el(self)
    }
}

impl<P: Part> Part for Option<P> {
    fn node(self) -> VNode {
        match self {
            Some(part) => part.node(),
            None => VNode::default(),
        }
    }

    fn put(self, element: El) -> El {
        match self {
            Some(part) => part.put(element),
            None => element.push_nothing(),
        }
    }
}
