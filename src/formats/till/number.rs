//! Numbers as tills write them, read digit by digit: no floating point, whatever signs stand between.

/// What a lone sign before three digits means: `1,234` is a thousand in one file, and little more than one in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lone {
    /// A point stands before a fraction, a comma between thousands.
    Point,
    /// A comma stands before a fraction, a point between thousands.
    Comma,
    /// Nobody knows; taken for a fraction.
    Fraction,
    /// Nobody knows; taken for thousands, as the currency has no fraction.
    Thousands,
}

/// A number exactly as it stands in a cell: so many units of the last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    units: i128,
    places: u32,
}

/// A number brought to fewer places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Nothing was left over.
    Exact(i64),
    /// What was left over is the dust of floating point: `22.200000000000003`.
    Dust(i64),
    /// What was left over is at most a tenth of the last place: `15.001` is a sum of prices in parts of a penny.
    Tenth(i64),
    /// Something real would be left over, or it is too large.
    Not,
}

/// More digits than this are no number of a till; products of two still fit.
const MOST_DIGITS: usize = 18;

/// So much smaller than the last place that counts is dust.
const DUST: i128 = 10_000;

impl Decimal {
    /// In units of 10^-`places`.
    pub fn at(self, places: u32) -> Fit {
        let fit = |units: Option<i128>, wrap: fn(i64) -> Fit| {
            let units = units.and_then(|units| i64::try_from(units).ok());
            units.map_or(Fit::Not, wrap)
        };
        if self.places <= places {
            let more = 10_i128.checked_pow(places - self.places);
            return fit(more.and_then(|it| self.units.checked_mul(it)), Fit::Exact);
        }
        let Some(unit) = 10_i128.checked_pow(self.places - places) else {
            return Fit::Not;
        };
        let (whole, left) = (self.units / unit, self.units % unit);
        // From the nearest whole unit, to either side.
        let (nearest, off) = match left.abs() {
            left if left > unit / 2 => (whole + self.units.signum(), unit - left),
            left => (whole, left),
        };
        match off {
            0 => fit(Some(nearest), Fit::Exact),
            off if off < unit / DUST => fit(Some(nearest), Fit::Dust),
            off if off <= unit / 10 + unit / DUST => fit(Some(nearest), Fit::Tenth),
            _ => Fit::Not,
        }
    }

    /// In units of 10^-`places`, rounded as tills do: a half goes away from zero.
    pub fn rounded(self, places: u32) -> Option<i64> {
        if self.places <= places {
            let units = self
                .units
                .checked_mul(10_i128.checked_pow(places - self.places)?)?;
            return i64::try_from(units).ok();
        }
        let unit = 10_i128.checked_pow(self.places - places)?;
        let half = self.units.signum() * (unit / 2);
        i64::try_from(self.units.checked_add(half)? / unit).ok()
    }

    /// The product, with all its places.
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            units: self.units.checked_mul(other.units)?,
            places: self.places + other.places,
        })
    }

    /// So many units of 10^-`places`.
    pub fn of(units: i64, places: u32) -> Self {
        Self {
            units: units.into(),
            places,
        }
    }
}

/// Reads `1.234,50`, `1,234.50`, `£3.10`, `(5.00)`, `-5,00`, `5,00-`, `1 234,50 €`, `5,-` and `1.07e-14`; `None` for what is no number.
pub fn read(text: &str, lone: Lone) -> Option<Decimal> {
    let number = Number::find(text)?;
    let (whole, fraction) = number.parts(lone)?;
    let digits: String = whole
        .chars()
        .chain(fraction.chars())
        .filter(char::is_ascii_digit)
        .collect();
    let significant = digits.trim_start_matches('0');
    if significant.len() > MOST_DIGITS {
        return None;
    }
    let units: i128 = digits.parse().ok()?;
    let places = u32::try_from(fraction.len()).ok()? + number.tenths;
    Some(Decimal {
        units: if number.is_negative { -units } else { units },
        places,
    })
}

/// What the signs of this number say about those of its file: does a point stand before the fraction, or a comma?
pub fn lone(text: &str) -> Option<Lone> {
    let number = Number::find(text)?;
    let before_fraction = |sign: char| match sign {
        '.' => Some(Lone::Point),
        ',' => Some(Lone::Comma),
        _ => None,
    };
    let last = number.body.rfind(['.', ','])?;
    let sign = number.body[last..].chars().next()?;
    let other = if sign == '.' { ',' } else { '.' };
    if number.body.matches(sign).count() > 1 {
        return before_fraction(other);
    }
    let is_open = number.body[last + 1..].len() == 3
        && !number.body.contains(other)
        && could_be_thousands(&number.body[..last]);
    if is_open { None } else { before_fraction(sign) }
}

/// Could these digits stand before a group of three?
fn could_be_thousands(before: &str) -> bool {
    !before.starts_with('0') && (1..=3).contains(&before.len())
}

/// A number found in its cell, without currency and sign.
struct Number<'a> {
    /// From the first digit to the last.
    body: &'a str,
    is_negative: bool,
    /// As of `e-14`.
    tenths: u32,
}

impl<'a> Number<'a> {
    fn find(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let first = text.find(|sign: char| sign.is_ascii_digit())?;
        let first = match text[..first].strip_suffix(['.', ',']) {
            // `.50`, but not the point of `Rs.50`.
            Some(before) if !before.ends_with(char::is_alphabetic) => first - 1,
            _ => first,
        };
        let end = text.rfind(|sign: char| sign.is_ascii_digit())? + 1;
        let (before, behind) = (&text[..first], &text[end..]);
        let behind = behind
            .strip_prefix(",-")
            .or_else(|| behind.strip_prefix(",–"))
            .unwrap_or(behind);
        let brackets = before.contains('(') && behind.contains(')');
        let minus = |sign: char| matches!(sign, '-' | '−' | '–');
        let minuses = before.matches(minus).count() + behind.matches(minus).count();
        let beside = before.chars().chain(behind.chars());
        if !beside.clone().all(is_beside) || beside.filter(|it| it.is_alphabetic()).count() > 4 {
            return None;
        }
        let (body, tenths) = exponent(&text[first..end])?;
        (usize::from(brackets) + minuses <= 1).then_some(Self {
            body,
            is_negative: brackets || minuses == 1,
            tenths,
        })
    }

    /// What stands before the fraction, and the fraction.
    fn parts(&self, lone: Lone) -> Option<(&'a str, &'a str)> {
        let body = self.body;
        let last = body.rfind(|sign: char| !sign.is_ascii_digit());
        let Some(last) = last else {
            return Some((body, ""));
        };
        let sign = body[last..].chars().next()?;
        let (before, behind) = (&body[..last], &body[last + sign.len_utf8()..]);
        let more_signs = before.contains(|sign: char| !sign.is_ascii_digit());
        let is_fraction = match sign {
            '.' | ',' if before.contains(sign) => false,
            '.' | ',' if more_signs || behind.len() != 3 || !could_be_thousands(before) => true,
            '.' | ',' => match lone {
                Lone::Point => sign == '.',
                Lone::Comma => sign == ',',
                Lone::Fraction => true,
                Lone::Thousands => false,
            },
            _ => false,
        };
        let (whole, fraction) = if is_fraction {
            (before, behind)
        } else {
            (body, "")
        };
        are_groups(whole).then_some((whole, fraction))
    }
}

/// What may stand around a number: currencies, brackets, signs, blanks.
fn is_beside(sign: char) -> bool {
    sign.is_alphabetic()
        || sign.is_whitespace()
        || matches!(sign, '(' | ')' | '+' | '-' | '−' | '–' | '.' | '\'')
        || matches!(sign, '$' | '£' | '¥' | '¢' | '₠'..='₿')
}

/// Takes a small exponent off; a large one has lost digits.
fn exponent(body: &str) -> Option<(&str, u32)> {
    match body.split_once(['e', 'E']) {
        None => Some((body, 0)),
        Some((body, exponent)) => {
            let tenths: u32 = exponent.strip_prefix('-')?.parse().ok()?;
            (tenths <= 20).then_some((body, tenths))
        }
    }
}

/// Digits alone, or in groups of three (or two, as in India: `1,00,000`) with one sign between all of them.
fn are_groups(whole: &str) -> bool {
    let mut signs = whole.chars().filter(|sign| !sign.is_ascii_digit());
    let Some(sign) = signs.next() else {
        return true;
    };
    let known = matches!(sign, '.' | ',' | '\'' | '’' | '_') || sign.is_whitespace();
    let mut groups = whole.split(sign).map(str::len);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<usize> = groups.collect();
    let inner = &rest[..rest.len() - 1];
    known
        && signs.all(|other| other == sign)
        && (1..=3).contains(&first)
        && rest.last() == Some(&3)
        && (inner.iter().all(|it| *it == 3) || inner.iter().all(|it| *it == 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(text: &str, lone: Lone) -> Fit {
        read(text, lone).map_or(Fit::Not, |it| it.at(2))
    }

    #[test]
    fn amounts_are_read_as_tills_of_many_countries_write_them() {
        for (text, expected) in [
            ("22.2", 2220),
            ("1.234,50", 123_450),
            ("1,234.50", 123_450),
            ("£3.10", 310),
            ("(5.00)", -500),
            ("-5,00", -500),
            ("5,00-", -500),
            ("\u{2212}£5.00", -500),
            ("$-5.00", -500),
            ("1 234,50 €", 123_450),
            ("1\u{202f}234,50", 123_450),
            ("CHF 1'234.50", 123_450),
            ("Rs.1,00,000.50", 10_000_050),
            ("5,-", 500),
            ("5", 500),
            (".5", 50),
            ("0,350", 35),
            ("1.234.567", 123_456_700),
            ("5.8000", 580),
        ] {
            assert_eq!(cents(text, Lone::Fraction), Fit::Exact(expected), "{text}");
        }
    }

    #[test]
    fn dust_is_told_from_a_real_third_digit() {
        for (text, expected) in [
            ("22.200000000000003", Fit::Dust(2220)),
            ("278.72999999999996", Fit::Dust(27873)),
            ("-0.30000000000000004", Fit::Dust(-30)),
            ("-1.99999999999999", Fit::Dust(-200)),
            ("1.0658141036401503e-14", Fit::Dust(0)),
            ("5.805", Fit::Not),
            ("5.8001", Fit::Tenth(580)),
            ("15.001", Fit::Tenth(1500)),
            ("400.68100000000004", Fit::Tenth(40068)),
            ("-0.999", Fit::Tenth(-100)),
            ("5.802", Fit::Not),
            ("99999999999999999.00", Fit::Not),
        ] {
            assert_eq!(cents(text, Lone::Fraction), expected, "{text}");
        }
    }

    #[test]
    fn a_lone_sign_before_three_digits_means_what_the_file_says() {
        assert_eq!(cents("1,234", Lone::Point), Fit::Exact(123_400));
        assert_eq!(cents("1,234", Lone::Thousands), Fit::Exact(123_400));
        assert_eq!(cents("1,234", Lone::Comma), Fit::Not);
        assert_eq!(cents("1.234", Lone::Comma), Fit::Exact(123_400));
        for (text, expected) in [
            ("12.50", Some(Lone::Point)),
            ("1.234,50", Some(Lone::Comma)),
            ("1.234.567", Some(Lone::Comma)),
            ("0.350", Some(Lone::Point)),
            ("1234,567", Some(Lone::Comma)),
            ("1,234", None),
            ("1 234", None),
            ("12", None),
        ] {
            assert_eq!(lone(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            "free",
            "12:30",
            "1.2.3",
            "1,23,4",
            "12 34",
            "(-5)",
            "4.9E+11",
            "5 kg each",
            "1/2",
            "50%",
            "1234567890123456789",
        ] {
            assert_eq!(read(text, Lone::Fraction), None, "{text}");
        }
    }

    #[test]
    fn a_weight_times_a_price_is_rounded_as_the_till_does() {
        let price = read("19.99", Lone::Point).unwrap();
        let weight = Decimal::of(350, 3);
        assert_eq!(price.times(weight).unwrap().rounded(2), Some(700));
        assert_eq!(Decimal::of(-5, 1).rounded(0), Some(-1));
        assert_eq!(Decimal::of(12, 0).rounded(2), Some(1200));
    }
}
