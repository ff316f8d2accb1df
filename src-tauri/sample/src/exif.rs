//! A small APP1 segment: orientation and the moment it was taken (CIPA DC-008, 4.6).

/// The segment with its marker. `taken` is `YYYY:MM:DD hh:mm:ss`.
pub fn segment(taken: &str, orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    // IFD0: Orientation (0x0112, SHORT), pointer to the Exif IFD (0x8769, LONG).
    tiff.extend([2, 0]);
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x69, 0x87, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    // Exif IFD: DateTimeOriginal (0x9003, 20 ASCII bytes).
    tiff.extend([1, 0]);
    tiff.extend([0x03, 0x90, 2, 0, 20, 0, 0, 0, 56, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(taken.bytes());
    tiff.push(0);
    let length = u16::try_from(tiff.len() + 8).unwrap_or(u16::MAX).to_be_bytes();
    [&[0xff, 0xe1], &length[..], b"Exif\0\0", &tiff[..]].concat()
}
