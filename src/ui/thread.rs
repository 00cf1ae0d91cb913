//! The posts of a discussion.

use super::paper::{Aim, Deed, Hook, Mark, Run};
use super::prose::lay_prose;
use super::theme::Role;
use super::writer::Writer;
use crate::session::{Command, PostRow, PostText, ThreadDesk};
use crate::text;

/// Writes the posts, replies under what they answer.
pub(super) fn lay_posts(writer: &mut Writer, desk: &ThreadDesk<'_>, can_reply: bool) {
    let replies = match desk.thread.replies {
        0 => String::new(),
        replies => format!(", {} of {replies} replies", desk.replied),
    };
    writer.say(format!("You wrote {} of {} posts{replies}.", desk.posted, desk.thread.posts), Role::Quiet);
    if desk.hidden {
        writer.gap();
        writer.say("You see the posts of others after you have posted yourself.", Role::Strong);
    }
    let newest = desk.posts.iter().rposition(|post| post.mine);
    for (index, post) in desk.posts.iter().enumerate() {
        writer.gap();
        if newest == Some(index) {
            writer.paper.news = Some(writer.here());
        }
        let margin = "  ".repeat(post.depth.min(8));
        writer.within(&margin, &margin, |writer| lay_post(writer, post, can_reply));
    }
}

/// What the field is for.
pub(super) fn reply_label(desk: &ThreadDesk<'_>) -> String {
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
    let mut runs = vec![Run::new(head, Role::Strong)];
    if can_reply {
        let deed = Deed::Do(Command::Reply(Some(post.id.clone())));
        let hook = Hook::new(Aim::Reply(post.id.clone()), deed, Mark::Inner);
        runs.extend([Run::new("  ", Role::Text), Run::button("Reply", hook)]);
    }
    writer.flow(&runs);
    writer.within("  ", "  ", |writer| match post.text {
        PostText::Prose(prose) => lay_prose(writer, prose),
        PostText::Plain(words) => writer.say(text::clean_text(words), Role::Text),
    });
}
