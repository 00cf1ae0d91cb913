//! Tables that trainers keep: files that nobody but the server's user can read.

use std::io;
use std::path::Path;

use crate::store::write_file;

/// Where they are in the data folder.
pub(super) const FOLDER: &str = "tables";

/// Writes a table in place of the one before, and says where it is, or why it is not.
pub(super) fn keep_table(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    match make_private(folder)
        .map_err(|error| error.to_string())
        .and_then(|()| write_file(&path, text).map_err(|error| error.to_string()))
    {
        Ok(()) => format!("Kept on the server: {FOLDER}/{name} in its data folder."),
        Err(why) => format!("The table could not be kept. {why}"),
    }
}

/// Makes a folder that is its owner's alone; one that is there stays as it is.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_table_is_its_owners_alone_and_the_newest() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let tables = folder.path().join(FOLDER);
        for text in ["old\n", "new\n"] {
            let said = keep_table(&tables, "lima-results.csv", text);
            assert_eq!(said, "Kept on the server: tables/lima-results.csv in its data folder.");
        }
        let file = tables.join("lima-results.csv");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new\n");
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&tables), mode(&file)), (0o700, 0o600));
        std::fs::write(folder.path().join("no-folder"), "").unwrap();
        assert!(keep_table(&folder.path().join("no-folder"), "x", "").starts_with("The table could not"));
    }
}
