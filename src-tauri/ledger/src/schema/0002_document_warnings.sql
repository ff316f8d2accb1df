-- What the rules were unsure of when the document was read: JSON list of model::draft::DraftWarning.
ALTER TABLE document ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';
