//! The words of the shell: options, commands, and the help that `--help` shows.

use std::{convert::Infallible, env, path::PathBuf};

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueHint};

use super::{
    action::Action,
    actions::Actions,
    arrived::Arrived,
    backup::Backup,
    brief::Brief,
    card::Card,
    casebook::Casebook,
    complaint::Complaint,
    complaints::Complaints,
    completions::Completions,
    demo::Demo,
    doctor::Doctor,
    dupes::Dupes,
    export::Export,
    feedback::{Feedback, Observe},
    find::Find,
    forget::Forget,
    import::Import,
    kudos::Kudos,
    lines::{Bought, Complain, Extra, Log, Thanks},
    me::Me,
    merge::Merge,
    page::Page,
    people::command::List,
    product::{Product, Rule},
    promise::Promise,
    promises::Promises,
    redeem::Redeem,
    report::Style,
    restore::Restore,
    review::Review,
    selfcheck::SelfCheck,
    settings::Settings,
    staff::Staff,
    survey_sheet::SurveySheet,
    today::Today,
    turnedaway::TurnedAway,
    view::View,
    want::Want,
    worksheet::Worksheet,
};
use crate::{clock::Clock, domain::setting::Background, paths, text::typed_line};

const EXAMPLES: &str = "\
Examples:
  regulars                                   open the screens
  regulars find 4471                         who is ringing?
  regulars brief 4471                        what matters about them now
  regulars log 4471 'call in: wants rye !fri ring back'
  regulars complain 4471 'grinder leaks'
  regulars today                             what to do next
  regulars undo                              take the last act back
  regulars import contacts.vcf               customers from a phone or a table
  regulars restore                           the backups there are, to bring one back

WHO is '#12', or find words that fit one customer.
Exit code: 0 done, 1 failed, 2 usage, 3 nothing found, 4 refused or several meant.";

/// For a shopkeeper who knows their customers: who is ringing, what was promised, what went wrong last time
#[derive(Debug, Parser)]
#[command(name = "regulars", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub struct Cli {
    /// Where, when and who.
    #[command(flatten)]
    pub options: Options,

    /// What to do; without one the screens open.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that stand before or behind any command.
#[derive(Debug, Args)]
pub struct Options {
    /// The data file; without it, the one REGULARS_DB names, else shop.db in your data directory
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub db: Option<PathBuf>,

    /// Act as if it were this moment, like 2026-06-10T12:00
    #[arg(long, global = true, value_name = "TIME", value_parser = Clock::fixed)]
    pub now: Option<Clock>,

    /// Your initials, noted with what you write
    #[arg(long = "as", global = true, value_name = "INITIALS", value_parser = initials)]
    pub by: Option<String>,

    /// Print results as JSON
    #[arg(long, global = true)]
    pub json: bool,

    /// Print results without columns or decoration, one tab between fields
    #[arg(long, global = true, conflicts_with = "json")]
    pub plain: bool,

    /// Colours for a terminal with a light background, whatever the setting theme says
    #[arg(long, global = true, overrides_with = "dark")]
    pub light: bool,

    /// Colours for a terminal with a dark background, whatever the setting theme says
    #[arg(long, global = true, overrides_with = "light")]
    pub dark: bool,
}

impl Options {
    /// The data file: named with `--db`, or by the environment, or the user's own.
    ///
    /// # Errors
    /// When none is named and the system does not say where the user's data lives.
    pub fn data_file(&self) -> Result<PathBuf> {
        let named = || env::var_os("REGULARS_DB").filter(|name| !name.is_empty());
        match self.db.clone().or_else(|| named().map(PathBuf::from)) {
            Some(file) => Ok(file),
            None => paths::data_file(),
        }
    }

    /// Is the background light, where one was named here?
    pub fn background(&self) -> Option<Background> {
        match (self.light, self.dark) {
            (true, _) => Some(Background::Light),
            (_, true) => Some(Background::Dark),
            _ => None,
        }
    }

    /// How results are written.
    pub fn style(&self) -> Style {
        match (self.json, self.plain) {
            (true, _) => Style::Json,
            (_, true) => Style::Plain,
            _ => Style::Columns,
        }
    }
}

/// Everything `regulars x` and `:x` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find customers by name, phone, or anything written about them
    Find(Find),
    /// Find texts kept under names
    View(View),
    /// What matters about one customer, readable in five seconds
    Brief(Brief),
    /// Log a contact in one line
    Log(Log),
    /// Note what they bought in one line
    Bought(Bought),
    /// What the shop sells: list, show, add or edit
    Product(Product),
    /// Your own rules of what goes with what
    Rule(Rule),
    /// Give a reward for a full loyalty card
    Redeem(Redeem),
    /// Give a promise, see them, or note that one is done
    Promise(Promise),
    /// What the shop still owes, and how often it keeps its word
    Promises(Promises),
    /// Note what a customer waits for, see it, or note that they know
    Want(Want),
    /// What they say of the shop, and what became of their ideas
    Feedback(Feedback),
    /// Write down in one line what you saw yourself
    Observe(Observe),
    /// A short form to hand out: what was it like?
    SurveySheet(SurveySheet),
    /// Note that you thanked them
    Thanks(Thanks),
    /// Note a small extra, or a favour of theirs
    Extra(Extra),
    /// Something is in: who waits for it?
    Arrived(Arrived),
    /// Somebody had to be turned away: who, and why
    #[command(name = "turnedaway")]
    TurnedAway(TurnedAway),
    /// Write a complaint down in one line
    Complain(Complain),
    /// One complaint with its record, or its next step
    Complaint(Complaint),
    /// The complaints to work on
    Complaints(Complaints),
    /// The house cards, or all that is held about a customer
    Card(Card),
    /// Write down what you change after a complaint, or that it is done
    Action(Action),
    /// What the shop changes so that a cause does not come back
    Actions(Actions),
    /// Eight questions that prepare a negotiation
    Worksheet(Worksheet),
    /// Twelve scales of how you treat customers, once a quarter
    #[command(name = "selfcheck")]
    SelfCheck(SelfCheck),
    /// Questions to ask yourselves once a quarter
    Review(Review),
    /// What closed complaints taught you, without any name
    Casebook(Casebook),
    /// What one of the staff did well, in words
    Kudos(Kudos),
    /// Who serves, and what each may give away without asking
    Staff(Staff),
    /// Who works here now: whose initials new entries carry
    Me(Me),
    /// Lists of people: whom to tell, who stays away, who is loyal
    #[command(flatten)]
    People(List),
    /// The figures of a month or quarter on one page
    #[command(name = "report")]
    Page(Page),
    /// What to do next, the most urgent first
    Today(Today),
    /// Take the last act back
    #[command(
        after_help = "Examples:\n  regulars undo                repeat it to go further back; redo goes forward again\n  \
            regulars undo customers.csv  an import, whatever came after it; whom you changed since stays"
    )]
    Undo {
        /// Take back the last import with these words in its name, though it was not the last act
        #[arg(value_name = "IMPORT")]
        import: Vec<String>,
    },
    /// Do again what was taken back last
    #[command(after_help = "Example:\n  regulars redo")]
    Redo,
    /// What the shop can set: its name, country, currency
    Settings(Settings),
    /// Import customers from contact files
    Import(Import),
    /// Export customers, or everything there is
    Export(Export),
    /// Is the data file well? Look from every side, mend what is safe
    Doctor(Doctor),
    /// Erase a customer for good, from the history and the backups, too
    Forget(Forget),
    /// Who may be in the shop twice
    Dupes(Dupes),
    /// Make one of two customers
    Merge(Merge),
    /// Make a copy of the shop, checked
    Backup(Backup),
    /// See the backups there are, or bring one back
    Restore(Restore),
    /// Look around in a made-up shop, away from the real file
    Demo(Demo),
    /// Print what makes your shell complete commands with Tab
    Completions(Completions),
}

impl Command {
    /// Does it take long in a large shop, so that the screens show how far it is?
    pub fn is_long(&self) -> bool {
        match self {
            Self::Import(_) | Self::Export(_) | Self::Backup(_) | Self::Restore(_) => true,
            Self::Doctor(_) | Self::Forget(_) | Self::Casebook(_) | Self::Page(_) => true,
            Self::People(list) => list.is_long(),
            _ => false,
        }
    }
}

/// Words that stand on one line, however many they were pasted on.
pub(super) fn one_line(text: &str) -> std::result::Result<String, Infallible> {
    Ok(typed_line(text))
}

/// Initials are one short word, as they stand behind `@` in a typed line.
fn initials(text: &str) -> std::result::Result<String, String> {
    let short = (1..=12).contains(&text.chars().count());
    if short && text.chars().all(char::is_alphanumeric) {
        Ok(text.to_owned())
    } else {
        Err("initials are one short word, like SK".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_background_named_wins_and_without_one_the_setting_decides() {
        let background = |words: &[&str]| {
            let cli = Cli::try_parse_from([&["regulars"], words].concat()).unwrap();
            cli.options.background()
        };
        let (light, dark) = (Some(Background::Light), Some(Background::Dark));
        assert_eq!(background(&[]), None);
        assert_eq!(background(&["--light"]), light);
        assert_eq!(background(&["--dark"]), dark);
        assert_eq!(background(&["--light", "--dark"]), dark);
        assert_eq!(background(&["--dark", "--light"]), light);
        assert_eq!(background(&["--dark", "--light", "--dark"]), dark);
    }
}
