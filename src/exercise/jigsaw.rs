//! Jigsaw: a picture made of text, cut into the tiles of a grid.

use super::alike::classes;
use super::placing::{Board, MAX_SPARE, Place, Thing, complain_wanted, slots};
use super::tiles::{Cut, MAX_TILES, Size, cut, lines_of, pad, size_of};
use super::{Body, Credit, FieldHelp, Kind, Layout};
use crate::source::{Complaint, Fields, Prose, Span};

/// The kind as authors know it.
pub(super) const KIND: Kind = Kind {
    name: "jigsaw",
    help: "Put a picture made of text together from its tiles.",
    seconds: 180,
    fields: &[
        FieldHelp { name: "columns", help: "Needed. How many tiles stand side by side." },
        FieldHelp {
            name: "picture",
            help: "The whole drawing, cut into `columns` times `rows` equal tiles: up to 76 cells wide, a tile up to 24 wide and 8 high, 2 to 30 tiles. Give `tiles` instead to draw each by itself.",
        },
        FieldHelp { name: "rows", help: "With picture, needed: how many tiles stand one below the other." },
        FieldHelp {
            name: "spoken",
            help: "With picture, needed: what each tile shows, in words, row by row; the jigsaw must make sense from these alone.",
        },
        FieldHelp {
            name: "fixed",
            help: "With picture: numbers of the tiles that are already in place, counted from 1, row by row.",
        },
        FieldHelp {
            name: "because",
            help: "With picture: for each tile what is said when it lies wrong. Left out, nothing is said.",
        },
        FieldHelp {
            name: "tiles",
            help: "Instead of picture: tables in the right order, row by row: `picture`, `spoken`; `fixed = true` if it is already in place; `because`. Tiles with equal pictures may stand for each other.",
        },
        FieldHelp {
            name: "spare",
            help: "Up to 8 tiles that belong nowhere, tables: `picture`, `spoken`, `because` (said when it is placed).",
        },
        FieldHelp { name: "credit", help: "each (each right tile counts) or all. each if left out." },
    ],
    example: r#"[[step]]
id = "review-as-a-path"
title = "A review as a path"
kind = "jigsaw"
prompt = "Put the path of a country review together. Arrows meet where tiles fit."
hints = ["The State under review answers first."]
explain = "Answers, feedback, observations, summary: each step builds on the one before."
sources = ["U01", "U06"]
columns = 2
rows = 2
fixed = [1]
picture = '''
+-----------------+      +-----------------+
|  Questionnaire  |----->|     Feedback    |
+-----------------+      +-----------------+
                                  |
                                  v
+-----------------+      +-----------------+
|     Summary     |<-----|   Observations  |
+-----------------+      +-----------------+
'''
spoken = [
  "Questionnaire; an arrow leaves to the right.",
  "Feedback; an arrow comes from the left, another leaves downwards.",
  "Summary; an arrow comes from the right.",
  "Observations; an arrow comes from above, another leaves to the left.",
]
because = [
  "The questionnaire comes first.",
  "Feedback answers the questionnaire.",
  "The summary comes last.",
  "Observations follow the feedback.",
]

[[step.spare]]
spoken = "Country visit; an arrow comes from above, another leaves to the left."
because = "Reviews are desk reviews; no visit is part of the path."
picture = '''
            |
            v
   +-----------------+
---|  Country visit  |
'''
"#,
    read,
};

/// A tile as authored.
struct Tile {
    lines: Vec<String>,
    spoken: String,
    fixed: bool,
    because: Option<Prose>,
    span: Span,
}

fn read(fields: &mut Fields<'_, '_>) -> Option<Box<dyn Body>> {
    let credit = fields.pick_or("credit", Credit::SETS, Credit::Each);
    let columns = fields.whole("columns", 1..=MAX_TILES as i64).and_then(|n| usize::try_from(n).ok());
    let drawn = read_drawing(fields, columns);
    let single = fields.each("tiles", 0..=MAX_TILES, |fields| {
        let fixed = fields.flag_or("fixed", false);
        let because = fields.prose_opt("because");
        read_tile(fields, fixed, because)
    });
    let spare = fields.each("spare", 0..=MAX_SPARE, |fields| {
        let because = fields.prose("because");
        read_tile(fields, false, because)
    });
    let tiles = if fields.has("picture") { drawn? } else { single };
    check_form(fields);
    assemble(fields, columns?, tiles, spare, credit)
}

fn read_tile(fields: &mut Fields<'_, '_>, fixed: bool, because: Option<Prose>) -> Option<Tile> {
    let (picture, spoken) = (fields.picture("picture"), fields.line("spoken"));
    Some(Tile {
        lines: lines_of(&picture?),
        spoken: spoken?,
        fixed,
        because,
        span: fields.span_of("picture"),
    })
}

/// Reads the form in which the whole picture is drawn once.
fn read_drawing(fields: &mut Fields<'_, '_>, columns: Option<usize>) -> Option<Vec<Tile>> {
    let picture = fields.picture_opt("picture");
    let rows = fields.whole_opt("rows", 1..=MAX_TILES as i64).and_then(|n| usize::try_from(n).ok());
    let spoken = fields.lines("spoken", 0..=MAX_TILES);
    let fixed = fields.wholes("fixed", 1..=MAX_TILES as i64, 0..=MAX_TILES);
    let because = fields.proses("because", 0..=MAX_TILES);
    let (picture, columns) = (picture?, columns?);
    if rows.is_none() && !fields.has("rows") {
        let message = "The field `rows` is missing.";
        fields.complain(Complaint::new(fields.span(), message));
    }
    let rows = rows?;
    let place = fields.span_of("picture");
    let pieces = match cut(&picture, columns, rows) {
        Cut::Tiles(pieces) => pieces,
        Cut::Trouble(message, help) => {
            fields.complain(Complaint::new(place, message).help(help));
            return None;
        }
    };
    let count = pieces.len();
    if spoken.len() != count {
        let message = format!("There are {count} tiles, but `spoken` has {} entries.", spoken.len());
        let help = "Describe each tile in words, row by row.";
        fields.complain(Complaint::new(fields.span_of("spoken"), message).help(help));
        return None;
    }
    if !because.is_empty() && because.len() != count {
        let message = format!("There are {count} tiles, but `because` has {} entries.", because.len());
        fields.complain(Complaint::new(fields.span_of("because"), message));
    }
    for (number, span) in &fixed {
        if !usize::try_from(*number).is_ok_and(|number| number <= count) {
            let help = format!("The tiles are 1 to {count}.");
            fields.complain(Complaint::new(*span, format!("There is no tile {number}.")).help(help));
        }
    }
    let mut because = because.into_iter();
    let tiles = pieces.into_iter().zip(spoken).zip(1..);
    Some(
        tiles
            .map(|((lines, (spoken, span)), number)| {
                let fixed = fixed.iter().any(|(other, _)| *other == number);
                Tile { lines, spoken, fixed, because: because.next(), span }
            })
            .collect(),
    )
}

/// Complains about a mixture of both forms, or none.
fn check_form(fields: &mut Fields<'_, '_>) {
    if !fields.has("picture") && !fields.has("tiles") {
        let complaint = Complaint::new(fields.span(), "The picture is missing.")
            .help("Give `picture`, `rows` and `spoken`, or `tiles`.");
        fields.complain(complaint);
    }
    if !fields.has("tiles") {
        return;
    }
    for name in ["picture", "rows", "spoken", "fixed", "because"] {
        if fields.has(name) {
            let message = format!("`{name}` and `tiles` do not go together.");
            let help = "Draw the whole picture once, or each tile by itself.";
            fields.complain(Complaint::new(fields.span_of(name), message).help(help));
        }
    }
}

fn assemble(
    fields: &mut Fields<'_, '_>,
    columns: usize,
    tiles: Vec<Tile>,
    spare: Vec<Tile>,
    credit: Credit,
) -> Option<Box<dyn Body>> {
    if tiles.len() < 2 || !tiles.len().is_multiple_of(columns) {
        let place = fields.span_of("tiles");
        if fields.has("tiles") {
            let message = format!("{} tiles do not fill rows of {columns}.", tiles.len());
            fields.complain(Complaint::new(place, message).help("Two tiles at least, each row full."));
        }
        return None;
    }
    let size = measure(fields, columns, &tiles, &spare)?;
    let wanted = tiles.len();
    let mut places = Vec::new();
    for index in 0..wanted {
        let label = format!("Row {}, column {}", index / columns + 1, index % columns + 1);
        places.push(Place { label, because: None });
    }
    let homes = slots().take(wanted).map(Some).chain(std::iter::repeat(None));
    let (mut items, mut spans): (Vec<Thing>, Vec<Span>) = (Vec::new(), Vec::new());
    for (tile, home) in tiles.into_iter().chain(spare).zip(homes) {
        let Tile { lines, spoken: text, fixed, because, span } = tile;
        items.push(Thing { text, picture: Some(pad(lines, size)), home, fixed, because });
        spans.push(span);
    }
    let classes = classes(&items.iter().map(|thing| thing.picture.as_deref()).collect::<Vec<_>>());
    for (index, (thing, span)) in items.iter().zip(&spans).enumerate() {
        let mut before = items[..index].iter().zip(&classes);
        if before.any(|(other, class)| other.text == thing.text && *class != classes[index]) {
            let complaint = Complaint::new(*span, "Two different tiles are described by the same words.")
                .help("Who does not see them could not tell them apart.");
            fields.complain(complaint);
        }
        if thing.home.is_none() && classes[index] < wanted {
            complain_wanted(fields, *span, &thing.text);
        }
    }
    let place = fields.span_of(if fields.has("picture") { "picture" } else { "tiles" });
    let layout = Layout::Grid { columns, width: size.width, height: size.height };
    Board { layout, slots: places, items, classes, credit, noun: ("tile", "tiles") }.checked(fields, place)
}

/// The size that all tiles take, if the picture is not too large.
fn measure(fields: &mut Fields<'_, '_>, columns: usize, tiles: &[Tile], spare: &[Tile]) -> Option<Size> {
    let size = size_of(tiles.iter().map(|tile| &tile.lines));
    if let Err((message, help)) = size.check(columns) {
        let place = fields.span_of(if fields.has("picture") { "picture" } else { "tiles" });
        fields.complain(Complaint::new(place, message).help(help));
        return None;
    }
    let mut fine = true;
    for tile in spare {
        let own = size_of(std::iter::once(&tile.lines));
        if own.width > size.width || own.height > size.height {
            let message = format!("This tile has {own}, larger than those of the picture.");
            fields.complain(Complaint::new(tile.span, message).help(format!("{size} at the most.")));
            fine = false;
        }
    }
    fine.then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::testing::{body, marked, never_solved_from_the_start, placed, read, said};
    use crate::exercise::{Lack, Seed, Sheet, View};

    const DRAWN: &str = "columns = 2
rows = 2
fixed = [4]
picture = '''
a-b|
| --
'''
spoken = ['one', 'two', 'three', 'four']
because = ['1', '2', '3', '4']
spare = [{ picture = '+', spoken = 'cross', because = 'No cross.' }]
";

    const SINGLE: &str = "columns = 3
[[tiles]]
picture = '--'
spoken = 'a line'
[[tiles]]
picture = \"世\\n|\"
spoken = 'the world'
because = 'In the middle.'
[[tiles]]
picture = '--'
spoken = 'a line'
";

    fn view(body: &dyn Body, seed: u64) -> View {
        let answer = body.solution().unwrap();
        body.view(&Sheet { answer: &answer, seed: Seed(seed), grade: None })
    }

    /// The picture as it appears when all tiles lie in place.
    fn shown(body: &dyn Body) -> String {
        let View::Slots { layout: Layout::Grid { columns, height, .. }, slots, items } = view(body, 1) else {
            panic!()
        };
        let mut rows = vec![String::new(); slots.len() / columns * height];
        for (index, slot) in slots.iter().enumerate() {
            let tile = items.iter().find(|item| item.slot == Some(slot.slot)).unwrap();
            for (row, line) in tile.picture.as_ref().unwrap().iter().enumerate() {
                rows[index / columns * height + row].push_str(line);
            }
        }
        rows.join("\n")
    }

    #[test]
    fn the_picture_of_the_example_appears_whole() {
        let kind = KIND.example.replace("[[step]]", "").replace("[[step.spare]]", "[[spare]]");
        let fields: Vec<&str> = kind.split_inclusive('\n').collect();
        let own = fields.iter().position(|line| line.starts_with("columns")).unwrap();
        let jigsaw = body(&KIND, &fields[own..].concat());
        assert_eq!(
            shown(jigsaw.as_ref()).lines().map(str::trim_end).collect::<Vec<_>>(),
            [
                "+-----------------+      +-----------------+",
                "|  Questionnaire  |----->|     Feedback    |",
                "+-----------------+      +-----------------+",
                "                                  |",
                "                                  v",
                "+-----------------+      +-----------------+",
                "|     Summary     |<-----|   Observations  |",
                "+-----------------+      +-----------------+",
            ]
        );
    }

    #[test]
    fn a_drawing_is_cut_and_a_fixed_tile_lies_in_place() {
        let jigsaw = body(&KIND, DRAWN);
        never_solved_from_the_start(jigsaw.as_ref());
        assert_eq!(shown(jigsaw.as_ref()), "a-b|\n| --");
        let blank = jigsaw.blank(Seed(1));
        assert_eq!(blank, placed(&[(3, 3)]));
        assert_eq!(jigsaw.lack(&blank), Some(Lack::Unplaced(3)));
        let answer = placed(&[(3, 3), (0, 0), (4, 1), (1, 2)]);
        assert_eq!(marked(jigsaw.as_ref(), &answer), (33, "+--".into()));
        assert_eq!(said(jigsaw.as_ref(), &answer), ["two / 2", "cross / No cross."]);
        let View::Slots { slots, .. } = view(jigsaw.as_ref(), 1) else { panic!() };
        assert_eq!(slots[2].label, "Row 2, column 1");
    }

    #[test]
    fn tiles_drawn_by_themselves_take_one_size_and_equal_ones_are_alike() {
        let jigsaw = body(&KIND, SINGLE);
        assert_eq!(shown(jigsaw.as_ref()), "--世--\n  |   ");
        assert_eq!(marked(jigsaw.as_ref(), &placed(&[(2, 0), (1, 1), (0, 2)])), (100, "+++".into()));
        assert_eq!(said(jigsaw.as_ref(), &placed(&[(1, 0)])), ["the world / In the middle."]);
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let said = |text: &str| read(&KIND, text).1;
        assert_eq!(
            said("columns = 2\n"),
            ["1:1: The picture is missing. Give `picture`, `rows` and `spoken`, or `tiles`."]
        );
        assert_eq!(said("columns = 2\npicture = 'ab'\n"), ["1:1: The field `rows` is missing. -"]);
        assert_eq!(
            said(&DRAWN.replace("'three', 'four']", "'three']").replace("'3', '4']", "'3']")),
            ["8:10: There are 4 tiles, but `spoken` has 3 entries. Describe each tile in words, row by row."]
        );
        assert_eq!(
            said(&DRAWN.replace("[4]", "[4, 5]").replace("'3', '4']", "'3']").replace("'four'", "'one'")),
            [
                "9:11: There are 4 tiles, but `because` has 3 entries. -",
                "3:13: There is no tile 5. The tiles are 1 to 4.",
                "8:34: Two different tiles are described by the same words. Who does not see them could not tell them apart.",
            ]
        );
        assert_eq!(
            said(&DRAWN.replace("rows = 2", "rows = 3")),
            [
                "4:11: 2 lines cannot be cut into 3 equal rows of tiles. Draw 3 lines, some of them empty if need be."
            ]
        );
        assert_eq!(
            said(&DRAWN.replace("'+'", "'a-'")),
            [
                "10:22: The spare `cross` is also a right one. A spare must differ from all that belong somewhere."
            ]
        );
        assert_eq!(
            said(&DRAWN.replace("'+'", "'+++'")),
            [
                "10:22: This tile has 1 row of 3 cells, larger than those of the picture. 1 row of 2 cells at the most."
            ]
        );
        assert_eq!(
            said(&DRAWN.replace("[4]", "[1, 2, 3, 4]")),
            ["4:11: There is nothing to decide: at least two tiles must differ. Add another."]
        );
        assert_eq!(
            said(&SINGLE.replace("columns = 3", "columns = 2\nrows = 1")),
            [
                "2:8: `rows` and `tiles` do not go together. Draw the whole picture once, or each tile by itself.",
                "3:1: 3 tiles do not fill rows of 2. Two tiles at least, each row full.",
            ]
        );
    }
}
