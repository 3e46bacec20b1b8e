//! A strict reader of HTML pages: every tag closed in its turn, every attribute quoted, nothing that runs or that is fetched.

use crate::hostile::is_hostile;

/// An element as it was read; its text is that of everything in it, and stands after what it came from.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// Every element of this name in it, however deep.
    pub fn all(&self, name: &str) -> Vec<&Element> {
        let inside = self.children.iter().flat_map(|child| child.all(name));
        let own = (self.name == name).then_some(self);
        own.into_iter().chain(inside).collect()
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Reads a page, and refuses every one that is not as pages of this program are.
pub fn read(page: &str) -> Result<Element, String> {
    let begin = page
        .strip_prefix("<!DOCTYPE html>\n")
        .ok_or("no doctype in front")?;
    if let Some(letter) = page.chars().find(|it| *it != '\n' && is_hostile(*it)) {
        return Err(format!("{letter:?} stands in it"));
    }
    let html = tree(begin)?;
    let one = |name: &str| match html.all(name)[..] {
        [only] if !only.text.trim().is_empty() => Ok(()),
        ref all => Err(format!("{} {name}", all.len())),
    };
    (html.name == "html" && html.get("lang").is_some())
        .then_some(())
        .ok_or("no language")?;
    for name in ["title", "h1", "main", "style"] {
        one(name)?;
    }
    harmless(&html)?;
    for table in html.all("table") {
        let heads = table.all("th");
        let said = !table.all("caption").is_empty() && !heads.is_empty();
        (said && heads.iter().all(|head| head.get("scope").is_some()))
            .then_some(())
            .ok_or("a table without caption or scopes")?;
    }
    let described = |it: &&Element| it.get("role") == Some("img") && it.get("aria-label").is_some();
    html.all("svg")
        .iter()
        .all(described)
        .then_some(())
        .ok_or("a picture without words")?;
    Ok(html)
}

/// Nothing runs, nothing is fetched.
fn harmless(element: &Element) -> Result<(), String> {
    const FORBIDDEN: [&str; 9] = [
        "script", "link", "img", "iframe", "object", "a", "base", "form", "audio",
    ];
    if FORBIDDEN.contains(&element.name.as_str()) {
        return Err(format!("<{}>", element.name));
    }
    for (name, value) in &element.attributes {
        let fetches = value.contains("url(") && name != "aria-label";
        if name.starts_with("on") || ["href", "src", "style"].contains(&name.as_str()) || fetches {
            return Err(format!("{name}={value:?} in <{}>", element.name));
        }
    }
    if element.name == "style"
        && (element.text.contains("url(") || element.text.contains("@import"))
    {
        return Err("a style that fetches".into());
    }
    element.children.iter().try_for_each(harmless)
}

fn tree(page: &str) -> Result<Element, String> {
    let mut open = vec![Element::default()];
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        say(&mut open, &plain(text)?);
        let (tag, after) = tag[1..].split_once('>').ok_or("a tag without end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut open, name)?;
            continue;
        }
        let (tag, ended) = tag
            .strip_suffix('/')
            .map_or((tag, false), |tag| (tag, true));
        let element = begun(tag)?;
        let name = element.name.clone();
        open.push(element);
        if ended {
            close(&mut open, &name)?;
        }
    }
    if !rest.trim().is_empty() {
        return Err(format!("{rest:?} stands behind everything"));
    }
    let mut root = open.pop().ok_or("nothing")?;
    match (open.len(), root.children.len()) {
        (0, 1) => Ok(root.children.remove(0)),
        _ => Err(format!("<{}> is not closed, or two roots", root.name)),
    }
}

fn say(open: &mut [Element], text: &str) {
    for element in open {
        element.text.push_str(text);
    }
}

fn close(open: &mut Vec<Element>, name: &str) -> Result<(), String> {
    let last = open
        .pop()
        .filter(|_| !open.is_empty())
        .ok_or("a close too many")?;
    if last.name != name {
        return Err(format!("</{name}> closes <{}>", last.name));
    }
    open.last_mut()
        .ok_or("nothing is open")?
        .children
        .push(last);
    Ok(())
}

/// `rect width="3" class="bar"`, without a space, a quote or a sign out of place.
fn begun(tag: &str) -> Result<Element, String> {
    let (name, mut rest) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || it == '-')
    };
    let wrong = || format!("<{tag}>");
    let mut attributes: Vec<(String, String)> = Vec::new();
    while let Some(attribute) = rest.strip_prefix(' ') {
        let (key, value) = attribute.split_once("=\"").ok_or_else(wrong)?;
        let (value, after) = value.split_once('"').ok_or_else(wrong)?;
        let twice = attributes.iter().any(|(known, _)| known == key);
        if !is_name(key) || twice {
            return Err(wrong());
        }
        attributes.push((key.to_owned(), plain(value)?));
        rest = after;
    }
    if !is_name(name) || !rest.is_empty() {
        return Err(wrong());
    }
    Ok(Element {
        name: name.to_owned(),
        attributes,
        ..Element::default()
    })
}

/// The text that stands for this, with none of its signs left.
fn plain(text: &str) -> Result<String, String> {
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (sign, letter) = known
            .iter()
            .find(|(sign, _)| rest[at..].starts_with(sign))
            .ok_or_else(|| format!("a bare & in {text:?}"))?;
        out.push_str(letter);
        rest = &rest[at + sign.len()..];
    }
    out.push_str(rest);
    Ok(out)
}
