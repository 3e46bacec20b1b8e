//! The backups on the screens: which there are, bringing one back, and those that are made by themselves.

use std::{fs, path::PathBuf};

use regulars::{
    clock::Clock,
    domain::{Change, Customer, Settings, Stamp, backup::Reason},
    store::Store,
    tui::{Options, theme::Theme},
};

use crate::{
    desk::people,
    screen::{NOW, Screens},
};

fn now() -> Stamp {
    Clock::fixed(NOW).unwrap().now()
}

/// A shop in a folder of its own, with five customers.
struct Shop {
    _folder: tempfile::TempDir,
    db: PathBuf,
}

impl Shop {
    fn new() -> Self {
        let folder = crate::blank::folder();
        let shop = Self {
            db: folder.path().join("shop.db"),
            _folder: folder,
        };
        shop.save(&[Settings::set("shop", "Corner Coffee").unwrap()]);
        shop.save(&people());
        shop
    }

    fn store(&self) -> Store {
        Store::open(&self.db).unwrap()
    }

    fn save(&self, changes: &[Change]) {
        self.store().apply(changes, now()).unwrap();
    }

    /// The screens; with `backs_up` the shop backs itself up.
    fn screens(&self, size: (u16, u16), backs_up: bool) -> Screens {
        let options = Options {
            backs_up,
            ..Options::new(Theme::dark())
        };
        Screens::open(&self.db, size, options)
    }

    /// Why each backup was made, the newest first.
    fn reasons(&self) -> Vec<String> {
        let backups = regulars::store::backups(&self.db).unwrap();
        let reasons = backups.into_iter().flat_map(|backup| backup.reason);
        reasons.map(|reason| reason.to_string()).collect()
    }
}

fn said(screens: &Screens) -> &str {
    screens.app.message().unwrap_or_default()
}

/// Lets long work go on until this is so.
fn until(screens: &mut Screens, so: impl Fn(&Screens) -> bool) {
    while !so(screens) {
        screens.tick();
        std::thread::yield_now();
    }
}

fn added(name: &str) -> Change {
    Change::AddCustomer(Box::new(Customer {
        name: name.into(),
        ..Customer::default()
    }))
}

#[test]
fn the_backups_with_their_day_reason_contents_and_whether_they_are_good() {
    for size in [(120, 40), (80, 24), (60, 16)] {
        let shop = Shop::new();
        let store = shop.store();
        let at = |text: &str| Clock::fixed(text).unwrap().now();
        let days = [
            ("2026-06-05T08:58:00+02:00", Reason::FirstOfDay),
            ("2026-06-09T09:02:00+02:00", Reason::FirstOfDay),
            (
                "2026-06-09T17:31:00+02:00",
                Reason::Before("import of people.csv".into()),
            ),
            (NOW, Reason::Asked),
        ];
        for (day, reason) in days {
            store.back_up(&reason, at(day)).unwrap();
        }
        let second = &store.backups().unwrap()[2];
        let mut bytes = fs::read(&second.path).unwrap();
        bytes.push(0);
        fs::write(&second.path, bytes).unwrap();
        let mut screens = shop.screens(size, false);
        screens.press("Esc : 'restore' Enter");
        insta::assert_snapshot!(format!("backups_{}", size.0), screens.picture());
        screens.press("↓ ↓ Enter");
        assert!(
            said(&screens).starts_with("Backup 2 cannot be brought back: "),
            "{}",
            said(&screens)
        );
        screens.press("↑ =");
        assert!(screens.text().contains("Backup 3 of Tue 9 June, 17:31"));
    }
}

#[test]
fn a_backup_is_brought_back_after_a_question_that_says_what_goes() {
    let shop = Shop::new();
    let mut screens = shop.screens((120, 40), false);
    screens.press("Esc : 'restore' Enter");
    assert!(
        screens
            .text()
            .contains("There is no backup yet. n makes one")
    );
    screens.press("n");
    until(&mut screens, |it| !it.app.busy());
    assert!(
        said(&screens).starts_with("Backed up to "),
        "{}",
        said(&screens)
    );
    shop.save(&[added("Dora")]);
    screens.tick().press("Enter");
    until(&mut screens, |it| it.text().contains("y yes   n no"));
    let asked = screens.text();
    assert!(asked.contains("goes: added Dora"), "{asked}");
    screens.press("n");
    until(&mut screens, |it| !it.app.busy());
    assert_eq!(said(&screens), "Nothing was restored.");
    screens.press("Enter");
    until(&mut screens, |it| it.text().contains("y yes   n no"));
    screens.press("y");
    until(&mut screens, |it| !it.app.busy());
    assert!(
        said(&screens).contains("What was there before is backup 2."),
        "{}",
        said(&screens)
    );
    screens.press("Esc / 'dora'");
    assert!(!screens.text().contains("Dora"), "{}", screens.text());
    assert_eq!(shop.reasons(), ["before the restore of 1", "asked for"]);
}

#[test]
fn the_shop_is_backed_up_once_a_day_without_a_word_and_not_by_the_first_painting() {
    let shop = Shop::new();
    let mut screens = shop.screens((80, 24), true);
    assert_eq!(shop.reasons(), [""; 0]);
    until(&mut screens, |_| !shop.reasons().is_empty());
    for _ in 0..20 {
        screens.tick();
    }
    assert_eq!(screens.app.message(), None);
    assert_eq!(shop.reasons(), ["first start of the day"]);
    drop(screens);
    let mut again = shop.screens((80, 24), true);
    for _ in 0..20 {
        again.tick();
    }
    assert_eq!(shop.reasons(), ["first start of the day"]);
}

#[test]
fn a_backup_of_the_day_that_fails_is_said_once() {
    let shop = Shop::new();
    fs::write(shop.db.with_file_name("shop-backups"), "in the way").unwrap();
    let mut screens = shop.screens((80, 24), true);
    until(&mut screens, |it| it.app.message().is_some());
    assert!(
        said(&screens).starts_with("The shop could not be backed up today: "),
        "{}",
        said(&screens)
    );
    screens.press("Esc");
    for _ in 0..20 {
        screens.tick();
    }
    assert_eq!(screens.app.message(), None);
}

#[test]
fn a_hundred_things_at_once_wait_for_a_backup_and_are_saved_then() {
    use regulars::tui::Effect;
    let shop = Shop::new();
    let mut screens = shop.screens((80, 24), true);
    let many: Vec<Change> = (0..100).map(|at| added(&format!("New {at}"))).collect();
    screens.app.perform(vec![Effect::Save(many.clone())]);
    assert!(
        said(&screens).contains("backed up first"),
        "{}",
        said(&screens)
    );
    until(&mut screens, |it| !said(it).contains("backed up first"));
    assert_eq!(said(&screens), "added New 0 and 99 more");
    assert_eq!(shop.reasons()[0], "before the change of 100 things");
    // Where that cannot be done, nothing is saved, and it says why; nor when that of the day is being made meanwhile.
    drop(screens);
    fs::remove_dir_all(shop.db.with_file_name("shop-backups")).unwrap();
    fs::write(shop.db.with_file_name("shop-backups"), "in the way").unwrap();
    let mut screens = shop.screens((80, 24), true);
    screens.tick();
    screens.app.perform(vec![Effect::Save(many)]);
    until(&mut screens, |it| !said(it).contains("backed up first"));
    assert!(
        said(&screens).starts_with("Not saved: no backup was made"),
        "{}",
        said(&screens)
    );
}
