//! The decision procedure (`domain.md` §1.1).

