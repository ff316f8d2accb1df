//! Why an indicator is suggested, as values and as a sentence.

use serde::{Deserialize, Serialize};

use super::term::{Term, plain, runs, without};
use super::topic::{self, TOPICS};
use super::vector::{self, Vectors, body};
use super::{Subject, Wanted};
use crate::kind::{Kind, words};

words! {
    /// What a reason rests on.
    Rule {
        /// The same words.
        Words = "words",
        /// Words of the same topic.
        Topic = "topic",
        /// A day before a deadline.
        Date = "date",
        /// A day beside a festival, or its name.
        Festival = "festival",
        /// A kind of material that is asked for.
        Kind = "kind",
        /// A department.
        Department = "department",
        /// What a person linked before.
        Learned = "learned",
        /// What happened in the days before, where nothing else tells.
        Beside = "beside",
    }
}

words! {
    /// Where the words were found.
    Field {
        /// Title of the activity, or the file's name.
        Title = "title",
        /// A folder's name.
        Folder = "folder",
        /// Names of an activity's files.
        Name = "name",
        /// A document's title.
        Paper = "paper",
        /// A caption.
        Caption = "caption",
        /// A document's text.
        Text = "text",
        /// The place.
        Place = "place",
    }
}

/// One reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it rests on.
    pub rule: Rule,
    /// Where the words were found.
    pub field: Option<Field>,
    /// What was found: words, a day, a kind, a department, a title.
    pub found: Vec<String>,
    /// What the indicator has or asks for.
    pub wanted: Vec<String>,
    /// How much it gives.
    pub weight: f64,
}

/// Reasons in the texts, at most three.
pub(super) fn of_texts(
    subject: &Subject,
    wanted: &Wanted,
    vectors: &Vectors,
    n: usize,
    ignored: &[String],
) -> Vec<Reason> {
    let asked = std::iter::once(wanted.title.clone())
        .chain(body(wanted))
        .chain(wanted.above.iter().cloned())
        .map(|text| plain(&text, ignored))
        .collect::<Vec<_>>()
        .join("\n");
    let mut all: Vec<Reason> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let told = vector::told(&subject.text);
    for (field, text) in fields(subject, &told) {
        let text = without(text, ignored);
        let mut words = runs(&plain(&text, ignored), &asked);
        words.retain(|word| !said.contains(word));
        let weight: f64 = words.iter().map(|word| weigh(word, vectors, n)).sum();
        said.extend(words.iter().cloned());
        if weight > 0.6 {
            all.push(Reason {
                rule: Rule::Words,
                field: Some(field),
                wanted: words.clone(),
                found: words,
                weight,
            });
        }
        for (t, word) in topic::told(&text) {
            if asked.contains(word) || said.iter().any(|known| known == word) {
                continue;
            }
            if let Some((asks, weight)) = meant(t, &asked, vectors, n) {
                said.push(word.to_owned());
                all.push(Reason {
                    rule: Rule::Topic,
                    field: Some(field),
                    found: vec![word.to_owned()],
                    wanted: vec![asks.to_owned()],
                    weight,
                });
            }
        }
    }
    all.retain(|reason| reason.weight > 0.3);
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    all.truncate(3);
    all
}

fn fields<'a>(subject: &'a Subject, told: &'a String) -> impl Iterator<Item = (Field, &'a String)> {
    std::iter::once((Field::Title, &subject.title))
        .chain(list(Field::Folder, &subject.folders))
        .chain(list(Field::Paper, &subject.papers))
        .chain(list(Field::Caption, &subject.captions))
        .chain(list(Field::Name, &subject.names))
        .chain(subject.place.iter().map(|text| (Field::Place, text)))
        .chain(std::iter::once((Field::Text, told)))
}

fn list(field: Field, texts: &[String]) -> impl Iterator<Item = (Field, &String)> {
    texts.iter().map(move |text| (field, text))
}

fn weigh(word: &str, vectors: &Vectors, n: usize) -> f64 {
    let chars: Vec<char> = word.chars().collect();
    let pairs = chars.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(Term::Pair(*a, *b)),
        _ => None,
    });
    let topics = topic::told(word).into_iter().map(|(t, _)| Term::Topic(t));
    pairs.chain(topics).map(|term| vectors.share(&term, n)).sum()
}

/// The word of the indicator that a topic, or a wider one, stands for.
fn meant(t: usize, asked: &str, vectors: &Vectors, n: usize) -> Option<(&'static str, f64)> {
    let topic = TOPICS.get(t)?;
    let wider = topic
        .wider
        .iter()
        .filter_map(|(name, part)| Some((topic::number(name)?, f64::from(*part) / 100.0)));
    std::iter::once((t, 1.0))
        .chain(wider)
        .filter_map(|(t, part)| {
            let word = TOPICS.get(t)?.words.iter().find(|word| asked.contains(**word))?;
            Some((*word, part * vectors.share(&Term::Topic(t), n)))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, weight)| *weight > 0.0)
}

/// Reasons as one Chinese sentence.
pub fn sentence(reasons: &[Reason]) -> String {
    let parts: Vec<String> = reasons.iter().take(4).map(part).collect();
    parts.join("；")
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("“{word}”")).collect()
}

fn part(reason: &Reason) -> String {
    let found = quoted(&reason.found);
    let first = |list: &[String]| list.first().cloned().unwrap_or_default();
    match reason.rule {
        Rule::Words => format!("{}含{found}，指标里也有", field(reason.field)),
        Rule::Topic => format!(
            "{}含{found}，指标要求{}",
            field(reason.field),
            quoted(&reason.wanted)
        ),
        Rule::Date => format!(
            "日期{}合乎“{}”的时限",
            first(&reason.found),
            first(&reason.wanted)
        ),
        Rule::Festival => format!("日期{}临近{}", first(&reason.found), first(&reason.wanted)),
        Rule::Kind => format!(
            "有指标要的{}",
            Kind::parse(&first(&reason.found)).map_or("材料", kind_word)
        ),
        Rule::Department => format!("{}负责此项", first(&reason.found)),
        Rule::Beside => format!("{}有{found}，可能是那次的照片", first(&reason.wanted)),
        Rule::Learned => format!("与已归到此项的“{}”相似", first(&reason.found)),
    }
}

fn field(field: Option<Field>) -> &'static str {
    match field {
        Some(Field::Title) | None => "名称",
        Some(Field::Folder) => "文件夹名",
        Some(Field::Name) => "文件名",
        Some(Field::Paper) => "题名",
        Some(Field::Caption) => "说明",
        Some(Field::Text) => "正文",
        Some(Field::Place) => "地点",
    }
}

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Photo => "照片",
        Kind::Video => "视频",
        Kind::Audio => "音频",
        Kind::Screenshot => "截图",
        Kind::SignIn => "签到表",
        Kind::Notice => "通知",
        Kind::Plan => "方案计划",
        Kind::Summary => "总结",
        Kind::Minutes => "会议记录",
        Kind::Policy => "制度文件",
        Kind::Brief => "简报",
        Kind::Report => "报告",
        Kind::Evaluation => "评价意见",
        Kind::DataTable | Kind::Spreadsheet => "表格",
        Kind::Speech => "讲话",
        Kind::Roster => "名单",
        Kind::Proof => "证明",
        Kind::Link => "链接",
        Kind::Document | Kind::Archive | Kind::Other | Kind::Junk => "材料",
    }
}
