//! XML that is canonical as it is written (Exclusive XML Canonicalization 1.0): declarations of namespaces before
//! attributes, attributes in order, no empty-element tags, the canonical escapes. What is written can be hashed and signed.

use std::fmt::Write as _;

/// An element. Namespaces are declared where they are first used, as the canonical form has them.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Child>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    #[must_use]
    pub(super) fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The same with an attribute, where it has a value.
    #[must_use]
    pub(super) fn optional(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    #[must_use]
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    #[must_use]
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    #[must_use]
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }

    /// The same with a child at a place, counted from 0; at the end where it is beyond it.
    #[must_use]
    pub(super) fn inserted(mut self, at: usize, child: Self) -> Self {
        self.children.insert(at.min(self.children.len()), Child::Element(child));
        self
    }

    /// As text.
    pub(super) fn write(&self) -> String {
        let mut out = String::new();
        self.write_to(&mut out);
        out
    }

    fn write_to(&self, out: &mut String) {
        // Declarations first, then attributes without a prefix, then those of a namespace.
        let rank = |name: &str| match name {
            "xmlns" => 0,
            name if name.starts_with("xmlns:") => 1,
            name if !name.contains(':') => 2,
            _ => 3,
        };
        let mut attributes: Vec<_> = self.attributes.iter().collect();
        attributes.sort_by_key(|(name, _)| (rank(name), *name));
        let _ = write!(out, "<{}", self.name);
        for (name, value) in attributes {
            let _ = write!(out, " {name}=\"");
            escape(value, true, out);
            out.push('"');
        }
        out.push('>');
        for child in &self.children {
            match child {
                Child::Element(element) => element.write_to(out),
                Child::Text(text) => escape(text, false, out),
            }
        }
        let _ = write!(out, "</{}>", self.name);
    }
}

/// The escapes of the canonical form (Canonical XML 1.0, section 2.3). What XML 1.0 cannot hold becomes U+FFFD.
fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' if !in_attribute => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\t' if in_attribute => out.push_str("&#x9;"),
            '\n' if in_attribute => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            '\t' | '\n' => out.push(char),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_in_canonical_form() {
        let element = Element::new("a:x")
            .attribute("z", "1")
            .attribute("xsi:type", "t")
            .attribute("b", "<\"&\n>")
            .attribute("xmlns:a", "urn:a")
            .attribute("xmlns", "urn:b")
            .text("<&>\"\r\u{1}")
            .child(Element::new("a:y"))
            .inserted(0, Element::new("a:first"));
        assert_eq!(
            element.write(),
            "<a:x xmlns=\"urn:b\" xmlns:a=\"urn:a\" b=\"&lt;&quot;&amp;&#xA;>\" z=\"1\" xsi:type=\"t\">\
             <a:first></a:first>&lt;&amp;&gt;\"&#xD;\u{fffd}<a:y></a:y></a:x>"
        );
    }
}
