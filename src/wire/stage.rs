//! What is left of a change after each scroll.

use super::order::clear_from;
use super::out::Out;
use super::packed::Grid;
use super::search::Search;

/// How many scrolls one picture may take.
const SCROLLS: usize = 2;
/// A change of more bytes than this is large, and less is tried for it.
const LARGE: i32 = 900;
/// What the terminal shows after some scrolls, and what is sent for them.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    pub(super) now: Grid,
    out: Out<'a>,
    pub(super) clear_from: Option<usize>,
    pub(super) large: bool,
}

impl<'a> Stage<'a> {
    /// What is sent so far, to be carried on.
    pub(super) fn out(&self) -> Out<'a> {
        Out { bytes: self.out.bytes.clone(), ..self.out }
    }

    /// What may still be sent until there are so many bytes in all.
    pub(super) fn left(&self, limit: usize) -> Option<u32> {
        limit.checked_sub(self.out.bytes.len()).map(|left| u32::try_from(left).unwrap_or(u32::MAX))
    }
}

/// First as it is, then after one scroll, and one more.
pub(super) fn stages<'a>(shown: &Grid, next: &Grid, mut out: Out<'a>) -> Vec<Stage<'a>> {
    let mut search = Search::new(shown, next);
    let mut now = shown.clone();
    let mut stages = Vec::new();
    let mut scrolls = 0;
    loop {
        let clear_from = clear_from(&mut search, next).filter(|_| out.can.erase_below);
        let bytes = out.bytes.clone();
        let large = search.total() > LARGE;
        stages.push(Stage { now: now.clone(), out: Out { bytes, ..out }, clear_from, large });
        // Of a large change only what is likely best is planned, and what is never wrong.
        if stages.len() > 2 && large {
            stages.remove(1);
        }
        scrolls += 1;
        let scroll = (scrolls <= SCROLLS).then(|| search.find(out.can)).flatten();
        match scroll {
            Some(scroll) if scroll.write(&mut out, next.height) => {
                scroll.apply(&mut now);
                search.apply(scroll);
            }
            Some(_) | None => return stages,
        }
    }
}
