//! The one place that asks what time it is.

use anyhow::{Result, bail};
use chrono::{Local, NaiveDate, NaiveDateTime, TimeZone};

use crate::domain::Stamp;

/// The shop's clock: the system's, or one that stands still at `--now`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed: Option<Stamp>,
}

impl Clock {
    /// A clock that stands at this moment: RFC 3339, or local time like `2026-06-10T12:00`, or a day (noon).
    ///
    /// # Errors
    /// When the text is none of these.
    pub fn fixed(text: &str) -> Result<Self> {
        if let Some(at) = Stamp::from_rfc3339(text) {
            return Ok(Self { fixed: Some(at) });
        }
        let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|shape| NaiveDateTime::parse_from_str(text, shape).ok())
            .or_else(|| {
                NaiveDate::parse_from_str(text, "%Y-%m-%d")
                    .ok()
                    .and_then(|day| day.and_hms_opt(12, 0, 0))
            });
        match local.and_then(|local| Local.from_local_datetime(&local).earliest()) {
            Some(at) => Ok(Self {
                fixed: Some(Stamp::new(&at)),
            }),
            None => bail!("{text:?} is not a time; write it like 2026-06-10T12:00"),
        }
    }

    /// What time it is.
    pub fn now(&self) -> Stamp {
        self.fixed.unwrap_or_else(|| Stamp::new(&Local::now()))
    }
}
