//! What a screen reads beside the keys: on a thread of its own, through a connection of its own that only reads. The keys answer
//! meanwhile, and what nobody wants any more is broken off.

use std::{
    path::Path,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel},
    thread,
    time::Duration,
};

use anyhow::{Result, anyhow};

use crate::store::Store;

/// How long a reading that is broken off may take to let go of the file before nobody waits for it.
const PATIENCE: Duration = Duration::from_millis(50);

/// A reading beside the keys, where one is going on. Dropped, or begun anew, it is broken off.
///
/// A screen has it as a field, shows it to the program ([`Screen::beside`](super::Screen::beside)), begins it in
/// [`Screen::idle`](super::Screen::idle) and takes there what has arrived: `idle` is called again when it has.
#[derive(Debug)]
pub struct Aside<T>(Option<Reading<T>>);

#[derive(Debug)]
struct Reading<T> {
    /// Nothing is ever sent: while this end lives, the reading is wanted.
    wanted: Option<Sender<()>>,
    arriving: Receiver<Result<T>>,
    arrived: Option<Result<T>>,
}

impl<T> Default for Aside<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Send + 'static> Aside<T> {
    /// Begins to read the shop of this store; what was being read before is broken off. All that `read` asks of the store ends with
    /// an error as soon as nobody wants it.
    pub fn begin(
        &mut self,
        store: &Store,
        read: impl FnOnce(&mut Store) -> Result<T> + Send + 'static,
    ) {
        self.0 = None;
        let file = store.path().map(Path::to_owned);
        let (tell, arriving) = channel();
        let (wanted, asked) = channel();
        thread::spawn(move || {
            let file = file.ok_or_else(|| anyhow!("this shop is in no file"));
            let answer = file.and_then(|file| carry_out(&file, asked, read));
            // Nobody hears it when it is no longer wanted.
            let _ = tell.send(answer);
        });
        self.0 = Some(Reading {
            wanted: Some(wanted),
            arriving,
            arrived: None,
        });
    }

    /// What was read, or why it was not; once, as soon as it has arrived.
    pub fn take(&mut self) -> Option<Result<T>> {
        if self.has_arrived(Duration::ZERO) {
            return self.0.take()?.arrived.take();
        }
        None
    }
}

/// Something read beside the keys, as the program sees it: whatever it is, it arrives.
pub trait Beside {
    /// Is something being read, or there and not taken yet?
    fn is_open(&self) -> bool;

    /// Has it arrived? Waits for it, at most this long.
    fn has_arrived(&mut self, patience: Duration) -> bool;
}

impl<T> Beside for Aside<T> {
    fn is_open(&self) -> bool {
        self.0.is_some()
    }

    fn has_arrived(&mut self, patience: Duration) -> bool {
        let Some(reading) = &mut self.0 else {
            return false;
        };
        if reading.arrived.is_none() {
            reading.arrived = match reading.arriving.recv_timeout(patience) {
                Ok(answer) => Some(answer),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Err(anyhow!("it broke off"))),
            };
        }
        reading.arrived.is_some()
    }
}

/// Two things read side by side: heard of as soon as one of them is there.
impl<T> Beside for [Aside<T>; 2] {
    fn is_open(&self) -> bool {
        self.iter().any(Beside::is_open)
    }

    fn has_arrived(&mut self, patience: Duration) -> bool {
        if self.iter_mut().any(|it| it.has_arrived(Duration::ZERO)) {
            return true;
        }
        let open = self.iter_mut().find(|it| it.is_open());
        open.is_some_and(|it| it.has_arrived(patience))
    }
}

impl<T> Drop for Reading<T> {
    /// Breaks it off, and waits a moment until it has let go of the file.
    fn drop(&mut self) {
        self.wanted = None;
        // Whether it made it in time or not: it ends by itself.
        let _ = self.arriving.recv_timeout(PATIENCE);
    }
}

/// Reads through a connection of its own, which is closed when this returns.
fn carry_out<T>(
    file: &Path,
    asked: Receiver<()>,
    read: impl FnOnce(&mut Store) -> Result<T>,
) -> Result<T> {
    let mut store = Store::open_to_read(file)?;
    store.read_while(move || asked.try_recv() == Err(TryRecvError::Empty))?;
    read(&mut store).map_err(|error| store.told(error))
}
