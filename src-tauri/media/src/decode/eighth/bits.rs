//! Bits of the coded data of a JPEG, the highest first.

/// Zero bytes that stand behind the data.
pub(super) const PAD: usize = 16;

/// Reads from data with [`PAD`] zero bytes behind them.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    /// The next byte to take in.
    at: usize,
    /// Bits at hand, the next one highest, and how many of them count.
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) const fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            held: 0,
            count: 0,
        }
    }

    /// The next bits, at least 56 of them; zeros behind the end.
    pub(super) fn peek(&mut self) -> u64 {
        let word = self.data.get(self.at..self.at.saturating_add(8));
        let word = word
            .and_then(|word| word.try_into().ok())
            .map_or(0, u64::from_be_bytes);
        self.held |= word >> self.count;
        self.at += ((63 - self.count) >> 3) as usize;
        self.count |= 56;
        self.held
    }

    /// Goes on by fewer bits than were peeked at.
    pub(super) const fn skip(&mut self, bits: u32) {
        self.held <<= bits;
        self.count -= bits;
    }

    /// Whether more was taken than there is.
    pub(super) fn is_over(&self) -> bool {
        let taken = self.at * 8 - self.count as usize;
        taken > self.data.len().saturating_sub(PAD) * 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_in_order_and_end() {
        let data = [vec![0b1010_0101, 0xff, 0x01], vec![0; PAD]].concat();
        let mut bits = Bits::new(&data);
        let mut read = |n: u32| {
            let value = bits.peek() >> (64 - n);
            bits.skip(n);
            value
        };
        assert_eq!((read(4), read(4), read(12), read(3)), (0b1010, 0b0101, 0xff0, 0));
        assert_eq!(read(1), 1);
        assert!(!bits.is_over());
        bits.peek();
        bits.skip(1);
        assert!(bits.is_over());
    }
}
