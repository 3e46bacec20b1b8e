//! Scores, trends, and when it is due.

use super::*;

fn check(quarter: &str, scores: &str) -> SelfCheck {
    SelfCheck {
        scores: scores.parse().unwrap(),
        ..SelfCheck::new(quarter.parse().unwrap(), (Stamp::EPOCH, "SK"))
    }
}

#[test]
fn scores_are_twelve_letters_and_their_mean_is_of_those_given() {
    let scores: Scores = "45..3......1".parse().unwrap();
    assert_eq!(scores.to_string(), "45..3......1");
    assert_eq!((scores.of(1), scores.of(2)), (Some(5), None));
    assert_eq!((scores.given(), scores.mean_tenths()), (4, Some(33)));
    assert_eq!(Scores::default().mean_tenths(), None);
    for wrong in [
        "",
        "12345",
        "6...........",
        "0...........",
        ".............",
        "é..........",
    ] {
        assert!(wrong.parse::<Scores>().is_err(), "{wrong}");
    }
}

#[test]
fn every_scale_has_a_word_of_its_own_and_both_ends() {
    for (at, scale) in SCALES.iter().enumerate() {
        assert_eq!(scale_of(scale.word), Ok(at));
        assert!(!scale.low.is_empty() && scale.low != scale.high);
    }
    let refused = scale_of("speed").unwrap_err();
    assert!(refused.0.contains("listening, word,"), "{refused}");
}

#[test]
fn a_trend_goes_by_the_last_score_there_was() {
    let all = [
        check("2026-Q1", "2..........."),
        check("2025-Q3", "34.........."),
    ];
    let before = earlier(&all, "2026-Q2".parse().unwrap());
    let quarters: Vec<String> = before.iter().map(|it| it.quarter.to_string()).collect();
    assert_eq!(quarters, ["2025-Q3", "2026-Q1"]);
    assert_eq!(trend(&before, (0, Some(3))), "up");
    assert_eq!(trend(&before, (1, Some(3))), "down");
    assert_eq!(trend(&before, (1, Some(4))), "as before");
    assert_eq!(trend(&before, (2, Some(4))), "");
    assert_eq!(earlier(&all, "2026-Q1".parse().unwrap()).len(), 1);
}

#[test]
fn it_is_due_until_every_scale_has_a_score() {
    let day = "2026-06-10".parse().unwrap();
    let due = |checks: &[SelfCheck]| due_words(checks, day);
    let old = check("2026-Q1", "555555555555");
    assert_eq!(
        due(&[old]).as_deref(),
        Some("self-check of 2026-Q2: not begun")
    );
    let half = check("2026-Q2", "5...........");
    assert_eq!(
        due(&[half]).as_deref(),
        Some("self-check of 2026-Q2: 1 of 12 scored")
    );
    assert_eq!(due(&[check("2026-Q2", "555555555551")]), None);
}

#[test]
fn one_score_says_which() {
    let before = check("2026-Q2", "............");
    let after = before.clone().scored(4, Some(2)).unwrap();
    assert_eq!(before.one_score(&after).as_deref(), Some("scored names 2"));
    assert_eq!(
        after.one_score(&before).as_deref(),
        Some("took off the score of names")
    );
    let noted = SelfCheck {
        note: "a full week".into(),
        ..after.clone()
    };
    assert_eq!(before.one_score(&noted), None);
    assert!(before.clone().scored(0, Some(6)).is_err());
    assert_eq!(after.standing(), "1 of 12 scored, 2.0 on average");
}
