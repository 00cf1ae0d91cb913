//! The numbers of a control sequence.

/// What stands between `ESC [` and the last byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Params {
    /// `<`, `=`, `>` or `?` before the numbers; 0 if there is none.
    pub(super) mark: u8,
    /// The byte between the numbers and the last byte; 0 if there is none.
    pub(super) between: u8,
    groups: Vec<Vec<Option<u32>>>,
}

impl Params {
    /// Reads the numbers; nothing if a terminal would not send them so.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (mark, rest) = match bytes {
            [mark @ b'<'..=b'?', rest @ ..] => (*mark, rest),
            _ => (0, bytes),
        };
        let (between, numbers) = match rest {
            [numbers @ .., between @ b' '..=b'/'] => (*between, numbers),
            _ => (0, rest),
        };
        if !numbers.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
            return None;
        }
        let groups = if numbers.is_empty() {
            Vec::new()
        } else {
            let group = |group: &[u8]| group.split(|byte| *byte == b':').map(number).collect();
            numbers.split(|byte| *byte == b';').map(group).collect()
        };
        Some(Self { mark, between, groups })
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// A number, if it is there.
    pub(super) fn get(&self, index: usize) -> Option<u32> {
        self.sub(index, 0)
    }

    /// A number behind a colon, if it is there.
    pub(super) fn sub(&self, index: usize, sub: usize) -> Option<u32> {
        *self.groups.get(index)?.get(sub)?
    }

    /// A number as a cell from 0; sizes beyond any screen are cut.
    pub(super) fn cell(&self, index: usize) -> Option<u16> {
        let cell = self.get(index)?.checked_sub(1)?;
        Some(u16::try_from(cell).unwrap_or(u16::MAX))
    }

    /// All the numbers, cut to what a terminal may mean.
    pub(super) fn all(&self) -> Vec<u16> {
        let all = 0..self.len();
        all.map(|index| u16::try_from(self.get(index).unwrap_or(0)).unwrap_or(u16::MAX)).collect()
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    let more = |sum: u32, digit: &u8| sum.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
    (!digits.is_empty()).then(|| digits.iter().fold(0, more))
}
