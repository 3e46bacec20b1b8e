//! The screens, one a file, and the one place where a route becomes a screen.

mod action_form;
mod arrived;
mod backups;
mod behind;
mod brief;
mod card_form;
mod cards;
mod cause_form;
pub mod command;
mod complaint;
mod complaint_form;
mod complaints;
mod customer_form;
mod customers;
mod drafts;
mod dupes;
mod feedback;
mod forget;
mod help;
mod house;
mod how_is_it;
mod interaction_form;
mod kept_form;
mod line;
mod lists;
mod log;
mod merge;
mod offer_form;
mod on_the_spot;
mod people;
mod product_form;
mod products;
mod profile;
mod promise;
mod promise_form;
mod reports;
mod sale;
mod self_check;
mod settings;
mod sheet;
mod staff_form;
mod text;
mod today;
mod views;
mod when;
mod whom;
mod whose;
mod worksheet_form;
mod worksheets;

pub use action_form::ActionForm;
pub use arrived::Arrived;
pub use backups::Backups;
pub use behind::RowsBehind;
pub use card_form::CardForm;
pub use cards::Cards;
pub use cause_form::CauseForm;
pub use command::CommandLine;
pub use complaint::OneComplaint;
pub use complaint_form::ComplaintForm;
pub use complaints::Complaints;
pub use customer_form::CustomerForm;
pub use customers::Customers;
pub use drafts::Drafts;
pub use dupes::Dupes;
pub use feedback::Feedback;
pub use forget::Forget;
pub use help::Help;
pub use house::House;
pub use how_is_it::HowIsIt;
pub use interaction_form::InteractionForm;
pub use kept_form::KeptForm;
pub use line::TypedLine;
pub use lists::Lists;
pub use log::Log;
pub use merge::Merge;
pub use offer_form::OfferForm;
pub use on_the_spot::SpotForm;
pub use people::People;
pub use product_form::{ProductForm, RuleForm};
pub use products::Products;
pub use profile::Profile;
pub use promise::OnePromise;
pub use promise_form::PromiseForm;
pub use reports::Reports;
pub use sale::Sale;
pub use self_check::{SelfCheckNote, SelfCheckScreen};
pub use settings::Settings;
pub use sheet::FormScreen;
pub use staff_form::StaffForm;
pub use text::Text;
pub use today::Today;
pub use views::Views;
pub use whom::Whom;
pub use worksheet_form::WorksheetForm;
pub use worksheets::Worksheets;

use crate::domain::{KeptId, line::LineKind};

use super::{
    Route, Screen,
    keymap::{EDIT, EVERYWHERE, FORM, LIST, Layers},
};

/// The keys of every screen under its name, in the order of a day, for whoever writes them down: the README's list is these.
pub const KEY_TABLES: &[(&str, Layers)] = &[
    ("Everywhere", &[EVERYWHERE]),
    ("Lists", &[LIST]),
    ("Today", &[today::KEYS]),
    ("One promise", &[promise::KEYS]),
    ("Customers, in the find box", customers::keys::BOX),
    ("Customers, when not typing", &[customers::keys::COMMANDS]),
    ("Profile", &[profile::keys::KEYS, profile::keys::MOVE]),
    ("Forgetting a customer", &[forget::KEYS]),
    ("How a purchase is, over Today", &[how_is_it::KEYS]),
    ("The typed line", &[line::KEYS]),
    ("One sale", &[sale::KEYS]),
    (
        "Products (`:products`)",
        &[products::KEYS, products::PRODUCTS],
    ),
    (
        "Rules of what goes with what (`:rules`)",
        &[products::RULES],
    ),
    ("What is in", &[arrived::KEYS]),
    ("The lists of people there are", &[lists::KEYS]),
    ("A list of people", &[people::keys::PEOPLE]),
    (
        "Where something is proposed: promotion, quiet, win-back, slow day",
        &[people::keys::OFFERS],
    ),
    ("Campaigns", &[people::keys::CAMPAIGNS]),
    ("Prospects", &[people::keys::PROSPECTS]),
    ("Parting ways", &[people::keys::PARTING]),
    ("Who are our best", &[people::keys::BEST]),
    ("Feedback (`:feedback`)", &[feedback::KEYS]),
    ("Who may be in twice (`:dupes`)", &[dupes::KEYS]),
    ("Two customers, to make one of them", &[merge::KEYS]),
    ("Log", &[log::keys::COMMANDS]),
    ("Named views, of customers and of the log", &[views::KEYS]),
    ("Complaints", &[complaints::KEYS]),
    ("One complaint", &[complaint::keys::LETTERS]),
    ("The actions of a complaint", &[complaint::keys::MIND]),
    ("Reports", &[reports::KEYS]),
    ("The rows behind a figure", &[behind::KEYS]),
    ("Settings", &[settings::KEYS]),
    ("Worksheets (`:worksheets`)", &[worksheets::KEYS]),
    ("The self-check (`:selfcheck`)", &[self_check::KEYS]),
    ("Backups (`:restore`)", &[backups::KEYS]),
    ("What was typed and not saved (`:drafts`)", &[drafts::KEYS]),
    ("Cards", &[cards::KEYS]),
    ("A house card, when writing", &[card_form::KEYS]),
    (
        "The form of a new customer who looks like a known one",
        &[customer_form::known::KEYS],
    ),
    ("Forms", &[FORM]),
    ("Text boxes", &[EDIT]),
];

/// Makes the screen of a route. `below` is what the screen it is opened over can do, for the help.
pub fn open(route: Route, below: Option<(String, Layers)>) -> Box<dyn Screen> {
    match route {
        Route::Help => Box::new(Help::new(below)),
        Route::Today => Box::new(Today::new()),
        Route::Customers => Box::new(Customers::new()),
        Route::Log => Box::new(Log::new()),
        Route::Complaints => Box::new(Complaints::new()),
        Route::Reports => Box::new(Reports::default()),
        Route::Behind(measure, period) => Box::new(RowsBehind::new(measure, period)),
        Route::BehindCause(cause, period) => Box::new(RowsBehind::of_cause(cause, period)),
        Route::Cards => Box::new(Cards::new()),
        Route::House { about, heading } => Box::new(House::new(about, heading)),
        Route::CardForm { slug, category } => Box::new(CardForm::new(slug, category)),
        Route::Profile { customer, list } => Box::new(Profile::new(customer, list)),
        Route::CustomerForm { customer, typed } => {
            Box::new(FormScreen(CustomerForm::new(customer, typed)))
        }
        Route::Forget(id) => Box::new(Forget::new(id)),
        Route::Complaint(id) => Box::new(OneComplaint::new(id)),
        Route::AskAgain(id) => Box::new(OneComplaint::asking_again(id)),
        Route::ComplaintForm(id) => Box::new(FormScreen(ComplaintForm::new(id))),
        Route::ActionForm { action, complaint } => {
            Box::new(FormScreen(ActionForm::new(action, complaint)))
        }
        Route::WorksheetForm {
            worksheet,
            complaint,
            customer,
        } => {
            let form = WorksheetForm::new(worksheet, (complaint, customer));
            Box::new(FormScreen(form))
        }
        Route::Worksheets => Box::new(Worksheets::new()),
        Route::SelfCheck => Box::new(SelfCheckScreen::new()),
        Route::SelfCheckNote(quarter) => Box::new(FormScreen(SelfCheckNote::new(quarter))),
        Route::CauseForm(id) => Box::new(FormScreen(CauseForm::new(id))),
        Route::Settings => Box::new(Settings::new()),
        Route::StaffForm(id) => Box::new(FormScreen(StaffForm::new(id))),
        Route::OnTheSpot(id) => Box::new(FormScreen(SpotForm::new(id))),
        Route::InteractionForm(id) => Box::new(FormScreen(InteractionForm::new(id))),
        Route::Promise(id) => Box::new(OnePromise::new(id)),
        Route::PromiseForm(id) => Box::new(FormScreen(PromiseForm::new(id))),
        Route::Arrived(what) => Box::new(Arrived::new(what)),
        Route::KeptForm(id @ (KeptId::Offer(_) | KeptId::Redemption(_))) => {
            Box::new(FormScreen(OfferForm::new(id)))
        }
        Route::KeptForm(id) => Box::new(FormScreen(KeptForm::new(id))),
        Route::Products(rules) => Box::new(Products::new(rules)),
        Route::ProductForm(id) => Box::new(FormScreen(ProductForm::new(id))),
        Route::RuleForm(id) => Box::new(FormScreen(RuleForm::new(id))),
        Route::Sale(row) => Box::new(Sale::new(row)),
        Route::Whom(kind) => Box::new(Whom::new(kind)),
        Route::Views(of, text) => Box::new(Views::new(of, text)),
        Route::Line {
            kind,
            customer,
            complaint,
            typed,
        } => Box::new(TypedLine::new(kind, (customer, complaint), typed)),
        Route::LineWith {
            customer,
            typed,
            with,
        } => Box::new(TypedLine::new(LineKind::Log, (customer, None), typed).with(with)),
        Route::HowIsIt(id) => Box::new(HowIsIt::new(id)),
        Route::LineAbout {
            kind,
            purchase,
            product,
        } => {
            let line = TypedLine::new(kind, (Some(purchase.customer), None), String::new());
            Box::new(line.about(*purchase, product))
        }
        Route::Text { title, lines } => Box::new(Text::new(title, &lines)),
        Route::LineForAll {
            kind,
            customers,
            with,
        } => Box::new(TypedLine::for_all(kind, customers).with(with)),
        Route::People(asked) => Box::new(People::new(asked)),
        Route::Feedback => Box::new(Feedback::new()),
        Route::Backups => Box::new(Backups::new()),
        Route::Lists => Box::new(Lists::new()),
        Route::Dupes(about) => Box::new(Dupes::new(about)),
        Route::Merge(keep, gone) => Box::new(Merge::new(keep, gone)),
        Route::Drafts => Box::new(Drafts::new()),
        Route::Command(history) => Box::new(CommandLine::new(history)),
    }
}
