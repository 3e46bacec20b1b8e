//! What the shop sells, and its own rules of what goes with what.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    commands::product::in_use,
    domain::{
        Change, Currency, Money, Product, ProductId, Quantity, Rule, Settings, Stamp,
        habits::year_before,
    },
    store::Store,
    tui::{
        Effect, Route, Screen,
        keymap::{Action, Binding, LIST, Layers, MOVE, key},
        text::safe,
        theme::Theme,
        widgets::{
            Cell, Input, List,
            rule::{below, rule},
        },
    },
};

/// In the list.
pub const KEYS: &[Binding] = &[
    key("Enter e", Action::Enter, "edit").footer("edit"),
    key("n", Action::New, "a new one").footer("new"),
    key("/", Action::Find, "to the search box").footer("find"),
];

/// Of products.
pub const PRODUCTS: &[Binding] = &[
    key("d", Action::Remove, "not sold any more; again: it is").footer("end"),
    key("Del", Action::RemoveEntry, "take out what was never sold"),
    key("v Tab", Action::Filter, "the rules of what goes with what").footer("rules"),
];

/// Of rules.
pub const RULES: &[Binding] = &[
    key("d Del", Action::RemoveEntry, "take it out").footer("take out"),
    key("v Tab", Action::Filter, "the products").footer("products"),
];

const BOX: &[Binding] = &[
    key("Enter", Action::Enter, "edit").footer("edit"),
    key("Esc", Action::Back, "leave the box").footer("keys"),
];

/// Products or rules, with a search box.
#[derive(Debug)]
pub struct Products {
    products: Vec<Product>,
    rules: Vec<Rule>,
    sold: HashMap<ProductId, (Quantity, Money)>,
    /// Products that stay on the list when they are not sold any more.
    in_use: HashSet<ProductId>,
    currency: Currency,
    input: Input,
    typing: bool,
    /// The rules are shown, not the products.
    rules_shown: bool,
    /// Places in the list shown that fit the search box.
    places: Vec<usize>,
    list: List,
    now: Stamp,
}

impl Products {
    /// The products; or the rules.
    pub fn new(rules_shown: bool) -> Self {
        Self {
            products: Vec::new(),
            rules: Vec::new(),
            sold: HashMap::new(),
            in_use: HashSet::new(),
            currency: Settings::default().currency,
            input: Input::default(),
            typing: false,
            rules_shown,
            places: Vec::new(),
            list: List::default(),
            now: Stamp::EPOCH,
        }
    }

    fn search(&mut self) {
        let text = self.input.text().to_owned();
        let named = |text: &str, name: &str| {
            let product = Product {
                name: name.to_owned(),
                ..Product::default()
            };
            product.may_be(text)
        };
        let fits = |name: &str| text.trim().is_empty() || named(&text, name);
        self.places = match self.rules_shown {
            true => (0..self.rules.len())
                .filter(|at| fits(&self.rules[*at].words(&self.products)))
                .collect(),
            false => (0..self.products.len())
                .filter(|at| fits(&self.products[*at].name) || fits(&self.products[*at].group))
                .collect(),
        };
        self.list.reload(self.places.len(), None);
    }

    /// The row number of what is selected.
    fn selected_row(&self) -> Option<i64> {
        let product = self.product().map(|it| it.id.0);
        product.or_else(|| Some(self.rule()?.id.0))
    }

    fn product(&self) -> Option<&Product> {
        let at = self.places.get(self.list.selected()?)?;
        self.products.get(*at).filter(|_| !self.rules_shown)
    }

    fn rule(&self) -> Option<&Rule> {
        let at = self.places.get(self.list.selected()?)?;
        self.rules.get(*at).filter(|_| self.rules_shown)
    }

    fn edit(&self) -> Vec<Effect> {
        let product = self.product().map(|it| Route::ProductForm(Some(it.id)));
        let rule = self.rule().map(|it| Route::RuleForm(Some(it.id)));
        product.or(rule).map(Effect::Go).into_iter().collect()
    }

    fn remove(&self) -> Vec<Effect> {
        let change = match (self.product(), self.rule()) {
            (Some(product), _) if self.in_use.contains(&product.id) => {
                return vec![Effect::Say(in_use(&product.name))];
            }
            (Some(product), _) => Change::Remove(product.clone().into()),
            (None, Some(rule)) => Change::Remove(rule.clone().into()),
            (None, None) => return Vec::new(),
        };
        vec![Effect::Save(vec![change])]
    }

    fn end(&self) -> Vec<Effect> {
        let product = self.product().map(|product| product.turn(self.now.day()));
        match product {
            Some(change) => vec![Effect::Save(vec![change])],
            None => Vec::new(),
        }
    }

    fn product_cells(&self, product: &Product, theme: &Theme) -> Vec<Cell> {
        let field = |name| product.field(name, &self.currency);
        let look = if product.ended.is_some() {
            theme.muted
        } else {
            theme.text
        };
        let beside = [field("group"), field("season")];
        let beside: Vec<&str> = beside
            .iter()
            .map(String::as_str)
            .filter(|it| !it.is_empty())
            .collect();
        let grade = match field("grade").as_str() {
            "" => String::new(),
            grade => format!("grade {grade}"),
        };
        let ask = match (product.ended, field("ask").as_str()) {
            (Some(_), _) => "ended".to_owned(),
            (None, "") => String::new(),
            (None, days) => format!("ask {days} d"),
        };
        let (sold, amount) = match self.sold.get(&product.id) {
            Some((sold, amount)) => (format!("{sold} sold"), self.currency.show(*amount)),
            None => (String::new(), String::new()),
        };
        vec![
            Cell::new(product.name.as_str(), look),
            Cell::new(beside.join(" · "), theme.muted),
            Cell::new(grade, theme.muted),
            Cell::new(field("price"), look).right(),
            Cell::new(ask, theme.muted),
            Cell::new(sold, theme.muted).right(),
            Cell::new(amount, look).right(),
        ]
    }

    fn rule_cells(&self, one: &Rule, theme: &Theme) -> Vec<Cell> {
        vec![
            Cell::new(one.words(&self.products), theme.text),
            Cell::new(one.why.as_str(), theme.muted),
        ]
    }

    /// What is listed, and what the last columns are, where the window has room for them.
    fn heading(&self, width: u16) -> String {
        let (rules, products) = (self.rules.len(), self.products.len());
        match (self.rules_shown, width) {
            (true, _) => format!("Rules · {rules}"),
            (false, ..WIDE) => format!("Products · {products}"),
            (false, _) => format!("Products · {products} · sold in 12 months"),
        }
    }

    /// The rule selected, whole, below the list; what is left above it.
    fn paint_rule(&self, frame: &mut Frame, area: Rect, theme: &Theme) -> Rect {
        let Some(one) = self.rule() else {
            return area;
        };
        let width = usize::from(area.width.saturating_sub(2));
        let mut lines = safe(&one.words(&self.products)).wrap(width);
        lines.extend(
            safe(&one.why)
                .wrap(width)
                .into_iter()
                .filter(|it| !it.is_empty()),
        );
        let height = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX);
        let list = area.height.saturating_sub(height).max(area.height / 2);
        let [list, place] =
            Layout::vertical([Constraint::Length(list), Constraint::Fill(1)]).areas(area);
        rule(frame, place, theme, "");
        let lines = lines
            .into_iter()
            .map(|row| Line::styled(format!(" {row}"), theme.text));
        frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), below(place));
        list
    }

    fn empty(&self) -> &'static str {
        match (self.input.is_empty(), self.rules_shown) {
            (false, _) => " Nothing fits what stands in the box.",
            (true, true) => {
                " No rule yet. n makes one: when grass seed, then fertiliser, after 30 days."
            }
            (true, false) => {
                " Nothing is on the list yet. n adds a product; b on a profile adds what is bought."
            }
        }
    }

    fn paint_box(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        let prompt = Rect::new(area.x, area.y, area.width.min(6), 1).intersection(area);
        frame.render_widget(Span::styled(" find ", theme.muted), prompt);
        let line = Rect::new(
            prompt.right(),
            area.y,
            area.width - prompt.width,
            prompt.height,
        );
        self.input.view(frame, line, theme.text, self.typing);
    }
}

impl Screen for Products {
    fn title(&self) -> String {
        if self.rules_shown {
            "Rules"
        } else {
            "Products"
        }
        .to_owned()
    }

    fn keys(&self) -> Layers {
        match (self.typing, self.rules_shown) {
            (true, _) => &[BOX, MOVE],
            (false, true) => &[KEYS, RULES, LIST],
            (false, false) => &[KEYS, PRODUCTS, LIST],
        }
    }

    fn typing(&self) -> bool {
        self.typing
    }

    fn load(&mut self, store: &mut Store, now: Stamp) -> Result<()> {
        self.now = now;
        let selected = self.selected_row();
        self.currency = store.settings()?.currency;
        self.products = store.products()?;
        self.rules = store.rules()?;
        self.sold = store.sold_after(year_before(now.day()))?;
        self.in_use = store.in_use()?;
        self.search();
        let row = |at: &usize| match self.rules_shown {
            true => self.rules[*at].id.0,
            false => self.products[*at].id.0,
        };
        let at = self.places.iter().position(|at| Some(row(at)) == selected);
        self.list.reload(self.places.len(), at);
        Ok(())
    }

    fn update(&mut self, action: Action) -> Vec<Effect> {
        if self.typing && self.input.update(&action) {
            self.search();
            return Vec::new();
        }
        match action {
            Action::Enter => self.edit(),
            Action::DoubleClick(at) if self.list.hit(at).is_some() => self.edit(),
            Action::New if self.rules_shown => vec![Effect::Go(Route::RuleForm(None))],
            Action::New => vec![Effect::Go(Route::ProductForm(None))],
            Action::Remove => self.end(),
            Action::RemoveEntry => self.remove(),
            Action::Filter => {
                self.rules_shown = !self.rules_shown;
                self.search();
                Vec::new()
            }
            Action::Find => {
                self.typing = true;
                Vec::new()
            }
            Action::Back if self.typing => {
                self.typing = false;
                Vec::new()
            }
            Action::Back if !self.input.is_empty() => {
                self.input.set("");
                self.search();
                Vec::new()
            }
            Action::Back => vec![Effect::Back],
            action => {
                self.list.update(&action);
                Vec::new()
            }
        }
    }

    fn view(&mut self, frame: &mut Frame, area: Rect, theme: &Theme) {
        rule(frame, area, theme, &self.heading(area.width));
        let mut place = below(area);
        if self.typing || !self.input.is_empty() {
            self.paint_box(frame, place, theme);
            place = below(place);
        }
        if self.places.is_empty() {
            return frame.render_widget(Line::styled(self.empty(), theme.muted), place);
        }
        place = self.paint_rule(frame, place, theme);
        let columns: &[Constraint] = match (self.rules_shown, place.width) {
            (true, _) => &[Constraint::Fill(2), Constraint::Fill(1)],
            (false, ..WIDE) => &COLUMNS[..5],
            (false, _) => &COLUMNS,
        };
        let mut list = std::mem::take(&mut self.list);
        let mut cells = |at: usize| self.cells(at, theme);
        list.view(frame, (place, theme), columns, &mut cells);
        self.list = list;
    }
}

/// From this width on a product shows how well it sells.
const WIDE: u16 = 100;

/// Columns of a product; the last two stand where the window is wide.
const COLUMNS: [Constraint; 7] = [
    Constraint::Fill(3),
    Constraint::Fill(2),
    Constraint::Length(8),
    Constraint::Length(9),
    Constraint::Length(9),
    Constraint::Length(12),
    Constraint::Length(12),
];

impl Products {
    fn cells(&self, at: usize, theme: &Theme) -> Vec<Cell> {
        let Some(place) = self.places.get(at) else {
            return Vec::new();
        };
        match self.rules_shown {
            true => self.rules.get(*place).map(|it| self.rule_cells(it, theme)),
            false => self
                .products
                .get(*place)
                .map(|it| self.product_cells(it, theme)),
        }
        .unwrap_or_else(|| vec![Cell::new("", Style::new())])
    }
}
