//! Items that look the same to a learner and therefore count the same.

/// For each entry, the place of the first entry that is equal to it.
///
/// Two entries are alike if they get the same number, so a learner who cannot tell them apart
/// is never wrong for taking one instead of the other.
pub(super) fn classes<T: PartialEq>(entries: &[T]) -> Vec<usize> {
    let first = |entry: &T| entries.iter().position(|other| other == entry).unwrap_or_default();
    entries.iter().map(first).collect()
}

/// The places of entries that are equal to one before them.
pub(super) fn repeats<T: PartialEq>(entries: &[T]) -> Vec<usize> {
    let classes = classes(entries).into_iter().enumerate();
    classes.filter(|(index, class)| index != class).map(|(index, _)| index).collect()
}

/// How many entries differ from all before them.
pub(super) fn distinct(classes: &[usize]) -> usize {
    classes.iter().enumerate().filter(|(index, class)| index == *class).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_entries_share_the_place_of_the_first() {
        assert_eq!(classes(&["a", "b", "a", "c", "b"]), [0, 1, 0, 3, 1]);
        assert_eq!(repeats(&["a", "b", "a", "c", "b"]), [2, 4]);
        assert_eq!(distinct(&[0, 1, 0, 3, 1]), 3);
        assert_eq!(distinct(&classes::<&str>(&[])), 0);
    }
}
