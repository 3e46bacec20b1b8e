//! Tests of safe text: what is marked, dropped, kept; fitting and wrapping.

use super::*;

#[test]
fn what_would_obey_or_hide_is_marked_or_dropped() {
    for (hostile, shown) in [
        ("\u{1b}[2Jgone", "␛[2Jgone"),
        ("bell\u{7}nul\0del\u{7f}", "bell␇nul␀del␡"),
        ("\u{9b}31m\u{90}", "\u{fffd}31m\u{fffd}"),
        ("a\r\nb\nc\rd\u{2028}e", "a↵b↵c↵d↵e"),
        ("tab\there", "tab here"),
        ("\u{202e}gpj.exe\u{202c} \u{2066}x\u{2069}", "gpj.exe x"),
        ("pay\u{200b}pal\u{feff}\u{2060}\u{ad}", "paypal"),
        ("lat\u{200d}in\u{200c}x", "latinx"),
        ("tag\u{e0041}\u{e0042}s", "tags"),
        ("a\u{fe0f}\u{fe01}b", "ab"),
        ("\u{301}lone", "◌\u{301}lone"),
        ("\u{fffe}\u{fdd0}x", "x"),
    ] {
        assert_eq!(safe(hostile).as_str(), shown, "{hostile:?}");
    }
}

#[test]
fn real_writing_stays_as_it_is() {
    for text in [
        "Zoë Müller",
        "e\u{301}\u{323}",
        "می\u{200c}خواهم",
        "क\u{94d}\u{200d}ष",
        "שָׁלוֹם",
        "👩\u{200d}👩\u{200d}👧 👍🏽 ❤\u{fe0f}\u{200d}🔥 5\u{fe0f}\u{20e3} 🇩🇪",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "葛\u{e0100}飾 小明 Đorđe ﬀ",
    ] {
        assert_eq!(safe(text).as_str(), text);
    }
}

#[test]
fn what_comes_in_has_no_controls_and_keeps_its_writing() {
    let pasted = "\u{1b}[2JAna\u{7}\tLima\r\n\u{9b}31mMill\u{85}Lane\0\u{7f}\n";
    assert_eq!(typed(pasted), "[2JAna Lima\n31mMill\nLane\n");
    assert_eq!(typed_line(pasted), "[2JAna Lima 31mMill Lane");
    for text in [
        "می\u{200c}خواهم",
        "👩\u{200d}👧 👍🏽",
        "王小明 Đorđe e\u{301}",
    ] {
        assert_eq!(typed_line(text), text);
    }
}

#[test]
fn a_tower_of_marks_is_cut_down() {
    let tower = format!("a{}b", "\u{301}".repeat(500));
    assert_eq!(safe(&tower).as_str().chars().count(), 2 + MARKS);
}

#[test]
fn fitting_never_cuts_a_letter() {
    let text = safe("小明👩‍👩‍👧 Müller");
    assert_eq!(text.width(), 13);
    assert_eq!(text.fit(13), text);
    assert_eq!(text.fit(12).as_str(), "小明👩‍👩‍👧 Müll…");
    assert_eq!(text.fit(6).as_str(), "小明…");
    assert_eq!(text.fit(2).as_str(), "…");
    assert_eq!(text.fit(0).as_str(), "");
    for width in 0..20 {
        assert!(text.fit(width).width() <= width);
    }
}

#[test]
fn wrapping_keeps_every_word() {
    let rows = |text: &str, width| -> Vec<String> {
        SafeText::lines(text)
            .wrap(width)
            .into_iter()
            .map(String::from)
            .collect()
    };
    assert_eq!(rows("ring back about rye", 9), ["ring back", "about rye"]);
    assert_eq!(rows("a\n\nb", 9), ["a", "", "b"]);
    assert_eq!(
        rows("Donaudampfschiff fährt", 6),
        ["Donaud", "ampfsc", "hiff", "fährt"]
    );
    assert_eq!(rows("小明小明", 3), ["小", "明", "小", "明"]);
    assert_eq!(rows("小a", 1), ["小", "a"]);
    assert_eq!(
        rows("known: tag: (last: by:.", 9),
        ["known:", "tag:", "(last:", "by:."]
    );
    assert_eq!(rows("", 3), [""]);
}
