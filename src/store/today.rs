//! Today: which rows make a line, in few statements over indexes; and the whole rows of the lines that are shown.

mod buying;

use std::collections::HashSet;

use anyhow::Result;
use chrono::DateTime;
use rusqlite::{OptionalExtension, Row};

use super::{Store, columns::Day, desk::Desk, filters::begin_of, index, interactions};
use crate::domain::{
    ActionId, ComplaintId, CustomerId, FeedbackId, PartialDate, PromiseId, Stamp, ThanksDue,
    WantId,
    today::{
        Chosen, Due, Item, ItemKind, Matter, Snooze, birthday, birthday_ends, check_in, choose,
    },
};

/// Of ideas that nobody answered, what decides whether they show. The `+` keeps to the index that holds no others.
const IDEAS: &str = "SELECT id, customer, at FROM feedback
    WHERE kind = 'idea' AND answered IS NULL AND adopted IS NULL AND +customer IS NOT NULL";

impl Store {
    /// What to do next, in order; of each section the most urgent lines, and how many more there are.
    pub fn today(&self, now: Stamp) -> Result<Chosen<Item>> {
        let _still = self.hold_still()?;
        let desk = self.desk(now)?;
        let snoozes = self.snoozes()?;
        let chosen = self.chosen(&desk, &snoozes)?;
        let mut lines = Vec::with_capacity(chosen.lines.len());
        for due in &chosen.lines {
            if let Some(matter) = self.matter(due, &desk)? {
                let name = due.customer.map(|id| self.name(id)).transpose()?;
                let item = Item::new(due, name, matter, (&desk.settings, now));
                lines.push(item.after(&snoozes));
            }
        }
        Ok(Chosen {
            lines,
            more: chosen.more,
        })
    }

    /// How many lines Today has: for the header. What was found in this minute is not looked for again while nobody writes.
    pub fn today_count(&self, now: Stamp) -> Result<usize> {
        let _still = self.hold_still()?;
        match (self.counted.get(), self.moment(now)?) {
            (Some((then, count)), moment) if then == moment => Ok(count),
            _ => Ok(self.chosen(&self.desk(now)?, &self.snoozes()?)?.total()),
        }
    }

    fn chosen(&self, desk: &Desk, snoozes: &[Snooze]) -> Result<Chosen<Due>> {
        let chosen = choose(self.due(desk)?, snoozes, desk.today());
        let moment = self.moment(desk.now)?;
        self.counted.set(Some((moment, chosen.total())));
        Ok(chosen)
    }

    /// All that Today depends on: the version of the file, and the minute.
    fn moment(&self, now: Stamp) -> Result<(u64, i64)> {
        Ok((self.version()?, now.seconds().div_euclid(60)))
    }

    /// Every line there is, in no order.
    fn due(&self, desk: &Desk) -> Result<Vec<Due>> {
        let mut lines = Vec::new();
        self.promises_due(desk, &mut lines)?;
        self.ideas(desk, &mut lines)?;
        for complaint in self.open_complaints()? {
            let tier = desk.tier(complaint.customer);
            lines.extend(Due::complaint(&complaint, tier, &desk.settings, desk.now));
        }
        let wants = self.open_wants()?;
        lines.extend(
            wants
                .iter()
                .filter_map(|want| Due::arrived(want, &desk.settings)),
        );
        let actions = self.actions(false)?;
        lines.extend(
            actions
                .iter()
                .filter_map(|action| Due::action(action, desk.today())),
        );
        self.check_ins(desk, &mut lines)?;
        self.follow_ups(desk, &mut lines)?;
        let thanks = self.all_thanks_owed(desk.now)?;
        lines.extend(thanks.iter().map(Due::thanks));
        self.birthdays(desk, &mut lines)?;
        self.buying(desk, &mut lines)?;
        Ok(lines)
    }

    fn promises_due(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        let today = desk.today();
        let mut select = self.file.prepare_cached(
            "SELECT id, customer, due FROM promise
            WHERE due <= ?1 AND done IS NULL AND released IS NULL AND broken IS NULL",
        )?;
        let mut rows = select.query([Day(today)])?;
        while let Some(row) = rows.next()? {
            let due: Day = row.get(2)?;
            lines.extend(Due::promise(row.get(0)?, row.get(1)?, due.0, today));
        }
        let mut select = self.file.prepare_cached(
            "SELECT id, customer, done FROM promise
            WHERE done IS NOT NULL AND told IS NULL AND released IS NULL AND broken IS NULL",
        )?;
        let untold = |row: &Row<'_>| Ok(Due::untold(row.get(0)?, row.get(1)?, row.get(2)?));
        for line in select.query_map([], untold)? {
            lines.push(line?);
        }
        Ok(())
    }

    /// Ideas of somebody by name that nobody answered.
    fn ideas(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        let mut select = self.file.prepare_cached(IDEAS)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            lines.extend(Due::idea(
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                desk.today(),
            ));
        }
        Ok(())
    }

    fn check_ins(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        let offset = i64::from(desk.now.datetime().offset().local_minus_utc());
        let mut heard: HashSet<CustomerId> = HashSet::new();
        index::each_recent(&self.file, &mut |customer, seconds| {
            let own = desk.own(customer);
            if own.is_some() {
                heard.insert(customer);
            }
            if let Some(at) = DateTime::from_timestamp(seconds + offset, 0) {
                let silence = desk.silence((customer, own), at.date_naive());
                lines.extend(check_in(silence, desk.today()));
            }
        })?;
        for (customer, own) in desk.with_rhythm().filter(|(id, _)| !heard.contains(id)) {
            let silence = desk.silence((customer, Some(own)), own.since);
            lines.extend(check_in(silence, desk.today()));
        }
        Ok(())
    }

    /// Complaints closed so long ago that nobody asks again any more are left out.
    fn follow_ups(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        let days = &desk.settings.recovery_days;
        let Some(last) = days.iter().max() else {
            return Ok(());
        };
        let since = begin_of(last + ThanksDue::DAYS, desk.now);
        let asked = self.recoveries()?;
        for complaint in self.closed_complaints(since)? {
            lines.extend(Due::follow_up(&complaint, &asked, days, desk.today()));
        }
        Ok(())
    }

    fn birthdays(&self, desk: &Desk, lines: &mut Vec<Due>) -> Result<()> {
        let today = desk.today();
        let mut select = self.file.prepare_cached(
            "SELECT id, birthday FROM customer WHERE birthday IS NOT NULL AND substr(birthday, -5) = ?1",
        )?;
        for end in birthday_ends(today) {
            let mut rows = select.query([end])?;
            while let Some(row) = rows.next()? {
                let (customer, date): (_, PartialDate) = (row.get(0)?, row.get(1)?);
                let Some(line) = birthday(customer, date, None, today) else {
                    continue;
                };
                // Only on the day itself there can have been a contact on it.
                let last = match line.when.day() == today {
                    true => interactions::most_recent(&self.file, customer)?,
                    false => None,
                };
                lines.extend(birthday(customer, date, last.map(Stamp::day), today));
            }
        }
        Ok(())
    }

    /// The whole row of a line; `None` when it is gone.
    fn matter(&self, due: &Due, desk: &Desk) -> Result<Option<Matter>> {
        Ok(match (due.kind, due.customer) {
            (ItemKind::Tell, _) if due.subject < 0 => {
                let idea = self.feedback(FeedbackId(-due.subject))?;
                idea.map(|it| Matter::Idea(Box::new(it)))
            }
            (ItemKind::PromiseLate | ItemKind::PromiseToday | ItemKind::Tell, _) => {
                self.promise(PromiseId(due.subject))?.map(Matter::Promise)
            }
            (ItemKind::LikelyDue | ItemKind::GoneQuiet, Some(customer)) => {
                Some(self.buying_of(customer, desk)?)
            }
            (ItemKind::FollowUp, _) if due.subject < 0 => self.followed(due, desk)?,
            (ItemKind::Clock | ItemKind::FollowUp, _) => {
                let complaint = self.complaint(ComplaintId(due.subject))?;
                complaint.map(|it| Matter::Complaint(Box::new(it), desk.tier(due.customer)))
            }
            (ItemKind::Arrived, _) => self.want(WantId(due.subject))?.map(Matter::Want),
            (ItemKind::Action, _) => self.action(ActionId(due.subject))?.map(Matter::Action),
            (ItemKind::CheckIn, Some(customer)) => {
                let last = self.interactions_of(customer, 1)?.pop();
                Some(Matter::Silence(last, desk.rhythm(customer)))
            }
            (ItemKind::Thanks, customer) => {
                let owed = self.thanks_owed(customer, desk.now)?;
                let this = |it: &ThanksDue| Due::thanks(it).subject == due.subject;
                owed.into_iter().find(this).map(Matter::Thanks)
            }
            (ItemKind::Birthday, Some(customer)) => self.birthday(customer)?.map(Matter::Birthday),
            _ => None,
        })
    }

    fn birthday(&self, customer: CustomerId) -> Result<Option<PartialDate>> {
        let mut select = self
            .file
            .prepare_cached("SELECT birthday FROM customer WHERE id = ?1")?;
        Ok(select
            .query_row([customer], |row| row.get(0))
            .optional()?
            .flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_that_was_said_only_open_ideas_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("shop.db")).unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {IDEAS}");
        let plan: String = store
            .file
            .query_row(&explain, [], |row| row.get(3))
            .unwrap();
        assert!(plan.contains("INDEX feedback_idea"), "{plan}");
    }
}
