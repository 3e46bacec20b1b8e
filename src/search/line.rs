//! One customer's line in a block, and how well it answers.
//!
//! A line is two capitals for the place in the block, then fields, each behind its mark, then a line break:
//! `AM/zoe muller/zoe mueller~zohee*+49176555447*0176555447:ask for ben<zo@exampleorg&corner cafe#vip`. Folded text holds neither
//! capitals nor marks, so a hit tells by itself which field it is in and whether it begins it.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

use super::{BLOCK_SPAN, Matched, fold, readings};
use crate::domain::{Customer, CustomerId, phone};

/// A reading of the name or call-me.
const NAME: u8 = b'/';
/// A reading of how the name sounds, or is sorted.
const SOUND: u8 = b'~';
/// The digits of a phone, with `+` where international.
const PHONE: u8 = b'*';
/// What else a phone says.
const PHONE_WORDS: u8 = b':';
const EMAIL: u8 = b'<';
const COMPANY: u8 = b'&';
const TAG: u8 = b'#';

/// The two letters a customer's line begins with: the place in the block, in the order of the ids.
pub fn place_letters(id: CustomerId) -> [char; 2] {
    let place = id.0.rem_euclid(BLOCK_SPAN);
    [place >> 4, place & 15].map(|half| char::from(b'A' + half as u8))
}

/// One customer's line in a block, ending in a line break; names in all readings, phones, e-mail, company, tags.
pub fn block_line(customer: &Customer) -> String {
    let mut line = String::with_capacity(160);
    line.extend(place_letters(customer.id));
    let mut names = Vec::new();
    for text in [&customer.name, &customer.call_me] {
        add(&mut line, NAME, &mut names, readings(text));
    }
    for text in [&customer.say, &customer.sort_key] {
        add(&mut line, SOUND, &mut names, readings(text));
    }
    let mut phones = Vec::new();
    for phone in &customer.phones {
        let digits = [
            Some(phone::digits(&phone.raw)),
            phone::dialled_at_home(&phone.raw),
        ];
        add(
            &mut line,
            PHONE,
            &mut phones,
            digits.into_iter().flatten().collect(),
        );
    }
    let mut others = Vec::new();
    for phone in &customer.phones {
        add(
            &mut line,
            PHONE_WORDS,
            &mut others,
            vec![fold(&phone::words(&phone.raw))],
        );
    }
    for email in &customer.emails {
        add(&mut line, EMAIL, &mut others, vec![fold(&email.address)]);
    }
    add(
        &mut line,
        COMPANY,
        &mut Vec::new(),
        readings(&customer.company),
    );
    for tag in &customer.tags {
        add(&mut line, TAG, &mut Vec::new(), vec![fold(&tag.word)]);
    }
    line.push('\n');
    line
}

/// Adds texts as fields of one kind, but for those that one already there begins with (a phone counts by its ending: only the
/// same one is left out).
fn add(line: &mut String, mark: u8, there: &mut Vec<String>, texts: Vec<String>) {
    for text in texts {
        let same = |other: &String| *other == text || mark != PHONE && other.starts_with(&text);
        if text.is_empty() || there.iter().any(same) {
            continue;
        }
        line.push(char::from(mark));
        line.push_str(&text);
        there.push(text);
    }
}

/// Who stands in this line of block `number`.
pub fn customer_of(line: &[u8], number: i64) -> CustomerId {
    CustomerId(number * BLOCK_SPAN + place_of(line) as i64)
}

/// The place of a line in its block.
pub(super) fn place_of(line: &[u8]) -> usize {
    let half = |at: usize| {
        usize::from(
            line.get(at)
                .map_or(0, |letter| letter.wrapping_sub(b'A') & 15),
        )
    };
    half(0) << 4 | half(1)
}

/// How well a line answers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Rank {
    PhoneEnding,
    NameBegins,
    WordBegins,
    InsideName,
    InsidePhone,
    Email,
    Company,
    Tag,
    Text,
    Slip,
    Everybody,
}

impl Rank {
    pub(super) const ALL: [Self; 11] = [
        Self::PhoneEnding,
        Self::NameBegins,
        Self::WordBegins,
        Self::InsideName,
        Self::InsidePhone,
        Self::Email,
        Self::Company,
        Self::Tag,
        Self::Text,
        Self::Slip,
        Self::Everybody,
    ];

    pub(super) fn matched(self) -> Matched {
        match self {
            Self::PhoneEnding => Matched::PhoneEnding,
            Self::NameBegins | Self::WordBegins | Self::InsideName => Matched::Name,
            Self::InsidePhone => Matched::Phone,
            Self::Email => Matched::Email,
            Self::Company => Matched::Company,
            Self::Tag => Matched::Tag,
            Self::Text => Matched::Text,
            Self::Slip => Matched::NameSlip,
            Self::Everybody => Matched::Everybody,
        }
    }
}

/// True where a field begins or the line ends.
pub(super) fn is_mark(byte: u8) -> bool {
    const MARKS: [bool; 256] = {
        let mut marks = [false; 256];
        let all = [NAME, SOUND, PHONE, PHONE_WORDS, EMAIL, COMPANY, TAG, b'\n'];
        let mut at = 0;
        while at < all.len() {
            marks[all[at] as usize] = true;
            at += 1;
        }
        marks
    };
    MARKS[usize::from(byte)]
}

/// True where a field or a word of one begins.
pub(super) fn begins_word(lines: &[u8], at: usize) -> bool {
    let before = lines.get(at.wrapping_sub(1));
    before.is_some_and(|&before| before == b' ' || is_mark(before))
}

/// True where a word of a field ends.
pub(super) fn ends_word(lines: &[u8], at: usize) -> bool {
    lines[at] == b' ' || is_mark(lines[at])
}

/// Where the line around a place begins.
pub(super) fn start(lines: &[u8], at: usize) -> usize {
    memrchr(b'\n', &lines[..at]).map_or(0, |end| end + 1)
}

/// Where each line begins.
pub(super) fn starts(lines: &[u8]) -> impl Iterator<Item = usize> {
    let behind = memchr_iter(b'\n', lines).map(|end| end + 1);
    let starts = std::iter::once(0).chain(behind);
    starts.filter(|start| *start < lines.len())
}

/// Where the line around a place ends, line break included.
pub(super) fn end(lines: &[u8], at: usize) -> usize {
    memchr(b'\n', &lines[at..]).map_or(lines.len(), |end| at + end + 1)
}

/// How well a text that stands at a place answers; it may bring the mark of its field or the space before it along.
pub(super) fn rank_at(lines: &[u8], text: Range<usize>) -> Option<Rank> {
    let start = text.start + usize::from(ends_word(lines, text.start));
    let begins = is_mark(*lines.get(start.checked_sub(1)?)?);
    let mark = lines[..start].iter().rfind(|&&byte| is_mark(byte))?;
    Some(match *mark {
        NAME if begins => Rank::NameBegins,
        NAME | SOUND if begins_word(lines, start) => Rank::WordBegins,
        NAME | SOUND => Rank::InsideName,
        PHONE if text.len() >= 3 && ends_field(lines, text.end) => Rank::PhoneEnding,
        PHONE | PHONE_WORDS => Rank::InsidePhone,
        EMAIL => Rank::Email,
        COMPANY => Rank::Company,
        _ => Rank::Tag,
    })
}

fn ends_field(lines: &[u8], at: usize) -> bool {
    lines.get(at).is_none_or(|&byte| is_mark(byte))
}

/// The words of a customer's names that stand in a line, with all readings.
pub(super) fn name_words(line: &str) -> impl Iterator<Item = &str> {
    let is_name = |byte: u8| byte == NAME || byte == SOUND;
    let end = line
        .bytes()
        .position(|byte| is_mark(byte) && !is_name(byte));
    line[..end.unwrap_or(line.len())]
        .split(
            move |letter| matches!(u8::try_from(letter), Ok(byte) if byte == b' ' || is_name(byte)),
        )
        .skip(1)
}

/// True where a place in a line stands in a name.
pub(super) fn is_in_name(line: &[u8], at: usize) -> bool {
    let mark = line[..at].iter().rfind(|&&byte| is_mark(byte));
    matches!(mark, Some(&(NAME | SOUND)))
}

/// The last eight digits of the phone that ends at a place in a line: enough to tell one household from another.
pub(super) fn phone_ending(line: &[u8], end: usize) -> Option<u64> {
    let mark = line[..end].iter().rposition(|&byte| is_mark(byte))?;
    if line[mark] != PHONE || !ends_field(line, end) {
        return None;
    }
    let digits = &line[(mark + 1).max(end.saturating_sub(8))..end];
    let digits = digits.iter().filter(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}
