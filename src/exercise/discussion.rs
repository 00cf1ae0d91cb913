//! Discussion: posts and replies in a thread that all learners share.

use super::alike::repeats;
use super::writing::{Writing, read_words};
use super::{Body, FieldHelp, Kind, Opening, Thread};
use crate::source::{Complaint, Fields};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "discussion",
    help: "Write posts and replies in a thread that learners share.",
    seconds: 540,
    fields: &[
        FieldHelp {
            name: "words",
            help: "Needed. The least and the most words of a post, such as [40, 200].",
        },
        FieldHelp {
            name: "openings",
            help: "Needed. 1 to 10 posts that open the thread, tables: `id`, a name that never changes; `by`, a role, not a person; `text`, in Markdown.",
        },
        FieldHelp {
            name: "post_first",
            help: "true if learners must post before they see what others wrote. false if left out.",
        },
        FieldHelp {
            name: "posts",
            help: "How many posts complete it, replies included, 1 to 20. 1 if left out.",
        },
        FieldHelp {
            name: "replies",
            help: "How many of them must be replies to others, 0 to `posts`. 0 if left out.",
        },
    ],
    example: r#"[[step]]
id = "share-data"
title = "Whom do you trust with data?"
kind = "discussion"
prompt = "What would make you trust a public authority enough to share data with it? Name no persons and no cases."
words = [40, 200]
post_first = true
posts = 2
replies = 1
openings = [
  { id = "shelter", by = "A social worker", text = "I would share numbers, never files. *Who* reads them matters more than the law." },
  { id = "ministry", by = "An official", text = "We can only use what we may check. Tell us how you counted." },
]
"#,
    read,
};

/// The most posts that an author may ask for.
const MAX_POSTS: i64 = 20;

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let words = read_words(fields);
    let openings = fields.each("openings", 1..=10, |fields| {
        let (id, by, text) = (fields.id("id"), fields.line("by"), fields.prose("text"));
        Some((Opening { id: id?, by: by?, text: text? }, fields.span()))
    });
    let post_first = fields.flag_or("post_first", false);
    let posts = fields.whole_opt("posts", 1..=MAX_POSTS).unwrap_or(1);
    let replies = fields.whole_opt("replies", 0..=MAX_POSTS).unwrap_or(0);
    let ids: Vec<&str> = openings.iter().map(|(opening, _)| opening.id.as_str()).collect();
    for index in repeats(&ids) {
        let message = format!("The opening `{}` stands here twice.", ids[index]);
        fields.complain(Complaint::new(openings[index].1, message).help("Give each its own `id`."));
    }
    if replies > posts {
        let message = format!("`replies` is {replies}, but `posts` is only {posts}.");
        let complaint = Complaint::new(fields.span_of("replies"), message).help("Raise `posts`.");
        fields.complain(complaint);
        return None;
    }
    if openings.is_empty() {
        return None;
    }
    let rules = vec![rule(posts, replies)];
    let openings = openings.into_iter().map(|(opening, _)| opening).collect();
    let (posts, replies) = (usize::try_from(posts).ok()?, usize::try_from(replies).ok()?);
    let thread = Some(Thread { openings, post_first, posts, replies });
    Some(Box::new(Writing { words: words?, essay: None, thread, rules }))
}

/// What completes it. That other posts come after one's own is said where they will stand.
fn rule(posts: i64, replies: i64) -> String {
    match (posts, replies) {
        (1, 0) => "One post completes it.".to_owned(),
        (1, _) => "One reply to another post completes it.".to_owned(),
        (_, 0) => format!("{posts} posts complete it."),
        (_, 1) => format!("{posts} posts complete it, at least one of them a reply."),
        (_, _) => format!("{posts} posts complete it, at least {replies} of them replies."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, read};

    const THREAD: &str = "words = [40, 200]
posts = 3
replies = 2
post_first = true
openings = [{ id = 'a', by = 'A judge', text = '*So.*' }]
";

    #[test]
    fn the_thread_is_there_with_its_rules() {
        let discussion = body(&KIND, THREAD);
        let thread = discussion.thread().unwrap();
        assert_eq!((thread.posts, thread.replies, thread.post_first), (3, 2, true));
        assert_eq!(thread.openings[0].by, "A judge");
        assert_eq!(
            discussion.rules(),
            ["Write 40 to 200 words.", "3 posts complete it, at least 2 of them replies."]
        );
        let short = body(&KIND, "words = [1, 2]\nopenings = [{ id = 'a', by = 'b', text = 'c' }]\n");
        assert_eq!(short.rules(), ["Write 1 to 2 words.", "One post completes it."]);
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let openings = "openings = [{ id = 'a', by = 'b', text = 'c' }, { id = 'a', by = 'b', text = 'd' }]";
        let (_, said) = read(&KIND, &format!("words = [1, 2]\nreplies = 2\n{openings}\n"));
        assert_eq!(
            said,
            [
                "3:49: The opening `a` stands here twice. Give each its own `id`.",
                "2:11: `replies` is 2, but `posts` is only 1. Raise `posts`.",
            ]
        );
    }
}
