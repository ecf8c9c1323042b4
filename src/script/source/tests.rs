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
        let times = 20_000;
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
fn claims_are_found_with_constant_names() {
    let found = facts(
        "const ns = 'https://acme.com'; const t = context.idToken; let n; n = `${ns}/n`;
         context.idToken[ns + '/role'] = user.app_metadata.role;
         t[`${ns}/a`] = 1; context.accessToken.b = 2; t[n] = 3; context['idToken']['c'] = 4;
         Object.assign(context.idToken, { d: 5, [ns + '/e']: 6 });
         context.idToken[configuration.NS + '/f'] = 7; context.idToken['https://' + auth0.domain] = 8;
         const C = { g: 'https://acme.com/g' }; t[C.g] = 9;",
    );
    let names: Vec<_> =
        found.claim_writes.iter().map(|write| write.name.as_deref().unwrap_or("?")).collect();
    assert_eq!(
        names,
        [
            "https://acme.com/role",
            "https://acme.com/a",
            "b",
            "https://acme.com/n",
            "c",
            "d",
            "https://acme.com/e",
            "?",
            "?",
            "https://acme.com/g"
        ]
    );
    assert_eq!(
        found.claim_writes[0].value_path.as_deref().unwrap().join("."),
        "user.app_metadata.role"
    );
    assert_eq!(found.claim_writes[2].target, Target::AccessToken);
    assert_eq!(
        found.claim_writes[7].name_parts,
        [Part::Config("NS".to_owned()), Part::Literal("/f".to_owned())]
    );
    assert_eq!(
        found.claim_writes[8].name_parts[1],
        Part::Path(vec!["auth0".to_owned(), "domain".to_owned()])
    );
    assert!(
        matches!(&found.claim_writes[0].name_parts[0], Part::Binding { name, value: Some(value), .. } if name == "ns" && value == "https://acme.com")
    );
}

#[test]
fn a_name_that_changes_is_not_constant() {
    let found = facts(
        "var ns = 'a'; if (user) ns = 'b'; context.idToken[ns] = 1; for (var k of []) context.idToken[k] = 2;",
    );
    assert!(found.claim_writes.iter().all(|write| write.name.is_none()));
}

#[test]
fn replaced_claim_objects_are_found() {
    let found = facts("context.idToken = { a: 1 }; context.accessToken = {};");
    assert_eq!(
        found.claim_object_replacements.iter().map(|(target, _)| *target).collect::<Vec<_>>(),
        [Target::IdToken, Target::AccessToken]
    );
    assert_eq!(found.claim_writes[0].name.as_deref(), Some("a"));
}

#[test]
fn members_of_the_context_are_found_under_any_name() {
    let source = read_rule(
        "(u, c, cb) => { c.id_token['a'] = 1; c.redirect = { url: 'x' }; if (c.request.query) cb(null, u, c); const { stats } = c; }",
    );
    let members: Vec<_> = source
        .facts
        .context_members
        .iter()
        .map(|member| (member.name.as_str(), member.write))
        .collect();
    assert_eq!(
        members,
        [("id_token", false), ("redirect", true), ("request", false), ("stats", false)]
    );
    assert_eq!(source.facts.context_members[0].span.column, 19);
    assert_eq!(source.facts.callback_calls.len(), 1);
    assert_eq!(source.facts.callback_calls[0].args, 3);
}

fn unguarded(body: &str) -> Vec<String> {
    facts(body)
        .user_reads
        .iter()
        .filter(|read| !read.guarded)
        .map(|read| read.path.join("."))
        .collect()
}

#[test]
fn reads_that_may_fail_are_told_from_guarded_ones() {
    assert_eq!(unguarded("log(user.app_metadata.role);"), ["user.app_metadata.role"]);
    assert_eq!(unguarded("const m = user.app_metadata; log(m.role);"), ["user.app_metadata.role"]);
    assert_eq!(unguarded("const { role } = user.app_metadata;"), ["user.app_metadata.role"]);
    assert_eq!(unguarded("user.user_metadata.x = 1;"), ["user.user_metadata"]);
    assert_eq!(unguarded("user.roles.includes('a');"), ["user.roles"]);
    for body in [
        "log(user.app_metadata);",
        "log((user.app_metadata || {}).role);",
        "log(user.app_metadata?.role);",
        "log(user.app_metadata && user.app_metadata.role);",
        "if (user.app_metadata) { log(user.app_metadata.role); }",
        "if (!user.app_metadata) return callback(null, user, context); log(user.app_metadata.role);",
        "user.app_metadata = user.app_metadata || {}; log(user.app_metadata.role);",
        "const m = user.app_metadata || {}; log(m.role);",
        "const { app_metadata = {} } = user; log(app_metadata.role);",
        "const { app_metadata: { role } = {} } = user; log(role);",
        "log(user.app_metadata ? user.app_metadata.role : null);",
        "if (_.has(user, 'x') && user.app_metadata !== undefined) log(user.app_metadata.role);",
    ] {
        assert_eq!(unguarded(body), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn the_place_to_guard_is_named() {
    let found = facts("log(user.app_metadata.a.b);");
    let source = "function (user, context, callback) { log(user.app_metadata.a.b); }";
    let (_, (start, end)) = found.user_reads[0].unguarded_at.unwrap();
    assert_eq!(&source[start..end], "user.app_metadata");
}

#[test]
fn reads_of_the_request_are_found() {
    let found = facts(
        "context.request.query.scope.split(' '); (context.request.query.audience || '').split(' '); log(context.request.body.scope);",
    );
    let reads: Vec<_> = found
        .request_reads
        .iter()
        .map(|read| (read.path.join("."), read.method.clone(), read.guarded))
        .collect();
    assert!(
        reads.contains(&(
            "context.request.query.scope".to_owned(),
            Some("split".to_owned()),
            false
        )),
        "{reads:?}"
    );
    assert!(
        reads.contains(&(
            "context.request.query.audience".to_owned(),
            Some("split".to_owned()),
            true
        )),
        "{reads:?}"
    );
    assert!(reads.contains(&("context.request.body.scope".to_owned(), None, true)), "{reads:?}");
}

#[test]
fn writes_to_the_user_are_found() {
    let found =
        facts("user.roles = []; user.app_metadata.plan = 'a'; delete user.x; user.count++;");
    let paths: Vec<_> = found.user_writes.iter().map(|write| write.path.join(".")).collect();
    assert_eq!(paths, ["user.roles", "user.app_metadata.plan", "user.x", "user.count"]);
}

#[test]
fn names_that_nothing_declares_are_free() {
    let found = facts(
        "request('x'); if (typeof _ !== 'undefined') {} var a = 1; inner(a, arguments); function inner(b) { return b; }
         try {} catch (e) { log(e); } for (const k in user) k; l: for (;;) break l; const { x, y: [z] } = a; x + z; class K {} new K();",
    );
    let names: Vec<_> = found.free_identifiers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["request", "log"]);
}

#[test]
fn required_modules_are_found() {
    let found = facts("const v = '4'; require('lodash'); require('x@' + v); require(user.x);");
    let names: Vec<_> = found.requires.iter().map(|(name, _)| name.as_deref()).collect();
    assert_eq!(names, [Some("lodash"), Some("x@4"), None]);
}

#[test]
fn newer_syntax_is_found_with_the_version_that_reads_it() {
    let found = facts(
        "a?.b; a ?? b; a ??= 1; ({ ...a }); 1n; 1_0; 2 ** 2; async () => {}; try {} catch {} class A { #m() {} f = 1; }",
    );
    let found: Vec<_> =
        found.newer_syntax.iter().map(|one| (one.feature, one.since_node)).collect();
    assert_eq!(
        found.iter().map(|(_, since)| *since).collect::<Vec<_>>(),
        [14, 14, 15, 8, 10, 12, 7, 8, 10, 14, 12],
        "{found:?}"
    );
}

#[test]
fn guards_of_a_claim_are_listed_from_the_outside_in() {
    let source = read_rule(
        "function (user, context, callback) {
           if (context.clientID !== 'a') { return callback(null, user, context); }
           if (user.x) { user.y && (context.idToken.z = 1); } else context.idToken.w = 2;
         }",
    );
    let guards: Vec<_> = source.facts.claim_writes[0]
        .guards
        .iter()
        .map(|guard| (guard.test_text.as_str(), guard.kind))
        .collect();
    assert_eq!(
        guards,
        [
            ("context.clientID !== 'a'", GuardKind::EarlyReturn),
            ("user.x", GuardKind::If),
            ("user.y", GuardKind::Logical)
        ]
    );
    assert_eq!(source.facts.claim_writes[1].guards[1].kind, GuardKind::Else);
    let number = source.facts.claim_writes[0].guards[1].statement.unwrap();
    assert_eq!(Some(number), source.facts.claim_writes[0].statement);
    assert_eq!(source.statements[number].line, 3);
    assert!(source.facts.callback_calls[0].returned);
}

#[test]
fn assigned_parameters_are_found() {
    let found = facts("user = user || {}; var context2 = context; context2 = 1;");
    assert_eq!(
        found
            .assigned_params
            .iter()
            .map(|(index, name, _)| (*index, name.as_str()))
            .collect::<Vec<_>>(),
        [(0, "user")]
    );
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
