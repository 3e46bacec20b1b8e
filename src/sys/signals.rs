//! What only Unix has: signals, and a terminal that hangs up. Other systems look for keys and nothing else.

/// What ended the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// A key, the mouse, or a new size of the window.
    Keys,
    /// Nothing for the whole time.
    Quiet,
    /// The program shall stop until it is continued.
    Suspend,
    /// It was continued; who knows what the terminal looks like.
    Continued,
    /// The program shall end, by the signal of this number.
    End(i32),
}

#[cfg(not(unix))]
pub use plain::{Ending, Watch, key_waits, stop_here, stop_with_group};
#[cfg(unix)]
pub use unix::{Ending, Watch, key_waits, stop_here, stop_with_group};

#[cfg(unix)]
mod unix {
    use std::{
        io::{self, Read, Write, stdin},
        os::unix::net::UnixStream,
        time::Duration,
    };

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        process::{Signal, kill_current_process_group},
    };
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
        iterator::{Signals as Pending, backend::SignalDelivery, exfiltrator::SignalOnly},
        low_level::{emulate_default_handler, exit},
    };

    use super::Wake;

    /// How long the program may take to end in good order before it is ended.
    const PATIENCE: Duration = Duration::from_secs(2);

    type Signals = SignalDelivery<UnixStream, SignalOnly>;

    /// Waits for keys and for news from the watchman.
    ///
    /// The watchman is a thread of its own, because reading a key may block in the middle of an escape sequence, and nobody would
    /// see a signal or a hang-up then. It only sends word; when the program does not end on it, it ends the program.
    #[derive(Debug)]
    pub struct Watch {
        news: UnixStream,
    }

    impl Watch {
        /// Starts the watchman, who leaves the terminal with `leave` when the program cannot.
        ///
        /// # Errors
        /// What the system says.
        pub fn new(leave: fn()) -> io::Result<Self> {
            let (news, to_program) = UnixStream::pair()?;
            news.set_nonblocking(true)?;
            let (read, write) = UnixStream::pair()?;
            let watched = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
            let signals = SignalDelivery::with_pipe(read, write, SignalOnly, watched)?;
            std::thread::Builder::new()
                .name("watchman".to_owned())
                .spawn(move || watch(signals, to_program, leave))?;
            Ok(Self { news })
        }

        /// Sleeps until there is something to do, at most this long.
        ///
        /// # Errors
        /// What the system says.
        pub fn wait(&mut self, patience: Duration) -> io::Result<Wake> {
            let stdin = stdin();
            let mut both = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(&self.news, PollFlags::IN),
            ];
            wait_for(&mut both, Some(patience))?;
            let [keys, news] = both.map(|end| end.revents());
            if !news.is_empty() {
                return self.news();
            }
            Ok(if gone(keys) {
                Wake::End(SIGHUP)
            } else if keys.is_empty() {
                Wake::Quiet
            } else {
                Wake::Keys
            })
        }

        fn news(&mut self) -> io::Result<Wake> {
            let mut word = [0];
            if self.news.read(&mut word)? == 0 {
                return Ok(Wake::End(SIGHUP));
            }
            Ok(match i32::from(word[0]) {
                SIGTSTP => Wake::Suspend,
                SIGCONT => Wake::Continued,
                SIGWINCH => Wake::Keys,
                signal => Wake::End(signal),
            })
        }
    }

    /// Hears that the program shall end, so that work of the shell can take away what it has half done.
    #[derive(Debug)]
    pub struct Ending(Pending);

    impl Ending {
        /// Listens from now on; the signals no longer end the program by themselves.
        ///
        /// # Errors
        /// What the system says.
        pub fn new() -> io::Result<Self> {
            Ok(Self(Pending::new([SIGTERM, SIGHUP, SIGINT])?))
        }

        /// Shall it end?
        pub fn asked(&mut self) -> bool {
            self.0.pending().next().is_some()
        }
    }

    /// Was something typed that nobody has read yet?
    pub fn key_waits() -> bool {
        let stdin = stdin();
        let mut keys = [PollFd::new(&stdin, PollFlags::IN)];
        wait_for(&mut keys, Some(Duration::ZERO)).is_ok() && !keys[0].revents().is_empty()
    }

    fn gone(flags: PollFlags) -> bool {
        flags.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
    }

    /// Polls; an interruption counts as nothing.
    fn wait_for(ends: &mut [PollFd<'_>], patience: Option<Duration>) -> io::Result<()> {
        let patience = patience.and_then(|time| Timespec::try_from(time).ok());
        match poll(ends, patience.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The watchman: sends each signal on as one byte, and a hang-up as SIGHUP.
    fn watch(mut signals: Signals, mut to_program: UnixStream, leave: fn()) {
        loop {
            let stdin = stdin();
            let mut both = [
                PollFd::new(&stdin, PollFlags::empty()),
                PollFd::new(signals.get_read(), PollFlags::IN),
            ];
            let waited = wait_for(&mut both, None);
            let hung_up = waited.is_err() || gone(both[0].revents());
            let ending = signals
                .pending()
                .find(|signal| !send(&mut to_program, *signal) || ends(*signal));
            match ending {
                Some(signal) => return end(signal, &to_program, leave),
                None if hung_up => {
                    send(&mut to_program, SIGHUP);
                    return end(SIGHUP, &to_program, leave);
                }
                None => {}
            }
        }
    }

    fn ends(signal: i32) -> bool {
        [SIGTERM, SIGHUP, SIGINT, SIGQUIT].contains(&signal)
    }

    /// Sends word to the program; false when it is over.
    fn send(to_program: &mut UnixStream, signal: i32) -> bool {
        let byte = u8::try_from(signal).unwrap_or_default();
        to_program.write_all(&[byte]).is_ok()
    }

    /// Waits until the program has ended in good order; if it hangs, tidies the terminal and ends it.
    fn end(signal: i32, to_program: &UnixStream, leave: fn()) {
        let mut program = [PollFd::new(to_program, PollFlags::IN)];
        let waited = wait_for(&mut program, Some(PATIENCE));
        if waited.is_ok() && program[0].revents().is_empty() {
            leave();
            exit(128 + signal);
        }
    }

    /// Stops this program until it is continued.
    pub fn stop_here() {
        // There is nothing to do when the system does not stop us: the program goes on.
        let _ = emulate_default_handler(SIGTSTP);
    }

    /// Asks everything that was started together with this program to stop, as Ctrl-Z does outside.
    pub fn stop_with_group() {
        // As above.
        let _ = kill_current_process_group(Signal::TSTP);
    }
}

#[cfg(not(unix))]
mod plain {
    use std::{io, time::Duration};

    use super::Wake;

    /// How long a key may lie there before it is seen.
    const SOON: Duration = Duration::from_millis(20);

    /// Waits for keys.
    #[derive(Debug)]
    pub struct Watch;

    impl Watch {
        /// Nothing to start.
        ///
        /// # Errors
        /// None.
        pub fn new(_leave: fn()) -> io::Result<Self> {
            Ok(Self)
        }

        /// Looks for keys again soon.
        ///
        /// # Errors
        /// None.
        pub fn wait(&mut self, patience: Duration) -> io::Result<Wake> {
            std::thread::sleep(patience.min(SOON));
            Ok(if patience < SOON {
                Wake::Quiet
            } else {
                Wake::Keys
            })
        }
    }

    /// Other systems end the program at once.
    #[derive(Debug)]
    pub struct Ending;

    impl Ending {
        /// Nothing to listen to.
        ///
        /// # Errors
        /// None.
        pub fn new() -> io::Result<Self> {
            Ok(Self)
        }

        /// Never.
        pub fn asked(&mut self) -> bool {
            false
        }
    }

    /// Nobody can tell here.
    pub fn key_waits() -> bool {
        false
    }

    /// Other systems have no stopping.
    pub fn stop_here() {}

    /// Other systems have no stopping.
    pub fn stop_with_group() {}
}
