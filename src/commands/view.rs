//! `view`: find texts kept under names.

use anyhow::Result;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::{
    Context, Exit, Report, find,
    report::{Answer, Page},
};
use crate::{
    domain::{self, ViewOf, view},
    search::Query,
    store::Store,
};

/// Which view, or what becomes of one.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  regulars view                                  the views there are
  regulars view save 'gone quiet' 'last:>90d'    keep a find text under a name
  regulars view gone quiet                       whom it finds now
  regulars view drop gone quiet

Up to nine are kept; in the screens v shows them, and the Log has nine of its own.")]
pub struct View {
    #[command(subcommand)]
    act: Option<Act>,
    /// Its name or number; without it all are listed
    name: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Keep a find text under a name; one of the same name is replaced
    Save {
        /// What it is called; in quotes where it is more than one word
        name: String,
        /// Words and filter words, as for find
        query: Vec<String>,
    },
    /// Take one out
    Drop {
        /// Its name or number
        #[arg(required = true)]
        name: Vec<String>,
    },
}

#[derive(Serialize)]
struct Views {
    views: Vec<domain::View>,
}

impl Answer for Views {
    fn write(&self, page: &mut Page) {
        page.table(self.views.iter().map(|view| {
            let of = match view.of {
                ViewOf::Customers => String::new(),
                ViewOf::Log => "of the log".to_owned(),
            };
            [
                view.number.to_string(),
                view.name.clone(),
                view.text.clone(),
                of,
            ]
        }));
    }
}

impl View {
    /// The view it calls up, as named; `None` when it does something else.
    pub fn called_up(&self) -> Option<String> {
        (!self.name.is_empty()).then(|| self.name.join(" "))
    }
}

/// Lists the views, shows whom one finds, keeps or takes out one.
///
/// # Errors
/// What the store says; a [`domain::Refusal`] for a view that cannot be kept.
pub fn run(args: &View, store: &mut Store, context: &mut Context) -> Result<Report> {
    let views = store.settings()?.views;
    let meant = |name: &str| {
        let view = view::named(&views, name);
        view.map_err(|why| Report::ended(Exit::Nothing, why.0))
    };
    let change = match (&args.act, args.called_up()) {
        (Some(Act::Save { name, query }), _) => {
            let view = view::new(&views, ViewOf::Customers, (name, &query.join(" ")))?;
            let unknown = Query::read(&view.text, "").unknown;
            if !unknown.is_empty() {
                return Ok(Report::ended(Exit::Usage, unknown.join(" ")));
            }
            view.keep()
        }
        (Some(Act::Drop { name }), _) => match meant(&name.join(" ")) {
            Ok(view) => view.take_out(),
            Err(report) => return Ok(report),
        },
        (None, Some(name)) => {
            return match meant(&name) {
                Ok(view) => show(view, store, context),
                Err(report) => Ok(report),
            };
        }
        (None, None) => return list(views, context),
    };
    store.apply(&[change], context.now)?;
    list(store.settings()?.views, context)
}

fn list(views: Vec<domain::View>, context: &Context) -> Result<Report> {
    let none = views.is_empty();
    let report = Report::of(&Views { views }, context.style)?;
    Ok(if none { report.say(view::NONE) } else { report })
}

fn show(view: &domain::View, store: &Store, context: &Context) -> Result<Report> {
    match view.of {
        ViewOf::Customers => find::answer(&view.text, None, store, context),
        ViewOf::Log => Ok(Report::ended(
            Exit::Refused,
            format!(
                "{} is a filter of the Log ({}); the screens show it.",
                view.name, view.text
            ),
        )),
    }
}
