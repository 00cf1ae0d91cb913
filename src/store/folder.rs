//! Where things lie in the data folder, and that only their owner may read them.
//!
//! ```text
//! DIR/lock  DIR/holder      who uses it now
//! DIR/sled/                 the database
//! DIR/record/00001.jsonl    the same entries as lines
//! DIR/ballast               space kept for the day the disk is full
//! DIR/damaged-1/            what was moved aside
//! ```

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::gate::{Gate, Step};

/// The space kept back, so that a full disk still lets the store open and save a last sitting.
pub(super) const BALLAST: u64 = 4 * 1024 * 1024;

/// It is given back in parts, for on a full disk others wait for space, too.
const PART: u64 = 1024 * 1024;

/// How many damaged copies may lie in one data folder.
const MAX_ASIDE: u32 = 9_999;

/// A data folder that exists and belongs to its owner alone.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Makes what is missing; a folder that was there keeps its own permissions, ours inside do not.
    pub(super) fn prepare(root: &Path) -> Result<Self, StoreError> {
        let folder = Self { root: root.to_owned() };
        make_private(root)?;
        for inside in [folder.sled(), folder.record()] {
            make_private(&inside)?;
            close_to_others(&inside)?;
        }
        Ok(folder)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn sled(&self) -> PathBuf {
        self.root.join("sled")
    }

    pub(super) fn record(&self) -> PathBuf {
        self.root.join("record")
    }

    /// Makes a new folder for damaged files.
    pub(super) fn aside(&self) -> Result<PathBuf, StoreError> {
        let free = (1..=MAX_ASIDE)
            .map(|number| self.root.join(format!("damaged-{number}")))
            .find(|path| !path.exists());
        let path = free
            .ok_or_else(|| StoreError::Broken("there are too many folders with damaged data".to_owned()))?;
        make_private(&path)?;
        Ok(path)
    }

    pub(super) fn has_ballast(&self) -> bool {
        self.ballast_length() >= BALLAST
    }

    /// Takes space in hand; when there is none to spare, what was in hand stays.
    pub(super) fn take_ballast(&self, gate: &dyn Gate) {
        let held = self.ballast_length();
        let fill = || -> io::Result<()> {
            gate.pass(Step::Ballast)?;
            let mut file = append_private(&self.ballast())?;
            // Varied bytes: a file system that compresses would keep no space for equal ones.
            let mut noise = 0x9e37_79b9_7f4a_7c15_u64.wrapping_add(held);
            let mut block = Vec::with_capacity(64 * 1024);
            while file.metadata()?.len() < BALLAST {
                block.clear();
                while block.len() < 64 * 1024 {
                    noise ^= noise << 13;
                    noise ^= noise >> 7;
                    noise ^= noise << 17;
                    block.extend_from_slice(&noise.to_le_bytes());
                }
                file.write_all(&block)?;
            }
            Ok(())
        };
        if fill().is_err() {
            self.keep_of_ballast(held);
        }
    }

    /// Gives a part of the space back for work that finds none; false if there is none left to give.
    pub(super) fn spend_ballast(&self) -> bool {
        let held = self.ballast_length();
        if held > 0 {
            self.keep_of_ballast(held.saturating_sub(PART));
        }
        held > 0 && self.ballast_length() < held
    }

    fn keep_of_ballast(&self, length: u64) {
        let kept = OpenOptions::new().write(true).open(self.ballast()).and_then(|file| file.set_len(length));
        if length == 0 || kept.is_err() {
            self.drop_ballast();
        }
    }

    fn ballast_length(&self) -> u64 {
        fs::metadata(self.ballast()).map_or(0, |meta| meta.len())
    }

    fn drop_ballast(&self) {
        let _ = fs::remove_file(self.ballast());
    }

    fn ballast(&self) -> PathBuf {
        self.root.join("ballast")
    }
}

/// Creates or empties a file that only its owner may read.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    owner_only(OpenOptions::new().create(true).write(true).truncate(true)).open(path)
}

/// Opens a file to add at its end, making it if need be.
pub(super) fn append_private(path: &Path) -> io::Result<File> {
    owner_only(OpenOptions::new().create(true).append(true)).open(path)
}

/// Makes names in a folder durable; only Unix has, and needs, a way to do it.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(path)?.sync_all()?;
    }
    Ok(())
}

/// Closes a folder and all in it to other users.
pub(super) fn close_to_others(path: &Path) -> Result<(), StoreError> {
    walk_closing(path).map_err(|error| StoreError::io("protect", path, &error))
}

fn make_private(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| StoreError::io("make the folder", path, &error))?;
    // What is saved in a folder is lost with the folder's own name; not all systems can do this.
    if let Some(parent) = path.parent() {
        let _ = sync_folder(parent);
    }
    Ok(())
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn walk_closing(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let kind = fs::symlink_metadata(path)?;
    let mode = if kind.is_dir() { 0o700 } else { 0o600 };
    if !kind.is_symlink() && kind.permissions().mode() & 0o777 != mode {
        fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    }
    if kind.is_dir() {
        for inside in fs::read_dir(path)? {
            walk_closing(&inside?.path())?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn walk_closing(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::gate::Unhindered;

    #[test]
    fn a_data_folder_is_made_with_all_its_parents() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join("a/b");
        let folder = Folder::prepare(&root).unwrap();
        assert!(folder.sled().is_dir() && folder.record().is_dir());
        assert_eq!(folder.aside().unwrap(), root.join("damaged-1"));
        assert_eq!(folder.aside().unwrap(), root.join("damaged-2"));
        Folder::prepare(&root).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_look_inside() {
        use std::os::unix::fs::PermissionsExt;
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().join("data");
        let folder = Folder::prepare(&root).unwrap();
        let file = folder.record().join("x");
        fs::write(&file, "x").unwrap();
        create_private(&folder.record().join("y")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(folder.sled(), fs::Permissions::from_mode(0o755)).unwrap();
        let folder = Folder::prepare(&root).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&root), 0o700);
        assert_eq!(mode(&folder.sled()), 0o700);
        assert_eq!(mode(&folder.record()), 0o700);
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(&folder.record().join("y")), 0o600);
    }

    #[test]
    fn ballast_is_whole_or_absent() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::prepare(temp.path()).unwrap();
        assert!(!folder.has_ballast());
        folder.take_ballast(&Unhindered);
        assert!(folder.has_ballast());
        folder.drop_ballast();
        assert!(!folder.has_ballast());
    }

    #[test]
    fn ballast_is_spent_in_parts_and_never_given_up_for_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::prepare(temp.path()).unwrap();
        assert!(!folder.spend_ballast());
        folder.take_ballast(&Unhindered);
        assert!(folder.spend_ballast());
        assert_eq!(folder.ballast_length(), BALLAST - PART);
        folder.take_ballast(&Never);
        assert_eq!(folder.ballast_length(), BALLAST - PART, "what is in hand stays in hand");
        assert!((0..3).all(|_| folder.spend_ballast()));
        assert!(!folder.spend_ballast());
        folder.take_ballast(&Unhindered);
        assert!(folder.has_ballast());
    }

    /// A disk without a free byte.
    #[derive(Debug)]
    struct Never;

    impl Gate for Never {
        fn pass(&self, _: Step) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
}
