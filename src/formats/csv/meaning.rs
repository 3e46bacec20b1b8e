//! What one column means, by its name alone.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::words::{BESIDE, EMAIL, FIELDS, MOBILE, PAIRS, PARTS, PHONE, is_one_of};

/// A column that stands for one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Uid,
    Name,
    Given,
    Middle,
    Family,
    Prefix,
    Suffix,
    CallMe,
    Say,
    SayGiven,
    SayFamily,
    Hook,
    SortKey,
    Company,
    Birthday,
    Tags,
    Note,
    Facts,
    Likes,
    Channels,
    Do,
    Dont,
    GoingThrough,
    GoingUntil,
    Handover,
    Source,
    ReferredBy,
    Since,
    Tier,
    TierWhy,
    CheckIn,
    TillNumber,
    Created,
    Kept,
    MorePhones,
    MoreEmails,
    MoreAddresses,
    MailConsent,
    TextConsent,
    LeftOut,
}

/// A part of a postal address, or the label of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Street,
    City,
    Region,
    Postcode,
    Country,
    Formatted,
    Label,
}

/// What one column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    Field(Field),
    Phone(Slot),
    Email(Slot),
    Address(Slot, Part),
    PhoneLabel(Slot),
    EmailLabel(Slot),
    Unknown,
}

/// Which of several phones, e-mails or addresses, and what its name says of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slot {
    /// The words that tell it from others.
    pub key: String,
    /// The label they give.
    pub label: String,
}

/// Lower case words without accents and signs: `E-mail 1 - Value` is `e mail 1 value`.
pub fn fold(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    let mut last = ' ';
    let plain = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    for letter in plain.nfc() {
        for letter in letter.to_lowercase() {
            let turn = letter.is_numeric() != last.is_numeric() && last.is_alphanumeric();
            match letter {
                'ß' => words.push_str("ss"),
                'ł' => words.push('l'),
                'ø' => words.push('o'),
                '\'' | '’' | '.' => continue,
                letter if letter.is_alphanumeric() => {
                    if turn {
                        words.push(' ');
                    }
                    words.push(letter);
                }
                _ if last != ' ' => words.push(' '),
                _ => {}
            }
            last = if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            };
        }
    }
    words.trim().to_owned()
}

/// The meaning of one column, by its name.
pub fn meaning(name: &str) -> Meaning {
    let mut folded = fold(name);
    if let Some((field, _)) = FIELDS.iter().find(|(_, names)| is_one_of(&folded, names)) {
        return Meaning::Field(*field);
    }
    folded = format!(" {folded} ");
    for (pair, word) in PAIRS {
        folded = folded.replace(&format!(" {pair} "), &format!(" {word} "));
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    reach(&words)
        .or_else(|| address(&words))
        .unwrap_or(Meaning::Unknown)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A phone, an e-mail, or the label of one.
fn reach(words: &[&str]) -> Option<Meaning> {
    let is_email = words.iter().any(|word| is_one_of(word, EMAIL));
    let (mut slot, mut phone, mut label_of) = (Slot::default(), false, false);
    let mut labels = Vec::new();
    for word in words {
        let beside = BESIDE.iter().find(|(it, _)| it == word);
        if is_one_of(word, PHONE) {
            phone = true;
        } else if is_one_of(word, MOBILE) {
            phone = true;
            labels.push("mobile");
        } else if matches!(*word, "label" | "type") {
            label_of = true;
        } else if let Some((_, label)) = beside {
            phone |= matches!(*word, "fax" | "pager");
            labels.push(label);
        } else if !is_number(word) && !is_one_of(word, EMAIL) && *word != "address" {
            return None;
        }
        if !matches!(*word, "value" | "label" | "type") {
            slot.key.push_str(word);
            slot.key.push(' ');
        }
    }
    labels.retain(|label| !label.is_empty());
    labels.dedup();
    slot.label = labels.join(" ");
    match (is_email, phone, label_of) {
        (true, _, true) => Some(Meaning::EmailLabel(slot)),
        (true, _, false) => Some(Meaning::Email(slot)),
        (false, true, true) => Some(Meaning::PhoneLabel(slot)),
        (false, true, false) => Some(Meaning::Phone(slot)),
        (false, false, _) => None,
    }
}

/// A part of a postal address. Words before the part say of which address, a number behind it only which line.
fn address(words: &[&str]) -> Option<Meaning> {
    let part = |word: &str| {
        let known = PARTS.iter().find(|(_, words)| is_one_of(word, words));
        known.map(|(part, _)| *part)
    };
    let at = words.iter().rposition(|word| part(word).is_some())?;
    let found = part(words[at])?;
    if found == Part::Label && !words[..at].iter().any(|word| part(word).is_some()) {
        return None;
    }
    if !words[at + 1..].iter().all(|word| is_number(word)) {
        return None;
    }
    let mut slot = Slot::default();
    for word in &words[..at] {
        let beside = BESIDE.iter().find(|(it, _)| it == word);
        match beside {
            Some((_, label)) => slot.label = (*label).to_owned(),
            None if is_number(word) => {}
            None if part(word) == Some(Part::Street) => continue,
            None => return None,
        }
        slot.key.push_str(word);
        slot.key.push(' ');
    }
    Some(Meaning::Address(slot, found))
}
