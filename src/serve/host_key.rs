//! The key by which clients know that this is the server they met before.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use russh::keys::ssh_key::LineEnding;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use russh::keys::{HashAlg, PrivateKey};

/// The name of the file in the data folder.
const NAME: &str = "host_key";
/// The longest key file that is read, in bytes.
const MAX_FILE: u64 = 16 * 1024;

/// Why there is no host key.
#[derive(Debug)]
pub enum HostKeyError {
    /// The file cannot be read or written.
    File(PathBuf, io::Error),
    /// The file holds no key.
    Damaged(PathBuf),
    /// The system gives no randomness.
    Randomness,
}

impl fmt::Display for HostKeyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostKeyError::File(path, error) => write!(out, "{}: {error}", path.display()),
            HostKeyError::Damaged(path) => write!(
                out,
                "{} holds no key that can be read. Put the right file back, or move it away: then a new key \
                 is made, and all who have been here before are warned by their SSH.",
                path.display()
            ),
            HostKeyError::Randomness => out.write_str("The system gives no random numbers for a key."),
        }
    }
}

impl std::error::Error for HostKeyError {}

/// The key in a data folder; made there, once, if there is none.
///
/// Two servers that start at once get the same key: one makes it, the other reads it.
pub(super) fn load_or_make(folder: &Path) -> Result<PrivateKey, HostKeyError> {
    let path = folder.join(NAME);
    match read(&path)? {
        Some(key) => Ok(key),
        None => make(folder, &path),
    }
}

/// What people compare to know the key again.
pub(super) fn fingerprint(key: &PrivateKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

fn read(path: &Path) -> Result<Option<PrivateKey>, HostKeyError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(HostKeyError::File(path.to_owned(), error)),
    };
    let mut text = Vec::new();
    file.take(MAX_FILE).read_to_end(&mut text).map_err(|error| HostKeyError::File(path.to_owned(), error))?;
    PrivateKey::from_openssh(text).map(Some).map_err(|_| HostKeyError::Damaged(path.to_owned()))
}

/// Writes a new key beside its place and links it there, so that nobody ever reads half of one.
fn make(folder: &Path, path: &Path) -> Result<PrivateKey, HostKeyError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| HostKeyError::Randomness)?;
    let key = KeypairData::Ed25519(Ed25519Keypair::from_seed(&seed));
    let key = PrivateKey::new(key, "curricle").map_err(|_| HostKeyError::Randomness)?;
    let text = key.to_openssh(LineEnding::LF).map_err(|_| HostKeyError::Randomness)?;
    let beside = folder.join(format!("{NAME}.{}.new", std::process::id()));
    let wrong = |error| HostKeyError::File(path.to_owned(), error);
    write_new(&beside, text.as_bytes()).map_err(wrong)?;
    let linked = fs::hard_link(&beside, path);
    fs::remove_file(&beside).map_err(wrong)?;
    match linked {
        Ok(()) => {
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(wrong)?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            read(path)?.ok_or_else(|| HostKeyError::Damaged(path.to_owned()))
        }
        Err(error) => Err(wrong(error)),
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_the_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let made = load_or_make(folder.path()).unwrap();
        assert_eq!(fingerprint(&made), fingerprint(&load_or_make(folder.path()).unwrap()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join(NAME)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn servers_that_start_at_once_have_one_key() {
        let folder = tempfile::tempdir().unwrap();
        // The loser of the race finds the key when it wants to put its own there.
        let first = load_or_make(folder.path()).unwrap();
        let second = make(folder.path(), &folder.path().join(NAME)).unwrap();
        assert_eq!(fingerprint(&first), fingerprint(&second));
    }

    #[test]
    fn a_damaged_key_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), "no key").unwrap();
        let error = load_or_make(folder.path()).unwrap_err();
        assert!(matches!(error, HostKeyError::Damaged(_)), "{error}");
        assert_eq!(fs::read_to_string(folder.path().join(NAME)).unwrap(), "no key");
    }
}
