//! What words on the screen are there for, and how each theme shows that.

use ratatui::style::{Color, Modifier, Style};

/// What a stretch of text is there for; a theme makes a style of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Words to read.
    Text,
    /// The line on top, and headings.
    Heading,
    /// Important words.
    Strong,
    /// Stressed words.
    Emphasis,
    /// Words to type as they are.
    Code,
    /// Words that open something.
    Link,
    /// A code in brackets that opens its source.
    Cited,
    /// Words beside the matter: rules, states, hints about keys.
    Quiet,
    /// The word `right`.
    Right,
    /// The word `wrong`, and what went wrong.
    Wrong,
    /// Something to press.
    Button,
    /// The sign before what is marked.
    Marker,
    /// What is selected in an editor, or marked in a text.
    Selected,
}

/// A set of styles, made of the sixteen colours that every terminal has.
///
/// No theme is needed to understand a screen: states are said by signs and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// A little colour on whatever background there is.
    #[default]
    Default,
    /// Bright on black.
    HighContrast,
    /// No colour at all, as `NO_COLOR` asks.
    Mono,
}

const WORDS: &[(Theme, &str)] =
    &[(Theme::Default, "default"), (Theme::HighContrast, "high-contrast"), (Theme::Mono, "mono")];

impl Theme {
    /// All themes, in the order in which they follow each other.
    pub const ALL: [Theme; 3] = [Theme::Default, Theme::HighContrast, Theme::Mono];

    /// The theme with this name.
    pub fn parse(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(theme, _)| *theme)
    }

    /// The theme for a terminal of this name, as in `TERM`: those of a time before colours have none.
    #[must_use]
    pub fn for_terminal(term: &str) -> Self {
        let old = ["vt52", "vt100", "vt102", "vt220"].contains(&term);
        if old || term.ends_with("-m") || term.ends_with("-mono") { Theme::Mono } else { Theme::Default }
    }

    /// Its name.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(theme, _)| *theme == self).map_or("", |(_, word)| word)
    }

    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Theme::Default => Theme::HighContrast,
            Theme::HighContrast => Theme::Mono,
            Theme::Mono => Theme::Default,
        }
    }

    /// The style of the whole screen, under everything else.
    pub(crate) fn ground(self) -> Style {
        match self {
            Theme::Default | Theme::Mono => Style::new(),
            Theme::HighContrast => Style::new().fg(Color::White).bg(Color::Black),
        }
    }

    pub(super) fn style(self, role: Role) -> Style {
        let style = self.ground().add_modifier(modifier(role, self));
        match self {
            Theme::Mono => style,
            Theme::Default => color(role).map_or(style, |color| style.fg(color)),
            Theme::HighContrast => bright(role).map_or(style, |color| style.fg(color)),
        }
    }
}

fn modifier(role: Role, theme: Theme) -> Modifier {
    match role {
        Role::Text | Role::Code => Modifier::empty(),
        // Their signs say enough; each change of pen costs as much as the sign does.
        Role::Button | Role::Marker | Role::Cited if theme != Theme::HighContrast => Modifier::empty(),
        Role::Quiet if theme == Theme::Default => Modifier::DIM,
        Role::Quiet => Modifier::empty(),
        Role::Heading | Role::Strong | Role::Button | Role::Marker | Role::Right | Role::Wrong => {
            Modifier::BOLD
        }
        Role::Emphasis => Modifier::ITALIC,
        Role::Link | Role::Cited => Modifier::UNDERLINED,
        Role::Selected => Modifier::REVERSED,
    }
}

fn color(role: Role) -> Option<Color> {
    match role {
        Role::Right => Some(Color::Green),
        Role::Wrong => Some(Color::Red),
        Role::Link => Some(Color::Cyan),
        Role::Code => Some(Color::Magenta),
        Role::Text
        | Role::Heading
        | Role::Strong
        | Role::Emphasis
        | Role::Cited
        | Role::Quiet
        | Role::Button
        | Role::Marker
        | Role::Selected => None,
    }
}

fn bright(role: Role) -> Option<Color> {
    match role {
        Role::Right => Some(Color::LightGreen),
        Role::Wrong => Some(Color::LightRed),
        Role::Link | Role::Cited | Role::Marker => Some(Color::LightCyan),
        Role::Code => Some(Color::LightYellow),
        Role::Text
        | Role::Heading
        | Role::Strong
        | Role::Emphasis
        | Role::Quiet
        | Role::Button
        | Role::Selected => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 13] = [
        Role::Text,
        Role::Heading,
        Role::Strong,
        Role::Emphasis,
        Role::Code,
        Role::Link,
        Role::Cited,
        Role::Quiet,
        Role::Right,
        Role::Wrong,
        Role::Button,
        Role::Marker,
        Role::Selected,
    ];

    #[test]
    fn every_theme_has_a_name_and_all_follow_each_other() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.word()), Some(theme));
            assert_eq!(theme.next().next().next(), theme);
        }
        assert_eq!(Theme::parse("pink"), None);
    }

    #[test]
    fn mono_has_no_colour_and_the_others_only_the_sixteen() {
        for role in ROLES {
            let style = Theme::Mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            for theme in Theme::ALL {
                let style = theme.style(role);
                for color in [style.fg, style.bg].into_iter().flatten() {
                    assert!(!matches!(color, Color::Rgb(..) | Color::Indexed(_)), "{role:?}");
                }
            }
        }
    }
}
