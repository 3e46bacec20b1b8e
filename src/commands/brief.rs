//! `brief`: what matters about one customer now.

use std::collections::{HashMap, hash_map::Entry};

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Report,
    complaints::Row,
    paper::{self, Format, Place},
    promise::Standing,
    report::{Answer, Page},
    who,
};
use crate::{
    domain::{
        self, Action, Buys, CauseId, Currency, Customer, CustomerId, Extra, Favour, Habits,
        Interaction, Money, Pace, Receipt, Rung, Stamp, ThanksDue, Tier, Want, brief::Line,
        complaint::Queued, held::written_day, phrase::Meaning,
    },
    formats::{
        html::{self, Html, element, pairs, paragraph},
        md,
    },
    store::Store,
};

/// About whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars brief 4471
  regulars brief ana lima
  regulars brief '#12' --json      everything that is known of them
  regulars brief 4471 --format html --output ana.html     a page for the counter")]
pub struct Brief {
    /// '#12', or find words that fit one customer
    #[arg(required = true)]
    who: Vec<String>,

    /// Written so: text, md, html
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    place: Place,
}

/// The brief with everything it was made from.
#[derive(Serialize)]
struct Known {
    customer: Customer,
    interactions: Vec<Interaction>,
    promises: Vec<Standing>,
    complaints: Vec<Row>,
    tier: Tier,
    rung: Rung,
    habits: Rhythm,
    suggestion: Option<Suggested>,
    wants: Vec<Want>,
    thanks_due: Vec<ThanksDue>,
    #[serde(skip)]
    lines: Vec<Line>,
}

/// How they buy, in figures; days are `null` where there are too few sales to say.
#[derive(Serialize)]
pub(super) struct Rhythm {
    purchases: u32,
    median_gap_days: Option<u32>,
    likely_due: Option<NaiveDate>,
    gone_quiet_from: Option<NaiveDate>,
    win_back_from: Option<NaiveDate>,
    usual_basket: Vec<String>,
    spend_12_months: Spend,
}

#[derive(Serialize)]
struct Spend {
    minor: Money,
    currency: String,
}

/// What to suggest; the counts are `null` where it is a rule of the shop or a better grade.
#[derive(Serialize)]
struct Suggested {
    product: String,
    because: String,
    together: Option<u32>,
    confidence: Option<f64>,
    lift: Option<f64>,
}

impl Rhythm {
    pub(super) fn new(buys: &Buys, currency: &Currency) -> Self {
        let pace = buys.habits.pace.as_ref();
        Self {
            purchases: pace.map_or(0, |pace| pace.sales),
            median_gap_days: pace.and_then(|pace| pace.median_gap),
            likely_due: pace.and_then(Pace::likely_due),
            gone_quiet_from: pace.and_then(Pace::gone_quiet_from),
            win_back_from: pace.and_then(Pace::win_back_from),
            usual_basket: buys.basket(),
            spend_12_months: Spend {
                minor: buys.spent_12_months(),
                currency: currency.code.clone(),
            },
        }
    }
}

impl Suggested {
    fn new(buys: &Buys) -> Option<Self> {
        let suggestion = buys.suggestion.as_ref()?;
        let hundredth = |share: f64| (share * 100.0).round() / 100.0;
        Some(Self {
            product: buys.name(Some(suggestion.product)).to_owned(),
            because: suggestion.because.clone(),
            together: suggestion.pair.map(|pair| pair.together),
            confidence: suggestion.pair.map(|pair| hundredth(pair.confidence())),
            lift: suggestion.pair.map(|pair| hundredth(pair.lift())),
        })
    }
}

impl Answer for Known {
    fn write(&self, page: &mut Page) {
        let (about, rest) = self.parts();
        about.iter().for_each(|line| page.line(line.text()));
        let rest = rest.iter();
        page.table(rest.map(|line| [line.head.to_owned(), line.text()]));
    }
}

/// A line as a page has it: its pieces with a dot between them, each looking like what it means.
fn pieces(line: &Line) -> Html {
    let mut all = Html::default();
    for piece in &line.pieces {
        if !all.is_empty() {
            all = all.and(" · ");
        }
        all = all.and(match piece.meaning {
            Meaning::Text => piece.text.as_str().into(),
            Meaning::Title => element("span", &[("class", "title")], &piece.text),
            Meaning::Muted => element("span", &[("class", "muted")], &piece.text),
            Meaning::Warn => element("span", &[("class", "warn")], &piece.text),
            Meaning::Late => element("span", &[("class", "late")], &piece.text),
        });
    }
    all
}

/// Everything the brief of this customer is made from; `talks` at most.
///
/// # Errors
/// What the store says.
pub fn load(
    customer: Customer,
    talks: usize,
    (store, now): (&Store, Stamp),
) -> Result<domain::brief::Brief> {
    let extras = store.extras_of(customer.id)?.into_iter();
    let favour = |extra: &Extra| extra.direction == Favour::Received;
    Ok(domain::brief::Brief {
        interactions: store.interactions_of(customer.id, talks)?,
        promises: store.promises_of(customer.id)?,
        complaints: store.complaints_of(customer.id)?,
        wants: store.wants_of(customer.id)?,
        due: store.thanks_owed(Some(customer.id), now)?,
        favour: extras.into_iter().find(favour),
        ranks: store.ranks(&customer, now)?,
        buys: buys(customer.id, (store, now))?,
        settings: store.settings()?,
        customer,
    })
}

/// How a customer buys.
///
/// # Errors
/// What the store says.
pub fn buys(customer: CustomerId, (store, now): (&Store, Stamp)) -> Result<Buys> {
    let purchases = store.purchases_of(customer)?;
    let rows = store.bought_by(customer)?;
    let suggestion = store.suggestion_for(customer, now)?;
    let offers = store.offers_of(customer)?;
    let sold = purchases.iter().map(|row| row.product);
    let offered = offers.iter().map(|offer| offer.product);
    let said = store.feedback_of(customer)?;
    let praised = said.iter().map(|row| row.product);
    let suggested = suggestion.iter().map(|it| Some(it.product));
    let mut products = HashMap::new();
    let named = sold.chain(offered).chain(praised).chain(suggested);
    for id in named.flatten() {
        if let Entry::Vacant(place) = products.entry(id)
            && let Some(product) = store.product(id)?
        {
            place.insert(product);
        }
    }
    let mut buys = Buys {
        habits: Habits::of(&rows, now.day()),
        receipts: Receipt::of(purchases),
        products,
        suggestion,
        offers,
        card: None,
    };
    let settings = store.settings()?;
    if let Some(rule) = settings.loyalty {
        let redemptions = store.redemptions_of(customer)?;
        buys.card = Some(buys.loyalty(rule, &redemptions, &settings.currency));
    }
    Ok(buys)
}

/// Shows the brief.
///
/// # Errors
/// What the store says.
pub fn run(args: &Brief, store: &Store, context: &mut Context) -> Result<Report> {
    let customer = match who::find(&args.who.join(" "), store, context)? {
        Ok(customer) => customer,
        Err(report) => return Ok(report),
    };
    let brief = load(customer, usize::MAX, (store, context.now))?;
    let beside = (&store.cause_words()?, &*store.actions(true)?);
    let known = Known::new(brief, beside, context.now);
    let page = match args.format {
        Format::Text => {
            let report = Report::of(&known, context.style)?;
            return paper::put_report(report, &args.place, (store, context));
        }
        Format::Md => known.as_markdown(),
        Format::Html => known.as_page(&store.settings()?.shop, context.now),
    };
    paper::put(&page, &args.place, (store, context))
}

impl Known {
    /// What stands at the top without a word in front, and the rest.
    fn parts(&self) -> (&[Line], &[Line]) {
        let first = self.lines.iter().position(|line| !line.head.is_empty());
        self.lines.split_at(first.unwrap_or(self.lines.len()))
    }

    /// The same for a page that has the name above it.
    fn below_the_name(&self) -> (Vec<Line>, &[Line]) {
        let (about, rest) = self.parts();
        let mut about = about.to_vec();
        if let Some(first) = about.first_mut() {
            first.pieces.drain(..1.min(first.pieces.len()));
        }
        about.retain(|line| !line.pieces.is_empty());
        (about, rest)
    }

    fn as_markdown(&self) -> String {
        let (about, rest) = self.below_the_name();
        let about = about
            .iter()
            .map(|line| format!("{}\n", md::escaped(&line.text())));
        let name = format!("# {}\n", md::escaped(self.customer.shown_name()));
        let rest = rest.iter().map(|line| match line.head {
            "" => format!("  - {}\n", md::escaped(&line.text())),
            head => format!("- **{head}** {}\n", md::escaped(&line.text())),
        });
        let gap = || "\n".to_owned();
        let about = about.flat_map(|line| [gap(), line]);
        let all = [name].into_iter().chain(about).chain([gap()]).chain(rest);
        all.collect()
    }

    fn as_page(&self, shop: &str, now: Stamp) -> String {
        let (about, rest) = self.below_the_name();
        let about = about.iter().map(|line| paragraph(pieces(line)));
        let rest = rest.iter().map(|line| (line.head, pieces(line)));
        let page = html::Page {
            title: self.customer.shown_name(),
            under: &format!("{shop} · {}", written_day(now.day())),
        };
        page.with(about.collect::<Html>().and(pairs(rest)))
    }

    /// The brief, with the words of the shop's causes and what was done against these.
    fn new(
        brief: domain::brief::Brief,
        (causes, actions): (&HashMap<CauseId, String>, &[Action]),
        now: Stamp,
    ) -> Self {
        let lines = brief.lines(now);
        let promises = brief.promises.into_iter();
        let complaints = brief.complaints.into_iter();
        let (name, tier) = (brief.customer.shown_name(), brief.ranks.tier);
        let queued = complaints.map(|it| Queued {
            name: Some(name.to_owned()),
            ..Queued::new(it, tier, &brief.settings, now)
        });
        Self {
            lines,
            promises: promises
                .map(|promise| Standing::new(promise, now))
                .collect(),
            complaints: queued.map(|it| Row::new(it, causes, actions)).collect(),
            interactions: brief.interactions,
            tier,
            rung: brief.ranks.climb.rung,
            habits: Rhythm::new(&brief.buys, &brief.settings.currency),
            suggestion: Suggested::new(&brief.buys),
            wants: brief.wants,
            thanks_due: brief.due,
            customer: brief.customer,
        }
    }
}
