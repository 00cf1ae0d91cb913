use crate::course::{Bundle, study};

const PLAN: &str = "format = 1\nid = \"c\"\ntitle = \"C\"\nlanguages = [\"en\"]\n[[module]]\nid = \"m\"\ntitle = \"M\"\nlessons = [\"l\"]\n";
const SOURCES: &str = "[X]\ntitle = \"X\"\n";
const GLOSSARY: &str = "[[term]]\nid = \"focal-point\"\nname = \"focal point\"\ntext = \"An office.\"\n[[term]]\nid = \"alliance\"\nname = \"alliance of the focal point\"\ntext = \"Many.\"\n[[term]]\nid = \"organized-crime\"\nname = \"organized crime\"\ntext = \"Crime.\"\n[[term]]\nid = \"desk-review\"\nname = \"desk-review\"\nalso = [\"groups\"]\ntext = \"At a desk.\"\n[[term]]\nid = \"lot\"\nname = \"lot\"\nalso = [\"drawing of lots\"]\neveryday = true\ntext = \"By chance.\"\n[[term]]\nid = \"toolkit\"\nname = \"Toolkit\"\ntext = \"A book.\"\n[[term]]\nid = \"reviewer\"\nname = \"reviewer\"\ntext = \"Who reviews.\"\n";

/// What is advised about a lesson, each with its place and without its help.
fn advised(lesson: &str) -> Vec<String> {
    let files =
        [("course.toml", PLAN), ("m/l.toml", lesson), ("sources.toml", SOURCES), ("glossary.toml", GLOSSARY)];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.into())).collect();
    let loaded = study(&Bundle { folder: "c".into(), files, refused: Vec::new() });
    assert_eq!(loaded.show(), Vec::<String>::new());
    let shown = loaded.advice.iter().map(|one| {
        let place = loaded.sources.locate(one.span);
        format!("{}:{}: {}", place.line, place.column, one.message)
    });
    shown.collect()
}

fn lesson(minutes: u16, steps: &str) -> String {
    format!("title = \"L\"\nminutes = {minutes}\nobjectives = [\"O\"]\n{steps}")
}

fn reading(id: &str, text: &str) -> String {
    format!("[[step]]\nid = \"{id}\"\ntitle = \"S\"\ntext = '''\n{text}\n'''\n")
}

fn choice(id: &str, options: &[(&str, bool)]) -> String {
    let option = |(text, right): &(&str, bool)| match right {
        true => format!("  {{ text = \"{text}\", right = true }},\n"),
        false => format!("  {{ text = \"{text}\", because = \"No [@X].\" }},\n"),
    };
    let options: String = options.iter().map(option).collect();
    format!(
        "[[step]]\nid = \"{id}\"\ntitle = \"Q\"\nkind = \"choice\"\nprompt = \"Which?\"\nhints = [\"Think.\"]\nexplain = \"So.\"\nsources = [\"X\"]\noptions = [\n{options}]\n"
    )
}

#[test]
fn a_good_lesson_needs_no_advice() {
    let steps = reading("a", &format!("{}[@X].", "word ".repeat(180)))
        + &choice("q", &[("one thing here", false), ("one more thing", true), ("nothing of it", false)]);
    assert_eq!(advised(&lesson(2, &steps)), Vec::<String>::new());
}

#[test]
fn minutes_follow_from_words_and_exercises_within_a_fifth() {
    let steps = reading("a", &format!("{}[@X].", "word ".repeat(900 / 3)))
        + &reading("b", &format!("{}[@X].", "word ".repeat(900 / 3)))
        + &reading("c", &format!("{}[@X].", "word ".repeat(900 / 3)))
        + &choice("q", &[("one", false), ("two", true), ("six", false)]);
    for honest in [5, 6, 7] {
        assert_eq!(advised(&lesson(honest, &steps)), Vec::<String>::new(), "{honest}");
    }
    for (wrong, needed) in [(4, 6), (9, 6)] {
        let words = format!("2:11: {wrong} minutes are declared, but words and exercises ask for {needed}.");
        assert_eq!(advised(&lesson(wrong, &steps)), [words]);
    }
}

#[test]
fn a_text_of_more_than_two_pages_and_one_without_a_source_are_named() {
    let long = reading("a", &"One short line [@X].\n\n".repeat(30));
    assert_eq!(
        advised(&lesson(1, &long)),
        ["5:6: This text takes 59 rows of a screen, more than two pages."]
    );
    let bare = |id| reading(id, &"Nobody says who says this. ".repeat(20));
    let two = bare("a") + &bare("b");
    assert_eq!(advised(&lesson(1, &two)), ["11:6: This text names no source."]);
    let drawn = reading("a", "```\n+-+\n```");
    assert_eq!(
        advised(&lesson(1, &drawn)).last().unwrap(),
        "5:6: A drawing has no words for those who do not see it."
    );
}

#[test]
fn options_that_give_the_answer_away_are_named() {
    let long = "it depends on each of the many treaties";
    let one = choice("q", &[("the law of the State", false), (long, true), ("all of the above", false)]);
    assert_eq!(
        advised(&lesson(1, &one)),
        [
            "14:3: The right option has 39 letters, the longest wrong one 20: it stands out.",
            "15:3: This option answers for the others.",
        ]
    );
    let short = [("law", true), ("the law of another State", false), ("the law of the same State", false)];
    assert_eq!(
        advised(&lesson(1, &choice("q", &short))),
        ["13:3: The right option has 3 letters, the shortest wrong one 24: it stands out."]
    );
    let habit: String = (0..7)
        .map(|n| choice(&format!("q-{n}"), &[("one two three", true), ("one two", false), ("one", false)]))
        .collect();
    assert_eq!(
        advised(&lesson(9, &habit)),
        [
            "1:9: In 7 of 7 questions the right option is the longest.",
            "1:9: In 7 of 7 questions the right option is number 1 in the file.",
        ]
    );
}

#[test]
fn an_exercise_without_a_hint_or_explanations_is_named() {
    let bare =
        choice("q", &[("one", false), ("two", true), ("six", false)]).replace("hints = [\"Think.\"]\n", "");
    let bare = bare.replacen("No [@X].", "No.", 1);
    assert_eq!(
        advised(&lesson(1, &bare).replace("objectives = [\"O\"]\n", "")),
        [
            "1:9: This lesson has no objectives.",
            "4:6: This exercise has no hint.",
            "4:6: 1 of 2 explanations do not say where it is written.",
        ]
    );
    let order = "[[step]]\nid = \"o\"\ntitle = \"Q\"\nkind = \"ordering\"\nprompt = \"Order.\"\nhints = [\"Think.\"]\nexplain = \"So.\"\nsources = [\"X\"]\nitems = [{ text = \"a\" }, { text = \"b\", because = \"No [@X].\" }]\n";
    assert_eq!(advised(&lesson(3, order)), ["5:6: 1 of 2 wrong answers have no explanation of their own."]);
}

#[test]
fn a_term_is_linked_at_its_first_use_and_spelled_as_in_the_glossary() {
    let linked = reading("a", "The [[focal point]] answers. A focal point reads [@X].");
    assert_eq!(advised(&lesson(1, &linked)), Vec::<String>::new());
    let late = reading("a", "A Focal\npoint reads the [[focal point]] [@X].");
    assert_eq!(
        advised(&lesson(1, &late)),
        ["8:3: The term `Focal point` is used here for the first time without its link."]
    );
    let name = reading("a", "The Focal Point Unit helps. One group, two GROUPS, [[Focal Point|all]] [@X].");
    assert_eq!(
        advised(&lesson(1, &name)),
        ["8:44: The term `GROUPS` is used here for the first time without its link."]
    );
    let title = reading("a", "See the module *The focal point*; he said *A focal point is one.* [@X].");
    assert_eq!(
        advised(&lesson(1, &title)),
        ["8:46: The term `focal point` is used here for the first time without its link."]
    );
    let longer = reading(
        "a",
        "The [[alliance of the focal point]] met; the Alliance of the Focal Point met again [@X].",
    );
    assert_eq!(advised(&lesson(1, &longer)), Vec::<String>::new());
    let other = reading("a", "[[Organized crime]]: organised crime, a desk review [@X]. Focal points.");
    assert_eq!(
        advised(&lesson(1, &other)),
        [
            "8:22: `organised crime` is spelled `organized crime` in the glossary.",
            "8:41: `desk review` is spelled `desk-review` in the glossary.",
        ]
    );
}

#[test]
fn a_single_word_is_a_term_unless_it_is_a_word_of_every_day_or_a_name_without_its_capital() {
    let first = |words: &str, at: usize| {
        format!("8:{at}: The term `{words}` is used here for the first time without its link.")
    };
    let plain = reading("a", "A lot of reviewers, one reviewer and a toolkit [@X].");
    assert_eq!(advised(&lesson(1, &plain)), [first("reviewer", 25)]);
    let name = reading("a", "The drawing of lots is in the Toolkit [@X].");
    assert_eq!(advised(&lesson(1, &name)), [first("drawing of lots", 5), first("Toolkit", 31)]);
    let linked = reading("a", "The [[drawing of lots]], the [[Toolkit]]: a lot, a Toolkit [@X].");
    assert_eq!(advised(&lesson(1, &linked)), Vec::<String>::new());
}

#[test]
fn terms_are_linked_in_a_prompt_and_in_scenes_but_not_in_a_text_with_gaps() {
    let gaps = |prompt: &str, text: &str| {
        format!(
            "[[step]]\nid = \"g\"\ntitle = \"G\"\nkind = \"gaps\"\ntext = \"{text} __1__ or __2__.\"\nprompt = \"{prompt}\"\nhints = [\"Think.\"]\nexplain = \"So.\"\nsources = [\"X\"]\ngaps = [{{ text = \"one\", because = \"One [@X].\" }}, {{ text = \"two\", because = \"Two [@X].\" }}]\n"
        )
    };
    let unlinked = gaps("Fill in.", "A focal point has");
    assert_eq!(advised(&lesson(3, &unlinked)), Vec::<String>::new());
    let prompt = gaps("What has a focal point?", "It is an organised crime:");
    assert_eq!(
        advised(&lesson(3, &prompt)),
        [
            "8:18: `organised crime` is spelled `organized crime` in the glossary.",
            "9:22: The term `focal point` is used here for the first time without its link.",
        ]
    );
    let case = |scene: &str| {
        format!(
            "[[step]]\nid = \"c\"\ntitle = \"C\"\nkind = \"scenario\"\nprompt = \"Decide.\"\nhints = [\"Think.\"]\nexplain = \"So.\"\nsources = [\"X\"]\n[[step.scene]]\nid = \"one\"\ntext = \"{scene}\"\nchoices = [\n  {{ text = \"Wait\", to = \"two\", because = \"No [@X].\" }},\n  {{ text = \"Call\", to = \"two\", right = true, because = \"Yes [@X].\" }},\n]\n[[step.scene]]\nid = \"two\"\ntext = \"A focal point calls.\"\nend = \"So it ends.\"\n"
        )
    };
    assert_eq!(
        advised(&lesson(5, &case("Who answers?"))),
        ["21:11: The term `focal point` is used here for the first time without its link."]
    );
    assert_eq!(advised(&lesson(5, &case("A [[focal point]] answers."))), Vec::<String>::new());
}
