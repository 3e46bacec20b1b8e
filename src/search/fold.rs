//! What makes `muller`, `mueller` and `Müller` one word.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::phone::digit;

/// Lower case without accents and marks (NFKD), with ø→o ł→l đ→d ð→d þ→th ß→ss æ→ae œ→oe ı→i and ς→σ, and digits of any script
/// in ASCII. Apostrophes, dots and hyphens drop out, `@` and pictures stay, all else that is no letter or digit is one space; none
/// at the ends. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.bytes() {
            push(&mut folded, char::from(byte.to_ascii_lowercase()));
        }
    } else {
        // An accent on its own, typed for an apostrophe, would come apart into a space and a mark.
        let letters = text.chars().filter(|&letter| letter != '´');
        for letter in letters.nfkd().flat_map(char::to_lowercase) {
            push_foreign(&mut folded, letter);
        }
    }
    let end = folded.trim_end().len();
    folded.truncate(end);
    folded
}

/// Every way a name may be typed, folded, the plain one first: ä as ae and å as aa, double names in two words, Asian names in one,
/// and the Latin reading of other scripts.
pub fn readings(name: &str) -> Vec<String> {
    let plain = fold(name);
    let mut more = Vec::new();
    if !name.is_ascii() {
        more.extend(replaced(name.nfc(), spelt_out).map(|spelt| fold(&spelt)));
    }
    if name.contains(is_hyphen) {
        more.push(fold(&name.replace(is_hyphen, " ")));
    }
    if !plain.is_ascii() {
        let asian = plain.contains(is_asian);
        if asian {
            more.push(plain.replace(' ', ""));
        }
        if plain.contains(|letter: char| !letter.is_ascii() && letter.is_alphabetic()) {
            more.extend(latin(name, asian));
        }
    }
    let mut seen = Vec::with_capacity(1 + more.len());
    for reading in std::iter::once(plain).chain(more) {
        if !reading.is_empty() && !seen.contains(&reading) {
            seen.push(reading);
        }
    }
    seen
}

/// Latin readings: of Asian names also in one word, of Cyrillic ones also as in a passport (Юлия: iuliia, yuliya).
fn latin(name: &str, asian: bool) -> Vec<String> {
    let name: String = name.nfc().collect();
    let latin = fold(&deunicode::deunicode(&name));
    let other = match asian {
        true => Some(latin.replace(' ', "")),
        false => {
            replaced(name.chars(), as_in_a_passport).map(|name| fold(&deunicode::deunicode(&name)))
        }
    };
    [latin].into_iter().chain(other).collect()
}

/// The text with some letters written otherwise; `None` when it has none of them.
fn replaced(
    text: impl Iterator<Item = char>,
    otherwise: fn(char) -> Option<&'static str>,
) -> Option<String> {
    let (mut new, mut any) = (String::new(), false);
    for letter in text {
        match otherwise(letter) {
            Some(other) => {
                new.push_str(other);
                any = true;
            }
            None => new.push(letter),
        }
    }
    any.then_some(new)
}

/// Adds a letter of a folded text, or what stands for it.
fn push(folded: &mut String, letter: char) {
    match letter {
        '\'' | '`' | '.' | '-' => {}
        '@' | 'a'..='z' | '0'..='9' => folded.push(letter),
        _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
        _ => {}
    }
}

fn push_foreign(folded: &mut String, letter: char) {
    match letter {
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' | 'ð' => folded.push('d'),
        'þ' => folded.push_str("th"),
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ı' => folded.push('i'),
        'ħ' => folded.push('h'),
        'ς' => folded.push('σ'),
        _ if letter.is_ascii() => push(folded, letter),
        // The standard library takes long to find these three scripts among the letters: Cyrillic, Chinese, Korean taken apart.
        '\u{430}'..='\u{45f}' | '\u{4e00}'..='\u{9fff}' | '\u{1100}'..='\u{11ff}' => {
            folded.push(letter);
        }
        _ if is_combining_mark(letter) || is_dropped(letter) => {}
        _ if digit(letter).is_some() => {
            folded.extend(digit(letter).map(|value| char::from(b'0' + value)));
        }
        _ if letter.is_alphanumeric() || is_picture(letter) => folded.push(letter),
        _ => push(folded, ' '),
    }
}

/// Hyphens, apostrophes, dots, and signs that nobody sees.
fn is_dropped(letter: char) -> bool {
    is_hyphen(letter)
        || matches!(letter,
            '´' | '·' | '\u{ad}' | '\u{2b0}'..='\u{2ff}' | '\u{55a}' | '\u{55f}' | '\u{5f3}' | '\u{5f4}' | '\u{640}'
            | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2018}'..='\u{201b}' | '\u{2027}' | '\u{202a}'..='\u{202e}'
            | '\u{2032}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_hyphen(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{58a}' | '\u{5be}' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    )
}

/// Arrows, hearts, faces.
fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1ffff}')
}

/// Written without gaps between family name and given name: Chinese, Japanese, Korean.
fn is_asian(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3006}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}

fn spelt_out(letter: char) -> Option<&'static str> {
    match letter {
        'ä' | 'Ä' => Some("ae"),
        'ö' | 'Ö' => Some("oe"),
        'ü' | 'Ü' => Some("ue"),
        'å' | 'Å' => Some("aa"),
        _ => None,
    }
}

fn as_in_a_passport(letter: char) -> Option<&'static str> {
    match letter {
        'ё' | 'Ё' => Some("e"),
        'й' | 'Й' => Some("y"),
        'ю' | 'Ю' => Some("yu"),
        'я' | 'Я' => Some("ya"),
        _ => None,
    }
}
