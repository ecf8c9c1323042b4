//! What stands in a text.

use super::*;

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
