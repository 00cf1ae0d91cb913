//! Words in cells: measuring, wrapping, cleaning and editing text by grapheme.
