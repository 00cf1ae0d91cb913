//! From pictures to the fewest bytes: an [`Encoder`] for any ratatui program.
//!
//! Pure: no reading, no writing, no state outside its values.

mod backend;
mod capabilities;
mod encoder;
mod glyph;
mod homing;
mod motion;
mod order;
mod out;
mod packed;
mod passes;
mod pen;
mod plan;
mod rows;
mod scroll;
mod shift;
mod stock;
mod tally;

pub use backend::WireBackend;
pub use capabilities::{Capabilities, Depth};
pub use encoder::Encoder;
pub use stock::Stock;
pub use tally::Tally;
