//! `product`: what the shop sells; and `rule`: what goes with what.

use anyhow::Result;
use clap::Args;
use serde::Serialize;

use super::{
    Context, Exit, Report,
    arguments::one_line,
    report::{Answer, Page},
};
use crate::{
    domain::{
        self, Change, Currency, Kept, Money, Quantity, Refusal,
        habits::year_before,
        offer,
        product::{Naming, naming},
    },
    store::Store,
};

/// Which product, and what is noted about it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars product                                    what is sold, and how well
  regulars product rye                                one of them
  regulars product 'Dark rye' group=bread price=3.90 ask=14
  regulars product rye season=nov-feb grade=2 'about=keeps a week'
  regulars product rye end                            not sold any more; again: it is
  regulars product rye remove                         only what was never sold

Fields: name group grade price ask about season. A name that is on no list, with a field behind it, is a new product.")]
pub struct Product {
    /// Its name; it may be shortened as long as only one fits
    #[arg(value_parser = one_line)]
    name: Option<String>,

    /// field=value, or end, again, remove
    #[arg(value_name = "FIELD=VALUE", value_parser = one_line)]
    fields: Vec<String>,
}

/// A rule of what goes with what.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  regulars rule                                              the rules, with numbers
  regulars rule 'grass seed then fertiliser after 30'        so many days after the purchase
  regulars rule 'rye then honey in nov-feb: warms the heart' in these months, and why
  regulars rule remove 2

A rule comes before everything the program counts by itself.")]
pub struct Rule {
    /// When which product, then which; after so many days or in which months; or remove and a number
    #[arg(value_parser = one_line)]
    words: Vec<String>,
}

/// Products with what was sold of them in twelve months.
#[derive(Serialize)]
struct Products {
    products: Vec<Row>,
    #[serde(skip)]
    currency: Currency,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    product: domain::Product,
    sold_12_months: Quantity,
    amount_12_months: Money,
}

impl Answer for Products {
    fn write(&self, page: &mut Page) {
        page.table(self.products.iter().map(|row| {
            let field = |name| row.product.field(name, &self.currency);
            let after = match field("ask").as_str() {
                "" => String::new(),
                days => format!("ask after {days} d"),
            };
            let sold = match row.sold_12_months {
                Quantity(0) => String::new(),
                sold => format!("{sold} sold, {}", self.currency.show(row.amount_12_months)),
            };
            let ended = row.product.ended.map(|day| format!("ended {day}"));
            [
                field("name"),
                field("group"),
                field("grade"),
                field("price"),
                field("season"),
                after,
                sold,
                ended.unwrap_or_default(),
            ]
        }));
    }
}

/// Lists products, shows one, adds one or edits one.
///
/// # Errors
/// What the store says; a [`Refusal`] for what makes no sense.
pub fn run(args: &Product, store: &mut Store, context: &mut Context) -> Result<Report> {
    let products = store.products()?;
    let Some(typed) = &args.name else {
        let none = products.is_empty();
        let report = list(products, store, context)?;
        return Ok(match none {
            true => {
                report.say("Nothing is on the list yet: regulars product 'Dark rye' price=3.90")
            }
            false => report,
        });
    };
    let named = naming(typed, &products);
    if args.fields.is_empty() {
        let one = match named {
            Naming::Known(product) => product,
            other => return Ok(unknown(typed, &other)),
        };
        return list(vec![one], store, context);
    }
    let change = match (named, args.fields.as_slice()) {
        (Naming::Known(product), [act]) if ["end", "again", "remove"].contains(&act.as_str()) => {
            ended(&product, act, store, context)?
        }
        (Naming::Known(product), _) => {
            let after = filled(product.clone(), args, (store, &products))?;
            Change::edit(product, after)
        }
        (Naming::New(name), fields) if fields.iter().all(|field| field.contains('=')) => {
            let new = domain::Product {
                name,
                ..domain::Product::default()
            };
            Change::Add(filled(new, args, (store, &products))?.into())
        }
        (other, _) => return Ok(unknown(typed, &other)),
    };
    let applied = store.apply(std::slice::from_ref(&change), context.now)?;
    let id = match &change {
        Change::Remove(_) => return list(store.products()?, store, context),
        Change::Edit { after, .. } => after.row(),
        _ => applied.ids.first().copied().unwrap_or_default(),
    };
    let product = store.product(domain::ProductId(id))?;
    list(product.into_iter().collect(), store, context)
}

fn unknown(typed: &str, named: &Naming) -> Report {
    match named {
        Naming::Several(names) => {
            let why = format!("Several products fit {typed}: {}.", names.join(", "));
            Report::ended(Exit::Refused, why)
        }
        _ => Report::ended(Exit::Nothing, format!("There is no product {typed}.")),
    }
}

fn filled(
    mut product: domain::Product,
    args: &Product,
    (store, others): (&Store, &[domain::Product]),
) -> Result<domain::Product> {
    let currency = store.settings()?.currency;
    for field in &args.fields {
        let (name, value) = field
            .split_once('=')
            .ok_or_else(|| Refusal(format!("Write {field} as field=value.")))?;
        product.set(name.trim(), value, &currency)?;
    }
    product.check()?;
    product.check_among(others)?;
    Ok(product)
}

fn ended(product: &domain::Product, act: &str, store: &Store, context: &Context) -> Result<Change> {
    let name = &product.name;
    let refused = match act {
        "end" if product.ended.is_some() => format!("{name} is ended already."),
        "again" if product.ended.is_none() => format!("{name} is sold as it is."),
        "remove" if store.in_use()?.contains(&product.id) => in_use(name),
        "remove" => return Ok(Change::Remove(product.clone().into())),
        _ => return Ok(product.turn(context.now.day())),
    };
    Err(Refusal(refused).into())
}

/// Why a product stays on the list.
pub fn in_use(name: &str) -> String {
    format!("{name} was sold, proposed or stands in a rule; end it instead.")
}

fn list(products: Vec<domain::Product>, store: &Store, context: &Context) -> Result<Report> {
    let sold = store.sold_after(year_before(context.now.day()))?;
    let rows = products.into_iter().map(|product| {
        let (quantity, amount) = sold
            .get(&product.id)
            .copied()
            .unwrap_or((Quantity(0), Money(0)));
        Row {
            product,
            sold_12_months: quantity,
            amount_12_months: amount,
        }
    });
    let products = Products {
        products: rows.collect(),
        currency: store.settings()?.currency,
    };
    Report::of(&products, context.style)
}

#[derive(Serialize)]
struct Rules {
    rules: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    #[serde(flatten)]
    rule: offer::Rule,
    words: String,
}

impl Answer for Rules {
    fn write(&self, page: &mut Page) {
        page.table(self.rules.iter().map(|Said { rule, words }| {
            [format!("#{}", rule.id.0), words.clone(), rule.why.clone()]
        }));
    }
}

/// Lists the rules, makes one, or takes one out.
///
/// # Errors
/// What the store says; a [`Refusal`] for what is no rule.
pub fn rule(args: &Rule, store: &mut Store, context: &mut Context) -> Result<Report> {
    let products = store.products()?;
    let removed = super::entry::act(
        &[("remove", ())],
        args.words.first().map_or("", String::as_str),
        args.words.get(1..).unwrap_or_default(),
    );
    if let Some(((), number)) = removed {
        let rules = store.rules()?;
        let Some(rule) = rules.into_iter().find(|rule| rule.id.0 == number) else {
            return Ok(Report::ended(
                Exit::Nothing,
                format!("There is no rule {number}."),
            ));
        };
        store.apply(&[Change::Remove(Kept::Rule(rule))], context.now)?;
    } else if !args.words.is_empty() {
        let new = offer::Rule::read(&args.words.join(" "), &products)?;
        store.apply(&[Change::Add(new.into())], context.now)?;
    }
    let rules = store.rules()?.into_iter().map(|rule| Said {
        words: rule.words(&products),
        rule,
    });
    let rules = Rules {
        rules: rules.collect(),
    };
    let report = Report::of(&rules, context.style)?;
    Ok(match rules.rules.is_empty() {
        true => report.say("There is no rule yet: regulars rule 'rye then honey after 14'"),
        false => report,
    })
}
