//! What was promised, heard and refused in the times of a page.

use anyhow::Result;

use super::eve;
use crate::{
    domain::{
        FeedbackKind, Figures, Method, Stamp,
        measure::{Heard, Times},
    },
    search::fold,
    store::Store,
};

impl Store {
    /// Reads promises, feedback, referrals and no's.
    pub(super) fn heard(&self, times: &Times, page: &mut Figures) -> Result<()> {
        let mut heard = Heard::new(times);
        let from = eve(times.first());
        self.each_promise_since(times.first(), &mut |promise| heard.promise(promise))?;
        let mut select = self
            .file
            .prepare_cached("SELECT at, method, kind, score FROM feedback WHERE at >= ?1")?;
        let mut rows = select.query([&from])?;
        while let Some(row) = rows.next()? {
            let (at, method): (Stamp, Method) = (row.get(0)?, row.get(1)?);
            let kind: FeedbackKind = row.get(2)?;
            heard.feedback(at.day(), method, kind.satisfied(row.get(3)?));
        }
        let mut select = self.file.prepare_cached(
            "SELECT created FROM customer WHERE referred_by IS NOT NULL AND created >= ?1",
        )?;
        let mut rows = select.query([&from])?;
        while let Some(row) = rows.next()? {
            heard.referral(row.get::<_, Stamp>(0)?.day());
        }
        let mut select = self.file.prepare_cached(
            "SELECT at, why_not FROM interaction WHERE outcome = 'no' AND at >= ?1",
        )?;
        let mut rows = select.query([&from])?;
        while let Some(row) = rows.next()? {
            let why = row.get_ref(1)?.as_str()?.trim();
            heard.no(row.get(0)?, (fold(why), why));
        }
        page.measures = heard.figures();
        page.nos = Some(heard.nos());
        Ok(())
    }
}
