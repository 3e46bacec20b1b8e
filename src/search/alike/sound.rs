//! How a word of a name sounds, roughly: Meyer and Maier, Catherine and Katherine, Stephen and Steven are one; Maria and Mario, Tim and
//! Tom, Simon and Simone are two.
//!
//! Double Metaphone and its kin leave vowels out, and so make one of Tim and Tom: in a household with one number these are two people.

/// The sound of a folded word in Latin letters; `None` for other scripts and for digits.
pub fn sound(word: &str) -> Option<String> {
    if word.is_empty() || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    let mut sound = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.bytes().next() {
        let (taken, said) = match first {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => vowels(rest, sound.is_empty()),
            _ => consonant(rest, sound.is_empty()),
        };
        for letter in said.chars() {
            if !sound.ends_with(letter) {
                sound.push(letter);
            }
        }
        rest = &rest[taken..];
    }
    Some(sound)
}

/// What stands for the vowels in front: how many letters, and their sound. At the end of a word an `a` or `o` tells two people apart.
fn vowels(rest: &str, begins: bool) -> (usize, &'static str) {
    let end = rest.bytes().position(|letter| !b"aeiouy".contains(&letter));
    let run = &rest[..end.unwrap_or(rest.len())];
    if begins && run.starts_with('y') && run.len() > 1 {
        return (1, "j");
    }
    let bright = ["ai", "ay", "ei", "ey", "i", "y"]
        .iter()
        .any(|it| run.starts_with(it));
    let class = match run.as_bytes()[0] {
        _ if bright => "i",
        b'a' => "a",
        b'e' => "e",
        b'o' => "o",
        _ => "u",
    };
    let ends = end.is_none() && run.len() > 1;
    match (class, run.as_bytes()[run.len() - 1]) {
        ("i", b'a') if ends => (run.len(), "ia"),
        ("i", b'o') if ends => (run.len(), "io"),
        ("e", b'a') if ends => (run.len(), "ea"),
        ("e", b'o') if ends => (run.len(), "eo"),
        ("u", b'a') if ends => (run.len(), "ua"),
        _ => (run.len(), class),
    }
}

/// What stands for the consonant in front: how many letters, and its sound.
fn consonant(rest: &str, begins: bool) -> (usize, &'static str) {
    const SEVERAL: [(&str, &str); 12] = [
        ("sch", "x"),
        ("tsch", "tx"),
        ("sh", "x"),
        ("ph", "f"),
        ("ck", "k"),
        ("ch", "k"),
        ("dt", "t"),
        ("th", "t"),
        ("tz", "s"),
        ("ts", "s"),
        ("sz", "s"),
        ("kh", "k"),
    ];
    if let Some((letters, said)) = SEVERAL.iter().find(|(it, _)| rest.starts_with(it)) {
        return (letters.len(), said);
    }
    let next = rest.as_bytes().get(1);
    let said = match rest.as_bytes()[0] {
        b'h' if !begins => "",
        b'c' if next.is_some_and(|next| b"eiy".contains(next)) => "s",
        b'c' | b'q' => "k",
        b'v' | b'w' => "f",
        b'x' => "ks",
        b'z' => "s",
        letter => {
            const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
            let at = usize::from(letter - b'a');
            &LETTERS[at..=at]
        }
    };
    (1, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_is_one_and_what_only_looks_alike_is_two() {
        for (one, other) in [
            ("meyer", "maier"),
            ("catherine", "katherine"),
            ("stephen", "steven"),
            ("john", "jon"),
            ("sarah", "sara"),
            ("schmidt", "schmitt"),
            ("zoe", "zoey"),
            ("sophie", "sofie"),
            ("philip", "filipp"),
            ("yana", "jana"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        for (one, other) in [
            ("maria", "mario"),
            ("tim", "tom"),
            ("lena", "lina"),
            ("anna", "hanna"),
            ("anna", "anne"),
            ("simon", "simone"),
            ("daniel", "daniela"),
            ("sofia", "sofie"),
            ("andrea", "andreas"),
        ] {
            assert_ne!(sound(one), sound(other), "{one} {other}");
        }
        assert_eq!(sound("小明"), None);
        assert_eq!(sound("x9"), None);
        assert_eq!(sound(""), None);
    }
}
