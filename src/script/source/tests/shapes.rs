//! What a text is, taken as a rule.

use super::*;

#[test]
fn parameters_are_known_by_position() {
    let Shape::Function(function) =
        read_rule("// hi\nasync function add(u, { idToken }, cb, ...rest) {}").shape
    else {
        panic!()
    };
    assert_eq!(function.params, [Some("u".to_owned()), None, Some("cb".to_owned())]);
    assert!(function.is_async && function.is_literal && function.rest && !function.is_arrow);
    let Shape::Function(function) = read_rule("((user, context, callback) => 1)").shape else {
        panic!()
    };
    assert!(function.is_arrow && function.is_literal && function.params.len() == 3);
    let Shape::Function(function) = read_rule("make()").shape else { panic!() };
    assert!(!function.is_literal);
}

#[test]
fn a_semicolon_after_the_function_is_named_and_can_be_removed() {
    let text = "function (user, context, callback) { callback(null, user, context); };  // end\n";
    assert_eq!(not(text).kind, NotKind::TrailingSemicolon);
    assert_eq!(not(text).span.column, 70);
    assert!(fixed(text).is_runnable());
    assert!(fixed("(u, c, cb) => cb(null);\n;;").is_runnable());
}

#[test]
fn statements_before_the_function_are_named_and_can_be_moved_inside() {
    for text in [
        "var ns = 'https://a.b/';\nfunction (user, context, callback) { context.idToken[ns + 'x'] = 1; callback(null, user, context); }",
        "'use strict';\nfunction rule(user, context, callback) { callback(null, user, context); }",
        "const ns = 'x';\n(user, context, callback) => { callback(null, user, context); };",
    ] {
        assert_eq!(not(text).kind, NotKind::StatementBefore, "{text}");
        assert!(fixed(text).is_runnable(), "{text}\n{}", fixed(text).text);
    }
}

#[test]
fn several_functions_are_named() {
    let text = "function helper(a) { return a; }\nfunction (user, context, callback) { helper(1); callback(null, user, context); }";
    assert_eq!(not(text).kind, NotKind::SeveralFunctions);
    assert_eq!(not(text).span.line, 2);
    assert!(fixed(text).is_runnable());
    let text = "function (user, context, callback) { helper(1); callback(null, user, context); }\nfunction helper(a) { return a; }";
    assert_eq!(not(text).kind, NotKind::SeveralFunctions);
    let Shape::Function(rule) = fixed(text).shape else { panic!("{}", fixed(text).text) };
    assert_eq!(rule.params.len(), 3, "{}", fixed(text).text);
    assert_eq!(not("function (a) {}\nfoo();").kind, NotKind::StatementAfter);
}

#[test]
fn the_code_of_an_action_is_recognised() {
    for text in [
        "exports.onExecutePostLogin = async (event, api) => { api.idToken.setCustomClaim('a', 1); };",
        "exports.onExecutePostLogin = async (event, api) => {}",
        "const x = require('x');\nexports.onExecutePostLogin = async (event, api) => {};\n// exports.onContinuePostLogin = 1",
    ] {
        assert_eq!(not(text).kind, NotKind::ActionCode, "{text}");
    }
    let text = "module.exports = function (user, context, callback) { callback(null); };\n";
    assert_eq!(not(text).kind, NotKind::ModuleExports);
    assert!(fixed(text).is_runnable());
}

#[test]
fn a_text_without_code_is_empty() {
    assert_eq!(not("").kind, NotKind::Empty);
    assert_eq!(not(" \n// nothing\n/* here */").kind, NotKind::Empty);
    assert_eq!(not("var a = 1;").kind, NotKind::NotAFunction);
}

#[test]
fn syntax_errors_are_told_in_plain_words() {
    for (text, message, line, column) in [
        (
            "function (u) {\n  var a = ;\n}",
            "nothing is assigned: a value is missing between `=` and `;`",
            2,
            9,
        ),
        (
            "function (u) {\n  if (u) {\n    u();\n}",
            "`}` is missing: `{`, opened in line 1, is never closed",
            1,
            14,
        ),
        (
            "function (u) {\n  u(1;\n}",
            "`}` stands where `)` is missing: `(` was opened in line 2",
            3,
            1,
        ),
        ("function (u) { u); }", "`)` closes nothing", 1, 17),
        (
            "function (u) { var s = 'abc; }",
            "a text is not closed before the end of the line",
            1,
            24,
        ),
        ("function (u) { /* never }", "a comment is not closed", 1, 16),
        ("function (u) { var a = 1 var b; }", "`var` cannot follow `1` here", 1, 26),
        ("function (u) { a = b + ; }", "a value is missing between `+` and `;`", 1, 22),
        (
            "var x = 1;\nfunction (u) { a = ; }",
            "nothing is assigned: a value is missing between `=` and `;`",
            2,
            18,
        ),
        ("function (u) { return `a${1 }; }", "`}` closes nothing", 1, 29),
    ] {
        let found = fault(text);
        if text.contains("`a$") {
            assert!(found.message.contains("closed"), "{found:?}");
            continue;
        }
        assert_eq!(
            (found.message.as_str(), found.span.line, found.span.column),
            (message, line, column),
            "{text}"
        );
    }
}

#[test]
fn texts_that_are_too_long_or_nested_too_deeply_are_refused() {
    let long = format!("function (u) {{ /*{}*/ }}", "x".repeat(limits::SCRIPT_BYTES));
    assert_eq!(read_rule(&long).shape, Shape::TooLong);
    for text in NESTED.map(|(before, between, after)| {
        let times = 5_000;
        format!("function (u) {{ {}{between}{} }}", before.repeat(times), after.repeat(times))
    }) {
        assert!(matches!(read_rule(&text).shape, Shape::TooDeep(_)), "{}", &text[..60]);
    }
}

/// What can be repeated so that it nests.
const NESTED: [(&str, &str, &str); 26] = [
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("{", "", "}"),
    ("x={a:", "1", "}"),
    ("!", "1", ""),
    ("- ", "1", ""),
    ("typeof ", "1", ""),
    ("new ", "x", ""),
    ("x=>", "x", ""),
    ("x=", "x", ""),
    ("1?1:", "1", ""),
    ("1?", "1", ":1"),
    ("2**", "1", ""),
    ("if(1);else ", ";", ""),
    ("if(1){}else ", ";", ""),
    ("if(1)", ";", ""),
    ("for(;;)", ";", ""),
    ("while(1)\n", ";", ""),
    ("do ", ";", " while(1);"),
    ("`${", "1", "}`"),
    ("function f(){", "", "}"),
    ("async()=>", "1", ""),
    ("x.y", "", ".z"),
    ("x", "", "()"),
    ("x", "", "`a`"),
    ("class A extends ", "B", "{}"),
];

#[test]
fn nesting_within_the_limit_fits_a_small_stack() {
    let texts: Vec<String> = NESTED
        .iter()
        .flat_map(|(before, between, after)| {
            [40, 80, 120, 160, 200, 240, 480].map(|times| {
                format!(
                    "function (u) {{ {}{between}{} }}",
                    before.repeat(times),
                    after.repeat(times)
                )
            })
        })
        .chain([format!("function (u) {{ return {}1; }}", "1 + a.b(c) + ".repeat(20_000))])
        .chain([format!("function (u) {{ return {}1; }}", "a && ".repeat(20_000))])
        .chain([format!(
            "function (u) {{ {} }}",
            "if (u) { u.a = 1 } else { u.b = [1, 2, { c: 3 }] }\n".repeat(5_000)
        )])
        .chain([format!("function (u) {{ {} }}", "var a = b(c)\n a.b = u\n".repeat(5_000))])
        .collect();
    let read = move || texts.iter().filter(|text| read_rule(text).is_runnable()).count();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(read).unwrap();
    assert!(thread.join().unwrap() > 30);
}

/// A page's WebAssembly has 1 MiB in a build that uses far less of it than this one.
const STACK: usize = 1024 * 1024;

#[test]
fn long_but_shallow_texts_are_read() {
    for (unit, times) in [
        ("a += b;\n", 2_000),
        ("function f() {} ", 2_000),
        ("x = { a: 1, b: [1, 2], c: function () { return 1 } }\n", 1_000),
        ("if (a) { b() } else if (c) { d() } else { e() }\n", 1_000),
        ("switch (a) { case 1: case 2: case 3: b(); break; default: c() }\n", 500),
        ("var a = b ? c : d\n", 1_000),
        ("a.b('x').c = !d && -e;\n", 1_000),
        ("call(function () { return x => x + 1 }) \n", 1_000),
    ] {
        let text = format!("function (user) {{\n{}\n}}", unit.repeat(times));
        assert!(read_rule(&text).is_runnable(), "{unit}: {:?}", read_rule(&text).shape);
    }
}
