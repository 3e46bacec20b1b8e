//! The smaller nouns: wants, thanks, extras, feedback, actions, recoveries, staff, cards, snoozes; all read and written alike.

mod goods;
mod house;
mod nouns;
mod said;

use anyhow::{Result, bail};
use rusqlite::{Connection, OptionalExtension, Params, Row, types::Value};

use nouns::value;
pub use said::FeedbackFilter;

use super::{
    Store, alike,
    apply::{Act, changed, given, take_out, unchanged},
    rows,
};
use crate::domain::{
    Action, ActionId, Apart, Card, ComplaintId, CustomerId, Extra, Feedback, Kept, KeptId, Kudos,
    Layout, Offer, Parting, PartingId, Product, ProductId, Purchase, PurchaseId, Recovery,
    Redemption, Rule, SelfCheck, Snooze, Staff, Thanks, Want, WantId, WonShare, Worksheet,
    kept::{of_both, of_each},
};

/// A noun of one table, whose rows are added, edited and taken out whole.
trait Noun: Clone + PartialEq + Sized {
    /// The word for it at the beginning of a sentence.
    const NOUN: &'static str;
    /// Its table.
    const TABLE: &'static str;
    /// Its columns but the row number.
    const COLUMNS: &'static [&'static str];

    /// Row number.
    fn id(&self) -> i64;
    /// What stands in its columns; references that are `NEW` mean the row just added.
    fn values(&self, act: &Act<'_>) -> Result<Vec<Value>>;
    /// Reads it: row number, then its columns.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
}

impl Store {
    /// One want.
    pub fn want(&self, id: WantId) -> Result<Option<Want>> {
        by_row(&self.file, id.0)
    }

    /// A customer's wants, oldest first.
    pub fn wants_of(&self, customer: CustomerId) -> Result<Vec<Want>> {
        select(&self.file, "customer = ?1 ORDER BY id", [customer])
    }

    /// One row about a customer.
    pub fn kept(&self, id: KeptId) -> Result<Option<Kept>> {
        let file = &self.file;
        Ok(match id {
            KeptId::Want(id) => by_row(file, id.0)?.map(Kept::Want),
            KeptId::Thanks(id) => by_row(file, id.0)?.map(Kept::Thanks),
            KeptId::Extra(id) => by_row(file, id.0)?.map(Kept::Extra),
            KeptId::Feedback(id) => by_row(file, id.0)?.map(Kept::Feedback),
            KeptId::Purchase(id) => by_row(file, id.0)?.map(Kept::Purchase),
            KeptId::Offer(id) => by_row(file, id.0)?.map(Kept::Offer),
            KeptId::Redemption(id) => by_row(file, id.0)?.map(Kept::Redemption),
        })
    }

    /// Everything of the smaller nouns about a customer but purchases: wants, thanks, extras, feedback, offers, rewards.
    pub fn kept_of(&self, customer: CustomerId) -> Result<Vec<Kept>> {
        let mut all: Vec<Kept> = Vec::new();
        all.extend(self.wants_of(customer)?.into_iter().map(Kept::from));
        all.extend(self.thanks_of(customer)?.into_iter().map(Kept::from));
        all.extend(self.extras_of(customer)?.into_iter().map(Kept::from));
        all.extend(self.feedback_of(customer)?.into_iter().map(Kept::from));
        all.extend(self.offers_of(customer)?.into_iter().map(Kept::from));
        all.extend(self.redemptions_of(customer)?.into_iter().map(Kept::from));
        Ok(all)
    }

    /// Every row of the smaller nouns, noun by noun, by number. Nothing refers to a noun that comes later.
    pub fn every_kept(&self) -> Result<Vec<Kept>> {
        let mut all = Vec::new();
        self.every::<Staff>(&mut all)?;
        self.every::<Product>(&mut all)?;
        self.every::<Purchase>(&mut all)?;
        self.every::<Feedback>(&mut all)?;
        self.every::<Want>(&mut all)?;
        self.every::<Thanks>(&mut all)?;
        self.every::<Extra>(&mut all)?;
        self.every::<Action>(&mut all)?;
        self.every::<Recovery>(&mut all)?;
        self.every::<Card>(&mut all)?;
        self.every::<Snooze>(&mut all)?;
        self.every::<Rule>(&mut all)?;
        self.every::<Offer>(&mut all)?;
        self.every::<Redemption>(&mut all)?;
        self.every::<Parting>(&mut all)?;
        self.every::<Worksheet>(&mut all)?;
        self.every::<SelfCheck>(&mut all)?;
        self.every::<Kudos>(&mut all)?;
        self.every::<Layout>(&mut all)?;
        self.every::<Apart>(&mut all)?;
        Ok(all)
    }

    fn every<N: Noun + Into<Kept>>(&self, all: &mut Vec<Kept>) -> Result<()> {
        let rows: Vec<N> = select(&self.file, "1 ORDER BY id", [])?;
        all.extend(rows.into_iter().map(Into::into));
        Ok(())
    }

    /// Every want that is still open, oldest first.
    pub fn open_wants(&self) -> Result<Vec<Want>> {
        let open = "told IS NULL AND dropped IS NULL ORDER BY asked, id";
        select(&self.file, open, [])
    }

    /// The thanks said to a customer, newest first.
    pub fn thanks_of(&self, customer: CustomerId) -> Result<Vec<Thanks>> {
        let newest = "customer = ?1 ORDER BY at DESC, id DESC";
        select(&self.file, newest, [customer])
    }

    /// A customer's extras and favours, newest first.
    pub fn extras_of(&self, customer: CustomerId) -> Result<Vec<Extra>> {
        let newest = "customer = ?1 ORDER BY at DESC, id DESC";
        select(&self.file, newest, [customer])
    }

    /// Everything that is or was sold, by name.
    pub fn products(&self) -> Result<Vec<Product>> {
        select(&self.file, "1 ORDER BY name, id", [])
    }

    /// One product.
    pub fn product(&self, id: ProductId) -> Result<Option<Product>> {
        by_row(&self.file, id.0)
    }

    /// One purchase.
    pub fn purchase(&self, id: PurchaseId) -> Result<Option<Purchase>> {
        by_row(&self.file, id.0)
    }

    /// A customer's purchases, newest first.
    pub fn purchases_of(&self, customer: CustomerId) -> Result<Vec<Purchase>> {
        let newest = "customer = ?1 ORDER BY day DESC, id DESC";
        select(&self.file, newest, [customer])
    }

    /// The rows of a receipt, in order.
    pub fn purchases_on(&self, receipt: &str) -> Result<Vec<Purchase>> {
        select(
            &self.file,
            "receipt = ?1 AND receipt <> '' ORDER BY id",
            [receipt],
        )
    }

    /// What was proposed to a customer, newest first.
    pub fn offers_of(&self, customer: CustomerId) -> Result<Vec<Offer>> {
        let newest = "customer = ?1 ORDER BY at DESC, id DESC";
        select(&self.file, newest, [customer])
    }

    /// What a customer got for the loyalty card, newest first.
    pub fn redemptions_of(&self, customer: CustomerId) -> Result<Vec<Redemption>> {
        let newest = "customer = ?1 ORDER BY at DESC, id DESC";
        select(&self.file, newest, [customer])
    }

    /// One review whether to part ways.
    pub fn parting(&self, id: PartingId) -> Result<Option<Parting>> {
        by_row(&self.file, id.0)
    }

    /// Every review whether to part ways with a customer, newest first.
    pub fn partings_of(&self, customer: CustomerId) -> Result<Vec<Parting>> {
        select(&self.file, "customer = ?1 ORDER BY id DESC", [customer])
    }

    /// The shop's rules of what goes with what.
    pub fn rules(&self) -> Result<Vec<Rule>> {
        select(&self.file, "1 ORDER BY id", [])
    }

    /// What somebody mapped the columns of a till's files to.
    pub fn layouts(&self) -> Result<Vec<Layout>> {
        select(&self.file, "1 ORDER BY id", [])
    }

    /// One action.
    pub fn action(&self, id: ActionId) -> Result<Option<Action>> {
        by_row(&self.file, id.0)
    }

    /// Actions: those not yet verified, or all; by due day.
    pub fn actions(&self, ended_too: bool) -> Result<Vec<Action>> {
        let which = if ended_too {
            "1"
        } else {
            "verified IS NULL AND dropped IS NULL"
        };
        select(
            &self.file,
            &format!("{which} ORDER BY coalesce(due, '9999'), id"),
            [],
        )
    }

    /// What was heard when the shop asked again after a complaint, in order.
    pub fn recoveries_of(&self, complaint: ComplaintId) -> Result<Vec<Recovery>> {
        select(&self.file, "complaint = ?1 ORDER BY id", [complaint])
    }

    /// What was ever heard when the shop asked again, in order.
    pub fn recoveries(&self) -> Result<Vec<Recovery>> {
        select(&self.file, "1 ORDER BY id", [])
    }

    /// How many won, of all who were asked again after a complaint.
    pub fn won_share(&self) -> Result<WonShare> {
        let mut count = self.file.prepare_cached(
            "SELECT count(*) FILTER (WHERE won = 'yes'), count(won) FROM recovery",
        )?;
        Ok(count.query_row([], |row| {
            Ok(WonShare {
                won: row.get(0)?,
                of: row.get(1)?,
            })
        })?)
    }

    /// The lines of Today that are put off.
    pub fn snoozes(&self) -> Result<Vec<Snooze>> {
        select(&self.file, "1 ORDER BY id", [])
    }
}

/// Adds a row; gives back its number.
pub(super) fn add(act: &mut Act<'_>, new: &Kept) -> Result<i64> {
    house::free(act.file, new)?;
    if let Some(known) = alike::known(act.file, new)? {
        return Ok(known);
    }
    let row = of_each!(new, it => insert(act, it))?;
    match new {
        Kept::Product(_) => act.just.product = Some(ProductId(row)),
        Kept::Purchase(_) => act.just.purchase = Some(PurchaseId(row)),
        _ => {}
    }
    Ok(row)
}

/// Adds many purchases under these numbers.
pub(super) fn add_purchases(act: &mut Act<'_>, new: &[(PurchaseId, &Purchase)]) -> Result<()> {
    let values = new.iter().map(|(id, new)| {
        let mut values = new.values(act)?;
        values.push(value(id)?);
        Ok(values)
    });
    let values = values.collect::<Result<Vec<_>>>()?;
    rows::add(
        act.file,
        &insert_into::<Purchase>(),
        &values,
        |row, insert, next| {
            for (place, value) in (next..).zip(row) {
                insert.raw_bind_parameter(place, value)?;
            }
            Ok(next + row.len())
        },
    )?;
    act.just.purchase = new.last().map(|(id, _)| *id);
    Ok(())
}

/// Brings a row from one state to another.
pub(super) fn edit(act: &mut Act<'_>, before: &Kept, after: &Kept) -> Result<i64> {
    of_both!(before, after, (before, after) => update(act, before, after), else {
        bail!("an edit cannot turn one noun into another")
    })
}

/// Takes a row out.
pub(super) fn remove(act: &mut Act<'_>, row: &Kept) -> Result<i64> {
    of_each!(row, it => delete(act, it))
}

fn insert<N: Noun>(act: &mut Act<'_>, new: &N) -> Result<i64> {
    let mut values = new.values(act)?;
    values.push(value(&given(new.id()))?);
    let mut insert = act.file.prepare_cached(&insert_into::<N>())?;
    Ok(insert.insert(rusqlite::params_from_iter(values))?)
}

/// The statement that adds a row, its number last.
fn insert_into<N: Noun>() -> String {
    let places = vec!["?"; N::COLUMNS.len() + 1].join(", ");
    let (table, columns) = (N::TABLE, N::COLUMNS.join(", "));
    format!("INSERT INTO {table} ({columns}, id) VALUES ({places})")
}

fn update<N: Noun>(act: &mut Act<'_>, before: &N, after: &N) -> Result<i64> {
    same(act.file, before)?;
    let mut values = after.values(act)?;
    values.push(before.id().into());
    let places = vec!["?"; N::COLUMNS.len()].join(", ");
    let (table, columns) = (N::TABLE, N::COLUMNS.join(", "));
    let sql = format!("UPDATE {table} SET ({columns}) = ({places}) WHERE id = ?");
    let mut update = act.file.prepare_cached(&sql)?;
    update.execute(rusqlite::params_from_iter(values))?;
    Ok(before.id())
}

fn delete<N: Noun>(act: &mut Act<'_>, row: &N) -> Result<i64> {
    same(act.file, row)?;
    take_out(act, (N::TABLE, N::NOUN), row.id())
}

/// The row is as it was read.
fn same<N: Noun>(file: &Connection, read: &N) -> Result<()> {
    unchanged(N::NOUN, by_row(file, read.id())?, read)
}

fn by_row<N: Noun>(file: &Connection, row: i64) -> Result<Option<N>> {
    let sql = format!(
        "SELECT id, {} FROM {} WHERE id = ?1",
        N::COLUMNS.join(", "),
        N::TABLE
    );
    Ok(file
        .prepare_cached(&sql)?
        .query_row([row], N::read)
        .optional()?)
}

fn select<N: Noun>(file: &Connection, which: &str, values: impl Params) -> Result<Vec<N>> {
    let sql = format!(
        "SELECT id, {} FROM {} WHERE {which}",
        N::COLUMNS.join(", "),
        N::TABLE
    );
    let mut select = file.prepare_cached(&sql)?;
    let rows = select.query_map(values, N::read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
