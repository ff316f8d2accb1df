//! A page of an OFD, drawn here: text by the fonts that it carries or the system's, paths, pictures.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc as Shared;

use hayro::kurbo::{Affine, Arc, BezPath, Rect, Stroke, SvgArc};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::color::{AlphaColor, Srgb};
use hayro::vello_cpu::peniko::ImageSampler;
use hayro::vello_cpu::{
    Image as Painted, ImageSource, Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit,
};
use image::{ImageReader, Limits};
use taizhang_document::DocumentError;
use taizhang_document::ofd::Ofd;
use taizhang_document::ofd::page::{self, Colour, Image, Item, Matrix, Path, Segment, Text};

use super::glyph::Outlines;
use super::{Canvas, fonts, pixels};
use crate::error::FileError;
use crate::orient::Pixels;

/// Draws a page, counted from 0.
pub(super) fn draw(content: &[u8], number: u32, side: usize, memory: u64) -> Result<Pixels, FileError> {
    let mut ofd = Ofd::open(content).map_err(|error| of_document(&error))?;
    let at = usize::try_from(number).unwrap_or(usize::MAX);
    if at >= ofd.pages() {
        return Err(FileError::new(
            "undecodable",
            format!("no page {number} of {}", ofd.pages()),
        ));
    }
    let page = ofd.page(at).map_err(|error| of_document(&error))?;
    // A page is some hundred millimetres; an f32 holds that.
    let canvas = Canvas::of(page.width as f32, page.height as f32, side, memory)?;
    let scale = f64::from(canvas.width) / page.width;
    let mut drawing = Drawing {
        context: RenderContext::new(canvas.width, canvas.height),
        to_pixels: Affine::scale(scale),
        fonts: HashMap::new(),
        memory,
    };
    for item in &page.items {
        match item {
            Item::Text(text) => drawing.text(text, &mut ofd),
            Item::Path(path) => drawing.path(path),
            Item::Image(image) => drawing.image(image, &mut ofd),
        }
    }
    Ok(drawing.finished())
}

fn of_document(error: &DocumentError) -> FileError {
    let code = match error {
        DocumentError::TooLarge { .. } => "too_large",
        _ => "undecodable",
    };
    FileError::new(code, error.to_string())
}

/// The fonts for one of the paper's: the one that it carries, and the system's for what that lacks.
struct Fonts {
    own: Option<Outlines>,
    system: Option<Outlines>,
}

struct Drawing {
    context: RenderContext,
    to_pixels: Affine,
    fonts: HashMap<Option<u32>, Fonts>,
    memory: u64,
}

impl Drawing {
    fn set(&mut self, matrix: Matrix) {
        self.context.set_transform(self.to_pixels * Affine::new(matrix.0));
    }

    fn text(&mut self, text: &Text, ofd: &mut Ofd<'_>) {
        let Some(colour) = text.fill else { return };
        let fonts = self
            .fonts
            .entry(text.font)
            .or_insert_with(|| open(text.font, ofd));
        let to_page = self.to_pixels * Affine::new(text.matrix.0);
        let size = text.size / Outlines::SIZE;
        self.context.set_paint(paint(colour));
        for character in &text.characters {
            let own = fonts
                .own
                .as_mut()
                .and_then(|font| font.outline(character.c, character.glyph));
            let outline = own.or_else(|| fonts.system.as_mut()?.outline(character.c, None));
            if let Some(outline) = outline {
                let place = Affine::translate((character.x, character.y))
                    * Affine::scale_non_uniform(size * text.stretch, -size);
                self.context.set_transform(to_page * place);
                self.context.fill_path(outline);
            }
        }
    }

    fn path(&mut self, path: &Path) {
        let shape = shape(&path.segments);
        if shape.elements().is_empty() {
            return;
        }
        self.set(path.matrix);
        if let Some(colour) = path.fill {
            self.context.set_paint(paint(colour));
            self.context.fill_path(&shape);
        }
        if let Some(colour) = path.stroke {
            let pixel = 1.0 / self.context.transform().determinant().abs().sqrt().max(1e-6);
            self.context.set_paint(paint(colour));
            // A hairline is still seen on a small picture.
            self.context
                .set_stroke(Stroke::new(path.line_width.max(0.6 * pixel)));
            self.context.stroke_path(&shape);
        }
    }

    /// Draws a picture; one that can't be decoded is left out, as the paper is still worth a look.
    fn image(&mut self, image: &Image, ofd: &mut Ofd<'_>) {
        self.set(image.matrix);
        let [a, b, c, d, _, _] = self.context.transform().as_coeffs();
        let (width, height) = (a.hypot(b), c.hypot(d));
        let Some(bytes) = ofd.image(0, image.resource) else {
            return;
        };
        let Some(pixmap) = decoded(&bytes, (width, height), self.memory / 4) else {
            return;
        };
        let (columns, rows) = (f64::from(pixmap.width()), f64::from(pixmap.height()));
        self.context.set_paint(Painted {
            image: ImageSource::Pixmap(Shared::new(pixmap)),
            sampler: ImageSampler::default(),
        });
        self.context
            .set_paint_transform(Affine::scale_non_uniform(1.0 / columns, 1.0 / rows));
        self.context.fill_rect(&Rect::new(0.0, 0.0, 1.0, 1.0));
        self.context.reset_paint_transform();
    }

    fn finished(mut self) -> Pixels {
        self.context.flush();
        let mut drawn = Pixmap::new(self.context.width(), self.context.height());
        self.context.render_with(
            &mut drawn,
            &mut Resources::default(),
            RasterizerSettings {
                target_init: TargetInit::Clear(WHITE),
                ..RasterizerSettings::default()
            },
        );
        pixels(&drawn)
    }
}

fn open(font: Option<u32>, ofd: &mut Ofd<'_>) -> Fonts {
    let font = font
        .and_then(|font| ofd.font(0, font))
        .cloned()
        .unwrap_or_default();
    let bytes = font.member.as_ref().and_then(|member| ofd.member(member));
    let names = [Some(font.name.as_str()), font.family.as_deref()];
    let is_bold = font.is_bold || names.iter().flatten().any(|name| name.contains("Bold"));
    Fonts {
        own: bytes.and_then(|bytes| Outlines::open((Shared::new(bytes), 0))),
        system: fonts::for_name(names.into_iter().flatten(), is_bold, true).and_then(Outlines::open),
    }
}

fn paint([red, green, blue, alpha]: Colour) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(red, green, blue, alpha)
}

fn shape(segments: &[Segment]) -> BezPath {
    let mut shape = BezPath::new();
    for segment in segments {
        // Anything but a move needs a point to go on from.
        let begun = !shape.elements().is_empty();
        match *segment {
            Segment::Move(to) => shape.move_to(to),
            Segment::Line(to) if begun => shape.line_to(to),
            Segment::Quad(control, to) if begun => shape.quad_to(control, to),
            Segment::Cubic(first, second, to) if begun => shape.curve_to(first, second, to),
            Segment::Arc(arc) if begun => bend(&mut shape, arc),
            Segment::Close if begun => shape.close_path(),
            _ => {}
        }
    }
    shape
}

/// A piece of an ellipse from where the path is; a straight line where there is no such ellipse.
fn bend(shape: &mut BezPath, arc: page::Arc) {
    let bent = SvgArc {
        from: shape.current_position().unwrap_or_default(),
        to: arc.to.into(),
        radii: arc.radii.into(),
        x_rotation: arc.turn.to_radians(),
        large_arc: arc.is_large,
        sweep: arc.is_clockwise,
    };
    match Arc::from_svg_arc(&bent) {
        Some(bent) => shape.extend(bent.append_iter(0.01)),
        None => shape.line_to(arc.to),
    }
}

/// A picture's pixels, reduced to what is drawn of them.
fn decoded(bytes: &[u8], (width, height): (f64, f64), memory: u64) -> Option<Pixmap> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(memory);
    limits.max_image_width = Some(u16::MAX.into());
    limits.max_image_height = Some(u16::MAX.into());
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits);
    let mut image = reader.decode().ok()?;
    // Between one and the picture's own size, so nothing is cut.
    let fitted = |pixels: u32, drawn: f64| drawn.ceil().clamp(1.0, f64::from(pixels)) as u32;
    let size = (fitted(image.width(), width), fitted(image.height(), height));
    if size != (image.width(), image.height()) {
        image = image.thumbnail_exact(size.0, size.1);
    }
    let mut rgba = image.into_rgba8();
    let (width, height) = (
        u16::try_from(rgba.width()).ok()?,
        u16::try_from(rgba.height()).ok()?,
    );
    let mut pixmap = Pixmap::new(width, height);
    for pixel in rgba.pixels_mut() {
        let [colour @ .., alpha] = &mut pixel.0;
        for value in colour {
            // At most 255.
            *value = (u16::from(*value) * u16::from(*alpha) / 255) as u8;
        }
    }
    pixmap.data_as_u8_slice_mut().copy_from_slice(rgba.as_raw());
    pixmap.recompute_may_have_transparency();
    Some(pixmap)
}
