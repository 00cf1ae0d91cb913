//! From settings and environment to how it is drawn, and with which sequences.

use std::env;

use super::Trouble;
use super::args::Settings;
use crate::app::Known;
use crate::source::nearest;
use crate::text::clean_line;
use crate::ui::{Finish, Theme};
use crate::wire::Capabilities;

/// Let the line decide whether rules and bars are drawn.
const AUTO: &str = "auto";
/// What `--terminal` can be.
const TERMINALS: [&str; 3] = [AUTO, "safe", "plain"];

/// Whether rules and bars are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Looks {
    /// What is drawn first.
    pub(super) finish: Finish,
    /// True if the speed of the line may change that.
    pub(super) line_decides: bool,
}

/// The theme that settings, `NO_COLOR` and the terminal ask for.
pub(super) fn theme(settings: &Settings) -> Result<Theme, Trouble> {
    match &settings.theme {
        Some(word) => {
            let known: Vec<&str> = Theme::ALL.iter().map(|theme| theme.word()).collect();
            Theme::parse(word).ok_or_else(|| unknown("theme", word, &known))
        }
        None if !var("NO_COLOR").is_empty() => Ok(Theme::Mono),
        None => Ok(Theme::for_terminal(&var("TERM"))),
    }
}

/// The look that settings ask for; at this computer itself there is no line to save.
pub(super) fn looks(settings: &Settings) -> Result<Looks, Trouble> {
    if settings.look == AUTO {
        let remote = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| !var(name).is_empty());
        let finish = if remote { Finish::Lean } else { Finish::Rich };
        return Ok(Looks { finish, line_decides: true });
    }
    let known: Vec<&str> = Finish::ALL.iter().map(|finish| finish.word()).chain([AUTO]).collect();
    let finish = Finish::parse(&settings.look).ok_or_else(|| unknown("look", &settings.look, &known))?;
    Ok(Looks { finish, line_decides: false })
}

/// What can be relied on in the terminal, and whether it may be asked.
pub(super) fn terminal(settings: &Settings) -> Result<Known, Trouble> {
    let ascii = wants_ascii(settings);
    match settings.terminal.as_str() {
        AUTO => Ok(Known { capabilities: Capabilities::from_term(&var("TERM")), ascii, asks: true }),
        "safe" => Ok(Known { capabilities: Capabilities::safe(), ascii, asks: false }),
        "plain" => Ok(Known { capabilities: Capabilities::dumbest(), ascii, asks: false }),
        other => Err(unknown("terminal", other, &TERMINALS)),
    }
}

fn unknown(what: &str, word: &str, known: &[&str]) -> Trouble {
    let help = match nearest(&word.to_lowercase(), known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("It can be: {}.", known.join(", ")),
    };
    Trouble::Usage(format!("There is no {what} `{}`. {help}", clean_line(word)))
}

fn var(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

/// True if the locale names an encoding other than UTF-8; a locale that says nothing is taken for UTF-8.
pub(super) fn wants_ascii(settings: &Settings) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    settings.ascii || locale.is_some_and(|locale| !is_utf8(&locale))
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_locale_that_names_another_encoding_asks_for_ascii() {
        assert!(is_utf8("en_GB.UTF-8") && is_utf8("C.utf8"));
        assert!(!is_utf8("C") && !is_utf8("de_DE.ISO-8859-1"));
    }
}
