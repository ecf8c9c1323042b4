//! The report as JSON, and back. Writing is derived; reading is by hand, over `Value`: derived readers of every type were
//! a sixth of the page's module.

use serde_json::Value;

use super::{
    Artifact, Claim, ConsoleLine, Cut, Earlier, Effect, Flip, Format, HttpRequest, Mode, ModeKind,
    Origin, OriginKind, Outcome, Reason, Report, Run, RunOutcome, ScriptError, Target, Verdict,
    Weight,
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
    Report::read(value).map_err(|member| {
        ["the report's member `", member, "` is missing, or is none that a report has"].concat()
    })
}

/// Name of the innermost member that could not be read; empty until one is known.
type Read<T> = Result<T, &'static str>;

trait FromValue: Sized {
    fn read(value: Value) -> Read<Self>;
}

/// A member that must be there, or may be absent where the type allows it.
#[inline(never)]
fn member<T: FromValue>(object: &mut Object, name: &'static str) -> Read<T> {
    T::read(take(object, name)).map_err(|inner| if inner.is_empty() { name } else { inner })
}

/// A member that is left out while it is empty.
#[inline(never)]
fn member_or_default<T: FromValue + Default>(object: &mut Object, name: &'static str) -> Read<T> {
    if object.contains_key(name) { member(object, name) } else { Ok(T::default()) }
}

fn take(object: &mut Object, name: &str) -> Value {
    object.get_mut(name).map(Value::take).unwrap_or_default()
}

impl FromValue for Value {
    fn read(value: Value) -> Read<Self> {
        Ok(value)
    }
}

impl FromValue for String {
    fn read(value: Value) -> Read<Self> {
        if let Value::String(text) = value { Ok(text) } else { Err("") }
    }
}

impl FromValue for Object {
    fn read(value: Value) -> Read<Self> {
        if let Value::Object(object) = value { Ok(object) } else { Err("") }
    }
}

impl FromValue for bool {
    fn read(value: Value) -> Read<Self> {
        value.as_bool().ok_or("")
    }
}

impl FromValue for u64 {
    fn read(value: Value) -> Read<Self> {
        value.as_u64().ok_or("")
    }
}

macro_rules! whole_numbers {
    ($($number:ident)+) => { $(
        impl FromValue for $number {
            fn read(value: Value) -> Read<Self> {
                Self::try_from(u64::read(value)?).map_err(|_| "")
            }
        }
    )+ };
}

whole_numbers! { u16 u32 usize }

impl<T: FromValue> FromValue for Option<T> {
    fn read(value: Value) -> Read<Self> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn read(value: Value) -> Read<Self> {
        let Value::Array(items) = value else { return Err("") };
        let mut read = Self::with_capacity(items.len());
        for item in items {
            read.push(T::read(item)?);
        }
        Ok(read)
    }
}

impl FromValue for (String, Value) {
    fn read(value: Value) -> Read<Self> {
        let mut items = Vec::<Value>::read(value)?.into_iter();
        match (items.next(), items.next(), items.next()) {
            (Some(Value::String(name)), Some(value), None) => Ok((name, value)),
            _ => Err(""),
        }
    }
}

/// Structs: the members that stand there always or may be `null`, then those that are left out while empty.
macro_rules! structs {
    ($($name:ident { $($member:ident)* $(; $($empty:ident)*)? })+) => { $(
        impl FromValue for $name {
            fn read(value: Value) -> Read<Self> {
                let object = &mut Object::read(value)?;
                Ok(Self {
                    $($member: member(object, stringify!($member))?,)*
                    $($($empty: member_or_default(object, stringify!($empty))?,)*)?
                })
            }
        }
    )+ };
}

structs! {
    Report { claimscope mode outcome artifacts claims runs diagnostics }
    Mode { kind protocol reasons }
    Reason { fact text weight pointer evidence source as_of flip }
    Flip { title set }
    Artifact { kind issued format why header payload encoded bytes }
    Claim { name target value origin overwritten_by verdicts; earlier }
    Earlier { origin value }
    Origin { kind line column end_column step; script }
    Verdict { artifact code also evidence source as_of switch; reasons }
    Cut { code text evidence source as_of switch }
    Run { script kind outcome error callback_calls virtual_ms console effects requests id_token access_token steps }
    ScriptError { name message line column stack }
    ConsoleLine { level text line }
    Effect { kind args line step }
    HttpRequest { method url matched status line }
    Diagnostic { code severity message help location docs; labels fixes }
    Fix { title edits }
    Edit { pointer start end text }
}

/// Words: each value by its name on the wire.
macro_rules! words {
    ($($name:ident { $($variant:ident $word:literal)+ })+) => {
        $(impl FromValue for $name {
            fn read(value: Value) -> Read<Self> {
                let at = position(&value, &[$($word),+])?;
                [$(Self::$variant),+].get(at).copied().ok_or("")
            }
        })+

        #[cfg(test)]
        fn each_word(check: impl Fn(Value, Value)) {
            $($(check(
                serde_json::json!($name::read($word.into())),
                serde_json::json!({ "Ok": $name::$variant }),
            );)+)+
        }
    };
}

fn position(value: &Value, words: &[&str]) -> Read<usize> {
    let text = value.as_str().ok_or("")?;
    words.iter().position(|word| *word == text).ok_or("")
}

words! {
    ModeKind { OidcConformant "oidc-conformant" Legacy "legacy" SamlWsFed "saml-ws-fed" MachineToMachine "machine-to-machine" NoToken "no-token" }
    Weight { Decides "decides" Holds "holds" Idle "idle" }
    Format { Jwt "jwt" Opaque "opaque" Jwe "jwe" Json "json" Xml "xml" }
    Target { IdToken "id_token" AccessToken "access_token" User "user" }
    OriginKind { Rule "rule" Action "action" Standard "standard" }
    RunOutcome { Ok "ok" Denied "denied" Threw "threw" Rejected "rejected" NoCallback "no-callback" TimedOut "timed-out" Limit "limit" SyntaxError "syntax-error" Skipped "skipped" }
    Evidence { Documented "documented" Staff "staff" Observed "observed" Inferred "inferred" }
    Severity { Error "error" Warning "warning" Note "note" }
    ArtifactKind { IdToken "id_token" AccessToken "access_token" Userinfo "userinfo" RefreshToken "refresh_token" Tokeninfo "tokeninfo" DelegationToken "delegation_token" SamlAssertion "saml_assertion" }
}

impl FromValue for VerdictCode {
    fn read(value: Value) -> Read<Self> {
        Self::ALL.into_iter().find(|code| value == code.name()).ok_or("")
    }
}

impl FromValue for Code {
    fn read(value: Value) -> Read<Self> {
        Self::ALL.iter().copied().find(|code| value == code.name()).ok_or("")
    }
}

impl FromValue for Outcome {
    fn read(value: Value) -> Read<Self> {
        let object = &mut Object::read(value)?;
        let kinds = ["issued", "denied", "redirected", "mfa-required", "failed"];
        match position(&take(object, "kind"), &kinds).map_err(|_| "kind")? {
            0 => Ok(Self::Issued),
            1 => Ok(Self::Denied {
                code: member(object, "code")?,
                message: member(object, "message")?,
                by: member(object, "by")?,
            }),
            2 => Ok(Self::Redirected { url: member(object, "url")?, by: member(object, "by")? }),
            3 => Ok(Self::MfaRequired { by: member(object, "by")? }),
            _ => Ok(Self::Failed {
                code: member(object, "code")?,
                message: member(object, "message")?,
                by: member(object, "by")?,
            }),
        }
    }
}

impl FromValue for Place {
    fn read(value: Value) -> Read<Self> {
        place(&mut Object::read(value)?)
    }
}

impl FromValue for Label {
    fn read(value: Value) -> Read<Self> {
        let object = &mut Object::read(value)?;
        Ok(Self { text: member(object, "text")?, place: place(object)? })
    }
}

/// A place is known by its members: a script, with or without a range, or a pointer.
fn place(object: &mut Object) -> Read<Place> {
    if !object.contains_key("script") {
        return Ok(Place::Scenario {
            pointer: member(object, "pointer")?,
            line: member(object, "line")?,
            column: member(object, "column")?,
        });
    }
    let script: String = member(object, "script")?;
    let span = match object.get("line") {
        Some(_) => Some(Span {
            line: member(object, "line")?,
            column: member(object, "column")?,
            end_line: member(object, "end_line")?,
            end_column: member(object, "end_column")?,
        }),
        None => None,
    };
    Ok(Place::script(script, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_is_written() {
        each_word(|read, written| assert_eq!(read, written));
        for code in VerdictCode::ALL {
            assert_eq!(VerdictCode::read(serde_json::json!(code)), Ok(code));
        }
        for code in Code::ALL {
            assert_eq!(Code::read(serde_json::json!(code)), Ok(*code));
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let fault = read(r#"{"claimscope":1,"mode":{"kind":"oidc","protocol":null,"reasons":[]}}"#);
        assert!(fault.is_err_and(|fault| fault.contains("`kind`")));
        assert!(read("{}").is_err_and(|fault| fault.contains("`claimscope`")));
    }
}
