//! Who may be in the shop twice: everybody is read with what is compared of them, and whoever somebody said is not the same stays out.

use std::collections::HashSet;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Row};

use super::Store;
use crate::{
    domain::{Address, Customer, CustomerId, Kept, customer::MERGED, phone},
    search::alike::{self, Because, Pair, Person, Sure},
};

/// Adds what a row says to a person; the country is the shop's.
type Add = fn(&mut Person, &Row<'_>, &str) -> rusqlite::Result<()>;

/// What is compared beside the name: the rows that have it, each with its customer in front, and how it is added.
const MORE: [(&str, Add); 4] = [
    (
        "SELECT customer, digits FROM phone ORDER BY id",
        |person, row, country| {
            person.phone(row.get_ref(1)?.as_str()?, country);
            Ok(())
        },
    ),
    (
        "SELECT customer, address FROM email ORDER BY id",
        |person, row, _| {
            person.email(row.get_ref(1)?.as_str()?);
            Ok(())
        },
    ),
    (
        "SELECT customer, street, postcode, city FROM address WHERE street <> '' ORDER BY id",
        |person, row, _| {
            person.address(&Address {
                street: row.get(1)?,
                postcode: row.get(2)?,
                city: row.get(3)?,
                ..Address::default()
            });
            Ok(())
        },
    ),
    (
        "SELECT id, birthday, till_number FROM customer WHERE birthday IS NOT NULL OR till_number <> ''",
        |person, row, _| {
            person.known_as(row.get(1)?, row.get_ref(2)?.as_str()?);
            Ok(())
        },
    ),
];

/// The row that says already that two are not the same.
pub(super) fn known(file: &Connection, new: &Kept) -> Result<Option<i64>> {
    let Kept::Apart(new) = new else {
        return Ok(None);
    };
    let mut select = file.prepare_cached("SELECT id FROM apart WHERE one = ?1 AND other = ?2")?;
    let row = select.query_row((new.one, new.other), |row| row.get(0));
    Ok(row.optional()?)
}

impl Store {
    /// Into whom the customer of this uid was merged.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn merged_into(&self, uid: &str) -> Result<Option<CustomerId>> {
        let line = format!("\n{MERGED}{uid}\n");
        let mut select = self.file.prepare_cached(
            "SELECT id FROM customer WHERE kept <> '' AND instr(char(10) || kept || char(10), ?1) LIMIT 1",
        )?;
        Ok(select.query_row([line], |row| row.get(0)).optional()?)
    }

    /// Everybody who looks like somebody else, the surest first; but for pairs that are known not to be the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn alike(&self) -> Result<Vec<Pair>> {
        let _still = self.hold_still()?;
        let mut pairs = alike::pairs(&self.people()?, &self.apart()?);
        for pair in &mut pairs {
            self.as_typed(pair.one, &mut pair.because)?;
        }
        Ok(pairs)
    }

    /// Who of these looks like this one, who is not in the shop yet, the surest first: what speaks for it, and how sure it is. Here a
    /// name may be enough.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn alike_to(
        &self,
        customer: &Customer,
        among: &[CustomerId],
    ) -> Result<Vec<(Customer, Vec<Because>, Sure)>> {
        let country = self.settings()?.country;
        let (own, apart) = (Person::of(customer, &country), self.apart()?);
        let mut found = Vec::new();
        for id in among.iter().filter(|id| **id != customer.id) {
            let pair = (customer.id.min(*id), customer.id.max(*id));
            let Some(other) = self.customer(*id)?.filter(|_| !apart.contains(&pair)) else {
                continue;
            };
            let found_so = alike::resembles(&own, &Person::of(&other, &country));
            if let Some((mut because, sure)) = found_so {
                self.as_typed(*id, &mut because)?;
                found.push((other, because, sure));
            }
        }
        found.sort_by_key(|(_, _, sure)| std::cmp::Reverse(*sure));
        Ok(found)
    }

    /// Who has a phone that ends like this one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn with_phone_ending(&self, raw: &str) -> Result<Vec<CustomerId>> {
        let digits = phone::digits(raw);
        let mut select = self.file.prepare_cached(
            "SELECT DISTINCT customer FROM phone WHERE substr(digits, -7) = substr(?1, -7) AND ?1 <> '' LIMIT 50",
        )?;
        let rows = select.query_map([digits], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The pairs that are not the same, the smaller number first.
    fn apart(&self) -> Result<HashSet<(CustomerId, CustomerId)>> {
        let mut select = self.file.prepare_cached("SELECT one, other FROM apart")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Everybody as they are compared, by number.
    fn people(&self) -> Result<Vec<Person>> {
        let country = self.settings()?.country;
        let mut people: Vec<Person> = Vec::with_capacity(self.customer_count()?);
        self.each_row(
            "SELECT id, name, call_me FROM customer ORDER BY id",
            |row| {
                let text = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?);
                people.push(Person::new(row.get(0)?, text(1)?, text(2)?));
                Ok(())
            },
        )?;
        for (sql, add) in MORE {
            self.each_row(sql, |row| {
                let id: CustomerId = row.get(0)?;
                match people.binary_search_by_key(&id, |person| person.id) {
                    Ok(at) => add(&mut people[at], row, &country),
                    Err(_) => Ok(()),
                }
            })?;
        }
        Ok(people)
    }

    fn each_row(
        &self,
        sql: &str,
        mut each: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        let mut select = self.file.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
        Ok(())
    }

    /// A number as it stands with a customer, instead of its digits.
    fn as_typed(&self, customer: CustomerId, because: &mut [Because]) -> Result<()> {
        let numbers = because.iter_mut().filter_map(|it| match it {
            Because::Number(number) => Some(number),
            _ => None,
        });
        for number in numbers {
            let mut select = self.file.prepare_cached(
                "SELECT raw FROM phone WHERE customer = ?1 AND substr(digits, -4) = substr(?2, -4) ORDER BY id LIMIT 1",
            )?;
            let raw = select.query_row((customer, &*number), |row| row.get(0));
            if let Some(raw) = raw.optional()? {
                *number = raw;
            }
        }
        Ok(())
    }
}
