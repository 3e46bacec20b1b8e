//! How near two names are, each in all its readings.

use super::sound::sound;

/// What two names have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Names {
    /// One is a part of the other: `Müller` and `Zoë Müller`.
    Part,
    /// They sound alike, or differ in one letter: `Zoe Meyer` and `Zoë Maier`.
    Alike,
    /// The same, in any order of words and any script.
    Same,
}

/// A word of fewer letters is never taken for a slip of another.
const SLIP: usize = 5;

/// So many words of a name are looked at.
const WORDS: usize = 8;

/// Words that tell two people of one name apart.
const GENERATIONS: [&str; 8] = ["jr", "junior", "sr", "senior", "ii", "iii", "iv", "filho"];

/// How near two names are, given in all their readings, the plain one first; `None` when they are two names.
pub fn compare(one: &[&str], other: &[&str]) -> Option<Names> {
    let mut best = None;
    for (at, a) in one.iter().enumerate() {
        for (place, b) in other.iter().enumerate() {
            let plain = at == 0 || place == 0;
            let found = match readings(a, b) {
                // Two that are written otherwise and only sound the same in Latin letters.
                Some(Names::Same) if !plain => Some(Names::Alike),
                found => found,
            };
            best = best.max(found);
            if best == Some(Names::Same) {
                return best;
            }
        }
    }
    best
}

fn readings(one: &str, other: &str) -> Option<Names> {
    if one == other {
        return Some(Names::Same);
    }
    let a: Vec<&str> = one.split(' ').take(WORDS).collect();
    let b: Vec<&str> = other.split(' ').take(WORDS).collect();
    if is_joined(&a, &b) || is_joined(&b, &a) {
        return Some(Names::Same);
    }
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    words(&few, many)
}

/// One word for what the other has in two or three, in any order of these: Wang Xiaoming, Wangxiaoming.
fn is_joined(whole: &[&str], parts: &[&str]) -> bool {
    let joined = |words: &[&str]| words.concat();
    match (whole, parts) {
        ([_, _], [_, _]) => false,
        ([_] | [_, _], [_, _] | [_, _, _]) => {
            let mut turned = parts.to_vec();
            turned.rotate_left(1);
            let whole = joined(whole);
            whole == joined(parts) || whole == joined(&turned)
        }
        _ => false,
    }
}

/// Every word of the shorter name stands in the longer one, as it is or nearly so.
fn words(few: &[&str], mut many: Vec<&str>) -> Option<Names> {
    let (mut nearly, mut known) = (false, false);
    let exact: Vec<bool> = few
        .iter()
        .map(|word| {
            let place = many.iter().position(|it| it == word);
            place.map(|place| many.remove(place)).is_some()
        })
        .collect();
    for (word, exact) in few.iter().zip(exact) {
        known |= word.chars().nth(1).is_some();
        if exact {
            continue;
        }
        let place = many.iter().position(|it| is_near(word, it))?;
        nearly = true;
        many.remove(place);
    }
    let apart = few.len() > 1 || nearly;
    match (known, many.is_empty(), nearly) {
        (false, ..) => None,
        _ if many.iter().any(|word| GENERATIONS.contains(word)) => None,
        (_, true, false) => Some(Names::Same),
        (_, true, true) => Some(Names::Alike),
        (_, false, true) if !apart => None,
        (_, false, _) => Some(Names::Part),
    }
}

/// Two words that may be one: by sound, by one slip, or one the initial of the other.
fn is_near(one: &str, other: &str) -> bool {
    let is_initial = |short: &str, long: &str| {
        short.chars().count() == 1 && long.starts_with(short) && short.is_ascii()
    };
    is_initial(one, other)
        || is_initial(other, one)
        || sound(one).is_some_and(|said| said.len() > 1 && Some(said) == sound(other))
        || is_slip(one, other)
}

/// One letter missing, too many, wrong, or two swapped; not the first, and not the last: these make Daniela of Daniel.
fn is_slip(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().min(b.len()) < SLIP || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let begin = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a.iter().rev().zip(b.iter().rev());
    let end = end.take_while(|(a, b)| a == b).count();
    let longest = a.len().max(b.len());
    if begin == 0 || end == 0 {
        return false;
    }
    begin + end + 1 >= longest
        || a.len() == b.len()
            && begin + end + 2 == longest
            && (a[begin], a[begin + 1]) == (b[begin + 1], b[begin])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::readings;

    fn near(one: &str, other: &str) -> Option<Names> {
        let (one, other) = (readings(one), readings(other));
        let texts = |all: &[String]| all.iter().map(|it| it.clone().leak() as &str).collect();
        let (one, other): (Vec<&str>, Vec<&str>) = (texts(&one), texts(&other));
        let found = compare(&one, &other);
        assert_eq!(found, compare(&other, &one));
        found
    }

    #[test]
    fn the_same_person_is_written_in_many_ways() {
        for (one, other, how) in [
            ("Zoë Müller", "zoe muller", Names::Same),
            ("Zoe Mueller", "Müller, Zoë", Names::Same),
            ("王小明", "Wang Xiaoming", Names::Same),
            ("Нина Петрова", "Nina Petrova", Names::Same),
            ("Siobhán O'Brien", "Obrien Siobhan", Names::Same),
            ("Zoe Meyer", "Zoë Maier", Names::Alike),
            ("Catherine Wright", "Katherine Wright", Names::Alike),
            ("Z. Müller", "Zoë Müller", Names::Alike),
            ("Zoe Miller", "Zoe Muller", Names::Alike),
            ("Thorvaldsson", "Throvaldsson", Names::Alike),
            ("Müller", "Zoe Müller", Names::Part),
            ("Dr Zoe Müller", "Zoe Müller", Names::Part),
        ] {
            assert_eq!(near(one, other), Some(how), "{one} / {other}");
        }
    }

    #[test]
    fn a_household_is_several_people() {
        for (one, other) in [
            ("Zoe Müller", "Tom Müller"),
            ("Tim Müller", "Tom Müller"),
            ("Maria Santos", "Mario Santos"),
            ("Daniel Weiß", "Daniela Weiß"),
            ("Andrea Koch", "Andreas Koch"),
            ("Anna Lima", "Hanna Lima"),
            ("Jan Novák", "Jana Nováková"),
            ("John Smith", "John Smith Jr."),
            ("Mr Smith", "Mrs Smith"),
            ("Z.", "Zoe Müller"),
            ("王小明", "王小红"),
            ("Lena Koch", "Lina Koch"),
        ] {
            assert_eq!(near(one, other), None, "{one} / {other}");
        }
    }
}
