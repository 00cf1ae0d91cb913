//! Taking part in a discussion: post, answer, quote, write anew, delete.

use super::decide::Session;
use super::desk::OpenDesk;
use super::scene::{PostRow, PostText};
use super::{Happened, PostId};
use crate::course::StepId;
use crate::exercise::{Answer, Input, Lack, Refusal, Thread};

impl Session {
    /// Posts what lies on the desk, or puts it in the place of an own post.
    pub(super) fn post(&mut self) -> Result<Vec<Happened>, Refusal> {
        let (task, _, desk) = self.at_desk()?;
        let Answer::Written(text) = &desk.answer else { return Err(Refusal::NotReady(Lack::Empty)) };
        let (step, text) = (desk.place.step().clone(), text.clone());
        let posted = match (&desk.edits, &desk.reply_to) {
            (Some(post), _) => Happened::Edited { step, post: post.clone(), text },
            (None, reply_to) => {
                if let Some(to) = reply_to
                    && let Some(row) = self.find(&step, task.body.thread().ok_or(Refusal::NotHere)?, to)
                {
                    // What was hidden or deleted meanwhile is answered all the same: the words are written.
                    may_answer(&row).or_else(|refusal| match refusal {
                        Refusal::Locked => Err(refusal),
                        _ => Ok(()),
                    })?;
                }
                let own = self.progress.posts.get(&step).map_or(0, Vec::len);
                let number = u32::try_from(own).unwrap_or(u32::MAX).saturating_add(1);
                let post = PostId { by: self.learner.clone(), number };
                Happened::Posted { step, post, reply_to: reply_to.clone(), text }
            }
        };
        self.clear_desk()?;
        Ok(vec![posted])
    }

    pub(super) fn reply(&mut self, post: Option<PostId>) -> Result<Vec<Happened>, Refusal> {
        let (step, thread) = self.thread_here()?;
        if let Some(post) = &post {
            may_answer(&self.find(&step, thread, post).ok_or(Refusal::Unknown)?)?;
        }
        let desk = self.desk.as_mut().ok_or(Refusal::NotHere)?;
        if desk.edits.is_some() {
            // Whoever goes back to the text goes on with it.
            return if post.is_none() { Ok(Vec::new()) } else { Err(Refusal::Editing) };
        }
        desk.changed |= desk.reply_to != post;
        desk.reply_to = post;
        Ok(Vec::new())
    }

    pub(super) fn quote(&mut self, post: PostId) -> Result<Vec<Happened>, Refusal> {
        let (step, thread) = self.thread_here()?;
        let quote = quoted(&self.find(&step, thread, &post).ok_or(Refusal::Unknown)?);
        let mut happened = self.reply(Some(post))?;
        let desk = self.desk.as_ref().ok_or(Refusal::NotHere)?;
        let Answer::Written(text) = &desk.answer else { return Err(Refusal::NotHere) };
        let apart = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let text = format!("{text}{apart}{quote}");
        happened.extend(self.work(&Input::Write(text))?);
        Ok(happened)
    }

    pub(super) fn edit(&mut self, post: &PostId) -> Result<Vec<Happened>, Refusal> {
        let (step, thread) = self.thread_here()?;
        let row = own(self.find(&step, thread, post))?;
        let PostText::Plain(text) = row.text else { return Err(Refusal::Unknown) };
        let text = text.to_owned();
        let desk = self.desk.as_ref().ok_or(Refusal::NotHere)?;
        let blank = matches!(&desk.answer, Answer::Written(text) if text.trim().is_empty());
        match &desk.edits {
            Some(other) if other == post => {
                self.clear_desk()?;
            }
            Some(_) => return Err(Refusal::Editing),
            None if !blank => return Err(Refusal::TextInTheWay),
            None => {
                let desk = self.desk.as_mut().ok_or(Refusal::NotHere)?;
                (desk.answer, desk.edits, desk.reply_to) = (Answer::Written(text), Some(post.clone()), None);
            }
        }
        if let Some(desk) = &mut self.desk {
            desk.changed = true;
        }
        Ok(Vec::new())
    }

    pub(super) fn delete(&mut self, post: &PostId) -> Result<Vec<Happened>, Refusal> {
        let (step, thread) = self.thread_here()?;
        own(self.find(&step, thread, post))?;
        if self.desk.as_ref().is_some_and(|desk| desk.edits.as_ref() == Some(post)) {
            self.clear_desk()?;
            if let Some(desk) = &mut self.desk {
                desk.changed = true;
            }
        }
        Ok(vec![Happened::Deleted { step, post: post.clone() }])
    }

    /// An empty desk for the next post.
    fn clear_desk(&mut self) -> Result<(), Refusal> {
        let (task, _, desk) = self.at_desk()?;
        let blank = task.body.blank(desk.seed);
        self.desk = Some(OpenDesk::new(desk.place.clone(), desk.seed, blank, false, None));
        Ok(())
    }

    fn thread_here(&self) -> Result<(StepId, &Thread), Refusal> {
        let (task, _, desk) = self.at_desk()?;
        Ok((desk.place.step().clone(), task.body.thread().ok_or(Refusal::NotHere)?))
    }

    fn find<'a>(&'a self, step: &StepId, thread: &'a Thread, post: &PostId) -> Option<PostRow<'a>> {
        self.posts(step, thread).into_iter().find(|row| row.id == *post)
    }
}

/// A post that the learner may change.
fn own(row: Option<PostRow<'_>>) -> Result<PostRow<'_>, Refusal> {
    let row = row.ok_or(Refusal::Unknown)?;
    match row.text {
        PostText::Gone(_) => Err(Refusal::Unknown),
        PostText::Prose(_) | PostText::Plain(_) if !row.mine => Err(Refusal::NotYours),
        PostText::Prose(_) | PostText::Plain(_) => Ok(row),
    }
}

fn may_answer(row: &PostRow<'_>) -> Result<(), Refusal> {
    match row.text {
        PostText::Gone(_) => Err(Refusal::Unknown),
        PostText::Prose(_) | PostText::Plain(_) if !row.open => Err(Refusal::Locked),
        PostText::Prose(_) | PostText::Plain(_) => Ok(()),
    }
}

/// The words of a post as a reply shows them.
fn quoted(row: &PostRow<'_>) -> String {
    let words = match row.text {
        PostText::Prose(prose) => prose.words(),
        PostText::Plain(words) => words.to_owned(),
        PostText::Gone(_) => String::new(),
    };
    words.trim().lines().map(|line| format!("> {line}\n").replace("> \n", ">\n")).collect()
}
