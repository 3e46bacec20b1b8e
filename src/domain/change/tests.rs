//! What undo calls each write.

use super::*;
use crate::domain::{
    PromiseAct, Settings, Stamp,
    line::{LineContext, LineKind, read},
};

fn promise(what: &str) -> Promise {
    Promise {
        id: PromiseId::NEW,
        customer: CustomerId(1),
        interaction: None,
        complaint: None,
        what: what.into(),
        due: None,
        by: String::new(),
        agreed: Stamp::EPOCH,
        done: None,
        told: None,
        released: None,
        broken: None,
    }
}

#[test]
fn labels_fit_behind_undone() {
    let tag = |word: &str| Change::AddTag(CustomerId(1), word.to_owned().into());
    assert_eq!(tag("vip").label("Ada"), "tagged Ada #vip");
    let tags = [tag("vip"), tag("trade")];
    assert_eq!(Change::label_of(&tags, "Ada"), "tagged Ada #vip and 1 more");
    let given = Change::AddPromise(promise("ring back"));
    assert_eq!(given.label("Ada"), "promised Ada: ring back");
    assert_eq!(given.label(""), "promised: ring back");
    assert_eq!(
        Change::label_of(&[given, tag("vip")], "Ada"),
        "promised Ada: ring back"
    );
    assert_eq!(
        Change::AddCustomer(Box::new(Customer {
            name: "Ada Lovelace".into(),
            call_me: "Ada".into(),
            ..Customer::default()
        }))
        .label(""),
        "added Ada"
    );
}

#[test]
fn what_happened_to_a_promise_is_told_from_its_stamps() {
    let open = promise("ring back");
    let mut labels = Vec::new();
    let mut last = open.clone();
    for act in [
        PromiseAct::Done,
        PromiseAct::Told,
        PromiseAct::Reopen,
        PromiseAct::Release,
    ] {
        let change = last.act(act, Stamp::EPOCH).unwrap();
        labels.push(change.label("Ada"));
        let Change::EditPromise { after, .. } = change else {
            panic!("an act edits");
        };
        last = after;
    }
    assert_eq!(
        labels,
        [
            "did what was in the promise to Ada: ring back",
            "kept the promise to Ada: ring back",
            "reopened the promise to Ada: ring back",
            "was let off the promise to Ada: ring back",
        ]
    );
}

#[test]
fn every_step_has_a_label_with_and_without_a_name() {
    for kind in StepKind::ALL.iter().copied() {
        let step = Step::new(kind, "", (Stamp::EPOCH, ""));
        let change = Change::AddStep(None, ComplaintId(1), step);
        for label in [change.label(""), change.label("Ada")] {
            assert!(!label.contains("  ") && label == label.trim(), "{label:?}");
        }
    }
}

#[test]
fn a_long_text_is_cut_at_forty_letters_on_one_line() {
    assert_eq!(short("one\n two"), "one two");
    assert_eq!(short(&"é".repeat(40)), "é".repeat(40));
    assert_eq!(short(&"é".repeat(41)), format!("{}…", "é".repeat(39)));
}

#[test]
fn a_typed_line_is_named_by_what_it_wrote_down() {
    let context = LineContext::new(Stamp::EPOCH, &Settings::default());
    let label = |kind, line: &str, who: &str| {
        let changes = read(kind, line, &context).changes(Some(CustomerId(1)), None);
        Change::label_of(&changes.unwrap(), who)
    };
    assert_eq!(
        label(LineKind::Log, "hi !fri ring", "Ada"),
        "logged a call with Ada"
    );
    assert_eq!(label(LineKind::Log, "mail out: hi", ""), "logged a mail");
    assert_eq!(
        label(
            LineKind::Complaint,
            "furious: grinder leaks !fri ring",
            "Ada"
        ),
        "wrote down a complaint of Ada: grinder leaks"
    );
    assert_eq!(
        label(LineKind::Preference, "no: nuts", "Ada"),
        "noted an avoid of Ada: nuts"
    );
    assert_eq!(
        label(LineKind::Fact, "pet: Miso", "Ada"),
        "noted about Ada: Miso"
    );
}

#[test]
fn the_customer_concerned_is_one_that_exists() {
    let step = |customer| Change::RemoveComplaint(customer, ComplaintId(1)).customer();
    assert_eq!(step(Some(CustomerId(4))), Some(CustomerId(4)));
    assert_eq!(step(Some(CustomerId::NEW)), None);
    assert_eq!(step(None), None);
    assert_eq!(Change::AddCustomer(Box::default()).customer(), None);
}
