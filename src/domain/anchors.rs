//! Attitude anchors: two lists of lines of the shop's own, to hold on to in a furious case and to come back to oneself after it.

use super::{Complaint, Heat};

/// What holds while they are furious, at first.
pub const KEEP: &str = "It is not about me; I listen to the end; One thing at a time";

/// What helps when it is over, at first.
pub const REPAIR: &str = "It was hard, and it is over; Five minutes outside; I tell somebody";

/// The lists, and whether any line is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchors {
    /// While the case is open.
    pub keep: Vec<String>,
    /// When it is closed.
    pub repair: Vec<String>,
    /// Is a line offered at all?
    pub on: bool,
}

impl Anchors {
    /// The line for this complaint: none where nobody was furious. Which one goes by its number, so that it stays the same.
    pub fn offered(&self, complaint: &Complaint) -> Option<&str> {
        if !self.on || complaint.heat != Heat::Furious {
            return None;
        }
        let list = match complaint.is_ended() {
            true => &self.repair,
            false => &self.keep,
        };
        let count = i64::try_from(list.len()).ok().filter(|it| *it > 0)?;
        let at = usize::try_from(complaint.id.0.rem_euclid(count)).ok()?;
        list.get(at).map(String::as_str)
    }

    /// The same as a sentence: "For you: I listen to the end."
    pub fn sentence(&self, complaint: &Complaint) -> Option<String> {
        let line = self.offered(complaint)?;
        Some(format!("For you: {line}."))
    }
}

impl Default for Anchors {
    fn default() -> Self {
        Self {
            keep: read(KEEP),
            repair: read(REPAIR),
            on: true,
        }
    }
}

/// The word for an empty list: an empty value brings back what ships.
const NONE: &str = "none";

/// The lines of a list as typed, with semicolons between.
pub fn read(text: &str) -> Vec<String> {
    let lines = text.split([';', '\n']).map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.eq_ignore_ascii_case(NONE));
    lines.map(str::to_owned).collect()
}

/// A list as it is kept.
pub fn written(lines: &[String]) -> String {
    match lines {
        [] => NONE.to_owned(),
        lines => lines.join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ComplaintId, Source, Stamp, Step, StepKind};

    fn complaint(id: i64, heat: Heat, steps: &[StepKind]) -> Complaint {
        let step = |kind: &StepKind| Step::new(*kind, "", (Stamp::EPOCH, "SK"));
        Complaint {
            id: ComplaintId(id),
            customer: None,
            opened: Stamp::EPOCH,
            by: String::new(),
            what: "stale beans".into(),
            wants: String::new(),
            heat,
            source: Source::Direct,
            told_others: String::new(),
            about: String::new(),
            category: String::new(),
            purchase: None,
            steps: steps.iter().map(step).collect(),
        }
    }

    #[test]
    fn a_furious_case_gets_one_line_by_its_number() {
        let mut anchors = Anchors {
            keep: read("breathe; listen"),
            repair: read(" rest ;; none"),
            on: true,
        };
        let open = |id| complaint(id, Heat::Furious, &[]);
        assert_eq!(anchors.offered(&open(1)), Some("listen"));
        assert_eq!(anchors.offered(&open(2)), Some("breathe"));
        assert_eq!(anchors.offered(&open(0)), Some("breathe"));
        let closed = complaint(1, Heat::Furious, &[StepKind::Closed]);
        assert_eq!(anchors.offered(&closed), Some("rest"));
        assert_eq!(anchors.offered(&complaint(1, Heat::Upset, &[])), None);
        anchors.keep.clear();
        assert_eq!(anchors.offered(&open(1)), None);
        anchors.on = false;
        assert_eq!(anchors.offered(&closed), None);
    }

    #[test]
    fn a_list_is_read_as_it_is_written() {
        for text in [KEEP, REPAIR, "none"] {
            assert_eq!(written(&read(text)), text);
        }
        assert_eq!(Anchors::default().keep.len(), 3);
    }
}
