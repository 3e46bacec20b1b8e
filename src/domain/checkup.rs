//! What the doctor finds at a data file, and how places, disks, room and dates are judged: plain values.

use std::path::{Component, Path};

use serde::Serialize;

/// How a check came out; the worst one is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// All is well.
    #[default]
    Good,
    /// Nothing is lost, and somebody should look at it.
    Warning,
    /// Something cannot be read any more, or is not what it was.
    Damage,
}

impl Health {
    /// In the shop's words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warning => "look at this",
            Self::Damage => "damaged",
        }
    }
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was checked.
    pub check: &'static str,
    /// How it came out.
    pub state: Health,
    /// What was found.
    pub says: String,
    /// What to do about it; empty where there is nothing to do.
    #[serde(rename = "do")]
    pub to_do: String,
}

impl Finding {
    /// All is well.
    pub fn good(check: &'static str, says: impl Into<String>) -> Self {
        Self {
            check,
            state: Health::Good,
            says: says.into(),
            to_do: String::new(),
        }
    }

    /// Somebody should look at it, and do this.
    pub fn warning(check: &'static str, says: impl Into<String>, to_do: impl Into<String>) -> Self {
        Self {
            state: Health::Warning,
            to_do: to_do.into(),
            ..Self::good(check, says)
        }
    }

    /// It is damaged, and this can be done.
    pub fn damage(check: &'static str, says: impl Into<String>, to_do: impl Into<String>) -> Self {
        Self {
            state: Health::Damage,
            ..Self::warning(check, says, to_do)
        }
    }
}

/// The worst of all findings.
pub fn worst(findings: &[Finding]) -> Health {
    let states = findings.iter().map(|finding| finding.state);
    states.max().unwrap_or_default()
}

/// What kinds of disk a data file should not lie on, by the numbers that Linux gives them.
const DISKS: [(u64, &str); 12] = [
    (0x6969, "a network disk (NFS)"),
    (0x517B, "a network disk (SMB)"),
    (0xFE53_4D42, "a network disk (SMB)"),
    (0xFF53_4D42, "a network disk (CIFS)"),
    (0x5346_414F, "a network disk (AFS)"),
    (0x7375_7245, "a network disk (Coda)"),
    (0x564C, "a network disk (NCP)"),
    (0x00C3_6400, "a network disk (Ceph)"),
    (0x0102_1997, "a disk of another system (9P)"),
    (0x6573_5546, "a disk that a program makes up (FUSE)"),
    (0x0102_1994, "a disk in memory, empty after the next start"),
    (0x8584_58F6, "a disk in memory, empty after the next start"),
];

/// What is wrong with a kind of disk for a data file; `None` for one that locks files and keeps what it is given.
pub fn doubtful_disk(kind: u64) -> Option<&'static str> {
    let known = DISKS.iter().find(|(number, _)| *number == kind);
    known.map(|(_, name)| *name)
}

/// How the folders of programs begin that copy files to other machines, in small letters.
const SYNCED: [(&str, &str); 10] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "a cloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("syncthing", "Syncthing"),
];

/// What such programs put into the folder that they copy, however it is called.
pub const SYNC_MARKS: [(&str, &str); 5] = [
    (".stfolder", "Syncthing"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
];

/// Which program copies the folder of this file to other machines, as far as the names of its folders tell.
pub fn synced_by(file: &Path) -> Option<&'static str> {
    let folders = file.parent()?.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().to_lowercase()),
        _ => None,
    });
    let known = |folder: String| SYNCED.iter().find(|(name, _)| begins(&folder, name));
    folders
        .map(known)
        .find_map(|it| it.map(|(_, program)| *program))
}

/// Is the folder called so, or so with something of the user's behind ("OneDrive - Corner Coffee")?
fn begins(folder: &str, name: &str) -> bool {
    let behind = folder.strip_prefix(name);
    behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Is there enough free on the disk for a file of this size, a copy of it, and what is written meanwhile?
pub fn has_room(size: u64, free: u64) -> bool {
    free >= size.saturating_mul(2)
}

/// Nobody who comes to the shop was born before this year.
pub const FIRST_YEAR: i32 = 1900;

/// Is a year out of what a shop can mean, seen from this year?
pub fn is_strange(year: i32, this_year: i32) -> bool {
    !(FIRST_YEAR..=this_year + 11).contains(&year)
}

/// After so many days without one, a backup is missed.
pub const BACKUP_EVERY: i64 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disks_that_lose_or_share_files_are_known_by_their_numbers() {
        assert_eq!(doubtful_disk(0x6969), Some("a network disk (NFS)"));
        assert_eq!(doubtful_disk(0xFF53_4D42), Some("a network disk (CIFS)"));
        assert!(doubtful_disk(0x6573_5546).is_some_and(|it| it.contains("FUSE")));
        // ext4, btrfs, xfs, overlay; and a system that gives none.
        for local in [0xEF53, 0x9123_683E, 0x5846_5342, 0x794C_7630, 0] {
            assert_eq!(doubtful_disk(local), None);
        }
    }

    #[test]
    fn folders_that_are_copied_elsewhere_are_known_by_their_names() {
        for (file, program) in [
            ("/home/sk/Dropbox/shop.db", Some("Dropbox")),
            ("/home/sk/Dropbox (Personal)/x/shop.db", Some("Dropbox")),
            (
                "/home/sk/OneDrive - Corner Coffee/shop.db",
                Some("OneDrive"),
            ),
            (
                "/Users/sk/Library/Mobile Documents/com~apple/shop.db",
                Some("iCloud"),
            ),
            (
                "/Users/sk/Library/CloudStorage/Box/shop.db",
                Some("a cloud"),
            ),
            ("/home/sk/Nextcloud2/shop.db", None),
            ("/home/sk/Nextcloud/shop.db", Some("Nextcloud")),
            ("/home/sk/dropboxes/shop.db", None),
            ("/home/sk/data/Dropbox", None),
            ("shop.db", None),
        ] {
            assert_eq!(synced_by(Path::new(file)), program, "{file}");
        }
    }

    #[test]
    fn a_backup_must_fit_beside_the_file_and_what_is_written() {
        assert!(has_room(100, 200));
        assert!(!has_room(100, 199));
        assert!(!has_room(u64::MAX, 1));
    }

    #[test]
    fn years_that_no_shop_means_are_strange() {
        for (year, strange) in [(1899, true), (1900, false), (2037, false), (2038, true)] {
            assert_eq!(is_strange(year, 2026), strange, "{year}");
        }
    }

    #[test]
    fn the_worst_finding_is_how_the_file_is() {
        let good = Finding::good("path", "well");
        let warning = Finding::warning("space", "little", "make room");
        let damage = Finding::damage("pages", "torn", "restore");
        assert_eq!(worst(&[]), Health::Good);
        assert_eq!(worst(&[good.clone(), warning.clone()]), Health::Warning);
        assert_eq!(worst(&[warning.clone(), damage, good]), Health::Damage);
        let json = serde_json::to_string(&warning).unwrap();
        let shape = r#"{"check":"space","state":"warning","says":"little","do":"make room"}"#;
        assert_eq!(json, shape);
    }
}
