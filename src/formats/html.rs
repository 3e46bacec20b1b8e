//! Pages for a browser and for paper: one file that needs nothing else, read by people, printers and screen readers alike.
//!
//! Whatever enters as a text is made safe and escaped; only what these functions built counts as markup. Pages are well-formed XML, too.

use std::fmt::Write as _;

use crate::text::{SafeText, safe};

/// How every page looks: light and dark, on a screen and on paper.
const STYLE: &str = include_str!("../../assets/pages/page.css");

/// A piece of a page, well-formed. A text that becomes one is safe and escaped, line breaks kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self(escaped(text).replace('\n', "<br/>"))
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<T: IntoIterator<Item = Html>>(pieces: T) -> Self {
        Self(pieces.into_iter().map(|piece| piece.0).collect())
    }
}

impl Html {
    /// Is there nothing in it?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with something behind it.
    #[must_use]
    pub fn and(mut self, more: impl Into<Html>) -> Self {
        self.0.push_str(&more.into().0);
        self
    }
}

/// An attribute: its name, which is never a text of the shop, and its value.
pub type Attribute<'a> = (&'static str, &'a str);

/// An element with its attributes and what stands in it: `element("p", &[("class", "late")], "due today")`. Pictures are made of it, too;
/// how the shapes in them are called is in the style of the page: `bar`, `other`, `line`, `grid`, `n` (a number beside them).
pub fn element(name: &'static str, attributes: &[Attribute<'_>], inside: impl Into<Html>) -> Html {
    let mut out = opened(name, attributes);
    let inside = inside.into().0;
    // Writing into a String cannot fail.
    let _ = match inside.is_empty() && is_void(name) {
        true => write!(out, "/>"),
        false => write!(out, ">{inside}</{name}>"),
    };
    Html(out)
}

/// Elements that never have anything in them; a browser would not understand their end.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "meta" | "col" | "rect" | "line" | "path" | "polyline" | "circle" | "use"
    )
}

fn opened(name: &str, attributes: &[Attribute<'_>]) -> String {
    let mut out = format!("<{name}");
    for (name, value) in attributes {
        let _ = write!(out, " {name}=\"{}\"", escaped(value).replace('\n', " "));
    }
    out
}

/// Text without anything that is invisible, and without the signs that mean something in a page.
fn escaped(text: &str) -> String {
    let safe = SafeText::lines(text);
    let mut out = String::with_capacity(safe.as_str().len());
    for letter in safe.as_str().chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// A paragraph.
pub fn paragraph(text: impl Into<Html>) -> Html {
    element("p", &[], text)
}

/// A section of a page with its heading.
pub fn section(heading: &str, inside: impl Into<Html>) -> Html {
    element("section", &[], element("h2", &[], heading).and(inside))
}

/// A list of points.
pub fn list(points: impl IntoIterator<Item = impl Into<Html>>) -> Html {
    let points = points.into_iter().map(|point| element("li", &[], point));
    element("ul", &[], points.collect::<Html>())
}

/// Names with what belongs to each: "last", "call in: wants rye".
pub fn pairs(rows: impl IntoIterator<Item = (impl Into<Html>, impl Into<Html>)>) -> Html {
    let rows = rows.into_iter();
    let rows = rows.map(|(name, about)| element("dt", &[], name).and(element("dd", &[], about)));
    element("dl", &[], rows.collect::<Html>())
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    name: &'a str,
    /// How its cells look, by the style of the page.
    class: &'static str,
    /// It is left out where none of its cells says anything.
    where_needed: bool,
}

impl<'a> Column<'a> {
    /// A column of words.
    pub const fn words(name: &'a str) -> Self {
        Self {
            name,
            class: "",
            where_needed: false,
        }
    }

    /// A column of whole sentences, which gets more room than the others.
    pub const fn sentences(name: &'a str) -> Self {
        Self {
            class: "wide",
            ..Self::words(name)
        }
    }

    /// A column of names, which may be one long word.
    pub const fn names(name: &'a str) -> Self {
        Self {
            class: "name",
            ..Self::words(name)
        }
    }

    /// A column of figures, which stand at the right.
    pub const fn figures(name: &'a str) -> Self {
        Self {
            class: "n",
            ..Self::words(name)
        }
    }

    /// The same, left out where none of its cells says anything.
    #[must_use]
    pub const fn where_needed(self) -> Self {
        Self {
            where_needed: true,
            ..self
        }
    }

    fn cell(self, name: &'static str, attributes: &[Attribute<'_>], inside: Html) -> Html {
        match self.class {
            "" => element(name, attributes, inside),
            class => element(name, &[attributes, &[("class", class)]].concat(), inside),
        }
    }
}

/// A table with its caption; the first field of a row is what the row is about, and a row has a field for each column.
pub fn table<const N: usize, T: Into<Html>>(
    caption: &str,
    columns: [Column<'_>; N],
    rows: impl IntoIterator<Item = [T; N]>,
) -> Html {
    let rows: Vec<[Html; N]> = rows.into_iter().map(|row| row.map(Into::into)).collect();
    let says = |at: usize| rows.iter().any(|row| !row[at].is_empty());
    let shown: Vec<usize> = (0..N)
        .filter(|at| !columns[*at].where_needed || says(*at))
        .collect();
    let heads = shown.iter().map(|at| {
        let column = columns[*at];
        column.cell("th", &[("scope", "col")], column.name.into())
    });
    let head = element("tr", &[], heads.collect::<Html>());
    let row = |row: &[Html; N]| {
        let cells = shown.iter().map(|at| match at {
            0 => columns[0].cell("th", &[("scope", "row")], row[0].clone()),
            at => columns[*at].cell("td", &[], row[*at].clone()),
        });
        element("tr", &[], cells.collect::<Html>())
    };
    let rows: Html = rows.iter().map(row).collect();
    let inside = element("caption", &[], caption)
        .and(element("thead", &[], head))
        .and(element("tbody", &[], rows));
    element("table", &[], inside)
}

/// A picture of so many units by so many, made of shapes, with what it shows in words for those who do not see it, and its caption.
pub fn picture(
    caption: &str,
    words: &str,
    (width, height): (u32, u32),
    shapes: impl Into<Html>,
) -> Html {
    let size = format!("0 0 {width} {height}");
    let about: [Attribute<'_>; 4] = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", &size),
        ("role", "img"),
        ("aria-label", words),
    ];
    let picture = element("svg", &about, shapes);
    element(
        "figure",
        &[],
        picture.and(element("figcaption", &[], caption)),
    )
}

/// What stands above every page.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// What the page is, also the name of its window.
    pub title: &'a str,
    /// Whose it is and of when: "Corner Coffee · 10 June 2026".
    pub under: &'a str,
}

impl Page<'_> {
    /// The whole file.
    pub fn with(self, body: impl Into<Html>) -> String {
        let (title, under) = (safe(self.title), self.under);
        let title = title.as_str();
        let meta = |name, content| element("meta", &[("name", name), ("content", content)], "");
        let only_this = [
            ("http-equiv", "Content-Security-Policy"),
            ("content", "default-src 'none'; style-src 'unsafe-inline'"),
        ];
        let head = element("meta", &[("charset", "utf-8")], "")
            .and(element("meta", &only_this, ""))
            .and(meta("viewport", "width=device-width, initial-scale=1"))
            .and(meta("color-scheme", "light dark"))
            .and(element("title", &[], title))
            .and(Html(format!("<style>\n{STYLE}</style>")));
        let top = element("h1", &[], title).and(match under.is_empty() {
            true => Html::default(),
            false => element("p", &[("class", "under")], under),
        });
        let body = element("header", &[], top).and(element("main", &[], body));
        let page = element("head", &[], head).and(element("body", &[], body));
        let page = element("html", &[("lang", "en")], page);
        format!("<!DOCTYPE html>\n{}\n", in_lines(&page.0))
    }
}

/// A line for each larger piece, so that people can read the file, too, and compare two of them.
fn in_lines(page: &str) -> String {
    const ENDS: [&str; 12] = [
        "</head>",
        "</title>",
        "</h1>",
        "</h2>",
        "</p>",
        "</li>",
        "</dd>",
        "</tr>",
        "</caption>",
        "</figure>",
        "</section>",
        "</style>",
    ];
    let mut page = page.to_owned();
    for end in ENDS {
        page = page.replace(end, &format!("{end}\n"));
    }
    page
}
