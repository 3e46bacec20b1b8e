//! What is read beside the keys: it arrives whole, as an error, or not at all once nobody wants it; the keys answer meanwhile.

use std::{sync::mpsc::channel, time::Duration};

use regulars::{
    domain::{Change, CustomerId, Stamp, Tag},
    store::{Refused, Store},
    tui::{Aside, Beside},
};
use tempfile::TempDir;

use crate::{
    desk::{desk, people},
    screen::NOW,
};

fn now() -> Stamp {
    Stamp::from_rfc3339(NOW).unwrap()
}

fn shop() -> (TempDir, Store) {
    let folder = crate::blank::folder();
    let mut store = crate::blank::open(&folder.path().join("shop.db"));
    store.apply(&people(), now()).unwrap();
    (folder, store)
}

/// What arrives, when it has.
fn arrived<T: Send + 'static>(aside: &mut Aside<T>) -> anyhow::Result<T> {
    assert!(aside.has_arrived(Duration::MAX));
    aside.take().unwrap()
}

#[test]
fn what_was_read_arrives_once() {
    let (_folder, store) = shop();
    let mut aside = Aside::default();
    aside.begin(&store, |store| store.customer_count());
    assert!(aside.is_open());
    assert_eq!(
        arrived(&mut aside).unwrap(),
        store.customer_count().unwrap()
    );
    assert!(!aside.is_open() && aside.take().is_none());
}

#[test]
fn nothing_is_there_before_it_has_arrived() {
    let (_folder, store) = shop();
    let (go, wait) = channel::<()>();
    let mut aside = Aside::default();
    aside.begin(&store, move |store| {
        wait.recv()?;
        store.customer_count()
    });
    assert!(aside.take().is_none() && aside.is_open());
    go.send(()).unwrap();
    assert!(arrived(&mut aside).is_ok());
}

#[test]
fn of_two_the_one_that_is_there_first_is_heard_of() {
    let (_folder, store) = shop();
    let (go, wait) = channel::<()>();
    let mut both = [Aside::default(), Aside::default()];
    both[0].begin(&store, move |store| {
        wait.recv()?;
        store.customer_count()
    });
    both[1].begin(&store, |store| store.customer_count());
    while !both.has_arrived(Duration::from_millis(1)) {}
    assert!(both[0].take().is_none());
    assert!(both[1].take().is_some_and(|count| count.is_ok()));
    assert!(both.is_open());
    go.send(()).unwrap();
    assert!(both.has_arrived(Duration::MAX) && both[0].take().is_some());
    assert!(!both.is_open());
}

#[test]
fn it_cannot_write() {
    let (_folder, store) = shop();
    let mut aside = Aside::default();
    aside.begin(&store, |store| {
        let tag = Change::AddTag(CustomerId(1), Tag::from("vip".to_owned()));
        store.apply(&[tag], now()).map(|_| ())
    });
    assert!(arrived(&mut aside).unwrap_err().is::<Refused>());
}

#[test]
fn a_fault_in_the_reading_arrives_as_an_error() {
    let (_folder, store) = shop();
    let mut aside = Aside::<()>::default();
    aside.begin(&store, |_| panic!("meant"));
    assert!(
        arrived(&mut aside)
            .unwrap_err()
            .to_string()
            .contains("broke off")
    );
}

#[test]
fn what_nobody_wants_any_more_is_broken_off() {
    let (_folder, store) = shop();
    let (tell, ended) = channel();
    let mut aside = Aside::default();
    aside.begin(&store, move |store| {
        while store.customer_count().is_ok() {}
        tell.send(())?;
        Ok(())
    });
    // Begun anew; the one before ends.
    aside.begin(&store, |_| Ok(()));
    assert_eq!(ended.recv_timeout(Duration::from_secs(60)), Ok(()));
    assert!(arrived(&mut aside).is_ok());
}

#[test]
fn keys_answer_while_everybody_is_looked_through() {
    let mut desk = desk((80, 24), &[people()]);
    let screens = &mut desk.screens;
    screens.meanwhile("Esc").meanwhile("D");
    assert!(screens.app.reads_beside());
    assert!(screens.text().contains("Looking through everybody…"));
    screens.meanwhile("F1");
    assert!(
        screens.text().contains("not the same"),
        "{}",
        screens.text()
    );
    screens.meanwhile("Esc").press("j");
    assert!(screens.text().contains("Nobody looks like anybody else."));
    screens.press("Esc").meanwhile("D").meanwhile("Esc");
    assert!(!screens.app.reads_beside());
    assert!(screens.text().contains("find"));
}
