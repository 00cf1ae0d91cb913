//! The posts of a discussion.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::key::page_key;
use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::prose::lay_prose;
use super::screen::Screen;
use super::theme::Role;
use super::writer::Writer;
use crate::session::{Command, Page, PostId, PostRow, PostText, Private, Scene, ThreadDesk};
use crate::text;

/// A sign of what others wrote, to tell when that is other words than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Others {
    sign: u64,
    /// Posts that the learner has not read.
    pub(super) new: usize,
}

/// Writes the posts, replies under what they answer.
pub(super) fn lay_posts(writer: &mut Writer, desk: &ThreadDesk<'_>, can_reply: bool) {
    let replies = match desk.thread.replies {
        0 => String::new(),
        replies => format!(", {} of {replies} replies", desk.replied),
    };
    let wrote = format!("You wrote {} of {} posts{replies}.", desk.posted, desk.thread.posts);
    let new = match desk.unread {
        0 => String::new(),
        1 => " 1 new post.".to_owned(),
        new => format!(" {new} new posts."),
    };
    writer.flow(&[Run::new(wrote, Role::Quiet), Run::new(new, Role::Strong)]);
    if desk.hidden {
        writer.gap();
        writer.say("You see the posts of others after you have posted yourself.", Role::Strong);
    }
    let newest = desk.posts.iter().filter(|post| post.mine).map(|post| post.id.number).max();
    for post in &desk.posts {
        writer.gap();
        if post.mine && newest == Some(post.id.number) {
            writer.paper.news = Some(writer.here());
        }
        let margin = "  ".repeat(post.depth.min(8));
        let first = writer.here();
        writer.within(&margin, &margin, |writer| lay_post(writer, post, can_reply));
        let rows = first..writer.here();
        writer.paper.posts.push((post.id.clone(), rows));
    }
}

/// What the field is for.
pub(super) fn reply_label(desk: &ThreadDesk<'_>) -> String {
    if desk.edits.is_some() {
        return "Your post, written anew".to_owned();
    }
    let to = desk.reply_to.as_ref().and_then(|id| desk.posts.iter().find(|post| post.id == *id));
    match to {
        Some(post) if post.mine => "Your reply to your own post".to_owned(),
        Some(post) => format!("Your reply to {}", text::clean_line(post.by)),
        None => "Your post".to_owned(),
    }
}

fn lay_post(writer: &mut Writer, post: &PostRow<'_>, can_reply: bool) {
    let mut head = if post.mine { "You".to_owned() } else { text::clean_line(post.by) };
    if let Some(at) = post.at {
        head.push_str(&format!(", {}", at.minute()));
    }
    let signs = [
        (post.pinned, ", pinned"),
        (post.edited, ", edited"),
        (post.hidden, ", hidden by a trainer"),
        (!post.open && !matches!(post.text, PostText::Gone(_)), ", closed to replies"),
    ];
    signs.iter().filter(|(on, _)| *on).for_each(|(_, sign)| head.push_str(sign));
    let mut runs = vec![Run::new(head, Role::Strong)];
    if can_reply && post.open {
        let deed = Deed::Do(Command::Reply(Some(post.id.clone())));
        let hook = Hook::new(Aim::Reply(post.id.clone()), deed, Mark::Inner);
        runs.extend([Run::new("  ", Role::Text), Run::button("Reply", hook)]);
    }
    // At the end of the row, where it moves nothing when it goes.
    runs.extend(post.new.then(|| Run::new(" new", Role::Strong)));
    writer.flow(&runs);
    writer.within("  ", "  ", |writer| match post.text {
        PostText::Prose(prose) => lay_prose(writer, prose),
        PostText::Plain(words) => writer.say(text::clean_text(words), Role::Text),
        PostText::Gone(gone) => writer.say(gone.words(), Role::Quiet),
    });
    for Private { by, at, text: words, .. } in post.private.iter().copied() {
        let head = format!("{}, {}, to you only:", text::clean_line(by), at.minute());
        writer.within("  ", "  ", |writer| {
            writer.say(head, Role::Strong);
            writer.within("  ", "  ", |writer| writer.say(text::clean_text(words), Role::Text));
        });
    }
}

/// The discussion on the page.
pub(super) fn thread<'s, 'a>(scene: &'s Scene<'a>) -> Option<&'s ThreadDesk<'a>> {
    match &scene.page {
        Page::Exercise(desk) => desk.thread.as_ref(),
        _ => None,
    }
}

/// The post that is marked.
pub(super) fn marked_post(scene: &Scene<'_>, screen: &Screen) -> Option<PostId> {
    thread(scene)?;
    match &screen.known(&page_key(scene, screen))?.focus {
        Some(Aim::Reply(post)) => Some(post.clone()),
        Some(_) | None => None,
    }
}

/// True if the learner wrote a post.
pub(super) fn is_mine(scene: &Scene<'_>, post: &PostId) -> bool {
    thread(scene).is_some_and(|thread| thread.posts.iter().any(|row| row.mine && row.id == *post))
}

/// The learner's post that can be changed: the one that is being changed, the marked one, or the newest.
pub(super) fn own_post<'s>(scene: &'s Scene<'_>, screen: &Screen) -> Option<&'s PostId> {
    let marked = marked_post(scene, screen);
    let mut own = thread(scene)?.posts.iter().filter(|row| {
        row.mine
            && match row.text {
                PostText::Plain(_) => true,
                PostText::Prose(_) | PostText::Gone(_) => false,
            }
    });
    let at = own.clone().find(|row| Some(&row.id) == edited(scene));
    let at = at.or_else(|| own.clone().find(|row| Some(&row.id) == marked.as_ref()));
    let newest = own.next().map(|first| own.fold(first, |a, b| if b.at >= a.at { b } else { a }));
    at.or(newest).map(|row| &row.id)
}

/// The own post that is being changed.
pub(super) fn edited<'s>(scene: &'s Scene<'_>) -> Option<&'s PostId> {
    thread(scene)?.edits.as_ref()
}

/// A sign of what others wrote on this page.
pub(super) fn others(scene: &Scene<'_>) -> Option<Others> {
    let thread = thread(scene)?;
    let mut sign = DefaultHasher::new();
    for row in thread.posts.iter().filter(|row| !row.mine) {
        let len = match row.text {
            PostText::Plain(words) => words.len(),
            PostText::Prose(_) => 0,
            PostText::Gone(gone) => gone.words().len(),
        };
        (&row.id, len, row.edited, row.hidden, row.pinned, row.open).hash(&mut sign);
    }
    Some(Others { sign: sign.finish(), new: thread.unread })
}
