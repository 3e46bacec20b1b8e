//! Sales by example: every file in `assets/samples/till` against what must come out of it, and laws that hold for any table.

use std::{fmt::Write, fs, path::Path};

use proptest::prelude::*;
use regulars::{
    domain::{Currency, Layout, Refusal, layout},
    formats::{
        Reading,
        till::{self, Hand, Sales},
    },
};

fn read_with(bytes: &[u8], map: &[&str], layouts: &[Layout]) -> Result<Sales, Refusal> {
    let map = map.iter().map(|it| layout::said(it).unwrap());
    let reading = Reading {
        map: map.collect(),
        month_first: false,
    };
    let hand = Hand {
        reading: &reading,
        layouts,
        currency: &Currency::new("EUR").unwrap(),
    };
    till::read(bytes, hand)
}

fn sales(text: &str) -> Sales {
    read_with(text.as_bytes(), &[], &[]).unwrap()
}

fn refusal(text: &str, map: &[&str]) -> String {
    read_with(text.as_bytes(), map, &[]).unwrap_err().0
}

fn golden(sales: &Sales) -> String {
    let mut text = String::new();
    let euro = Currency::new("EUR").unwrap();
    for sale in &sales.sales {
        let buyer = [
            &sale.buyer.number,
            &sale.buyer.name,
            &sale.buyer.phone,
            &sale.buyer.email,
        ];
        let buyer = buyer
            .map(|it| if it.is_empty() { "-" } else { it })
            .join(" ");
        let (line, receipt, day, quantity) = (sale.line, &sale.receipt, sale.day, sale.quantity);
        let (product, group, amount) = (&sale.product, &sale.group, euro.show(sale.amount));
        writeln!(
            text,
            "  {line}: {receipt} {day} [{buyer}] {quantity} {product:?} {group:?} {amount}"
        )
        .unwrap();
    }
    for row in &sales.refused {
        writeln!(
            text,
            "  {}: refused: {} {:?}",
            row.line, row.reason, row.raw
        )
        .unwrap();
    }
    for remark in &sales.remarks {
        writeln!(text, "  {}: {}", remark.line, remark.text).unwrap();
    }
    let Sales {
        cancelled,
        of_nobody,
        no_sales,
        ..
    } = sales;
    writeln!(
        text,
        "  {cancelled} cancelled, {of_nobody} of nobody, {no_sales} no sales"
    )
    .unwrap();
    for (mended, what) in [(&sales.dust, "dust"), (&sales.tenths, "a tenth")] {
        if let Some(it) = mended {
            let amount = euro.show(it.amount);
            writeln!(
                text,
                "  {} with {what}, {} is {amount}",
                it.amounts, it.example
            )
            .unwrap();
        }
    }
    writeln!(text, "  left out: {:?}", sales.ignored).unwrap();
    text
}

#[test]
fn sales_are_read_as_tills_write_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/till");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    paths.sort();
    let mut text = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match read_with(&fs::read(&path).unwrap(), &[], &[]) {
            Ok(sales) => write!(text, "{name}:\n{}", golden(&sales)).unwrap(),
            Err(why) => writeln!(text, "{name}: {why}").unwrap(),
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn columns_are_named_by_hand_once() {
    let table = "Wer,Wann,Was,Wieviel\n17001,2026-05-02,Rye,3.90\n";
    let by_hand = ["customer=Wer", "day=wann", "product=Was", "amount=Wieviel"];
    let first = read_with(table.as_bytes(), &by_hand, &[]).unwrap();
    let [sale] = first.sales.as_slice() else {
        panic!("one sale")
    };
    assert_eq!(
        (
            sale.buyer.number.as_str(),
            sale.product.as_str(),
            sale.amount.0
        ),
        ("17001", "Rye", 390)
    );
    let known = [first.layout.unwrap()];
    let again = read_with(table.as_bytes(), &[], &known).unwrap();
    assert_eq!((&again.sales, &again.layout), (&first.sales, &None));
    let corrected = read_with(table.as_bytes(), &["name=Wer"], &known).unwrap();
    assert_eq!(corrected.sales[0].buyer.name, "17001");
    assert!(corrected.layout.is_some(), "the correction is remembered");
    assert!(
        read_with(b"Wer,Wann\n1,2\n", &[], &known).is_err(),
        "another layout"
    );
}

#[test]
fn what_is_missing_or_unknown_is_said_with_what_there_is() {
    let table = "Wer,Wann,Was,Wieviel\n";
    assert_eq!(
        refusal(table, &[]),
        "no column for the amount. Its columns are Wer, Wann, Was, Wieviel. Say which is which: --map amount=\"COLUMN\"."
    );
    assert!(
        refusal(table, &["amount=Wieviel"]).starts_with("no column for the day. Its columns are")
    );
    assert_eq!(
        refusal(table, &["amount=Sum"]),
        "no column \"Sum\"; its columns are Wer, Wann, Was, Wieviel."
    );
    let unknown = refusal(table, &["colour=Was"]);
    assert!(
        unknown.starts_with("\"colour\" is no field of a sale; customer, number,"),
        "{unknown}"
    );
    assert!(refusal("Name,Phone\nAna,1\n", &[]).starts_with("a table of contacts, it seems"));
    assert!(refusal("BEGIN:VCARD\nFN:Ana\nEND:VCARD\n", &[]).starts_with("contacts, not sales"));
}

#[test]
fn a_table_of_sales_is_known_by_its_columns() {
    let names = |line: &str| -> Vec<String> { line.split(',').map(str::to_owned).collect() };
    for line in [
        "InvoiceNo,InvoiceDate,CustomerID,TotalPrice",
        "Datum,Kunde,Artikel,Menge,Einzelpreis",
        "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem price",
    ] {
        assert!(till::are_sales(&names(line)), "{line}");
    }
    for line in [
        "Name,Phone,Email",
        "First Name,Last Name,First Visit,Total Spend,Transaction Count",
        "name,created,price list",
        "Date,Amount",
        "Name,Date,Amount",
    ] {
        assert!(!till::are_sales(&names(line)), "{line}");
    }
}

#[test]
fn a_day_that_can_only_be_so_tells_the_order_of_all() {
    let text = |days: [&str; 2]| {
        let [one, two] = days;
        let table = format!("receipt,date,customer,amount\n1,{one},7,1.00\n2,{two},7,1.00\n");
        let sales = sales(&table);
        let days: Vec<String> = sales.sales.iter().map(|it| it.day.to_string()).collect();
        (days.join(" "), sales.refused.len(), sales.remarks.len())
    };
    let reads = |days, read: &str, refused, remarks| {
        assert_eq!(text(days), (read.to_owned(), refused, remarks))
    };
    reads(["3/4/2026", "5/6/2026"], "2026-04-03 2026-06-05", 0, 0);
    reads(["3/4/2026", "5/16/2026"], "2026-03-04 2026-05-16", 0, 1);
    reads(["3/4/2026", "16/5/2026"], "2026-04-03 2026-05-16", 0, 0);
    reads(["4/16/2026", "16/5/2026"], "2026-05-16", 1, 0);
}

/// A cell of a table of sales: mostly sense, sometimes not.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9]{1,4}(\\.[0-9]{1,3})?",
        "2026-0[1-9]-[0-3][0-9]",
        "(cancelled|paid|refund|Sale|Payment|Ana|C[0-9]{3}|\\(5,00\\)|1\\.234,50|22\\.200000000000003)",
        "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_ends_up_in_one_count(rows in prop::collection::vec(prop::collection::vec(cell(), 8), 0..20)) {
        let mut table = String::from("receipt,date,customer,product,quantity,amount,status,line type\n");
        let mut count = 0;
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|it| format!("\"{}\"", it.replace('"', "\"\""))).collect();
            writeln!(table, "{}", cells.join(",")).unwrap();
            count += usize::from(row.iter().any(|it| !it.trim().is_empty()));
        }
        let sales = sales(&table);
        let sum = sales.sales.len() + sales.refused.len() + sales.cancelled + sales.of_nobody + sales.no_sales;
        prop_assert_eq!(sum, count);
    }

    #[test]
    fn an_amount_with_dust_is_the_amount_it_was(cents in -10_000_000_i64..10_000_000, parts in 1_u32..9) {
        let whole = cents as f64 / 100.0;
        let mut sum = 0.0;
        (0..parts).for_each(|_| sum += whole / f64::from(parts));
        let table = format!("receipt,date,customer,amount\n1,2026-05-02,7,{sum}\n");
        let sales = sales(&table);
        prop_assert_eq!(sales.sales.len(), 1, "{}", table);
        prop_assert_eq!(sales.sales[0].amount.0, cents, "{}", sum);
    }
}
