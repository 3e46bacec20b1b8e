//! Import and export against a real data file: nothing twice, nothing lost, one undo step, and back out byte for byte.

use std::{
    fs,
    path::{Path, PathBuf},
};

use regulars::{
    commands::{
        demo,
        export::{self, Exported, Format, Target},
        import::{self, Options, Plan},
    },
    domain::{Change, Customer, CustomerId},
    store::{Stepped, Store},
};

use crate::shop::{exported, file, noon, shop, taken};

const FORMATS: [(Format, &str); 4] = [
    (Format::Csv, "all.csv"),
    (Format::Vcard, "all.vcf"),
    (Format::Vcard4, "all4.vcf"),
    (Format::Json, "all.json"),
];

fn options(files: &[PathBuf]) -> Options {
    Options {
        files: files.to_vec(),
        ..Options::default()
    }
}

fn plan(store: &Store, files: &[PathBuf]) -> Plan {
    import::plan(&options(files), store).unwrap()
}

fn import(store: &mut Store, files: &[PathBuf]) -> Plan {
    taken(store, &options(files))
}

/// New, changed, same, refused of the first file; they add up to its records.
fn counts(plan: &Plan) -> [usize; 4] {
    for file in &plan.files {
        let sum = file.new + file.changed + file.same + file.refused.len();
        assert_eq!(sum, file.records, "{}", file.file);
    }
    let file = &plan.files[0];
    [file.new, file.changed, file.same, file.refused.len()]
}

/// Out of one shop, into an empty one, and out again: the same bytes.
fn comes_back(store: &Store, format: Format, name: &str) {
    let first = exported(store, format);
    let (folder, mut other) = shop();
    let path = file(&folder, name, &first);
    let plan = import(&mut other, &[path]);
    let [_, changed, same, refused] = counts(&plan);
    assert_eq!([changed, same, refused], [0, 0, 0], "{format:?}");
    same_bytes(&first, &exported(&other, format), name);
}

fn same_bytes(first: &[u8], second: &[u8], name: &str) {
    let Some(at) = (0..first.len().max(second.len())).find(|at| first.get(*at) != second.get(*at))
    else {
        return;
    };
    let near = |bytes: &[u8]| {
        let from = at.saturating_sub(60).min(bytes.len());
        String::from_utf8_lossy(&bytes[from..bytes.len().min(at + 60)]).into_owned()
    };
    panic!("{name}: {:?} came back as {:?}", near(first), near(second));
}

#[test]
fn the_made_up_shop_comes_back_from_every_format() {
    let (_folder, mut store) = shop();
    store
        .apply(&demo::changes(60, noon()).unwrap(), noon())
        .unwrap();
    let gone = store.interactions(&Default::default(), 3, 1).unwrap()[0].clone();
    let remove = [
        Change::RemoveInteraction(gone.customer, gone.id),
        Change::RemoveCustomer(CustomerId(7)),
    ];
    store.apply(&remove, noon()).unwrap();
    for (format, name) in FORMATS {
        comes_back(&store, format, name);
    }
}

#[test]
fn an_export_imported_again_changes_nothing() {
    let (folder, mut store) = shop();
    store
        .apply(&demo::changes(60, noon()).unwrap(), noon())
        .unwrap();
    let before = exported(&store, Format::Json);
    for (format, name) in FORMATS {
        let path = file(&folder, name, exported(&store, format));
        let plan = import(&mut store, &[path]);
        let [new, changed, same, refused] = counts(&plan);
        assert_eq!([new, changed, refused], [0, 0, 0], "{format:?}");
        assert!(same >= 60, "{format:?}");
        assert!(plan.changes().is_empty(), "{format:?}");
    }
    assert!(before == exported(&store, Format::Json));
}

#[test]
fn every_sample_imported_twice_adds_nothing_and_is_undone_in_one_step() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let paths = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    for path in paths.filter(|path| path.is_file()) {
        let (folder, mut store) = shop();
        let here = folder.path().join(path.file_name().unwrap());
        fs::copy(&path, &here).unwrap();
        let options = Options {
            files: vec![here.clone()],
            ..Options::default()
        };
        let Ok(first) = import::plan(&options, &store) else {
            assert!(exported(&store, Format::Csv).len() < 500, "nothing changed");
            continue;
        };
        let empty = exported(&store, Format::Json);
        import::carry_out(&first, &mut store, noon(), &mut |_, _| true).unwrap();
        let [new, _, _, refused] = counts(&first);
        let [new_again, changed, _, refused_again] = counts(&import(&mut store, &[here]));
        assert_eq!([new_again, changed], [0, 0], "{}", path.display());
        assert_eq!(refused, refused_again);
        assert!(new > 0);
        assert!(matches!(store.undo(noon()).unwrap(), Stepped::Done(_)));
        assert!(
            empty == exported(&store, Format::Json),
            "{}",
            path.display()
        );
    }
}

#[test]
fn who_is_known_gets_what_is_new_and_keeps_what_was_written() {
    let (folder, mut store) = shop();
    let first = file(
        &folder,
        "first.csv",
        "name,phone,email,note\nZoë Müller,0176 5550101,,oat milk\nBen Okafor,,ben@example.org,\nAna,,,\n",
    );
    assert_eq!(
        counts(&import(&mut store, std::slice::from_ref(&first))),
        [3, 0, 0, 0]
    );
    let second = file(
        &folder,
        "second.vcf",
        "BEGIN:VCARD\nFN:Zoe Muller\nTEL:+49 (0)176 555 0101\nTEL:0711 5550102\nORG:Mill\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Ben Okafor\nEMAIL:BEN@example.org\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Ana\nTEL:555 0103\nEND:VCARD\n\
         BEGIN:VCARD\nFN:Somebody Else\nTEL:0176 5550101\nEND:VCARD\n",
    );
    let plan = import(&mut store, std::slice::from_ref(&second));
    assert_eq!(
        counts(&plan),
        [2, 1, 1, 0],
        "Ana by name alone and a shared phone alone are new"
    );
    assert_eq!(
        plan.label(),
        "imported 2 customers and added to 1 from second.vcf"
    );
    assert_eq!(
        plan.files[0].remarks[0].text,
        "says another name; what the shop has stays"
    );
    let zoe = store.customer(CustomerId(1)).unwrap().unwrap();
    assert_eq!(
        (zoe.name.as_str(), zoe.company.as_str()),
        ("Zoë Müller", "Mill")
    );
    let phones: Vec<_> = zoe.phones.iter().map(|it| it.raw.as_str()).collect();
    assert_eq!(phones, ["0176 5550101", "0711 5550102"]);
    assert_eq!(counts(&import(&mut store, &[first, second])), [0, 0, 3, 0]);
}

#[test]
fn the_same_person_twice_in_the_files_is_one_customer() {
    let (folder, mut store) = shop();
    let one = file(
        &folder,
        "one.csv",
        "name,phone,email\nAna Lima,555 0101,\nAna Lima,555-0101,ana@example.org\nAna Lima,555 0101,\n",
    );
    let two = file(&folder, "two.csv", "name,email\nana lima,ana@example.org\n");
    let plan = import(&mut store, &[one.clone(), two.clone()]);
    assert_eq!(counts(&plan), [1, 1, 1, 0]);
    assert_eq!(plan.files[1].same, 1);
    assert_eq!(counts(&import(&mut store, &[one, two])), [0, 0, 3, 0]);
}

#[test]
fn refused_rows_go_to_a_file_that_can_be_mended() {
    let (folder, mut store) = shop();
    let table = file(
        &folder,
        "people.csv",
        "name;phone;email\nAna;1234;\n;;who@example.org\nBen;5;b@example.org;x\n",
    );
    assert_eq!(
        counts(&plan(&store, std::slice::from_ref(&table))),
        [1, 0, 0, 2]
    );
    assert!(
        !folder.path().join("people.refused.csv").exists(),
        "a preview writes nothing"
    );
    import(&mut store, std::slice::from_ref(&table));
    let refused = folder.path().join("people.refused.csv");
    let text = fs::read_to_string(&refused).unwrap();
    assert_eq!(
        text,
        "name;phone;email\n;;who@example.org\nBen;5;b@example.org;x\n"
    );
    let second = folder.path().join("people.refused-2.csv");
    import(&mut store, std::slice::from_ref(&table));
    assert!(!second.exists(), "the same rows are there already");
    let mended = text.replace(";;who", "Who;;who").replace(";x", "");
    fs::write(&refused, &mended).unwrap();
    import(&mut store, &[table]);
    assert_eq!(fs::read_to_string(&second).unwrap(), text);
    assert_eq!(
        fs::read_to_string(&refused).unwrap(),
        mended,
        "not replaced"
    );
    assert_eq!(counts(&import(&mut store, &[refused])), [2, 0, 0, 0]);
}

#[test]
fn a_cancelled_or_mistaken_import_changes_nothing() {
    let (folder, mut store) = shop();
    let table = file(&folder, "people.csv", "name\nAna\nBen,refused\n");
    let plan = plan(&store, std::slice::from_ref(&table));
    let cancelled = import::carry_out(&plan, &mut store, noon(), &mut |_, _| false);
    assert!(cancelled.is_err());
    assert!(!folder.path().join("people.refused.csv").exists());
    let picture = file(&folder, "picture.vcf", b"\x89PNG\r\n");
    let options = Options {
        files: vec![table, picture.clone()],
        ..Options::default()
    };
    let why = import::plan(&options, &store).unwrap_err().to_string();
    assert_eq!(
        why,
        format!("{}: a picture (PNG), not contacts.", picture.display())
    );
    assert_eq!(store.undo(noon()).unwrap(), Stepped::Nothing);
}

#[test]
fn columns_can_be_named_by_hand() {
    let (folder, store) = shop();
    let table = file(&folder, "till.csv", "Who,Reach\nAna,555 0101\n");
    let with = |map: &[&str]| {
        let options = Options {
            files: vec![table.clone()],
            map: map.iter().map(|it| (*it).to_owned()).collect(),
            ..Options::default()
        };
        import::plan(&options, &store).map_err(|why| why.to_string())
    };
    assert!(
        with(&[])
            .unwrap_err()
            .contains("Its columns are Who, Reach.")
    );
    assert!(
        with(&["name=Whom"])
            .unwrap_err()
            .contains("no column \"Whom\"")
    );
    assert!(
        with(&["nome proprio del gatto=Who"])
            .unwrap_err()
            .contains("is no field")
    );
    let plan = with(&["name=who", "phone=Reach"]).unwrap();
    let [Change::AddCustomer(ana)] = plan.changes() else {
        panic!("one customer");
    };
    assert_eq!(
        (ana.name.as_str(), ana.phones[0].raw.as_str()),
        ("Ana", "555 0101")
    );
}

#[test]
fn the_preview_as_json_has_its_agreed_shape() {
    let (folder, store) = shop();
    let table = file(
        &folder,
        "a.csv",
        "name,phone,photo\nAna,4.91761E+11,x\n,,\n,,y\n",
    );
    let plan = serde_json::to_value(plan(&store, &[table])).unwrap();
    let file = &plan["files"][0];
    assert_eq!(file["records"], 2);
    assert_eq!([&file["new"], &file["changed"], &file["same"]], [1, 0, 0]);
    assert_eq!(file["refused"][0]["line"], 4);
    assert_eq!(file["refused"][0]["reason"], "no name, call-me or phone");
    assert_eq!(file["ignored_properties"][0], "photo");
    assert_eq!(file["remarks"][0]["line"], 2);
}

#[test]
fn an_export_to_a_file_is_private_and_never_replaces_unasked() {
    let (folder, mut store) = shop();
    let table = file(&folder, "a.csv", "name\nAna\n");
    import(&mut store, &[table]);
    let target = folder.path().join("out.csv");
    let write = |path: &Path, replace, go_on: bool| {
        let target = Target { path, replace };
        export::to_file(&store, Format::Csv, target, &mut |_, _| go_on)
    };
    let there = |replace| write(&target, replace, true).unwrap();
    assert_eq!(there(false), Exported::Written(1));
    assert_eq!(there(false), Exported::Exists);
    assert_eq!(there(true), Exported::Written(1));
    let before = fs::read(&target).unwrap();
    let cancelled = write(&target, true, false).unwrap_err();
    assert!(format!("{cancelled:#}").ends_with("cancelled; nothing was written"));
    assert_eq!(fs::read(&target).unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&target).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    for left in fs::read_dir(folder.path()).unwrap() {
        let name = left.unwrap().file_name();
        assert!(!name.to_string_lossy().ends_with(".part"), "{name:?}");
    }
    assert!(write(&folder.path().join("no/such"), false, true).is_err());
}

#[test]
fn who_brought_whom_survives_in_any_order() {
    let (_folder, mut store) = shop();
    let one = |name: &str, uid: &str| Customer {
        name: name.into(),
        uid: uid.into(),
        ..Customer::default()
    };
    let (a, b) = (one("Ana", "a"), one("Ben", "b"));
    store
        .apply(
            &[
                Change::AddCustomer(Box::new(a)),
                Change::AddCustomer(Box::new(b)),
            ],
            noon(),
        )
        .unwrap();
    let before = store.customer(CustomerId(1)).unwrap().unwrap();
    let mut after = before.clone();
    after.referred_by = Some(CustomerId(2));
    let edit = Change::EditCustomer {
        before: Box::new(before),
        after: Box::new(after),
    };
    store.apply(&[edit], noon()).unwrap();
    for (format, name) in FORMATS {
        comes_back(&store, format, name);
    }
}
