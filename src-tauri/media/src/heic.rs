//! Pixels of HEIC pictures (ISO/IEC 23008-12, coded with HEVC), tile by tile, so that a large grid never lies in memory
//! as a whole.

use heic_rs::boxes::BoxHeader;
use heic_rs::color;
use heic_rs::context::Context;
use heic_rs::hevc::{self, Frame};
use heic_rs::meta::iref::{RefKind, sources};
use heic_rs::props::{ItemProps, Transform, hvcc};
use heic_rs::{DecodeOptions, Error, Grid, Image, Nclx, PixelLayout, transform};

use crate::decode::{Picked, on_white, room};
use crate::error::FileError;
use crate::orient::Pixels;

/// Most tiles of a picture; 512 pixels a side is usual, and a picture of 300 megapixels has 1,200 of them.
const TILES: usize = 4096;
/// Bytes that one pixel needs while its tile is decoded: samples of two bytes, their working copies, RGB.
const BYTES_PER_PIXEL: u64 = 12;

/// What a decoder may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Longer side that the copy shall have.
    pub(crate) side: usize,
    /// Most pixels of a picture.
    pub(crate) pixels: u64,
    /// Most bytes of memory.
    pub(crate) memory: u64,
}

/// The primary picture, or the thumbnail in the file where that is large enough; turned and mirrored as the file
/// says (its EXIF orientation repeats that and doesn't count: ISO/IEC 23008-12, 6.5.10 and A.2.1).
pub(crate) fn decode(content: &[u8], limits: Limits) -> Result<Picked, FileError> {
    let file = Context::open(content).map_err(of_heic)?;
    let primary = file.meta.primary;
    let props = file.props(primary).map_err(of_heic)?;
    let size = file.coded_size(primary, &props).map_err(of_heic)?;
    let profile = props.icc.map(<[u8]>::to_vec);
    let alpha = file.alpha_item(primary).map_err(of_heic)?.is_some();
    let small = (!alpha)
        .then(|| thumbnail(&file, &props, size, limits.side))
        .flatten();
    let (item, props, (width, height)) = small.unwrap_or((primary, props, size));
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(FileError::new("too_large", format!("{width} x {height} pixels")));
    }
    let crops = props
        .transforms
        .iter()
        .any(|one| matches!(one, Transform::Crop(_)));
    let pixels = if alpha || crops {
        whole(content, (width, height), limits)?
    } else {
        let canvas = match file.grid(item).map_err(of_heic)? {
            Some((grid, tiles)) => tiled(&file, &props, &grid, &tiles, limits)?,
            None => picture(&file, item, props.nclx, limits)?,
        };
        pixels(transform::apply_all(canvas, &props.transforms).map_err(of_heic)?)?
    };
    Ok(Picked {
        pixels,
        orientation: 1,
        profile,
    })
}

/// One HEVC picture of a film: its configuration record and its sample (ISO/IEC 14496-15, 8).
pub(crate) fn frame(config: &[u8], sample: &[u8], limits: Limits) -> Result<Pixels, FileError> {
    let record = BoxHeader {
        boxtype: *b"hvcC",
        payload: config,
        uuid: None,
        offset: 0,
    };
    let config = hvcc::parse(&record).map_err(of_heic)?;
    let nals = config.split_nals(sample).map_err(of_heic)?;
    pixels(coded(&config, &nals, None, limits)?)
}

/// A thumbnail of the same proportions, turned alike, that reaches the wanted side; the smallest of them.
fn thumbnail<'a>(
    file: &Context<'a>,
    primary: &ItemProps<'a>,
    (width, height): (u32, u32),
    side: usize,
) -> Option<(u32, ItemProps<'a>, (u32, u32))> {
    let suits = |item: u32| {
        let props = file.props(item).ok()?;
        let (w, h) = file.coded_size(item, &props).ok()?;
        let longer = usize::try_from(w.max(h)).ok()?;
        let (across, down) = (u64::from(w) * u64::from(height), u64::from(h) * u64::from(width));
        let alike = across.abs_diff(down) * 50 <= across.max(down);
        let whole = longer >= side && alike && props.transforms == primary.transforms;
        whole.then_some((item, props, (w, h)))
    };
    sources(&file.meta.refs, file.meta.primary, RefKind::Thmb)
        .into_iter()
        .filter_map(suits)
        .min_by_key(|(_, _, (w, h))| u64::from(*w) * u64::from(*h))
}

/// The rare picture with alpha or a clean aperture, at its full size.
fn whole(content: &[u8], (width, height): (u32, u32), limits: Limits) -> Result<Pixels, FileError> {
    fits(width, height, limits)?;
    let options = DecodeOptions::default()
        .with_layout(PixelLayout::Rgba8)
        .with_max_pixels(Some(limits.pixels))
        .with_threads(Some(1));
    let image = heic_rs::decode(content, &options).map_err(of_heic)?;
    let size = |pixels: u32| usize::try_from(pixels).unwrap_or(usize::MAX);
    Ok(Pixels {
        width: size(image.width),
        height: size(image.height),
        rgb: on_white(&image.data),
    })
}

fn picture(file: &Context<'_>, item: u32, nclx: Option<Nclx>, limits: Limits) -> Result<Image, FileError> {
    let props = file.props(item).map_err(of_heic)?;
    let config = props.hvcc.as_ref().ok_or_else(|| other_coding(file, item))?;
    let data = file.item_data(item).map_err(of_heic)?;
    let nals = config.split_nals(&data).map_err(of_heic)?;
    coded(config, &nals, nclx.or(props.nclx), limits)
}

fn coded(
    config: &hvcc::HevcConfig<'_>,
    nals: &[&[u8]],
    nclx: Option<Nclx>,
    limits: Limits,
) -> Result<Image, FileError> {
    let parameters = config.parameter_sets();
    let info = hevc::probe(&parameters).map_err(of_heic)?;
    fits(info.width, info.height, limits)?;
    let frame: Frame = hevc::decode_still(&parameters, nals).map_err(of_heic)?;
    let nclx = nclx.unwrap_or_default();
    color::convert(&frame, None, nclx, PixelLayout::Rgb8, limits.pixels, Some(1)).map_err(of_heic)
}

/// A grid: each tile is decoded, reduced and laid in its place before the next.
fn tiled(
    file: &Context<'_>,
    props: &ItemProps<'_>,
    grid: &Grid,
    tiles: &[u32],
    limits: Limits,
) -> Result<Image, FileError> {
    let (first, columns) = (
        tiles.first().copied().unwrap_or_default(),
        grid.columns.max(1) as usize,
    );
    if tiles.len() > TILES {
        return Err(FileError::new("too_large", format!("{} tiles", tiles.len())));
    }
    let mut canvas = None;
    for (index, item) in tiles.iter().enumerate() {
        let tile = picture(file, *item, props.nclx, limits)?;
        if canvas.is_none() {
            canvas = Some(Canvas::of(grid, &tile, limits)?);
        }
        if let Some(canvas) = canvas.as_mut() {
            canvas.lay(&tile, index % columns, index / columns)?;
        }
    }
    let canvas = canvas.ok_or_else(|| other_coding(file, first))?;
    Ok(Image {
        width: canvas.width as u32,
        height: canvas.height as u32,
        layout: PixelLayout::Rgb8,
        data: canvas.rgb,
    })
}

/// Where tiles are laid, already reduced.
struct Canvas {
    width: usize,
    height: usize,
    /// Size of every tile before reduction (ISO/IEC 23008-12, 6.6.2.3.1: all are equal).
    tile: (u32, u32),
    /// How many pixels of a tile become one, along each side.
    step: usize,
    rgb: Vec<u8>,
}

impl Canvas {
    fn of(grid: &Grid, tile: &Image, limits: Limits) -> Result<Self, FileError> {
        let (w, h) = (grid.output_width as usize, grid.output_height as usize);
        let enough = |step: usize| w.max(h) / step >= limits.side;
        let even = |step: usize| {
            [tile.width, tile.height]
                .iter()
                .all(|n| (*n as usize).is_multiple_of(step))
        };
        let step = [8, 4, 2]
            .into_iter()
            .find(|step| enough(*step) && even(*step))
            .unwrap_or(1);
        // What is left of a step at the edge would be mixed with nothing: it is dropped.
        let (width, height) = ((w / step).max(1), (h / step).max(1));
        let bytes = width * height * 3;
        if bytes as u64 > limits.memory / 2 {
            return Err(FileError::new(
                "out_of_memory",
                format!("{width} x {height} pixels of tiles"),
            ));
        }
        let mut rgb = room(bytes)?;
        rgb.resize(bytes, 0);
        Ok(Self {
            width,
            height,
            tile: (tile.width, tile.height),
            step,
            rgb,
        })
    }

    fn lay(&mut self, tile: &Image, column: usize, row: usize) -> Result<(), FileError> {
        if (tile.width, tile.height) != self.tile {
            return Err(FileError::new("undecodable", "the tiles differ in size"));
        }
        let (across, down) = (tile.width as usize / self.step, tile.height as usize / self.step);
        let (left, top) = (column * across, row * down);
        for y in 0..down.min(self.height.saturating_sub(top)) {
            for x in 0..across.min(self.width.saturating_sub(left)) {
                let mean = mean(tile, x, y, self.step);
                let at = ((top + y) * self.width + left + x) * 3;
                if let Some(place) = self.rgb.get_mut(at..at + 3) {
                    place.copy_from_slice(&mean);
                }
            }
        }
        Ok(())
    }
}

/// The mean colour of one square of a tile.
fn mean(tile: &Image, x: usize, y: usize, step: usize) -> [u8; 3] {
    let mut sum = [0_u32; 3];
    for row in y * step..(y + 1) * step {
        let at = (row * tile.width as usize + x * step) * 3;
        for pixel in tile
            .data
            .get(at..at + step * 3)
            .unwrap_or_default()
            .chunks_exact(3)
        {
            for (sum, value) in sum.iter_mut().zip(pixel) {
                *sum += u32::from(*value);
            }
        }
    }
    let count = u32::try_from(step * step).unwrap_or(1);
    sum.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX))
}

fn fits(width: u32, height: u32, limits: Limits) -> Result<(), FileError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.pixels {
        return Err(FileError::new("too_large", format!("{width} x {height} pixels")));
    }
    if pixels.saturating_mul(BYTES_PER_PIXEL) > limits.memory / 4 * 3 {
        let message = format!("{width} x {height} pixels in one piece");
        return Err(FileError::new("out_of_memory", message));
    }
    Ok(())
}

/// An RGB picture as the rest of the room knows it.
pub(crate) fn pixels(image: Image) -> Result<Pixels, FileError> {
    let size =
        |pixels: u32| usize::try_from(pixels).map_err(|error| FileError::new("too_large", error.to_string()));
    Ok(Pixels {
        width: size(image.width)?,
        height: size(image.height)?,
        rgb: image.data,
    })
}

/// A picture that is coded with something else than HEVC.
fn other_coding(file: &Context<'_>, item: u32) -> FileError {
    let coding = file.meta.item(item).map_or(*b"none", |item| item.item_type);
    FileError::new(
        "unsupported",
        format!("pictures coded as {}", String::from_utf8_lossy(&coding)),
    )
}

fn of_heic(error: Error) -> FileError {
    let code = match error {
        Error::Truncated(_) => "truncated",
        Error::Unsupported(_) => "unsupported",
        Error::PixelLimit { .. } | Error::BoxTooLarge { .. } => "too_large",
        _ => "undecodable",
    };
    FileError::new(code, error.to_string())
}
