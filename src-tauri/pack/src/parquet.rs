//! Entries and links as Parquet files beside a pack: DuckDB or Spark read those of thousands of packs in place.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::layout::Layout;
use crate::write::disk_error;
use crate::{PackError, PackIndex, PackModel};

/// Values of one column.
enum Column {
    Texts(Vec<String>),
    /// Absent texts stand for what is not known.
    Known(Vec<Option<String>>),
    Numbers(Vec<i64>),
    KnownNumbers(Vec<Option<i64>>),
}

/// Writes `名称.entries.parquet` and `名称.links.parquet` beside `zip`, each through `.part` and rename. The same model gives the
/// same bytes.
pub fn write_tables(model: &PackModel, zip: &Path) -> Result<Vec<PathBuf>, PackError> {
    let layout = Layout::of(model)?;
    let index = PackIndex::of(model, &layout, &[]);
    let stem = zip.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_default();
    let tables = [("entries", entries(&index)), ("links", links(&index))];
    let mut written = Vec::new();
    for (name, columns) in tables {
        let out = zip.with_file_name(format!("{stem}.{name}.parquet"));
        let part = crate::part_of(&out);
        let file = File::create(&part).map_err(|e| disk_error(&part, e))?;
        let done = table(file, name, columns).map_err(|e| refused(&part, e))?;
        done.sync_all().map_err(|e| disk_error(&part, e))?;
        drop(done);
        crate::put_in_place(&part, &out).map_err(|e| disk_error(&out, e))?;
        written.push(out);
    }
    Ok(written)
}

fn refused(path: &Path, error: ParquetError) -> PackError {
    match error {
        ParquetError::External(reason) => match reason.downcast::<std::io::Error>() {
            Ok(reason) => disk_error(path, *reason),
            Err(reason) => PackError::Internal(reason.to_string()),
        },
        other => PackError::Internal(other.to_string()),
    }
}

/// Writes one table as one row group.
fn table(file: File, name: &str, columns: Vec<(&str, Column)>) -> Result<File, ParquetError> {
    let fields: Vec<String> = columns
        .iter()
        .map(|(name, column)| match column {
            Column::Texts(_) => format!("required binary {name} (UTF8);"),
            Column::Known(_) => format!("optional binary {name} (UTF8);"),
            Column::Numbers(_) => format!("required int64 {name};"),
            Column::KnownNumbers(_) => format!("optional int64 {name};"),
        })
        .collect();
    let schema = parse_message_type(&format!("message {name} {{ {} }}", fields.join(" ")))?;
    let mut writer =
        SerializedFileWriter::new(file, Arc::new(schema), Arc::new(WriterProperties::default()))?;
    let mut group = writer.next_row_group()?;
    for (_, values) in columns {
        let Some(mut column) = group.next_column()? else {
            break;
        };
        match values {
            Column::Texts(texts) => {
                let texts: Vec<ByteArray> = texts
                    .into_iter()
                    .map(|text| ByteArray::from(text.into_bytes()))
                    .collect();
                column.typed::<ByteArrayType>().write_batch(&texts, None, None)?;
            }
            Column::Known(texts) => {
                let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
                let texts = texts.into_iter().flatten();
                let texts: Vec<ByteArray> = texts.map(|text| ByteArray::from(text.into_bytes())).collect();
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts, Some(&levels), None)?;
            }
            Column::Numbers(numbers) => {
                column.typed::<Int64Type>().write_batch(&numbers, None, None)?;
            }
            Column::KnownNumbers(numbers) => {
                let levels: Vec<i16> = numbers.iter().map(|one| i16::from(one.is_some())).collect();
                let numbers: Vec<i64> = numbers.into_iter().flatten().collect();
                column
                    .typed::<Int64Type>()
                    .write_batch(&numbers, Some(&levels), None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    writer.into_inner()
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// What every row tells of its pack, so that tables of many packs can be put together.
fn of_pack(index: &PackIndex, rows: usize) -> Vec<(&'static str, Column)> {
    let same = |text: String| Column::Texts(vec![text; rows]);
    vec![
        ("unit", same(index.unit.clone())),
        ("title", same(index.title.clone())),
        ("as_of", same(index.as_of.to_string())),
    ]
}

fn entries(index: &PackIndex) -> Vec<(&'static str, Column)> {
    let all = &index.entries;
    let texts =
        |text: fn(&crate::index_json::IndexEntry) -> String| Column::Texts(all.iter().map(text).collect());
    let known = |text: fn(&crate::index_json::IndexEntry) -> Option<String>| {
        Column::Known(all.iter().map(text).collect())
    };
    let mut columns = of_pack(index, all.len());
    columns.extend([
        ("path", texts(|one| one.path.clone())),
        ("sha256", texts(|one| one.sha256.to_string())),
        (
            "original_sha256",
            known(|one| one.original_sha256.map(|sum| sum.to_string())),
        ),
        (
            "bytes",
            Column::Numbers(all.iter().map(|one| number(one.bytes)).collect()),
        ),
        ("item", texts(|one| one.item.to_string())),
        ("kind", texts(|one| one.kind.to_string())),
        ("format", texts(|one| one.format.clone())),
        ("captured_on", known(|one| one.on.map(|day| day.to_string()))),
        ("original_name", texts(|one| one.original_name.clone())),
        ("doc_no", known(|one| one.document.doc_no.clone())),
        ("issuer", known(|one| one.document.issuer.clone())),
        ("doc_title", known(|one| one.document.doc_title.clone())),
        (
            "doc_date",
            known(|one| one.document.doc_date.map(|day| day.to_string())),
        ),
        ("secrecy", known(|one| one.secrecy.clone())),
        (
            "pages",
            Column::KnownNumbers(all.iter().map(|one| one.document.pages.map(i64::from)).collect()),
        ),
    ]);
    columns
}

fn links(index: &PackIndex) -> Vec<(&'static str, Column)> {
    let all: Vec<_> = index
        .indicators
        .iter()
        .flat_map(|one| one.links.iter().map(move |link| (one, link)))
        .collect();
    let mut columns = of_pack(index, all.len());
    columns.extend([
        (
            "code",
            Column::Texts(all.iter().map(|(one, _)| one.code.clone()).collect()),
        ),
        (
            "indicator",
            Column::Texts(all.iter().map(|(one, _)| one.title.clone()).collect()),
        ),
        (
            "state",
            Column::Texts(all.iter().map(|(one, _)| one.state.to_string()).collect()),
        ),
        (
            "position",
            Column::Numbers(all.iter().map(|(_, link)| i64::from(link.order)).collect()),
        ),
        (
            "path",
            Column::Known(all.iter().map(|(_, link)| link.path.clone()).collect()),
        ),
        (
            "external",
            Column::Known(all.iter().map(|(_, link)| link.external.clone()).collect()),
        ),
        (
            "requirement",
            Column::Known(all.iter().map(|(_, link)| link.requirement.clone()).collect()),
        ),
        (
            "caption",
            Column::Known(all.iter().map(|(_, link)| link.caption.clone()).collect()),
        ),
    ]);
    columns
}
