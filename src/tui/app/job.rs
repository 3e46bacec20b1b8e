//! Long work: on a thread of its own, with its own connection; it tells how far it is, asks, and can be cancelled.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, Sender, TryRecvError, channel},
    thread,
    time::Duration,
};

use anyhow::{Result, anyhow};

use crate::{
    commands::{self, Command, Context, Desk, Report, Style},
    domain::Stamp,
    store::Store,
};

/// What long work has to say.
#[derive(Debug)]
pub enum News {
    /// So many of so many are done.
    Done(usize, usize),
    /// It asks, and waits for yes or no.
    Asks(String),
    /// It has ended.
    Ended(Result<Report>),
}

/// What is said to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Answer(bool),
    Cancel,
}

/// How long the end of the program waits for the next word of work that it cancelled.
const PATIENCE: Duration = Duration::from_secs(1);

/// Work that is going on. Dropped, it is cancelled.
#[derive(Debug)]
pub struct Job {
    /// The line that began it.
    pub line: String,
    /// How far it is, in words.
    pub far: String,
    news: Receiver<News>,
    words: Sender<Word>,
}

/// Where and for whom it works.
#[derive(Debug)]
pub struct Place {
    /// The data file.
    pub file: PathBuf,
    /// The moment at which it began.
    pub now: Stamp,
    /// Initials of who wants it.
    pub me: String,
    /// Is the file only read?
    pub reads_only: bool,
}

impl Job {
    /// Begins a command.
    pub fn start(line: String, command: Command, place: Place) -> Self {
        Self::begin(line, place, move |store, context| {
            commands::run(&command, store, context)
        })
    }

    /// Begins any work on the data file.
    pub fn begin(
        line: String,
        place: Place,
        work: impl FnOnce(&mut Store, &mut Context) -> Result<Report> + Send + 'static,
    ) -> Self {
        let (tell, news) = channel();
        let (words, told) = channel();
        thread::spawn(move || {
            let mut far = Far { tell, told };
            let answer = carry_out(place, &mut far, work);
            // Nobody hears it when the program has ended meanwhile.
            let _ = far.tell.send(News::Ended(answer));
        });
        let far = format!("{line}: reading. Esc cancels.");
        Self {
            line,
            far,
            news,
            words,
        }
    }

    /// The next thing it has to say, if there is any.
    pub fn news(&self) -> Option<News> {
        match self.news.try_recv() {
            Ok(news) => Some(news),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(News::Ended(Err(anyhow!("it broke off")))),
        }
    }

    /// Answers what it asked.
    pub fn answer(&self, yes: bool) {
        // It may have ended already.
        let _ = self.words.send(Word::Answer(yes));
    }

    /// Cancels it; it ends as soon as it looks up from its work.
    pub fn cancel(&self) {
        let _ = self.words.send(Word::Cancel);
    }
}

impl Drop for Job {
    /// Cancels it, and waits a moment until what was half written is taken away.
    fn drop(&mut self) {
        self.cancel();
        while let Ok(news) = self.news.recv_timeout(PATIENCE) {
            if matches!(news, News::Ended(_)) {
                return;
            }
        }
    }
}

fn carry_out(
    place: Place,
    far: &mut Far,
    work: impl FnOnce(&mut Store, &mut Context) -> Result<Report>,
) -> Result<Report> {
    let mut store = match place.reads_only {
        true => Store::open_to_read(&place.file)?,
        false => Store::open(&place.file)?,
    };
    store.be_patient()?;
    store.set_who(&place.me);
    let mut context = Context {
        now: place.now,
        me: place.me,
        style: Style::Columns,
        desk: far,
    };
    work(&mut store, &mut context)
}

/// The other end of a job, as its work sees it.
struct Far {
    tell: Sender<News>,
    told: Receiver<Word>,
}

impl Desk for Far {
    fn ask(&mut self, question: &str) -> Option<bool> {
        let asked = self.tell.send(News::Asks(question.to_owned()));
        let answer = asked.ok().and_then(|()| self.told.recv().ok());
        Some(answer == Some(Word::Answer(true)))
    }

    fn progress(&mut self, done: usize, of: usize) -> bool {
        let heard = self.tell.send(News::Done(done, of)).is_ok();
        heard && self.told.try_recv() == Err(TryRecvError::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Far, Receiver<News>, Sender<Word>) {
        let (tell, news) = channel();
        let (words, told) = channel();
        (Far { tell, told }, news, words)
    }

    #[test]
    fn work_goes_on_until_it_is_cancelled_or_nobody_listens() {
        let (mut far, news, words) = pair();
        assert!(far.progress(1, 2));
        assert!(matches!(news.recv(), Ok(News::Done(1, 2))));
        words.send(Word::Cancel).unwrap();
        assert!(!far.progress(2, 2));
        let (mut far, news, _words) = pair();
        drop(news);
        assert!(!far.progress(1, 2));
        let (mut far, _news, words) = pair();
        drop(words);
        assert!(!far.progress(1, 2));
    }

    #[test]
    fn work_that_is_dropped_tidies_up_first() {
        let (mut far, news, words) = pair();
        let (tidied, heard) = channel();
        thread::spawn(move || {
            while far.progress(1, 2) {}
            tidied.send(()).unwrap();
            let _ = far.tell.send(News::Ended(Err(anyhow!("cancelled"))));
        });
        let (line, far) = (String::new(), String::new());
        drop(Job {
            line,
            far,
            news,
            words,
        });
        assert_eq!(heard.try_recv(), Ok(()));
    }

    #[test]
    fn only_a_yes_is_a_yes() {
        for (word, yes) in [
            (Some(Word::Answer(true)), true),
            (Some(Word::Answer(false)), false),
            (Some(Word::Cancel), false),
            (None, false),
        ] {
            let (mut far, _news, words) = pair();
            word.into_iter().for_each(|word| words.send(word).unwrap());
            drop(words);
            assert_eq!(far.ask("Import that?"), Some(yes), "{word:?}");
        }
    }
}
