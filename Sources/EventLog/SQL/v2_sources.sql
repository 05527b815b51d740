-- What is remembered of each source while it is silent, and until what ended meanwhile is judged.
CREATE TABLE source_memory (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
