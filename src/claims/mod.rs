//! Custom claims: what class a name belongs to, and what becomes of it (`domain.md` §3).

pub mod evidence;
pub mod verdict;
pub mod tables;
pub mod name;
mod gates;
pub mod filter;
pub mod attribute;

pub use evidence::{Basis, Evidence};
pub use name::{NameClass, classify};
pub use verdict::VerdictCode;
