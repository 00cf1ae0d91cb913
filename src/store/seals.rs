//! The checksums of one run's entries by number: mostly one long row, so kept as rows.

use std::collections::BTreeMap;

/// What an entry is known by without its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seal {
    /// The entry's checksum.
    pub(super) crc: u32,
    /// The checksum it says the entry before it has.
    pub(super) prev: u32,
}

/// Seals by number; rows are never joined, so that no order of arrival is slow.
#[derive(Debug, Clone, Default)]
pub(super) struct Seals(BTreeMap<u64, Vec<Seal>>);

impl Seals {
    pub(super) fn get(&self, seq: u64) -> Option<Seal> {
        let (first, row) = self.0.range(..=seq).next_back()?;
        let place = usize::try_from(seq - first).ok()?;
        row.get(place).copied()
    }

    /// Adds a seal unless its number is taken; says whether it did.
    pub(super) fn insert(&mut self, seq: u64, seal: Seal) -> bool {
        if let Some((first, row)) = self.0.range_mut(..=seq).next_back() {
            let place = seq - first;
            let length = row.len() as u64;
            if place < length {
                return false;
            }
            if place == length {
                row.push(seal);
                return true;
            }
        }
        self.0.insert(seq, vec![seal]);
        true
    }

    pub(super) fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// The highest number and its seal.
    pub(super) fn last(&self) -> Option<(u64, Seal)> {
        let (first, row) = self.0.last_key_value()?;
        let seal = row.last()?;
        Some((first + (row.len() as u64 - 1), *seal))
    }

    /// First and last number of each row, in order; rows may touch.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u64, u64)> {
        self.0.iter().map(|(first, row)| (*first, first + (row.len() as u64 - 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seal(number: u64) -> Seal {
        Seal { crc: number as u32, prev: 0 }
    }

    proptest! {
        #[test]
        fn seals_behave_like_a_plain_map(numbers in prop::collection::vec(1u64..30, 0..60)) {
            let (mut seals, mut plain) = (Seals::default(), BTreeMap::new());
            for (at, number) in numbers.into_iter().enumerate() {
                let new = !plain.contains_key(&number);
                plain.entry(number).or_insert(seal(at as u64));
                prop_assert_eq!(seals.insert(number, seal(at as u64)), new);
            }
            for number in 0..32 {
                prop_assert_eq!(seals.get(number), plain.get(&number).copied());
            }
            prop_assert_eq!(seals.len(), plain.len());
            let last = plain.last_key_value().map(|(number, seal)| (*number, *seal));
            prop_assert_eq!(seals.last(), last);
            let all: Vec<u64> = seals.rows().flat_map(|(first, last)| first..=last).collect();
            prop_assert_eq!(all, plain.into_keys().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_largest_number_is_a_number_like_others() {
        let mut seals = Seals::default();
        assert!(seals.insert(u64::MAX, seal(1)));
        assert!(!seals.insert(u64::MAX, seal(2)));
        assert_eq!(seals.last(), Some((u64::MAX, seal(1))));
        assert_eq!(seals.rows().collect::<Vec<_>>(), [(u64::MAX, u64::MAX)]);
    }
}
