//! The modules that `require` knows (`domain.md` §4.5): one row a name. What stands behind it is bundled into files of
//! their own, which are read only when a script asks for them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// What `require` gives for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    /// The published package: its file and version.
    Package(&'static str, &'static str),
    /// Our double of a package that talks to the outside: its file.
    Double(&'static str),
    /// A module of Node: its file.
    Core(&'static str),
    /// A module of Node that reaches what no simulation has: files, processes, sockets.
    Unreachable,
    /// A module that Auth0 has, for which only a stand-in answers.
    StandIn,
}

/// One name.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// What is required.
    pub name: &'static str,
    /// What stands behind it.
    pub supply: Supply,
}

const fn package(name: &'static str, file: &'static str, version: &'static str) -> Module {
    Module { name, supply: Supply::Package(file, version) }
}

const fn double(name: &'static str, file: &'static str) -> Module {
    Module { name, supply: Supply::Double(file) }
}

const fn core(name: &'static str) -> Module {
    Module { name, supply: Supply::Core(name) }
}

const fn outside(name: &'static str) -> Module {
    Module { name, supply: Supply::Unreachable }
}

const fn stand_in(name: &'static str) -> Module {
    Module { name, supply: Supply::StandIn }
}

/// All names. Which packages Rules offer: the templates of Auth0, <https://github.com/auth0/rules>, and the old implicit
/// modules, <https://auth0.com/docs/troubleshoot/product-lifecycle/past-migrations/migrate-to-nodejs-16>. Versions are those
/// of the lock file.
pub const MODULES: &[Module] = &[
    package("@xmldom/xmldom", "xmldom", "0.8.15"),
    package("async", "async", "2.6.4"),
    package("axios", "axios", "1.21.1"),
    package("bcrypt", "bcrypt", "2.4.3"),
    package("bcryptjs", "bcrypt", "2.4.3"),
    package("bluebird", "bluebird", "3.7.2"),
    package("extend", "extend", "3.0.2"),
    package("ipaddr.js", "ipaddr.js", "2.5.0"),
    package("js-yaml", "js-yaml", "4.3.2"),
    package("jsonwebtoken", "jsonwebtoken", "9.0.3"),
    package("lodash", "lodash", "4.18.1"),
    package("lodash@2", "lodash2", "2.4.2"),
    package("moment", "moment", "2.31.0"),
    package("moment-timezone", "moment-timezone", "0.6.6"),
    package("oauth-sign", "oauth-sign", "0.9.0"),
    package("q", "q", "1.5.1"),
    package("qs", "qs", "6.17.1"),
    package("uuid", "uuid", "9.0.1"),
    package("xml2js", "xml2js", "0.6.2"),
    package("xmldom", "xmldom", "0.8.15"),
    package("xpath", "xpath", "0.0.34"),
    package("xtend", "xtend", "4.0.2"),
    double("@auth0/rule-utilities", "auth0-rule-utilities"),
    double("auth0", "auth0"),
    double("got", "got"),
    double("node-fetch", "node-fetch"),
    double("pbkdf2", "pbkdf2"),
    double("request", "request"),
    double("request-promise", "request-promise"),
    double("request-promise-native", "request-promise-native"),
    double("superagent", "superagent"),
    core("assert"),
    core("buffer"),
    core("crypto"),
    core("events"),
    core("http"),
    core("https"),
    core("os"),
    core("path"),
    core("process"),
    core("punycode"),
    core("querystring"),
    core("string_decoder"),
    core("timers"),
    Module { name: "timers/promises", supply: Supply::Core("timers-promises") },
    core("url"),
    core("util"),
    outside("child_process"),
    outside("cluster"),
    outside("dgram"),
    outside("dns"),
    outside("dns/promises"),
    outside("fs"),
    outside("fs/promises"),
    outside("http2"),
    outside("inspector"),
    outside("module"),
    outside("net"),
    outside("readline"),
    outside("repl"),
    outside("stream"),
    outside("stream/promises"),
    outside("tls"),
    outside("tty"),
    outside("v8"),
    outside("vm"),
    outside("worker_threads"),
    outside("zlib"),
    stand_in("azure-storage"),
    stand_in("couchbase"),
    stand_in("cql"),
    stand_in("ip"),
    stand_in("knex"),
    stand_in("mongodb"),
    stand_in("mysql"),
    stand_in("mysql_pool"),
    stand_in("pg"),
    stand_in("pubnub"),
    stand_in("slack-notify"),
    stand_in("tedious"),
];

/// How a stand-in shows itself as text, and so in a claim: `[stand-in for require("name").member()]`.
const STAND_IN_TEXT: &str = "[stand-in for ";

/// The first stand-in that shows in a text: `require("name").member()`. The text may have become part of JSON or of a URL,
/// or have changed its case.
pub fn stand_in_of(text: &str) -> Option<String> {
    // Most values have nothing of the kind, and every claim is asked.
    if !text.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"stand")) {
        return None;
    }
    let label = |text: &str| {
        let (label, _) = text.split_once(STAND_IN_TEXT)?.1.split_once(']')?;
        Some(label.to_owned())
    };
    let text = text.replace('\\', "");
    label(&text).or_else(|| {
        let mut text = text.to_ascii_lowercase();
        for (code, char) in [("%5b", "["), ("%5d", "]"), ("%20", " "), ("%22", "\"")] {
            text = text.replace(code, char);
        }
        label(&text)
    })
}

/// A module that Rules offered as a global until Node 16.
#[derive(Clone, Copy, Debug)]
pub struct Implicit {
    /// The global.
    pub name: &'static str,
    /// What to require instead; `None` where no module of the same use is offered.
    pub module: Option<&'static str>,
    /// What it was: a name of [`MODULES`] or any other, and its member.
    behind: (&'static str, &'static str),
}

const fn implicit(name: &'static str, module: &'static str) -> Implicit {
    Implicit { name, module: Some(module), behind: (module, "") }
}

/// All of them: <https://auth0.com/docs/troubleshoot/product-lifecycle/past-migrations/migrate-to-nodejs-16>,
/// with the packages behind the names from `domain.md` §4.5.
pub const IMPLICIT: [Implicit; 28] = [
    Implicit { name: "_", module: Some("lodash"), behind: ("#lodash-global", "") },
    implicit("async", "async"),
    implicit("Auth0", "auth0"),
    implicit("azure_storage", "azure-storage"),
    implicit("bcrypt", "bcrypt"),
    implicit("crypto", "crypto"),
    implicit("couchbase", "couchbase"),
    Implicit { name: "cql", module: None, behind: ("cql", "") },
    implicit("ip", "ip"),
    implicit("jwt", "jsonwebtoken"),
    implicit("Knex", "knex"),
    implicit("mongo", "mongodb"),
    implicit("mysql", "mysql"),
    Implicit { name: "mysql_pool", module: None, behind: ("mysql_pool", "") },
    Implicit { name: "ObjectID", module: None, behind: ("mongodb", "ObjectID") },
    implicit("pbkdf2", "pbkdf2"),
    implicit("pg", "pg"),
    implicit("postgres", "pg"),
    implicit("Pubnub", "pubnub"),
    implicit("q", "q"),
    implicit("querystring", "querystring"),
    implicit("request", "request"),
    implicit("sqlserver", "tedious"),
    implicit("uuid", "uuid"),
    implicit("xml2js", "xml2js"),
    implicit("xmldom", "xmldom"),
    implicit("xpath", "xpath"),
    implicit("xtend", "xtend"),
];

/// The Node version that realms are made ahead for.
pub(super) const NEWEST_NODE: u32 = 22;

/// The first Node version without [`IMPLICIT`].
const WITHOUT_IMPLICIT: u32 = 16;

/// A global of Node: its name, the file and its member, and the first Node version that has it (<https://nodejs.org/api/globals.html>).
#[derive(Clone, Copy, Debug)]
struct Global(&'static str, &'static str, &'static str, u32);

/// All that are made when a script first looks at them.
const GLOBALS: &[Global] = &[
    Global("Buffer", "buffer", "Buffer", 4),
    Global("Intl", "#intl", "Intl", 4),
    Global("process", "process", "", 4),
    Global("URL", "#whatwg", "URL", 10),
    Global("URLSearchParams", "#whatwg", "URLSearchParams", 10),
    Global("TextDecoder", "#text", "TextDecoder", 11),
    Global("TextEncoder", "#text", "TextEncoder", 11),
    Global("AbortController", "#events", "AbortController", 15),
    Global("AbortSignal", "#events", "AbortSignal", 15),
    Global("Event", "#events", "Event", 15),
    Global("EventTarget", "#events", "EventTarget", 15),
    Global("atob", "buffer", "atob", 16),
    Global("btoa", "buffer", "btoa", 16),
    Global("DOMException", "#events", "DOMException", 17),
    Global("structuredClone", "#text", "structuredClone", 17),
    Global("Blob", "#fetch", "Blob", 18),
    Global("FormData", "#fetch", "FormData", 18),
    Global("Headers", "#fetch", "Headers", 18),
    Global("Request", "#fetch", "Request", 18),
    Global("Response", "#fetch", "Response", 18),
    Global("fetch", "#fetch", "fetch", 18),
    Global("crypto", "crypto", "webcrypto", 20),
];

/// A global that is made when a script first looks at it: its name, what `require` would be given, and the member.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lazy {
    pub(super) name: &'static str,
    pub(super) module: &'static str,
    pub(super) member: &'static str,
}

/// The lazy globals of a Node version.
pub(super) fn globals(node: u32) -> impl Iterator<Item = Lazy> {
    let own = GLOBALS
        .iter()
        .filter(move |global| node >= global.3)
        .map(|&Global(name, module, member, _)| Lazy { name, module, member });
    let implicit = IMPLICIT.iter().filter(move |_| node < WITHOUT_IMPLICIT).map(|row| Lazy {
        name: row.name,
        module: row.behind.0,
        member: row.behind.1,
    });
    own.chain(implicit)
}

/// What was asked for, taken apart: `lodash@4.17.21`, `node:crypto`, `@scope/name@1.0.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The name without prefix and version.
    pub name: &'a str,
    /// The version, empty for none.
    pub version: &'a str,
    /// It was written with `node:`.
    node_prefix: bool,
}

impl<'a> Asked<'a> {
    /// Takes what `require` is given apart.
    pub fn read(text: &'a str) -> Self {
        let (text, node_prefix) = match text.strip_prefix("node:") {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        match text.rsplit_once('@') {
            Some((name, version)) if !name.is_empty() && !version.contains('/') => {
                Self { name, version, node_prefix }
            }
            _ => Self { name: text, version: "", node_prefix },
        }
    }

    fn major(&self) -> &'a str {
        self.version.trim_start_matches(['^', '~', 'v']).split('.').next().unwrap_or_default()
    }
}

/// What becomes of a `require`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A row of the table.
    Listed(Supply),
    /// No row: a stand-in answers, since Auth0 offers more than the table has.
    Unlisted,
    /// There can be no such module: a file beside a script that has none, or a module of Node that Node does not have.
    Impossible,
}

/// Looks a name up.
pub fn look_up(text: &str) -> Answer {
    let asked = Asked::read(text);
    let row =
        |name: &str| MODULES.iter().find(|module| module.name == name).map(|module| module.supply);
    if asked.name.is_empty() || asked.name.starts_with(['.', '/', '\\', '#']) {
        return Answer::Impossible;
    }
    let of_major = (!asked.version.is_empty())
        .then(|| row(&format!("{}@{}", asked.name, asked.major())))
        .flatten();
    match of_major.or_else(|| row(asked.name)) {
        Some(supply @ (Supply::Core(_) | Supply::Unreachable)) => Answer::Listed(supply),
        _ if asked.node_prefix => Answer::Impossible,
        Some(supply) => Answer::Listed(supply),
        None => Answer::Unlisted,
    }
}

/// The version that answers for another one of a different major number, if it is so.
pub fn other_version(text: &str) -> Option<&'static str> {
    let asked = Asked::read(text);
    match look_up(text) {
        Answer::Listed(Supply::Package(_, version))
            if asked.major().parse::<u32>().is_ok()
                && version.split('.').next() != Some(asked.major()) =>
        {
            Some(version)
        }
        _ => None,
    }
}

thread_local! {
    /// The texts that were fetched, for the next login.
    static TEXTS: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    /// Fetches the text of a file, where the files are not part of the program.
    static FETCH: Cell<Fetch> = const { Cell::new(|_| None) };
}

/// Fetches the text of a module's file.
pub type Fetch = fn(&str) -> Option<String>;

/// Says how to fetch what is not part of the program: the worker asks its site.
pub fn fetch_modules_with(fetch: Fetch) {
    FETCH.set(fetch);
}

/// Works with the text of a module's file; `None` where it was not built or does not come.
pub(super) fn with_text<R>(file: &str, work: impl FnOnce(Option<&str>) -> R) -> R {
    if let Some((_, text)) = EMBEDDED.iter().find(|(name, _)| *name == file) {
        return work(Some(text));
    }
    TEXTS.with_borrow_mut(|texts| {
        if !texts.contains_key(file)
            && let Some(text) = FETCH.get()(file)
        {
            texts.insert(file.to_owned(), text);
        }
        work(texts.get(file).map(String::as_str))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_carry_a_version_and_a_prefix() {
        let read = |text| {
            let Asked { name, version, .. } = Asked::read(text);
            (name, version)
        };
        assert_eq!(read("lodash"), ("lodash", ""));
        assert_eq!(read("lodash@4.17.21"), ("lodash", "4.17.21"));
        assert_eq!(read("@auth0/rule-utilities@0.1.0"), ("@auth0/rule-utilities", "0.1.0"));
        assert_eq!(read("@auth0/rule-utilities"), ("@auth0/rule-utilities", ""));
        assert_eq!(read("node:crypto"), ("crypto", ""));
    }

    #[test]
    fn a_stand_in_is_known_in_any_writing() {
        let found = Some("require(\"pg\").rows.0".to_owned());
        for text in [
            "team [stand-in for require(\"pg\").rows.0]!",
            "\"{\\\"a\\\":\\\"[stand-in for require(\\\\\\\"pg\\\\\\\").rows.0]\\\"}\"",
            "https://acme.com/?x=%5Bstand-in%20for%20require(%22pg%22).rows.0%5D",
            "[STAND-IN FOR REQUIRE(\"PG\").ROWS.0]",
        ] {
            assert_eq!(stand_in_of(text), found, "{text}");
        }
        assert_eq!(stand_in_of("a stand-in for require(\"pg\")"), None);
    }

    #[test]
    fn versions_are_those_that_are_bundled() {
        let packages = include_str!("../../package.json");
        for Module { name, supply } in MODULES {
            let Supply::Package(file, version) = supply else { continue };
            let entry = match *file {
                "bcrypt" => format!("\"bcryptjs\": \"{version}\""),
                "xmldom" => format!("\"@xmldom/xmldom\": \"{version}\""),
                "lodash2" => format!("\"lodash2\": \"npm:lodash@{version}\""),
                _ => format!("\"{name}\": \"{version}\""),
            };
            assert!(packages.contains(&entry), "{entry}");
        }
    }

    #[test]
    fn every_module_of_the_table_was_built() {
        for Module { name, supply } in MODULES {
            let (Supply::Package(file, _) | Supply::Double(file) | Supply::Core(file)) = supply
            else {
                continue;
            };
            assert!(with_text(file, |text| text.is_some()), "{name}: `make library` builds it");
        }
    }

    #[test]
    fn the_major_number_chooses_between_versions() {
        assert_eq!(look_up("lodash@2.4.1"), Answer::Listed(Supply::Package("lodash2", "2.4.2")));
        assert!(matches!(look_up("lodash@3.10.1"), Answer::Listed(Supply::Package("lodash", _))));
        assert!(other_version("lodash@3.10.1").is_some());
        assert_eq!(other_version("lodash@4.0.0"), None);
        assert_eq!(look_up("./lodash"), Answer::Impossible);
        assert_eq!(look_up("node:lodash"), Answer::Impossible);
        assert_eq!(look_up("@acme/claims"), Answer::Unlisted);
    }
}
