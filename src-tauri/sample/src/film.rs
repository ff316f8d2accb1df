//! A short film: Motion JPEG in AVI (RIFF), which needs no codec of anybody's.

/// Frames in a second.
pub(crate) const RATE: u32 = 8;

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes();
    let pad: &[u8] = if body.len() % 2 == 1 { &[0] } else { &[] };
    [name, &length[..], body, pad].concat()
}

fn list(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    chunk(b"LIST", &[name, body].concat())
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// An AVI of JPEG frames of one size.
pub(crate) fn avi(frames: &[Vec<u8>], width: u32, height: u32) -> Vec<u8> {
    let count = u32::try_from(frames.len()).unwrap_or(u32::MAX);
    let largest = frames.iter().map(Vec::len).max().unwrap_or(0);
    let largest = u32::try_from(largest).unwrap_or(u32::MAX);
    // AVIMAINHEADER: microseconds a frame, …, flags (has index), frames, …, streams, buffer, size.
    let main = words(&[
        1_000_000 / RATE,
        largest * RATE,
        0,
        0x10,
        count,
        0,
        1,
        largest,
        width,
        height,
        0,
        0,
        0,
        0,
    ]);
    // AVISTREAMHEADER: type, handler, …, scale, rate, start, length, buffer, quality, …
    let size = words(&[(height << 16) | width]);
    let stream = [
        b"vidsMJPG".to_vec(),
        words(&[0, 0, 0, 1, RATE, 0, count, largest, u32::MAX, 0, 0]),
        size,
    ]
    .concat();
    // BITMAPINFOHEADER.
    let format = [
        words(&[40, width, height, (24 << 16) | 1]),
        b"MJPG".to_vec(),
        words(&[width * height * 3, 0, 0, 0, 0]),
    ]
    .concat();
    let header = list(
        b"hdrl",
        &[
            chunk(b"avih", &main),
            list(
                b"strl",
                &[chunk(b"strh", &stream), chunk(b"strf", &format)].concat(),
            ),
        ]
        .concat(),
    );
    let mut movie = Vec::new();
    let mut index = Vec::new();
    for frame in frames {
        let at = u32::try_from(movie.len() + 4).unwrap_or(u32::MAX);
        index.extend(b"00dc");
        index.extend(words(&[0x10, at, u32::try_from(frame.len()).unwrap_or(u32::MAX)]));
        movie.extend(chunk(b"00dc", frame));
    }
    let body = [header, list(b"movi", &movie), chunk(b"idx1", &index)].concat();
    chunk(b"RIFF", &[b"AVI ", &body[..]].concat())
}
