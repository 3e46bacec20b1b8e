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
//! | [`formats`] | vCard, CSV, JSON: bytes to records and back, one format a file | the store, screens |
//! | [`store`] | the only SQL: opening, migrations, undo, reads and row writes of each noun | arguments, screens |
//! | [`commands`] | what `regulars x` and `:x` do, one command a file; gives back a report, prints nothing | screens |
//! | [`tui`] | screens, widgets, keys, theme, the loop | SQL |
//!
//! Some words stay in their room: `rusqlite` in the store, `ratatui` and `crossterm` in the screens, the question what time it is in
//! [`clock`], printing in `main.rs`. `tests/house.rs` reads the sources and fails on an import upwards, a word out of its room, or a
//! file of more than 400 lines.
//!
//! Each file says in its first lines what it is for (`tests/map.rs` keeps this list true):
//!
//! ```text
//! src/: clock lib main paths sys text
//! src/commands/: arguments brief complain complaints completions demo entry export find log mod promise report settings split undo who
//! src/commands/demo/: command crowd generate maker people tests text year
//! src/commands/export/: command
//! src/commands/import/: book changes command keys matching merge mod refused
//! src/domain/: brief change channel complaint customer dates id interaction line mod money phone phrase promise setting stamp
//! src/domain/change/: tests
//! src/domain/complaint/: rules spot tests
//! src/domain/dates/: partial
//! src/domain/line/: read
//! src/formats/: encoding json kind mod name text
//! src/formats/csv/: cells columns dialect meaning mod read row words write
//! src/formats/vcard/: card label lines mod ours write
//! src/search/: ask filter fold hits index line mod order part query seek slip
//! src/store/: answer apply columns complaints customers details filters import index interactions mod notes owners promises schema settings texts undo
//! src/sys/: signals
//! src/tui/: app keymap mod screen terminal text theme
//! src/tui/app/: events paint
//! src/tui/keymap/: names
//! src/tui/screens/: brief complaint complaint_form complaints customer_form customers help interaction_form line log mod on_the_spot profile promise_form text when whom
//! src/tui/screens/complaint/: causes keys record remedy
//! src/tui/screens/complaints/: view
//! src/tui/screens/customer_form/: bringer fill parts read rebase
//! src/tui/screens/customers/: finding keys matched rows view
//! src/tui/screens/line/: form
//! src/tui/screens/log/: asked keys page view
//! src/tui/screens/profile/: details item keys timeline view
//! src/tui/widgets/: chrome confirm field flow form groups input line_box lines list mod question rule scroll
//! src/tui/widgets/form/: places
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
//! 4. **Undo is built in.** When a data file is opened, triggers are made from its schema that note each row before and after. A new
//!    table needs nothing for it. A row that somebody changed since is not overwritten; undo says so.
//! 5. **Derived, never stored.** The state and lamps of a complaint, whether a promise is late, who was in contact last: pure
//!    functions over rows.
//!
//! # Ways through the rooms
//!
//! *A key*: `tui` reads it, finds the action in the screen's table, asks the screen's `update`, carries out its effects, loads,
//! paints. *A command*: `main` parses it ([`commands::Cli`]), opens the [`store::Store`], [`commands::run`] gives back a
//! [`commands::Report`], `main` prints that. *A typed line* (`call in: wants rye !fri ring back`): [`domain::line::read`] takes it apart,
//! shows how it was understood, and makes the changes; log, promise and complaint use the same, in the screens and in the shell.
//! *A find text*: [`search::Query`] takes it apart, [`search::Index`] scans the folded names of everybody, and the store answers
//! filter words and longer texts.
//!
//! # Rules that save us later
//!
//! - Time is handed in as a [`domain::Stamp`]; only [`clock`] asks. `--now` makes it stand still.
//! - Text of the user's data is made safe before it reaches a screen or the shell's output: it cannot control a terminal.
//! - Errors are `anyhow` with lower-case context; there is a type only where somebody acts on it ([`domain::Refusal`],
//!   [`store::Conflict`], [`store::Refused`]).
//! - Migrations in `assets/migrations` are numbered and only ever added to. Every table has `id INTEGER PRIMARY KEY`.
//! - What only Unix has stands in one file, `sys.rs`. There is no `unsafe`, no async runtime, no shared mutable state.
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
//! | a format | one file in `formats/`, one arm |
//! | a setting | one row in [`domain::Settings::KEYS`], one field |
//!
//! `.ci/run` checks everything; the tests are the second half of this book. `tests/commands.rs` reads like the manual of the shell.

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
