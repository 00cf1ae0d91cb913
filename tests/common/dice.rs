//! Numbers that look random and are the same at every run of a seed.

/// Steele, Lea and Flood's SplitMix64, from a seed.
pub struct Dice(pub u64);

impl Dice {
    /// A number below a limit; 0 if the limit is 0.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}
