//! Order of short lists. The sort of the standard library is for long ones: 4 kB of Wasm for each type that it sorts.

use std::cmp::Ordering;

/// Sorts in place by insertion; equal items stay in their order.
pub(crate) fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for end in 1..list.len() {
        let mut at = end;
        while let Some([before, item]) = at.checked_sub(1).and_then(|start| list.get(start..=at))
            && compare(before, item) == Ordering::Greater
        {
            list.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// The same by a key.
pub(crate) fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_stay_in_their_order() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by_key(&mut list, |(number, _)| *number);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        sort_by(&mut [0; 0], i32::cmp);
    }
}
