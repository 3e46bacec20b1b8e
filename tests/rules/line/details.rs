//! Likes, facts and tags, by example.

use super::*;

#[test]
fn likes_facts_and_tags_have_their_own_words() {
    for (kind, line, expected) in [
        (LineKind::Preference, "rye #2 !fri", "like: rye #2 !fri"),
        (
            LineKind::Preference,
            "How: oat  milk",
            "like: how · oat milk",
        ),
        (LineKind::Preference, "no: nuts", "avoid: nuts"),
        (LineKind::Preference, "well: rye", "like: well: rye"),
        (
            LineKind::Fact,
            "pet: dog Miso",
            "label: pet | fact: dog Miso",
        ),
        (LineKind::Fact, "her dog: Miso", "fact: her dog: Miso"),
        (LineKind::Fact, "https://a.b", "fact: https://a.b"),
        (LineKind::Fact, "14: x", "fact: 14: x"),
        (
            LineKind::Tags,
            "vip -newsletter #trade vip",
            "tag: vip | tag: trade | tag off: newsletter",
        ),
        (LineKind::Tags, "2024 !! -", "not a tag: !! - | tag: 2024"),
    ] {
        assert_eq!(shown(kind, line), expected, "{line}");
    }
    assert_eq!(refused(LineKind::Fact, "pet:"), "Type the fact.");
}

#[test]
fn tags_are_added_once_and_taken_off_by_their_rows() {
    let mut ada = regulars::domain::Customer {
        id: CustomerId(3),
        tags: vec![String::from("vip").into(), String::from("old").into()],
        ..Default::default()
    };
    ada.tags[1].id = TagId(9);
    let changes = |line: &str| entry(LineKind::Tags, line).tag_changes(&ada);
    assert_eq!(
        changes("vip trade -old"),
        Ok(vec![
            Change::AddTag(CustomerId(3), String::from("trade").into()),
            Change::RemoveTag(CustomerId(3), TagId(9)),
        ])
    );
    assert_eq!(
        changes("vip").unwrap_err().0,
        "The tag vip is there already."
    );
    assert_eq!(
        changes("-new").unwrap_err().0,
        "There is no tag new to take off."
    );
    assert!(changes("ok !!").is_err() && changes("").is_err());
}
