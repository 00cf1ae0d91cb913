//! How many colours a terminal shows, and which of them is nearest to another.

use ratatui::style::Color;

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Depth {
    /// None: every colour is the default one.
    Mono,
    /// The sixteen of ANSI.
    Sixteen,
    /// The palette of 256.
    Palette,
    /// Red, green and blue of 8 bits each.
    True,
}

impl Depth {
    /// The nearest colour that can be shown.
    ///
    /// ```
    /// use curricle::wire::Depth;
    /// use ratatui::style::Color;
    ///
    /// assert_eq!(Depth::Palette.shown(Color::Rgb(255, 0, 0)), Color::Indexed(196));
    /// assert_eq!(Depth::Sixteen.shown(Color::Rgb(255, 0, 0)), Color::LightRed);
    /// assert_eq!(Depth::Mono.shown(Color::Red), Color::Reset);
    /// ```
    #[must_use]
    pub fn shown(self, colour: Color) -> Color {
        match (self, colour) {
            (Depth::Mono, _) => Color::Reset,
            (Depth::True, _) => colour,
            (Depth::Palette, Color::Rgb(red, green, blue)) => Color::Indexed(palette(red, green, blue)),
            (Depth::Sixteen, Color::Rgb(red, green, blue)) => sixteen([red, green, blue]),
            (Depth::Sixteen, Color::Indexed(number)) => sixteen(components(number)),
            (Depth::Palette | Depth::Sixteen, _) => colour,
        }
    }
}

const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

fn sixteen(colour: [u8; 3]) -> Color {
    SIXTEEN.iter().min_by_key(|(_, known)| distance(*known, colour)).map_or(Color::Reset, |(near, _)| *near)
}

fn components(number: u8) -> [u8; 3] {
    match number {
        0..16 => SIXTEEN[usize::from(number)].1,
        16..232 => {
            let cube = usize::from(number - 16);
            [STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6]]
        }
        232.. => [8 + 10 * (number - 232); 3],
    }
}

/// The nearest colour of the cube or the greys; the first sixteen are whatever the learner made them.
fn palette(red: u8, green: u8, blue: u8) -> u8 {
    let wanted = [red, green, blue];
    let step = |part: u8| (0..6u8).min_by_key(|step| STEPS[usize::from(*step)].abs_diff(part)).unwrap_or(0);
    let cube = 16 + 36 * step(red) + 6 * step(green) + step(blue);
    let light = wanted.iter().map(|part| u16::from(*part)).sum::<u16>() / 3;
    let grey = 232 + (light.saturating_sub(3) / 10).min(23) as u8;
    if distance(components(grey), wanted) < distance(components(cube), wanted) { grey } else { cube }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_has_a_nearest_one() {
        for (red, green, blue) in [(0, 0, 0), (255, 255, 255), (128, 128, 128), (250, 10, 100), (8, 9, 7)] {
            let wanted = [red, green, blue];
            let found = palette(red, green, blue);
            let least = (16..=255).map(|number| distance(components(number), wanted)).min();
            assert_eq!(Some(distance(components(found), wanted)), least, "{wanted:?}: {found}");
        }
        assert_eq!(Depth::Sixteen.shown(Color::Indexed(9)), Color::LightRed);
        assert_eq!(Depth::True.shown(Color::Rgb(1, 2, 3)), Color::Rgb(1, 2, 3));
    }
}
