//! Mails (RFC 5322, MIME), and web pages saved as one (MHT): the subject, the body, names of attachments.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use crate::block::{Beside, Document, Properties};
use crate::error::DocumentError;
use crate::flow::Flow;
use crate::grid::Budget;
use crate::layout::lay_out_flow;
use crate::{html, limit};

/// Bytes at the beginning that tell whether text is a mail.
const HEAD: usize = 4096;

/// Whether bytes are a mail: by their headers, which an extension of mails need not all have.
pub(crate) fn is_mail(bytes: &[u8], extension: &str) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let first = head
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let begins = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    let has = |name: &str| head.lines().any(|line| line.starts_with(name));
    begins
        && match extension {
            "eml" | "mht" | "mhtml" => true,
            _ => has("mime-version:") && has("content-type:"),
        }
}

/// Reads a mail.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentError> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| DocumentError::Malformed {
            wanted: "eml".to_owned(),
            detail: "no headers of a mail".to_owned(),
        })?;
    let mut budget = Budget::new();
    let mut flow = Flow::default();
    let subject = message
        .subject()
        .map(str::trim)
        .filter(|subject| !subject.is_empty());
    flow.put_lines(subject.unwrap_or_default(), &mut budget)?;
    body(&message, &mut flow, &mut budget)?;
    for attachment in message.attachments() {
        // Pictures of the body are parts too, without a name for people.
        if let Some(name) = attachment
            .attachment_name()
            .filter(|_| attachment.content_id().is_none())
        {
            flow.put_lines(name, &mut budget)?;
        }
    }
    limit::within("attachments", limit::count(message.parts.len()), limit::MEMBERS)?;
    let mut document = lay_out_flow("eml", &flow.pieces, &mut budget)?;
    attached(&message, &mut document.beside);
    document.properties = Properties {
        title: subject.map(str::to_owned),
        author: sender(&message),
        created: message.date().map(|date| date.to_rfc3339()),
        modified: None,
    };
    Ok(document)
}

/// The page of the body where there is one, because it keeps tables; its plain text otherwise.
fn body(message: &Message<'_>, flow: &mut Flow, budget: &mut Budget) -> Result<(), DocumentError> {
    let page = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(page) => Some(page),
        _ => None,
    });
    if let Some(page) = page {
        flow.pieces.extend(html::pieces(page, budget)?.0);
        return Ok(());
    }
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            flow.put_lines(text, budget)?;
        }
    }
    Ok(())
}

/// Puts the texts of attached documents beside the mail's; mails in mails stay closed, as archives in archives do.
fn attached(message: &Message<'_>, beside: &mut Beside) {
    for attachment in message.attachments() {
        let name = attachment.attachment_name().unwrap_or_default();
        let bytes = attachment.contents();
        if is_mail(bytes, "") {
            continue;
        }
        // What is no document has no text to put here.
        let Ok(document) = crate::read(bytes, name) else {
            continue;
        };
        if beside.unseen.len() + document.text.len()
            > usize::try_from(limit::TEXT_BYTES).unwrap_or(usize::MAX)
        {
            return;
        }
        beside.unseen.push_str(&document.text);
        beside.unseen.push_str(&document.beside.unseen);
        beside.margins.push_str(&document.beside.margins);
    }
}

fn sender(message: &Message<'_>) -> Option<String> {
    let sender = message.from()?.first()?;
    match (sender.name(), sender.address()) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (name, address) => name.or(address).map(str::to_owned),
    }
}
