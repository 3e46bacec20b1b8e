//! A program in a pseudo-terminal: what it shows, and how it leaves the terminal.

use std::{
    io::{Read, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longer than any machine needs; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program and the terminal it runs in.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    /// Reads what the program writes, until it is told that this was the last.
    reader: Option<JoinHandle<()>>,
    last: Arc<AtomicBool>,
    screen: vt100::Parser,
    /// Everything it wrote.
    pub written: Vec<u8>,
    /// The terminal's settings before the program started.
    before: String,
}

impl Pty {
    /// Starts a program in a new terminal of 80×24.
    pub fn start(command: CommandBuilder) -> Self {
        let (rows, cols) = (24, 80);
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols,
                ..PtySize::default()
            })
            .unwrap();
        let before = settings(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let last = Arc::new(AtomicBool::new(false));
        let is_last = Arc::clone(&last);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let sent = sender.send(bytes[..count].to_vec());
                if sent.is_err() || is_last.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self {
            child,
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            output,
            reader: Some(reader),
            last,
            screen: vt100::Parser::new(rows, cols, 0),
            written: Vec::new(),
            before,
        }
    }

    /// Types bytes as they are.
    pub fn send(&mut self, bytes: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the screen looks so.
    pub fn until(&mut self, what: &str, looks: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !looks(self.screen.screen()) {
            // A program that goes on painting something else shall not be waited for either.
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("{what}; instead:\n{}", self.screen.screen().contents());
            };
            self.take(&bytes);
        }
    }

    /// Waits until this stands somewhere on the screen.
    pub fn until_shows(&mut self, text: &str) {
        self.until(&format!("never showed {text:?}"), |screen| {
            screen.contents().contains(text)
        });
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    /// Another size of the window.
    pub fn resize(&mut self, rows: u16, cols: u16) {
        self.screen.screen_mut().set_size(rows, cols);
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// The number of its process.
    pub fn pid(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    /// Sends a signal.
    pub fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_raw(self.pid()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// Waits until the program is stopped, as after Ctrl-Z.
    pub fn until_stopped(&self) {
        let pid = rustix::process::Pid::from_raw(self.pid());
        let options = rustix::process::WaitOptions::UNTRACED;
        let (_, status) = rustix::process::waitpid(pid, options).unwrap().unwrap();
        assert!(status.stopped());
    }

    /// The window is closed after these bytes were typed; the first of them must make the program paint, because whoever reads from
    /// the window lets go of it then.
    pub fn hang_up_after(&mut self, bytes: &str) {
        self.last.store(true, Ordering::SeqCst);
        self.send(bytes);
        self.reader.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end of the program; its exit code.
    pub fn ended(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        // Until nobody has the terminal open any more.
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        code
    }

    /// Fails unless the terminal is as it was before the program.
    pub fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still in the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pasting is still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let now = settings(&**self.master.as_ref().unwrap());
        assert_eq!(now, self.before, "the settings of the line have changed");
    }

    /// What stands on the screen.
    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It has usually ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
