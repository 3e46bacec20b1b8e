//! Random rows of the smaller nouns.

use regulars::domain::{
    Action, ActionId, ActionKind, Apart, Card, CardId, Change, Extra, ExtraId, Favour, Feedback,
    FeedbackKind, ItemKind, Kept, Method, Money, Occasion, Recovery, RecoveryId, Remedy, Snooze,
    SnoozeId, Staff, StaffId, Stage, Thanks, ThanksId, Want, WantId, Won,
};

use super::{Shop, goods, pick};
use crate::support::now;

/// How many nouns there are here; those of [`goods`] come behind them.
const NOUNS: usize = 10;

impl Shop {
    /// A row added, edited or taken out.
    pub(super) fn kept(&self, what: u8, dice: usize, text: &str) -> Option<Change> {
        let old = pick(&self.kept, dice);
        Some(match what {
            26..30 => Change::Add(self.new_kept(dice % (NOUNS + goods::NOUNS), dice, text)?),
            30..32 => {
                let before = old?.clone();
                let after = self.new_kept(noun(&before), dice, text)?;
                Change::Edit {
                    after: after.numbered(before.row()),
                    before,
                }
            }
            _ => Change::Remove(old.filter(|row| self.is_free(row))?.clone()),
        })
    }

    fn new_kept(&self, noun: usize, dice: usize, text: &str) -> Option<Kept> {
        let customer = pick(&self.customers, dice).map(|it| it.id);
        let complaint = pick(&self.complaints, dice).map(|it| it.id);
        let at = now();
        let sometimes = dice.is_multiple_of(2).then_some(at);
        let (text, by) = (text.to_owned(), "SK".to_owned());
        Some(match noun {
            0 => Kept::Want(Want {
                id: WantId::NEW,
                customer: customer?,
                what: text,
                by,
                asked: at,
                arrived: sometimes,
                told: None,
                dropped: sometimes,
            }),
            1 => Kept::Thanks(Thanks {
                id: ThanksId::NEW,
                customer: customer?,
                at,
                by,
                occasion: Occasion::ALL[dice % Occasion::ALL.len()],
                subject: sometimes.map(|_| 7),
                text,
            }),
            2 => Kept::Extra(Extra {
                id: ExtraId::NEW,
                customer: customer?,
                at,
                by,
                direction: Favour::ALL[dice % 2],
                what: text.clone(),
                cost: sometimes.map(|_| Money(i64::MAX)),
                reaction: text,
            }),
            3 => Kept::Feedback(Feedback {
                score: sometimes.map(|_| 5),
                method: Method::ALL[dice % Method::ALL.len()],
                stage: sometimes.map(|_| Stage::ALL[dice % Stage::ALL.len()]),
                answered: sometimes.map(|_| at),
                adopted: sometimes.filter(|_| dice.is_multiple_of(3)).map(|_| at),
                ..Feedback::new(
                    FeedbackKind::ALL[dice % 3],
                    customer.filter(|_| !dice.is_multiple_of(5)),
                    text,
                    (at, &by),
                )
            }),
            4 => Kept::Action(Action {
                id: ActionId::NEW,
                complaint,
                cause: pick(&self.causes, dice).map(|it| it.id),
                kind: ActionKind::ALL[dice % ActionKind::ALL.len()],
                what: text,
                by,
                agreed: at,
                due: Some(at.day()),
                done: sometimes,
                verified: sometimes,
                dropped: None,
            }),
            5 => Kept::Recovery(Recovery {
                id: RecoveryId::NEW,
                complaint: complaint?,
                at,
                by,
                won: sometimes.map(|_| Won::Partly),
                text,
            }),
            6 => Kept::Staff(Staff {
                id: StaffId::NEW,
                initials: format!("{dice}{text}"),
                name: text,
                owner: dice.is_multiple_of(3),
                limit: sometimes.map(|_| Money(500)),
                remedies: vec![Remedy::Refund, Remedy::Gift],
            }),
            7 => Kept::Card(Card {
                id: CardId::NEW,
                slug: format!("{dice}{text}"),
                title: text.clone(),
                category: "returns".to_owned(),
                text,
            }),
            8 => Kept::Snooze(Snooze {
                id: SnoozeId::NEW,
                kind: ItemKind::ALL[dice % ItemKind::ALL.len()],
                subject: dice as i64,
                until: at.day(),
            }),
            9 => {
                let other = pick(&self.customers, dice / 2)?.id;
                Kept::Apart(Apart::of(customer?, other, at)?)
            }
            _ => self.new_goods(noun - NOUNS, dice, &text)?,
        })
    }
}

fn noun(row: &Kept) -> usize {
    match row {
        Kept::Want(_) => 0,
        Kept::Thanks(_) => 1,
        Kept::Extra(_) => 2,
        Kept::Feedback(_) => 3,
        Kept::Action(_) => 4,
        Kept::Recovery(_) => 5,
        Kept::Staff(_) => 6,
        Kept::Card(_) => 7,
        Kept::Snooze(_) => 8,
        Kept::Apart(_) => 9,
        _ => NOUNS + goods::noun(row),
    }
}
