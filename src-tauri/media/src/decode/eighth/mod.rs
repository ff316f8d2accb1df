//! The eighth of a JPEG's size, by the mean of each of its blocks alone.
//!
//! libjpeg-turbo makes the same picture, but decodes every coefficient to throw it away; most of a thumbnail's time is
//! spent there. Here they are passed over, several at once. What is unusual or damaged in any way is left to libjpeg-turbo.

mod bits;
mod huffman;

use bits::{Bits, PAD};
use huffman::{First, Others};

use crate::orient::Pixels;

/// Most markers before the scan.
const MARKERS: usize = 200;

/// A colour's part of the picture.
struct Component {
    id: u8,
    /// Blocks across and down in each unit of the scan.
    across: usize,
    down: usize,
    quantity: usize,
    first: usize,
    others: usize,
    /// One value for each block, in rows of `stride`.
    plane: Vec<u8>,
    stride: usize,
}

/// What stands before the scan.
#[derive(Default)]
struct Head {
    width: usize,
    height: usize,
    components: Vec<Component>,
    /// Steps of the first coefficients.
    quantities: [Option<i32>; 4],
    firsts: [Option<First>; 4],
    others: [Option<Others>; 4],
    /// Units between two restarts; 0 for none.
    restart: usize,
}

/// The picture at an eighth of its size; `None` for any JPEG but a plain, whole one with eight bits in grey or YCbCr.
pub(super) fn decode(content: &[u8]) -> Option<Pixels> {
    let mut head = Head::default();
    let scan = head.read(content)?;
    let (across, down) = head.units();
    for component in &mut head.components {
        component.stride = across * component.across;
        component.plane = vec![0; component.stride * down * component.down];
    }
    head.scan(content.get(scan..)?, across, across * down)?;
    head.pixels()
}

impl Head {
    /// Reads the markers; answers where the scan's data begin.
    fn read(&mut self, content: &[u8]) -> Option<usize> {
        let mut at = 2;
        for _ in 0..MARKERS {
            let [0xff, code] = *content.get(at..at + 2)? else {
                return None;
            };
            if code == 0xff {
                at += 1;
                continue;
            }
            let length = content.get(at + 2..at + 4)?;
            let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
            let body = content.get(at + 4..at + 2 + length)?;
            at += 2 + length;
            match code {
                0xc0 | 0xc1 => self.frame(body)?,
                0xc4 => self.codes(body)?,
                0xdb => self.quantities(body)?,
                0xdd => self.restart = usize::from(u16::from_be_bytes(body.try_into().ok()?)),
                0xda => return self.begin(body).map(|()| at),
                // Adobe tells another kind of colours than YCbCr.
                0xee if body.starts_with(b"Adobe") && body.get(11) != Some(&1) => return None,
                0xe0..=0xef | 0xfe => {}
                _ => return None,
            }
        }
        None
    }

    fn frame(&mut self, body: &[u8]) -> Option<()> {
        let [8, h1, h0, w1, w0, count, parts @ ..] = body else {
            return None;
        };
        self.height = usize::from(u16::from_be_bytes([*h1, *h0]));
        self.width = usize::from(u16::from_be_bytes([*w1, *w0]));
        let whole = self.components.is_empty() && parts.len() == usize::from(*count) * 3;
        if self.height == 0 || self.width == 0 || !whole || !matches!(count, 1 | 3) {
            return None;
        }
        for (index, part) in parts.chunks_exact(3).enumerate() {
            let [id, sampling, quantity] = *part else {
                return None;
            };
            let (across, down) = (usize::from(sampling >> 4), usize::from(sampling & 15));
            let usual = if index == 0 {
                matches!(across, 1 | 2) && matches!(down, 1 | 2)
            } else {
                (across, down) == (1, 1)
            };
            if !usual || *count == 3 && b"RGB".get(index) == Some(&id) {
                return None;
            }
            self.components.push(Component {
                id,
                // A unit of one colour alone is one block.
                across: if *count == 1 { 1 } else { across },
                down: if *count == 1 { 1 } else { down },
                quantity: usize::from(quantity),
                first: 0,
                others: 0,
                plane: Vec::new(),
                stride: 0,
            });
        }
        Some(())
    }

    fn quantities(&mut self, mut body: &[u8]) -> Option<()> {
        while let [kind, rest @ ..] = body {
            let wide = match kind >> 4 {
                0 => 1,
                1 => 2,
                _ => return None,
            };
            let first = match *rest.get(..wide)? {
                [low] => i32::from(low),
                [high, low] => i32::from(u16::from_be_bytes([high, low])),
                _ => return None,
            };
            *self.quantities.get_mut(usize::from(kind & 15))? = Some(first);
            body = rest.get(64 * wide..)?;
        }
        Some(())
    }

    fn codes(&mut self, mut body: &[u8]) -> Option<()> {
        while let [kind, rest @ ..] = body {
            let counts: &[u8; 16] = rest.get(..16)?.try_into().ok()?;
            let number = counts.iter().map(|count| usize::from(*count)).sum::<usize>();
            let symbols = rest.get(16..16 + number)?;
            let place = usize::from(kind & 15);
            match kind >> 4 {
                0 => *self.firsts.get_mut(place)? = Some(First::new(counts, symbols)?),
                1 => *self.others.get_mut(place)? = Some(Others::new(counts, symbols)?),
                _ => return None,
            }
            body = rest.get(16 + number..)?;
        }
        Some(())
    }

    /// The scan's head: all colours together, whole.
    fn begin(&mut self, body: &[u8]) -> Option<()> {
        let (count, rest) = body.split_first()?;
        let count = usize::from(*count);
        if count != self.components.len() || rest.get(count * 2..)? != [0, 63, 0] {
            return None;
        }
        for (component, part) in self.components.iter_mut().zip(rest.chunks_exact(2)) {
            let [id, tables] = *part else { return None };
            if id != component.id {
                return None;
            }
            component.first = usize::from(tables >> 4);
            component.others = usize::from(tables & 15);
        }
        Some(())
    }

    /// Units of the scan across and down.
    fn units(&self) -> (usize, usize) {
        let most = |of: fn(&Component) -> usize| self.components.iter().map(of).max().unwrap_or(1);
        (
            self.width.div_ceil(8 * most(|component| component.across)),
            self.height.div_ceil(8 * most(|component| component.down)),
        )
    }

    /// Reads the scan, from restart to restart.
    fn scan(&mut self, mut data: &[u8], across: usize, units: usize) -> Option<()> {
        let each = if self.restart == 0 { units } else { self.restart };
        let mut plain = Vec::with_capacity(if self.restart == 0 { data.len() } else { 0 });
        let mut at = 0;
        while at < units {
            let marker;
            (data, marker) = stretch(data, &mut plain)?;
            let end = units.min(at + each);
            let is_restart = matches!(marker, 0xd0..=0xd7);
            if is_restart != (end < units) {
                return None;
            }
            self.units_of(&plain, across, at..end)?;
            at = end;
        }
        Some(())
    }

    /// Reads these units of the scan from their data.
    fn units_of(&mut self, data: &[u8], across: usize, units: std::ops::Range<usize>) -> Option<()> {
        let mut bits = Bits::new(data);
        let mut parts = Vec::with_capacity(self.components.len());
        for component in &mut self.components {
            parts.push(Part {
                first: self.firsts.get(component.first)?.as_ref()?,
                others: self.others.get(component.others)?.as_ref()?,
                step: (*self.quantities.get(component.quantity)?)?,
                before: 0,
                component,
            });
        }
        for unit in units {
            let (row, column) = (unit / across, unit % across);
            for part in &mut parts {
                part.read(&mut bits, row, column)?;
            }
            if column == 0 && bits.is_over() {
                return None;
            }
        }
        (!bits.is_over()).then_some(())
    }

    /// The colours put together (JFIF).
    fn pixels(&self) -> Option<Pixels> {
        let (width, height) = (self.width.div_ceil(8), self.height.div_ceil(8));
        let mut rgb = Vec::with_capacity(width * height * 3);
        let light = self.components.first()?;
        for y in 0..height {
            let row = light.row(y)?;
            match self.components.as_slice() {
                [_, blue, red] => {
                    let blue = blue.row(y / light.down)?;
                    let red = red.row(y / light.down)?;
                    for (x, light_value) in row.iter().take(width).enumerate() {
                        let (blue, red) = (blue.get(x / light.across)?, red.get(x / light.across)?);
                        rgb.extend(colour(*light_value, *blue, *red));
                    }
                }
                _ => rgb.extend(row.iter().take(width).flat_map(|value| [*value; 3])),
            }
        }
        Some(Pixels { width, height, rgb })
    }
}

/// A colour's part of a scan, between two restarts.
struct Part<'a> {
    component: &'a mut Component,
    first: &'a First,
    others: &'a Others,
    step: i32,
    /// The first coefficient of the block before.
    before: i32,
}

impl Part<'_> {
    /// Reads this colour's blocks of one unit.
    fn read(&mut self, bits: &mut Bits<'_>, row: usize, column: usize) -> Option<()> {
        let Component {
            across,
            down,
            stride,
            ref mut plane,
            ..
        } = *self.component;
        for y in row * down..(row + 1) * down {
            for x in column * across..(column + 1) * across {
                self.before = self.before.checked_add(self.first.read(bits)?)?;
                self.others.pass(bits)?;
                let mean = (self.before.checked_mul(self.step)?.checked_add(4)? >> 3) + 128;
                *plane.get_mut(y * stride + x)? = clamped(mean);
            }
        }
        Some(())
    }
}

impl Component {
    fn row(&self, y: usize) -> Option<&[u8]> {
        self.plane.get(y * self.stride..(y + 1) * self.stride)
    }
}

/// Takes the data to the next marker, without the zeros behind 0xff and with [`PAD`] zeros at the end; answers what follows
/// that marker, and the marker.
fn stretch<'a>(mut data: &'a [u8], plain: &mut Vec<u8>) -> Option<(&'a [u8], u8)> {
    plain.clear();
    loop {
        let end = memchr::memchr(0xff, data)?;
        plain.extend_from_slice(data.get(..end)?);
        let code = *data.get(end + 1)?;
        match code {
            0 => plain.push(0xff),
            // A byte that fills.
            0xff => {
                data = data.get(end + 1..)?;
                continue;
            }
            _ => {
                plain.extend_from_slice(&[0; PAD]);
                return Some((data.get(end + 2..)?, code));
            }
        }
        data = data.get(end + 2..)?;
    }
}

fn clamped(value: i32) -> u8 {
    u8::try_from(value.clamp(0, 255)).unwrap_or_default()
}

/// RGB of a YCbCr colour, in 65,536ths.
fn colour(light: u8, blue: u8, red: u8) -> [u8; 3] {
    let light = i32::from(light) << 16 | 0x8000;
    let (blue, red) = (i32::from(blue) - 128, i32::from(red) - 128);
    [
        clamped((light + 91_881 * red) >> 16),
        clamped((light - 22_554 * blue - 46_802 * red) >> 16),
        clamped((light + 116_130 * blue) >> 16),
    ]
}

#[cfg(test)]
mod tests;
