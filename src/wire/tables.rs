//! Looks and clusters by number, each kept once.

use std::collections::HashMap;
use std::hash::Hash;

use super::glyph::Class;
use super::packed::{CLUSTER, Glyph, LETTER};
use super::pen::Look;

/// Tables smaller than this are never rebuilt.
const ROOMY: usize = 256;

/// So many looks are looked through one by one.
const FEW: usize = 8;

/// The looks and clusters that cells name by number; each stands there once.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    looks: Numbered<Look>,
    clusters: Numbered<Box<str>>,
    limit: usize,
}

#[derive(Clone, Debug)]
struct Numbered<T> {
    items: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn new() -> Self {
        Self { items: Vec::new(), numbers: HashMap::new() }
    }

    fn add(&mut self, item: T) -> u32 {
        let number = self.items.len() as u32;
        self.items.push(item.clone());
        self.numbers.insert(item, number);
        number
    }
}

impl Tables {
    pub(super) fn new() -> Self {
        let mut looks = Numbered::new();
        looks.add(Look::DEFAULT);
        Self { looks, clusters: Numbered::new(), limit: ROOMY }
    }

    pub(super) fn look(&self, number: u32) -> Look {
        self.looks.items.get(number as usize).copied().unwrap_or(Look::DEFAULT)
    }

    pub(super) fn number(&mut self, look: Look) -> u32 {
        // Pictures have few looks, and comparing these few is quicker than one hash.
        let few = &self.looks.items[..self.looks.items.len().min(FEW)];
        if let Some(number) = few.iter().position(|known| *known == look) {
            return number as u32;
        }
        self.looks.numbers.get(&look).copied().unwrap_or_else(|| self.looks.add(look))
    }

    /// The number of a cluster, as it stands in a glyph.
    pub(super) fn cluster(&mut self, text: &str) -> u32 {
        LETTER & self.clusters.numbers.get(text).copied().unwrap_or_else(|| self.clusters.add(text.into()))
    }

    /// A glyph that stands for a symbol exactly as it is.
    pub(super) fn as_is(&mut self, symbol: &str, width: u16) -> Glyph {
        let mut letters = symbol.chars();
        let value = match (letters.next(), letters.next()) {
            (Some(letter), None) => u32::from(letter),
            _ => CLUSTER | self.cluster(symbol),
        };
        let class = if symbol.contains('\u{fe0f}') { Class::Loose } else { Class::Plain };
        Glyph::new(value, usize::from(width.min(255)), class)
    }

    /// Appends the bytes of a glyph.
    pub(super) fn write(&self, glyph: Glyph, out: &mut Vec<u8>) {
        let value = glyph.0 & LETTER;
        if glyph.0 & CLUSTER != 0 {
            let text = self.clusters.items.get(value as usize).map_or(" ", |text| text);
            out.extend_from_slice(text.as_bytes());
        } else {
            let letter = char::from_u32(value).unwrap_or(' ');
            out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// How many bytes a glyph is.
    pub(super) fn len(&self, glyph: Glyph) -> u32 {
        let value = glyph.0 & LETTER;
        if glyph.0 & CLUSTER != 0 {
            self.clusters.items.get(value as usize).map_or(1, |text| text.len() as u32)
        } else {
            match value {
                0..0x80 => 1,
                0x80..0x800 => 2,
                0x800..0x1_0000 => 3,
                _ => 4,
            }
        }
    }

    /// The text of a glyph that is a cluster.
    pub(super) fn text(&self, glyph: Glyph) -> Option<&str> {
        let value = glyph.0 & LETTER;
        if glyph.0 & CLUSTER == 0 {
            return None;
        }
        self.clusters.items.get(value as usize).map(|text| &**text)
    }

    /// How much there is in them.
    pub(super) fn size(&self) -> usize {
        self.looks.items.len() + self.clusters.items.len()
    }

    /// True if most of what is in the tables is likely to be of pictures long gone.
    pub(super) fn crowded(&self) -> bool {
        self.size() > self.limit
    }

    /// Says that what is in them now is all in use.
    pub(super) fn settle(&mut self) {
        self.limit = ROOMY + 2 * self.size();
    }
}
