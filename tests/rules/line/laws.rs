//! What holds for every line, over random ones.

use chrono::NaiveDate;
use proptest::prelude::*;
use regulars::domain::{
    Change, Channel, CustomerId, Direction, Favour, Money, PreferenceKind, Quantity, Settings,
    Source, Stamp,
    dates::{day_name, day_words},
    line::{Entry, LineKind},
};

use super::{entry, now, said::said_of};

/// What changes say, in the words of the reading, made without looking at the entry.
fn said(changes: &[Change], kind: LineKind) -> Vec<(String, String)> {
    let today = now().day();
    let mut said: Vec<(String, String)> = Vec::new();
    let mut say = |label: &str, text: String| said.push((label.into(), text));
    let when = |at: Stamp| (at != now()).then(|| day_words(at.day(), today));
    for change in changes {
        match change {
            Change::AddInteraction(new) => {
                say("channel", format!("{} {}", new.channel, new.direction));
                say("summary", new.summary.clone());
                when(new.at).into_iter().for_each(|day| say("when", day));
                new.tags.iter().for_each(|tag| say("tag", tag.clone()));
                new.mood
                    .iter()
                    .for_each(|mood| say("mood", format!("{mood:+}")));
                say("by", new.by.clone());
            }
            Change::AddComplaint(new) => {
                say("complaint", new.what.clone());
                say("heat", new.heat.to_string());
                if new.source != Source::Direct {
                    say("source", new.source.to_string());
                }
                when(new.opened)
                    .into_iter()
                    .for_each(|day| say("when", day));
                if !new.category.is_empty() {
                    say("category", new.category.clone());
                }
                say("by", new.by.clone());
            }
            Change::AddPromise(new) if kind == LineKind::Promise => {
                say("promise", new.what.clone());
                new.due
                    .iter()
                    .for_each(|due| say("due", day_name(*due, today)));
                say("by", new.by.clone());
            }
            Change::AddPromise(new) => {
                let due = day_name(new.due.unwrap(), today);
                say("promise", format!("{due} · {}", new.what));
            }
            Change::AddPreference(_, new) => match new.kind {
                PreferenceKind::Avoid => say("avoid", new.text.clone()),
                PreferenceKind::What => say("like", new.text.clone()),
                kind => say("like", format!("{kind} · {}", new.text)),
            },
            Change::AddFact(_, new) => {
                if !new.label.is_empty() {
                    say("label", new.label.clone());
                }
                say("fact", new.text.clone());
            }
            Change::AddTag(_, tag) => say("tag", tag.word.clone()),
            Change::Add(new) => said_of(new, &mut say),
            other => panic!("no line makes {other:?}"),
        }
    }
    said.sort();
    said
}

const KINDS: [LineKind; 11] = [
    LineKind::Bought,
    LineKind::Want,
    LineKind::Feedback,
    LineKind::Thanks,
    LineKind::Extra,
    LineKind::Log,
    LineKind::Promise,
    LineKind::Complaint,
    LineKind::Preference,
    LineKind::Fact,
    LineKind::Tags,
];

/// Words that mean something somewhere, and words that nearly do.
fn any_word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "call",
        "in:",
        "call:",
        "visit:",
        "text",
        "out:",
        "on",
        "fri",
        "12.6.",
        "yesterday",
        "tom",
        "!fri",
        "!14.6.",
        "!",
        "!so",
        "#tag",
        "#42",
        "#",
        "@SK",
        "@BO",
        "a@b.de",
        "+1",
        "-2",
        "+3",
        "on yesterday",
        "on 12.6.",
        "furious:",
        "overheard:",
        "calm:",
        "how:",
        "no:",
        "pet:",
        "-vip",
        "fri,",
        "!tom,",
        "#x,",
        "idea:",
        "review:",
        "delivery:",
        "@rye",
        "4/5",
        "2/5",
        "referral:",
        "own:",
        "got:",
        "2.50",
        "€3",
        "->",
        "rye",
        "ethiopia",
        "250",
        "kg",
        "back",
        "2",
        "-1",
        "-3.90",
        "2x",
    ]);
    prop_oneof![3 => known.prop_map(String::from), 1 => "\\PC{1,5}", 2 => "[a-zé小]{1,6}"]
}

fn any_line() -> impl Strategy<Value = String> {
    prop::collection::vec(any_word(), 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_shown_is_what_is_saved(line in any_line(), kind in prop::sample::select(&KINDS[..])) {
        let entry = entry(kind, &line);
        let mut shown: Vec<(String, String)> = entry
            .reading()
            .into_iter()
            .map(|piece| (piece.label.to_owned(), piece.text))
            .collect();
        shown.sort();
        if let Ok(changes) = entry.changes(Some(CustomerId(1)), None) {
            prop_assert_eq!(said(&changes, kind), shown);
            for change in &changes {
                if let Change::AddPromise(new) = change {
                    prop_assert_eq!((&new.by, new.agreed), (&entry.by, entry.at));
                }
            }
        }
    }

    #[test]
    fn no_word_is_lost(line in any_line(), kind in prop::sample::select(&KINDS[..])) {
        let entry = entry(kind, &line);
        let mut kept = format!("{} {} {} {}", entry.text, entry.label, entry.by, entry.reaction);
        for (_, what) in &entry.promises {
            kept += &format!(" {what}");
        }
        let tags = entry.tags.iter().chain(&entry.tags_off).cloned();
        let kept: Vec<String> = kept.split_whitespace().map(String::from).chain(tags).collect();
        for word in line.split_whitespace() {
            let bare = word.trim_start_matches(['#', '@', '-']).trim_end_matches([',', ';', ':', '.']);
            let stays = kept.iter().any(|kept| kept == word || kept == bare || *kept == bare.to_uppercase());
            prop_assert!(stays || is_understood(word, &entry), "{word:?} of {line:?} is not in {entry:?}");
        }
    }

    #[test]
    fn no_text_makes_reading_panic(line in "\\PC*", kind in prop::sample::select(&KINDS[..])) {
        let entry = entry(kind, &line);
        let _ = (entry.reading(), entry.question(), entry.changes(None, None));
    }

    #[test]
    fn a_line_made_of_known_parts_reads_back_as_its_parts(parts in parts()) {
        let entry = entry(LineKind::Log, &parts.line());
        prop_assert_eq!(&entry.text, &parts.text);
        prop_assert_eq!(entry.channel, parts.channel);
        prop_assert_eq!(entry.mood, parts.mood);
        prop_assert_eq!(&entry.tags, &parts.tags);
        prop_assert_eq!(&entry.by, parts.by.as_deref().unwrap_or("ME"));
        let promises: Vec<_> = parts.promises.iter().map(|(due, what)| (Some(*due), what.clone())).collect();
        prop_assert_eq!(entry.promises, promises);
    }
}

/// Was this word understood as something that has no words of its own: a day, a mood, a channel, a heat?
fn is_understood(word: &str, entry: &Entry) -> bool {
    let bare = word.trim_start_matches('!').trim_end_matches([',', ':']);
    let date = |day: &str| -> NaiveDate { day.parse().unwrap() };
    let days: &[&str] = match bare {
        "fri" => &["2026-06-12", "2026-06-05"],
        "12.6." => &["2026-06-12", "2025-06-12"],
        "14.6." => &["2026-06-14"],
        "tom" => &["2026-06-11"],
        "yesterday" => &["2026-06-09"],
        "4/5" => &["2027-05-04", "2026-05-04"],
        "2/5" => &["2027-05-02", "2026-05-02"],
        _ => &[],
    };
    let due = |day| entry.promises.iter().any(|(due, _)| *due == Some(day));
    let dated = days
        .iter()
        .any(|day| due(date(day)) || entry.at.day() == date(day));
    let (channel, direction) = entry.channel;
    let (heat, source) = entry.complaint;
    let head = match entry.kind {
        LineKind::Log => [channel.word(), direction.word()].contains(&bare),
        LineKind::Complaint => [heat.word(), source.word()].contains(&bare),
        LineKind::Preference => [entry.preference.word(), "no"].contains(&bare),
        LineKind::Feedback => {
            let (kind, method, score) = entry.feedback;
            let score = score.map(|score| format!("{score}/5"));
            let stage = entry.stage.map_or("", |stage| stage.word());
            let about = bare.strip_prefix('@') == Some(entry.about.typed.as_str());
            [kind.word(), method.word(), stage].contains(&bare)
                || score.as_deref() == Some(bare)
                || about
        }
        LineKind::Thanks => bare == entry.thanks.occasion.word(),
        LineKind::Extra => {
            let (direction, cost) = entry.extra;
            let costs = [("2.50", 250), ("€3", 300)];
            costs.contains(&(bare, cost.map_or(0, |cost| cost.0)))
                || bare == "->"
                || (bare == "got" && direction == Favour::Received)
        }
        LineKind::Bought => {
            let sale = &entry.sale;
            let amount = sale.amount.map_or(0, |amount| amount.0.abs());
            let plain = word.replace(['€', '£', '$', '¥', '-'], "");
            let paid = Settings::default().currency.read(&plain) == Some(Money(amount));
            let quantity = Quantity::read(bare.trim_end_matches('x'));
            let quantity = quantity.is_some_and(|it| it.0.abs() == sale.quantity.0.abs());
            paid || quantity || bare == "back" && sale.quantity.0 < 0 || ["x", "×"].contains(&bare)
        }
        _ => false,
    };
    let on = bare == "on" && (entry.at != entry.now || entry.kind == LineKind::Promise);
    let mood = entry.mood.is_some_and(|mood| format!("{mood:+}") == word);
    dated || head || on || mood
}

#[derive(Debug, Clone)]
struct Parts {
    channel: (Channel, Direction),
    text: String,
    promises: Vec<(NaiveDate, String)>,
    tags: Vec<String>,
    by: Option<String>,
    mood: Option<i8>,
}

impl Parts {
    fn line(&self) -> String {
        let mut line = format!("{} {}: {}", self.channel.0, self.channel.1, self.text);
        for (due, what) in &self.promises {
            line += &format!(" !{due} {what}");
        }
        for tag in &self.tags {
            line += &format!(" #{tag}");
        }
        if let Some(by) = &self.by {
            line += &format!(" @{by}");
        }
        if let Some(mood) = self.mood {
            line += &format!(" {mood:+}");
        }
        line
    }
}

fn parts() -> impl Strategy<Value = Parts> {
    let words = "[a-zéß]{5,9}( [a-zéß]{5,9}){0,3}";
    let due = (0_u64..900).prop_map(|days| now().day() + chrono::Days::new(days));
    // In any order, but in no order of a hash: the same dice throw the same tags.
    let tags = prop::collection::btree_set("[a-z]{2,6}", 0..3);
    let tags = tags
        .prop_map(|tags| tags.into_iter().collect::<Vec<_>>())
        .prop_shuffle();
    (
        (
            prop::sample::select(Channel::ALL),
            prop::sample::select(Direction::ALL),
        ),
        words,
        prop::collection::vec((due, words), 0..3),
        tags,
        prop::option::of("[A-Z]{1,4}"),
        prop::sample::select(vec![None, Some(2), Some(1), Some(-1), Some(-2)]),
    )
        .prop_map(|(channel, text, promises, tags, by, mood)| Parts {
            channel,
            text,
            promises,
            tags,
            by,
            mood,
        })
}
