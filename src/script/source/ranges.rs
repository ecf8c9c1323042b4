//! Ranges of the expressions at which the engine may say that something happened.

use super::callee::CallRange;

/// A member expression.
#[derive(Clone, Debug)]
pub(super) struct MemberRange {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) object: (usize, usize),
    pub(super) property: Option<String>,
    /// Path of the object.
    pub(super) path: Option<Vec<String>>,
}

/// Something that may write: an assignment to a member, an update, a deletion or a call.
#[derive(Clone, Copy, Debug)]
pub(super) struct WriteRange {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Start of the function it belongs to.
    pub(super) function: usize,
    pub(super) is_call: bool,
}

/// A name, a member or a call over which a loop or a list goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct IteratedRange {
    /// The expression, of a call what is called.
    pub(super) range: (usize, usize),
    /// Where the engine places it.
    pub(super) key: usize,
    pub(super) is_call: bool,
}

/// A declaration that takes an object apart.
#[derive(Clone, Debug)]
pub(super) struct TakenApart {
    /// Start of the declaration, where the engine places it.
    pub(super) key: usize,
    /// The object.
    pub(super) object: (usize, usize),
    pub(super) path: Option<Vec<String>>,
    /// The first member that is taken, if it is named, and whether it has a default.
    pub(super) first: Option<(String, bool)>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranges {
    pub(super) members: Vec<MemberRange>,
    pub(super) writes: Vec<WriteRange>,
    pub(super) calls: Vec<CallRange>,
    pub(super) iterated: Vec<IteratedRange>,
    pub(super) taken_apart: Vec<TakenApart>,
    pub(super) functions: Vec<(usize, usize)>,
}

impl Ranges {
    /// The innermost write that belongs to a byte offset. The engine names the start of the expression it was about to
    /// evaluate, which for an assignment is somewhere on either side of it.
    pub(super) fn write_at(&self, at: usize) -> Option<(usize, usize)> {
        let function = self.functions.iter().filter(|(start, end)| (*start..*end).contains(&at));
        let function =
            function.min_by_key(|(start, end)| end - start).map_or(0, |(start, _)| *start);
        let here = || {
            self.writes.iter().filter(|write| {
                write.function == function && (write.start..write.end).contains(&at)
            })
        };
        let shortest = |write: &&WriteRange| write.end - write.start;
        // A call that begins exactly there, such as `Object.assign(…)`, unless an assignment begins there too.
        let assignment = here().filter(|write| !write.is_call).min_by_key(shortest);
        let call = here().filter(|write| write.is_call).max_by_key(shortest);
        assignment.or(call).map(|write| (write.start, write.end))
    }

    /// The innermost member expression at a byte offset whose name is the given one; without a name, any.
    pub(super) fn member_at(&self, at: usize, property: Option<&str>) -> Option<&MemberRange> {
        let here = self.members.iter().filter(|member| (member.start..member.end).contains(&at));
        let named =
            |member: &&MemberRange| property.is_none() || member.property.as_deref() == property;
        // The engine names the start of the chain in which the member stands.
        here.clone()
            .filter(named)
            .min_by_key(|member| (member.start != at, member.end - member.start))
            .or_else(|| {
                let unnamed = |member: &&MemberRange| member.property.is_none();
                here.filter(unnamed)
                    .min_by_key(|member| (member.start != at, member.end - member.start))
            })
    }
}
