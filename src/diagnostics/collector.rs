//! Gathers findings and puts them in order.

use std::collections::BTreeMap;

use super::{Code, Diagnostic};
use crate::order;
use crate::place::Place;

/// How many findings of one code are kept for one script; the rest are counted.
const KEPT_OF_ONE_CODE: usize = 20;

/// Findings in the making.
#[derive(Debug, Default)]
pub struct Collector {
    findings: Vec<Diagnostic>,
}

impl Collector {
    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Whether a finding of this code was raised.
    pub fn has(&self, code: Code) -> bool {
        self.findings.iter().any(|finding| finding.code == code)
    }

    /// What was raised so far.
    pub fn raised(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// All findings: by script order, place and code, each once, at most [`KEPT_OF_ONE_CODE`] of one code in one script.
    pub fn finish(mut self, script_order: &[String]) -> Vec<Diagnostic> {
        let rank = |finding: &Diagnostic| {
            let script = finding.location.as_ref().and_then(Place::script_name);
            match script {
                Some(name) => {
                    script_order
                        .iter()
                        .position(|known| known == name)
                        .unwrap_or(script_order.len())
                        + 1
                }
                None => 0,
            }
        };
        order::sort_long_by(&mut self.findings, |a, b| {
            rank(a)
                .cmp(&rank(b))
                .then_with(|| a.location.cmp(&b.location))
                .then_with(|| a.code.cmp(&b.code))
                .then_with(|| a.message.cmp(&b.message))
        });
        self.findings.dedup();
        let mut counts: BTreeMap<(Code, usize), usize> = BTreeMap::new();
        let mut kept: Vec<Diagnostic> = Vec::new();
        for finding in self.findings {
            let count = counts.entry((finding.code, rank(&finding))).or_default();
            *count += 1;
            if *count <= KEPT_OF_ONE_CODE {
                kept.push(finding);
            } else if *count == KEPT_OF_ONE_CODE + 1 {
                let more = Diagnostic::new(
                    finding.code,
                    format!("more findings `{}` are not shown", finding.code.name()),
                );
                kept.push(match finding.location.as_ref().and_then(Place::script_name) {
                    Some(script) => more.at(Place::script(script, None)),
                    None => more,
                });
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_code_is_cut_and_counted() {
        let mut collector = Collector::default();
        for line in 0..50 {
            collector.push(
                Diagnostic::new(Code::RestrictedName, format!("claim {line}"))
                    .at(Place::script("A", None)),
            );
        }
        let kept = collector.finish(&["A".into()]);
        assert_eq!(kept.len(), KEPT_OF_ONE_CODE + 1);
        assert!(kept.last().unwrap().message.starts_with("more findings"));
    }
}
