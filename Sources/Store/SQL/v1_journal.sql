-- What the daemon adds to the engagement store. Foreign writers need not know of it: triggers fill it.

CREATE TABLE rollcall_journal (
  id       INTEGER PRIMARY KEY,   -- order; the newest row is never deleted, so no id is given twice
  relation TEXT NOT NULL,         -- the table
  key      TEXT NOT NULL,         -- the row's primary key; of several columns, joined by U+001F
  parent   TEXT,                  -- the engagement or story that a child row belongs to
  change   TEXT NOT NULL CHECK (change IN ('insert', 'update', 'delete', 'conflict')),
  columns  TEXT                   -- of an update: the columns that changed, separated by spaces; never their values
) STRICT;

-- Tells this store from another that is put in its place.
CREATE TABLE rollcall_identity (identity TEXT NOT NULL) STRICT;
INSERT INTO rollcall_identity (identity) VALUES (lower(hex(randomblob(16))));

CREATE INDEX rollcall_engagement_starts_at ON engagement (starts_at);
CREATE INDEX rollcall_engagement_ends_at ON engagement (ends_at);
CREATE INDEX rollcall_engagement_coordinator ON engagement (coordinator_id, starts_at);
CREATE INDEX rollcall_engagement_incident ON engagement (incident_id) WHERE incident_id IS NOT NULL;
CREATE INDEX rollcall_participant_person ON participant (person_id);
CREATE INDEX rollcall_guest_engagement ON guest (engagement_id);
CREATE INDEX rollcall_photo_engagement ON photo (engagement_id);
CREATE INDEX rollcall_incident_neighborhood ON incident (neighborhood_id, occurred_at);
CREATE INDEX rollcall_note_written_at ON note (written_at);
