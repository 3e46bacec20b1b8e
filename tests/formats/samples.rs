//! Import files by example: every file in `assets/samples` against what must come out of it, and back out again.

use std::{fmt::Write, fs, path::Path};

use regulars::{
    domain::Customer,
    formats::{Contents, Reading, read},
};

/// The fields of a customer that are not empty, one a line.
fn told(customer: &Customer) -> String {
    let value = serde_json::to_value(customer).unwrap();
    let mut text = String::new();
    for (key, value) in value.as_object().unwrap() {
        let empty = match value {
            serde_json::Value::String(text) => text.is_empty() || text.starts_with("1970-01-01T"),
            serde_json::Value::Array(rows) => rows.is_empty(),
            value => value.is_null() || key == "id",
        };
        if !empty {
            writeln!(text, "    {key}: {value}").unwrap();
        }
    }
    text
}

fn golden(contents: &Contents) -> String {
    let mut text = format!("{:?}\n", contents.kind);
    for record in &contents.records {
        writeln!(text, "  line {}", record.line).unwrap();
        text += &told(&record.customer);
        if !record.referred_by.is_empty() {
            writeln!(text, "    referred by: {}", record.referred_by).unwrap();
        }
    }
    for row in &contents.refused {
        writeln!(text, "  refused {}: {} {:?}", row.line, row.reason, row.raw).unwrap();
    }
    for remark in &contents.remarks {
        writeln!(text, "  remark {}: {}", remark.line, remark.text).unwrap();
    }
    if !contents.ignored_properties.is_empty() {
        writeln!(text, "  ignored: {:?}", contents.ignored_properties).unwrap();
    }
    text
}

fn samples(extensions: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    paths.retain(|path| {
        extensions
            .iter()
            .any(|it| path.extension().is_some_and(|e| e == *it))
    });
    paths.sort();
    let mut text = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let result = read(&fs::read(&path).unwrap(), &Reading::default());
        let told = result.map_or_else(|why| format!("{why}\n"), |contents| golden(&contents));
        writeln!(text, "{name}: {told}").unwrap();
    }
    text
}

#[test]
fn cards_are_read_as_phones_write_them() {
    insta::assert_snapshot!(samples(&["vcf"]));
}

#[test]
fn tables_are_read_as_shops_write_them() {
    insta::assert_snapshot!(samples(&["csv", "txt", "json"]));
}
