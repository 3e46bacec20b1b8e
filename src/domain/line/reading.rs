//! The live reading: how a line was understood, piece by piece.

use super::{Entry, LineKind, sale::some};
use crate::domain::{
    Method, Occasion, PreferenceKind, Source,
    dates::{day_name, day_words},
    product::Naming,
};

/// One piece of the live reading: what it is, and how it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The shop's word for it: "promise", "mood", "due".
    pub label: &'static str,
    /// Its value in words: "Fri 12 June · ring back".
    pub text: String,
}

/// Where the pieces go; empty ones fall out.
type Show<'s> = &'s mut dyn FnMut(&'static str, &str);

impl Entry {
    /// How the line was understood, piece by piece, in reading order.
    pub fn reading(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut show = |label, text: &str| {
            if !text.is_empty() {
                pieces.push(Piece {
                    label,
                    text: text.into(),
                });
            }
        };
        match self.kind {
            LineKind::Log => {
                let (channel, direction) = self.channel;
                show("channel", &format!("{channel} {direction}"));
                show("summary", &self.text);
            }
            LineKind::Complaint => {
                let (heat, source) = self.complaint;
                show("complaint", &self.text);
                show("heat", heat.word());
                if source != Source::Direct {
                    show("source", source.word());
                }
            }
            LineKind::Preference => match self.preference {
                PreferenceKind::Avoid => show("avoid", &self.text),
                PreferenceKind::What => show("like", &self.text),
                kind => show("like", &format!("{kind} · {}", self.text)),
            },
            LineKind::Fact => {
                show("label", &self.label);
                show("fact", &self.text);
            }
            LineKind::Tags => show("not a tag", &self.text),
            LineKind::Promise => {}
            LineKind::Want => show("want", &self.text),
            LineKind::Feedback => self.show_feedback(&mut show),
            LineKind::Thanks => self.show_thanks(&mut show),
            LineKind::Extra => self.show_extra(&mut show),
            LineKind::Bought => self.show_sale(&mut show),
        }
        self.show_rest(&mut show);
        pieces
    }

    fn show_feedback(&self, show: Show<'_>) {
        let (kind, method, score) = self.feedback;
        show(kind.word(), &self.text);
        if self.text.is_empty() {
            show("kind", kind.word());
        }
        if method != Method::Asked {
            show("method", method.word());
        }
        if let Some(stage) = self.stage {
            show("stage", stage.word());
        }
        match &self.about.what {
            Naming::Nothing => {}
            Naming::Known(product) => show("about", &product.name),
            Naming::New(name) => show("no such product", name),
            Naming::Several(names) => show("which", &some(names, ", ")),
        }
        if let Some(score) = score {
            show("score", &format!("{score}/5"));
        }
    }

    fn show_thanks(&self, show: Show<'_>) {
        let thanks = &self.thanks;
        show("thanks", &self.text);
        let what = match thanks.what.as_str() {
            "" => String::new(),
            what => format!(" · {what}"),
        };
        match thanks.occasion {
            Occasion::Own => show("for", "our own accord"),
            occasion => show("for", &format!("{occasion}{what}")),
        }
    }

    fn show_extra(&self, show: Show<'_>) {
        let (direction, cost) = self.extra;
        show(direction.word(), &self.text);
        if self.text.is_empty() {
            show("extra", direction.word());
        }
        if let Some(cost) = cost {
            show("cost", &self.currency.show(cost));
        }
        show("reaction", &self.reaction);
    }

    /// The pieces that several kinds share: day, promises, tags, mood, who.
    fn show_rest(&self, show: Show<'_>) {
        let today = self.now.day();
        if self.at != self.now {
            show("when", &day_words(self.at.day(), today));
        }
        for (due, what) in &self.promises {
            let due = due.map(|due| day_name(due, today));
            if self.kind == LineKind::Promise {
                show("promise", what);
                show("due", &due.unwrap_or_default());
            } else {
                let due = due.unwrap_or_default();
                show("promise", &format!("{due} · {what}"));
            }
        }
        for tag in &self.tags {
            let category = self.kind == LineKind::Complaint;
            show(if category { "category" } else { "tag" }, tag);
        }
        for tag in &self.tags_off {
            show("tag off", tag);
        }
        if let Some(mood) = self.mood {
            show("mood", &format!("{mood:+}"));
        }
        show("by", &self.by);
    }
}
