//! What the columns of a till's files mean, as somebody mapped them once.

use serde::{Deserialize, Serialize};

use super::{Kept, Refusal, id::LayoutId};

/// The files of one till: how their first line looks, and what each of its columns means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Row number.
    pub id: LayoutId,
    /// The first line of the file: its column names, folded, with tabs between them.
    pub header: String,
    /// `field=Column`, one a line.
    pub columns: String,
}

impl Layout {
    /// Fields and what their columns are called.
    pub fn map(&self) -> impl Iterator<Item = (String, String)> {
        let lines = self.columns.lines().filter_map(|line| line.split_once('='));
        lines.map(|(field, column)| (field.to_owned(), column.to_owned()))
    }

    /// The same files, with these fields in these columns.
    #[must_use]
    pub fn mapped(mut self, map: &[(String, String)]) -> Self {
        let line = |(field, column): &(String, String)| {
            format!("{field}={column}").replace(char::is_control, " ")
        };
        let lines: Vec<String> = map.iter().map(line).collect();
        self.columns = lines.join("\n");
        self
    }
}

impl From<Layout> for Kept {
    fn from(layout: Layout) -> Self {
        Self::Layout(layout)
    }
}

/// Takes `field=Column` apart.
///
/// # Errors
/// The sentence that says how to write it.
pub fn said(word: &str) -> Result<(String, String), Refusal> {
    match word.split_once('=') {
        Some((field, column)) => Ok((field.trim().to_owned(), column.trim().to_owned())),
        None => Err(Refusal(format!(
            "--map {word:?} is not understood; write it like --map phone=\"Mobile\"."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_kept_line_by_line() {
        let map = ["customer = Wer", "amount=a=b\nc"].map(|word| said(word).unwrap());
        let layout = Layout {
            id: LayoutId::NEW,
            header: "wer\ta b c".into(),
            columns: String::new(),
        };
        let layout = layout.mapped(&map);
        assert_eq!(layout.columns, "customer=Wer\namount=a=b c");
        let back: Vec<_> = layout.map().collect();
        assert_eq!(back, [map[0].clone(), ("amount".into(), "a=b c".into())]);
        assert!(said("amount").is_err());
    }
}
