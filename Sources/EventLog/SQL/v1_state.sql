-- The daemon's own durable memory. Nobody else writes it.

-- Single facts: cursor, store identity, first and last run.
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The one log. Ids are 1, 2, 3 … without gaps: given as max + 1 inside the committing transaction.
CREATE TABLE event (
  id       INTEGER PRIMARY KEY,
  type     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  audience INTEGER NOT NULL,
  time     INTEGER NOT NULL,      -- seconds since 1970
  previous INTEGER,               -- the event before it of the same family and subject
  json     TEXT NOT NULL          -- the whole CloudEvent, on one line
) STRICT;

-- What was last published of each subject, so that only a difference is published again.
CREATE TABLE published (
  family      TEXT NOT NULL,      -- engagement, leader, uncounted, note …
  subject     TEXT NOT NULL,
  event       INTEGER NOT NULL,   -- the newest of the family about it
  standing    TEXT,               -- as what it stands; NULL: withdrawn, or silent
  fingerprint INTEGER NOT NULL,   -- of the facts
  PRIMARY KEY (family, subject)
) STRICT, WITHOUT ROWID;

-- Engagements that changed and are to be looked at when they have been quiet for a while.
CREATE TABLE pending (engagement TEXT PRIMARY KEY, due INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Rows of the store that make no sense, each reported once.
CREATE TABLE problem (relation TEXT NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (relation, key, reason)) STRICT, WITHOUT ROWID;

-- The escalation's memory: one JSON document a case, and one for what was said of an obligation before there is one.
CREATE TABLE escalation_case (id TEXT PRIMARY KEY, open INTEGER NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE obligation_memory (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Digests made: each once a local day and shift.
CREATE TABLE digest (
  day     TEXT NOT NULL,
  shift   TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  upto    INTEGER NOT NULL,       -- the newest event it took into account
  PRIMARY KEY (day, shift)
) STRICT, WITHOUT ROWID;

-- Mail to be delivered, and what became of it. The message is complete: a repeat is the same bytes.
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  person     TEXT,
  recipient  TEXT NOT NULL,
  subject    TEXT NOT NULL,
  message    BLOB NOT NULL,
  created    INTEGER NOT NULL,
  due        INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  state      TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'accepted', 'dead')),
  settled    INTEGER,
  trouble    TEXT                 -- why the last attempt was not accepted
) STRICT;
CREATE INDEX outbox_due ON outbox (due) WHERE state = 'queued';

-- Which cases a mail speaks of: its References are the earlier mails to that person about any of them.
CREATE TABLE outbox_case (outbox INTEGER NOT NULL REFERENCES outbox(id), "case" TEXT NOT NULL, person TEXT NOT NULL,
  PRIMARY KEY ("case", person, outbox)) STRICT, WITHOUT ROWID;
