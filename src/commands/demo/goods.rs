//! What the made-up shop sells, and its own rules of what goes with what: the first lines of `assets/demo/sales.txt`.

use anyhow::Result;
use chrono::NaiveDate;

use super::text::Line;
use crate::domain::{Change, Product, ProductId, Rule, Season, Settings, id::RuleId};

/// The products and rules, numbered from 1 in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Goods {
    products: Vec<Product>,
    rules: Vec<Rule>,
}

impl Goods {
    /// Those of the file, and the lines behind them.
    pub(super) fn read<'a>(
        (file, content): (&'a str, &'a str),
        today: NaiveDate,
    ) -> Result<(Self, impl Iterator<Item = Line<'a>>)> {
        let mut goods = Self::default();
        let mut lines = Line::all(file, content)
            .filter(|line| !line.text.is_empty())
            .peekable();
        while let Some(line) = lines.next_if(|line| !line.text.starts_with('*')) {
            let (word, value) = line.pair()?;
            let parts: Vec<&str> = value.split('|').map(str::trim).collect();
            match word {
                "product" => goods.product(&line, &parts, today)?,
                "rule" => goods.rule(&line, &parts)?,
                _ => return Err(line.wrong("a product, a rule, or `* Name`?")),
            }
        }
        Ok((goods, lines))
    }

    /// The writes that put them into a new data file.
    pub(super) fn changes(&self) -> impl Iterator<Item = Change> {
        let products = self.products.iter().cloned();
        let products = products.map(|it| Change::Add(it.into()));
        products.chain(self.rules.iter().cloned().map(|it| Change::Add(it.into())))
    }

    /// What is on the list.
    pub(super) fn products(&self) -> &[Product] {
        &self.products
    }

    /// The product of this name.
    pub(super) fn named(&self, line: &Line, name: &str) -> Result<&Product> {
        let found = self.products.iter().find(|it| it.name == name);
        found.ok_or_else(|| line.wrong(format!("{name:?} is no product above")))
    }

    /// `Ethiopia 250 g | beans 2 | 9.80 | ask 10 | season jun-aug | ended -90d | what there is to tell`
    fn product(&mut self, line: &Line, parts: &[&str], today: NaiveDate) -> Result<()> {
        let &[name, group, price, ref more @ ..] = parts else {
            return Err(line.wrong("expected `name | group and grade | price`"));
        };
        let graded = group.rsplit_once(' ');
        let graded = graded.and_then(|(group, grade)| Some((group, grade.parse().ok()?)));
        let (group, grade) = graded.map_or((group, None), |(group, grade)| (group, Some(grade)));
        let mut product = Product {
            id: ProductId(self.products.len() as i64 + 1),
            name: name.into(),
            group: group.into(),
            grade,
            price: Settings::default().currency.read(price),
            ..Product::default()
        };
        if product.price.is_none() {
            return Err(line.wrong(format!("{price:?} is no price")));
        }
        for part in more {
            match part.split_once(' ') {
                Some(("ask", days)) => product.ask_after = Some(number(line, days)?),
                Some(("season", months)) => product.season = season(line, months)?,
                Some(("ended", day)) => product.ended = Some(line.day(day, today)?),
                _ => product.talking_points = (*part).into(),
            }
        }
        product.check().map_err(|why| line.wrong(why))?;
        self.products.push(product);
        Ok(())
    }

    /// `Hand grinder > Grinder brush | after 30 | months jun-aug | why, in words`
    fn rule(&mut self, line: &Line, parts: &[&str]) -> Result<()> {
        let pair = parts.first().and_then(|pair| pair.split_once(" > "));
        let (bought, then) = pair.ok_or_else(|| line.wrong("expected `bought > then`"))?;
        let mut rule = Rule {
            id: RuleId(self.rules.len() as i64 + 1),
            bought: self.named(line, bought)?.id,
            then: self.named(line, then)?.id,
            after_days: None,
            season: Season::ALL_YEAR,
            why: String::new(),
        };
        for part in &parts[1..] {
            match part.split_once(' ') {
                Some(("after", days)) => rule.after_days = Some(number(line, days)?),
                Some(("months", months)) => rule.season = season(line, months)?,
                _ => rule.why = (*part).into(),
            }
        }
        rule.check().map_err(|why| line.wrong(why))?;
        self.rules.push(rule);
        Ok(())
    }
}

fn number(line: &Line, days: &str) -> Result<u16> {
    let days = days.parse();
    days.map_err(|_| line.wrong("after how many days?"))
}

fn season(line: &Line, months: &str) -> Result<Season> {
    Season::read(months).ok_or_else(|| line.wrong(format!("{months:?} are no months")))
}
