//! XML that is canonical as it is written (Exclusive XML Canonicalization 1.0): declarations of namespaces before
//! attributes, attributes in order, no empty-element tags, the canonical escapes. What is written can be hashed and signed.
//! Namespaces are declared where they are first used, as the canonical form has them.

use crate::order;

/// An element; attributes without a value are left out. The content is XML.
pub(super) fn element(name: &str, attributes: &[(&str, Option<&str>)], content: &str) -> String {
    // Declarations first, then attributes without a prefix, then those of a namespace.
    let rank = |name: &str| match name {
        "xmlns" => 0,
        name if name.starts_with("xmlns:") => 1,
        name if !name.contains(':') => 2,
        _ => 3,
    };
    let mut attributes = attributes.to_vec();
    order::sort_by_key(&mut attributes, |(name, _)| (rank(name), *name));
    let mut out = ["<", name].concat();
    for (name, value) in attributes {
        if let Some(value) = value {
            for part in [" ", name, "=\""] {
                out.push_str(part);
            }
            escape(value, true, &mut out);
            out.push('"');
        }
    }
    for part in [">", content, "</", name, ">"] {
        out.push_str(part);
    }
    out
}

/// An element without attributes that holds a text.
pub(super) fn holding(name: &str, content: &str) -> String {
    element(name, &[], &text(content))
}

/// A text as content.
pub(super) fn text(text: &str) -> String {
    let mut out = String::new();
    escape(text, false, &mut out);
    out
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
        let attributes = [
            ("z", Some("1")),
            ("xsi:type", Some("t")),
            ("none", None),
            ("b", Some("<\"&\n>")),
            ("xmlns:a", Some("urn:a")),
            ("xmlns", Some("urn:b")),
        ];
        assert_eq!(
            element("a:x", &attributes, &text("<&>\"\r\u{1}")),
            "<a:x xmlns=\"urn:b\" xmlns:a=\"urn:a\" b=\"&lt;&quot;&amp;&#xA;>\" z=\"1\" xsi:type=\"t\">\
             &lt;&amp;&gt;\"&#xD;\u{fffd}</a:x>"
        );
        assert_eq!(holding("y", ""), "<y></y>");
    }
}
