//! Phones: the text as typed, and the digits that find it.

use serde::{Deserialize, Serialize};

use super::id::PhoneId;

/// One phone; several customers may share the same number (a household).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Phone {
    /// Row number.
    #[serde(skip)]
    pub id: PhoneId,
    /// Exactly as typed, words included: `0711 12345 ask for Ben`.
    pub raw: String,
    /// "mobile", "work" or the shop's own word; may be empty.
    pub label: String,
}

/// The number in a phone, in ASCII digits: `+` in front when it is international (`+49…`, `0049…`), and then without the `(0)`
/// behind the country code. Words, extensions and shorter numbers beside it are left out: see [`words`].
pub fn digits(raw: &str) -> String {
    let dialled = dialled(raw);
    match dialled.strip_prefix("00") {
        Some(rest) if rest.starts_with(|first| first != '0') => format!("+{rest}"),
        _ => dialled,
    }
}

/// As [`digits`], but `00` in front stays as it was typed.
pub fn dialled(raw: &str) -> String {
    let mut written = signs(number(raw));
    let abroad = written.trim_start_matches(['(', '-']);
    let plus = abroad.starts_with('+');
    if (plus || abroad.starts_with("00"))
        && let Some(at) = written.find("(0)")
    {
        written.replace_range(at..at + "(0)".len(), "");
    }
    written.retain(|sign| sign.is_ascii_digit());
    if plus {
        written.insert(0, '+');
    }
    written
}

/// The digits of `+49 (0)176 1234567` as they are dialled at home, `01761234567`; `None` for a phone not written so.
pub fn dialled_at_home(raw: &str) -> Option<String> {
    if !raw.contains(|letter| sign(letter) == Some('(')) {
        return None;
    }
    let written = signs(number(raw));
    let at = written.find("(0)")?;
    (at > 0).then(|| without_signs(&written[at..]))
}

/// What stands in a phone besides its number: `ask for Ben`, `x9`.
pub fn words(raw: &str) -> String {
    let number = number(raw);
    if number.len() == raw.len() {
        return String::new();
    }
    raw.replacen(number, " ", 1).trim().to_owned()
}

/// True for digits and the signs that stand between them in a phone, and nothing else.
pub fn is_number(text: &str) -> bool {
    text.chars().any(|letter| digit(letter).is_some())
        && text.chars().all(|letter| sign(letter).is_some())
}

/// The same number whether it was written `0176…` or `+49176…`: international where the country (`DE`) is known.
pub fn canonical(digits: &str, country: &str) -> String {
    let Some(Dialling { code, trunk }) = dialling(country) else {
        return digits.to_owned();
    };
    if digits.starts_with('+') || digits.len() < 5 {
        return digits.to_owned();
    }
    // An Italian number keeps its zero abroad.
    let national = match digits.strip_prefix(trunk) {
        Some(rest) if code != "39" => rest,
        _ => digits,
    };
    format!("+{code}{national}")
}

/// The value of a decimal digit of any script.
pub fn digit(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return letter.is_ascii_digit().then(|| letter as u8 - b'0');
    }
    let at = ZEROS
        .partition_point(|&zero| zero <= letter)
        .checked_sub(1)?;
    u8::try_from(letter as u32 - ZEROS[at] as u32)
        .ok()
        .filter(|&value| value < 10)
}

/// How a country is dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialling {
    /// The country code behind `+`: `49`.
    pub code: &'static str,
    /// What is dialled before a number at home instead: `0`.
    pub trunk: &'static str,
}

/// How a country (`DE`) is dialled; `None` when the code is not known.
pub fn dialling(country: &str) -> Option<Dialling> {
    let code = CODES.split_ascii_whitespace().find_map(|entry| {
        let (name, code) = entry.split_at(2);
        name.eq_ignore_ascii_case(country.trim()).then_some(code)
    })?;
    let trunk = match code {
        "1" => "1",
        "7" => "8",
        "36" => "06",
        _ => "0",
    };
    Some(Dialling { code, trunk })
}

/// The part of the text with the most digits, unbroken but for the signs used between groups of digits.
fn number(raw: &str) -> &str {
    let mut longest = ("", 0);
    for part in raw.split(|letter| sign(letter).is_none()) {
        let count = part
            .chars()
            .filter(|&letter| digit(letter).is_some())
            .count();
        if count > longest.1 {
            longest = (part, count);
        }
    }
    longest.0.trim()
}

/// A number with its signs in ASCII and without its gaps: `+49(0)176-123`.
fn signs(number: &str) -> String {
    let mut written = String::with_capacity(number.len());
    let signs = number.chars().filter_map(sign);
    written.extend(signs.filter(|&sign| sign != ' '));
    written
}

fn without_signs(written: &str) -> String {
    written.chars().filter(char::is_ascii_digit).collect()
}

/// The letter as it counts inside a number: a digit, `+`, a bracket, `-` for all other dividers, a gap; `None` ends the number.
fn sign(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        'a'..='z' | 'A'..='Z' | '\n' | '\r' => None,
        '+' | '＋' => Some('+'),
        '(' | '（' | '[' => Some('('),
        ')' | '）' | ']' => Some(')'),
        '-' | '/' | '.' | '·' | '\u{2010}'..='\u{2015}' | '−' | 'ー' | '－' | '／' | '．' => {
            Some('-')
        }
        // Address books put marks of writing direction around numbers.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}' => {
            Some(' ')
        }
        _ => match digit(letter) {
            Some(value) => Some(char::from(b'0' + value)),
            None => letter.is_whitespace().then_some(' '),
        },
    }
}

/// The zero of every script in daily use; its nine follow it (Unicode, general category Nd).
const ZEROS: [char; 31] = [
    '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '႐', '០',
    '᠐', '᥆', '᧐', '᪀', '᪐', '᭐', '᮰', '᱀', '᱐', '꘠', '꧐', '０',
];

/// ISO 3166 codes with their country codes (ITU-T E.164).
const CODES: &str = "\
    AD376 AE971 AF93 AG1 AI1 AL355 AM374 AO244 AR54 AS1 AT43 AU61 AW297 AX358 AZ994 BA387 BB1 BD880 BE32 BF226 BG359 BH973 \
    BI257 BJ229 BL590 BM1 BN673 BO591 BQ599 BR55 BS1 BT975 BW267 BY375 BZ501 CA1 CD243 CF236 CG242 CH41 CI225 CK682 CL56 \
    CM237 CN86 CO57 CR506 CU53 CV238 CW599 CY357 CZ420 DE49 DJ253 DK45 DM1 DO1 DZ213 EC593 EE372 EG20 ER291 ES34 ET251 \
    FI358 FJ679 FK500 FM691 FO298 FR33 GA241 GB44 GD1 GE995 GF594 GG44 GH233 GI350 GL299 GM220 GN224 GP590 GQ240 GR30 \
    GT502 GU1 GW245 GY592 HK852 HN504 HR385 HT509 HU36 ID62 IE353 IL972 IM44 IN91 IO246 IQ964 IR98 IS354 IT39 JE44 JM1 \
    JO962 JP81 KE254 KG996 KH855 KI686 KM269 KN1 KP850 KR82 KW965 KY1 KZ7 LA856 LB961 LC1 LI423 LK94 LR231 LS266 LT370 \
    LU352 LV371 LY218 MA212 MC377 MD373 ME382 MF590 MG261 MH692 MK389 ML223 MM95 MN976 MO853 MP1 MQ596 MR222 MS1 MT356 \
    MU230 MV960 MW265 MX52 MY60 MZ258 NA264 NC687 NE227 NG234 NI505 NL31 NO47 NP977 NR674 NU683 NZ64 OM968 PA507 PE51 \
    PF689 PG675 PH63 PK92 PL48 PM508 PR1 PS970 PT351 PW680 PY595 QA974 RE262 RO40 RS381 RU7 RW250 SA966 SB677 SC248 SD249 \
    SE46 SG65 SH290 SI386 SJ47 SK421 SL232 SM378 SN221 SO252 SR597 SS211 ST239 SV503 SX1 SY963 SZ268 TC1 TD235 TG228 TH66 \
    TJ992 TK690 TL670 TM993 TN216 TO676 TR90 TT1 TV688 TW886 TZ255 UA380 UG256 US1 UY598 UZ998 VA39 VC1 VE58 VG1 VI1 VN84 \
    VU678 WF681 WS685 XK383 YE967 YT262 ZA27 ZM260 ZW263";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_as_typed_gives_its_digits_and_its_words() {
        for (raw, digits_, words_) in [
            ("+49 (0)176 1234567", "+491761234567", ""),
            ("0049 176 1234567", "+491761234567", ""),
            ("0049 (0) 176 1234567", "+491761234567", ""),
            ("(+49) 176-1234567", "+491761234567", ""),
            ("0176/1234567", "01761234567", ""),
            ("0176-123 45 67", "01761234567", ""),
            ("(0)176 1234567", "01761234567", ""),
            ("0711 12345 ask for Ben", "071112345", "ask for Ben"),
            ("after 6, 0711 12345", "071112345", "after 6,"),
            ("07700 900 417 x9", "07700900417", "x9"),
            ("tel:+1-212-555-0100;ext=12", "+12125550100", "tel: ;ext=12"),
            ("０９０-8877-6655", "09088776655", ""),
            ("٠١٠ 1234 5678", "01012345678", ""),
            ("\u{202a}+44 7700 900417\u{202c}", "+447700900417", ""),
            ("ring the bell", "", "ring the bell"),
            ("", "", ""),
        ] {
            assert_eq!(digits(raw), digits_, "digits of {raw:?}");
            assert_eq!(words(raw), words_, "words of {raw:?}");
        }
        assert_eq!(
            dialled_at_home("+49 (0) 171 887").as_deref(),
            Some("0171887")
        );
        assert_eq!(dialled_at_home("(0)171 887"), None);
    }

    #[test]
    fn a_number_is_the_same_from_home_and_from_abroad() {
        for (digits, country, expected) in [
            ("01761234567", "DE", "+491761234567"),
            ("+491761234567", "de", "+491761234567"),
            ("061234567", "IT", "+39061234567"),
            ("2125550100", "US", "+12125550100"),
            ("12125550100", "US", "+12125550100"),
            ("89039988776", "RU", "+79039988776"),
            ("0612345678", "HU", "+3612345678"),
            ("110", "DE", "110"),
            ("01761234567", "XX", "01761234567"),
        ] {
            assert_eq!(
                canonical(digits, country),
                expected,
                "{digits} in {country}"
            );
        }
    }

    #[test]
    fn the_zeros_stand_in_order_and_nines_are_digits() {
        assert!(ZEROS.is_sorted());
        for zero in ZEROS {
            let nine = char::from_u32(zero as u32 + 9).unwrap();
            assert!(zero.is_numeric() && nine.is_numeric(), "{zero}");
            assert_eq!((digit(zero), digit(nine)), (Some(0), Some(9)));
        }
        assert_eq!((digit('7'), digit('x'), digit('一')), (Some(7), None, None));
    }
}
