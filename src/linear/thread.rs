//! A discussion in lines.

use super::lines::{Lines, count};
use super::prose;
use crate::session::{PostRow, PostText, ThreadDesk};

/// Says what completes a discussion, and its posts.
pub(super) fn thread(desk: &ThreadDesk<'_>, lines: &mut Lines) {
    let posts = format!("{} of {}", desk.posted, count(desk.thread.posts, "post", "posts"));
    let replies = match desk.thread.replies {
        0 => String::new(),
        replies => format!(", {} of {}", desk.replied, count(replies, "reply", "replies")),
    };
    lines.say(format!("You have written {posts}{replies}."));
    if desk.unread > 0 {
        lines.say(format!("New posts: {}.", desk.unread));
    }
    if desk.hidden {
        lines.say("What others wrote is shown once you have posted.");
    }
    for at in 0..desk.posts.len() {
        post(&desk.posts, at, lines);
    }
    if let Some(to) = reply_to(desk) {
        lines.say(format!("The text below answers {to}."));
    }
    if let Some(number) = edits(desk) {
        lines.say(format!("The text below is your post {number}, written anew."));
    }
}

/// Says a post.
pub(super) fn post(posts: &[PostRow<'_>], at: usize, lines: &mut Lines) {
    let row = &posts[at];
    let new = if row.new { ", new" } else { "" };
    let lead = format!("Post {}{new}{}", row.number, who(posts, at));
    match row.text {
        PostText::Prose(text) => prose::led(&lead, text, lines),
        PostText::Plain(text) => lines.say(format!("{lead}: {text}")),
        PostText::Gone(gone) => lines.say(format!("{lead}: {}", gone.words())),
    }
    for private in &row.private {
        let (by, at, text) = (&private.by, private.at.minute(), &private.text);
        lines.say(format!("{by} wrote to you only, {at}: {text}"));
    }
}

/// What the text on the desk answers: a post with its number and author.
pub(super) fn reply_to(desk: &ThreadDesk<'_>) -> Option<String> {
    let id = desk.reply_to.as_ref()?;
    let row = desk.posts.iter().find(|row| row.id == *id)?;
    Some(format!("post {} by {}", row.number, author(row)))
}

/// The number of the own post that is written anew.
pub(super) fn edits(desk: &ThreadDesk<'_>) -> Option<usize> {
    let id = desk.edits.as_ref()?;
    desk.posts.iter().find(|row| row.id == *id).map(|row| row.number)
}

fn author<'a>(row: &PostRow<'a>) -> &'a str {
    if row.mine { "you" } else { row.by }
}

/// The deepest that a post can be and still show what it answers.
const MAX_KNOWN_DEPTH: usize = 3;

fn who(posts: &[PostRow<'_>], at: usize) -> String {
    let row = &posts[at];
    let parent = posts[..at].iter().rfind(|other| other.depth < row.depth).map(|parent| parent.number);
    let answers = match parent {
        Some(parent) if row.depth <= MAX_KNOWN_DEPTH => format!(", a reply to post {parent}"),
        Some(_) => ", a reply".to_owned(),
        None => String::new(),
    };
    let when = row.at.map_or_else(String::new, |at| format!(", {}", at.minute()));
    let signs = [
        (row.pinned, ", pinned"),
        (row.edited, ", edited"),
        (row.hidden, ", hidden by a trainer"),
        (!row.open && !matches!(row.text, PostText::Gone(_)), ", closed to replies"),
    ];
    let signs: String = signs.iter().filter(|(on, _)| *on).map(|(_, sign)| *sign).collect();
    format!(", by {}{answers}{when}{signs}", author(row))
}
