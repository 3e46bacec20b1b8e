//! What all columns of a table mean together, by their names or as said by hand.

use super::meaning::{Field, Meaning, Part, Slot, fold, meaning};
use crate::domain::Refusal;

/// A phone or e-mail: its column, and its label or the column of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    key: String,
    /// Where the value stands.
    pub column: usize,
    /// What the column's name says.
    pub label: String,
    /// Where the label stands.
    pub label_column: Option<usize>,
}

/// A postal address: the columns of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressColumns {
    key: String,
    /// Columns and parts, in the order of the table.
    pub parts: Vec<(usize, Part)>,
    /// What the columns' names say.
    pub label: String,
}

/// Are these the names of the columns of customers?
pub fn are_contacts(names: &[String]) -> bool {
    Columns::new(names, &[]).is_ok()
}

/// What all columns of a table mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// How many there are.
    pub count: usize,
    /// Their names as written.
    pub names: Vec<String>,
    /// Columns of one field each.
    pub fields: Vec<(usize, Field)>,
    /// Phones.
    pub phones: Vec<Reach>,
    /// E-mail addresses.
    pub emails: Vec<Reach>,
    /// Postal addresses.
    pub addresses: Vec<AddressColumns>,
    /// Columns that mean nothing here.
    pub unknown: Vec<usize>,
    /// Is it a table of ours, which needs no mending?
    pub ours: bool,
}

impl Columns {
    /// The meaning of a header line, with columns named by hand.
    ///
    /// # Errors
    /// The sentence that lists the columns when none can be a name or a phone, or when a column named by hand is not there.
    pub fn new(header: &[String], by_hand: &[(String, String)]) -> Result<Self, Refusal> {
        let mut columns = Self {
            count: header.len(),
            names: header.to_vec(),
            ..Self::default()
        };
        let mut meanings: Vec<Meaning> = header.iter().map(|name| meaning(name)).collect();
        for (field, name) in by_hand {
            let at = columns.find(name)?;
            meanings[at] = meaning_by_hand(field, name, &meanings[at])?;
        }
        for (at, meaning) in meanings.into_iter().enumerate() {
            columns.place(at, meaning);
        }
        columns.drop_lonely_labels();
        columns.settle_half_names();
        columns.ours = columns.has(Field::Uid) && columns.has(Field::MorePhones);
        if columns.can_name_anybody() {
            Ok(columns)
        } else {
            Err(columns.nobody())
        }
    }

    fn find(&self, name: &str) -> Result<usize, Refusal> {
        let wanted = fold(name);
        let same = |header: &String| header == name || fold(header) == wanted;
        self.names.iter().position(same).ok_or_else(|| {
            Refusal(format!(
                "no column {name:?}; its columns are {}.",
                self.list()
            ))
        })
    }

    fn place(&mut self, at: usize, meaning: Meaning) {
        match meaning {
            Meaning::Field(field) => self.fields.push((at, field)),
            Meaning::Phone(slot) => value_column(&mut self.phones, slot, at),
            Meaning::Email(slot) => value_column(&mut self.emails, slot, at),
            Meaning::PhoneLabel(slot) => label_column(&mut self.phones, slot, at),
            Meaning::EmailLabel(slot) => label_column(&mut self.emails, slot, at),
            Meaning::Address(slot, part) => {
                let known = self.addresses.iter().position(|it| it.key == slot.key);
                let index = known.unwrap_or_else(|| {
                    self.addresses.push(AddressColumns {
                        key: slot.key,
                        label: slot.label,
                        parts: Vec::new(),
                    });
                    self.addresses.len() - 1
                });
                self.addresses[index].parts.push((at, part));
            }
            Meaning::Unknown => self.unknown.push(at),
        }
    }

    fn drop_lonely_labels(&mut self) {
        for reaches in [&mut self.phones, &mut self.emails] {
            let lonely = reaches.iter().filter(|reach| reach.column == NO_COLUMN);
            self.unknown
                .extend(lonely.filter_map(|reach| reach.label_column));
            reaches.retain(|reach| reach.column != NO_COLUMN);
        }
    }

    /// "Vorname; Name": beside a given name alone, a name is the family's; and the other way round.
    fn settle_half_names(&mut self) {
        let half = match (self.has(Field::Given), self.has(Field::Family)) {
            (true, false) => Field::Family,
            (false, true) => Field::Given,
            _ => return,
        };
        for (_, field) in &mut self.fields {
            if *field == Field::Name {
                *field = half;
            }
        }
    }

    fn has(&self, field: Field) -> bool {
        self.fields.iter().any(|(_, it)| *it == field)
    }

    fn can_name_anybody(&self) -> bool {
        let names = [Field::Name, Field::Given, Field::Family, Field::CallMe];
        !self.phones.is_empty()
            || names.iter().any(|field| self.has(*field))
            || self.has(Field::Company)
    }

    /// Columns that are left out, for the report.
    pub fn left_out(&self) -> Vec<usize> {
        let out = self.fields.iter().filter(|(_, it)| *it == Field::LeftOut);
        out.map(|(at, _)| *at).collect()
    }

    fn list(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(|name| name.trim()).collect();
        let shown = names[..names.len().min(12)].join(", ");
        let more = if names.len() > 12 { ", …" } else { "" };
        shown.chars().take(300).chain(more.chars()).collect()
    }

    fn nobody(&self) -> Refusal {
        let looks_like_person = self.names.iter().any(|name| {
            name.contains('@') || name.chars().filter(char::is_ascii_digit).count() >= 6
        });
        Refusal(if looks_like_person {
            format!(
                "its first line must name the columns (name, phone, email …), but it says: {}.",
                self.list()
            )
        } else if self.count == 1 || self.names.iter().any(|name| name.trim().is_empty()) {
            "text, but neither cards nor a table with a name or a phone.".to_owned()
        } else {
            format!(
                "no column for a name or a phone. Its columns are {}. Say which is which: --map name=\"COLUMN\".",
                self.list()
            )
        })
    }
}

/// A value whose label column came before it.
const NO_COLUMN: usize = usize::MAX;

fn value_column(reaches: &mut Vec<Reach>, slot: Slot, at: usize) {
    let waiting = reaches
        .iter_mut()
        .find(|reach| reach.key == slot.key && reach.column == NO_COLUMN);
    if let Some(reach) = waiting {
        (reach.column, reach.label) = (at, slot.label);
        return;
    }
    reaches.push(Reach {
        key: slot.key,
        column: at,
        label: slot.label,
        label_column: None,
    });
}

fn label_column(reaches: &mut Vec<Reach>, slot: Slot, at: usize) {
    match reaches.iter_mut().find(|reach| reach.key == slot.key) {
        Some(reach) => reach.label_column = Some(at),
        None => reaches.push(Reach {
            key: slot.key,
            column: NO_COLUMN,
            label: String::new(),
            label_column: Some(at),
        }),
    }
}

/// A column named by hand keeps the label that its own name gives ("Mobile").
fn meaning_by_hand(field: &str, name: &str, found: &Meaning) -> Result<Meaning, Refusal> {
    let key = format!("by hand {name}");
    let label = match found {
        Meaning::Phone(slot) | Meaning::Email(slot) => slot.label.clone(),
        _ => String::new(),
    };
    match meaning(field) {
        Meaning::Phone(_) => Ok(Meaning::Phone(Slot { key, label })),
        Meaning::Email(_) => Ok(Meaning::Email(Slot { key, label })),
        Meaning::Unknown => Err(Refusal(format!(
            "{field:?} is no field; name, given, family, call_me, phone, email, company, street, city, postcode, region, \
             country, birthday, tags and note are."
        ))),
        meaning => Ok(meaning),
    }
}
