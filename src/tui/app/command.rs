//! Lines of the command line: most are carried out at once, long ones become a [`Job`].

use anyhow::Result;

use super::{
    App, Question,
    file::lost,
    job::{Job, News, Place},
};
use crate::{
    commands::{self, Command, Context, Exit, Nobody, Report, Style, people::command::List},
    domain::{ViewOf, view},
    tui::{Effect, Route, screens::command, widgets::grouped},
};

impl App {
    /// Runs a line; one line of answer is said, more are opened to read. A line that fails stays in the command line.
    pub(super) fn command(&mut self, line: &str) {
        let line = line.trim().trim_start_matches(':').trim();
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        self.history.retain(|other| other != line);
        // What cannot be taken back is not called up again by accident.
        if name != "forget" {
            self.history.push(line.to_owned());
        }
        match name {
            "q" | "quit" => self.quit(),
            "restore" if rest.is_empty() => self.open(Route::Backups),
            "feedback" if rest.is_empty() => self.open(Route::Feedback),
            "settings" if rest.is_empty() => self.open(Route::Settings),
            "worksheets" | "worksheet" if rest.is_empty() => self.open(Route::Worksheets),
            "selfcheck" if rest.is_empty() => self.open(Route::SelfCheck),
            "drafts" if rest.is_empty() => self.open(Route::Drafts),
            "products" | "product" if rest.is_empty() => self.open(Route::Products(false)),
            "rules" | "rule" if rest.is_empty() => self.open(Route::Products(true)),
            _ if command::names().any(|(known, _)| known == name) => self.run(line),
            _ => self.say(&format!(
                "There is no command {name}; Tab goes through those there are."
            )),
        }
    }

    /// A screen in place of the command line.
    pub(super) fn open(&mut self, route: Route) {
        self.ran();
        self.go(route);
    }

    fn run(&mut self, line: &str) {
        match commands::parse(line) {
            Ok(command) if command.is_long() && self.busy() => {
                self.say("Something longer is still going on; Esc cancels it.");
            }
            Ok(Command::People(list)) if list.is_to_look_at() => self.show_people(&list),
            Ok(Command::Dupes(it)) if it.is_to_look_at() => self.open(Route::Dupes(None)),
            Ok(Command::Merge(it)) if it.is_to_look_at() => self.look_at_both(&it),
            Ok(Command::Forget(it)) if it.asks() => self.ask_to_forget(&it),
            Ok(command) if command.is_long() => self.start(line, command),
            Ok(Command::View(it)) if it.called_up().is_some() => self.show_view(&it),
            Ok(command) => {
                let mut context = Context {
                    now: self.clock.now(),
                    me: self.store.who().to_owned(),
                    style: Style::Columns,
                    desk: &mut Nobody,
                };
                let answer = commands::run(&command, &mut self.store, &mut context);
                self.store.set_who(&context.me);
                self.load();
                if matches!(&answer, Ok(report) if report.exit == Exit::Done) {
                    self.ran();
                    if let Command::Arrived(arrived) = &command {
                        return self.go(Route::Arrived(arrived.what()));
                    }
                }
                self.show(line, answer);
            }
            Err(report) if report.exit == Exit::Usage => self.say(&usage(line, &report)),
            Err(help) => self.show(line, Ok(help)),
        }
    }

    /// Puts a named view into the box of its list, where the shell would print whom it finds.
    fn show_view(&mut self, asked: &commands::view::View) {
        let name = asked.called_up().unwrap_or_default();
        let views = match self.store.settings() {
            Ok(settings) => settings.views,
            Err(error) => return self.not_read(error),
        };
        match view::named(&views, &name) {
            Ok(view) => {
                let list = match view.of {
                    ViewOf::Customers => Route::Customers,
                    ViewOf::Log => Route::Log,
                };
                self.perform(vec![Effect::Switch(list), Effect::Show(view.text.clone())]);
            }
            Err(why) => self.say(&why.0),
        }
    }

    /// Opens a list of people, where the shell would print it.
    fn show_people(&mut self, list: &List) {
        match list.asked(&self.store) {
            Ok(Ok(asked)) => {
                self.ran();
                self.go(Route::People(asked));
            }
            Ok(Err(report)) => self.say(&report.words.join(" ")),
            Err(error) => self.not_read(error),
        }
    }

    /// Opens two customers side by side, where the shell would ask.
    fn look_at_both(&mut self, merge: &commands::merge::Merge) {
        let now = self.clock.now();
        match merge.meant(&self.store, now) {
            Ok(Ok((keep, gone))) => self.open(Route::Merge(keep.id, gone.id)),
            Ok(Err(report)) => self.show("merge", Ok(report)),
            Err(error) => self.say(&format!("Not read: {error:#}")),
        }
    }

    /// Closes the command line, where it is still open.
    fn ran(&mut self) {
        let effects = self.screens.last_mut().map(|top| top.ran());
        self.perform(effects.unwrap_or_default());
    }

    pub(super) fn show(&mut self, line: &str, answer: Result<Report>) {
        let report = match answer {
            Ok(report) => report,
            Err(error) => {
                return match lost(&error) {
                    Some(sentence) => self.offer_rescue(&sentence),
                    None => self.say(&format!("{line}: {error:#}")),
                };
            }
        };
        let lines: Vec<String> = report.words.into_iter().chain(report.lines).collect();
        match lines.as_slice() {
            [] => {}
            [one] => self.say(one),
            _ => self.go(Route::Text {
                title: format!(":{line}"),
                lines,
            }),
        }
    }

    pub(super) fn start(&mut self, line: &str, command: Command) {
        self.look_at_file();
        // Opened anew it would be another file, or a new one.
        if let Some(sentence) = self.lost.clone() {
            return self.offer_rescue(&sentence);
        }
        let Some(place) = self.place() else {
            return self.say("This shop is in no file.");
        };
        self.job = Some(Job::start(line.to_owned(), command, place));
        self.ran();
    }

    /// Where long work is done.
    pub(super) fn place(&self) -> Option<Place> {
        Some(Place {
            file: self.store.path()?.to_owned(),
            now: self.clock.now(),
            me: self.store.who().to_owned(),
            reads_only: self.store.reads_only().is_some(),
        })
    }

    /// Is long work going on?
    pub fn busy(&self) -> bool {
        self.job.is_some()
    }

    pub(super) fn cancel(&mut self) {
        if let Some(job) = &mut self.job {
            job.cancel();
            job.far = format!("{}: cancelling…", job.line);
            (self.message, self.changed) = (None, true);
        }
    }

    pub(super) fn answer_job(&mut self, yes: bool) {
        if let Some(job) = &self.job {
            job.answer(yes);
        }
    }

    /// Takes what long work has to say; a question waits for the one before it.
    pub(super) fn hear(&mut self) {
        while self.question.is_none()
            && let Some(job) = &mut self.job
            && let Some(news) = job.news()
        {
            match news {
                News::Done(done, of) => {
                    let (done, of) = (grouped(done), grouped(of));
                    job.far = format!("{}: {done} of {of}. Esc cancels.", job.line);
                    self.changed = true;
                }
                News::Asks(sentence) => {
                    self.changed = true;
                    self.question = Some(Question {
                        sentence,
                        yes: Vec::new(),
                        of_job: true,
                    });
                }
                News::Ended(answer) => {
                    let line = job.line.clone();
                    self.job = None;
                    self.load();
                    self.show(&line, answer);
                }
            }
        }
    }
}

/// Why a line is not understood, as one sentence.
fn usage(line: &str, report: &Report) -> String {
    let name = line.split_whitespace().next().unwrap_or_default();
    let written = commands::usage(name).unwrap_or_default();
    let why = report.words.first().map_or("", String::as_str);
    match why.trim_start_matches("error: ") {
        missing if missing.contains("required") => format!("Something is missing: {written}"),
        why => format!("{why}; write it as {written}"),
    }
}
