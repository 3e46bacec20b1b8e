//! Reads `assets/demo/sales.txt`: who buys what and how often, what was proposed and redeemed, and with whom the shop may part.

use std::collections::HashMap;

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::{
    crowd::Chance,
    goods::Goods,
    people,
    text::{self, Line},
    year::Moment,
};
use crate::domain::{
    Change, Channel, Customer, CustomerId, Kept, Money, Offer, OfferId, OfferKind, Outcome,
    Parting, ProductId, Purchase, PurchaseId, Quantity, Redemption, RedemptionId, Settings, Stamp,
    follow_up,
};

/// Who sells, and one of the three now and then.
const STAFF: [&str; 5] = ["SK", "SK", "TB", "TB", "MR"];
/// So many of the last sales on a weekday are never missed.
const NEVER_MISSED: u64 = 3;

/// What is sold, and what happened because of it, in the order of the file.
pub(super) struct Sales {
    /// What is sold.
    pub(super) goods: Goods,
    /// What happened; the numbers of purchases are those of this file, see [`number`].
    pub(super) moments: Vec<Moment>,
}

/// Reads the whole file. What is redeemed takes so many stamps off the card.
pub(super) fn read(
    file: (&str, &str),
    people: &[Customer],
    stamps: i64,
    now: Stamp,
) -> Result<Sales> {
    let (goods, lines) = Goods::read(file, now.day())?;
    let mut reader = Reader {
        goods,
        stamps,
        now,
        moments: Vec::new(),
        purchases: 0,
    };
    let mut customer = CustomerId::NEW;
    for line in lines {
        if let Some(name) = line.text.strip_prefix("* ") {
            let found = people::named(people, name);
            customer = found
                .ok_or_else(|| line.wrong(format!("{name:?} is not one customer in people.txt")))?;
        } else if line.indented {
            reader.below(&line)?;
        } else if let Some(rhythm) = line.text.strip_prefix("every ") {
            reader.rhythm(&line, customer, rhythm)?;
        } else {
            reader.once(&line, customer)?;
        }
    }
    Ok(Sales {
        goods: reader.goods,
        moments: reader.moments,
    })
}

/// Gives the purchases among these moments, which stand in the order of time, the numbers of a new data file, and sales of several
/// rows their receipt; what was said about them follows.
pub(super) fn number(moments: &mut [Moment]) {
    let mut numbers: HashMap<PurchaseId, PurchaseId> = HashMap::new();
    let mut receipt = 1000;
    for moment in moments {
        let several = moment.changes.len() > 1;
        receipt += i32::from(several);
        for change in &mut moment.changes {
            match change {
                Change::Add(Kept::Purchase(it)) => {
                    let number = PurchaseId(numbers.len() as i64 + 1);
                    numbers.insert(it.id, number);
                    it.id = number;
                    if several {
                        it.receipt = format!("R{receipt}");
                    }
                }
                Change::Add(Kept::Feedback(it)) => {
                    it.purchase = it.purchase.and_then(|id| numbers.get(&id).copied());
                }
                _ => {}
            }
        }
    }
}

/// Something in a sale: what, how many, and how often of how many sales.
struct Item {
    product: ProductId,
    quantity: Quantity,
    price: Money,
    often: (u64, u64),
}

struct Reader {
    goods: Goods,
    stamps: i64,
    now: Stamp,
    moments: Vec<Moment>,
    /// How many there are by now.
    purchases: i64,
}

impl Reader {
    /// `12d, 29 times until -12d: 2 Ethiopia 250 g, Filter papers 1/3`, or a weekday instead of the days.
    fn rhythm(&mut self, line: &Line, customer: CustomerId, text: &str) -> Result<()> {
        let how = || line.wrong("expected `every 12d, 29 times until -12d: what`");
        let (rhythm, items) = text.split_once(':').ok_or_else(how)?;
        let rhythm = Rhythm::read(line, rhythm, self.now).ok_or_else(how)?;
        let items = self.items(line, items)?;
        let mut chance = Chance::of((customer.0 as u64) << 16 | text.len() as u64);
        for back in (0..rhythm.count).rev() {
            let Some(day) = rhythm.day(back, &mut chance) else {
                continue;
            };
            let minute = 450 + chance.below(570) as u32;
            let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0);
            let at = text::at(day, time.unwrap_or_default(), self.now);
            let at = at.filter(|at| *at <= self.now);
            let at = at.ok_or_else(|| line.wrong("that is still to come"))?;
            let by = *chance.pick(&STAFF);
            let drawn = items.iter().filter(|item| {
                let (often, of) = item.often;
                often == of || chance.below(of) < often
            });
            let drawn: Vec<&Item> = drawn.collect();
            let changes = self.sale(customer, (at, by), &drawn);
            self.moments.push(Moment { at, changes });
        }
        Ok(())
    }

    /// `2 Ethiopia 250 g, Filter papers 1/3`
    fn items(&self, line: &Line, text: &str) -> Result<Vec<Item>> {
        let item = |text: &str| {
            let counted = text.split_once(' ');
            let counted = counted.and_then(|(count, what)| Some((Quantity::read(count)?, what)));
            let (quantity, what) = counted.unwrap_or((Quantity::ONE, text));
            let share = what.rsplit_once(' ').and_then(|(what, share)| {
                let (often, of) = share.split_once('/')?;
                Some((what, (often.parse().ok()?, of.parse().ok()?)))
            });
            let (what, often) = share.unwrap_or((what, (1, 1)));
            let product = self.goods.named(line, what)?;
            Ok(Item {
                product: product.id,
                quantity,
                price: product.price.unwrap_or_default(),
                often,
            })
        };
        text.split(',').map(|text| item(text.trim())).collect()
    }

    /// The rows of a sale.
    fn sale(
        &mut self,
        customer: CustomerId,
        (at, by): (Stamp, &str),
        items: &[&Item],
    ) -> Vec<Change> {
        let rows = items.iter().map(|item| {
            self.purchases += 1;
            let purchase = Purchase {
                id: PurchaseId(self.purchases),
                customer,
                day: at.day(),
                product: Some(item.product),
                quantity: item.quantity,
                amount: Money(item.price.0 * item.quantity.0 / Quantity::ONE.0),
                receipt: String::new(),
                by: by.into(),
                noted: at,
            };
            Change::Add(purchase.into())
        });
        rows.collect()
    }

    /// Something that happened once, signed at its end: `-20d 10:00 bought: Pocket scale @TB`, `-20d 10:00 win-back: …`.
    fn once(&mut self, line: &Line, customer: CustomerId) -> Result<()> {
        let (at, rest) = line.moment(line.text, self.now)?;
        let (word, text, by) = signed(line, rest)?;
        let changes = match (word, OfferKind::from_word(word)) {
            ("bought" | "back", _) => {
                let mut items = self.items(line, text)?;
                if word == "back" {
                    items.iter_mut().for_each(|it| it.quantity.0 *= -1);
                }
                let items: Vec<&Item> = items.iter().collect();
                self.sale(customer, (at, by), &items)
            }
            (_, Some(kind)) => {
                let offer = Offer {
                    customer,
                    at,
                    by: by.into(),
                    ..self.offer(line, kind, text)?
                };
                vec![Change::Add(offer.into())]
            }
            ("redeemed", _) => {
                let redemption = Redemption {
                    id: RedemptionId::NEW,
                    customer,
                    at,
                    by: by.into(),
                    points: self.stamps,
                    what: text.into(),
                };
                vec![Change::Add(redemption.into())]
            }
            ("review", _) => {
                let begun = Parting::begin(&[], customer, text, (at, by));
                vec![begun.map_err(|why| line.wrong(why))?]
            }
            _ => return Err(line.wrong(format!("{word:?} does not belong here"))),
        };
        self.moments.push(Moment { at, changes });
        Ok(())
    }

    /// `Heather honey | text | later | what they said`, said to nobody yet; what is not known stays empty.
    fn offer(&self, line: &Line, kind: OfferKind, text: &str) -> Result<Offer> {
        let parts: Vec<&str> = text.split('|').map(str::trim).collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        let product = match part(0) {
            "" => None,
            name => Some(self.goods.named(line, name)?.id),
        };
        let (channel, result) = (Channel::from_word(part(1)), Outcome::from_word(part(2)));
        let unread = |word: &str, read: bool| !word.is_empty() && !read;
        if unread(part(1), channel.is_some()) || unread(part(2), result.is_some()) {
            return Err(line.wrong("on which channel, and yes, no or later?"));
        }
        Ok(Offer {
            id: OfferId::NEW,
            customer: CustomerId::NEW,
            kind,
            product,
            what: String::new(),
            channel,
            at: self.now,
            by: String::new(),
            result,
            note: part(3).into(),
        })
    }

    /// Below a sale what they said when they were asked, `-3d 10:00 fine: what @TB`; below a review how far it went.
    fn below(&mut self, line: &Line) -> Result<()> {
        let (at, rest) = line.moment(line.text, self.now)?;
        let above = self.moments.iter_mut().rev();
        match above.flat_map(|moment| &mut moment.changes).next() {
            Some(Change::Add(Kept::Purchase(purchase))) => {
                let (word, said, by) = signed(line, rest)?;
                let mut products = self.goods.products().iter();
                let product = products.find(|it| Some(it.id) == purchase.product);
                let product = product.filter(|_| word == "fine");
                let product = product.ok_or_else(|| line.wrong("fine with what?"))?;
                let said = follow_up::fine(purchase, product, said, (at, by));
                let changes = vec![Change::Add(said.into())];
                self.moments.push(Moment { at, changes });
                Ok(())
            }
            Some(Change::Add(Kept::Parting(parting))) if rest == "let go" => {
                parting.let_go = Some(at);
                Ok(())
            }
            Some(Change::Add(Kept::Parting(parting))) => agreed(parting, line, (at, self.now)),
            _ => Err(line.wrong("below nothing")),
        }
    }
}

/// `-20d 10:00 agreed: 60.00 until +5d | what else`
fn agreed(parting: &mut Parting, line: &Line, (at, now): (Stamp, Stamp)) -> Result<()> {
    let how = || line.wrong("expected `let go`, or `agreed: 60.00 until +5d | what else`");
    let (_, rest) = line.text.split_once(" agreed: ").ok_or_else(how)?;
    let (what, terms) = rest.split_once('|').unwrap_or((rest, ""));
    let (amount, until) = what.trim().split_once(" until ").ok_or_else(how)?;
    parting.agreed = Some(at);
    parting.amount = Settings::default().currency.read(amount);
    parting.until = Some(line.day(until, now.day())?);
    parting.terms = terms.trim().into();
    Ok(())
}

/// `word: what @SK`, taken apart.
fn signed<'a>(line: &Line, text: &'a str) -> Result<(&'a str, &'a str, &'a str)> {
    let (text, by) = text
        .rsplit_once('@')
        .ok_or_else(|| line.wrong("by whom? end with @SK"))?;
    let (word, what) = text
        .split_once(':')
        .ok_or_else(|| line.wrong("expected `word: what @SK`"))?;
    Ok((word.trim(), what.trim(), by.trim()))
}

/// On which days somebody buys.
struct Rhythm {
    /// So many days, and on this weekday only.
    gap: u64,
    weekday: Option<Weekday>,
    /// So many sales,
    count: u64,
    /// the last one on this day.
    last: NaiveDate,
}

impl Rhythm {
    /// `12d, 29 times until -12d`, `fri, 40 times until -1d`
    fn read(line: &Line, text: &str, now: Stamp) -> Option<Self> {
        let (rhythm, rest) = text.split_once(", ")?;
        let (count, until) = rest.split_once(" times until ")?;
        let last = line.day(until, now.day()).ok()?;
        let weekday: Option<Weekday> = rhythm.parse().ok();
        let since = |weekday| u64::from(last.weekday().days_since(weekday));
        Some(Self {
            gap: match weekday {
                Some(_) => 7,
                None => rhythm.strip_suffix('d')?.parse().ok()?,
            },
            weekday,
            count: count.parse().ok()?,
            last: last - Days::new(weekday.map_or(0, since)),
        })
    }

    /// The day of the sale that has so many behind it; `None` where it was missed. A longer rhythm is kept more loosely.
    fn day(&self, back: u64, chance: &mut Chance) -> Option<NaiveDate> {
        let day = self.last - Days::new(back * self.gap);
        if self.weekday.is_some() {
            let missed = back >= NEVER_MISSED && chance.percent(5);
            return (!missed).then_some(day);
        }
        match (back, self.gap / 6) {
            (0, _) | (_, 0) => Some(day),
            (_, loose) => Some(day - Days::new(loose) + Days::new(chance.below(2 * loose + 1))),
        }
    }
}
