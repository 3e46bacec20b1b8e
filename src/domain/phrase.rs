//! Small things in words, the same on every screen and in the shell: ages, days, contacts, moods.

use std::borrow::Cow;

use chrono::NaiveDate;

pub use super::dates::day_words;

use super::{
    Channel, Customer, Direction, Feedback, Heat, IdeaState, Leave, Promise, PromiseState, Stamp,
    Want, WantState,
};

/// What a piece of a line means; the screens give it a colour, the text says it anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The name, and the word a line begins with.
    Title,
    /// Ordinary text.
    Text,
    /// What may be overlooked: ages, initials, phones.
    Muted,
    /// What needs care.
    Warn,
    /// What is too late, or went wrong.
    Late,
}

/// The most bytes of one text that a line about a customer has: nobody reads on.
const LONG: usize = 1 << 14;

/// As much of a text as anybody reads in a line, with `…` where it goes on: a text of megabytes is not copied at every key.
pub fn beginning(text: &str) -> Cow<'_, str> {
    cut(text, LONG)
}

/// At most so many bytes of a text, with `…` where it goes on.
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}…", &text[..text.floor_char_boundary(most)]))
}

/// A count as people write it: `1,284`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Calm is nothing to worry about.
pub const fn heat_meaning(heat: Heat) -> Meaning {
    match heat {
        Heat::Calm => Meaning::Text,
        Heat::Upset => Meaning::Warn,
        Heat::Furious => Meaning::Late,
    }
}

/// Which channels they prefer, which never, and when: "text after 15:00, never call".
pub fn channel_rules(customer: &Customer) -> String {
    let mut rules = customer.channels.clone();
    rules.sort_by_key(|rule| rule.leave);
    let said = rules.iter().filter_map(|rule| match rule.leave {
        Leave::Prefer if rule.best_time.is_empty() => Some(format!("prefers {}", rule.channel)),
        Leave::Prefer => Some(format!("{} {}", rule.channel, rule.best_time)),
        Leave::Never => Some(format!("never {}", rule.channel)),
        Leave::Ok if rule.best_time.is_empty() => None,
        Leave::Ok => Some(format!("{} {}", rule.channel, rule.best_time)),
    });
    let said: Vec<String> = said.map(|rule| rule.trim().to_owned()).collect();
    said.join(", ")
}

/// "call in", "text out"; a visit says only "visit".
pub fn contact_words(channel: Channel, direction: Direction) -> String {
    match (channel, direction) {
        (Channel::Visit, Direction::In) => "visit".to_owned(),
        _ => format!("{channel} {direction}"),
    }
}

/// "+1", "-2"; nothing when the mood was not noted.
pub fn mood_words(mood: Option<i8>) -> String {
    mood.map(|mood| format!("{mood:+}")).unwrap_or_default()
}

/// How long ago, at most six columns wide: "today", "3 d", "2 mo", "4 y".
pub fn ago(at: Stamp, now: Stamp) -> String {
    let days = (now.day() - at.day()).num_days();
    match days {
        ..0 => format!("in {} d", -days),
        0 => "today".to_owned(),
        1..=45 => format!("{days} d"),
        46..=700 => format!("{} mo", (days * 12 + 183) / 365),
        _ => format!("{} y", (days + 183) / 365),
    }
}

/// Where a promise stands, in words, and how much that matters: "due tomorrow", "late, was due Fri 5 June", "done, not told".
pub fn promise_standing(promise: &Promise, today: NaiveDate) -> (Meaning, String) {
    let due = promise.due.map(|day| day_words(day, today));
    match (promise.state(today), due) {
        (PromiseState::Late, Some(due)) => (Meaning::Late, format!("late, was due {due}")),
        (PromiseState::Agreed, Some(due)) => {
            let soon = promise.due.is_some_and(|day| (day - today).num_days() <= 1);
            let meaning = if soon { Meaning::Warn } else { Meaning::Text };
            (meaning, format!("due {due}"))
        }
        (PromiseState::Agreed | PromiseState::Late, None) => {
            (Meaning::Muted, "no day named".to_owned())
        }
        (PromiseState::Done, _) => (Meaning::Warn, "done, not told".to_owned()),
        (ended, _) => (Meaning::Muted, ended.word().to_owned()),
    }
}

/// Where a want stands, in words, and how much that matters: "asked yesterday", "in since yesterday, not told", "LATE, in since Fri 5
/// June, not told". `late_from` is [`Want::late_from`].
pub fn want_standing(want: &Want, late_from: Option<NaiveDate>, now: Stamp) -> (Meaning, String) {
    let arrived = want.arrived.map(|at| day_words(at.day(), now.day()));
    match (want.state(), arrived) {
        (WantState::Waiting, _) => (
            Meaning::Muted,
            format!("asked {}", day_words(want.asked.day(), now.day())),
        ),
        (WantState::Arrived, Some(day)) if late_from.is_some_and(|from| now.day() >= from) => {
            (Meaning::Late, format!("LATE, in since {day}, not told"))
        }
        (WantState::Arrived, Some(day)) => (Meaning::Warn, format!("in since {day}, not told")),
        (WantState::Told, _) => (Meaning::Muted, "told".to_owned()),
        _ => (Meaning::Muted, "given up".to_owned()),
    }
}

/// Where an idea stands; `None` for praise and criticism.
pub fn idea_standing(feedback: &Feedback, today: NaiveDate) -> Option<(Meaning, String)> {
    let on = |at: Option<Stamp>| at.map_or_else(String::new, |at| day_words(at.day(), today));
    Some(match feedback.state()? {
        IdeaState::Open => (Meaning::Warn, "not answered yet".to_owned()),
        IdeaState::Answered => (
            Meaning::Muted,
            format!("answered {}", on(feedback.answered)),
        ),
        IdeaState::Adopted => (Meaning::Title, format!("adopted {}", on(feedback.adopted))),
    })
}

/// How long ago in full words: "today", "12 days ago", "14 months ago", "4 years ago".
pub fn ago_words(at: Stamp, now: Stamp) -> String {
    ago_days(at.day(), now.day())
}

/// How long ago a day was, in the same words.
pub fn ago_days(day: NaiveDate, today: NaiveDate) -> String {
    let days = (today - day).num_days();
    let (count, unit) = match days {
        ..=0 => return "today".to_owned(),
        1 => return "yesterday".to_owned(),
        2..=60 => (days, "days"),
        61..=730 => ((days * 12 + 183) / 365, "months"),
        _ => ((days + 183) / 365, "years"),
    };
    format!("{count} {unit} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Stamp {
        Stamp::from_rfc3339(&format!("{text}+02:00")).unwrap()
    }

    #[test]
    fn ages_and_days_are_short_words() {
        let now = at("2026-06-10T00:30:00");
        let ages = [
            "2026-06-09T23:50:00",
            "2026-04-20T12:00:00",
            "2020-06-10T12:00:00",
        ];
        assert_eq!(ages.map(|text| ago(at(text), now)), ["1 d", "2 mo", "6 y"]);
        let day = |text: &str| day_words(text.parse().unwrap(), now.day());
        assert_eq!(day("2026-06-11"), "tomorrow");
        assert_eq!(day("2026-06-12"), "Fri 12 June");
        assert_eq!(day("2027-01-04"), "Mon 4 January 2027");
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
