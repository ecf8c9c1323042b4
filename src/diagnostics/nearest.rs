//! "Did you mean": the known name with the smallest edit distance.

use crate::builtin::lower;

/// The candidate nearest to `name`, at most two edits (and less than half of its length) away.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A long name is no misspelling of a short one, and the distance costs length times length.
    if name.chars().count() > 64 {
        return None;
    }
    let name = lower(name);
    candidates
        .into_iter()
        .map(|candidate| (distance(&name, &lower(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= 2 && *distance * 2 < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, pair) in b.iter().zip(row.windows(2)) {
            let (diagonal, above) = match pair {
                [diagonal, above] => (*diagonal, *above),
                _ => continue,
            };
            left = (diagonal + usize::from(x != *y)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_finds_its_name_and_a_stranger_does_not() {
        let known = ["idToken", "accessToken", "protocol"];
        assert_eq!(nearest("id_token", known), Some("idToken"));
        assert_eq!(nearest("accesstoken", known), Some("accessToken"));
        assert_eq!(nearest("zebra", known), None);
        assert_eq!(nearest("", known), None);
    }
}
