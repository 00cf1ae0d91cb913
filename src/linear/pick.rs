//! One of a few to choose, in lines.

/// A list from which one is to be chosen.
#[derive(Clone, Debug)]
pub struct Pick {
    title: String,
    rows: Vec<String>,
}

/// What was said to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The one with this number, from 0.
    Row(usize),
    /// None: whoever chose wants to leave.
    Leave,
    /// Nothing that can be said here; this is said back.
    Unknown(String),
}

impl Pick {
    /// A list under a title.
    pub fn new(title: impl Into<String>, rows: Vec<String>) -> Self {
        Self { title: title.into(), rows }
    }

    /// The list, and what can be said.
    pub fn say(&self) -> String {
        let mut words = format!("{}\n", self.title);
        for (number, row) in (1..).zip(&self.rows) {
            words.push_str(&format!("{number}. {row}\n"));
        }
        words + "Say a number, or quit.\n"
    }

    /// Takes a line.
    pub fn hear(&self, line: &str) -> Picked {
        let line = line.trim().to_lowercase();
        if ["quit", "q", "exit"].contains(&line.as_str()) {
            return Picked::Leave;
        }
        if ["", "help", "?", "again"].contains(&line.as_str()) {
            return Picked::Unknown(self.say());
        }
        match line.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
            Some(row) if row < self.rows.len() => Picked::Row(row),
            Some(_) | None => {
                Picked::Unknown(format!("Say a number from 1 to {}, or quit.\n", self.rows.len()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_chooses_and_quit_leaves() {
        let pick = Pick::new("Which course?", vec!["Letters".to_owned(), "Numbers".to_owned()]);
        assert_eq!(pick.say(), "Which course?\n1. Letters\n2. Numbers\nSay a number, or quit.\n");
        assert_eq!(pick.hear(" 2 "), Picked::Row(1));
        assert_eq!(pick.hear("Quit"), Picked::Leave);
        assert_eq!(pick.hear("help"), Picked::Unknown(pick.say()));
        for wrong in ["0", "3", "-1", "lesson 2", "99999999999999999999999"] {
            assert_eq!(pick.hear(wrong), Picked::Unknown("Say a number from 1 to 2, or quit.\n".into()));
        }
    }
}
