//! Files of tills against a real data file: who bought is known again, nothing comes twice, one undo step, back out byte for byte.

mod laws;
mod people;
mod samples;

use std::{
    fs,
    path::{Path, PathBuf},
};

use regulars::{
    commands::{
        export::{self, Format},
        import::{self, Options, Plan},
    },
    domain::{Change, Customer, CustomerId, Money, Phone, Purchase, Quantity},
    store::{Stepped, Store},
};

use crate::shop::{exported, file, noon, shop, taken};

fn options(files: &[PathBuf], map: &[&str]) -> Options {
    Options {
        files: files.to_vec(),
        map: map.iter().map(|it| (*it).to_owned()).collect(),
        purchases: true,
        ..Options::default()
    }
}

fn plan(store: &Store, files: &[PathBuf]) -> Plan {
    import::plan(&options(files, &[]), store).unwrap()
}

fn import(store: &mut Store, files: &[PathBuf]) -> Plan {
    taken(store, &options(files, &[]))
}

/// Imports a table out of these rows; the plan of it.
fn sell(store: &mut Store, rows: &str) -> Plan {
    let folder = crate::blank::folder();
    let table = file(&folder, "till.csv", format!("{HEADER}{rows}"));
    import(store, &[table])
}

const HEADER: &str = "receipt,date,customer id,name,phone,email,product,quantity,amount\n";

/// New, same, left out, refused of the first file; in every file they add up to its rows.
fn counts(plan: &Plan) -> [usize; 4] {
    let count = |at: usize| {
        let file = &plan.files[at];
        let left_out = file.takings.as_ref().unwrap().left_out();
        let counts = [file.new, file.same, left_out, file.refused.len()];
        assert_eq!(counts.iter().sum::<usize>(), file.records, "{}", file.file);
        counts
    };
    let all: Vec<_> = (0..plan.files.len()).map(count).collect();
    all[0]
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/till");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    paths.sort();
    paths
}

fn purchases(store: &Store, customer: i64) -> Vec<Purchase> {
    store.purchases_of(CustomerId(customer)).unwrap()
}

#[test]
fn every_sample_imported_twice_adds_nothing_and_is_undone_in_one_step() {
    let mut taken = 0;
    for path in samples() {
        let (folder, mut store) = shop();
        let here = folder.path().join(path.file_name().unwrap());
        fs::copy(&path, &here).unwrap();
        let empty = exported(&store, Format::Json);
        let Ok(first) = import::plan(&options(std::slice::from_ref(&here), &[]), &store) else {
            continue;
        };
        taken += 1;
        import::carry_out(&first, &mut store, noon(), &mut |_, _| true).unwrap();
        let [new, same, left_out, refused] = counts(&first);
        assert!(new > 0 && same == 0, "{}", path.display());
        let full = exported(&store, Format::Json);
        let again = import(&mut store, &[here]);
        assert_eq!(
            counts(&again),
            [0, new, left_out, refused],
            "{}",
            path.display()
        );
        assert!(full == exported(&store, Format::Json));
        assert!(matches!(store.undo(noon()).unwrap(), Stepped::Done(_)));
        assert!(
            empty == exported(&store, Format::Json),
            "{}",
            path.display()
        );
        assert!(matches!(store.redo(noon()).unwrap(), Stepped::Done(_)));
        assert!(full == exported(&store, Format::Json), "{}", path.display());
    }
    assert_eq!(taken, 9);
}

#[test]
fn a_row_as_often_as_the_receipt_has_it() {
    let (_folder, mut store) = shop();
    let rye = "1,2026-05-02,7,,,,Rye,1,3.90\n";
    let cash = ",2026-05-02,7,,,,Rye,1,3.90\n";
    assert_eq!(
        counts(&sell(&mut store, &[rye, rye, cash, cash].concat())),
        [4, 0, 0, 0]
    );
    assert_eq!(
        counts(&sell(&mut store, &[cash, rye, cash, rye].concat())),
        [0, 4, 0, 0]
    );
    assert_eq!(
        counts(&sell(&mut store, &[rye, rye, rye, cash].concat())),
        [1, 3, 0, 0]
    );
    let other_day = "1,2026-05-03,7,,,,Rye,1,3.90\n1,2026-05-02,7,,,,RYE,2,3.90\n";
    assert_eq!(counts(&sell(&mut store, other_day)), [2, 0, 0, 0]);
    assert_eq!(store.products().unwrap().len(), 1, "RYE is rye");
    assert_eq!(purchases(&store, 1).len(), 7);
}

#[test]
fn two_files_at_once_are_read_as_one_after_the_other() {
    let (folder, mut store) = shop();
    let rows = format!("{HEADER}1,2026-05-02,7,,,,Rye,1,3.90\n1,2026-05-02,7,,,,Rye,1,3.90\n");
    let one = file(&folder, "one.csv", &rows);
    let two = file(
        &folder,
        "two.csv",
        format!("{rows}2,2026-05-03,8,,,,Rye,1,3.90\n"),
    );
    let plan = import(&mut store, &[one, two]);
    assert_eq!(counts(&plan), [2, 0, 0, 0]);
    assert_eq!((plan.files[1].new, plan.files[1].same), (1, 2));
    assert_eq!(plan.label(), "imported 3 purchases from 2 files");
}

#[test]
fn what_is_said_about_columns_is_remembered_and_undone_with_the_import() {
    let (folder, mut store) = shop();
    let july = file(
        &folder,
        "july.csv",
        "Wer,Wann,Wieviel\n17001,2026-05-02,3.90\n",
    );
    let august = file(
        &folder,
        "august.csv",
        "WER;wann;Wieviel\n17001;2026-06-02;3.90\n",
    );
    let map = ["customer=Wer", "day=Wann", "amount=Wieviel"];
    let before = exported(&store, Format::Json);
    let by_hand = import::plan(&options(&[july], &map), &store).unwrap();
    import::carry_out(&by_hand, &mut store, noon(), &mut |_, _| true).unwrap();
    assert_eq!(store.layouts().unwrap().len(), 1);
    assert_eq!(counts(&import(&mut store, &[august])), [1, 0, 0, 0]);
    assert_eq!(purchases(&store, 1).len(), 2);
    let september = file(
        &folder,
        "september.csv",
        "Wer,Wann,Wieviel\nZoë,2026-07-02,3.90\n",
    );
    let named = import::plan(&options(&[september], &["name=Wer"]), &store).unwrap();
    import::carry_out(&named, &mut store, noon(), &mut |_, _| true).unwrap();
    let layouts = store.layouts().unwrap();
    assert_eq!(layouts.len(), 1, "said anew");
    assert!(layouts[0].columns.contains("name=Wer"), "{layouts:?}");
    for _ in 0..3 {
        assert!(matches!(store.undo(noon()).unwrap(), Stepped::Done(_)));
    }
    assert!(before == exported(&store, Format::Json));
}

#[test]
fn contacts_and_sales_are_told_apart_by_name() {
    let (folder, store) = shop();
    let contacts = file(&folder, "people.csv", "Name,Phone\nAna,1\n");
    let sales = file(&folder, "till.csv", HEADER);
    let why = |file: &PathBuf, purchases| {
        let options = Options {
            files: vec![file.clone()],
            purchases,
            ..Options::default()
        };
        import::plan(&options, &store).unwrap_err().to_string()
    };
    let said = why(&contacts, true);
    assert!(said.starts_with(&format!(
        "{}: a table of contacts, it seems, not sales;",
        contacts.display()
    )));
    let said = why(&sales, false);
    let what = "sales of a till, it seems, not contacts; import it with --purchases.";
    assert_eq!(said, format!("{}: {what}", sales.display()));
}

#[test]
fn refused_rows_go_to_a_file_that_can_be_mended() {
    let (folder, mut store) = shop();
    let rows =
        "1,2026-05-02,7,,,,Rye,1,5.805\n2,2026-05-02,7,,,,Rye,1,3.90\n3,soon,7,,,,Rye,1,3.90\n";
    let table = file(&folder, "till.csv", format!("{HEADER}{rows}"));
    assert_eq!(counts(&import(&mut store, &[table])), [1, 0, 0, 2]);
    let refused = folder.path().join("till.refused.csv");
    let text = fs::read_to_string(&refused).unwrap();
    assert_eq!(
        text,
        format!("{HEADER}1,2026-05-02,7,,,,Rye,1,5.805\n3,soon,7,,,,Rye,1,3.90\n")
    );
    fs::write(
        &refused,
        text.replace("5.805", "5.80").replace("soon", "3.5.2026"),
    )
    .unwrap();
    assert_eq!(counts(&import(&mut store, &[refused])), [2, 0, 0, 0]);
    let amounts: Vec<i64> = purchases(&store, 1).iter().map(|it| it.amount.0).collect();
    assert_eq!(amounts, [390, 580, 390], "newest first");
}

#[test]
fn a_cancelled_import_changes_nothing() {
    let (folder, mut store) = shop();
    let table = file(
        &folder,
        "till.csv",
        format!("{HEADER}1,2026-05-02,7,,,,Rye,1,3.90\n"),
    );
    let before = exported(&store, Format::Json);
    let plan = plan(&store, &[table]);
    assert!(import::carry_out(&plan, &mut store, noon(), &mut |_, _| false).is_err());
    assert!(before == exported(&store, Format::Json));
}

#[test]
fn the_preview_as_json_has_its_agreed_shape() {
    let (folder, store) = shop();
    let rows = "1,2026-05-02,7,,,,Rye,1,22.200000000000003\n2,2026-05-02,,,,,Rye,1,3.90\n3,2026-05-03,7,,,,Rye,1,-3.90\n\
                4,2026-05-03,7,,,,Rye,1,15.001\n";
    let table = file(&folder, "till.csv", format!("{HEADER}{rows}"));
    let plan = serde_json::to_value(plan(&store, &[table])).unwrap();
    let file = &plan["files"][0];
    assert_eq!(
        [
            &file["records"],
            &file["new"],
            &file["same"],
            &file["cancelled"]
        ],
        [4, 3, 0, 0]
    );
    assert_eq!(
        [
            &file["without_customer"],
            &file["no_sale"],
            &file["refunds"]
        ],
        [1, 0, 1]
    );
    assert_eq!([&file["new_customers"], &file["new_products"]], [1, 1]);
    assert_eq!(
        file["amount"],
        serde_json::json!({"minor": 3330, "currency": "EUR"})
    );
    let dust =
        serde_json::json!({"amounts": 1, "example": "22.200000000000003", "read_as": "22.20"});
    assert_eq!(file["dust"], dust);
    assert_eq!(file["tenths"]["read_as"], "15.00");
}
