//! Public keys as OpenSSH writes them.

use std::fmt;

use super::refused::{Refused, What};
use super::words::{MAX_LABEL, clean_words};
use crate::session::Time;

/// The most keys of one person.
pub const MAX_KEYS: usize = 16;
/// The longest key, in characters: RSA with 16,384 bits fits.
pub const MAX_KEY_TEXT: usize = 4_000;

/// The kinds of key that people can log in with.
const KINDS: [&str; 7] = [
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
];

/// Why a text is no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// It is a private key.
    Private,
    /// It does not begin with a kind of key.
    Kind,
    /// What follows the kind is cut, changed or too long.
    Content,
}

impl fmt::Display for KeyFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            KeyFault::Private => {
                "This is a private key. Keep it to yourself, and give the one whose file ends in .pub."
            }
            KeyFault::Kind => "This is not a public key. It should begin with ssh-ed25519 or ssh-rsa.",
            KeyFault::Content => {
                "This key is not complete. Copy the whole line of the file that ends in .pub."
            }
        })
    }
}

/// A public key as in `authorized_keys`, `ssh-ed25519 AAAA...`, without its comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey(String);

impl PublicKey {
    /// Reads a key and the comment behind it.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn read(text: &str) -> Result<(Self, &str), KeyFault> {
        let text = text.trim();
        if text.contains("PRIVATE KEY") {
            return Err(KeyFault::Private);
        }
        let (kind, rest) = text.split_once(char::is_whitespace).ok_or(KeyFault::Kind)?;
        if !KINDS.contains(&kind) {
            return Err(KeyFault::Kind);
        }
        let rest = rest.trim_start();
        let (content, comment) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if kind.len() + content.len() >= MAX_KEY_TEXT {
            return Err(KeyFault::Content);
        }
        if !holds(&decode(content).ok_or(KeyFault::Content)?, kind) {
            return Err(KeyFault::Content);
        }
        Ok((Self(format!("{kind} {content}")), comment.trim()))
    }

    /// The key as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its kind and its last letters, to tell keys apart.
    pub fn short(&self) -> String {
        let (kind, content) = self.0.split_once(' ').unwrap_or((&self.0, ""));
        let content = content.trim_end_matches('=');
        format!("{kind} ...{}", content.get(content.len().saturating_sub(8)..).unwrap_or_default())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A key of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub key: PublicKey,
    /// What its owner calls it.
    pub label: String,
    /// Since when it is theirs.
    pub since: Time,
}

/// A key and its label, as somebody gave them; without a label the comment is it.
pub(super) fn given(text: &str, label: &str) -> Result<(PublicKey, String), Refused> {
    let (key, comment) = PublicKey::read(text).map_err(Refused::Key)?;
    let comment: String = comment.chars().take(MAX_LABEL).collect();
    let label = if label.trim().is_empty() { comment.as_str() } else { label };
    Ok((key, clean_words(label, What::Label, MAX_LABEL)?))
}

/// Whether the content is fields of their stated lengths to the last byte, the first of them the kind.
fn holds(mut bytes: &[u8], kind: &str) -> bool {
    let mut fields = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((field, rest)) = rest.split_at_checked(length) else { return false };
        fields.push(field);
        bytes = rest;
    }
    bytes.is_empty() && fields.len() >= 2 && fields.first() == Some(&kind.as_bytes())
}

/// Bytes from base64 with its padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    let bare = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - bare.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in bare.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    // Spare bits that are not zero would let one key be written in several ways.
    (bits & ((1 << held) - 1) == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{encode, sample};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_is_read_with_its_comment() {
        let line = format!("  {}   anna's laptop \n", sample(7));
        let (key, comment) = PublicKey::read(&line).unwrap();
        assert_eq!((key.as_str(), comment), (sample(7).as_str(), "anna's laptop"));
        assert_eq!(key.short(), "ssh-ed25519 ...BwcHBwcH");
        let real = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
        assert!(PublicKey::read(real).is_ok());
    }

    #[test]
    fn what_is_no_key_is_refused_with_help() {
        let fault = |text: &str| PublicKey::read(text).unwrap_err();
        assert_eq!(fault("-----BEGIN OPENSSH PRIVATE KEY-----"), KeyFault::Private);
        assert_eq!(fault("hello"), KeyFault::Kind);
        assert_eq!(fault(&format!("command=\"sh\" {}", sample(1))), KeyFault::Kind);
        assert_eq!(fault(&sample(1).replace("ssh-ed25519", "ssh-rsa")), KeyFault::Content);
        assert_eq!(fault(&sample(1)[..60]), KeyFault::Content);
        assert_eq!(fault(&format!("ssh-rsa {}", "A".repeat(MAX_KEY_TEXT))), KeyFault::Content);
    }

    proptest! {
        #[test]
        fn base64_is_read_as_it_was_written(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn nothing_written_as_a_key_panics(text in "(ssh-ed25519 [A-Za-z0-9+/=]{0,80}|\\PC{0,60})") {
            let _ = PublicKey::read(&text);
        }
    }
}
