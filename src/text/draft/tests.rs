//! What a draft does, by examples and by random edits.

use super::*;
use crate::text::clean::is_clean;
use crate::text::motion::Motion;
use proptest::prelude::*;

use Motion::*;
use unicode_segmentation::UnicodeSegmentation;

/// Does the edits on rows of ten cells, and marks cursor `|` and selection `[` `]` in the text.
fn after(text: &str, edits: &[Edit]) -> String {
    let mut draft = Draft::new(text, 1000);
    for edit in edits {
        draft.apply(edit.clone(), 10);
    }
    shown(&draft)
}

fn shown(draft: &Draft) -> String {
    let mut text = draft.text().to_owned();
    let mut marks = vec![(draft.cursor(), "|")];
    if let Some(selected) = draft.selection() {
        marks.push((selected.end, "]"));
        marks.push((selected.start, "["));
    }
    marks.sort_by_key(|&(at, _)| std::cmp::Reverse(at));
    for (at, mark) in marks {
        text.insert_str(at, mark);
    }
    text
}

fn go(motion: Motion) -> Edit {
    let extend = false;
    Edit::Move { motion, extend }
}

fn select(motion: Motion) -> Edit {
    let extend = true;
    Edit::Move { motion, extend }
}

fn typed(text: &str) -> Edit {
    Edit::Insert(text.to_owned())
}

fn pasted(text: &str) -> Edit {
    Edit::Paste(text.to_owned())
}

#[test]
fn moves_by_graphemes_and_words() {
    assert_eq!(after("ae\u{301}", &[go(Left)]), "a|e\u{301}");
    assert_eq!(after("one two", &[go(WordLeft)]), "one |two");
    assert_eq!(after("one two", &[go(TextStart), go(WordRight)]), "one| two");
    assert_eq!(after("ab", &[select(Left), select(Left)]), "[|ab]");
    assert_eq!(after("ab", &[Edit::SelectAll, go(Left)]), "|ab");
    assert_eq!(after("ab", &[Edit::SelectAll, Edit::Unselect]), "ab|");
}

#[test]
fn moves_by_rows_and_remembers_the_column() {
    let text = "eight eight\nab\neight eight";
    assert_eq!(after(text, &[go(Up)]), "eight eight\nab\neight| eight");
    assert_eq!(after(text, &[go(Up), go(Up)]), "eight eight\nab|\neight eight");
    assert_eq!(after(text, &[go(Up), go(Up), go(Up)]), "eight eight|\nab\neight eight");
    assert_eq!(after(text, &[go(PageUp(9))]), "eight| eight\nab\neight eight");
    assert_eq!(after(text, &[go(PageUp(9)), go(PageUp(9))]), "|eight eight\nab\neight eight");
    assert_eq!(after(text, &[go(TextStart), go(PageDown(3))]), "eight eight\nab\n|eight eight");
    assert_eq!(after("ab cd", &[go(Down)]), "ab cd|");
}

#[test]
fn knows_the_ends_of_a_row() {
    let text = "one two three";
    assert_eq!(after(text, &[go(RowStart)]), "one two |three");
    assert_eq!(after(text, &[go(Up), go(RowEnd)]), "one two| three");
    assert_eq!(after(text, &[go(Up), go(RowStart)]), "|one two three");
}

#[test]
fn typing_replaces_the_selection() {
    assert_eq!(after("one two", &[select(WordLeft), typed("x")]), "one x|");
    assert_eq!(after("one", &[Edit::SelectAll, go(Right), typed("!")]), "one!|");
}

#[test]
fn deletes_what_a_motion_passes() {
    assert_eq!(after("ae\u{301}", &[Edit::Delete(Left)]), "a|");
    assert_eq!(after("one two", &[Edit::Delete(WordLeft)]), "one |");
    assert_eq!(after("ab", &[go(TextStart), Edit::Delete(Right)]), "|b");
    let at_start = [go(TextStart), Edit::Delete(RowEnd)];
    assert_eq!(after("one\ntwo", &at_start), "|\ntwo");
    let twice = [go(TextStart), Edit::Delete(RowEnd), Edit::Delete(RowEnd)];
    assert_eq!(after("one\ntwo", &twice), "|two");
    assert_eq!(after("one\ntwo", &[Edit::DeleteRow]), "one|");
    assert_eq!(after("one\ntwo", &[go(Up), Edit::DeleteRow]), "|two");
    assert_eq!(after("one\n", &[Edit::DeleteRow]), "one|");
    assert_eq!(after("one\n", &[go(Up), Edit::DeleteRow]), "|");
    assert_eq!(after("one", &[Edit::DeleteRow, Edit::DeleteRow]), "|");
}

#[test]
fn cuts_copies_and_pastes() {
    let cut = [select(WordLeft), Edit::Cut, go(TextStart), Edit::PasteClipboard, Edit::PasteClipboard];
    assert_eq!(after("one two", &cut), "twotwo|one ");
    let copy = [Edit::SelectAll, Edit::Copy, go(Right), Edit::PasteClipboard];
    assert_eq!(after("ab", &copy), "abab|");
    assert_eq!(after("", &[pasted("a\r\n\u{1b}[mb\u{202e}\t")]), "a\n[mb    |");
}

#[test]
fn undo_takes_back_words_and_returns_the_cursor() {
    let mut edits = ["o", "n", "e", " ", "t", "w", "o"].map(typed).to_vec();
    edits.push(Edit::Undo);
    assert_eq!(after("", &edits), "one |");
    edits.push(Edit::Undo);
    assert_eq!(after("", &edits), "|");
    edits.extend([Edit::Redo, Edit::Redo, Edit::Redo]);
    assert_eq!(after("", &edits), "one two|");
    let replaced = [select(WordLeft), typed("x"), Edit::Undo];
    assert_eq!(after("one two", &replaced), "one [|two]");
    let apart = [typed("a"), go(Left), go(Right), typed("b"), Edit::Undo];
    assert_eq!(after("", &apart), "a|");
}

#[test]
fn says_how_much_found_no_room() {
    let mut draft = Draft::new("abc", 5);
    let outcome = draft.apply(pasted("de\u{301}f日"), 10);
    assert_eq!((draft.text(), outcome.left_out), ("abcd", 3));
    assert!(outcome.changed && outcome.moved);
    let outcome = draft.apply(pasted("日本"), 10);
    assert_eq!((outcome.changed, outcome.left_out), (false, 2));
    draft.apply(Edit::SelectAll, 10);
    let outcome = draft.apply(pasted("日本"), 10);
    assert_eq!((draft.text(), outcome.left_out), ("日", 1));
    assert_eq!(Draft::new("far too long", 3).text(), "far too long");
}

#[test]
fn tells_nothing_from_something() {
    let mut draft = Draft::new("a", 9);
    assert_eq!(draft.apply(go(Right), 10), Outcome::default());
    assert_eq!(draft.apply(Edit::Undo, 10), Outcome::default());
    assert_eq!(draft.apply(Edit::Cut, 10), Outcome::default());
    let (changed, moved, left_out) = (false, true, 0);
    assert_eq!(draft.apply(go(Left), 10), Outcome { changed, moved, left_out });
}

#[test]
fn clicks_and_drags() {
    let text = "one 日本 three\nfour";
    let click = |row, column| Edit::Click { row, column };
    assert_eq!(after(text, &[click(0, 5)]), "one |日本 three\nfour");
    assert_eq!(after(text, &[click(0, 99)]), "one 日本| three\nfour");
    assert_eq!(after(text, &[click(9, 1)]), "one 日本 three\nf|our");
    let drag = [click(1, 1), Edit::Drag { row: 0, column: 4 }];
    assert_eq!(after(text, &drag), "one [|日本 t]hree\nfour");
}

#[test]
fn places_the_cursor_in_cells() {
    let mut draft = Draft::new("one 日本 three", 100);
    assert_eq!(draft.place(10), (1, 5));
    assert_eq!(draft.place(80), (0, 14));
    draft.apply(go(WordLeft), 10);
    draft.apply(go(Left), 10);
    assert_eq!(draft.place(10), (0, 8));
    assert_eq!(Draft::new("ab    ", 100).place(3), (0, 3));
    assert_eq!(Draft::new("abcdef", 100).place(3), (1, 3));
}

#[test]
fn counts_words_while_writing() {
    let mut draft = Draft::new("one two\nthree", 100);
    assert_eq!(draft.words(), 3);
    draft.apply(Edit::Delete(WordLeft), 10);
    assert_eq!(draft.words(), 2);
    draft.apply(Edit::Undo, 10);
    assert_eq!(draft.words(), 3);
}

#[test]
fn marks_cannot_be_heaped_up_one_by_one() {
    let mut draft = Draft::new("a", 1000);
    for _ in 0..100 {
        draft.apply(typed("\u{301}"), 10);
    }
    assert!(is_clean(draft.text()), "{:?}", draft.text());
    assert_eq!(draft.text().chars().count(), 1 + crate::text::MAX_MARKS);
}

fn any_text() -> impl Strategy<Value = String> {
    "[a-c \n]{0,8}|[日本語👩\u{200d}\u{fe0f}🇨🇭\u{301}क्षि\u{1160}\u{11a8}ᄀ\u{600}\r\n\t ]{0,12}|\u{301}{10,20}|(👩\u{200d}){8,20}|.{0,10}"
}

fn any_motion() -> impl Strategy<Value = Motion> {
    let every = [
        Left,
        Right,
        WordLeft,
        WordRight,
        Up,
        Down,
        PageUp(3),
        PageDown(2),
        RowStart,
        RowEnd,
        TextStart,
        TextEnd,
    ];
    prop::sample::select(every.to_vec())
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let simple =
        [Edit::PasteClipboard, Edit::SelectAll, Edit::Unselect, Edit::DeleteRow, Edit::Cut, Edit::Copy];
    let back = [Edit::Undo, Edit::Undo, Edit::Redo];
    prop_oneof![
        4 => any_text().prop_map(Edit::Insert),
        2 => any_text().prop_map(Edit::Paste),
        6 => (any_motion(), any::<bool>()).prop_map(|(motion, extend)| Edit::Move { motion, extend }),
        3 => any_motion().prop_map(Edit::Delete),
        3 => prop::sample::select(simple.to_vec()),
        2 => prop::sample::select(back.to_vec()),
        1 => (0_usize..9, 0_usize..12).prop_map(|(row, column)| Edit::Click { row, column }),
        1 => (0_usize..9, 0_usize..12).prop_map(|(row, column)| Edit::Drag { row, column }),
    ]
}

fn is_border(text: &str, at: usize) -> bool {
    at == text.len() || text.grapheme_indices(true).any(|(border, _)| border == at)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_edits_break_a_draft(
        text in any_text(),
        edits in prop::collection::vec((any_edit(), 1_usize..9), 1..40),
    ) {
        let mut draft = Draft::new(&text, 300);
        let first = draft.text().to_owned();
        let limit = first.len().max(300);
        let mut width = 80;
        for (edit, row_width) in edits {
            // Now and then a resize between two edits.
            width = if row_width < 3 { row_width * 4 } else { width };
            let before = (shown(&draft), draft.text().to_owned());
            let outcome = draft.apply(edit.clone(), width);
            prop_assert_eq!(outcome.changed, draft.text() != before.1 || matches!(edit, Edit::Undo | Edit::Redo) && outcome.changed);
            prop_assert!(outcome.changed || outcome.moved || shown(&draft) == before.0);
            prop_assert!(is_clean(draft.text()), "{:?}", draft.text());
            prop_assert!(draft.text().len() <= limit);
            prop_assert!(is_border(draft.text(), draft.cursor()));
            if let Some(selected) = draft.selection() {
                prop_assert!(is_border(draft.text(), selected.start));
                prop_assert!(is_border(draft.text(), selected.end));
            }
            let anew = Layout::new(draft.text(), width);
            prop_assert_eq!(draft.rows(width), anew.rows());
            prop_assert_eq!(draft.words(), crate::text::own_words(draft.text()));
            let (row, column) = draft.place(width);
            prop_assert!(row < draft.rows(width).len() && column <= width);
        }
        let last = draft.text().to_owned();
        let mut steps = 0;
        while draft.apply(Edit::Undo, width).changed {
            prop_assert!(is_border(draft.text(), draft.cursor()));
            steps += 1;
        }
        prop_assert_eq!(draft.text(), first);
        for _ in 0..steps {
            draft.apply(Edit::Redo, width);
        }
        prop_assert_eq!(draft.text(), last);
    }
}
