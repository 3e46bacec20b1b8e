//! What holds whatever the names and whatever is typed.

use proptest::prelude::*;
use regulars::{
    domain::{Customer, CustomerId, phone},
    search::{Filter, Index, Query, block_line, fold},
};

use super::{blocks, customer, hits, ids, index};

/// Names as the world writes them, and some that nobody would.
fn name() -> impl Strategy<Value = String> {
    let given = prop::sample::select(vec![
        "Zoë",
        "Jürgen",
        "Siobhán",
        "王小明",
        "Нина",
        "하늘",
        "Anne-Marie",
        "O'Brien",
        "Đức",
        "ana",
        "Ørsted",
        "Şebnem",
        "محمد",
    ]);
    prop_oneof![
        (given.clone(), given).prop_map(|(one, other)| format!("{one} {other}")),
        "\\PC{1,20}",
        "[a-zäöüß ]{3,12}",
    ]
}

fn people() -> impl Strategy<Value = Vec<Customer>> {
    let phone = prop_oneof![
        "0[1-9]{2,3}[ /-][0-9]{4,7}",
        "\\+49 \\(0\\)[0-9]{3} [0-9]{4}",
        "00[1-9]{3} [0-9 ]{5,9}"
    ];
    prop::collection::btree_map(1..900_i64, (name(), phone), 1..12).prop_map(|people| {
        people
            .into_iter()
            .map(|(id, (name, phone))| customer(id, &name, &[&phone]))
            .collect()
    })
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>(), name in name()) {
        for text in [text, name] {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.clone());
            prop_assert!(!folded.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_punctuation() && c != '@'), "{folded:?}");
        }
    }

    #[test]
    fn everybody_is_found_by_each_word_of_their_name_and_any_digits_of_their_phone(people in people()) {
        let mut index = index(&people);
        for one in &people {
            let digits: String = phone::digits(&one.phones[0].raw).replace('+', "");
            let ends = (3..=digits.len()).map(|end| digits[end - 3..].to_owned());
            for text in one.name.split_whitespace().map(str::to_owned).chain([one.name.clone(), digits.clone()]).chain(ends) {
                let query = Query::read(&text, "DE");
                if query.unknown.is_empty() && query.filters.is_empty() {
                    prop_assert!(ids(&mut index, &text).contains(&one.id.0), "{text:?} in {}", block_line(one));
                }
            }
        }
    }

    #[test]
    fn taking_blocks_over_one_by_one_is_like_taking_them_all(before in people(), after in people(), typed in name()) {
        let mut grown = index(&before);
        let mut numbers: Vec<i64> = blocks(&before).iter().map(|block| block.number).collect();
        for block in blocks(&after).iter().rev() {
            grown.take(block);
            numbers.retain(|number| *number != block.number);
        }
        for number in numbers {
            grown.take_lines(number, "");
        }
        let mut made = index(&after);
        prop_assert_eq!(grown.len(), after.len());
        prop_assert_eq!(grown.is_empty(), made.is_empty());
        for text in [typed.as_str(), "", "0", "49", "a"] {
            prop_assert_eq!(hits(&mut grown, text), hits(&mut made, text));
        }
    }

    #[test]
    fn typing_on_finds_what_typing_anew_finds(people in people(), typed in prop_oneof![name(), "(0|00|\\+)(49)?[0-9 ]{1,8}"]) {
        let mut index = index(&people);
        for (at, letter) in typed.char_indices() {
            let text = &typed[..at + letter.len_utf8()];
            let typed_on = hits(&mut index, text);
            hits(&mut index, "qqq");
            prop_assert_eq!(typed_on, hits(&mut index, text), "{}", text);
        }
    }

    #[test]
    fn an_index_for_one_query_answers_it_like_one_of_everybody(
        people in people(),
        namesakes in 0..40_i64,
        typed in (prop_oneof![name(), "[0-9]{3,5}"], 0..4_usize, prop::option::of(name())),
        chosen in prop::collection::vec(prop::sample::subsequence((1..940).map(CustomerId).collect::<Vec<_>>(), 400), 3),
        filtered in any::<bool>(),
    ) {
        let (word, slip, other) = typed;
        let mut letters: Vec<char> = word.chars().collect();
        if slip > 0 && letters.len() > slip {
            letters.remove(slip);
        }
        let crowd = (900..900 + namesakes).map(|id| customer(id, &word, &[]));
        let people: Vec<Customer> = people.into_iter().chain(crowd).collect();
        let text = format!("{} {}", String::from_iter(letters), other.unwrap_or_default());
        let mut query = Query::read(&text, "DE");
        query.filters.clear();
        if filtered {
            query.filters.extend(Query::read("tag:vip", "DE").filters);
        }
        let texts = &chosen[..query.terms.len().min(2)];
        let allowed = filtered.then_some(chosen[2].as_slice());
        let mut once = Index::once(&query, texts);
        for block in blocks(&people) {
            once.take(&block);
        }
        let found = |index: &mut Index| {
            let mut hits = index.find(&query, allowed, texts);
            let total = hits.total();
            hits.page(0..total).to_vec()
        };
        prop_assert_eq!(found(&mut once), found(&mut index(&people)));
    }

    #[test]
    fn a_filter_word_printed_reads_back_the_same(
        negated in any::<bool>(),
        text in prop_oneof![
            "(tag|source|by|bought):\\PC{1,9}",
            "(last|bought):[<>][0-9]{1,5}[dwmy]?",
            "bought:\\PC{1,9}[<>][0-9]{1,5}[dwmy]?",
            "spent:[<>][0-9]{1,9}([.,][0-9]{0,3})?",
            "tier:[abcABC]",
            "rung:(prospect|customer|client|supporter|advocate)\\+?",
            "owes:promise",
            "has:(complaint|promise|want|phone|email|birthday)",
            "since:[0-9]{4}(-(0[1-9]|1[0-2]))?",
            "birthday:(this-month|[1-9]|1[0-2])",
            "channel:(sms|text|call|mail|visit|post|chat|own)",
        ],
    ) {
        if let Some(Ok(filter)) = Filter::read(&format!("{}{text}", if negated { "-" } else { "" })) {
            prop_assert_eq!(filter.negated, negated);
            prop_assert_eq!(Filter::read(&filter.to_string()), Some(Ok(filter)));
        }
    }
}
