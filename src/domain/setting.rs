//! What the shop can set; every value has a default that works.

mod values;

use super::{
    Anchors, Change, Currency, Loyalty, Refusal, Tier, View,
    anchors::{self, KEEP, REPAIR},
    complaint::Targets,
    hours::Hours,
    inside::INSIDE_WORDS,
};

pub use values::{Background, initials};

/// The shop's settings. Each is one row of text in the data file, by its [`Settings::KEYS`] name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The shop's name, in the header of every screen.
    pub shop: String,
    /// ISO 3166 code of the country whose phone numbers need no prefix, `DE`.
    pub country: String,
    /// The one currency of the shop.
    pub currency: Currency,
    /// In `6/14`: is the month first?
    pub month_first: bool,
    /// Initials of who works at this till.
    pub me: String,
    /// When the shop is open.
    pub hours: Hours,
    /// How soon complaints want an answer and an end.
    pub targets: Targets,
    /// Days between two check-ins for tier A, B and C; `None`: never.
    pub rhythms: [Option<u32>; 3],
    /// How many days after a complaint was closed we ask again, each time.
    pub recovery_days: Vec<u32>,
    /// After how many opening days a want that has arrived and is not told is late.
    pub want_late: u32,
    /// What a customer should not have to hear, with commas between.
    pub inside_words: String,
    /// What holds in a furious case, and what helps after it.
    pub anchors: Anchors,
    /// The rule of the loyalty card; `None`: the shop has none.
    pub loyalty: Option<Loyalty>,
    /// What the colours are made for.
    pub theme: Background,
    /// The named views, by list and number; none of them is among [`Settings::KEYS`].
    pub views: Vec<View>,
}

impl Settings {
    /// Every setting: its key, its default, and one line of what it is.
    pub const KEYS: &'static [(&'static str, &'static str, &'static str)] = &[
        (
            "shop",
            "My shop",
            "the shop's name, at the top of every screen",
        ),
        (
            "country",
            "DE",
            "two letters; phone numbers of this country need no prefix",
        ),
        (
            "currency",
            "EUR",
            "three letters; the one currency of the shop",
        ),
        (
            "day_order",
            "day",
            "day or month: which comes first in 6/14",
        ),
        ("me", "", "initials of who works at this till"),
        ("hours", "mon-sat 09:00-18:00", "when the shop is open"),
        ("closed_days", "", "days off, like 12-25 Christmas"),
        (
            "target_furious",
            "30min / 1d",
            "furious: first answer / resolution",
        ),
        ("target_a", "2h / 2d", "tier A: first answer / resolution"),
        ("target_b", "4h / 3d", "tier B: first answer / resolution"),
        ("target_c", "1d / 5d", "tier C: first answer / resolution"),
        ("rhythm_a", "30", "tier A: days between check-ins, or never"),
        ("rhythm_b", "90", "tier B: days between check-ins, or never"),
        (
            "rhythm_c",
            "never",
            "tier C: days between check-ins, or never",
        ),
        (
            "recovery_days",
            "7 30",
            "days after closing to ask again, or never",
        ),
        ("want_late", "3", "opening days until an arrival is late"),
        (
            "inside_words",
            INSIDE_WORDS,
            "words underlined for the customer",
        ),
        (
            "anchors_keep",
            KEEP,
            "for you, while they are furious; none: no line",
        ),
        (
            "anchors_repair",
            REPAIR,
            "for you, after a furious case; none: no line",
        ),
        ("anchors", "on", "on or off: a line for you when furious"),
        ("loyalty", "", "like stamps 10 a free coffee"),
        ("theme", "auto", "auto, dark or light"),
    ];

    /// The settings made of saved rows; what is absent, empty or no longer valid has its default.
    pub fn from_rows<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut settings = Self::default();
        let rows = rows.map(|(key, value)| (key, value.trim()));
        for (key, value) in rows.filter(|(_, value)| !value.is_empty()) {
            // A value of a newer program, or written past this one: the default stays.
            let _ = settings.take(key, value);
            settings.views.extend(View::read(key, value));
        }
        settings.views.sort_by_key(|view| (view.of, view.number));
        settings
    }

    /// The value of a key as text; `None` for an unknown key.
    pub fn get(&self, key: &str) -> Option<String> {
        Some(match key {
            "shop" => self.shop.clone(),
            "country" => self.country.clone(),
            "currency" => self.currency.code.clone(),
            "day_order" => if self.month_first { "month" } else { "day" }.into(),
            "me" => self.me.clone(),
            "hours" => self.hours.week.to_string(),
            "closed_days" => self.hours.closed.to_string(),
            "target_furious" => self.targets.furious.to_string(),
            "target_a" => self.targets.a.to_string(),
            "target_b" => self.targets.b.to_string(),
            "target_c" => self.targets.c.to_string(),
            "rhythm_a" => values::rhythm_text(self.rhythms[0]),
            "rhythm_b" => values::rhythm_text(self.rhythms[1]),
            "rhythm_c" => values::rhythm_text(self.rhythms[2]),
            "recovery_days" => values::list_text(&self.recovery_days),
            "want_late" => self.want_late.to_string(),
            "inside_words" => self.inside_words.clone(),
            "anchors_keep" => anchors::written(&self.anchors.keep),
            "anchors_repair" => anchors::written(&self.anchors.repair),
            "anchors" => if self.anchors.on { "on" } else { "off" }.into(),
            "loyalty" => self
                .loyalty
                .as_ref()
                .map(Loyalty::to_string)
                .unwrap_or_default(),
            "theme" => self.theme.to_string(),
            _ => return None,
        })
    }

    /// Days between two check-ins for a tier; `None`: never.
    pub const fn rhythm(&self, tier: Tier) -> Option<u32> {
        match tier {
            Tier::A => self.rhythms[0],
            Tier::B => self.rhythms[1],
            Tier::C => self.rhythms[2],
        }
    }

    /// Checks one value and gives back the write, in the one spelling that is kept; an empty value brings back the default.
    ///
    /// # Errors
    /// The sentence that says what the value must be, or lists the keys when the key is unknown.
    pub fn set(key: &str, value: &str) -> Result<Change, Refusal> {
        let mut settings = Self::default();
        let (value, mut kept) = (value.trim(), String::new());
        Self::known(key)?;
        if !value.is_empty() {
            settings.take(key, value)?;
            kept = settings.get(key).unwrap_or_default();
        }
        Ok(Change::Set {
            key: key.into(),
            value: kept,
        })
    }

    /// The names of all settings, in their order.
    pub fn names() -> Vec<&'static str> {
        Self::KEYS.iter().map(|(key, ..)| *key).collect()
    }

    /// Is there such a setting?
    ///
    /// # Errors
    /// The sentence that lists those there are.
    pub fn known(key: &str) -> Result<(), Refusal> {
        let names = Self::names();
        if names.contains(&key) {
            return Ok(());
        }
        Err(Refusal(format!(
            "There is no setting {key:?}; there are {}.",
            names.join(", ")
        )))
    }

    /// Reads one value; an unknown key is passed over.
    fn take(&mut self, key: &str, value: &str) -> Result<(), Refusal> {
        match key {
            "shop" => self.shop = values::shop(value)?,
            "country" => self.country = values::country(value)?,
            "currency" => self.currency = values::currency(value)?,
            "day_order" => self.month_first = values::day_order(value)?,
            "me" => self.me = initials(value)?,
            "hours" => self.hours.week = value.parse()?,
            "closed_days" => self.hours.closed = value.parse()?,
            "target_furious" => self.targets.furious = value.parse()?,
            "target_a" => self.targets.a = value.parse()?,
            "target_b" => self.targets.b = value.parse()?,
            "target_c" => self.targets.c = value.parse()?,
            "rhythm_a" => self.rhythms[0] = values::rhythm(value)?,
            "rhythm_b" => self.rhythms[1] = values::rhythm(value)?,
            "rhythm_c" => self.rhythms[2] = values::rhythm(value)?,
            "recovery_days" => self.recovery_days = values::days_list(value)?,
            "want_late" => self.want_late = values::days(value)?,
            "inside_words" => self.inside_words = values::word_list(value),
            "anchors_keep" => self.anchors.keep = anchors::read(value),
            "anchors_repair" => self.anchors.repair = anchors::read(value),
            "anchors" => self.anchors.on = values::on_off(value)?,
            "loyalty" => self.loyalty = Some(value.parse()?),
            "theme" => self.theme = values::background(value)?,
            _ => {}
        }
        Ok(())
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shop: "My shop".into(),
            country: "DE".into(),
            currency: Currency {
                code: "EUR".into(),
                digits: 2,
            },
            month_first: false,
            me: String::new(),
            hours: Hours::default(),
            targets: Targets::default(),
            rhythms: [Some(30), Some(90), None],
            recovery_days: vec![7, 30],
            want_late: 3,
            inside_words: INSIDE_WORDS.into(),
            anchors: Anchors::default(),
            loyalty: None,
            theme: Background::Auto,
            views: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_empty_and_broken_rows_have_their_default() {
        let rows = [("shop", ""), ("currency", "euros"), ("new_key", "x")];
        let settings = Settings::from_rows(rows.into_iter());
        assert_eq!(settings, Settings::default());
        for (key, default, _) in Settings::KEYS {
            assert_eq!(settings.get(key).as_deref(), Some(*default));
        }
        assert_eq!(settings.get("new_key"), None);
    }

    #[test]
    fn a_value_is_kept_in_one_spelling_and_read_back() {
        let all = [
            ("shop", " Corner Coffee ", "Corner Coffee"),
            ("country", "gb", "GB"),
            ("currency", "jpy", "JPY"),
            ("day_order", "month", "month"),
            ("me", "sk", "SK"),
            (
                "hours",
                "Mon–Fri 9-12.30, 14 - 18; sat 9-13",
                "mon-fri 09:00-12:30 14:00-18:00; sat 09:00-13:00",
            ),
            (
                "closed_days",
                "12-25 Christmas; 2026-12-24  Christmas Eve",
                "2026-12-24 Christmas Eve; 12-25 Christmas",
            ),
            ("target_furious", "90min/1D", "90min / 1d"),
            ("target_a", "60 min / 8h", "1h / 8h"),
            ("target_b", "1d / 3 d", "1d / 3d"),
            ("target_c", "2h / 2d", "2h / 2d"),
            ("rhythm_a", "Never", "never"),
            ("rhythm_b", "60", "60"),
            ("rhythm_c", "180", "180"),
            ("recovery_days", "30, 7", "7 30"),
            ("want_late", "5", "5"),
            (
                "loyalty",
                "Points 1 per 1,00,100 = 5.00 off",
                "points 1 per 1.00, 100 = 5.00 off",
            ),
            ("anchors_keep", "breathe ;listen", "breathe; listen"),
            ("anchors_repair", "None", "none"),
            ("anchors", "off", "off"),
            ("theme", "light", "light"),
        ];
        for (key, typed, kept) in all {
            let Ok(Change::Set { value, .. }) = Settings::set(key, typed) else {
                panic!("{key} takes {typed:?}");
            };
            assert_eq!(value, kept);
            let settings = Settings::from_rows([(key, kept)].into_iter());
            assert_eq!(settings.get(key).as_deref(), Some(kept));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_with_a_sentence() {
        for (key, value) in [
            ("shop", "x".repeat(61)),
            ("country", "Germany".into()),
            ("country", "XX".into()),
            ("country", "UK".into()),
            ("currency", "€".into()),
            ("day_order", "year".into()),
            ("me", "S K".into()),
            ("me", "Sabine".into()),
            ("hours", "always".into()),
            ("closed_days", "Christmas".into()),
            ("target_a", "2h".into()),
            ("rhythm_a", "0".into()),
            ("recovery_days", "7 x".into()),
            ("want_late", "never".into()),
            ("loyalty", "10 stamps".into()),
            ("anchors", "perhaps".into()),
            ("theme", "blue".into()),
        ] {
            assert!(Settings::set(key, &value).is_err(), "{key} {value}");
        }
        let unknown = Settings::set("colour", "red").unwrap_err();
        assert!(
            unknown.0.starts_with("There is no setting \"colour\"; there are shop, country, currency, day_order, me, hours,"),
            "{unknown}"
        );
    }
}
