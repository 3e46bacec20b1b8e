//! What lies behind the year of the made-up shop: staff and causes in full from `assets/demo/shop.txt`; and below a complaint of
//! `year.txt` the actions it led to, and how it was when the shop asked again.

use anyhow::Result;

use super::text::Line;
use crate::domain::{
    Action, ActionId, ActionKind, Cause, CauseId, Change, ComplaintId, Kept, Recovery, RecoveryId,
    Remedy, Settings, Staff, StaffId, Stamp, Won,
};

/// Everybody who serves; the causes of the year get their whys and what is done beyond the fix.
pub(super) fn read(file: &str, content: &str, causes: &mut [Cause]) -> Result<Vec<Staff>> {
    let mut staff = Vec::new();
    let mut cause: Option<&mut Cause> = None;
    for line in Line::all(file, content).filter(|line| !line.text.is_empty()) {
        let (word, value) = line.pair()?;
        match (word, &mut cause) {
            ("staff", _) => staff.push(one(&line, value)?),
            ("cause", _) => {
                cause = causes.iter_mut().find(|cause| cause.text == value);
                if cause.is_none() {
                    return Err(line.wrong(format!("{value:?} is no cause of the year")));
                }
            }
            ("why", Some(cause)) if cause.whys.is_empty() => cause.whys = value.into(),
            ("why", Some(cause)) => cause.whys += &format!("\n{value}"),
            ("beyond", Some(cause)) => cause.beyond = value.into(),
            _ => return Err(line.wrong(format!("{word:?} does not belong here"))),
        }
    }
    Ok(staff)
}

/// `SK | Sinéad | owner`, `TB | Tomás | 10.00 | gift replacement`
fn one(line: &Line, value: &str) -> Result<Staff> {
    let parts: Vec<&str> = value.split('|').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let owner = part(2) == "owner";
    let limit = Settings::default().currency.read(part(2));
    let remedies = part(3).split_whitespace().map(Remedy::from_word);
    let remedies: Option<Vec<Remedy>> = remedies.collect();
    let one = Staff {
        id: StaffId::NEW,
        initials: part(0).into(),
        name: part(1).into(),
        owner,
        limit,
        remedies: remedies.ok_or_else(|| line.wrong("which remedies?"))?,
    };
    if !owner && limit.is_none() && !part(2).is_empty() {
        return Err(line.wrong("owner, or what one remedy may cost?"));
    }
    one.check().map_err(|why| line.wrong(why))?;
    Ok(one)
}

/// A line below a complaint that is no step of it, and when it was written; `None` for a step.
pub(super) fn after(
    line: &Line,
    (complaint, cause): (ComplaintId, Option<CauseId>),
    now: Stamp,
) -> Result<Option<(Stamp, Change)>> {
    let (at, rest) = line.moment(line.text, now)?;
    let (head, text) = rest.split_once(':').unwrap_or((rest, ""));
    let (noun, word) = head.trim().split_once(' ').unwrap_or((head.trim(), ""));
    if !["action", "recovery"].contains(&noun) {
        return Ok(None);
    }
    let signed = text.rsplit_once('@');
    let (text, by) = signed.ok_or_else(|| line.wrong("by whom? end with @SK"))?;
    let row: Kept = if noun == "action" {
        let new = new_action(line, word, (at, by))?;
        let about = Action {
            complaint: Some(complaint),
            cause,
            ..new
        };
        action(about, line, text, now)?.into()
    } else {
        let won = Won::from_word(word);
        if won.is_none() && word != "none" {
            return Err(line.wrong("yes, partly, no or none?"));
        }
        Kept::Recovery(Recovery {
            id: RecoveryId::NEW,
            complaint,
            at,
            by: by.into(),
            won,
            text: text.trim().into(),
        })
    };
    Ok(Some((at, Change::Add(row))))
}

/// An action of this kind, of which nothing is said yet.
fn new_action(line: &Line, word: &str, (agreed, by): (Stamp, &str)) -> Result<Action> {
    let kind = ActionKind::from_word(word);
    Ok(Action {
        id: ActionId::NEW,
        complaint: None,
        cause: None,
        kind: kind.ok_or_else(|| line.wrong(format!("{word:?} is no kind of action")))?,
        what: String::new(),
        by: by.into(),
        agreed,
        due: None,
        done: None,
        verified: None,
        dropped: None,
    })
}

/// `show them all | due +5d | done -3d | verified -1d`
fn action(mut action: Action, line: &Line, text: &str, now: Stamp) -> Result<Action> {
    let mut parts = text.split('|').map(str::trim);
    action.what = parts.next().unwrap_or_default().into();
    for part in parts {
        let (word, day) = part.split_once(' ').unwrap_or((part, ""));
        let day = line.day(day, now.day())?;
        let at = Some(action.agreed.on(day));
        match word {
            "due" => action.due = Some(day),
            "done" => action.done = at,
            "verified" => action.verified = at,
            _ => return Err(line.wrong(format!("{word:?} happens to no action"))),
        }
    }
    action.check().map_err(|why| line.wrong(why))?;
    Ok(action)
}
