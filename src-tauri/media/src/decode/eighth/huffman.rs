//! Huffman codes of a JPEG (ITU-T T.81, annex C and F.2.2.3): values of the first coefficient, and ways past all others.

use super::bits::Bits;

/// Bits that are looked up at once.
const WIDTH: u32 = 12;

/// A table's codes by their lengths.
struct Codes {
    /// For each length the first code beyond those of it, as 16 bits from the left.
    limits: [u32; 17],
    /// For each length the place of a code's symbol less the code.
    places: [i32; 17],
    symbols: Vec<u8>,
}

impl Codes {
    /// From the number of codes of each length and the symbols in their order.
    fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut codes = Self {
            limits: [0; 17],
            places: [0; 17],
            symbols: symbols.to_vec(),
        };
        let (mut code, mut place) = (0_u32, 0_u32);
        for (length, count) in (1_u32..).zip(counts) {
            let at = length as usize;
            *codes.places.get_mut(at)? = i32::try_from(place).ok()? - i32::try_from(code).ok()?;
            code += u32::from(*count);
            place += u32::from(*count);
            if code > 1 << length {
                return None;
            }
            *codes.limits.get_mut(at)? = code << (16 - length);
            code <<= 1;
        }
        (place as usize == symbols.len()).then_some(codes)
    }

    /// The code at the begin of 16 bits: its length and its symbol.
    fn find(&self, bits: u32) -> Option<(u32, u8)> {
        let lengths = (1_u32..=16).zip(self.limits.iter().zip(&self.places).skip(1));
        let (length, place) = lengths
            .filter(|(_, (limit, _))| bits < **limit)
            .map(|(length, (_, place))| (length, *place))
            .next()?;
        let code = i32::try_from(bits >> (16 - length)).ok()?;
        let symbol = self.symbols.get(usize::try_from(code + place).ok()?)?;
        Some((length, *symbol))
    }

    /// What a table of [`WIDTH`] bits holds, by `entry` of 16 bits.
    fn table(&self, entry: impl Fn(&Self, u32) -> u32) -> Vec<u32> {
        (0..1 << WIDTH)
            .map(|index| entry(self, index << (16 - WIDTH)))
            .collect()
    }
}

/// Codes of the first coefficients.
pub(super) struct First {
    codes: Codes,
    /// Length and symbol of the code that begins with the index; 0 for one that is longer.
    table: Vec<u32>,
}

impl First {
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::new(counts, symbols)?;
        let table = codes.table(|codes, bits| match codes.find(bits) {
            Some((length, symbol)) if length <= WIDTH => length | u32::from(symbol) << 8,
            _ => 0,
        });
        Some(Self { codes, table })
    }

    /// The next coefficient's difference from the one before.
    pub(super) fn read(&self, bits: &mut Bits<'_>) -> Option<i32> {
        let held = bits.peek();
        let (length, size) = match self.table.get((held >> (64 - WIDTH)) as usize).copied()? {
            0 => {
                let (length, symbol) = self.codes.find((held >> 48) as u32)?;
                (length, u32::from(symbol))
            }
            entry => (entry & 0xff, entry >> 8),
        };
        // Eight bits deep, a difference has eleven at most.
        if size > 11 {
            return None;
        }
        bits.skip(length + size);
        if size == 0 {
            return Some(0);
        }
        let value = i32::try_from((held << length) >> (64 - size)).ok()?;
        let is_negative = value < 1 << (size - 1);
        Some(if is_negative {
            value - (1 << size) + 1
        } else {
            value
        })
    }
}

/// A way past coefficients: how many bits, how many coefficients, and whether their block ends.
#[derive(Clone, Copy)]
struct Way {
    bits: u32,
    coefficients: u32,
    ends: bool,
}

impl Way {
    const NONE: Self = Self {
        bits: 0,
        coefficients: 0,
        ends: false,
    };

    /// Past one coefficient of this symbol, and the zeros before it.
    fn past(length: u32, symbol: u8) -> Self {
        let (zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        let ends = size == 0 && zeros != 15;
        Self {
            bits: length + size,
            coefficients: if ends { 0 } else { zeros + 1 },
            ends,
        }
    }

    const fn pack(self) -> u32 {
        self.bits | self.coefficients << 6 | (self.ends as u32) << 13
    }

    const fn unpack(entry: u32) -> Self {
        Self {
            bits: entry & 0x3f,
            coefficients: entry >> 6 & 0x7f,
            ends: entry >> 13 & 1 == 1,
        }
    }
}

/// Coefficients of a block.
const BLOCK: u32 = 64;

/// Codes of the other coefficients, which are only passed over, several at once.
pub(super) struct Others {
    codes: Codes,
    /// For the codes that begin with the index: the way past all of them that are whole in it, above it the way past the first.
    table: Vec<u32>,
}

impl Others {
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::new(counts, symbols)?;
        let table = codes.table(Self::entry);
        Some(Self { codes, table })
    }

    fn entry(codes: &Codes, bits: u32) -> u32 {
        let (mut all, mut first) = (Way::NONE, Way::NONE);
        while all.bits < WIDTH && !all.ends {
            let Some((length, symbol)) = codes.find(bits << all.bits & 0xffff) else {
                break;
            };
            let one = Way::past(length, symbol);
            if all.bits + length > WIDTH || all.coefficients + one.coefficients >= BLOCK {
                break;
            }
            if all.bits == 0 {
                first = one;
            }
            all = Way {
                bits: all.bits + one.bits,
                coefficients: all.coefficients + one.coefficients,
                ends: one.ends,
            };
        }
        all.pack() | first.pack() << 14
    }

    /// Goes to the end of a block whose first coefficient was read.
    pub(super) fn pass(&self, bits: &mut Bits<'_>) -> Option<()> {
        let mut at = 1;
        while at < BLOCK {
            let held = bits.peek();
            let entry = self.table.get((held >> (64 - WIDTH)) as usize).copied()?;
            let all = Way::unpack(entry);
            // Codes behind the block's last coefficient belong to the next block.
            let way = if at + all.coefficients + u32::from(all.ends) <= BLOCK {
                all
            } else {
                Way::unpack(entry >> 14)
            };
            let way = if way.bits == 0 {
                let (length, symbol) = self.codes.find((held >> 48) as u32)?;
                Way::past(length, symbol)
            } else {
                way
            };
            bits.skip(way.bits);
            at += way.coefficients;
            if way.ends {
                break;
            }
        }
        Some(())
    }
}
