-- The ledger of a batch: what is to be read, how it fared, and what the report counts. A ledger that an older revision
-- made gets the tables that it lacks.

-- The one run that this folder belongs to.
CREATE TABLE IF NOT EXISTS run (
    version TEXT NOT NULL,      -- of cableparse
    options TEXT NOT NULL,      -- all that the records depend on, as JSON
    inputs TEXT NOT NULL,       -- as given, a JSON list
    started TEXT NOT NULL,      -- ISO 8601, UTC
    finished TEXT,              -- null while there is work left
    seconds REAL NOT NULL,      -- spent on it, over all the times that it was begun
    unseen INTEGER NOT NULL     -- files that were found and are in `source` once they are looked at
);

-- A file, a member of an archive or a mailbox, or a row of a table. A container (an archive, a mailbox, a table) is
-- followed by what it holds, number by number. One that failed may have records all the same: of what could be read.
CREATE TABLE IF NOT EXISTS source (
    number INTEGER PRIMARY KEY, -- the order of the work
    path TEXT NOT NULL,         -- of the file, as it was found
    local BLOB,                 -- where the file is read, if that is not `path`: bytes that are no UTF-8, a fetched copy
    member TEXT NOT NULL,       -- the way inside it; '' for the file itself
    size INTEGER,               -- bytes
    modified TEXT,              -- of a file: what tells that it changed, without reading it
    sha256 TEXT,                -- null until it was read
    shard INTEGER,              -- the file of records it belongs to; null until that is decided
    state TEXT NOT NULL CHECK (state IN ('container', 'waiting', 'done', 'duplicate', 'failed', 'passed')),
    duplicate_of INTEGER REFERENCES source (number), -- the first source of the same content
    reason TEXT                 -- of a failure, and of what is passed over: for a person
);
CREATE INDEX IF NOT EXISTS source_path ON source (path, number);
CREATE INDEX IF NOT EXISTS source_shard ON source (shard, number);
CREATE INDEX IF NOT EXISTS source_sha256 ON source (sha256, number);

-- A file of records, as far as it is written. A shard that has no row was written by a revision that kept none.
CREATE TABLE IF NOT EXISTS shard (
    number INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,       -- of the records in it, before they are compressed
    held TEXT NOT NULL,         -- the sources that they are of, in order, and how many bytes each takes: pairs, as JSON
    is_stale INTEGER NOT NULL,  -- it has records of a source that is no more
    is_closed INTEGER NOT NULL  -- the run that it was written in is finished: what is new comes into another
);

-- A file that was read and that the inputs hold no more. Its records stay.
CREATE TABLE IF NOT EXISTS gone (
    path TEXT PRIMARY KEY
) WITHOUT ROWID;

-- A record.
CREATE TABLE IF NOT EXISTS cable (
    source INTEGER NOT NULL REFERENCES source (number),
    position INTEGER NOT NULL,  -- among the records of its source, from 0
    kind TEXT NOT NULL,         -- as record.py has it
    id TEXT,
    originator TEXT,
    year INTEGER,
    level TEXT,                 -- classification.level
    current TEXT,               -- classification.current
    release TEXT,               -- release.status
    grade TEXT,
    PRIMARY KEY (source, position)
) WITHOUT ROWID;

-- A diagnostic code that a record has, at the first place that it has it.
CREATE TABLE IF NOT EXISTS finding (
    source INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    times INTEGER NOT NULL,
    page INTEGER,               -- from 1; null where the diagnostic has no place
    line INTEGER,               -- from 1
    PRIMARY KEY (source, position, code)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS finding_code ON finding (code);

-- A file that was written from the records of a shard; shard -1 stands for all of them.
CREATE TABLE IF NOT EXISTS output (
    format TEXT NOT NULL,
    shard INTEGER NOT NULL,
    notes TEXT NOT NULL,        -- what could not be carried: sentences and how many records, as JSON
    PRIMARY KEY (format, shard)
) WITHOUT ROWID;
