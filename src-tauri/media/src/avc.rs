//! One H.264 picture (ITU-T H.264), decoded in Rust.

use heic_rs::color;
use heic_rs::hevc::{ChromaFormat, Frame};
use heic_rs::{MatrixCoefficients, Nclx, PixelLayout, Range};
use rust_h264::decoder::{self, Decoder};
use rust_h264::nal::{parse_avcc, parse_avcc_config, parse_sps_info};

use crate::error::FileError;
use crate::heic::{Limits, pixels};
use crate::orient::Pixels;

/// Bytes that one pixel needs in a buffer of pictures: a sample and a half, with what belongs to it.
const BYTES_PER_PIXEL: u64 = 4;
/// Bytes that one pixel needs afterwards: its samples twice, and RGB.
const BYTES_AFTER: u64 = 10;

fn undecodable(error: impl std::fmt::Display) -> FileError {
    FileError::new("undecodable", error.to_string())
}

/// The picture of a sample, by the film's configuration record (ISO/IEC 14496-15, 5).
pub(crate) fn frame(config: &[u8], sample: &[u8], limits: Limits) -> Result<Pixels, FileError> {
    let config = parse_avcc_config(config).map_err(undecodable)?;
    let mut colour = Nclx::default();
    let mut decoder = Decoder::new();
    let mut shown = None;
    for nal in &config.sps_nals {
        let info = parse_sps_info(nal).map_err(undecodable)?;
        let all = u64::from(info.coded_width) * u64::from(info.coded_height);
        let need = all.saturating_mul(BYTES_PER_PIXEL * u64::from(info.reference_frames + 2) + BYTES_AFTER);
        if all > limits.pixels || need > limits.memory / 4 * 3 {
            let message = format!("{} x {} pixels of a film", info.width, info.height);
            return Err(FileError::new("out_of_memory", message));
        }
        colour = colours(info.matrix, info.full_range, info.height);
    }
    let sample = parse_avcc(sample, config.length_size);
    for nal in config.sps_nals.iter().chain(&config.pps_nals).chain(&sample) {
        shown = decoder.decode_nal(nal).map_err(undecodable)?.or(shown);
    }
    let frame = shown
        .or_else(|| decoder.flush())
        .ok_or_else(|| undecodable("no picture in the sample"))?;
    let frame = planes(&frame);
    let image = color::convert(&frame, None, colour, PixelLayout::Rgb8, limits.pixels, Some(1));
    pixels(image.map_err(undecodable)?)
}

/// How samples become colours (ITU-T H.273). Where the film does not say, by its height, as players do.
fn colours(matrix: u8, full: bool, height: u32) -> Nclx {
    let matrix = match matrix {
        2 if height > 576 => 1,
        2 => 6,
        told => u16::from(told),
    };
    Nclx {
        matrix: MatrixCoefficients::from_code(matrix),
        range: if full { Range::Full } else { Range::Limited },
        ..Nclx::default()
    }
}

fn planes(frame: &decoder::Frame) -> Frame {
    let wide = |plane: &[u8]| -> Vec<u16> {
        if frame.bit_depth > 8 {
            let pairs = plane.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
            pairs.map(u16::from_le_bytes).collect()
        } else {
            plane.iter().copied().map(u16::from).collect()
        }
    };
    let halved = frame.chroma_height() < frame.height;
    Frame {
        width: frame.width,
        height: frame.height,
        bit_depth: frame.bit_depth,
        chroma: if halved {
            ChromaFormat::Yuv420
        } else {
            ChromaFormat::Yuv422
        },
        y: wide(&frame.y),
        cb: wide(&frame.u),
        cr: wide(&frame.v),
        y_stride: frame.width,
        c_stride: frame.chroma_width(),
    }
}
