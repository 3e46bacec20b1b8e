//! Amounts of money: whole minor units, never a fraction.

use serde::{Deserialize, Serialize};

use super::Refusal;

/// An amount in minor units of the shop's currency (cents, pence); may be negative for a refund.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(pub i64);

/// The shop's currency: its ISO 4217 code and how many digits stand behind the point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217 code, `EUR`.
    pub code: String,
    /// Digits of the minor unit: 2 for most, 0 for yen and won, 3 for some dinars (ISO 4217).
    pub digits: u32,
}

impl Currency {
    /// The currency with this three-letter code; `None` when it is not three ASCII letters.
    pub fn new(code: &str) -> Option<Self> {
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let code = code.to_ascii_uppercase();
        let digits = match code.as_str() {
            "JPY" | "KRW" | "VND" | "ISK" | "CLP" | "XAF" | "XOF" | "UGX" | "PYG" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        };
        Some(Self { code, digits })
    }

    /// The amount as a shopkeeper writes it, without the code: `31.00`.
    pub fn show(&self, amount: Money) -> String {
        let unit = 10_u64.pow(self.digits);
        let (sign, value) = (if amount.0 < 0 { "-" } else { "" }, amount.0.unsigned_abs());
        match self.digits {
            0 => format!("{sign}{value}"),
            digits => format!(
                "{sign}{}.{:0width$}",
                value / unit,
                value % unit,
                width = digits as usize
            ),
        }
    }

    /// Reads `7.80`, `7,80`, `7` or `-3.5`; `None` for anything else, or more digits than the currency has.
    pub fn read(&self, text: &str) -> Option<Money> {
        let (negative, digits) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || whole.len() > 12
            || !plain(whole)
            || !plain(part)
            || part.len() > self.digits as usize
        {
            return None;
        }
        let mut minor: i64 = format!("{whole}{part}").parse().ok()?;
        minor *= 10_i64.pow(self.digits - u32::try_from(part.len()).ok()?);
        Some(Money(if negative { -minor } else { minor }))
    }
}

/// A cost as it stands in a form; an empty field is none.
///
/// # Errors
/// The sentence that says how to write one.
pub fn read_cost(text: &str, currency: &Currency) -> Result<Option<Money>, Refusal> {
    let sentence = || format!("Write the cost as {}.", currency.show(Money(150)));
    match text.trim() {
        "" => Ok(None),
        text => currency
            .read(text)
            .map(Some)
            .ok_or_else(|| Refusal(sentence())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_shown_in_the_currencys_own_digits() {
        let eur = Currency::new("eur").unwrap();
        assert_eq!(eur.read("7,8"), Some(Money(780)));
        assert_eq!(eur.read("7.805"), None);
        assert_eq!(eur.show(Money(-5)), "-0.05");
        let yen = Currency::new("JPY").unwrap();
        assert_eq!(yen.read("1200"), Some(Money(1200)));
        assert_eq!(yen.show(Money(1200)), "1200");
        assert_eq!(Currency::new("euro"), None);
    }
}
