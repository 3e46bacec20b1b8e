//! A shop that is well, and ways to break it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

use regulars::{
    domain::{
        Change, Complaint, ComplaintId, CustomerId, Fact, Kept, Money, Product, ProductId,
        Purchase, PurchaseId, Quantity, StepKind,
        backup::Reason,
        checkup::{Finding, Health},
    },
    store::doctor,
    sys,
};

use crate::{
    blank,
    support::{Shop, complaint, dump, now, person, promise, step, talk},
};

/// A page of the file.
pub const PAGE: usize = 4096;

/// Every file of a shop, below its folder.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// A shop with so many customers, each with a phone, an e-mail, a fact, two talks and two purchases; and a complaint. Backed up.
pub fn well(customers: i64) -> Shop {
    static MADE: Mutex<BTreeMap<i64, Files>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    let files = made.entry(customers).or_insert_with(|| {
        let shop = make(customers);
        let files = everything(&shop).into_iter();
        let inside = |path: &Path| path.strip_prefix(shop.folder.path()).unwrap().to_owned();
        files.map(|(path, bytes)| (inside(&path), bytes)).collect()
    });
    let shop = Shop::new();
    for (name, bytes) in files {
        let path = shop.folder.path().join(name);
        sys::make_private_folder(path.parent().unwrap()).unwrap();
        blank::put(&path, bytes);
    }
    shop
}

fn make(customers: i64) -> Shop {
    let shop = Shop::new();
    let mut store = shop.open();
    let mut changes: Vec<Change> = ["rye", "filters"]
        .map(|name| {
            let product = Product {
                name: name.into(),
                ..Product::default()
            };
            Change::Add(Kept::Product(product))
        })
        .into();
    for number in 1..=customers {
        let mut new = person(
            &format!("Person Number {number}"),
            &format!("555{number:05}"),
        );
        new.facts = vec![Fact {
            label: "pet".into(),
            text: format!("a cat called Cat{number}"),
            ..Fact::default()
        }];
        changes.push(Change::AddCustomer(Box::new(new)));
    }
    for number in 1..=customers {
        let who = CustomerId(number);
        changes.extend(
            ["asked about the grinder", "wants it delivered on Friday"].map(|words| {
                Change::AddInteraction(talk(Some(who), &format!("{words}, number {number}")))
            }),
        );
        changes.extend([1, 2].map(|product| Change::Add(Kept::Purchase(sale(who, product)))));
    }
    changes.push(Change::AddComplaint(Complaint {
        steps: vec![step(StepKind::Answered)],
        ..complaint(Some(CustomerId(1)), "grinder leaks")
    }));
    changes.push(Change::AddPromise(promise(CustomerId(2), "ring back")));
    store.apply(&changes, now()).unwrap();
    // A second act, which is noted row by row.
    store
        .apply(
            &[
                Change::AddInteraction(talk(None, "overheard something")),
                Change::RemoveComplaint(None, ComplaintId(99)),
            ][..1],
            now(),
        )
        .unwrap();
    store.back_up(&Reason::Asked, now()).unwrap();
    shop
}

fn sale(customer: CustomerId, product: i64) -> Purchase {
    Purchase {
        id: PurchaseId::NEW,
        customer,
        day: now().day(),
        product: Some(ProductId(product)),
        quantity: Quantity::ONE,
        amount: Money(390),
        receipt: String::new(),
        by: String::new(),
        noted: now(),
    }
}

/// What the doctor finds.
pub fn examine(path: &Path) -> Vec<Finding> {
    doctor::examine(path, now(), &mut |_, _| true).unwrap()
}

/// How one check came out.
pub fn finding(path: &Path, check: &str) -> Finding {
    let found = examine(path).into_iter().find(|it| it.check == check);
    found.unwrap_or_else(|| panic!("there is no check {check}"))
}

/// The checks that found something, but for those that are about the machine.
pub fn wrong(path: &Path) -> Vec<(&'static str, Health)> {
    let findings = examine(path).into_iter();
    let shop = findings.filter(|it| !["disk", "free space"].contains(&it.check));
    let wrong = shop.filter(|it| it.state != Health::Good);
    wrong.map(|it| (it.check, it.state)).collect()
}

/// Lets another program do this to the file.
pub fn sql(path: &Path, sql: &str) {
    let file = dump::foreign(path);
    file.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON")
        .unwrap();
    file.execute_batch(sql)
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    // All of it in the file itself.
    let _ = file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

/// The pages of a table or index: leaves, or those that lead to them.
pub fn pages(path: &Path, name: &str, kind: &str) -> Vec<usize> {
    let file = dump::foreign(path);
    let mut select = file
        .prepare("SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = ?2 ORDER BY path")
        .unwrap();
    let pages = select.query_map([name, kind], |row| row.get(0)).unwrap();
    pages.map(Result::unwrap).collect()
}

/// Fills a page with junk.
pub fn tear(path: &Path, page: usize, junk: u8) {
    let mut bytes = fs::read(path).unwrap();
    let at = (page - 1) * PAGE;
    bytes[at..at + PAGE].fill(junk);
    fs::write(path, bytes).unwrap();
}

/// All files in the folder of the shop, and below, with their bytes.
pub fn everything(shop: &Shop) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![shop.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push((path.clone(), fs::read(path).unwrap())),
            }
        }
    }
    files.sort();
    files
}

/// A row of an index taken away, as only a program with a fault can.
pub fn without_an_entry_of_an_index(path: &Path) {
    let file = dump::foreign(path);
    file.execute_batch("PRAGMA writable_schema = ON").unwrap();
    let (root, made): (i64, String) = file
        .query_row(
            "SELECT rootpage, sql FROM sqlite_schema WHERE name = 'fact_customer'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    sql(
        path,
        "DELETE FROM sqlite_schema WHERE name = 'fact_customer'",
    );
    sql(
        path,
        "INSERT INTO fact (customer, label, text) VALUES (1, '', 'not in the index')",
    );
    let back = format!(
        "INSERT INTO sqlite_schema VALUES ('index', 'fact_customer', 'fact', {root}, '{made}')"
    );
    sql(path, &back);
}
