//! The manual of the shell: each example is a command, its exit code, what it prints, and what it says beside that.
//!
//! It is noon on Wednesday, 10 June 2026, at Corner Coffee in Germany.

use serde_json::json;

use crate::shop::Shop;

#[test]
fn find_answers_the_phone() {
    let shop = Shop::open();
    shop.shows(
        &["find", "4471"],
        0,
        "#1  Zoë Müller  +49 176 555 4471  –\n\
         #2  Ben Okafor  030 020 4471      –\n\
         #3  Ana Lima    0711 44 71 02     –\n",
        "",
    );
    shop.shows(
        &["find", "mueller"],
        0,
        "#1  Zoë Müller  +49 176 555 4471  –\n",
        "",
    );
    shop.shows(
        &["find", "sons"],
        0,
        "#2  Ben Okafor  030 020 4471  –  company\n",
        "",
    );
    shop.shows(
        &["find", "parrots"],
        0,
        "#4  Ana Lima Santos  –  fact: pet two parrots\n",
        "",
    );
    shop.shows(
        &["find", "4471", "--limit", "1", "--plain"],
        0,
        "#1\tZoë Müller\t+49 176 555 4471\t–\t\t\n",
        "1 of 3 shown.\n",
    );
    shop.shows(&["find", "nobody"], 3, "", "Nobody fits \"nobody\".\n");
    let (exit, out, err) = shop.run(&["find", "colour:red"]);
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(err.contains("colour"), "{err}");
}

#[test]
fn find_as_json_has_a_shape_to_rely_on() {
    let shop = Shop::open();
    assert_eq!(
        shop.json(&["find", "zo"]),
        json!({"query": "zo", "total": 1, "hits": [{
            "id": 1, "name": "Zoë Müller", "call_me": "Zo", "say": "ZOH-ee",
            "phones": ["+49 176 555 4471"], "emails": ["zoe@example.org"], "tier": "B",
            "matched": "name", "last_contact": null, "complaints": 0, "promises": 0,
        }]})
    );
    shop.run(&["log", "#1", "call in: wants decaf"]);
    let all = shop.json(&["find", ""]);
    assert_eq!(all["total"], 4);
    assert_eq!(all["hits"][0]["last_contact"], "2026-06-10T12:00:00+02:00");
    let nobody = json!({"query": "xyzzy", "total": 0, "hits": []});
    assert_eq!(shop.json(&["find", "xyzzy"]), nobody);
}

#[test]
fn several_people_are_listed_and_nothing_is_done() {
    let shop = Shop::open();
    shop.shows(
        &["log", "4471", "call in: hello"],
        4,
        "#1  Zoë Müller  +49 176 555 4471  –\n\
         #2  Ben Okafor  030 020 4471      –\n\
         #3  Ana Lima    0711 44 71 02     –\n",
        "\"4471\" fits 3 people; name one by number ('#12'), whole name or phone.\n",
    );
    let several = shop.json(&["brief", "4471"]);
    assert_eq!(
        (&several["total"], several["hits"].as_array().unwrap().len()),
        (&json!(3), 3)
    );
    // The whole name means one, though another begins with it; so does the one phone that ends so.
    assert_eq!(shop.run(&["brief", "ana lima"]).0, 0);
    assert_eq!(shop.run(&["brief", "554471"]).0, 0);
    shop.shows(&["brief", "#77"], 3, "", "There is no customer #77.\n");
    shop.shows(&["brief", "nobody"], 3, "", "Nobody fits \"nobody\".\n");
}

#[test]
fn log_takes_one_line_and_says_how_it_was_understood() {
    let shop = Shop::open();
    shop.shows(
        &[
            "log",
            "mueller",
            "call in: wants rye !fri ring back #delivery +1",
        ],
        0,
        "Saved: logged a call with Zo.\n\
         \x20 channel  call in\n\
         \x20 summary  wants rye\n\
         \x20 promise  Fri 12 June · ring back\n\
         \x20 tag      delivery\n\
         \x20 mood     +1\n",
        "",
    );
    let saved = shop.json(&[
        "--as", "AB", "log", "#1", "text", "out:", "it", "is", "ready", "-1",
    ]);
    assert_eq!(
        (&saved["interaction"], &saved["name"]),
        (&json!(2), &json!("Zoë Müller"))
    );
    let brief = shop.json(&["brief", "#1"]);
    let newest = &brief["interactions"][0];
    assert_eq!(
        (&newest["summary"], &newest["by"]),
        (&json!("it is ready"), &json!("AB"))
    );
    assert_eq!(
        (&newest["mood"], &newest["channel"]),
        (&json!(-1), &json!("text"))
    );
    assert_eq!(brief["promises"][0]["due"], "2026-06-12");
    assert_eq!(
        shop.run(&["log", "-", "visit: party of six, no table"]).0,
        0
    );
    shop.shows(
        &["log", "#1", "  "],
        4,
        "",
        "regulars: Type what was said.\n",
    );
    assert_eq!(shop.run(&["log", "#1"]).0, 2);
}

#[test]
fn what_wants_asking_is_refused_where_nobody_can_answer() {
    let shop = Shop::open();
    let (exit, out, err) = shop.run(&["log", "#1", "call out: just saying hello"]);
    assert_eq!((exit, out.as_str()), (4, ""));
    assert_eq!(
        err,
        "Zo wants no call from the shop. Log it all the same? Nothing was saved; say --yes if so.\n"
    );
    assert_eq!(shop.run(&["promise", "#1", "2026-06-01 ring back"]).0, 4);
    assert_eq!(shop.json(&["brief", "#1"])["promises"], json!([]));
    assert_eq!(shop.run(&["log", "#1", "call out: hello", "--yes"]).0, 0);
    assert_eq!(
        shop.run(&["promise", "#1", "2026-06-01 ring back", "--yes"])
            .0,
        0
    );
}

#[test]
fn a_promise_goes_from_agreed_to_done_to_told() {
    let shop = Shop::open();
    assert_eq!(shop.run(&["promise", "ben", "fri", "ring", "back"]).0, 0);
    shop.shows(
        &["promise", "ben"],
        0,
        "#1  ring back  due Fri 12 June\n",
        "",
    );
    shop.shows(
        &["promise", "done", "1"],
        0,
        "#1  ring back  done, not told\n",
        "",
    );
    shop.shows(&["promise", "told", "#1"], 0, "#1  ring back  kept\n", "");
    let told = shop.json(&["promise", "ben"]);
    assert_eq!(told["promises"][0]["state"], "kept");
    assert_eq!(shop.run(&["promise", "done", "1"]).0, 4);
    shop.shows(
        &["promise", "done", "9"],
        3,
        "",
        "There is no promise #9.\n",
    );
    shop.shows(&["promise", "#1"], 0, "", "Nothing was promised to them.\n");
}

#[test]
fn complaints_are_one_line_and_a_queue() {
    let shop = Shop::open();
    shop.shows(&["complaints"], 0, "", "No complaint is open.\n");
    assert_eq!(
        shop.run(&["complain", "#1", "furious: grinder leaks !tom ring back"])
            .0,
        0
    );
    assert_eq!(
        shop.run(&["complain", "-", "overheard: the queue is long"])
            .0,
        0
    );
    shop.shows(
        &["complaints"],
        0,
        "#1  Zoë Müller  grinder leaks      furious  today  open  .....  answer     answer OK today 12:30\n\
         #2  overheard   the queue is long  calm     today  open  ....T  apologise  OK Sat 12:00\n",
        "",
    );
    let queue = shop.json(&["complaints"]);
    let first = &queue["complaints"][0];
    assert_eq!(
        (&first["customer"], &first["state"]),
        (&json!(1), &json!("open"))
    );
    let dark =
        json!({"apology": false, "cause": false, "fix": false, "remedy": false, "told": false});
    assert_eq!(
        (&first["lamps"], &first["what"]),
        (&dark, &json!("grinder leaks"))
    );
    assert_eq!(first["opened"], "2026-06-10T12:00:00+02:00");
    assert_eq!(
        [&first["first_answer"], &first["resolution"]],
        [
            &json!({"due": "2026-06-10T12:30", "state": "OK"}),
            &json!({"due": "2026-06-11T12:00", "state": "OK"})
        ]
    );
    assert_eq!(
        [&first["heat"], &first["cause"], &first["next_step"]],
        [&json!("furious"), &json!(null), &json!("answer")]
    );
    let nobodys = &queue["complaints"][1]["first_answer"];
    assert_eq!(nobodys, &json!({"due": null, "state": "DONE"}));
    assert_eq!(
        shop.json(&["complaints", "--all"])["complaints"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn the_brief_is_read_in_five_seconds() {
    let shop = Shop::open();
    shop.run(&[
        "--now",
        "2026-06-07",
        "--as",
        "SK",
        "log",
        "#1",
        "call in: asked about decaf",
    ]);
    shop.run(&["promise", "#1", "tom", "ring", "about", "decaf"]);
    shop.run(&["complain", "#1", "upset: grinder leaks"]);
    shop.shows(
        &["brief", "zoe"],
        0,
        "Zoë Müller · call me Zo · say ZOH-ee · red coat, dog Miso\n\
         B · prospect · text after 15:00, never call · +49 176 555 4471 · #vip\n\
         do          offer water for Miso\n\
         don't       rush her\n\
         open with   asked about decaf\n\
         last        3 d · call in · asked about decaf · SK\n\
         promise     ring about decaf · due tomorrow\n\
         complaint   grinder leaks · upset · answer due today 16:00 · today\n\
         close with  “ring about decaf”, due tomorrow · the name again: Zo (ZOH-ee)\n",
        "",
    );
    let brief = shop.json(&["brief", "zoe"]);
    for noun in ["interactions", "promises", "complaints"] {
        assert_eq!(brief[noun].as_array().unwrap().len(), 1, "{noun}");
    }
    assert_eq!(brief["customer"]["handling_dont"], "rush her");
    assert_eq!(brief["complaints"][0]["lamps"]["apology"], false);
}

#[test]
fn undo_and_redo_name_what_they_do_and_work_in_another_process() {
    let shop = Shop::empty();
    shop.shows(&["undo"], 3, "", "There is nothing to undo.\n");
    let shop = Shop::open();
    shop.run(&["log", "ben", "visit: liked the Kenya"]);
    shop.shows(
        &["undo"],
        0,
        "Undone: logged a visit with Ben Okafor.\n",
        "",
    );
    assert_eq!(shop.json(&["brief", "ben"])["interactions"], json!([]));
    shop.shows(
        &["redo"],
        0,
        "Done again: logged a visit with Ben Okafor.\n",
        "",
    );
    shop.shows(&["redo"], 3, "", "There is nothing to redo.\n");
    let undone = shop.json(&["undo"]);
    assert_eq!(undone["undone"], "logged a visit with Ben Okafor");
}

#[test]
fn an_import_is_taken_back_later_and_whom_you_changed_since_stays() {
    let shop = Shop::open();
    let people = shop.file().with_file_name("people.csv");
    std::fs::write(&people, "name,phone\nDee Day,777001\nEve Eden,777002\n").unwrap();
    shop.run(&["import", &people.to_string_lossy(), "--yes"]);
    shop.run(&["log", "eve eden", "visit: liked the Kenya"]);
    shop.shows(
        &["undo", "people.csv"],
        0,
        "Undone: imported 2 customers from people.csv.\nEve Eden was changed since and stays.\n",
        "",
    );
    assert_eq!(shop.run(&["find", "dee day"]).0, 3);
    assert_eq!(shop.run(&["find", "eve eden"]).0, 0);
    shop.shows(
        &["undo", "people.csv"],
        3,
        "",
        "There is no import \"people.csv\" to undo.\n",
    );
    shop.run(&["redo"]);
    assert_eq!(shop.run(&["find", "dee day"]).0, 0);
}

#[test]
fn settings_are_shown_set_and_brought_back() {
    let shop = Shop::open();
    shop.shows(&["settings", "shop"], 0, "Corner Coffee\n", "");
    shop.shows(&["settings", "me", "SK"], 0, "SK\n", "");
    assert_eq!(
        shop.json(&["settings"]),
        json!({
            "shop": "Corner Coffee", "country": "DE", "currency": "EUR", "day_order": "day", "me": "SK",
            "hours": "mon-sat 09:00-18:00", "closed_days": "",
            "target_furious": "30min / 1d", "target_a": "2h / 2d", "target_b": "4h / 3d", "target_c": "1d / 5d",
            "rhythm_a": "30", "rhythm_b": "90", "rhythm_c": "never",
            "recovery_days": "7 30", "want_late": "3", "inside_words": "policy, system, supplier, department", "theme": "auto", "loyalty": "",
            "anchors": "on", "anchors_keep": "It is not about me; I listen to the end; One thing at a time",
            "anchors_repair": "It was hard, and it is over; Five minutes outside; I tell somebody",
        })
    );
    shop.shows(
        &["settings", "hours", "Mon-Fri 9-12:30 14-18; sat 9-13"],
        0,
        "mon-fri 09:00-12:30 14:00-18:00; sat 09:00-13:00\n",
        "",
    );
    shop.shows(
        &["settings", "hours", "mon 18-2"],
        4,
        "",
        "regulars: \"18-2\" ends before it begins; hours past midnight are written on both days, like fri 18:00-24:00; sat 00:00-02:00.\n",
    );
    shop.shows(&["settings", "me", ""], 0, "\n", "");
    assert_eq!(shop.run(&["settings", "currency", "gold"]).0, 4);
    shop.shows(
        &["settings", "colour"],
        2,
        "",
        "There is no setting \"colour\"; there are shop, country, currency, day_order, me, hours, closed_days, \
        target_furious, target_a, target_b, target_c, rhythm_a, rhythm_b, rhythm_c, recovery_days, want_late, inside_words, anchors_keep, anchors_repair, anchors, \
        loyalty, theme.\n",
    );
}

#[test]
fn what_is_typed_is_kept_without_controls() {
    let shop = Shop::open();
    shop.run(&[
        "log",
        "#1",
        "call in: wants\t\u{1b}[2Jrye\u{7}\r\nand decaf",
    ]);
    let talks = &shop.json(&["brief", "#1"])["interactions"];
    assert_eq!(talks[0]["summary"], "wants [2Jrye and decaf");
}
