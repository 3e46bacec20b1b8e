//! The typed line: its grammar by example, and the law that what it shows is what it saves.

mod details;
mod kept;
mod laws;
mod said;
mod sale;

use regulars::domain::{
    Change, Channel, ComplaintId, CustomerId, Direction, Heat, InteractionId, Money, Occasion,
    Product, ProductId, Settings, Source, Stamp, TagId, ThanksDue,
    line::{Entry, LineContext, LineKind, Piece, read},
};

/// Wednesday.
fn now() -> Stamp {
    Stamp::from_rfc3339("2026-06-10T12:00:00+02:00").unwrap()
}

/// Thanks that are due to the customer.
fn due() -> Vec<ThanksDue> {
    let due = [
        (Occasion::Referral, 7, "Ben Okafor"),
        (Occasion::Feedback, 3, "more chairs"),
    ];
    let thanks = due.map(|(occasion, subject, what)| ThanksDue {
        customer: CustomerId(1),
        occasion,
        subject,
        what: what.into(),
        since: now(),
    });
    thanks.into()
}

/// What the shop sells.
fn products() -> Vec<Product> {
    let product = |(id, name, price): (i64, &str, Option<i64>)| Product {
        id: ProductId(id),
        name: name.into(),
        price: price.map(Money),
        ..Product::default()
    };
    [
        (1, "Dark rye", Some(390)),
        (2, "Ethiopia 250 g", Some(1550)),
        (3, "Ethiopia 1 kg", None),
        (4, "Crème 30%", None),
        (5, "2 kg flour", Some(310)),
        (6, "Honey", None),
    ]
    .map(product)
    .into()
}

fn context() -> LineContext {
    LineContext {
        me: "ME".into(),
        last: (Channel::Call, Direction::Out),
        due: due(),
        products: products(),
        ..LineContext::new(now(), &Settings::default())
    }
}

fn entry(kind: LineKind, line: &str) -> Entry {
    read(kind, line, &context())
}

/// What the line shows, as one text: `channel: call in | summary: wants rye`.
fn shown(kind: LineKind, line: &str) -> String {
    join(&entry(kind, line).reading())
}

fn join(pieces: &[Piece]) -> String {
    let pieces: Vec<String> = pieces
        .iter()
        .map(|piece| format!("{}: {}", piece.label, piece.text))
        .collect();
    pieces.join(" | ")
}

fn refused(kind: LineKind, line: &str) -> String {
    entry(kind, line)
        .changes(Some(CustomerId(1)), None)
        .unwrap_err()
        .0
}

#[test]
fn the_example_of_the_specification_reads_as_it_says() {
    assert_eq!(
        shown(
            LineKind::Log,
            "call in: wants rye !fri ring back #delivery +1"
        ),
        "channel: call in | summary: wants rye | promise: Fri 12 June · ring back | tag: delivery | mood: +1 | by: ME"
    );
}

#[test]
fn a_log_line_reads_as_it_is_meant() {
    for (line, expected) in [
        (
            "asked about decaf",
            "channel: call out | summary: asked about decaf | by: ME",
        ),
        ("Text Out: hi", "channel: text out | summary: hi | by: ME"),
        ("text in:hi", "channel: text in | summary: hi | by: ME"),
        ("sms: hi", "channel: text out | summary: hi | by: ME"),
        ("visit: hi", "channel: visit in | summary: hi | by: ME"),
        ("visit out: hi", "channel: visit out | summary: hi | by: ME"),
        ("in: hi", "channel: call out | summary: in: hi | by: ME"),
        (
            "call in wants rye",
            "channel: call out | summary: call in wants rye | by: ME",
        ),
        (
            "came at 14:30",
            "channel: call out | summary: came at 14:30 | by: ME",
        ),
        (
            "hi -2",
            "channel: call out | summary: hi | mood: -2 | by: ME",
        ),
        ("hi +3", "channel: call out | summary: hi +3 | by: ME"),
        ("hi 0", "channel: call out | summary: hi 0 | by: ME"),
        (
            "took +1 home",
            "channel: call out | summary: took +1 home | by: ME",
        ),
        (
            "hi +1 -1",
            "channel: call out | summary: hi +1 | mood: -1 | by: ME",
        ),
        (
            "hi +1 #a @sk",
            "channel: call out | summary: hi | tag: a | mood: +1 | by: SK",
        ),
        (
            "hi @SK, in a hurry",
            "channel: call out | summary: hi in a hurry | by: SK",
        ),
        (
            "write to a@b.de @home5",
            "channel: call out | summary: write to a@b.de @home5 | by: ME",
        ),
        (
            "order #1234 # ok",
            "channel: call out | summary: order #1234 # ok | by: ME",
        ),
        (
            "hi #VIP, #größe #a-b",
            "channel: call out | summary: hi | tag: VIP | tag: größe | tag: a-b | by: ME",
        ),
        (
            "a #x b #x",
            "channel: call out | summary: a b | tag: x | by: ME",
        ),
    ] {
        assert_eq!(shown(LineKind::Log, line), expected, "{line}");
    }
}

#[test]
fn the_day_of_an_entry_stands_first_or_last_and_lies_behind() {
    for (line, expected) in [
        (
            "on yesterday: call in: hi",
            "channel: call in | summary: hi | when: yesterday | by: ME",
        ),
        (
            "call in: on fri hi",
            "channel: call in | summary: hi | when: Fri 5 June | by: ME",
        ),
        (
            "hi on 12.6.",
            "channel: call out | summary: hi | when: Thu 12 June 2025 | by: ME",
        ),
        (
            "hi on 9.6. +1",
            "channel: call out | summary: hi | when: yesterday | mood: +1 | by: ME",
        ),
        (
            "on 9.6.: hi",
            "channel: call out | summary: hi | when: yesterday | by: ME",
        ),
        ("hi on today", "channel: call out | summary: hi | by: ME"),
        (
            "hi on tom",
            "channel: call out | summary: hi on tom | by: ME",
        ),
        (
            "sat on sun bench",
            "channel: call out | summary: sat on sun bench | by: ME",
        ),
        (
            "on fri hi on mon",
            "channel: call out | summary: hi on mon | when: Fri 5 June | by: ME",
        ),
    ] {
        assert_eq!(shown(LineKind::Log, line), expected, "{line}");
    }
    let at = entry(LineKind::Log, "hi on yesterday").at;
    assert_eq!(at.to_string(), "2026-06-09T12:00:00+02:00");
}

#[test]
fn a_promise_runs_to_the_next_mark() {
    for (line, expected) in [
        (
            "hi !tom call her !eom pay",
            "summary: hi | promise: Thu 11 June · call her | promise: Tue 30 June · pay",
        ),
        (
            "hi !fri ring #x back",
            "summary: hi back | promise: Fri 12 June · ring | tag: x",
        ),
        (
            "hi !fri, ring on yesterday",
            "summary: hi | when: yesterday | promise: Fri 12 June · ring",
        ),
        ("hi !fri", "summary: hi | promise: Fri 12 June · hi"),
        ("!fri ring", "summary: ring | promise: Fri 12 June · ring"),
        ("great! !wow ! !", "summary: great! !wow ! !"),
        (
            "hi !14.6. ring !+2w pay !2027-06-01 x",
            "summary: hi | promise: Sun 14 June · ring | promise: Wed 24 June · pay | promise: Tue 1 June 2027 · x",
        ),
    ] {
        let expected = format!("channel: call out | {expected} | by: ME");
        assert_eq!(shown(LineKind::Log, line), expected, "{line}");
    }
}

#[test]
fn a_line_that_is_a_promise_may_have_its_day_anywhere_or_nowhere() {
    for line in [
        "fri ring back",
        "fri: ring back",
        "on fri ring back",
        "ring back fri",
        "ring back on fri",
        "ring back !fri",
        "ring !fri back",
        "!fri ring back",
        "ring back 12.6. @me",
    ] {
        let expected = "promise: ring back | due: Fri 12 June | by: ME";
        assert_eq!(shown(LineKind::Promise, line), expected, "{line}");
    }
    for (line, expected) in [
        ("ring back", "promise: ring back | by: ME"),
        (
            "fri ring mon",
            "promise: ring mon | due: Fri 12 June | by: ME",
        ),
        (
            "!fri ring !mon +1 #a",
            "promise: ring !mon +1 #a | due: Fri 12 June | by: ME",
        ),
    ] {
        assert_eq!(shown(LineKind::Promise, line), expected, "{line}");
    }
    assert_eq!(refused(LineKind::Promise, "fri"), "Type what was promised.");
}

#[test]
fn a_complaint_has_heat_source_category_and_promises() {
    for (line, expected) in [
        ("grinder leaks", "complaint: grinder leaks | heat: calm"),
        (
            "Furious: grinder leaks !tom ring",
            "complaint: grinder leaks | heat: furious | promise: Thu 11 June · ring",
        ),
        (
            "overheard: upset: cold soup",
            "complaint: cold soup | heat: upset | source: overheard",
        ),
        (
            "upset, second-hand: cold soup",
            "complaint: cold soup | heat: upset | source: second-hand",
        ),
        ("furious: calm: x", "complaint: calm: x | heat: furious"),
        ("angry: x", "complaint: angry: x | heat: calm"),
        (": x", "complaint: : x | heat: calm"),
        (
            "late #delivery again #urgent +1",
            "complaint: late again #urgent +1 | heat: calm | category: delivery",
        ),
        (
            "late #a #b on yesterday",
            "complaint: late #b | heat: calm | when: yesterday | category: a",
        ),
    ] {
        let expected = format!("{expected} | by: ME");
        assert_eq!(shown(LineKind::Complaint, line), expected, "{line}");
    }
    assert_eq!(
        refused(LineKind::Complaint, "furious:"),
        "Type what went wrong."
    );
}

#[test]
fn without_a_customer_only_what_needs_none_is_saved() {
    let changes = |kind, line| entry(kind, line).changes(None, None);
    assert!(changes(LineKind::Log, "party of 6").is_ok());
    assert!(changes(LineKind::Complaint, "overheard: cold").is_ok());
    assert!(changes(LineKind::Log, "hi !fri ring").is_err());
    assert!(changes(LineKind::Complaint, "cold !fri ring").is_err());
    assert!(changes(LineKind::Feedback, "review: lovely").is_ok());
    for kind in [
        LineKind::Promise,
        LineKind::Preference,
        LineKind::Fact,
        LineKind::Tags,
        LineKind::Want,
        LineKind::Thanks,
        LineKind::Extra,
    ] {
        assert!(changes(kind, "x").is_err(), "{kind:?}");
    }
    assert_eq!(refused(LineKind::Log, "call in: +1"), "Type what was said.");
}

#[test]
fn promises_belong_to_what_they_were_given_in() {
    let given_in = |kind, line, complaint| {
        let changes = entry(kind, line).changes(Some(CustomerId(1)), complaint);
        match changes.unwrap().pop() {
            Some(Change::AddPromise(promise)) => (promise.interaction, promise.complaint),
            other => panic!("{other:?}"),
        }
    };
    let seven = Some(ComplaintId(7));
    let (log, complaint) = (LineKind::Log, LineKind::Complaint);
    assert_eq!(
        given_in(log, "hi !fri x", None),
        (Some(InteractionId::NEW), None)
    );
    assert_eq!(
        given_in(complaint, "hi !fri x", None),
        (None, Some(ComplaintId::NEW))
    );
    assert_eq!(given_in(LineKind::Promise, "hi", seven), (None, seven));
}

#[test]
fn a_day_already_past_is_asked_about_once() {
    let question = |kind, line: &str| entry(kind, line).question();
    assert_eq!(
        question(LineKind::Promise, "ring 2026-06-09").as_deref(),
        Some("Tue 9 June is already past. Promise it for then anyway?")
    );
    assert!(question(LineKind::Log, "hi !yesterday ring !fri x").is_some());
    for line in ["hi !today ring", "hi", "hi on yesterday !today x"] {
        assert_eq!(question(LineKind::Log, line), None, "{line}");
    }
}

#[test]
fn a_complaint_line_saves_heat_and_source() {
    let changes = entry(LineKind::Complaint, "furious, review: slow").changes(None, None);
    let Ok([Change::AddComplaint(new)]) = changes.as_deref() else {
        panic!("{changes:?}");
    };
    assert_eq!((new.heat, new.source), (Heat::Furious, Source::Review));
}
