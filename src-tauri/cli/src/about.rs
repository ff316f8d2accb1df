//! `taizhang about`: which program this is, and whose work it is made of.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use taizhang_api::AppError;
use taizhang_api::dto::AppInfo;

use crate::act::Act;
use crate::outcome::Outcome;

/// `licences.json`, which the build of the pages writes (`ui/licences.ts`).
#[derive(Debug, Default, Deserialize)]
struct Written {
    parts: Vec<Part>,
    texts: Vec<String>,
}

/// One part of the program.
#[derive(Debug, Deserialize, Serialize)]
struct Part {
    name: String,
    version: String,
    licence: String,
    home: String,
    /// Numbers of its texts.
    texts: Vec<usize>,
}

impl Act<'_> {
    /// Version, commit, target, and the licences of all parts.
    pub(crate) fn about(&self, texts: bool) -> Result<Outcome, AppError> {
        let info: AppInfo = self.value("app_info", Value::Null)?;
        let written = match taizhang_serve::licences() {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|e| self.broken(&e.to_string()))?,
            None => Written::default(),
        };
        let licences: Vec<Value> = written
            .parts
            .iter()
            .map(|part| row(part, &written.texts, texts))
            .collect();
        let mut text = vec![
            format!("taizhang {}  {}  {}", info.version, info.commit, info.target),
            self.lang(
                "许可：MIT 或 Apache-2.0，由使用者选择",
                "Licence: MIT or Apache-2.0, as you choose",
            )
            .to_owned(),
            format!("{}：{}", self.lang("组成部分", "Parts"), written.parts.len()),
        ];
        text.extend(
            written
                .parts
                .iter()
                .map(|part| format!("{} {}  {}", part.name, part.version, part.licence)),
        );
        if texts {
            text.extend(written.texts.iter().map(|one| format!("\n{one}")));
        }
        let document = json!({ "version": info.version, "commit": info.commit, "target": info.target, "licences": licences });
        Ok(Outcome::new(document, text.join("\n")))
    }
}

fn row(part: &Part, all: &[String], texts: bool) -> Value {
    let mut row =
        json!({ "name": part.name, "version": part.version, "licence": part.licence, "home": part.home });
    if let (true, Value::Object(fields)) = (texts, &mut row) {
        let own: Vec<&String> = part.texts.iter().filter_map(|n| all.get(*n)).collect();
        fields.insert("texts".to_owned(), json!(own));
    }
    row
}
