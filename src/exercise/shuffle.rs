//! Fair shuffles that come out the same whenever the same learner returns.

/// What a shuffle depends on: made from learner and exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    /// A seed from words, such as learner and exercise, kept apart from each other. FNV-1a.
    pub fn from_words(words: &[&str]) -> Self {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for word in words {
            for byte in word.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Self(hash)
    }

    /// Another seed for another purpose.
    #[must_use]
    pub fn salted(self, salt: u64) -> Self {
        let mut dice = Dice(self.0 ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Self(dice.roll())
    }
}

/// Puts a list into one of its orders, each equally likely over all seeds. Fisher and Yates.
pub fn shuffle<T>(list: &mut [T], seed: Seed) {
    let mut dice = Dice(seed.0);
    for last in (1..list.len()).rev() {
        list.swap(last, dice.below(last as u64 + 1));
    }
}

/// Steele, Lea and Flood's SplitMix64 (2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, without the bias of a bare remainder.
    fn below(&mut self, limit: u64) -> usize {
        let fair = u64::MAX - u64::MAX % limit;
        loop {
            let roll = self.roll();
            if roll < fair {
                return (roll % limit) as usize;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_four_comes_about_equally_often() {
        let mut seen = std::collections::BTreeMap::new();
        for n in 0..24_000u64 {
            let mut list = [0, 1, 2, 3];
            shuffle(&mut list, Seed::from_words(&["anna", &n.to_string()]));
            *seen.entry(list).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 24);
        assert!(seen.values().all(|count| (850..1150).contains(count)), "{seen:?}");
    }

    #[test]
    fn the_same_words_give_the_same_order_and_other_words_another() {
        assert_eq!(Seed::from_words(&["a", "bc"]), Seed::from_words(&["a", "bc"]));
        assert_ne!(Seed::from_words(&["a", "bc"]), Seed::from_words(&["ab", "c"]));
    }
}
