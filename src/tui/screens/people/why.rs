//! Why somebody is on a list, with the rows behind it.

use super::People;
use crate::{
    commands::people::{Fact, ListOf, told_words},
    domain::{Habits, Money, best::Mark, dates::short_day},
    search::fold,
    tui::{Effect, Route},
};

/// So many days of buying are listed, the newest first.
const DAYS: usize = 12;

impl People {
    /// Why the one selected is on the list.
    pub(super) fn why(&self) -> Vec<Effect> {
        let Some(row) = self.selected() else {
            return vec![Effect::Say(format!("{}.", self.shown.rule))];
        };
        let mut lines = vec![format!("{}.", self.shown.rule), String::new()];
        if row.chosen || row.heading.is_empty() {
            lines.push(row.why.to_string());
        } else {
            lines.push(format!("{}: {}", row.heading, row.why));
        }
        match &row.fact {
            Fact::Review { rows, .. } => lines.extend(rows.iter().cloned()),
            Fact::Referrer { .. } => lines.push(self.beside.brought.join(", ")),
            Fact::Campaign { .. } => lines.push(
                "Counted are all who were told of it, until nobody was told for 14 days; open: they have not answered.".to_owned(),
            ),
            _ => {}
        }
        lines.extend(self.news());
        lines.extend(self.days());
        lines.extend(self.offers());
        let name = if row.name.is_empty() {
            &self.shown.title
        } else {
            &row.name
        };
        vec![Effect::Go(Route::Text {
            title: format!("Why · {name}"),
            lines,
        })]
    }

    /// What they said to news, channel by channel.
    fn news(&self) -> Vec<String> {
        let customer = match (&self.beside.customer, self.asked.of) {
            (Some(customer), ListOf::Promotion(_)) => customer,
            _ => return Vec::new(),
        };
        let rules = customer.channels.iter().map(|rule| {
            let news = match rule.marketing {
                Some(true) => "yes to news",
                Some(false) => "no to news",
                None => "not asked about news",
            };
            let on = rule
                .consent_on
                .map(|day| format!(", {}", short_day(day, self.now.day())));
            format!(
                "{}: {}, {news}{}",
                rule.channel,
                rule.leave,
                on.unwrap_or_default()
            )
        });
        let mut lines: Vec<String> = rules.collect();
        if lines.is_empty() {
            lines.push("No channel is noted.".to_owned());
        }
        lines
    }

    /// The days on which they bought, the newest first, with the gap before each.
    fn days(&self) -> Vec<String> {
        let mut days: Vec<(chrono::NaiveDate, i64)> = Vec::new();
        for it in &self.beside.bought {
            match days.last_mut() {
                Some((day, spent)) if *day == it.day => *spent += it.amount.0,
                _ => days.push((it.day, it.amount.0)),
            }
        }
        if days.is_empty() {
            return Vec::new();
        }
        let today = self.now.day();
        let habits = Habits::of(&self.beside.bought, today);
        let gap = habits.pace.and_then(|pace| pace.median_gap);
        let rhythm = match gap {
            Some(gap) => format!("Bought on {} days, usually every {gap} d:", days.len()),
            None => format!("Bought on {} days, too few to say how often:", days.len()),
        };
        let mut lines = vec![String::new(), rhythm];
        for at in (0..days.len()).rev().take(DAYS) {
            let (day, spent) = days[at];
            let before = at.checked_sub(1).map(|at| (day - days[at].0).num_days());
            let after = before.map(|gap| format!(", after {gap} d"));
            let spent = self.settings.currency.show(Money(spent));
            lines.push(format!(
                "  {}  {spent}{}",
                short_day(day, today),
                after.unwrap_or_default()
            ));
        }
        if days.len() > DAYS {
            lines.push(format!("  and {} more", days.len() - DAYS));
        }
        lines
    }

    /// What was proposed to them before.
    fn offers(&self) -> Vec<String> {
        let today = self.now.day();
        let offers = self.beside.offers.iter().take(DAYS);
        let lines = offers.map(|it| format!("  {}: {}", it.kind, told_words(it, today)));
        let lines: Vec<String> = lines.collect();
        match lines.is_empty() {
            true => Vec::new(),
            false => [String::new(), "Proposed before:".to_owned()]
                .into_iter()
                .chain(lines)
                .collect(),
        }
    }
}

/// The find words for those who have it.
pub fn find_words(mark: Mark, word: &str) -> String {
    match mark {
        Mark::Tag => format!("tag:{word} tier:a"),
        Mark::Source => format!("source:{} tier:a", word.replace(' ', "_")),
        Mark::Area => format!("{} tier:a", fold(word)),
    }
}
