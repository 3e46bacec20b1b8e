//! regulars: for a shopkeeper who knows their customers.
//!
//! The phone rings, four digits are typed, and before the second ring the screen says who it is, how to say the name, what was
//! promised and what went wrong last time. One shop, one data file, one terminal; nothing leaves the machine.
//!
//! # Floors
//!
//! One library and a thin `main.rs`. Rooms stand on floors; imports go down only.
//!
//! ```text
//! main ──► tui ──► commands ──► store ──► search ──► domain
//!                          ├──► formats ───────────► domain
//!                          └──► search ────────────► domain
//!
//! beside the domain, used from above: clock  paths  sys  text
//! ```
//!
//! | room | what it is | never knows |
//! |---|---|---|
//! | [`domain`] | what a shop knows, and its rules: plain values, pure functions, one noun a file | files, SQL, screens, what time it is |
//! | [`search`] | finding people: folding, phone endings, ranking, filter words; pure and in memory | SQL, screens |
//! | [`formats`] | vCard, CSV, JSON, iCalendar, tills, HTML: bytes to records and back, one format a file | the store, screens |
//! | [`store`] | the only SQL: opening, migrations, undo, reads and row writes of each noun | arguments, screens |
//! | [`commands`] | what `regulars x` and `:x` do, one command a file; gives back a report, prints nothing | screens |
//! | [`tui`] | screens, widgets, keys, theme, the loop | SQL |
//!
//! Some words stay in their room: `rusqlite` in the store, `ratatui` and `crossterm` in the screens, the question what time it is in
//! [`clock`], printing in `main.rs`. `tests/house` reads the sources and fails on an import upwards, a word out of its room, or a
//! file of more than 400 lines.
//!
//! Where to look (`tests/house/map.rs` holds this list against the folders; each file says in its first lines what it is for):
//!
//! ```text
//! src/                         main: arguments, print or open the screens · clock · paths · sys: what only Unix has · text: safe text
//! src/commands/                one command a file; report: how answers become lines or JSON; who: WHO on the command line; merging: one of two
//! src/commands/card/           the card for the customer: all that is held about them
//! src/commands/demo/           the made-up shop, written in assets/demo, and made-up crowds of any size
//! src/commands/demo/maker/     wants, feedback and extras of made-up customers
//! src/commands/export/         the arguments of export
//! src/commands/import/         read everything, match it with the shop, preview, then one act
//! src/commands/import/book/    the smaller nouns of an export
//! src/commands/import/sales/   purchases of tills: who bought, what was sold, what is there already
//! src/commands/page/           the page of figures as Markdown, and for a browser
//! src/commands/people/         lists of people for selling: what stands in their rows, what is noted, what is printed
//! src/domain/                  one noun a file; change: every write there is; line: the typed line; brief and phrase: in words
//! src/domain/backup/           tests of what is kept of the backups
//! src/domain/brief/            tests of the brief
//! src/domain/card/             tests of the house cards
//! src/domain/change/           what was taken out meanwhile saved as new; tests of the labels
//! src/domain/complaint/        which step may follow which, settling on the spot; the clocks and their targets
//! src/domain/complaint/clocks/ the clocks in words, and their vectors
//! src/domain/dates/            dates of which a part is unknown
//! src/domain/hours/            the weekly table and the closed days
//! src/domain/line/             how a typed line is taken apart, read out, and becomes nouns
//! src/domain/loyalty/          the rule of the loyalty card, as it is typed
//! src/domain/measure/          the page of figures: its time, causes, ladder, and the rows behind a figure; how each is computed
//! src/domain/parting/          whom the shop may want to talk to
//! src/domain/product/          the fields of a product as they are typed
//! src/domain/promise/          tests of the promises
//! src/domain/self_check/       tests of the self-check
//! src/domain/setting/          how each value is read and written
//! src/domain/suggestion/       which one thing to suggest
//! src/domain/today/            when a row makes a line, the line in words, what Enter does on it
//! src/formats/                 what kind of file it is, how it is encoded, JSON of everything; html: pages for a browser and for paper
//! src/formats/csv/             delimiters, columns by their names in many programs, rows
//! src/formats/till/            sales of tills: columns, exact numbers, days, one row
//! src/formats/vcard/           lines of bytes, cards of all three versions, what only we write
//! src/search/                  query: what was asked; fold, line, part: how people are kept; ask, seek, slip, hits: finding and order; redact: names out of a text
//! src/search/alike/            who may be in the shop twice: names by reading and sound, keys, what speaks for it
//! src/search/filter/           the filter words of people
//! src/search/redact/           tests of what is taken out of a text
//! src/store/                   apply: the write path; notes, undo, play, crowd: history; schema, reading: opening; index, words, texts: search; today, queue: lists; alike, merging: who is in twice; the nouns
//! src/store/backup/            making a backup, where it is, whether it still is what it was
//! src/store/buying/            how purchases are packed in blocks of customers; the pairs of products
//! src/store/doctor/            checks of the data file by theme, one function each; mend: what is safe to mend
//! src/store/forget/            forgetting: whose rows and notes they are, sums that stay, traces in the file, its backups and copies; marks
//! src/store/held/              which tables and columns are about customers, and what of these a customer gets to see
//! src/store/held/places/       what happened with a customer, as it is shown
//! src/store/index/             the search index against the rows, and made anew from them
//! src/store/kept/              the columns of the smaller nouns; what the shop writes of itself
//! src/store/measures/         the figures of purchases, of complaints, and of what was heard; the rows behind one
//! src/store/salvage/           rows of a torn table through SQLite, and pages to which no way leads any more
//! src/store/selling/           what the rules of the lists of people know of everybody, in a few statements each
//! src/store/today/             lines of Today from purchases
//! src/sys/                     signals, and a window that is gone; window: which running program is which; whole: files that are whole or not there; disk: what a disk says; ground: permissions, and what a file lies on
//! src/text/                    tests of safe text
//! src/tui/                     app: where effects happen; keymap: tables of keys; screen: what a screen is; aside: what is read beside the keys; terminal: in and out of it
//! src/tui/app/                 events in, frames out; lines of the command line, long work; a file taken away, drafts
//! src/tui/keymap/              how keys are written, the keys of forms, and tests of the tables
//! src/tui/screens/             one screen a file, and the route to each; sheet: what forms have in common
//! src/tui/screens/card_form/   the fields of a house card
//! src/tui/screens/cards/       the house cards as painted
//! src/tui/screens/complaint/   one complaint: keys, what a step is asked for, record, what stands beside it
//! src/tui/screens/complaints/  the views of the queue, and how it is painted
//! src/tui/screens/customer_form/ fields of a customer, edits made in two windows, who looks like a new one
//! src/tui/screens/customers/   the find box: finding, rows, what matched
//! src/tui/screens/line/        the typed line as a form
//! src/tui/screens/line/form/   the fields of each kind of line
//! src/tui/screens/log/         filter, pages and painting of the log, and our no's
//! src/tui/screens/people/      one screen for every list of people: keys, what is done with them, why
//! src/tui/screens/profile/     details and timeline of one customer
//! src/tui/screens/profile/item/ sales, wants, thanks, extras, feedback and offers in the timeline
//! src/tui/screens/reports/     what stands on the page of figures, its rows and pictures, and what is selected in full
//! src/tui/screens/self_check/  the note of a self-check
//! src/tui/screens/today/       what there is to do, as painted
//! src/tui/widgets/             text boxes, lists, forms, the typed line
//! src/tui/widgets/editor/      what was typed before, in the box for paragraphs
//! src/tui/widgets/form/        where the fields of a form stand, the rows of its repeated parts, its texts taken out and put back
//! ```
//!
//! # Five ideas
//!
//! 1. **A write is a value.** [`domain::Change`] names every write there is. Screens, shell and `:` make the same values, and
//!    [`store::Store::apply`] carries a list of them out: one transaction, one undo step, saved when it returns. Rules sit in the
//!    domain and give back either changes or the sentence why not.
//! 2. **A screen reads, decides, paints; it cannot write.** [`tui::Screen`]`::update` gives back [`tui::Effect`]s as data; the
//!    application is the one place where effects happen. A failed save leaves the typed text where it was.
//! 3. **Keys are tables.** Footer, help, palette and the README's list are made from them, and tests keep them true.
//! 4. **Undo is built in.** With the first write to a data file triggers are made from its schema that note each row before and after;
//!    of a large import the rows are noted together. A new table needs nothing for it. A row that somebody changed since is not
//!    overwritten; undo says so.
//! 5. **Derived, never stored.** The state, lamps and clocks of a complaint, whether a promise is late, which thanks are due, what
//!    Today shows: pure functions over rows. Three things are kept all the same, the search index, who was in contact last, and
//!    what everybody bought, so that a large shop is quick; all can be made anew from the rows.
//!
//! # Ways through the rooms
//!
//! *A key*: `tui` reads it, finds the action in the screen's table, asks the screen's `update`, carries out its effects, loads,
//! paints. *A command*: `main` parses it ([`commands::Cli`]), opens the [`store::Store`], [`commands::run`] gives back a
//! [`commands::Report`], `main` prints that. *A typed line* (`call in: wants rye !fri ring back`): [`domain::line::read`] takes it apart,
//! shows how it was understood, and makes the changes; log, promise and complaint use the same, in the screens and in the shell.
//! *A find text*: [`search::Query`] takes it apart, [`search::Index`] scans the folded names of everybody, and the store answers
//! filter words and longer texts. *Today*: the store makes a small [`domain::today::Due`] of every row that may show,
//! [`domain::today::choose`] puts them in order and keeps the most urgent, and only these are read whole and put into words.
//!
//! # Rules that save us later
//!
//! - Time is handed in as a [`domain::Stamp`]; only [`clock`] asks. `--now` makes it stand still.
//! - Text of the user's data is made safe before it reaches a screen or the shell's output: it cannot control a terminal.
//! - A file for the user is written by [`sys::whole::write`] and no other way: for its owner alone, never through a link, never half.
//! - Errors are `anyhow` with lower-case context; there is a type only where somebody acts on it ([`domain::Refusal`],
//!   [`store::Conflict`], [`store::Refused`], [`store::Damaged`], [`sys::disk::DiskError`]).
//! - Migrations in `assets/migrations` are numbered and only ever added to. Every table has `id INTEGER PRIMARY KEY`. Columns are added
//!   at the end of a table, with a default: an older note of undo is then a true beginning of the row. `tests/store/migrating.rs` brings a
//!   file of the first release up to date.
//! - Long work runs on one worker thread. Beside it only a large import folds its names on a thread of its own, which owns what it
//!   makes and ends with it; a screen may read beside the keys ([`tui::Aside`]); and the screens have a watchman who waits for signals.
//! - What only Unix has stands in one room, `sys`. There is no `unsafe`, no async runtime, no shared mutable state.
//!
//! # Adding things
//!
//! | to add | touch |
//! |---|---|
//! | a command | one file in `commands/` with its arguments, its answer and `run`; one variant and one arm. It is then also `:x` |
//! | a key | one row in the screen's table, one arm in its `update` |
//! | a screen | its file, one route, one arm (the compiler asks), one binding that opens it |
//! | a write | one [`domain::Change`] with its label, one arm in the noun's file in the store |
//! | a table or column | the next migration; the noun's struct, its reading and its writing. Undo follows by itself |
//! | a list of people | one [`commands::people::ListOf`] with its rows, a read in `store/selling/`, its rule in the domain |
//! | a smaller noun (like a want) | its file in the domain with one variant of [`domain::Kept`], its columns in `store/kept/nouns.rs`, its table |
//! | a line of Today | one [`domain::ItemKind`]; when it is due, its words and what Enter does in `domain/today/`; its rows in `store/today.rs` |
//! | a filter word | one row in `search/filter/words.rs`, one variant in `search/filter.rs`, its question in `store/filters.rs` |
//! | a house card | one file in `assets/cards`, its slug in `domain/card.rs` |
//! | a format | one file in `formats/`, one arm |
//! | a setting | one row in [`domain::Settings::KEYS`], one field |
//!
//! `.ci/run` checks everything; the tests are the second half of this book. Each folder of `tests/` is one program, and its `main.rs` names
//! the files; a new one goes where its subject is: the rules alone, the data file, the shell, what other programs write, the screens, the
//! story of a shop in a real terminal, or the house itself. `tests/shell/commands.rs` reads like the manual of the shell.

pub mod clock;
pub mod commands;
pub mod domain;
pub mod formats;
pub mod paths;
pub mod search;
pub mod store;
pub mod sys;
pub mod text;
pub mod tui;
