//! Numbers of automatic numbering as they are shown: ECMA-376 part 1, 17.18.59 (ST_NumberFormat), and the codes of
//! the binary formats, [MS-OSHARED] 2.2.1.3 (MSONFC).

/// A way to write a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counting {
    /// 1, with at least so many digits.
    Decimal(usize),
    /// １
    FullWidth,
    /// I
    UpperRoman,
    /// i
    LowerRoman,
    /// A … Z, AA, BB
    UpperLetter,
    /// a … z, aa, bb
    LowerLetter,
    /// 1st
    Ordinal,
    /// 2F
    Hex,
    /// - 1 -
    InDashes,
    /// 一 … 十, 十一 … 九十九, then digit by digit
    Chinese,
    /// 一 … 一百零一 … 一万
    ChineseThousand,
    /// 一〇, digit by digit
    ChineseDigits,
    /// 壹 … 壹拾
    ChineseLegal,
    /// 壹 … 壹拾, in traditional characters
    ChineseLegalTraditional,
    /// One of a row of signs, then decimal.
    Signs(&'static str),
    /// A bullet: shown as no number.
    Bullet,
    /// Nothing.
    None,
}

const CIRCLES: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const FULL_STOPS: &str = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛";
const BRACKETS: &str = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇";
const HAN_CIRCLES: &str = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const COUNTED: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const LEGAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const LEGAL_TRADITIONAL: [&str; 10] = ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"];

impl Counting {
    /// By the name that WordprocessingML has for it; decimal for one that no Chinese office uses.
    pub(crate) fn of_word(name: &str) -> Self {
        match name {
            "decimalZero" => Self::Decimal(2),
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "ordinal" => Self::Ordinal,
            "hex" => Self::Hex,
            "numberInDash" => Self::InDashes,
            "chineseCounting" | "taiwaneseCounting" => Self::Chinese,
            "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" => {
                Self::ChineseThousand
            }
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::ChineseDigits,
            "chineseLegalSimplified" => Self::ChineseLegal,
            "ideographLegalTraditional" | "japaneseLegal" => Self::ChineseLegalTraditional,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Signs(CIRCLES),
            "decimalEnclosedFullstop" => Self::Signs(FULL_STOPS),
            "decimalEnclosedParen" => Self::Signs(BRACKETS),
            "ideographEnclosedCircle" => Self::Signs(HAN_CIRCLES),
            "ideographTraditional" => Self::Signs(STEMS),
            "ideographZodiac" => Self::Signs(BRANCHES),
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal(1),
        }
    }

    /// By the code that the binary formats have for it.
    pub(crate) fn of_code(code: u8) -> Self {
        Self::of_word(match code {
            1 => "upperRoman",
            2 => "lowerRoman",
            3 => "upperLetter",
            4 => "lowerLetter",
            5 => "ordinal",
            8 => "hex",
            10 => "ideographDigital",
            11 => "japaneseCounting",
            14 | 19 => "decimalFullWidth",
            16 => "japaneseLegal",
            17 => "japaneseDigitalTenThousand",
            18 | 28 => "decimalEnclosedCircle",
            22 => "decimalZero",
            23 => "bullet",
            26 => "decimalEnclosedFullstop",
            27 => "decimalEnclosedParen",
            29 => "ideographEnclosedCircle",
            30 => "ideographTraditional",
            31 => "ideographZodiac",
            33 => "taiwaneseCounting",
            34 => "ideographLegalTraditional",
            35 => "taiwaneseCountingThousand",
            36 => "taiwaneseDigital",
            37 => "chineseCounting",
            38 => "chineseLegalSimplified",
            39 => "chineseCountingThousand",
            57 => "numberInDash",
            255 => "none",
            _ => "decimal",
        })
    }

    /// The number as shown.
    pub(crate) fn write(self, n: u32) -> String {
        match self {
            Self::Decimal(digits) => format!("{n:0digits$}"),
            Self::FullWidth => n.to_string().chars().map(full_width).collect(),
            Self::UpperRoman => roman(n),
            Self::LowerRoman => roman(n).to_lowercase(),
            Self::UpperLetter => letter(n, b'A'),
            Self::LowerLetter => letter(n, b'a'),
            Self::Ordinal => ordinal(n),
            Self::Hex => format!("{n:X}"),
            Self::InDashes => format!("- {n} -"),
            Self::Chinese if n < 100 => counted(n, &COUNTED, ["十", "百", "千"], true),
            Self::Chinese | Self::ChineseDigits => digits(n),
            Self::ChineseThousand => counted(n, &COUNTED, ["十", "百", "千"], true),
            Self::ChineseLegal => counted(n, &LEGAL, ["拾", "佰", "仟"], false),
            Self::ChineseLegalTraditional => counted(n, &LEGAL_TRADITIONAL, ["拾", "佰", "仟"], false),
            Self::Signs(row) => sign(n, row),
            Self::Bullet | Self::None => String::new(),
        }
    }
}

fn full_width(c: char) -> char {
    c.to_digit(10)
        .and_then(|digit| char::from_u32(u32::from('０') + digit))
        .unwrap_or(c)
}

fn sign(n: u32, row: &str) -> String {
    let at = n.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| row.chars().nth(at))
        .map_or_else(|| n.to_string(), String::from)
}

fn digits(n: u32) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|d| DIGITS.get(usize::try_from(d).ok()?).copied())
    };
    n.to_string().chars().filter_map(digit).collect()
}

/// A number in words up to 99,999; in digits above. `short` leaves out the one of a leading ten: 十二.
fn counted(n: u32, names: &[&str; 10], units: [&str; 3], short: bool) -> String {
    let name = |digit: u32| {
        usize::try_from(digit)
            .ok()
            .and_then(|digit| names.get(digit))
            .copied()
            .unwrap_or_default()
    };
    if n == 0 || n > 99_999 {
        return if n == 0 { name(0).to_owned() } else { n.to_string() };
    }
    let [ten, hundred, thousand] = units;
    let mut text = String::new();
    let mut zero = false;
    for (value, unit) in [
        (10_000, "万"),
        (1_000, thousand),
        (100, hundred),
        (10, ten),
        (1, ""),
    ] {
        let digit = n / value % 10;
        if digit == 0 {
            zero = !text.is_empty();
            continue;
        }
        if zero {
            text.push_str(name(0));
            zero = false;
        }
        if !(short && digit == 1 && value == 10 && text.is_empty()) {
            text.push_str(name(digit));
        }
        text.push_str(unit);
    }
    text
}

fn roman(n: u32) -> String {
    if n == 0 || n > 3_999 {
        return n.to_string();
    }
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = n;
    let mut text = String::new();
    for (value, sign) in signs {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

/// A to Z, then AA, BB and so on, as Office counts.
fn letter(n: u32, first: u8) -> String {
    let Some(at) = n.checked_sub(1).filter(|at| *at < 780) else {
        return n.to_string();
    };
    let letter = u8::try_from(at % 26).map_or('?', |by| char::from(first.saturating_add(by)));
    (0..=at / 26).map(|_| letter).collect()
}

fn ordinal(n: u32) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

#[cfg(test)]
mod tests {
    use super::Counting;

    #[test]
    fn numbers_as_office_shows_them() {
        for (name, n, shown) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("decimalFullWidth", 10, "１０"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 4, "iv"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 3, "c"),
            ("ordinal", 12, "12th"),
            ("ordinal", 23, "23rd"),
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 12, "十二"),
            ("chineseCounting", 20, "二十"),
            ("chineseCounting", 101, "一〇一"),
            ("chineseCountingThousand", 21, "二十一"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 10_001, "一万零一"),
            ("japaneseCounting", 11, "十一"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircleChinese", 21, "21"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 2, "⒉"),
            ("ideographEnclosedCircle", 10, "㊉"),
            ("ideographTraditional", 2, "乙"),
            ("ideographZodiac", 1, "子"),
            ("numberInDash", 4, "- 4 -"),
            ("bullet", 4, ""),
            ("somethingElse", 4, "4"),
        ] {
            assert_eq!(Counting::of_word(name).write(n), shown, "{name} {n}");
        }
    }

    #[test]
    fn no_number_is_too_large_to_write() {
        for code in 0..=255 {
            for n in [0, 1, 10_000, 100_000, u32::MAX] {
                assert!(Counting::of_code(code).write(n).chars().count() <= 30);
            }
        }
    }
}
