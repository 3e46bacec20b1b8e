//! The line of a want, of feedback, of thanks and of an extra, by example.

use regulars::domain::{
    Change, CustomerId, Kept, Money, Occasion,
    line::{LineContext, LineKind, of, read},
};

use super::{context, entry, refused, shown};

#[track_caller]
fn shows(kind: LineKind, lines: &[(&str, &str)]) {
    for (line, expected) in lines {
        assert_eq!(shown(kind, line), format!("{expected} | by: ME"), "{line}");
    }
}

#[test]
fn a_want_is_what_they_wait_for_and_may_carry_a_promise() {
    shows(
        LineKind::Want,
        &[
            ("rye flour", "want: rye flour"),
            (
                "rye flour, 5 kg !fri ring the mill",
                "want: rye flour, 5 kg | promise: Fri 12 June · ring the mill",
            ),
            ("on yesterday: rye", "want: rye | when: yesterday"),
            ("order #rye +1 4/5 2.50", "want: order #rye +1 4/5 2.50"),
        ],
    );
    assert_eq!(shown(LineKind::Want, "rye @sk"), "want: rye | by: SK");
    assert_eq!(refused(LineKind::Want, "@SK"), "Type what they wait for.");
}

#[test]
fn feedback_is_praise_unless_it_says_so_or_scores_low() {
    shows(
        LineKind::Feedback,
        &[
            ("lovely rye", "praise: lovely rye"),
            ("lovely rye 5/5", "praise: lovely rye | score: 5/5"),
            ("cold soup 2/5", "criticism: cold soup | score: 2/5"),
            ("praise: for once 2/5", "praise: for once | score: 2/5"),
            ("Idea: a table for 4", "idea: a table for 4"),
            ("review: lovely", "praise: lovely | method: review"),
            (
                "mystery shopper, criticism: slow",
                "criticism: slow | method: mystery shopper",
            ),
            (
                "survey: idea: more chairs 3/5. !fri ask the joiner",
                "idea: more chairs 3/5. | method: survey | promise: Fri 12 June · ask the joiner",
            ),
            ("idea: more chairs 3/5.", "idea: more chairs | score: 3/5"),
            (
                "lovely 5/5 on 4/5",
                "praise: lovely | score: 5/5 | when: Mon 4 May",
            ),
            ("shopper: x 0/5 6/5", "praise: shopper: x 0/5 6/5"),
            ("idea so far: x", "praise: idea so far: x"),
            (
                "review, delivery: late again 2/5",
                "criticism: late again | method: review | stage: delivery | score: 2/5",
            ),
            ("aftercare: idea: a lamp", "idea: a lamp | stage: aftercare"),
            ("delivery using: x", "praise: delivery using: x"),
        ],
    );
    assert_eq!(
        refused(LineKind::Feedback, "idea: 4/5"),
        "Type what they said."
    );
}

#[test]
fn feedback_is_about_a_product_behind_an_at_unless_that_is_who_wrote_it_down() {
    shows(
        LineKind::Feedback,
        &[
            (
                "idea: more sizes @rye",
                "idea: more sizes | about: Dark rye",
            ),
            (
                "idea, choosing: more @Honey. 4/5",
                "idea: more | stage: choosing | about: Honey | score: 4/5",
            ),
            (
                "too bright @ethiopia-250 2/5",
                "criticism: too bright | about: Ethiopia 250 g | score: 2/5",
            ),
            (
                "@ethiopia lovely",
                "praise: lovely | which: Ethiopia 250 g, Ethiopia 1 kg",
            ),
        ],
    );
    let signed = |line| shown(LineKind::Feedback, line);
    assert_eq!(
        signed("lovely @SK @rye"),
        "praise: lovely | about: Dark rye | by: SK"
    );
    assert_eq!(signed("lovely @RYE"), "praise: lovely | by: RYE");
    assert_eq!(signed("lovely @tb"), "praise: lovely | by: TB");
    assert_eq!(
        refused(LineKind::Feedback, "lovely @ethiopia"),
        "Which ethiopia: Ethiopia 250 g or Ethiopia 1 kg?"
    );
    let short = entry(LineKind::Feedback, "lovely @eth");
    let whole = short.completion(&context().products).unwrap().to_owned();
    assert_eq!(short.product_written(&whole), "Ethiopia-250-g");
    let again = entry(LineKind::Feedback, "lovely @Ethiopia-250-g");
    assert_eq!(again.completion(&context().products), None);
    let saved = again.changes(None, None).unwrap();
    let [Change::Add(row @ Kept::Feedback(_))] = saved.as_slice() else {
        panic!("{saved:?}");
    };
    let back = of(row, &context()).unwrap();
    assert_eq!(back.changes(None, None).unwrap(), saved);
}

#[test]
fn thanks_are_for_the_first_that_is_due_or_the_one_named() {
    shows(
        LineKind::Thanks,
        &[
            ("a card", "thanks: a card | for: referral · Ben Okafor"),
            ("", "for: referral · Ben Okafor"),
            (
                "feedback: told her",
                "thanks: told her | for: feedback · more chairs",
            ),
            ("complaint: wrote", "thanks: wrote | for: complaint"),
            (
                "own: for being here",
                "thanks: for being here | for: our own accord",
            ),
            (
                "on yesterday rang !tom send a card",
                "thanks: rang | for: referral · Ben Okafor | when: yesterday | promise: Thu 11 June · send a card",
            ),
        ],
    );
    assert_eq!(
        refused(LineKind::Thanks, "own:"),
        "Type what you thanked them for."
    );
    let changes = entry(LineKind::Thanks, "").changes(Some(CustomerId(1)), None);
    let Ok([Change::Add(Kept::Thanks(said))]) = changes.as_deref() else {
        panic!("{changes:?}");
    };
    assert_eq!((said.occasion, said.subject), (Occasion::Referral, Some(7)));
    let none_due = LineContext {
        due: Vec::new(),
        ..context()
    };
    let own = read(LineKind::Thanks, "for the cake", &none_due);
    assert_eq!(own.thanks.occasion, Occasion::Own);
}

#[test]
fn an_extra_has_a_cost_and_a_reaction() {
    shows(
        LineKind::Extra,
        &[
            ("two biscuits", "given: two biscuits"),
            (
                "two biscuits 1.50 -> loved them",
                "given: two biscuits | cost: 1.50 | reaction: loved them",
            ),
            (
                "biscuits → ate both 1,50",
                "given: biscuits | cost: 1.50 | reaction: ate both",
            ),
            ("got: a drill for the day", "received: a drill for the day"),
            ("Received: cake €3", "received: cake | cost: 3.00"),
            (
                "bag of 12 !fri ring -> her",
                "given: bag of 12 | reaction: her | promise: Fri 12 June · ring",
            ),
            ("biscuits 12", "given: biscuits 12"),
            ("biscuits -2.50", "given: biscuits -2.50"),
        ],
    );
    assert_eq!(
        refused(LineKind::Extra, "got: 2.50"),
        "Type what the extra was."
    );
    assert_eq!(
        entry(LineKind::Extra, "biscuits 1.50").extra.1,
        Some(Money(150))
    );
}
