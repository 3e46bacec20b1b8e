//! Who may do what with a file, and the disk on which it lies.

use std::{io, path::Path};

/// The bit of a folder in which everybody may put files, and nobody take away those of others.
pub const STICKY: u32 = 0o1000;

/// Who may do what with a file or folder, as Unix counts it; elsewhere nobody but the owner may do anything.
///
/// # Errors
/// What the system says, and that a link is none.
pub fn mode(path: &Path) -> io::Result<u32> {
    let about = std::fs::symlink_metadata(path)?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o7777);
    #[cfg(not(unix))]
    return Ok(about.len().min(0) as u32);
}

/// Sets who may do what with a file or folder.
///
/// # Errors
/// What the system says.
pub fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
    }
    #[cfg(not(unix))]
    {
        let _ = (path, mode);
        Ok(())
    }
}

/// How many names a file has (hard links).
///
/// # Errors
/// What the system says.
pub fn names_of(path: &Path) -> io::Result<u64> {
    let about = std::fs::metadata(path)?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::nlink(&about));
    #[cfg(not(unix))]
    return Ok(u64::from(about.is_file()));
}

/// A disk as the system sees it.
#[derive(Debug, Clone, Copy)]
pub struct Disk {
    /// What kind it is, by Linux's number; 0 where the system gives none.
    pub kind: u64,
    /// How many bytes this user may still write.
    pub free: u64,
}

/// The disk on which a folder lies.
///
/// # Errors
/// What the system says.
pub fn of(folder: &Path) -> io::Result<Disk> {
    #[cfg(unix)]
    {
        let about = rustix::fs::statvfs(folder)?;
        let free = about.f_bavail.saturating_mul(about.f_frsize);
        #[cfg(target_os = "linux")]
        // The number fills 32 bits, and is one with a sign on some machines.
        let kind = (rustix::fs::statfs(folder)?.f_type as u64) & 0xFFFF_FFFF;
        #[cfg(not(target_os = "linux"))]
        let kind = 0;
        Ok(Disk { kind, free })
    }
    #[cfg(not(unix))]
    {
        std::fs::metadata(folder)?;
        Ok(Disk {
            kind: 0,
            free: u64::MAX,
        })
    }
}
