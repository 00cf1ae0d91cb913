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
    if desk.hidden {
        lines.say("What others wrote is shown once you have posted.");
    }
    for (at, row) in desk.posts.iter().enumerate() {
        let lead = format!("Post {}{}", at + 1, who(&desk.posts, at));
        match row.text {
            PostText::Prose(text) => prose::led(&lead, text, lines),
            PostText::Plain(text) => lines.say(format!("{lead}: {text}")),
        }
    }
    if let Some(to) = reply_to(desk) {
        lines.say(format!("The text below answers {to}."));
    }
}

/// What the text on the desk answers: a post with its number and author.
pub(super) fn reply_to(desk: &ThreadDesk<'_>) -> Option<String> {
    let id = desk.reply_to.as_ref()?;
    let at = desk.posts.iter().position(|row| row.id == *id)?;
    Some(format!("post {} by {}", at + 1, author(&desk.posts[at])))
}

fn author<'a>(row: &PostRow<'a>) -> &'a str {
    if row.mine { "you" } else { row.by }
}

/// The deepest that a post can be and still show what it answers.
const MAX_KNOWN_DEPTH: usize = 3;

fn who(posts: &[PostRow<'_>], at: usize) -> String {
    let row = &posts[at];
    let parent = posts[..at].iter().rposition(|other| other.depth < row.depth).map(|at| at + 1);
    let answers = match parent {
        Some(parent) if row.depth <= MAX_KNOWN_DEPTH => format!(", a reply to post {parent}"),
        Some(_) => ", a reply".to_owned(),
        None => String::new(),
    };
    let when = row.at.map_or_else(String::new, |at| format!(", {}", at.minute()));
    format!(", by {}{answers}{when}", author(row))
}
