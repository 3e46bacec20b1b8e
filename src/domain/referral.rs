//! Who brought whom, and what that is worth.

use std::collections::BTreeMap;

use super::{Currency, Money, Refusal, id::CustomerId};

/// Somebody who brought others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referrer {
    /// Who.
    pub customer: CustomerId,
    /// Whom they brought.
    pub brought: Vec<CustomerId>,
    /// What those spent in all.
    pub worth: Money,
}

impl Referrer {
    /// Everybody who brought somebody, who is worth most first. `referrals` are pairs: who came, who brought them; `spent` is what
    /// somebody spent in all.
    pub fn all(
        referrals: impl IntoIterator<Item = (CustomerId, CustomerId)>,
        spent: impl Fn(CustomerId) -> Money,
    ) -> Vec<Self> {
        let mut brought: BTreeMap<CustomerId, Vec<CustomerId>> = BTreeMap::new();
        for (came, by) in referrals {
            brought.entry(by).or_default().push(came);
        }
        let each = brought.into_iter().map(|(customer, brought)| Self {
            customer,
            worth: Money(brought.iter().map(|id| spent(*id).0).sum()),
            brought,
        });
        let mut all: Vec<Self> = each.collect();
        all.sort_by_key(|it| std::cmp::Reverse((it.worth, it.brought.len())));
        all
    }

    /// "brought 3, who spent 312.00"
    pub fn words(&self, currency: &Currency) -> String {
        let (count, worth) = (self.brought.len(), currency.show(self.worth));
        format!("brought {count}, who spent {worth}")
    }
}

/// Is the bringer `own`, or did they come through `own`, however far back? `brought_by` says who brought somebody.
///
/// # Errors
/// What `brought_by` could not read.
pub fn leads_to<E>(
    bringer: CustomerId,
    own: CustomerId,
    mut brought_by: impl FnMut(CustomerId) -> Result<Option<CustomerId>, E>,
) -> Result<bool, E> {
    let (mut seen, mut next) = (Vec::new(), Some(bringer));
    while let Some(id) = next.filter(|id| *id != own && !seen.contains(id)) {
        seen.push(id);
        next = brought_by(id)?;
    }
    Ok(next == Some(own))
}

/// Why `own` cannot have been brought by this one: they came through `own`, or they are the same.
pub fn circle((own, name): (CustomerId, &str), (bringer, by): (CustomerId, &str)) -> Refusal {
    Refusal(match own == bringer {
        true => format!("Nobody brings themselves; name who brought {name}, or nobody."),
        false => {
            format!("{by} came through {name}; name somebody else who brought {name}, or nobody.")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_brought_is_worth_what_those_spend() {
        let id = CustomerId;
        let came = [(2, 1), (3, 1), (4, 9)].map(|(came, by)| (id(came), id(by)));
        let all = Referrer::all(came, |came| Money(came.0 * 100));
        assert_eq!((all[0].customer, all[0].worth), (id(1), Money(500)));
        assert_eq!(all[0].brought, [id(2), id(3)]);
        assert_eq!((all[1].customer, all[1].worth), (id(9), Money(400)));
        let currency = Currency::new("EUR").unwrap();
        assert_eq!(all[0].words(&currency), "brought 2, who spent 5.00");
    }

    #[test]
    fn a_circle_is_found_whoever_closes_it() {
        // 3 came through 2, 2 through 1; 5 and 6 have brought each other in an old file.
        let by = |id: CustomerId| {
            Ok::<_, ()>(match id.0 {
                3 => Some(CustomerId(2)),
                2 => Some(CustomerId(1)),
                5 => Some(CustomerId(6)),
                6 => Some(CustomerId(5)),
                _ => None,
            })
        };
        let leads = |bringer, own| leads_to(CustomerId(bringer), CustomerId(own), by).unwrap();
        assert!(leads(3, 1) && leads(2, 1) && leads(1, 1));
        assert!(!leads(1, 3) && !leads(4, 1) && !leads(5, 1));
        let failed = leads_to(CustomerId(1), CustomerId(2), |_| Err("gone"));
        assert_eq!(failed, Err("gone"));
    }

    #[test]
    fn the_refusal_says_who_came_through_whom() {
        let (ada, ben) = ((CustomerId(1), "Ada"), (CustomerId(2), "Ben"));
        assert!(circle(ada, ben).0.starts_with("Ben came through Ada;"));
        assert!(circle(ada, ada).0.starts_with("Nobody brings themselves;"));
    }
}
