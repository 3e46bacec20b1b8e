//! Ideas: what may become of one, and how it is said.

use regulars::domain::{
    Change, CustomerId, Feedback, FeedbackId, FeedbackKind, IdeaAct, IdeaState, Kept, Stamp,
};

fn at(text: &str) -> Stamp {
    Stamp::from_rfc3339(&format!("2026-06-{text}:00+02:00")).unwrap()
}

fn idea() -> Feedback {
    Feedback {
        id: FeedbackId(3),
        ..Feedback::new(
            FeedbackKind::Idea,
            Some(CustomerId(1)),
            "more chairs".into(),
            (at("01T10:00"), "SK"),
        )
    }
}

/// The idea after these acts, and what the last one is called.
fn after(acts: &[IdeaAct]) -> Result<(Feedback, String), String> {
    let mut now = (idea(), String::new());
    for (day, act) in (2..).zip(acts) {
        let change = now.0.act(*act, at(&format!("{day:02}T12:00")));
        let change = change.map_err(|why| why.0)?;
        let label = change.label("Ada");
        let Change::Edit {
            after: Kept::Feedback(it),
            ..
        } = change
        else {
            panic!("{change:?}");
        };
        now = (it, label);
    }
    Ok(now)
}

#[test]
fn an_idea_is_answered_adopted_or_open_again() {
    use IdeaAct::{Adopt, Answer, Reopen};
    let stands = |acts: &[IdeaAct]| {
        let (idea, label) = after(acts).unwrap();
        (idea.state().unwrap(), label)
    };
    let said = |word: &str| format!("{word} an idea of Ada: more chairs");
    assert_eq!(idea().state(), Some(IdeaState::Open));
    assert_eq!(stands(&[Answer]), (IdeaState::Answered, said("answered")));
    assert_eq!(stands(&[Adopt]), (IdeaState::Adopted, said("adopted")));
    assert_eq!(
        stands(&[Answer, Adopt]),
        (IdeaState::Adopted, said("adopted"))
    );
    assert_eq!(
        stands(&[Adopt, Answer]),
        (IdeaState::Adopted, said("answered"))
    );
    assert_eq!(
        stands(&[Answer, Reopen]),
        (IdeaState::Open, said("reopened"))
    );
    let refused = |acts: &[IdeaAct]| after(acts).unwrap_err();
    assert_eq!(
        refused(&[Answer, Answer]),
        "They have their answer already."
    );
    assert_eq!(refused(&[Adopt, Adopt]), "This idea is adopted already.");
    assert_eq!(refused(&[Reopen]), "This idea still waits for an answer.");
    let praise = Feedback {
        kind: FeedbackKind::Praise,
        ..idea()
    };
    assert_eq!(praise.state(), None);
    assert!(praise.act(Adopt, at("02T12:00")).is_err());
}

#[test]
fn editing_the_words_keeps_what_became_of_it() {
    let (adopted, _) = after(&[IdeaAct::Answer, IdeaAct::Adopt]).unwrap();
    let typed = Feedback::new(
        FeedbackKind::Idea,
        Some(CustomerId(1)),
        "more stools".into(),
        (at("01T10:00"), "SK"),
    );
    let before = Kept::Feedback(adopted.clone());
    let saved = Kept::Feedback(typed).instead_of(&before);
    let expected = Feedback {
        text: "more stools".into(),
        ..adopted
    };
    assert_eq!(saved, Kept::Feedback(expected));
    let change = Change::Edit {
        before,
        after: saved,
    };
    assert_eq!(change.label("Ada"), "edited feedback of Ada: more stools");
}
