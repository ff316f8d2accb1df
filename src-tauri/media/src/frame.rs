//! What goes over the pipes between the pool and its workers: numbers are four bytes, little-endian.
//!
//! Request: side (0 asks for the paper, all ones for a copy to hand on), page (from 0), length of the path, the path in the
//! system's own units (bytes, or UTF-16 on Windows); for a copy, length and its wish as JSON. Answer: 0, width, height, length,
//! JPEG, length, its measurements as JSON (`null` for none); or 1, length, a
//! `FileError` as JSON; or 2, length, a `Paper` as JSON.

use std::io::{self, ErrorKind, Read, Write};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use crate::copy::CopyWish;
use crate::error::FileError;
use crate::paper::Paper;
use crate::worker::Picture;

/// Longest path.
const PATH: u32 = 128 * 1024;
/// Longest answer.
const ANSWER: u32 = 256 * 1024 * 1024;

/// What is asked of a worker.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// The file.
    pub(crate) path: PathBuf,
    /// What is wanted of it.
    pub(crate) wanted: Wanted,
}

/// What may be wanted of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A copy whose longer side has at most so many pixels; of a paper this page, counted from 0.
    Picture(NonZeroU32, u32),
    /// Text and what it tells.
    Paper,
    /// A copy to hand on.
    Copy(CopyWish),
}

/// What stands for the side where a copy to hand on is asked for.
const COPY: u32 = u32::MAX;

/// What a worker answers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// The reduced picture.
    Picture(Picture),
    /// The text and what it tells.
    Paper(Box<Paper>),
}

/// Writes a request.
pub(crate) fn write_request(to: &mut dyn Write, path: &Path, wanted: &Wanted) -> io::Result<()> {
    let (side, page) = match wanted {
        Wanted::Picture(side, page) => (side.get().min(COPY - 1), *page),
        Wanted::Paper => (0, 0),
        Wanted::Copy(_) => (COPY, 0),
    };
    let path = path_to_bytes(path);
    let count = length(&path, PATH)?;
    let mut frame = Vec::with_capacity(12 + path.len());
    frame.extend(side.to_le_bytes());
    frame.extend(page.to_le_bytes());
    frame.extend(count.to_le_bytes());
    frame.extend(path);
    if let Wanted::Copy(wish) = wanted {
        let wish = serde_json::to_vec(wish)?;
        frame.extend(length(&wish, PATH)?.to_le_bytes());
        frame.extend(wish);
    }
    to.write_all(&frame)?;
    to.flush()
}

/// The next request; `None` at the end.
pub(crate) fn read_request(from: &mut dyn Read) -> io::Result<Option<Request>> {
    let side = match number(from) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        side => side?,
    };
    let page = number(from)?;
    let path = block(from, PATH)?;
    Ok(Some(Request {
        path: path_from_bytes(&path),
        wanted: match side {
            COPY => Wanted::Copy(serde_json::from_slice(&block(from, PATH)?)?),
            side => NonZeroU32::new(side).map_or(Wanted::Paper, |side| Wanted::Picture(side, page)),
        },
    }))
}

/// Writes an answer.
pub(crate) fn write_answer(to: &mut dyn Write, answer: &Result<Reply, FileError>) -> io::Result<()> {
    match answer {
        Ok(Reply::Picture(picture)) => {
            for value in [0, picture.width, picture.height, length(&picture.jpeg, ANSWER)?] {
                to.write_all(&value.to_le_bytes())?;
            }
            to.write_all(&picture.jpeg)?;
            let measures = serde_json::to_vec(&picture.measures)?;
            to.write_all(&length(&measures, ANSWER)?.to_le_bytes())?;
            to.write_all(&measures)?;
        }
        Ok(Reply::Paper(paper)) => write_json(to, 2, &serde_json::to_vec(paper)?)?,
        Err(error) => write_json(to, 1, &serde_json::to_vec(error)?)?,
    }
    to.flush()
}

fn write_json(to: &mut dyn Write, what: u32, json: &[u8]) -> io::Result<()> {
    for value in [what, length(json, ANSWER)?] {
        to.write_all(&value.to_le_bytes())?;
    }
    to.write_all(json)
}

/// The next answer.
pub(crate) fn read_answer(from: &mut dyn Read) -> io::Result<Result<Reply, FileError>> {
    match number(from)? {
        0 => {
            let (width, height) = (number(from)?, number(from)?);
            let jpeg = block(from, ANSWER)?;
            let measures = serde_json::from_slice(&block(from, ANSWER)?)?;
            Ok(Ok(Reply::Picture(Picture {
                jpeg,
                width,
                height,
                measures,
            })))
        }
        1 => Ok(Err(serde_json::from_slice(&block(from, ANSWER)?)?)),
        2 => Ok(Ok(Reply::Paper(serde_json::from_slice(&block(from, ANSWER)?)?))),
        _ => Err(io::Error::new(ErrorKind::InvalidData, "not an answer")),
    }
}

fn length(bytes: &[u8], most: u32) -> io::Result<u32> {
    u32::try_from(bytes.len())
        .ok()
        .filter(|length| *length <= most)
        .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "too long"))
}

fn number(from: &mut dyn Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes))
}

fn block(from: &mut dyn Read, most: u32) -> io::Result<Vec<u8>> {
    let length = number(from)?;
    if length > most {
        return Err(io::Error::new(ErrorKind::InvalidData, "too long"));
    }
    let mut bytes = Vec::new();
    if from.take(u64::from(length)).read_to_end(&mut bytes)? < length as usize {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

#[cfg(unix)]
fn path_to_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(windows)]
fn path_to_bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt;
    path.as_os_str()
        .encode_wide()
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[cfg(windows)]
fn path_from_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::windows::ffi::OsStringExt;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok().map(u16::from_le_bytes))
        .collect();
    std::ffi::OsString::from_wide(&units).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_answers_go_both_ways() {
        let side = NonZeroU32::new(320).unwrap();
        let wish = CopyWish {
            side: Some(1920),
            bytes: Some(200_000),
            strip: true,
            mark: Some(PathBuf::from("水印.pdf")),
        };
        for wanted in [
            Wanted::Picture(side, 0),
            Wanted::Picture(side, 7),
            Wanted::Paper,
            Wanted::Copy(wish),
        ] {
            let path = PathBuf::from("目录/照片 😀.jpg");
            let mut pipe = Vec::new();
            write_request(&mut pipe, &path, &wanted).unwrap();
            let mut from = pipe.as_slice();
            let request = read_request(&mut from).unwrap();
            assert_eq!(request, Some(Request { path, wanted }));
            assert_eq!(read_request(&mut from).unwrap(), None);
        }

        let picture = Picture {
            jpeg: vec![1, 2, 3],
            width: 4,
            height: 5,
            measures: None,
        };
        let paper = Paper {
            text: "关于开展学雷锋活动的通知".to_owned(),
            ..Paper::default()
        };
        let paper = Reply::Paper(Box::new(paper));
        for answer in [
            Ok(Reply::Picture(picture)),
            Ok(paper),
            Err(FileError::new("undecodable", "why")),
        ] {
            let mut pipe = Vec::new();
            write_answer(&mut pipe, &answer).unwrap();
            assert_eq!(read_answer(&mut pipe.as_slice()).unwrap(), answer);
            pipe.pop();
            assert!(read_answer(&mut pipe.as_slice()).is_err());
        }
        assert!(read_answer(&mut [9_u8, 0, 0, 0].as_slice()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_text_arrives_as_it_is() {
        let path = path_from_bytes(b"a\xff\xfe.jpg");
        assert_eq!(path_to_bytes(&path), b"a\xff\xfe.jpg");
    }
}
