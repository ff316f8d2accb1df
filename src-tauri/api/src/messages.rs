//! Codes to sentences, in the language of the person: `assets/messages/errors.*.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::AppError;
use crate::fault::Fault;
use crate::settings::Language;

/// What a code says.
#[derive(Debug, Clone, Default, Deserialize)]
struct Sentence {
    /// What happened.
    message: String,
    /// What is safe, what to do.
    #[serde(default)]
    hint: String,
}

type Catalogue = BTreeMap<String, Sentence>;

const ZH: &str = include_str!("../../../assets/messages/errors.zh-CN.json");
const EN: &str = include_str!("../../../assets/messages/errors.en.json");

// A test reads both files, so the defaults never show.
static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| serde_json::from_str(ZH).unwrap_or_default());
static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| serde_json::from_str(EN).unwrap_or_default());

fn catalogue(language: Language) -> &'static Catalogue {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

/// A fault in words.
pub(crate) fn error(fault: &Fault, language: Language) -> AppError {
    let code = fault.code.as_str();
    let all = catalogue(language);
    let sentence = all.get(code).cloned().unwrap_or_default();
    AppError {
        code: code.to_owned(),
        message: filled(&sentence.message, &fault.context, all),
        hint: filled(&sentence.hint, &fault.context, all),
        context: fault.context.clone(),
    }
}

/// The sentence of a code that is no error of a whole command (a file's error, a doubt, a finding); the code itself where
/// there is none.
pub(crate) fn sentence(code: &str, language: Language) -> String {
    catalogue(language)
        .get(code)
        .map_or_else(|| code.to_owned(), |sentence| sentence.message.clone())
}

/// The sentence of a finding with what was found, and what to do.
pub(crate) fn told(code: &str, detail: &str, language: Language) -> String {
    let all = catalogue(language);
    let Some(sentence) = all.get(code) else {
        return code.to_owned();
    };
    let context = BTreeMap::from([("detail".to_owned(), detail.to_owned())]);
    let parts = [&sentence.message, &sentence.hint].map(|text| filled(text, &context, all));
    parts.join(if language == Language::Chinese { "" } else { " " })
}

/// The place of a reason, which has a sentence of its own (`because_…`).
const BECAUSE: &str = "because";

fn filled(text: &str, context: &BTreeMap<String, String>, catalogue: &Catalogue) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((key, after)) = after.split_once('}') else {
            return out;
        };
        let value = context.get(key).map_or("", String::as_str);
        match (key, catalogue.get(&format!("because_{value}"))) {
            (BECAUSE, Some(reason)) => out.push_str(&filled(&reason.message, context, catalogue)),
            _ => out.push_str(value),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use taizhang_pack::{PackError, Reason};

    use super::*;
    use crate::fault::Code;

    /// Codes of files, doubts, drafts and findings: `media::FileError`, `media::Facts`, `plan`, `ledger::Finding`.
    const OTHERS: [&str; 79] = [
        "program_ended",
        "unreadable",
        "locked",
        "not_local",
        "vanished",
        "empty",
        "truncated",
        "changed_while_reading",
        "undecodable",
        "unsupported",
        "too_large",
        "timeout",
        "crashed",
        "out_of_memory",
        "encrypted",
        "no_worker",
        "extension_differs",
        "metadata_damaged",
        "year_assumed",
        "too_many_members",
        "clock_reset",
        "clock_unset",
        "clock_differs",
        "outside_period",
        "saved_time_only",
        "blurred",
        "dark",
        "lettering",
        "code_repeated",
        "code_missing",
        "row_skipped",
        "table_skipped",
        "no_indicators",
        "text_cut",
        "department_unknown",
        "year_hidden",
        "time_vague",
        "time_relative",
        "frequency_open",
        "unit_missing",
        "score_differs",
        "database",
        "update_newer",
        "update_same",
        "update_older",
        "update_other_system",
        "update_unsigned",
        "update_other_key",
        "update_altered",
        "update_no_signature",
        "reference",
        "backup_failed",
        "source_disconnected",
        "evidence_missing",
        "content_changed",
        "left_out",
        "empty_pack",
        "locked_pack",
        "not_copied",
        "not_stripped",
        "above_limit",
        "pre_changed",
        "pre_out_of_period",
        "pre_look_alike",
        "pre_used_before",
        "pre_unavailable",
        "pre_gap",
        "pre_gap_explained",
        "pre_no_date",
        "pre_no_caption",
        "pre_no_number",
        "pre_unreadable",
        "pre_blurred",
        "pre_dark",
        "pre_watermark",
        "pre_secret",
        "pre_internal",
        "pre_personal",
        "pre_not_searched",
    ];

    fn read(text: &str) -> Catalogue {
        serde_json::from_str(text).unwrap()
    }

    fn placeholders(sentence: &Sentence) -> BTreeSet<String> {
        let both = format!("{} {}", sentence.message, sentence.hint);
        both.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(key, _)| key.to_owned()))
            .collect()
    }

    #[test]
    fn every_code_has_a_sentence_in_both_languages_with_the_same_values() {
        let (zh, en) = (read(ZH), read(EN));
        for code in Code::ALL {
            let name = code.as_str();
            let keys: BTreeSet<String> = code.keys().iter().map(|key| (*key).to_owned()).collect();
            for catalogue in [&zh, &en] {
                let sentence = catalogue
                    .get(name)
                    .unwrap_or_else(|| panic!("{name} has no sentence"));
                assert!(
                    !sentence.message.is_empty() && !sentence.hint.is_empty(),
                    "{name}"
                );
                assert!(placeholders(sentence).is_subset(&keys), "{name}");
            }
            assert_eq!(placeholders(&zh[name]), placeholders(&en[name]), "{name}");
        }
        for name in OTHERS {
            assert!(
                !zh[name].message.is_empty() && !en[name].message.is_empty(),
                "{name}"
            );
        }
    }

    #[test]
    fn every_doubt_and_every_hint_has_a_sentence() {
        for code in taizhang_model::capture::DOUBTS
            .into_iter()
            .chain(taizhang_model::look::HINTS)
        {
            assert!(OTHERS.contains(&code), "{code}");
        }
    }

    #[test]
    fn the_files_hold_nothing_that_no_code_asks_for() {
        let mut known: BTreeSet<&str> = Code::ALL.iter().map(|c| c.as_str()).chain(OTHERS).collect();
        let reasons = Reason::ALL.map(|reason| format!("because_{reason}"));
        known.extend(reasons.iter().map(String::as_str));
        for text in [ZH, EN] {
            for name in read(text).keys() {
                assert!(known.contains(name.as_str()), "{name}");
            }
        }
    }

    #[test]
    fn why_something_is_no_pack_is_told_in_the_language_of_the_rest() {
        for (reason, language) in Reason::ALL
            .into_iter()
            .flat_map(|reason| [(reason, Language::Chinese), (reason, Language::English)])
        {
            let refused = PackError::Refused {
                path: "包.zip".into(),
                why: reason,
                inside: "a/b".into(),
            };
            let told = error(&Fault::from(refused), language).message;
            let plain = told.replace("包.zip", "");
            assert!(!told.contains(['{', '}']), "{told}");
            assert!(
                !told.contains(&format!("{reason}。")) && !told.ends_with(&format!(": {reason}.")),
                "{told}"
            );
            let chinese = plain.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, language == Language::Chinese, "{told}");
        }
    }

    #[test]
    fn values_are_put_into_the_sentence() {
        let fault = Fault::new(Code::NotALedger).with("path", "D:/照片");
        assert!(error(&fault, Language::Chinese).message.contains("D:/照片"));
        assert_eq!(
            filled(
                "a {x} b {y",
                &BTreeMap::from([("x".into(), "1".into())]),
                &Catalogue::new()
            ),
            "a 1 b "
        );
    }
}
