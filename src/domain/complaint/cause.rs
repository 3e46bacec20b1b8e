//! What is known of a cause at the moment of choosing it: how often it came, what was changed against it, whether it came back.

use chrono::NaiveDate;

use super::{Complaint, StepKind};
use crate::domain::{
    Action, ActionState, CauseId,
    dates::{near_day, short_day},
};

/// How often a cause came up, as one says it: "4th since 3 Aug"; "first time" for the first. `nth` counts this time too.
pub fn recurrence(nth: u32, first: NaiveDate, today: NaiveDate) -> String {
    if nth <= 1 {
        return "first time".into();
    }
    let ending = match (nth % 10, nth % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{nth}{ending} since {}", short_day(first, today))
}

/// The action against a cause that was decided last and not given up.
pub fn last_action(actions: &[Action], cause: CauseId) -> Option<&Action> {
    let against = |action: &&Action| action.cause == Some(cause) && action.dropped.is_none();
    let order = |action: &&Action| (action.agreed, action.id);
    actions.iter().filter(against).max_by_key(order)
}

/// An action and where it stands: "labelled the shelf, verified 2 Sep"; "label the shelf, due 12 Jun".
pub fn action_words(action: &Action, today: NaiveDate) -> String {
    let day = |day: NaiveDate| short_day(day, today);
    let stamp = |at: Option<crate::domain::Stamp>| at.map(|at| day(at.day())).unwrap_or_default();
    let standing = match (action.state(today), action.due) {
        (ActionState::Open, Some(due)) => format!("due {}", day(due)),
        (ActionState::Late, Some(due)) => format!("late, was due {}", day(due)),
        (ActionState::Open | ActionState::Late, None) => "no day named".to_owned(),
        (ActionState::Done, _) => format!("done {}, not verified", stamp(action.done)),
        (ActionState::Verified, _) => format!("verified {}", stamp(action.verified)),
        (ActionState::Dropped, _) => format!("given up {}", stamp(action.dropped)),
    };
    format!("{}, {standing}", action.what)
}

/// How often a cause came, and what was changed against it last: "4th since 3 Aug; last action: labelled the shelf, verified 2 Sep".
pub fn history(recurrence: &str, last: Option<&Action>, today: NaiveDate) -> String {
    match last {
        Some(action) => format!("{recurrence}; last action: {}", action_words(action, today)),
        None => recurrence.to_owned(),
    }
}

impl Complaint {
    /// RETURNED: the verified action that did not hold. Its cause was chosen in this complaint, which was opened, or came back, after
    /// somebody had seen the action work.
    pub fn returned<'a>(&self, actions: &'a [Action]) -> Option<&'a Action> {
        let cause = self.cause()?;
        let again = self
            .steps
            .iter()
            .rfind(|step| step.kind == StepKind::Reopened);
        let came = again.map_or(self.opened, |step| step.at);
        let verified = |action: &&Action| {
            let seen = action.verified.filter(|_| action.dropped.is_none());
            action.cause == Some(cause) && seen.is_some_and(|seen| seen < came)
        };
        actions
            .iter()
            .filter(verified)
            .max_by_key(|action| action.verified)
    }

    /// Why it is RETURNED, in a sentence; `None` where it is not.
    pub fn returned_words(&self, actions: &[Action], today: NaiveDate) -> Option<String> {
        let action = self.returned(actions)?;
        let seen = action.verified?;
        Some(format!(
            "RETURNED: against its cause we did “{}”, seen to work {}, and the cause came again.",
            action.what,
            near_day(seen.day(), today)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ActionId, ActionKind, ComplaintId, CustomerId, Heat, Source, Stamp, Step};

    fn at(day: &str) -> Stamp {
        Stamp::from_rfc3339(&format!("2026-{day}T12:00:00+02:00")).unwrap()
    }

    fn action(id: i64, verified: Option<&str>) -> Action {
        Action {
            id: ActionId(id),
            complaint: None,
            cause: Some(CauseId(3)),
            kind: ActionKind::Process,
            what: "labelled the shelf".into(),
            by: "SK".into(),
            agreed: at("08-20"),
            due: None,
            done: verified.map(at),
            verified: verified.map(at),
            dropped: None,
        }
    }

    fn complaint(opened: &str) -> Complaint {
        let cause = Step {
            cause: Some(CauseId(3)),
            ..Step::new(StepKind::Cause, "", (at("12-01"), "SK"))
        };
        Complaint {
            id: ComplaintId(1),
            customer: Some(CustomerId(1)),
            opened: at(opened),
            by: String::new(),
            what: "wrong bag".into(),
            wants: String::new(),
            heat: Heat::Calm,
            source: Source::Direct,
            told_others: String::new(),
            about: String::new(),
            category: String::new(),
            purchase: None,
            steps: vec![cause],
        }
    }

    #[test]
    fn a_cause_that_comes_back_says_how_often() {
        let first = "2026-08-03".parse().unwrap();
        let words = |nth| recurrence(nth, first, "2026-09-20".parse().unwrap());
        assert_eq!(words(1), "first time");
        assert_eq!(words(4), "4th since 3 Aug");
        assert_eq!(words(2), "2nd since 3 Aug");
        assert_eq!(words(13), "13th since 3 Aug");
        assert_eq!(words(21), "21st since 3 Aug");
    }

    #[test]
    fn a_cause_says_what_was_changed_against_it_last() {
        let today = at("09-20").day();
        let actions = [action(1, None), action(2, Some("09-02"))];
        let last = last_action(&actions, CauseId(3));
        assert_eq!(
            history("4th since 3 Aug", last, today),
            "4th since 3 Aug; last action: labelled the shelf, verified 2 Sep"
        );
        assert_eq!(last_action(&actions, CauseId(4)), None);
        let words = |action: Action| action_words(&action, today);
        let due = |day: &str| Action {
            due: day.parse().ok(),
            ..action(1, None)
        };
        assert_eq!(words(due("2026-09-25")), "labelled the shelf, due 25 Sep");
        assert_eq!(
            words(due("2026-09-19")),
            "labelled the shelf, late, was due 19 Sep"
        );
        assert_eq!(words(action(1, None)), "labelled the shelf, no day named");
        let dropped = Action {
            dropped: Some(at("09-10")),
            ..action(2, Some("09-02"))
        };
        assert_eq!(
            last_action(std::slice::from_ref(&dropped), CauseId(3)),
            None
        );
        assert_eq!(words(dropped), "labelled the shelf, given up 10 Sep");
    }

    #[test]
    fn a_cause_returns_only_after_a_verified_action_against_it() {
        let done = Action {
            done: Some(at("08-25")),
            ..action(1, None)
        };
        let verified = [done, action(2, Some("09-02"))];
        let returned = |opened: &str, actions: &[Action]| {
            complaint(opened)
                .returned(actions)
                .map(|action| action.id.0)
        };
        assert_eq!(returned("09-03", &verified), Some(2));
        assert_eq!(returned("09-01", &verified), None, "it was there before");
        assert_eq!(
            returned("09-03", &verified[..1]),
            None,
            "nobody verified it"
        );
        let other = Action {
            cause: Some(CauseId(4)),
            ..verified[1].clone()
        };
        assert_eq!(returned("09-03", &[other]), None, "another cause");
        let mut again = complaint("09-01");
        let back = Step::new(StepKind::Reopened, "", (at("09-10"), "SK"));
        again.steps.push(back);
        assert!(again.returned(&verified).is_some(), "it came back itself");
    }
}
