//! Plans of an export (导出方案): those that come with the program, and those saved in the ledger folder.

use std::path::{Path, PathBuf};

use taizhang_ledger::Ledger;
use taizhang_model::form::FormName;
use taizhang_pack::{Copies, Profile, ProfileError};

use super::{named, pack::put_file};
use crate::command::Call;
use crate::dto::{
    CopyFields, ExportArgs, NoArgs, ProfileFields, ProfileList, ProfileName, ProfilePut, ProfileRow,
};
use crate::fault::{Code, Fault};

/// Largest file that is read as a plan.
const MOST: u64 = 1 << 20;

fn folder(ledger: &Ledger) -> PathBuf {
    ledger.dir().join("profiles")
}

fn fault(error: &ProfileError) -> Fault {
    match error {
        ProfileError::Value { field, value } => Fault::bad_value(field, value),
        ProfileError::Shape(reason) => Fault::bad_value("profile", &reason.to_string()),
    }
}

/// Refuses what the program does not know.
fn check(profile: Profile) -> Result<Profile, Fault> {
    profile.check().map_err(|e| fault(&e))?;
    for form in &profile.forms {
        FormName::named(form).ok_or_else(|| Fault::bad_value("form", form))?;
    }
    Ok(profile)
}

fn read(path: &Path) -> Result<Profile, Fault> {
    let there = std::fs::metadata(path).map_err(|e| Fault::io(path, &e))?;
    if there.len() > MOST {
        return Err(Fault::bad_value("profile", &path.to_string_lossy()));
    }
    let bytes = std::fs::read(path).map_err(|e| Fault::io(path, &e))?;
    let mut profile = Profile::parse(&bytes).map_err(|e| fault(&e))?;
    if profile.name.is_empty() {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        profile.name = stem.unwrap_or_default();
    }
    check(profile)
}

/// Saved plans by name, with their files.
fn saved(ledger: &Ledger) -> Result<Vec<(PathBuf, Profile)>, Fault> {
    let folder = folder(ledger);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(Fault::io(&folder, &e)),
    };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| Fault::io(&folder, &e))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            all.push((path.clone(), read(&path)?));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(all)
}

/// The plan of an export: by name or file, with what was asked for beside it; none named: everything, with the report of the look
/// before it.
pub(super) fn chosen(ledger: &Ledger, args: &ExportArgs) -> Result<Profile, Fault> {
    let mut profile = match named(&args.profile) {
        None => Profile::unnamed(),
        Some(name) => find(ledger, name)?,
    };
    if let Some(size) = named(&args.volume_size) {
        profile.volume_size = Some(size.to_owned());
    }
    check(profile)
}

fn find(ledger: &Ledger, name: &str) -> Result<Profile, Fault> {
    if name.to_ascii_lowercase().ends_with(".json") {
        return read(Path::new(name));
    }
    let own = saved(ledger)?.into_iter().map(|(_, profile)| profile);
    own.chain(Profile::built_in())
        .find(|profile| profile.name == name)
        .ok_or_else(|| Fault::new(Code::NotFound).with("name", name))
}

pub(crate) fn profile_list(call: &Call<'_>, _: NoArgs) -> Result<ProfileList, Fault> {
    let ledger = call.app.ledger()?;
    let own = saved(&ledger)?;
    let taken = |profile: &Profile| own.iter().any(|(_, one)| one.name == profile.name);
    let mut profiles: Vec<ProfileRow> = Profile::built_in()
        .into_iter()
        .filter(|profile| !taken(profile))
        .map(|profile| row(profile, None))
        .collect();
    profiles.extend(own.into_iter().map(|(path, profile)| row(profile, Some(path))));
    Ok(ProfileList { profiles })
}

pub(crate) fn profile_show(call: &Call<'_>, args: ProfileName) -> Result<ProfileRow, Fault> {
    let profiles = profile_list(call, NoArgs {})?.profiles;
    let found = profiles.into_iter().find(|one| one.name == args.name);
    found.ok_or_else(|| Fault::new(Code::NotFound).with("name", &args.name))
}

fn row(profile: Profile, path: Option<PathBuf>) -> ProfileRow {
    ProfileRow {
        built_in: path.is_none(),
        path: path.map(|path| path.to_string_lossy().into_owned()),
        name: profile.name,
        fields: ProfileFields {
            from: profile.from.map(|day| day.to_string()),
            to: profile.to.map(|day| day.to_string()),
            departments: profile.departments,
            forms: profile.forms,
            volume_size: profile.volume_size,
            copies: profile.copies.map(|copies| CopyFields {
                max_side: copies.max_side,
                max_bytes: copies.max_bytes,
                strip: copies.strip,
                watermark: copies.watermark,
            }),
            per_indicator: profile.per_indicator,
            wanted_only: profile.wanted_only,
            short_names: profile.short_names,
            sm3: profile.sm3,
            parquet: profile.parquet,
        },
    }
}

pub(crate) fn profile_save(call: &Call<'_>, args: ProfilePut) -> Result<ProfileRow, Fault> {
    let ledger = call.app.ledger()?;
    let name = args.name.trim().to_owned();
    let mut profile = match (named(&args.file), args.fields) {
        (Some(file), _) => read(Path::new(file))?,
        (None, Some(fields)) => of_fields(fields)?,
        (None, None) => find(&ledger, &name)?,
    };
    if !name.is_empty() {
        profile.name = name;
    }
    let file_name = profile.file_name();
    if file_name == ".json" {
        return Err(Fault::bad_value("name", &profile.name));
    }
    let folder = folder(&ledger);
    std::fs::create_dir_all(&folder).map_err(|e| Fault::io(&folder, &e))?;
    let path = folder.join(file_name);
    let text = profile.text().map_err(|e| fault(&e))?;
    put_file(&path, text.as_bytes())?;
    Ok(row(profile, Some(path)))
}

fn of_fields(fields: ProfileFields) -> Result<Profile, Fault> {
    let day = |field, text: &Option<String>| named(text).map(|text| super::day(field, text)).transpose();
    check(Profile {
        name: String::new(),
        from: day("from", &fields.from)?,
        to: day("to", &fields.to)?,
        departments: fields.departments,
        forms: fields.forms,
        volume_size: fields.volume_size.filter(|size| !size.trim().is_empty()),
        copies: fields.copies.map(|copies| Copies {
            max_side: copies.max_side,
            max_bytes: copies.max_bytes.filter(|size| !size.trim().is_empty()),
            strip: copies.strip,
            watermark: copies.watermark.filter(|words| !words.trim().is_empty()),
        }),
        per_indicator: fields.per_indicator,
        wanted_only: fields.wanted_only,
        short_names: fields.short_names,
        sm3: fields.sm3,
        parquet: fields.parquet,
    })
}
