//! The terminal: entered and left in one place, whatever ends the program; and the loop, which sleeps until there is something
//! to do.

use std::{
    io::{self, BufWriter, Stdout, Write, stdout},
    mem::ManuallyDrop,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use crossterm::{
    clipboard::CopyToClipboard,
    cursor::Show,
    event::{
        self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
        Event, KeyEvent, KeyEventKind,
    },
    execute,
    style::force_color_output,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{
    Frame, Terminal,
    layout::{Position, Rect},
};

use super::{
    app::{App, Options},
    backend::{Placed, keep_clear},
    keymap::{Action, Found, Layers, resolve},
};
use crate::{
    clock::Clock,
    store::Store,
    sys::{
        self,
        signals::{Wake, Watch, key_waits, stop_here, stop_with_group},
    },
};

/// How often other windows' writes are looked for.
const TICK: Duration = Duration::from_secs(1);

/// How often long work is asked how far it is.
const SHORT_TICK: Duration = Duration::from_millis(100);

/// How often what is read beside the keys is looked for.
const GLIMPSE: Duration = Duration::from_millis(30);

/// How long to look for a key that is there already. Not zero: with zero crossterm does not look.
const GLANCE: Duration = Duration::from_micros(100);

/// The exit code after a hang-up: 128 and the number of SIGHUP.
const GONE: u8 = 129;

/// Is the terminal ours now?
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Has any thread of the program failed?
static FAILED: AtomicBool = AtomicBool::new(false);

type Tty = Terminal<Placed<BufWriter<Stdout>>>;

/// While it lives the terminal is ours; afterwards it is as it was.
#[derive(Debug)]
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Opens the screens on a data file; gives back the exit code: 0, or 128 and the number of the signal that ended the program.
///
/// # Errors
/// When there is no terminal, or the program failed.
pub fn run(store: Store, clock: Clock, options: Options) -> Result<u8> {
    // Without this, crossterm hides reversed bars when NO_COLOR is set; the theme leaves the colours out itself.
    force_color_output(true);
    tidy_on_panic();
    let mut watch = Watch::new(leave).context("waiting for signals")?;
    let guard = enter().context("opening the screens")?;
    let mut tty = Terminal::new(Placed::new(BufWriter::with_capacity(1 << 16, stdout())))?;
    let mut app = App::new(store, clock, options);
    let ended = until_ended(&mut app, &mut tty, &mut watch);
    // However it ends, what was typed is there again at the next start.
    app.keep_drafts();
    drop(guard);
    // Dropped, it would show the cursor once more, and panic where the terminal is gone.
    std::mem::forget(tty);
    drop(app);
    drop(watch);
    if FAILED.load(Ordering::SeqCst) {
        bail!("a fault in the program; what was saved is on disk");
    }
    ended
}

/// What happened in a window that stands alone.
#[derive(Debug)]
pub(super) enum Heard {
    /// A key.
    Key(KeyEvent),
    /// The window has another size, or was away.
    Repaint,
    /// The program shall end, with this exit code.
    End(u8),
}

/// The terminal for one screen, before there is a shop to open.
pub(super) struct Alone {
    _guard: Guard,
    watch: Watch,
    /// Never dropped: that would show the cursor once more, and panic where the terminal is gone.
    tty: ManuallyDrop<Tty>,
}

impl Alone {
    /// The exit code where the terminal is gone.
    pub(super) const GONE: u8 = GONE;

    /// Takes the terminal, until it is dropped.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn open() -> Result<Self> {
        force_color_output(true);
        tidy_on_panic();
        let watch = Watch::new(leave).context("waiting for signals")?;
        let guard = enter().context("opening the screens")?;
        let tty = Terminal::new(Placed::new(BufWriter::with_capacity(1 << 16, stdout())))?;
        Ok(Self {
            _guard: guard,
            watch,
            tty: ManuallyDrop::new(tty),
        })
    }

    /// Paints.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn draw(&mut self, view: &mut dyn FnMut(&mut Frame)) -> io::Result<()> {
        self.tty.draw(|frame| {
            view(frame);
            keep_clear(frame.buffer_mut());
        })?;
        Ok(())
    }

    /// The next painting writes every cell.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub(super) fn repaint(&mut self) -> io::Result<()> {
        forget_painted(&mut self.tty)
    }

    /// Sleeps until something happens.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn next(&mut self) -> Result<Heard> {
        loop {
            match event::poll(GLANCE).and_then(|some| some.then(event::read).transpose()) {
                Ok(Some(Event::Key(key))) if key.kind != KeyEventKind::Release => {
                    return Ok(Heard::Key(key));
                }
                Ok(Some(Event::Resize(..))) => return Ok(Heard::Repaint),
                Ok(Some(_)) => continue,
                Ok(None) => {}
                Err(_) => return Ok(Heard::End(GONE)),
            }
            match self.watch.wait(TICK)? {
                Wake::Keys | Wake::Quiet => {}
                Wake::Suspend => {
                    leave();
                    stop_here();
                    return self.again();
                }
                Wake::Continued => return self.again(),
                Wake::End(signal) => {
                    return Ok(Heard::End(128 + u8::try_from(signal).unwrap_or(1)));
                }
            }
        }
    }

    /// Takes the terminal again, whoever had it meanwhile.
    fn again(&mut self) -> Result<Heard> {
        leave();
        std::mem::forget(enter()?);
        self.repaint()?;
        Ok(Heard::Repaint)
    }

    /// Was a key typed meanwhile that means to go back?
    pub(super) fn wants_back(&self, keys: Layers) -> bool {
        while let Ok(true) = event::poll(GLANCE) {
            let Ok(Event::Key(key)) = event::read() else {
                continue;
            };
            if resolve(keys, false, key) == Some(Found::Screen(Action::Back)) {
                return true;
            }
        }
        false
    }
}

/// The loop: take what came, paint what changed, sleep. A terminal that can be neither read nor painted on is gone, and nobody is
/// left to be told.
fn until_ended(app: &mut App, tty: &mut Tty, watch: &mut Watch) -> Result<u8> {
    let mut resumed = false;
    let mut quiet = Duration::ZERO;
    loop {
        if take_keys(app).is_err() {
            return Ok(GONE);
        }
        if app.ended() || FAILED.load(Ordering::SeqCst) {
            return Ok(0);
        }
        if carry_out(app, tty).and_then(|()| app.draw(tty)).is_err() {
            return Ok(GONE);
        }
        let restless = app.wants_idle();
        let tick = if app.busy() { SHORT_TICK } else { TICK };
        let patience = match (restless, app.reads_beside()) {
            (true, _) => Duration::ZERO,
            (false, true) => GLIMPSE,
            (false, false) => tick,
        };
        match watch.wait(patience)? {
            Wake::Keys => {}
            Wake::Quiet if restless => app.idle(|| !key_waits()),
            Wake::Quiet => {
                quiet += patience;
                if quiet >= tick {
                    quiet = Duration::ZERO;
                    app.tick();
                }
            }
            // A window that closes sends both: go on, and hang up. Either may be seen first.
            Wake::Suspend if suspend(app).is_err() => return Ok(GONE),
            Wake::Suspend => resumed = true,
            // Word of what ended our own stop: taking the terminal once more would let go of it first, and a key typed then is lost.
            Wake::Continued if std::mem::take(&mut resumed) => {}
            Wake::Continued if resume(app).is_err() => return Ok(GONE),
            Wake::Continued => {}
            Wake::End(signal) => return Ok(128 + u8::try_from(signal).unwrap_or(1)),
        }
    }
}

/// Takes everything that was typed meanwhile.
fn take_keys(app: &mut App) -> io::Result<()> {
    while !app.ended() && event::poll(GLANCE)? {
        app.event(event::read()?);
    }
    app.look();
    app.hear_beside(Duration::ZERO);
    Ok(())
}

/// What the program asked of the terminal itself.
fn carry_out(app: &mut App, tty: &mut Tty) -> io::Result<()> {
    if let Some(text) = app.take_copied() {
        execute!(
            tty.backend_mut().terminal(),
            CopyToClipboard::to_clipboard_from(text)
        )?;
    }
    if app.take_suspend() {
        stop_with_group();
    }
    if app.take_repaint() {
        forget_painted(tty)?;
    }
    Ok(())
}

/// The next painting writes every cell. Not by `Terminal::clear`: that asks the terminal where its cursor is, and some never answer.
fn forget_painted(tty: &mut Tty) -> io::Result<()> {
    let size = tty.size()?;
    tty.resize(Rect::from((Position::ORIGIN, size)))
}

fn suspend(app: &mut App) -> io::Result<()> {
    leave();
    stop_here();
    resume(app)
}

/// Takes the terminal again, whoever had it meanwhile.
fn resume(app: &mut App) -> io::Result<()> {
    leave();
    std::mem::forget(enter()?);
    app.repaint();
    Ok(())
}

fn enter() -> io::Result<Guard> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let guard = Guard;
    execute!(
        stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableMouseCapture
    )?;
    Ok(guard)
}

/// Leaves the terminal as it was; nothing when it is not ours. Safe to call from anywhere, also twice.
fn leave() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // A terminal that is gone takes no orders; there is nothing else to do for it.
    let _ = execute!(
        stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = stdout().flush();
}

/// A panic in any thread leaves the terminal first, and then that is said.
fn tidy_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        FAILED.store(true, Ordering::SeqCst);
        leave();
        // Nobody to tell when this cannot be written.
        let _ = writeln!(io::stderr(), "{}", sys::fault(panic));
    }));
}
