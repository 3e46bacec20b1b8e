//! Which running program is which, and whether it still runs.

/// From this age on, in seconds, what belongs to a program on another machine counts as left behind.
const DAY: i64 = 24 * 60 * 60;

/// This running program: its machine, its number there, and when it began, as the machine counts that.
pub fn this_window() -> String {
    let process = std::process::id();
    format!("{} {process} {}", machine(), began(process))
}

/// May the program of this name still be running? `age` is how many seconds ago it was heard of last.
pub fn may_live(window: &str, age: i64) -> bool {
    let mut words = window.split(' ');
    let (on, process, since) = (words.next(), words.next(), words.next());
    let process = process.and_then(|number| number.parse().ok());
    match process {
        Some(process) if on == Some(machine().as_str()) => {
            runs(process) && since == Some(began(process).as_str())
        }
        _ => age < DAY,
    }
}

#[cfg(unix)]
fn machine() -> String {
    let name = rustix::system::uname();
    let name = name.nodename().to_string_lossy().into_owned();
    name.replace(' ', "-")
}

#[cfg(not(unix))]
fn machine() -> String {
    "here".to_owned()
}

#[cfg(unix)]
fn runs(process: u32) -> bool {
    use rustix::{
        io::Errno,
        process::{Pid, test_kill_process},
    };
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    // Not ours to signal is running, too.
    pid.is_some_and(|pid| !matches!(test_kill_process(pid), Err(Errno::SRCH)))
}

#[cfg(not(unix))]
fn runs(process: u32) -> bool {
    process == std::process::id()
}

/// When a process began, where the system tells; so that a number given anew is not taken for the old one.
fn began(process: u32) -> String {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind the name, which stands in brackets and may hold anything, it is the twentieth word.
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    let began = behind.split_whitespace().nth(19);
    began.unwrap_or("?").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_program_that_runs_lives() {
        let own = this_window();
        assert!(may_live(&own, 100 * DAY));
        let (rest, since) = own.rsplit_once(' ').unwrap();
        assert!(
            !may_live(&format!("{rest} {since}0"), 0),
            "the number was given anew"
        );
        let (machine, _) = rest.split_once(' ').unwrap();
        assert!(!may_live(&format!("{machine} 2147483647 1"), 0));
        assert!(may_live("elsewhere 1 1", DAY - 1));
        assert!(!may_live("elsewhere 1 1", DAY));
    }
}
