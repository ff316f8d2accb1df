//! A pack in several zips, each whole by itself: cut along the indicators, and taken up again where it was broken off.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use taizhang_model::id::Sha256;

use crate::layout::Layout;
use crate::model::Volume;
use crate::write::hash_of_file;
use crate::{
    Material, PackError, PackIndex, PackModel, Progress, Written, csv, html, manifest, sheet, write,
};

/// Bytes that the two headers of a file and of its picture take at most, names included.
const HEADERS: u64 = 4_096;
/// Bytes that a link to another volume adds to the lists at most.
const ELSEWHERE: u64 = 600;

/// What was finished of a pack in several zips, in a file beside them while it is being made.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    /// What the pack is made of.
    key: String,
    /// Finished zips, in order.
    done: Vec<Done>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Done {
    sha256: Sha256,
    zip_bytes: u64,
    payload_bytes: u64,
    entries: u64,
}

/// How a pack is cut.
#[derive(Debug)]
pub struct Volumes {
    out: PathBuf,
    limit: u64,
    key: String,
    /// The volume of each entry, from 0.
    of_entry: Vec<u32>,
    count: u32,
}

impl Volumes {
    /// Cuts a model into zips of at most `limit` bytes. An indicator's files stay together where they fit. Error: one file
    /// alone, or the lists, are larger than that.
    pub fn plan(
        model: &PackModel,
        material: &dyn Material,
        out: &Path,
        limit: u64,
    ) -> Result<Self, PackError> {
        let layout = Layout::of(model)?;
        let (lists, key) = lists(model, &layout, limit)?;
        let budget = limit.checked_sub(lists).filter(|left| *left > limit / 8);
        let budget = budget.ok_or_else(|| PackError::VolumeTooSmall {
            name: "index/pack.json".to_owned(),
            bytes: lists,
        })?;
        let mut cut = Cut {
            budget,
            left: budget,
            number: 0,
            of_entry: vec![0; model.entries.len()],
        };
        let costs = costs(model, material);
        let home = |at: &usize| layout.places.get(*at).and_then(|place| place.home);
        for group in layout.order.chunk_by(|a, b| home(a) == home(b)) {
            let sizes: Vec<(usize, u64)> = group
                .iter()
                .map(|at| (*at, costs.get(*at).copied().unwrap_or_default()))
                .collect();
            cut.group(&sizes).map_err(|at| {
                let entry = model.entries.get(at);
                PackError::VolumeTooSmall {
                    name: entry.map(|entry| entry.original_path.clone()).unwrap_or_default(),
                    bytes: entry.map_or(0, |entry| entry.bytes),
                }
            })?;
        }
        Ok(Self {
            out: out.to_owned(),
            limit,
            key,
            count: cut.number + 1,
            of_entry: cut.of_entry,
        })
    }

    /// The zips, in order: `out` itself where one is enough, else `名称_第1卷.zip`…
    pub fn paths(&self) -> Vec<PathBuf> {
        if self.count == 1 {
            return vec![self.out.clone()];
        }
        let stem = self
            .out
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        (1..=self.count)
            .map(|number| self.out.with_file_name(format!("{stem}_第{number}卷.zip")))
            .collect()
    }

    /// How many zips an earlier try has left that this one will keep, by what was noted; their bytes are checked when it writes.
    pub fn kept(&self) -> usize {
        self.standing().done.len()
    }

    fn note(&self) -> PathBuf {
        let mut name = self.out.as_os_str().to_owned();
        name.push(".续.json");
        PathBuf::from(name)
    }

    fn standing(&self) -> Standing {
        // A note that can't be read, or is of another pack, means to begin anew.
        let read = std::fs::read(self.note()).ok();
        let noted = read.and_then(|bytes| serde_json::from_slice::<Standing>(&bytes).ok());
        noted
            .filter(|noted| noted.key == self.key)
            .unwrap_or_else(|| Standing {
                key: self.key.clone(),
                done: Vec::new(),
            })
    }

    fn remember(&self, standing: &Standing) -> Result<(), PackError> {
        let note = self.note();
        let refuse = |source| PackError::Io {
            path: note.clone(),
            source,
        };
        let text = serde_json::to_vec(standing).map_err(|e| PackError::Internal(e.to_string()))?;
        let part = crate::part_of(&note);
        std::fs::write(&part, text).map_err(refuse)?;
        crate::put_in_place(&part, &note).map_err(refuse)
    }

    /// One volume: all indicators, its own files, and for the others the zip where they lie.
    fn part(&self, model: &PackModel, number: u32, names: &[String]) -> PackModel {
        let mut part = model.clone();
        if self.count == 1 {
            return part;
        }
        for link in part.indicators.iter_mut().flat_map(|one| &mut one.links) {
            let Some(at) = link.entry else { continue };
            let there = self.of_entry.get(at).copied().unwrap_or_default();
            if there != number {
                let name = model.entries.get(at).map(|entry| entry.original_name.as_str());
                let said = link.caption.as_deref().or(name).unwrap_or_default();
                link.external = Some(format!("第{}卷：{said}", there + 1));
                link.entry = None;
                link.seen_on = None;
            }
        }
        part.drop_unlinked();
        if number > 0 {
            part.papers.clear();
        }
        part.volume = Some(Volume {
            number: number + 1,
            of: self.count,
            names: names.to_vec(),
        });
        part
    }
}

/// Puts files into volumes.
struct Cut {
    budget: u64,
    left: u64,
    number: u32,
    of_entry: Vec<u32>,
}

impl Cut {
    /// The files of an indicator; an error is the file that fits nowhere.
    fn group(&mut self, files: &[(usize, u64)]) -> Result<(), usize> {
        let sum = files.iter().map(|(_, cost)| *cost).fold(0, u64::saturating_add);
        if sum > self.left && sum <= self.budget {
            self.next();
        }
        for (at, cost) in files {
            if *cost > self.budget {
                return Err(*at);
            }
            if *cost > self.left {
                self.next();
            }
            self.left = self.left.saturating_sub(*cost);
            if let Some(place) = self.of_entry.get_mut(*at) {
                *place = self.number;
            }
        }
        Ok(())
    }

    fn next(&mut self) {
        if self.left < self.budget {
            self.number += 1;
            self.left = self.budget;
        }
    }
}

/// What the lists of a volume take at most, and what tells this pack from any other.
fn lists(model: &PackModel, layout: &Layout, limit: u64) -> Result<(u64, String), PackError> {
    let none = vec![None; model.entries.len()];
    let index = PackIndex::of(model, layout, &none);
    let json = serde_json::to_vec_pretty(&index).map_err(|e| PackError::Internal(e.to_string()))?;
    let tables: usize = csv::tables(&index).iter().map(|(_, text)| text.len()).sum();
    let pages = html::pages(model, layout, &none);
    let page = pages.iter().map(|(_, text)| text.len()).sum();
    let papers = model.papers.iter().map(|paper| paper.bytes);
    let papers = papers.fold(0, u64::saturating_add);
    let workbook = sheet::workbook(model, layout)?.len();
    let links: usize = model.indicators.iter().map(|one| one.links.len()).sum();
    let manifests = model.entries.len().saturating_mul(1_400);
    let plain = [json.len(), tables, page, workbook, manifests, 100_000];
    let plain = plain.iter().map(|n| *n as u64).fold(papers, u64::saturating_add);
    let mut hash = sha2::Sha256::new();
    hash.update(&json);
    hash.update(limit.to_le_bytes());
    for paper in &model.papers {
        hash.update(crate::measured(&paper.file)?.1.0);
    }
    hash.update(manifest::BAGIT);
    let key: [u8; 32] = hash.finalize().into();
    Ok((plain + links as u64 * ELSEWHERE, Sha256(key).to_string()))
}

/// What each entry takes in a zip at most.
fn costs(model: &PackModel, material: &dyn Material) -> Vec<u64> {
    let cost = |entry| {
        let picture = material.thumbnail(entry).map_or(0, |jpeg| jpeg.len() as u64);
        // Blocks that are stored in deflate's own frames add five bytes to 65,535.
        entry
            .bytes
            .saturating_add(entry.bytes / 8_192)
            .saturating_add(picture + HEADERS)
    };
    model.entries.iter().map(cost).collect()
}

/// Bytes of all volumes as one count.
struct Joined<'a> {
    inner: &'a dyn Progress,
    before: u64,
    total: u64,
}

impl Progress for Joined<'_> {
    fn at(&self, done: u64, _: u64, name: &str) {
        self.inner.at(self.before.saturating_add(done), self.total, name);
    }

    fn stopped(&self) -> bool {
        self.inner.stopped()
    }
}

/// Writes the volumes one after the other, each as [`write`](crate::write()) does. What an earlier try finished is kept when its bytes
/// are still the same; a try that is broken off leaves its finished zips and a note beside them.
pub fn write_volumes(
    model: &PackModel,
    material: &dyn Material,
    volumes: &Volumes,
    progress: &dyn Progress,
) -> Result<Vec<(PathBuf, Written)>, PackError> {
    let paths = volumes.paths();
    let names: Vec<String> = paths
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let old = volumes.standing();
    let mut standing = Standing {
        key: volumes.key.clone(),
        done: Vec::new(),
    };
    let sizes = model.entries.iter().map(|entry| entry.bytes);
    let mut joined = Joined {
        inner: progress,
        before: 0,
        total: sizes.fold(0, u64::saturating_add),
    };
    let mut all = Vec::with_capacity(paths.len());
    let mut kept = old.done.into_iter();
    for (number, path) in (0_u32..).zip(paths) {
        let written = match kept.next().filter(|done| done.stands(&path)) {
            Some(done) => done.written(),
            None => {
                let part = volumes.part(model, number, &names);
                let written = write(&part, material, &path, &joined)?;
                if written.zip_bytes > volumes.limit {
                    return Err(PackError::Internal(format!(
                        "a volume of {} bytes",
                        written.zip_bytes
                    )));
                }
                written
            }
        };
        joined.before = joined.before.saturating_add(written.payload_bytes);
        standing.done.push(Done::of(&written));
        if volumes.count > 1 {
            volumes.remember(&standing)?;
        }
        all.push((path, written));
    }
    if volumes.count > 1 {
        let note = volumes.note();
        std::fs::remove_file(&note).map_err(|source| PackError::Io { path: note, source })?;
    }
    Ok(all)
}

impl Done {
    fn of(written: &Written) -> Self {
        Self {
            sha256: written.sha256,
            zip_bytes: written.zip_bytes,
            payload_bytes: written.payload_bytes,
            entries: written.entries,
        }
    }

    fn written(&self) -> Written {
        Written {
            entries: self.entries,
            payload_bytes: self.payload_bytes,
            zip_bytes: self.zip_bytes,
            sha256: self.sha256,
        }
    }

    /// Whether the zip is there as it was written.
    fn stands(&self, path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|there| there.len() == self.zip_bytes)
            && hash_of_file(path).is_ok_and(|hash| hash == self.sha256)
    }
}
