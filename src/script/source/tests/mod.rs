mod shapes;
mod facts;

use super::*;
use crate::report::Target;

fn facts(body: &str) -> Facts {
    let source = read_rule(&format!("function (user, context, callback) {{ {body} }}"));
    assert!(source.is_runnable(), "{:?}", source.shape);
    source.facts
}

fn not(text: &str) -> NotOneFunction {
    match read_rule(text).shape {
        Shape::Not(not) => not,
        other => panic!("{text}: {other:?}"),
    }
}

fn fault(text: &str) -> Fault {
    match read_rule(text).shape {
        Shape::Syntax(fault) => fault,
        other => panic!("{text}: {other:?}"),
    }
}

fn fixed(text: &str) -> Source {
    let (start, end, replacement) = not(text).fix.unwrap();
    read_rule(&format!("{}{replacement}{}", &text[..start], &text[end..]))
}

#[test]
fn the_marker_occurs_nowhere_in_the_text() {
    let source = read_rule("function (__s) { var __s0_ = '__s'; }");
    assert!(!source.text.contains(source.marker()));
}

#[test]
fn insertions_can_be_taken_out() {
    let text = "function (u) { 'use strict'; if (u) u(); else for (;;); while (u) {} return x => y => ({}); }";
    let source = read_rule(text);
    let instrumented = source.instrumented();
    assert_ne!(instrumented, source.plain());
    let inner = instrumented.strip_prefix("__s=>(\n").unwrap().strip_suffix("\n)").unwrap();
    assert_eq!(source.clean(inner), text);
    assert!(
        inner.starts_with("function (u) { 'use strict'; __s(0);if (u) /*__s*/{__s(1);u();/*__s*/}"),
        "{inner}"
    );
    assert_eq!(source.statements.len(), 9);
}

#[test]
fn engine_positions_are_mapped_back() {
    let text = "function (u) {\n  'é'; u(); if (u) 'é😀' + v();\n}";
    let source = read_rule(text);
    let instrumented = source.instrumented();
    let line = instrumented.lines().nth(2).unwrap();
    let column = u32::try_from(line.find("v()").unwrap() + 1).unwrap();
    let wanted = u32::try_from("  'é'; u(); if (u) 'é😀' + ".encode_utf16().count() + 1).unwrap();
    assert_eq!(source.original(3, column, true), Some((2, wanted)));
    let plain = source.plain();
    let column = u32::try_from(plain.lines().nth(2).unwrap().find("v()").unwrap() + 1).unwrap();
    assert_eq!(source.original(3, column, false), Some((2, wanted)));
    assert_eq!(source.original(1, 1, true), None);
    assert_eq!(source.original(90, 1, true), None);
}

#[test]
fn a_failed_read_is_found_at_the_start_of_its_chain() {
    let text =
        "function (u, c, cb) { const m = u.app_metadata;\nlog(m.role, u.user_metadata.a.b); }";
    let source = read_rule(text);
    let member = source.member_at(2, 5, Some("role")).unwrap();
    assert_eq!(
        (member.object.as_str(), member.object_path.unwrap().join(".")),
        ("m", "user.app_metadata".to_owned())
    );
    let member = source.member_at(2, 13, Some("a")).unwrap();
    assert_eq!(member.object, "u.user_metadata");
    assert_eq!(member.span.column, 13);
    assert_eq!(&text[member.object_bytes.0..member.object_bytes.1], "u.user_metadata");
    assert_eq!(source.member_at(2, 1, Some("zzz")), None);
}

#[test]
fn a_write_is_given_the_range_of_its_expression() {
    let text = "function (u, c) {\nc.idToken['a'] = f(u.x);\nObject.assign(c.idToken, { b: 1 });\nx.then(() => { c.idToken.d = 1; });\nfoo\n}";
    let source = read_rule(text);
    let whole = |line: u32, column: u32| {
        let span = source.write_at(line, column).unwrap();
        (span.column, span.end_column)
    };
    assert_eq!(whole(2, 1), (1, 24));
    assert_eq!(whole(2, 18), (1, 24));
    assert_eq!(whole(3, 1), (1, 35));
    assert_eq!(whole(4, 16), (16, 31));
    assert_eq!(whole(5, 1), (1, 4));
    assert_eq!(source.statement_at(2, 3), Some(0));
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in [
        "\u{feff}function(){}",
        "}",
        "((",
        "`${",
        "/*",
        "/",
        "\\",
        "'\\",
        "\u{2028}",
        "function(){}\0",
        "<!--",
        "-->",
        "#!x",
        "@",
        "function (u) { \u{1f600} }",
        "import x from 'y'",
        "export default 1",
        "return 1",
        "await 1",
        "0x",
        "1_",
        "/[/",
        "a\r\rb",
        "😀",
    ] {
        let source = read_rule(text);
        let _ = (
            source.plain(),
            source.instrumented(),
            source.original(2, 3, true),
            source.write_at(1, 1),
            source.member_at(1, 1, None),
        );
    }
}
