//! Pictures inside other files: films, camera raw, Photoshop documents.

use std::ffi::OsStr;
use std::path::Path;

use super::{Decoder, Picked};
use crate::bytes::Bytes;
use crate::error::FileError;
use crate::film::{self, Coded};
use crate::format::Format;
use crate::psd::Psd;
use crate::{avc, ffmpeg, heic, movie, raw};

impl Decoder {
    /// A film's picture: one that is decoded here, else one by an installed ffmpeg.
    pub(super) fn film(
        &mut self,
        format: Format,
        bytes: &mut Bytes<'_>,
        path: &Path,
        side: usize,
    ) -> Result<Picked, FileError> {
        let (coded, turned) = match format {
            Format::Mp4 | Format::Mov | Format::ThreeGp => {
                (film::key_picture(bytes), movie::iso(bytes).orientation)
            }
            Format::Avi => (film::avi(bytes), None),
            _ => (None, None),
        };
        let here = coded.map(|coded| self.coded(&coded, side));
        if let Some(Ok(mut picked)) = here {
            picked.orientation = turned.unwrap_or(1);
            return Ok(picked);
        }
        // Without that program what was wrong here is the reason.
        self.elsewhere(path, side)
            .map_err(|error| here.and_then(Result::err).unwrap_or(error))
    }

    /// What nothing here decodes, by an installed ffmpeg.
    pub(super) fn elsewhere(&mut self, path: &Path, side: usize) -> Result<Picked, FileError> {
        let jpeg = ffmpeg::picture(OsStr::new(ffmpeg::PROGRAM), path, side)?;
        self.jpeg(&jpeg, side)
    }

    fn coded(&mut self, coded: &Coded, side: usize) -> Result<Picked, FileError> {
        let limits = self.limits(side);
        match coded {
            Coded::Jpeg(jpeg) => self.jpeg(jpeg, side),
            Coded::Avc(config, sample) => Ok(Picked::of(avc::frame(config, sample, limits)?, None, None)),
            Coded::Hevc(config, sample) => Ok(Picked::of(heic::frame(config, sample, limits)?, None, None)),
        }
    }

    /// Camera raw: the JPEG that the camera put inside.
    pub(super) fn raw(
        &mut self,
        format: Format,
        bytes: &mut Bytes<'_>,
        content: &[u8],
        side: usize,
    ) -> Result<Picked, FileError> {
        let raw = raw::read(bytes, format);
        let preview = raw.preview(bytes, content, u32::try_from(side).unwrap_or(u32::MAX));
        let preview = preview.and_then(|(begin, end)| content.get(begin..end));
        let preview = preview.ok_or_else(|| FileError::new("unsupported", "no preview in the raw file"))?;
        let mut picked = self.jpeg(preview, side)?;
        // The preview's own EXIF, where it has one, repeats the file's.
        if let Some(orientation) = raw.exif.and_then(|exif| exif.orientation) {
            picked.orientation = orientation;
        }
        Ok(picked)
    }

    /// The merged picture of a document, else its thumbnail.
    pub(super) fn photoshop(&mut self, content: &[u8], side: usize) -> Result<Picked, FileError> {
        let psd = Psd::read(content)
            .ok_or_else(|| FileError::new("truncated", "the document's sections end early"))?;
        let (width, height) = (u64::from(psd.width), u64::from(psd.height));
        let bytes = width.saturating_mul(height).saturating_mul(6);
        self.check(width, height, bytes.saturating_add(content.len() as u64))?;
        let profile = psd.profile.map(<[u8]>::to_vec);
        match (psd.merged(), psd.thumbnail) {
            (Some(Ok(pixels)), _) => Ok(Picked::of(pixels, profile, None)),
            (_, Some(thumbnail)) => self.jpeg(thumbnail, side),
            (Some(Err(error)), None) => Err(error),
            (None, None) => Err(FileError::new("unsupported", "no merged picture in the document")),
        }
    }
}
