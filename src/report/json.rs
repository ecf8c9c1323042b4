//! The report as JSON, and back. Writing is derived; reading is by hand, over `Value`: derived readers of every type were
//! a sixth of the page's module.

use serde_json::Value;

use super::verdict::Tone;
use super::{
    Artifact, Claim, ConsoleLine, Cut, Earlier, Effect, Flip, Format, HttpRequest, Lost, Mode,
    ModeKind, Origin, OriginKind, Outcome, Reason, Report, Run, RunOutcome, Said, ScriptError,
    Target, Verdict, Weight,
};
use crate::claims::{Evidence, VerdictCode};
use crate::diagnostics::{Code, Diagnostic, Edit, Fix, Label, Severity};
use crate::place::{ArtifactKind, Place, Span};
use crate::scenario::Object;

/// The report as one line of JSON.
pub fn write(report: &Report) -> String {
    // Every map of a report has text keys and every number is finite, so writing cannot fail.
    serde_json::to_string(report).unwrap_or_default()
}

/// The report as indented JSON.
pub fn write_pretty(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

/// The mode as one line of JSON.
pub fn write_mode(mode: &Mode) -> String {
    serde_json::to_string(mode).unwrap_or_default()
}

/// What is said of a report as one line of JSON.
pub fn write_said(report: &Report) -> String {
    serde_json::to_string(&Said::of(report)).unwrap_or_default()
}

/// Reads what is said of a report from its JSON value.
///
/// # Errors
/// The value is not what this version says.
pub fn read_said(value: Value) -> Result<Said, String> {
    checked(value)
}

/// Reads a mode from its JSON value.
///
/// # Errors
/// The value is not the mode of a report of this version.
pub fn read_mode(value: Value) -> Result<Mode, String> {
    checked(value)
}

/// Reads what [`write`] wrote.
///
/// # Errors
/// The text is not a report of this version.
pub fn read(text: &str) -> Result<Report, String> {
    from_value(serde_json::from_str(text).map_err(|error| error.to_string())?)
}

/// Reads a report from its JSON value.
///
/// # Errors
/// The value is not a report of this version.
pub fn from_value(value: Value) -> Result<Report, String> {
    checked(value)
}

fn checked<T: FromValue>(value: Value) -> Result<T, String> {
    let mut fault = Fault::default();
    let read = T::read(value, &mut fault);
    match fault.0 {
        None => Ok(read),
        Some(member) => {
            Err(["the member `", member, "` is missing, or is none that a report has"].concat())
        }
    }
}

/// Where reading went wrong: the first member that is not what it should be. Reading goes on with a stand-in, and the
/// whole is refused at the end: so no reader has to undo what it has half built, which is most of a derived one.
#[derive(Default)]
struct Fault(Option<&'static str>);

impl Fault {
    /// Notes that the value is none of its kind; what it was for, its reader knows.
    fn here(&mut self) {
        self.0.get_or_insert("");
    }
}

trait FromValue: Sized {
    fn read(value: Value, fault: &mut Fault) -> Self;
}

/// A member that must be there, or may be absent where the type allows it.
#[inline(never)]
fn member<T: FromValue>(object: &mut Object, name: &'static str, fault: &mut Fault) -> T {
    let read = T::read(take(object, name), fault);
    fault.0 = fault.0.map(|inner| if inner.is_empty() { name } else { inner });
    read
}

/// A member that is left out while it is empty.
fn member_or_empty<T: FromValue + Default>(
    object: &mut Object,
    name: &'static str,
    fault: &mut Fault,
) -> T {
    if object.contains_key(name) { member(object, name, fault) } else { T::default() }
}

/// A value that is left out where there is none: `null` is one.
fn given(object: &mut Object, name: &str) -> Option<Value> {
    object.get_mut(name).map(Value::take)
}

#[inline(never)]
fn take(object: &mut Object, name: &str) -> Value {
    given(object, name).unwrap_or_default()
}

impl FromValue for Value {
    fn read(value: Value, _: &mut Fault) -> Self {
        value
    }
}

impl FromValue for String {
    #[inline(never)]
    fn read(value: Value, fault: &mut Fault) -> Self {
        if let Value::String(text) = value {
            return text;
        }
        fault.here();
        Self::new()
    }
}

impl FromValue for Object {
    #[inline(never)]
    fn read(value: Value, fault: &mut Fault) -> Self {
        if let Value::Object(object) = value {
            return object;
        }
        fault.here();
        Self::new()
    }
}

impl FromValue for bool {
    fn read(value: Value, fault: &mut Fault) -> Self {
        value.as_bool().unwrap_or_else(|| {
            fault.here();
            false
        })
    }
}

impl FromValue for u64 {
    #[inline(never)]
    fn read(value: Value, fault: &mut Fault) -> Self {
        value.as_u64().unwrap_or_else(|| {
            fault.here();
            0
        })
    }
}

macro_rules! whole_numbers {
    ($($number:ident)+) => { $(
        impl FromValue for $number {
            fn read(value: Value, fault: &mut Fault) -> Self {
                Self::try_from(u64::read(value, fault)).unwrap_or_else(|_| {
                    fault.here();
                    0
                })
            }
        }
    )+ };
}

whole_numbers! { u16 u32 usize }

impl<T: FromValue> FromValue for Option<T> {
    fn read(value: Value, fault: &mut Fault) -> Self {
        if value.is_null() { None } else { Some(T::read(value, fault)) }
    }
}

/// The items of a list.
#[inline(never)]
fn items(value: Value, fault: &mut Fault) -> Vec<Value> {
    if let Value::Array(items) = value {
        return items;
    }
    fault.here();
    Vec::new()
}

impl<T: FromValue> FromValue for Vec<T> {
    fn read(value: Value, fault: &mut Fault) -> Self {
        items(value, fault).into_iter().map(|item| T::read(item, fault)).collect()
    }
}

impl FromValue for (String, Value) {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let mut items = items(value, fault).into_iter();
        let (name, value) = (items.next().unwrap_or_default(), items.next());
        if value.is_none() || items.next().is_some() {
            fault.here();
        }
        (String::read(name, fault), value.unwrap_or_default())
    }
}

/// Structs: the members that stand there always or may be `null`, then those that are left out while empty, and values that are
/// left out where there are none.
macro_rules! structs {
    ($($name:ident { $($member:ident)* $(; $($empty:ident)* $(; $($given:ident)*)?)? })+) => { $(
        impl FromValue for $name {
            #[inline(never)]
            fn read(value: Value, fault: &mut Fault) -> Self {
                let object = &mut Object::read(value, fault);
                Self {
                    $($member: member(object, stringify!($member), fault),)*
                    $($($empty: member_or_empty(object, stringify!($empty), fault),)*
                    $($($given: given(object, stringify!($given)),)*)?)?
                }
            }
        }
    )+ };
}

structs! {
    Report { claimscope mode outcome artifacts claims runs diagnostics }
    Mode { kind protocol reasons }
    Reason { fact text weight pointer evidence source as_of switch flip }
    Flip { title set }
    Artifact { kind issued format why header payload encoded bytes }
    Claim { name target stand_in origin overwritten_by lost verdicts; earlier; value }
    Earlier { origin; ; value }
    Origin { kind line column end_column step; script }
    Verdict { artifact code also evidence source as_of switch; reasons }
    Cut { code text evidence source as_of switch }
    Run { script kind outcome error callback_calls virtual_ms console effects requests id_token access_token steps }
    ScriptError { name message line column stack }
    ConsoleLine { level text line }
    Effect { kind args line step }
    HttpRequest { method url matched status line }
    Diagnostic { code severity message help location docs; labels fixes }
    Fix { title edits set }
    Edit { pointer start end text }
    Said { tone lead rest text }
}

/// Words: each value by its name on the wire.
macro_rules! words {
    ($($name:ident { $($variant:ident $word:literal)+ })+) => {
        $(impl FromValue for $name {
            fn read(value: Value, fault: &mut Fault) -> Self {
                let all = [$(Self::$variant),+];
                let [first, ..] = all;
                all.get(position(&value, &[$($word),+], fault)).copied().unwrap_or(first)
            }
        })+

        #[cfg(test)]
        fn each_word(check: impl Fn(&str, Value)) {
            $($({
                let mut fault = Fault::default();
                let read = $name::read($word.into(), &mut fault);
                assert_eq!(read, $name::$variant);
                assert!(fault.0.is_none());
                check($word, serde_json::json!(read));
            })+)+
        }
    };
}

#[inline(never)]
fn position(value: &Value, words: &[&str], fault: &mut Fault) -> usize {
    let text = value.as_str().unwrap_or_default();
    words.iter().position(|word| *word == text).unwrap_or_else(|| {
        fault.here();
        0
    })
}

words! {
    ModeKind { OidcConformant "oidc-conformant" Legacy "legacy" SamlWsFed "saml-ws-fed" MachineToMachine "machine-to-machine" NoToken "no-token" }
    Tone { Kept "kept" Partly "partly" Dropped "dropped" Neutral "neutral" }
    Weight { Decides "decides" Holds "holds" Idle "idle" }
    Format { Jwt "jwt" Opaque "opaque" Jwe "jwe" Json "json" Xml "xml" }
    Target { IdToken "id_token" AccessToken "access_token" User "user" }
    Lost { Late "late" Replaced "replaced" Deleted "deleted" }
    OriginKind { Rule "rule" Action "action" Standard "standard" }
    RunOutcome { Ok "ok" Denied "denied" Threw "threw" Rejected "rejected" NoCallback "no-callback" TimedOut "timed-out" Limit "limit" SyntaxError "syntax-error" Skipped "skipped" }
    Evidence { Documented "documented" Staff "staff" Observed "observed" Inferred "inferred" }
    Severity { Error "error" Warning "warning" Note "note" }
    ArtifactKind { IdToken "id_token" AccessToken "access_token" Userinfo "userinfo" RefreshToken "refresh_token" Tokeninfo "tokeninfo" DelegationToken "delegation_token" SamlAssertion "saml_assertion" }
}

impl FromValue for VerdictCode {
    #[inline(never)]
    fn read(value: Value, fault: &mut Fault) -> Self {
        Self::ALL.into_iter().find(|code| value == code.name()).unwrap_or_else(|| {
            fault.here();
            Self::Keep
        })
    }
}

impl FromValue for Code {
    fn read(value: Value, fault: &mut Fault) -> Self {
        value.as_str().and_then(Self::named).unwrap_or_else(|| {
            fault.here();
            Self::InternalFault
        })
    }
}

impl FromValue for Outcome {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let object = &mut Object::read(value, fault);
        let kind: String = member(object, "kind", fault);
        match kind.as_str() {
            "issued" => Self::Issued,
            "denied" => Self::Denied {
                code: member(object, "code", fault),
                message: member(object, "message", fault),
                by: member(object, "by", fault),
            },
            "redirected" => Self::Redirected {
                url: member(object, "url", fault),
                by: member(object, "by", fault),
            },
            "prompted" => Self::Prompted {
                form: member(object, "form", fault),
                by: member(object, "by", fault),
            },
            "mfa-required" => Self::MfaRequired { by: member(object, "by", fault) },
            "failed" => Self::Failed {
                code: member(object, "code", fault),
                message: member(object, "message", fault),
                by: member(object, "by", fault),
            },
            _ => {
                fault.here();
                Self::Issued
            }
        }
    }
}

impl FromValue for Place {
    fn read(value: Value, fault: &mut Fault) -> Self {
        place(&mut Object::read(value, fault), fault)
    }
}

impl FromValue for Label {
    fn read(value: Value, fault: &mut Fault) -> Self {
        let object = &mut Object::read(value, fault);
        Self { text: member(object, "text", fault), place: place(object, fault) }
    }
}

/// A place is known by its members: a script, with or without a range, or a pointer.
#[inline(never)]
fn place(object: &mut Object, fault: &mut Fault) -> Place {
    if !object.contains_key("script") {
        return Place::Scenario {
            pointer: member(object, "pointer", fault),
            line: member(object, "line", fault),
            column: member(object, "column", fault),
        };
    }
    let script: String = member(object, "script", fault);
    let span = object.contains_key("line").then(|| Span {
        line: member(object, "line", fault),
        column: member(object, "column", fault),
        end_line: member(object, "end_line", fault),
        end_column: member(object, "end_column", fault),
    });
    Place::script(script, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_is_written() {
        each_word(|word, written| assert_eq!(written, word));
        let mut fault = Fault::default();
        for code in VerdictCode::ALL {
            assert_eq!(VerdictCode::read(serde_json::json!(code), &mut fault), code);
        }
        for code in Code::ALL {
            assert_eq!(Code::read(serde_json::json!(code), &mut fault), *code);
        }
        assert!(fault.0.is_none());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let fault = read(r#"{"claimscope":1,"mode":{"kind":"oidc","protocol":null,"reasons":[]}}"#);
        assert!(fault.is_err_and(|fault| fault.contains("`kind`")));
        assert!(read("{}").is_err_and(|fault| fault.contains("`claimscope`")));
    }
}
