//! What several tests share: the program in a pseudo-terminal, and its data folder.

pub mod pty;
