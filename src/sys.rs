//! What only Unix has, with a plain fallback so that other systems compile: folders and files that nobody else may read.

pub mod disk;
pub mod ground;
pub mod signals;
pub mod whole;
mod window;

use std::{
    fs::{File, OpenOptions},
    io,
    panic::PanicHookInfo,
    path::Path,
};

pub use window::{may_live, this_window};

/// Which file it is, whatever it is called: its device and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileMark(u64, u64);

/// Which file a path leads to; it is not opened for that.
///
/// # Errors
/// What the system says.
pub fn file_mark(path: &Path) -> io::Result<FileMark> {
    let metadata = std::fs::metadata(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Ok(FileMark(metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        Ok(FileMark(0, 0))
    }
}

/// Whatever the program makes from now on, exports too, is for this user alone; a crash leaves no image of its memory behind.
pub fn keep_private() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit, umask};
        umask(rustix::fs::Mode::from_raw_mode(0o077));
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // Where the system keeps its own limit, there is nothing more to do.
        let _ = setrlimit(Resource::Core, none);
    }
}

/// From now on a file that may not grow any further is an error of that write, which is told, and not the end of the program.
pub fn outlive_file_limits() {
    #[cfg(unix)]
    {
        // It is enough that somebody listens; where that fails, the system ends the program as ever.
        let heard = std::sync::Arc::default();
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, heard);
    }
}

/// What is said of a fault in the program: where it happened; not what, because that may hold what a customer said.
pub fn fault(panic: &PanicHookInfo) -> String {
    let place = panic.location().map(|place| format!(" at {place}"));
    format!(
        "regulars: a fault in the program{}",
        place.unwrap_or_default()
    )
}

/// Is there a limit to how large a file of this process may grow?
pub fn limits_files() -> bool {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit};
        getrlimit(Resource::Fsize).current.is_some()
    }
    #[cfg(not(unix))]
    false
}

/// Makes a folder, and those it stands in, for this user alone (0700 whatever the umask); one that is there is left as it is.
///
/// # Errors
/// What the system says.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        make_private_folder(parent)?;
    }
    match std::fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => ground::set_mode(path, 0o700),
    }
}

/// Makes an empty file for this user alone (0600 whatever the umask); `false` where one is there, which is left as it is.
///
/// # Errors
/// What the system says.
pub fn make_private_file(path: &Path) -> io::Result<bool> {
    match make_new_private_file(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        made => made.map(|()| true),
    }
}

/// Makes an empty file for this user alone where nothing is yet, not even a link.
///
/// # Errors
/// What the system says; that something is there already.
pub fn make_new_private_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    ground::set_mode(path, 0o600)
}

/// Puts the names of a folder on disk: what was made, renamed or removed in it stays so.
///
/// # Errors
/// What the system says.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// The same for the folder that a file is in.
///
/// # Errors
/// What the system says.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    sync_folder(folder.unwrap_or(Path::new(".")))
}

/// May this user write there? Asks without touching it.
///
/// # Errors
/// What the system says against it: no permission, a disk that can only be read, nothing there.
pub fn may_write(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, AtFlags, CWD, accessat};
        Ok(accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS)?)
    }
    #[cfg(not(unix))]
    match std::fs::metadata(path)?.permissions().readonly() {
        true => Err(io::ErrorKind::PermissionDenied.into()),
        false => Ok(()),
    }
}

/// Is the program with this number still running? Where that cannot be known, it is.
pub fn is_running(program: u32) -> bool {
    #[cfg(unix)]
    {
        use rustix::{
            io::Errno,
            process::{Pid, test_kill_process},
        };
        let program = i32::try_from(program).ok().and_then(Pid::from_raw);
        program.is_none_or(|program| test_kill_process(program) != Err(Errno::SRCH))
    }
    #[cfg(not(unix))]
    true
}

/// Opens a file to read. A pipe that nobody writes into is at its end at once, and keeps nobody waiting.
///
/// # Errors
/// What the system says.
pub fn open_to_read(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(OFlags::NONBLOCK.bits().cast_signed());
        let file = options.open(path)?;
        // Somebody who writes slowly is waited for.
        fcntl_setfl(&file, fcntl_getfl(&file)? - OFlags::NONBLOCK)?;
        Ok(file)
    }
    #[cfg(not(unix))]
    options.open(path)
}
