//! From the recorded writes to the rows of the matrix: who set a claim, who replaced it, what is left.

use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::report::{Earlier, ModeKind, Origin, OriginKind, Target};
use crate::script::{ClaimObject, Held, Login, WriteKind, WriteTo, limits};

/// One claim, not yet judged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) target: Target,
    /// The value when the scripts were finished; `None` when the name was gone by then.
    pub(super) held: Option<Held>,
    /// The last write.
    pub(super) origin: Origin,
    pub(super) earlier: Vec<Earlier>,
    /// Who removed it, where it is gone.
    pub(super) removed_by: Option<Origin>,
    /// It went with the whole object, rather than by its name.
    pub(super) replaced: bool,
    /// Written only after the callback.
    pub(super) late: bool,
    /// The value that was last written, for a name that is gone.
    pub(super) written: Option<Held>,
}

/// One row for each name and target that a script wrote, in the order in which they were first written.
pub(super) fn rows(login: &Login, endpoint: &Endpoint) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // A write to `user` reaches no token of a conformant flow, so it is no claim there.
    let counts_user = matches!(endpoint.mode, ModeKind::Legacy | ModeKind::SamlWsFed);
    // `context.accessToken.scope` is the scope itself; an Action's claim of that name is one.
    let counts = |target: Target, name: &str, by: OriginKind| match target {
        Target::User => counts_user,
        Target::AccessToken => name != "scope" || by == OriginKind::Action,
        Target::IdToken => true,
    };
    for write in &login.writes {
        match &write.to {
            WriteTo::Claim(target, name) if counts(*target, name, write.origin.kind) => {
                let row = rows.iter_mut().find(|row| row.target == *target && row.name == *name);
                match (&write.kind, row) {
                    (WriteKind::Set(held), Some(row)) if !write.late => {
                        if !row.late {
                            let origin = std::mem::replace(&mut row.origin, write.origin.clone());
                            row.earlier.push(Earlier {
                                origin,
                                value: row.written.as_ref().and_then(Held::json),
                            });
                        }
                        row.origin = write.origin.clone();
                        row.late = false;
                        row.written = Some(held.clone());
                        row.removed_by = None;
                    }
                    (WriteKind::Set(held), None) => rows.push(Row {
                        name: name.clone(),
                        target: *target,
                        held: None,
                        origin: write.origin.clone(),
                        earlier: Vec::new(),
                        removed_by: None,
                        replaced: false,
                        late: write.late,
                        written: Some(held.clone()),
                    }),
                    (WriteKind::Deleted, Some(row)) if !write.late => {
                        row.removed_by = Some(write.origin.clone());
                        row.replaced = false;
                    }
                    _ => {}
                }
            }
            WriteTo::ClaimObject(target) if !write.late => {
                for row in
                    rows.iter_mut().filter(|row| row.target == *target && row.removed_by.is_none())
                {
                    row.removed_by = Some(write.origin.clone());
                    row.replaced = true;
                }
            }
            _ => {}
        }
    }
    settle(&mut rows, Target::IdToken, &login.id_token, login);
    settle(&mut rows, Target::AccessToken, &login.access_token, login);
    for row in rows.iter_mut().filter(|row| row.target == Target::User) {
        row.held = login.user.get(&row.name).cloned().map(Held::Json);
    }
    rows
}

/// Fills in what the claim object held in the end. A member that nobody was seen writing (it came with an object that a
/// rule made itself) gets a row too.
fn settle(rows: &mut Vec<Row>, target: Target, claims: &ClaimObject, login: &Login) {
    // A claim object that was replaced by one with a million members has been cut off already.
    for (name, held) in claims.members.iter().take(limits::WRITES) {
        if let Some(row) = rows.iter_mut().find(|row| row.target == target && row.name == *name) {
            if !row.late {
                row.held = Some(held.clone());
                row.removed_by = None;
            }
            continue;
        }
        if target == Target::AccessToken && name == "scope" {
            continue;
        }
        let script = login
            .runs
            .iter()
            .rev()
            .find(|run| run.steps > 0)
            .map(|run| run.script.clone())
            .unwrap_or_default();
        let origin = Origin { kind: OriginKind::Rule, script, ..Origin::standard() };
        rows.push(Row {
            name: name.clone(),
            target,
            held: Some(held.clone()),
            origin,
            earlier: Vec::new(),
            removed_by: None,
            replaced: false,
            late: false,
            written: Some(held.clone()),
        });
    }
}

/// `context.accessToken.scope`, where a script set it: an array of names, or a text of names (`domain.md` §2.4).
pub(super) fn script_scopes(login: &Login, endpoint: &Endpoint) -> Option<Vec<String>> {
    let replaced = replaced_scopes(login);
    if login.scope_edits.is_empty() {
        return replaced;
    }
    let mut scopes = replaced.unwrap_or_else(|| endpoint.granted_scopes.clone());
    for edit in &login.scope_edits {
        scopes.retain(|scope| *scope != edit.name);
        if edit.added {
            scopes.push(edit.name.clone());
        }
    }
    Some(scopes)
}

/// `context.accessToken.scope`, where a rule set it: an Action's claim of that name is a claim, not the scope.
fn replaced_scopes(login: &Login) -> Option<Vec<String>> {
    match login.rule_scope.as_ref()? {
        Held::Json(Value::Array(names)) => {
            Some(names.iter().filter_map(Value::as_str).map(Into::into).collect())
        }
        Held::Json(Value::String(names)) => {
            Some(names.split_ascii_whitespace().map(Into::into).collect())
        }
        _ => None,
    }
}
