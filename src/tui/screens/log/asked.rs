//! What the filter box of the log asks: `channel:call in by:SK mood:-1 rye`.

use crate::{
    domain::{Channel, CustomerId, Direction, Outcome, setting::initials},
    search::{Keyword, Own, Values, Vocabulary, fold, keyword},
    store::LogFilter,
};

/// The filter words of the log.
pub const WORDS: Vocabulary = Vocabulary(&[
    keyword(
        "channel",
        "call, text, mail, visit, post, chat or own",
        Values::These(|| Channel::ALL.iter().map(|channel| channel.word()).collect()),
    ),
    keyword(
        "direction",
        "in or out",
        Values::These(|| vec!["in", "out"]),
    ),
    keyword(
        "by",
        "the initials of who was in contact, like by:SK",
        Values::Own(Own::Staff),
    ),
    keyword(
        "mood",
        "-2, -1, 0, 1 or 2",
        Values::These(|| vec!["-2", "-1", "0", "1", "2"]),
    ),
    keyword(
        "outcome",
        "yes, no or later",
        Values::These(|| Outcome::ALL.iter().map(|outcome| outcome.word()).collect()),
    ),
    keyword(
        "customer",
        "the number of a customer, like customer:#12",
        Values::None,
    ),
]);

/// The filters that one key goes through, and what they show.
const VIEWS: [(&str, &str); 7] = [
    ("", "everything"),
    ("in", "what came in"),
    ("out", "what went out"),
    ("channel:visit", "visits"),
    ("mood:-1", "a bad mood"),
    ("mood:-2", "a very bad mood"),
    ("outcome:no", "our no's"),
];

/// Reads the text of the box; words are folded.
///
/// # Errors
/// The sentence that names a filter word that is not known, or cannot be read.
pub fn read(text: &str) -> Result<LogFilter, String> {
    let mut filter = LogFilter::default();
    for word in text.split_whitespace() {
        match (
            WORDS.split(word),
            Direction::from_word(&word.to_lowercase()),
        ) {
            (Some(named), _) => take(&mut filter, named?)?,
            (None, Some(direction)) => filter.direction = Some(direction),
            (None, None) => {
                let folded = fold(word);
                filter
                    .words
                    .extend(folded.split_whitespace().map(str::to_owned));
            }
        }
    }
    Ok(filter)
}

fn take(filter: &mut LogFilter, (keyword, value): (&Keyword, &str)) -> Result<(), String> {
    let unread = || keyword.unread(value);
    match keyword.name {
        "channel" => filter.channel = Some(Channel::read(value).ok_or_else(unread)?),
        "direction" => {
            let direction = Direction::from_word(&value.to_lowercase());
            filter.direction = Some(direction.ok_or_else(unread)?);
        }
        "by" => filter.by = initials(value).map_err(|_| unread())?,
        "mood" => {
            let mood: Option<i8> = value.parse().ok();
            let mood = mood.filter(|mood| (-2..=2).contains(mood));
            filter.mood = Some(mood.ok_or_else(unread)?);
        }
        "outcome" => {
            let outcome = Outcome::from_word(&value.to_lowercase());
            filter.outcome = Some(outcome.ok_or_else(unread)?);
        }
        _ => {
            let number = value.trim_start_matches('#').parse();
            filter.customer = Some(CustomerId(number.map_err(|_| unread())?));
        }
    }
    Ok(())
}

/// The next of the views after this text, and what it shows.
pub fn next_view(text: &str) -> (&'static str, &'static str) {
    let now = VIEWS.iter().position(|(view, _)| *view == text.trim());
    VIEWS[now.map_or(0, |at| at + 1) % VIEWS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_the_rest_is_looked_for() {
        let filter =
            read("channel:sms in by:sk mood:-1 outcome:No customer:#7 Grüne Äpfel 10:30").unwrap();
        assert_eq!(
            filter,
            LogFilter {
                channel: Some(Channel::Text),
                direction: Some(Direction::In),
                by: "SK".into(),
                mood: Some(-1),
                customer: Some(CustomerId(7)),
                outcome: Some(Outcome::No),
                words: ["grune", "apfel"]
                    .into_iter()
                    .chain(fold("10:30").split_whitespace())
                    .map(str::to_owned)
                    .collect(),
                people: Vec::new(),
            }
        );
        assert_eq!(read("  ").unwrap(), LogFilter::default());
    }

    #[test]
    fn what_is_not_known_is_said() {
        for (text, sentence) in [
            (
                "colour:red",
                "There is no filter word colour; there are channel: direction: by: mood: outcome: customer:.",
            ),
            (
                "chanel:call",
                "There is no filter word chanel; did you mean channel:?",
            ),
            ("mood:9", "mood: is -2, -1, 0, 1 or 2."),
            (
                "by:toolong",
                "by: is the initials of who was in contact, like by:SK.",
            ),
            (
                "channel:fax",
                "channel: is call, text, mail, visit, post, chat or own.",
            ),
            (
                "outcome:yse",
                "outcome: is yes, no or later; did you mean outcome:yes?",
            ),
        ] {
            assert_eq!(read(text).unwrap_err(), sentence, "{text}");
        }
    }

    #[test]
    fn the_views_go_round() {
        let mut text = "something of one's own";
        let mut seen = Vec::new();
        for _ in 0..8 {
            (text, _) = next_view(text);
            seen.push(text);
        }
        assert_eq!(seen[0], "");
        assert_eq!(seen[7], "");
        assert!(seen.iter().all(|view| read(view).is_ok()));
    }
}
