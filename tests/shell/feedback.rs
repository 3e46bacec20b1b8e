//! Feedback in the shell: all of it, what became of ideas, and what was seen.

use serde_json::json;

use crate::shop::Shop;

fn said() -> Shop {
    let shop = Shop::open();
    for line in [
        &["bought", "4471 müller", "2 rye 7.80"][..],
        &["feedback", "4471 müller", "idea, choosing: more sizes @rye"],
        &["feedback", "-", "review: long wait 2/5"],
        &["observe", "criticism, buying: three left the queue"],
        &["observe", "--who", "#2", "reads every label 4/5"],
    ] {
        assert_eq!(shop.run(line).0, 0, "{line:?}");
    }
    shop
}

#[test]
fn all_that_was_said_is_listed_and_chosen_by_kind_and_method() {
    let shop = said();
    shop.shows(
        &["feedback"],
        0,
        "#4  Ben Okafor  today  praise     observed  4/5  reads every label\n\
         #3  nobody      today  criticism  observed       three left the queue       buying\n\
         #2  nobody      today  criticism  review    2/5  long wait\n\
         #1  Zoë Müller  today  idea       asked          more sizes            rye  choosing  not answered yet\n",
        "",
    );
    let ids = |arguments: &[&str]| {
        let all = shop.json(&[&["feedback"], arguments].concat());
        let all = all["feedback"].as_array().unwrap().iter();
        all.map(|row| row["id"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["--method", "observed"]), [4, 3]);
    assert_eq!(ids(&["--kind", "criticism", "--method", "review"]), [2]);
    assert_eq!(ids(&["--open"]), [1]);
    assert_eq!(ids(&["#1"]), [1]);
    let row = &shop.json(&["feedback", "--open"])["feedback"][0];
    assert_eq!(
        (&row["about"], &row["stage"], &row["state"], &row["name"]),
        (
            &json!("rye"),
            &json!("choosing"),
            &json!("open"),
            &json!("Zoë Müller")
        )
    );
    assert_eq!(shop.run(&["feedback", "--kind", "noise"]).0, 2);
}

#[test]
fn an_idea_is_answered_and_adopted_by_its_number() {
    let shop = said();
    let state = |act: &str| {
        let (code, _, words) = shop.run(&["feedback", act, "1"]);
        let state = shop.json(&["feedback", "#1"])["feedback"][0]["state"].clone();
        (code, words, state)
    };
    assert_eq!(state("answered"), (0, String::new(), json!("answered")));
    assert_eq!(state("adopted"), (0, String::new(), json!("adopted")));
    let why = "regulars: This idea is adopted already.\n";
    assert_eq!(state("adopted"), (4, why.into(), json!("adopted")));
    assert_eq!(state("reopen"), (0, String::new(), json!("open")));
    shop.shows(
        &["feedback", "answered", "2"],
        4,
        "",
        "regulars: Only an idea is answered or adopted.\n",
    );
    shop.shows(
        &["feedback", "answered", "9"],
        3,
        "",
        "There is no feedback #9.\n",
    );
    shop.run(&["undo"]);
    assert_eq!(
        shop.json(&["feedback", "#1"])["feedback"][0]["state"],
        "adopted"
    );
}
