//! Buffers to draw in, so that none is made anew for each picture.

use std::sync::{Arc, Mutex, PoisonError};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Buffers that are kept; more are drawn in at once only where there are more processors.
const MOST_KEPT: usize = 16;
/// Larger buffers than this are not kept, in cells.
const LARGEST_KEPT: usize = 20_000;

/// Buffers that many displays draw in, one after the other.
///
/// A picture is needed only until it is encoded, and a buffer is many times as large as what a
/// display keeps of it.
#[derive(Clone, Debug, Default)]
pub struct Scratch(Arc<Mutex<Vec<Buffer>>>);

impl Scratch {
    /// Lends an empty buffer of a size.
    pub(super) fn lend<T>(&self, columns: u16, rows: u16, draw: impl FnOnce(&mut Buffer) -> T) -> T {
        let area = Rect::new(0, 0, columns, rows);
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffer = match kept {
            Some(mut buffer) => {
                buffer.resize(area);
                buffer.reset();
                buffer
            }
            None => Buffer::empty(area),
        };
        let drawn = draw(&mut buffer);
        if buffer.content.len() <= LARGEST_KEPT {
            let mut spare = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if spare.len() < MOST_KEPT {
                spare.push(buffer);
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_lent_a_buffer_finds_nothing_in_it() {
        let scratch = Scratch::default();
        for (columns, rows) in [(9, 2), (4, 3), (12, 1), (9, 2)] {
            scratch.lend(columns, rows, |buffer| {
                assert_eq!(*buffer, Buffer::empty(Rect::new(0, 0, columns, rows)));
                buffer.set_string(0, 0, "words", ratatui::style::Color::Red);
            });
        }
        assert_eq!(scratch.0.lock().unwrap().len(), 1);
    }

    #[test]
    fn no_more_is_kept_than_is_of_use() {
        let scratch = Scratch::default();
        scratch.lend(500, 200, |_| ());
        assert_eq!(scratch.0.lock().unwrap().len(), 0);
        fn deep(scratch: &Scratch, left: usize) {
            scratch.lend(9, 2, |_| {
                if left > 0 {
                    deep(scratch, left - 1);
                }
            });
        }
        deep(&scratch, 2 * MOST_KEPT);
        assert_eq!(scratch.0.lock().unwrap().len(), MOST_KEPT);
    }
}
