//! One complaint in each of its states, and what surrounds it: cause and action, who may give what, asking again, ideas.

use insta::assert_snapshot;
use regulars::{
    domain::{Change, FeedbackKind, Staff, StepKind, Won},
    tui::Route,
};
use serde_json::json;

use super::{Desk, SMALL, WIDE, at, shop};

/// The keys that bring the grinder's complaint into each state.
const STATES: [(&str, &str); 7] = [
    ("open", ""),
    ("waiting", "w 'her photos' Enter"),
    ("deadlock", "! '+16d we look at it together' Enter"),
    ("needs_owner", "N 'more than we may give' Enter"),
    ("closed", "c 'early' Enter z 'she moved away' Enter"),
    ("dismissed", "D 'her own grinder' Enter"),
    (
        "reopened",
        "c 'early' Enter A Tab 'ring the early shift' Ctrl-S z 'she moved away' Enter R 'leaks again' Enter",
    ),
];

#[test]
fn a_complaint_in_each_state() {
    for size in [SMALL, WIDE] {
        for (state, keys) in STATES {
            let mut desk = Desk::open(size, Route::Complaints);
            desk.press("Enter").press(keys);
            assert_snapshot!(format!("{state}_{}", size.0), desk.picture());
        }
    }
}

#[test]
fn a_deadlock_offers_the_worksheet_and_keeps_what_is_thought_of() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter ! '+16d we look at it together' Enter")
        .shows("worksheet none yet W prepares the talk with eight questions")
        .press("W");
    assert_snapshot!("worksheet_80", desk.picture());
    desk.press("Tab 'she stays' Tab 'a new seal for the old grinder' Ctrl-S")
        .says("began the worksheet: grinder leaks")
        .shows("worksheet 3 of 8 answered W opens it")
        .press("W Shift-Tab 'half of the price' Ctrl-S")
        .shows("worksheet outcome: half of the price");
    desk.press("u").shows("worksheet 3 of 8 answered");
}

/// The shop, with an owner and one who may give gifts up to five, at whose till we are.
fn staffed(me: &str) -> Desk {
    let one = |initials: &str, owner: bool| -> Staff {
        let one = json!({"id": 0, "initials": initials, "owner": owner, "limit": 500, "remedies": ["refund", "gift"]});
        serde_json::from_value(one).unwrap()
    };
    let mut changes = shop();
    changes.push(Change::Add(one("SK", true).into()));
    changes.push(Change::Add(one("TB", false).into()));
    let mut desk = Desk::with(&changes, SMALL, Route::Complaints);
    if !me.is_empty() {
        desk.press(&format!(": 'me {me}' Enter"));
    }
    desk.press("Enter");
    desk
}

#[test]
fn a_remedy_beyond_who_serves_is_asked_of_the_owner_in_one_key() {
    let mut desk = staffed("tb");
    desk.press("r → Tab '30' Tab 'in cash' Enter");
    assert_snapshot!("beyond_80", desk.picture());
    desk.press("n")
        .shows("Beyond what TB may give (up to 5.00)")
        .shows("in cash");
    desk.press("Ctrl-S y")
        .says("asked the owner")
        .shows("needs owner · refund 30.00, in cash")
        .shows("next: ask the owner");
    desk.press("r → → Tab '1' Ctrl-S")
        .shows("TB may not give a replacement");
    desk.press("n Esc r → Tab '5' Ctrl-S")
        .shows("remedy · refund 5.00");
    desk.press("o Tab 'early' Tab 'a new seal' Tab → Tab '6' Tab → Ctrl-S");
    desk.shows("Beyond what TB may give (up to 5.00)")
        .press("n");
    desk.shows("a new seal")
        .press("Ctrl-S y")
        .shows("needs owner · refund 6.00");
    let mut desk = staffed("");
    desk.press("r → Ctrl-S")
        .shows("Nobody has said who works here now");
    let mut desk = staffed("xy");
    desk.press("Enter r → Ctrl-S")
        .shows("XY is not on the staff list");
    desk.press("n Esc r '→ n' Ctrl-S")
        .hides("XY is not on the staff list");
}

#[test]
fn the_owner_bends_a_rule_with_a_reason() {
    let mut desk = staffed("tb");
    desk.press("B").says("Only the owner may bend a rule.");
    let mut desk = staffed("sk");
    desk.press("B → Tab '50' Ctrl-S")
        .shows("Write which rule is bent, and why.");
    assert_snapshot!("bend_80", desk.picture());
    desk.press("'30 days are over; she was in hospital' Enter")
        .shows("rule bent: 30 days are over;");
    desk.press("B Tab Tab 'came to her on Sunday' Tab 'we are closed then' Enter")
        .says("put it right for Zo")
        .shows("fix · came to her on Sunday · rule bent: we are");
    let complaint = desk
        .store()
        .complaint(regulars::domain::ComplaintId(2))
        .unwrap()
        .unwrap();
    let bent: Vec<StepKind> = complaint
        .steps
        .iter()
        .filter(|step| !step.bent.is_empty())
        .map(|step| step.kind)
        .collect();
    assert_eq!(bent, [StepKind::Remedy, StepKind::Fix]);
}

#[test]
fn an_action_is_written_down_done_verified_and_given_up() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter m").says("A writes down what you change");
    desk.press("A")
        .shows("we change")
        .press("Ctrl-S")
        .shows("Type what you change");
    desk.press("Esc c 'early' Enter A t Tab 'the early shift reads the list' Tab 'fri'");
    assert_snapshot!("action_80", desk.picture());
    desk.press("Ctrl-S")
        .says("decided: the early shift reads the list")
        .shows("action training the early shift reads the list, due 12 Jun");
    desk.press("c")
        .shows("last action: the early shift reads the list, due 12 Jun")
        .press("Esc");
    desk.press("m x")
        .says("did the action")
        .shows("done 10 Jun, not verified");
    assert_snapshot!("actions_80", desk.picture());
    desk.press("x")
        .says("It is already done; what is left is to look whether it works.");
    desk.press("v")
        .says("verified the action")
        .shows("verified 10 Jun");
    desk.press("d")
        .says("reopen it first")
        .press("b")
        .says("reopened the action");
    desk.press("d")
        .shows("given up 10 Jun")
        .press("u")
        .press("Enter");
    desk.shows("due")
        .press("Tab Tab Ctrl-U Ctrl-S")
        .shows("no day named");
    desk.press("n")
        .shows("An action: what do we change?")
        .press("Esc Esc");
    desk.hides("What we change so that");
    desk.press("z 'she moved away' Enter A Tab 'a second one' Ctrl-S")
        .shows("second one, no day named");
}

#[test]
fn a_cause_that_comes_back_after_a_verified_action_is_returned() {
    let action = json!({"id": 0, "cause": 1, "kind": "process", "what": "labelled the shelf", "by": "SK",
        "agreed": at("05-03T09:00"), "done": at("05-04T09:00"), "verified": at("05-06T09:00")});
    let action: regulars::domain::Action = serde_json::from_value(action).unwrap();
    let mut changes = shop();
    changes.push(Change::Add(action.into()));
    let mut desk = Desk::with(&changes, SMALL, Route::Complaints);
    desk.hides("RETURNED").press("Enter c 'early'");
    assert_snapshot!("cause_with_history_80", desk.picture());
    desk.press("Enter");
    assert_snapshot!("returned_80", desk.picture());
    desk.press("y")
        .shows("What in our way of working let it happen?");
    desk.press("Tab 'the list hangs in the office' Tab 'nobody goes there'");
    assert_snapshot!("cause_form_80", desk.picture());
    desk.press("Tab Tab Tab Tab 'a handwritten card' Ctrl-S")
        .says("reworded the cause")
        .shows("why? the list hangs in the office")
        .shows("why? nobody goes there")
        .hides("beyond the fix");
    desk.press("x 'a new seal' Enter")
        .shows("next: give a remedy")
        .shows("beyond the fix a handwritten card");
    desk.press("u u").hides("why?");
    let sentence = "we did “labelled the shelf”, seen to work 6 May";
    desk.press("=").shows(sentence).press("Esc Esc");
    desk.shows("RETURNED").press("=").shows(sentence);
}

#[test]
fn the_shop_asks_again_after_the_end() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter f").says("Ask again when it is closed");
    desk.press("z 'she moved away' Enter")
        .shows("ask again Wed 17 June: did they win?");
    desk.press("f Ctrl-S").shows("Choose what they said");
    desk.press("→ → Tab 'wanted it sooner' Enter")
        .says("asked again after the complaint")
        .shows("asked again 10 Jun 2026 · partly won · wanted it sooner")
        .shows("ask again Fri 10 July");
    desk.press("f → → → → Enter Enter")
        .shows("not reached")
        .hides("f notes the answer");
    let heard = desk
        .store()
        .recoveries_of(regulars::domain::ComplaintId(2))
        .unwrap();
    let won: Vec<Option<Won>> = heard.iter().map(|it| it.won).collect();
    assert_eq!(won, [Some(Won::Partly), None]);
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("↓ Enter f").says("there is nobody to ask");
}

#[test]
fn a_complaint_becomes_an_idea_in_one_act() {
    let mut desk = Desk::open(SMALL, Route::Complaints);
    desk.press("Enter i").shows("dismissed · kept as an idea");
    let of = |desk: &Desk| {
        desk.store()
            .feedback_of(regulars::domain::CustomerId(1))
            .unwrap()
    };
    let kept = of(&desk);
    assert_eq!(
        (kept[0].kind, kept[0].text.as_str()),
        (FeedbackKind::Idea, "grinder leaks oil onto the counter")
    );
    desk.press("i")
        .says("This complaint is dismissed; reopen it first.");
    desk.press("u").hides("kept as an idea");
    assert!(of(&desk).is_empty());
}
