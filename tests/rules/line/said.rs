//! What the smaller nouns say, in the words of the reading, made without looking at the entry.

use regulars::domain::{Kept, Method, Occasion, Settings, Thanks, dates::day_words};

use super::{due, now, products};

/// What a smaller noun says.
pub fn said_of(new: &Kept, say: &mut dyn FnMut(&str, String)) {
    let (at, by) = match new {
        Kept::Want(new) => {
            say("want", new.what.clone());
            (new.asked, &new.by)
        }
        Kept::Feedback(new) => {
            say(new.kind.word(), new.text.clone());
            if new.method != Method::Asked {
                say("method", new.method.to_string());
            }
            new.score
                .iter()
                .for_each(|score| say("score", format!("{score}/5")));
            new.stage
                .iter()
                .for_each(|stage| say("stage", stage.to_string()));
            let known = products().into_iter();
            let known = known.filter(|product| Some(product.id) == new.product);
            known.for_each(|product| say("about", product.name));
            (new.at, &new.by)
        }
        Kept::Thanks(new) => {
            if !new.text.is_empty() {
                say("thanks", new.text.clone());
            }
            say("for", what_for(new));
            (new.at, &new.by)
        }
        Kept::Extra(new) => {
            say(new.direction.word(), new.what.clone());
            new.cost.iter().for_each(|cost| {
                say("cost", format!("{}.{:02}", cost.0 / 100, cost.0 % 100));
            });
            if !new.reaction.is_empty() {
                say("reaction", new.reaction.clone());
            }
            (new.at, &new.by)
        }
        Kept::Purchase(new) => {
            let back = new.quantity.0 < 0 || new.amount.0 < 0;
            say(
                if back { "given back" } else { "bought" },
                new.quantity.to_string(),
            );
            let known = products().into_iter();
            let known = known.filter(|product| Some(product.id) == new.product);
            known.for_each(|product| say("product", product.name));
            say("amount", Settings::default().currency.show(new.amount));
            (now().on(new.day), &new.by)
        }
        Kept::Product(new) => {
            say("new product", new.name.clone());
            return;
        }
        other => panic!("no line makes {other:?}"),
    };
    if at != now() {
        say("when", day_words(at.day(), now().day()));
    }
    say("by", by.clone());
}

fn what_for(thanks: &Thanks) -> String {
    let due = due();
    let row = due
        .iter()
        .find(|due| due.occasion == thanks.occasion && Some(due.subject) == thanks.subject);
    match (thanks.occasion, row) {
        (Occasion::Own, None) => "our own accord".into(),
        (occasion, None) => occasion.to_string(),
        (occasion, Some(row)) => format!("{occasion} · {}", row.what),
    }
}
