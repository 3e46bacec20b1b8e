//! The forms of a product, and of a rule of what goes with what.

use anyhow::Result;

use super::sheet::{Edited, Sheet};
use crate::{
    domain::{
        Change, Currency, Product, ProductId, Refusal, Rule, RuleId, Season, Settings, Stamp,
        offer::known,
    },
    store::Store,
    tui::{
        Effect,
        keymap::Action,
        widgets::{
            Form,
            field::{Part, lines, text},
        },
    },
};

const PRODUCT: &[Part] = &[
    Part::One(text(
        "name",
        "name",
        "what the shop calls it: Ethiopia 250 g",
    )),
    Part::One(text("group", "group", "what it belongs to: coffee, bread")),
    Part::One(text(
        "grade",
        "grade",
        "1 the simplest; empty where that means nothing",
    )),
    Part::One(text("price", "price", "what one costs; empty: not noted")),
    Part::One(text(
        "ask",
        "ask after",
        "so many days after a purchase the shop asks how it is",
    )),
    Part::One(text(
        "season",
        "season",
        "mar-may, or nov-feb, or dec; empty: all year",
    )),
    Part::One(lines("about", "about", "what there is to tell about it")),
];

const RULE: &[Part] = &[
    Part::One(text("bought", "when", "who bought this; Tab completes")),
    Part::One(text("then", "then", "is told of this; Tab completes")),
    Part::One(text(
        "after",
        "after days",
        "so many days after the purchase; empty: at once",
    )),
    Part::One(text(
        "season",
        "in months",
        "mar-may, or nov-feb; empty: all year",
    )),
    Part::One(text(
        "why",
        "why",
        "in words for the customer; may be empty",
    )),
];

type Wrong = (&'static str, String);

/// A product being edited.
#[derive(Debug)]
pub struct ProductForm {
    id: Option<ProductId>,
    edited: Edited<Product>,
    others: Vec<Product>,
    currency: Currency,
    form: Form,
}

impl ProductForm {
    /// The form of this product, or of a new one.
    pub fn new(id: Option<ProductId>) -> Self {
        Self {
            id,
            edited: Edited::default(),
            others: Vec::new(),
            currency: Settings::default().currency,
            form: Form::new(PRODUCT),
        }
    }

    fn after(&self, before: &Product) -> Result<Product, Wrong> {
        let mut after = before.clone();
        for name in Product::FIELDS {
            let typed = self.form.value(name);
            after
                .set(name, &typed, &self.currency)
                .map_err(|refusal| (name, refusal.0))?;
        }
        let fail = |refusal: Refusal| ("name", refusal.0);
        after.check().map_err(fail)?;
        after.check_among(&self.others).map_err(fail)?;
        Ok(after)
    }
}

impl Sheet for ProductForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.edited.read() {
            Some(one) if !one.name.is_empty() => format!("Product · {}", one.name),
            _ => "A new product".to_owned(),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        self.currency = store.settings()?.currency;
        self.others = store.products()?;
        let current = match self.id {
            Some(id) => store.product(id)?,
            None => Some(Product::default()),
        };
        if let Some(product) = self.edited.take(current, self.form.typed()) {
            for name in Product::FIELDS {
                self.form.keep(name, &product.field(name, &self.currency));
            }
        }
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {}

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before);
        let changes = |before: Product, after: Product| match before.id.is_new() {
            true => vec![Change::Add(after.into())],
            false => vec![Change::edit(before, after)],
        };
        self.edited.save(&mut self.form, (before, after), changes)
    }
}

/// A rule being edited.
#[derive(Debug)]
pub struct RuleForm {
    id: Option<RuleId>,
    edited: Edited<Rule>,
    products: Vec<Product>,
    form: Form,
}

impl RuleForm {
    /// The form of this rule, or of a new one.
    pub fn new(id: Option<RuleId>) -> Self {
        Self {
            id,
            edited: Edited::default(),
            products: Vec::new(),
            form: Form::new(RULE),
        }
    }

    fn name(&self, id: ProductId) -> &str {
        let known = self.products.iter().find(|product| product.id == id);
        known.map_or("", |product| &product.name)
    }

    /// The first product that what stands in the field may be short for.
    fn completion(&self, field: &str) -> Option<String> {
        let typed = self.form.value(field);
        let mut fits = self.products.iter().filter(|one| one.may_be(&typed));
        let first = fits.next().filter(|_| !typed.trim().is_empty())?;
        (first.name != typed).then(|| first.name.clone())
    }

    fn after(&self, before: &Rule) -> Result<Rule, Wrong> {
        let value = |name: &str| self.form.value(name).trim().to_owned();
        let fail = |name| move |refusal: Refusal| (name, refusal.0);
        let days = value("after");
        let days = match days.as_str() {
            "" => None,
            days => Some(
                days.parse()
                    .map_err(|_| ("after", "Write a number of days, as 30.".to_owned()))?,
            ),
        };
        let season = Season::read(&value("season"));
        let after = Rule {
            id: before.id,
            bought: known(&value("bought"), &self.products).map_err(fail("bought"))?,
            then: known(&value("then"), &self.products).map_err(fail("then"))?,
            after_days: days,
            season: season.ok_or(("season", "Write the months as mar-may, or dec.".to_owned()))?,
            why: value("why"),
        };
        after.check().map_err(fail("then"))?;
        Ok(after)
    }
}

impl Sheet for RuleForm {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn title(&self) -> String {
        match self.id {
            Some(_) => "A rule of what goes with what".to_owned(),
            None => "A new rule of what goes with what".to_owned(),
        }
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn load(&mut self, store: &mut Store, _now: Stamp) -> Result<()> {
        self.products = store.products()?;
        let known = store.rules()?.into_iter();
        let current = match self.id {
            Some(id) => known.into_iter().find(|rule| rule.id == id),
            None => Some(Rule {
                id: RuleId::NEW,
                bought: ProductId::NEW,
                then: ProductId::NEW,
                after_days: None,
                season: Season::ALL_YEAR,
                why: String::new(),
            }),
        };
        if let Some(rule) = self.edited.take(current, self.form.typed()) {
            let days = rule.after_days.map(|days| days.to_string());
            let (bought, then) = (self.name(rule.bought), self.name(rule.then));
            for (name, value) in [
                ("bought", bought.to_owned()),
                ("then", then.to_owned()),
                ("after", days.unwrap_or_default()),
                ("season", rule.season.text()),
                ("why", rule.why.clone()),
            ] {
                self.form.keep(name, &value);
            }
        }
        Ok(())
    }

    fn complete(&mut self, action: &Action) {
        let field = self.form.focused();
        if *action == Action::NextField
            && ["bought", "then"].contains(&field)
            && let Some(name) = self.completion(field)
        {
            self.form.set(field, &name);
        }
    }

    fn is_gone(&self) -> bool {
        self.edited.is_gone()
    }

    fn note(&mut self) {
        for field in ["bought", "then"] {
            let words = self.completion(field).map(|name| format!("Tab: {name}"));
            self.form.note(field, 0, &words.unwrap_or_default());
        }
    }

    fn save(&mut self) -> Vec<Effect> {
        let Some(before) = self.edited.base() else {
            return vec![Effect::Back];
        };
        let after = self.after(&before);
        let changes = |before: Rule, after: Rule| match before.id.is_new() {
            true => vec![Change::Add(after.into())],
            false => vec![Change::edit(before, after)],
        };
        self.edited.save(&mut self.form, (before, after), changes)
    }
}
