-- Engagements that do not count, and whether their coordinator has heard of it: once each.
CREATE TABLE uncounted (
  engagement TEXT NOT NULL,
  person     TEXT NOT NULL,       -- its coordinator
  seen       INTEGER NOT NULL,    -- seconds since 1970
  told       INTEGER,             -- NULL: at the next roll call
  PRIMARY KEY (engagement, person)
) STRICT, WITHOUT ROWID;
