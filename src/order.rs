//! Order of lists. The standard library's sort is 4 kB of Wasm for each type that it sorts: short lists are sorted by
//! insertion, and long ones by their indices, all with one sort.

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

/// Sorts a list of any length; equal items stay in their order.
pub(crate) fn sort_long_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted_indices(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(order.into_iter().filter_map(|at| items.get_mut(at)?.take()));
}

/// The same by a key.
pub(crate) fn sort_long_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_long_by(list, |a, b| key(a).cmp(&key(b)));
}

fn sorted_indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    indices.sort_by(|a, b| compare(*a, *b));
    indices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_sorted_and_equal_items_stay_in_their_order() {
        let mut list: Vec<(usize, usize)> = (0..1000).map(|at| (at * 7919 % 10, at)).collect();
        sort_long_by_key(&mut list, |(key, _)| *key);
        assert!(list.is_sorted());
        assert_eq!(list.len(), 1000);
    }

    #[test]
    fn equal_items_stay_in_their_order() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by_key(&mut list, |(number, _)| *number);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        sort_by(&mut [0; 0], i32::cmp);
    }
}
