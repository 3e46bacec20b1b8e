//! Promotions: who is told of a product and who is left out, and how the campaigns of late went.

use std::{cmp::Reverse, collections::HashMap, rc::Rc};

use anyhow::Result;
use chrono::NaiveDate;

use super::{Desk, Fact, People, Row};
use crate::{
    commands::{Exit, Report},
    domain::{
        Buyers, CustomerId, Money, Offer, OfferKind, Product, ProductId,
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
    let mut making = Making {
        offers: desk.offers(OfferKind::Campaign)?,
        buyers: desk.store.buyers(desk.now)?,
        promotion,
        desk,
    };
    let mut rows: Vec<_> = told.into_iter().map(|it| making.row(it)).collect();
    let place = |(place, row): &Placed| (place.0, row.heading.clone(), place.1);
    rows.sort_by_cached_key(place);
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
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

/// A row with its place: chosen, told already, left out; who spends most first.
type Placed = ((u8, Reverse<Money>), Row);

/// What the rows of a promotion are made with.
struct Making<'a> {
    promotion: Promotion,
    /// What everybody was told last.
    offers: HashMap<CustomerId, Offer>,
    buyers: Rc<Buyers>,
    desk: &'a Desk<'a>,
}

impl Making<'_> {
    fn row(&mut self, told: Told) -> Placed {
        let today = self.desk.now.day();
        let pace = self.buyers.pace(told.customer);
        let spent = pace.map_or(Money(0), |pace| pace.year_spent);
        let offer = self.offers.remove(&told.customer);
        let offer = offer.filter(|it| it.product == Some(self.promotion.product));
        let (place, heading, why, fact) = match told.channel {
            Ok(channel) => {
                let last = pace.map(|pace| format!("last bought {}", ago_days(pace.last, today)));
                let why = last.unwrap_or_else(|| "has not bought yet".to_owned());
                (0, format!("by {channel}"), why, Fact::Told { channel })
            }
            Err(reason) => left_out(reason, offer.as_ref(), today),
        };
        let row = Row {
            customer: Some(told.customer),
            heading,
            why,
            figure: if place == 0 {
                self.desk.currency.show(spent)
            } else {
                String::new()
            },
            chosen: place == 0,
            offer,
            ..Row::of(fact)
        };
        ((place, Reverse(spent)), row)
    }
}

/// Place, heading, why and fact of somebody who is not to be told, or was told already.
fn left_out(reason: Reason, told: Option<&Offer>, today: NaiveDate) -> (u8, String, String, Fact) {
    let words = reason.words(today);
    let fact = Fact::LeftOut {
        reason: words.clone(),
    };
    match (told, reason) {
        (Some(offer), Reason::Campaign(_)) => {
            (1, "told already".to_owned(), told_words(offer, today), fact)
        }
        _ => (2, format!("left out: {}", reason.word()), words, fact),
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
        why: format!("yes {yes} · no {no} · later {later} · open {open} · {days}"),
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
