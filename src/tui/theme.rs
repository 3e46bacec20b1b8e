//! The colours, by meaning. A state is always said in words too; colour comes on top.

use ratatui::style::{Color, Modifier, Style};

/// Eight meanings, in the terminal's own sixteen colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Names and headings.
    pub title: Style,
    /// Everything that has no other meaning.
    pub text: Style,
    /// Labels, hints, what may be overlooked.
    pub muted: Style,
    /// What a key would act on, and where a search matched.
    pub accent: Style,
    /// The row or choice selected.
    pub selected: Style,
    /// Done, kept, well.
    pub good: Style,
    /// Due, waiting, to be looked at.
    pub warn: Style,
    /// Late, upset, refused.
    pub late: Style,
}

impl Theme {
    /// The theme for a background and a wish for no colours.
    pub const fn choose(light: bool, no_color: bool) -> Self {
        match (no_color, light) {
            (true, _) => Self::plain(),
            (_, true) => Self::light(),
            (_, false) => Self::dark(),
        }
    }

    /// For a dark background.
    pub const fn dark() -> Self {
        Self {
            accent: Style::new().fg(Color::Cyan),
            good: Style::new().fg(Color::Green),
            warn: Style::new().fg(Color::Yellow),
            late: Style::new()
                .fg(Color::LightRed)
                .add_modifier(Modifier::BOLD),
            ..Self::plain()
        }
    }

    /// For a light background, where yellow and cyan cannot be read.
    pub const fn light() -> Self {
        Self {
            accent: Style::new().fg(Color::Blue),
            good: Style::new().fg(Color::Green),
            warn: Style::new().fg(Color::Magenta),
            late: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            ..Self::plain()
        }
    }

    /// Without any colour: bold, dim and reverse. Dim is no colour of the palette: "bright black" is invisible in some.
    pub const fn plain() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Self {
            title: bold,
            text: Style::new(),
            muted: Style::new().add_modifier(Modifier::DIM),
            accent: bold,
            selected: Style::new().add_modifier(Modifier::REVERSED),
            good: Style::new(),
            warn: bold,
            late: bold.add_modifier(Modifier::UNDERLINED),
        }
    }
}
