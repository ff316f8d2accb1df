//! The pieces that RTF is made of.

/// A piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte of text, as itself or as `\'hh`.
    Byte(u8),
}

/// The pieces of a document.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let letters = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        if letters == 0 {
            let symbol = *self.take(1).first()?;
            return Some(match symbol {
                b'\'' => self.coded(),
                // An escaped line end is a paragraph's end.
                b'\n' | b'\r' => Token::Word("par", None),
                b'\\' | b'{' | b'}' => Token::Byte(symbol),
                _ => Token::Symbol(symbol),
            });
        }
        let word = std::str::from_utf8(self.take(letters)).unwrap_or_default();
        let minus = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self
            .rest
            .iter()
            .skip(minus)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let number = if digits == 0 {
            None
        } else {
            std::str::from_utf8(self.take(minus + digits)).ok()?.parse().ok()
        };
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            self.take(
                number
                    .and_then(|length: i32| usize::try_from(length).ok())
                    .unwrap_or(0),
            );
        }
        Some(Token::Word(word, number))
    }

    fn coded(&mut self) -> Token<'a> {
        let digits = self
            .rest
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                self.take(2);
                Token::Byte(byte)
            }
            None => Token::Symbol(b'\''),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            return match *self.take(1).first()? {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}
