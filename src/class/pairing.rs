//! Who reviews whom: each as often as all others, nobody their own.

use std::collections::{BTreeMap, BTreeSet};

use super::decide::Dice;
use super::event::Pair;
use super::review::Review;
use crate::course::LearnerId;

/// The pairs that are missing so that each author reviews and is reviewed as often as all others.
///
/// All stand in a circle in random order, and each reviews the next ones: all give and get equally
/// many, nobody their own. So do those who come later, if they are enough. For a few of them, and for
/// those whose reviewers left, whoever has least to read gets one more.
pub(super) fn paired(mut authors: Vec<LearnerId>, review: &Review, dice: &mut Dice<'_>) -> Vec<Pair> {
    for last in (1..authors.len()).rev() {
        authors.swap(last, (dice() % (last as u64 + 1)) as usize);
    }
    let mut table = Table::of(&authors, review);
    let late: Vec<usize> = (0..authors.len()).filter(|at| table.is_new(*at)).collect();
    let each = usize::from(review.each).min(authors.len().saturating_sub(1));
    if late.len() > each {
        for (place, reviewer) in late.iter().enumerate() {
            for author in late.iter().cycle().skip(place + 1).take(each) {
                table.add(*reviewer, *author);
            }
        }
    }
    for author in 0..authors.len() {
        while table.read[author] < each {
            let free = (0..authors.len()).filter(|at| table.is_free(*at, author));
            let Some(reviewer) = free.min_by_key(|at| table.reads[*at]) else { break };
            table.add(reviewer, author);
        }
    }
    for reviewer in 0..authors.len() {
        while table.reads[reviewer] < each {
            let free = (0..authors.len()).filter(|at| table.is_free(reviewer, *at));
            let Some(author) = free.min_by_key(|at| table.read[*at]) else { break };
            table.add(reviewer, author);
        }
    }
    let pair = |(reviewer, author): (usize, usize)| Pair {
        reviewer: authors[reviewer].clone(),
        author: authors[author].clone(),
    };
    table.new.into_iter().map(pair).collect()
}

/// Who reads whom, by their places in the circle.
struct Table {
    pairs: BTreeSet<(usize, usize)>,
    new: Vec<(usize, usize)>,
    /// How many essays each has to read, or has read.
    reads: Vec<usize>,
    /// How many read each one's essay.
    read: Vec<usize>,
}

impl Table {
    fn of(authors: &[LearnerId], review: &Review) -> Self {
        let places: BTreeMap<&LearnerId, usize> = authors.iter().zip(0..).collect();
        let none = vec![0; authors.len()];
        let mut table = Self { pairs: BTreeSet::new(), new: Vec::new(), reads: none.clone(), read: none };
        for pair in review.pairs.keys() {
            // What was said by and of those who left counts, but nothing is waited for.
            let done = review.marks.contains_key(pair);
            match (places.get(&pair.reviewer), places.get(&pair.author)) {
                (Some(reviewer), Some(author)) => {
                    table.pairs.insert((*reviewer, *author));
                    table.reads[*reviewer] += 1;
                    table.read[*author] += 1;
                }
                (Some(reviewer), None) if done => table.reads[*reviewer] += 1,
                (None, Some(author)) if done => table.read[*author] += 1,
                (Some(_) | None, None) | (None, Some(_)) => {}
            }
        }
        table
    }

    fn is_new(&self, at: usize) -> bool {
        self.reads[at] == 0 && self.read[at] == 0
    }

    fn is_free(&self, reviewer: usize, author: usize) -> bool {
        reviewer != author && !self.pairs.contains(&(reviewer, author))
    }

    fn add(&mut self, reviewer: usize, author: usize) {
        self.pairs.insert((reviewer, author));
        self.new.push((reviewer, author));
        self.reads[reviewer] += 1;
        self.read[author] += 1;
    }
}
