//! Sentences of a verdict, in both languages.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One sentence in Chinese and in English; a hash, a name or a size is the same in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// In Chinese.
    pub zh: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

impl Both {
    /// A sentence without a value.
    pub(super) const fn of(zh: &'static str, en: &'static str) -> Self {
        Self {
            zh: Cow::Borrowed(zh),
            en: Cow::Borrowed(en),
        }
    }

    /// What is no sentence.
    pub(super) fn plain(text: impl Into<Cow<'static, str>>) -> Self {
        let zh = text.into();
        Self { en: zh.clone(), zh }
    }
}

/// A sentence with values, as `format!` takes them.
macro_rules! both {
    ($zh:literal, $en:literal) => {
        $crate::verify::said::Both {
            zh: format!($zh).into(),
            en: format!($en).into(),
        }
    };
}

pub(super) use both;
