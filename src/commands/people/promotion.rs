//! Promotions: who is told of a product and who is left out, and how the campaigns of late went.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use anyhow::Result;
use chrono::NaiveDate;

use super::{Desk, Fact, People, Row};
use crate::{
    commands::{Exit, Report},
    domain::{
        Buyers, Channel, CustomerId, Money, Offer, Pace, Product, ProductId,
        dates::short_day,
        phrase::ago_days,
        promotion::{Promotion, Reason},
    },
    search::fold,
    store::{Campaign, Store, Told},
};

/// Who is told of a product, by channel and the best customers first; then who was told already, and who is left out, by reason.
pub fn promotion(product: ProductId, desk: &Desk<'_>) -> Result<People> {
    let Some(product) = desk.store.product(product)? else {
        return Ok(People {
            title: "Promotion".to_owned(),
            empty: "This product was taken out meanwhile.",
            ..People::default()
        });
    };
    let promotion = Promotion::of(&product);
    let told = desk.store.promotion(&promotion, desk.only(), desk.now)?;
    let of = told.len();
    let offers = desk.store.told_of(product.id, desk.now)?;
    let buyers = desk.store.buyers(desk.now)?;
    let making = Making {
        offers,
        buyers,
        desk,
    };
    let rows = making.rows(told);
    let chosen = rows.iter().filter(|row| row.chosen).count();
    Ok(People {
        title: format!("Promotion: {}", product.name),
        rule: format!(
            "{chosen} of {of}: yes to news, not bought it or its like in 180 days, told of nothing in 14, nothing in the way"
        ),
        rows,
        empty: "There is nobody to tell yet. Consent to news is a yes beside a channel in the form of a customer.",
        ..People::default()
    })
}

/// Where a row stands: chosen, told already, left out; and the heading it stands under.
type Place = (u8, &'static str);

/// What the rows of a promotion are made with.
struct Making<'a> {
    /// What those were told whom its product was proposed to last.
    offers: HashMap<CustomerId, Offer>,
    buyers: Rc<Buyers>,
    desk: &'a Desk<'a>,
}

impl Making<'_> {
    /// The rows in their order: under each heading who spends most first. They are put in order before they are put into words.
    fn rows(mut self, told: Vec<Told>) -> Vec<Row> {
        let buyers = Rc::clone(&self.buyers);
        let (mut paces, count) = (buyers.iter().peekable(), told.len());
        let mut groups: BTreeMap<Place, Vec<(Told, Option<&Pace>)>> = BTreeMap::new();
        for it in told {
            while paces.next_if(|(id, _)| *id < it.customer).is_some() {}
            let pace = paces.next_if(|(id, _)| *id == it.customer);
            let group = groups.entry(self.place(&it)).or_default();
            group.push((it, pace.map(|(_, pace)| pace)));
        }
        let mut rows = Vec::with_capacity(count);
        for (place, mut group) in groups {
            group.sort_by_key(|(_, pace)| Reverse(spent(*pace)));
            rows.extend(group.into_iter().map(|it| self.row(place, it)));
        }
        rows
    }

    fn place(&self, told: &Told) -> Place {
        match told.channel {
            Ok(channel) => (0, by(channel)),
            Err(Reason::Campaign(_)) if self.offers.contains_key(&told.customer) => {
                (1, "told already")
            }
            Err(reason) => (2, reason.word()),
        }
    }

    fn row(&mut self, (place, heading): Place, (told, pace): (Told, Option<&Pace>)) -> Row {
        let today = self.desk.now.day();
        let offer = self.offers.remove(&told.customer);
        let (why, fact) = match told.channel {
            Ok(channel) => (last_bought(pace, today), Fact::Told { channel }),
            Err(reason) => {
                let reason = reason.words(today);
                let told = offer.as_ref().filter(|_| place == 1);
                let why = told.map(|offer| told_words(offer, today).into());
                (
                    why.unwrap_or_else(|| reason.clone()),
                    Fact::LeftOut { reason },
                )
            }
        };
        Row {
            customer: Some(told.customer),
            heading: Cow::Borrowed(heading),
            why,
            figure: match told.channel {
                Ok(_) => self.desk.currency.show(spent(pace)),
                Err(_) => String::new(),
            },
            chosen: told.channel.is_ok(),
            offer: offer.map(Box::new),
            ..Row::of(fact)
        }
    }
}

fn spent(pace: Option<&Pace>) -> Money {
    pace.map_or(Money(0), |pace| pace.year_spent)
}

fn last_bought(pace: Option<&Pace>, today: NaiveDate) -> Cow<'static, str> {
    pace.map_or(Cow::Borrowed("has not bought yet"), |pace| {
        format!("last bought {}", ago_days(pace.last, today)).into()
    })
}

/// The heading of those who are told on a channel.
const fn by(channel: Channel) -> &'static str {
    match channel {
        Channel::Call => "by call",
        Channel::Text => "by text",
        Channel::Mail => "by mail",
        Channel::Visit => "by visit",
        Channel::Post => "by post",
        Channel::Chat => "by chat",
        Channel::Own => "by own",
    }
}

/// "told by text today, said yes"
pub fn told_words(offer: &Offer, today: NaiveDate) -> String {
    let ago = ago_days(offer.at.day(), today);
    let by = offer.channel.map(|channel| format!(" by {channel}"));
    let said = offer.result.map_or_else(
        || "nothing heard yet".to_owned(),
        |said| format!("said {said}"),
    );
    format!("told{} {ago}, {said}", by.unwrap_or_default())
}

/// The campaigns of the last twelve months, with what was said.
pub fn campaigns(desk: &Desk<'_>) -> Result<People> {
    let campaigns = desk.store.campaigns(desk.now)?;
    let products = desk.store.products()?;
    let name = |id: Option<ProductId>| {
        products
            .iter()
            .find(|it| Some(it.id) == id)
            .map(|it| it.name.as_str())
    };
    let rows = campaigns
        .iter()
        .map(|it| campaign_row(it, name(it.product), desk));
    Ok(People {
        title: "Campaigns".to_owned(),
        rule: match campaigns.len() {
            1 => "1 campaign in the last 12 months".to_owned(),
            count => format!("{count} campaigns in the last 12 months"),
        },
        rows: rows.collect(),
        empty: "No campaign yet. n asks for a product and shows whom to tell of it.",
        ..People::default()
    })
}

fn campaign_row(it: &Campaign, product: Option<&str>, desk: &Desk<'_>) -> Row {
    let today = desk.now.day();
    let [yes, no, later] = it.said;
    let open = it.open();
    let (first, last) = (short_day(it.days.0, today), short_day(it.days.1, today));
    let days = if first == last {
        first
    } else {
        format!("{first} to {last}")
    };
    Row {
        name: product.map_or_else(|| it.what.clone(), str::to_owned),
        why: format!("yes {yes} · no {no} · later {later} · open {open} · {days}").into(),
        figure: format!("{} told", it.told),
        ..Row::of(Fact::Campaign {
            product: it.product,
            what: it.what.clone(),
            told: it.told,
            yes,
            no,
            later,
            open,
        })
    }
}

/// The product that the first words name, as many of them as possible, and the words behind it; or why it is none.
///
/// # Errors
/// What the store says.
pub fn product(words: &[String], store: &Store) -> Result<Result<(Product, String), Report>> {
    let products = store.products()?;
    for count in (1..=words.len()).rev() {
        let (name, rest) = words.split_at(count);
        match named(&name.join(" "), &products).as_slice() {
            [] => {}
            [one] => return Ok(Ok(((*one).clone(), rest.join(" ")))),
            several => {
                let names: Vec<&str> = several.iter().take(10).map(|it| it.name.as_str()).collect();
                let why = format!(
                    "{:?} is not one product: {}.",
                    name.join(" "),
                    names.join(", ")
                );
                return Ok(Err(Report::ended(Exit::Refused, why)));
            }
        }
    }
    let why = match products.as_slice() {
        [] => "There is no product yet; a purchase names one.".to_owned(),
        _ => format!("There is no product {:?}.", words.join(" ")),
    };
    Ok(Err(Report::ended(Exit::Nothing, why)))
}

/// The products of this name; else those with a word that begins with each of these.
fn named<'a>(name: &str, products: &'a [Product]) -> Vec<&'a Product> {
    let asked = fold(name);
    let asked: Vec<&str> = asked.split_whitespace().collect();
    let begins = |product: &&Product| {
        let text = fold(&product.name);
        let begun = |word: &&str| text.split_whitespace().any(|other| other.starts_with(word));
        !asked.is_empty() && asked.iter().all(begun)
    };
    let fitting: Vec<&Product> = products.iter().filter(begins).collect();
    let same = fitting
        .iter()
        .filter(|it| fold(&it.name).split_whitespace().eq(asked.iter().copied()));
    match same.copied().collect::<Vec<_>>() {
        same if same.is_empty() => fitting,
        same => same,
    }
}
