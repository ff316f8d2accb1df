//! A page of a PDF, drawn by hayro.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::{Canvas, fonts, pixels};
use crate::error::FileError;
use crate::orient::Pixels;

/// Draws a page, counted from 0.
pub(super) fn draw(content: Vec<u8>, number: u32, side: usize, memory: u64) -> Result<Pixels, FileError> {
    let pdf = Pdf::new(content).map_err(of_load)?;
    let pages = pdf.pages();
    let at = usize::try_from(number).unwrap_or(usize::MAX);
    let page = pages
        .get(at)
        .ok_or_else(|| FileError::new("undecodable", format!("no page {number} of {}", pages.len())))?;
    let (width, height) = page.render_dimensions();
    let canvas = Canvas::of(width, height, side, memory)?;
    let interpreter = InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => {
                let names = [&query.post_script_name, &query.font_name, &query.font_family];
                let is_chinese = query.character_collection.is_some();
                let name = names.into_iter().flatten().map(String::as_str);
                fonts::for_name(name, query.is_bold, is_chinese)
                    .or_else(|| Some(query.pick_standard_font().get_font_data()))
            }
        }),
        ..InterpreterSettings::default()
    };
    // Sizes are cut to whole pixels by hayro, so each axis gets the scale that its pixels come to.
    let drawn = render(
        page,
        &RenderCache::new(),
        &interpreter,
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: (f32::from(canvas.width) + 0.01) / width,
            y_scale: (f32::from(canvas.height) + 0.01) / height,
            bg_color: WHITE,
        },
    );
    Ok(pixels(&drawn))
}

fn of_load(error: LoadPdfError) -> FileError {
    match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => FileError::new("encrypted", "the PDF is locked"),
        error => FileError::new("undecodable", format!("{error:?}")),
    }
}
