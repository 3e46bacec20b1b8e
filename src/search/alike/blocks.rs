//! Pairs by their keys: who shares a number, an e-mail, a number at the till, a birthday or address with a sound of the name, or a
//! name with somebody who cannot be reached.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{Pair, Person, judge, person, sound::sound};
use crate::domain::CustomerId;

/// With more people under one key than this they share a second key as well, before they are compared.
const CROWD: usize = 24;

/// Nobody tells more people of one name apart by the name.
const NAMESAKES: usize = 3;

/// Everybody under some kind of key: the key, and the place of the person.
type Keyed = Vec<(u64, u32)>;

/// Everybody who looks like somebody else, the surest first; but for those who are known not to be the same.
pub fn pairs(people: &[Person], apart: &HashSet<(CustomerId, CustomerId)>) -> Vec<Pair> {
    let mut found = Vec::new();
    reach(people, &mut found);
    known(people, &mut found);
    namesakes(people, &mut found);
    found.sort_unstable();
    found.dedup();
    let mut pairs: Vec<Pair> = found
        .into_iter()
        .filter_map(|(a, b)| pair(&people[a as usize], &people[b as usize]))
        .filter(|pair| !apart.contains(&(pair.one, pair.other)))
        .collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.sure), pair.one, pair.other));
    pairs
}

fn pair(one: &Person, other: &Person) -> Option<Pair> {
    let (one, other) = if one.id < other.id {
        (one, other)
    } else {
        (other, one)
    };
    let (because, sure) = judge(one, other)?;
    Some(Pair {
        one: one.id,
        other: other.id,
        because,
        sure,
    })
}

fn key(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// By a phone, an e-mail, a number at the till: they are enough for a look at everybody, unless a whole office has them.
fn reach(people: &[Person], found: &mut Vec<(u32, u32)>) {
    let mut keyed = Keyed::new();
    for (at, person) in (0..).zip(people) {
        let phones = person.phones().map(|it| key(('p', person::ending(it))));
        keyed.extend(phones.map(|it| (it, at)));
        keyed.extend(person.emails().map(|it| (key(('e', it)), at)));
        keyed.extend(person.till().map(|it| (key(('t', it)), at)));
    }
    narrow(people, keyed, &[by_word, by_name], found);
}

/// By a birthday or an address, which many share, with a sound of the name.
fn known(people: &[Person], found: &mut Vec<(u32, u32)>) {
    let mut keyed = Keyed::new();
    for (at, person) in (0..).zip(people) {
        let day = person.birthday.filter(|day| person::is_whole(*day));
        let day = day.map(|day| key(('d', day.to_string())));
        let places = person.addresses().map(|it| key(('a', it)));
        let mut of_words = Vec::new();
        for shared in day.into_iter().chain(places) {
            if of_words.is_empty() {
                of_words = by_word(person);
            }
            keyed.extend(of_words.iter().map(|word| (key((shared, word)), at)));
        }
    }
    narrow(people, keyed, &[by_name], found);
}

/// By the whole name, where one of them cannot be reached.
fn namesakes(people: &[Person], found: &mut Vec<(u32, u32)>) {
    let lost = people.iter().filter(|person| person.is_unreachable());
    let names: HashSet<u64> = lost.flat_map(by_name).collect();
    if names.is_empty() {
        return;
    }
    let mut keyed = Keyed::new();
    for (at, person) in (0..).zip(people) {
        let shared = by_name(person).into_iter();
        keyed.extend(shared.filter(|it| names.contains(it)).map(|it| (it, at)));
    }
    each_block(keyed, |block| {
        if block.len() <= NAMESAKES {
            every_pair(block, found);
        }
    });
}

/// Keys of a person.
type Keys = fn(&Person) -> Vec<u64>;

/// Puts together who shares a key; a crowd is told apart by further keys, and at last everybody only looks at the next.
fn narrow(people: &[Person], keyed: Keyed, further: &[Keys], found: &mut Vec<(u32, u32)>) {
    each_block(keyed, |block| match further.split_first() {
        _ if block.len() <= CROWD => every_pair(block, found),
        Some((second, rest)) => {
            let keys = |at: &u32| second(&people[*at as usize]).into_iter();
            let keyed = block.iter().flat_map(|at| keys(at).map(|it| (it, *at)));
            narrow(people, keyed.collect(), rest, found);
        }
        None => found.extend(block.windows(2).map(|two| (two[0], two[1]))),
    });
}

fn each_block(mut keyed: Keyed, mut each: impl FnMut(&[u32])) {
    keyed.sort_unstable();
    keyed.dedup();
    let mut block = Vec::new();
    for same in keyed.chunk_by(|a, b| a.0 == b.0) {
        if same.len() > 1 {
            block.clear();
            block.extend(same.iter().map(|(_, at)| *at));
            each(&block);
        }
    }
}

fn every_pair(block: &[u32], found: &mut Vec<(u32, u32)>) {
    for (at, one) in block.iter().enumerate() {
        found.extend(block[at + 1..].iter().map(|other| (*one, *other)));
    }
}

/// The sound of each word of a name, else the word.
fn by_word(person: &Person) -> Vec<u64> {
    let words = person.names().flat_map(|name| name.split(' '));
    let mut keys: Vec<u64> = words.map(heard).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The sounds of all words of a name together, in each reading.
fn by_name(person: &Person) -> Vec<u64> {
    let whole = |name: &str| {
        let mut words: Vec<u64> = name.split(' ').map(heard).collect();
        words.sort_unstable();
        key(words)
    };
    let mut keys: Vec<u64> = person.names().map(whole).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn heard(word: &str) -> u64 {
    match sound(word) {
        Some(sound) => key(sound),
        None => key(word),
    }
}
