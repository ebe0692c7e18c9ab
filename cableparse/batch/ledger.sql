-- The ledger of a batch: what is to be read, how it fared, and what the report counts.

-- The one run that this folder belongs to.
CREATE TABLE run (
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
CREATE TABLE source (
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
CREATE INDEX source_path ON source (path, number);
CREATE INDEX source_shard ON source (shard, number);
CREATE INDEX source_sha256 ON source (sha256, number);

-- A record.
CREATE TABLE cable (
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
CREATE TABLE finding (
    source INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    times INTEGER NOT NULL,
    page INTEGER,               -- from 1; null where the diagnostic has no place
    line INTEGER,               -- from 1
    PRIMARY KEY (source, position, code)
) WITHOUT ROWID;
CREATE INDEX finding_code ON finding (code);

-- A file that was written from the records of a shard; shard -1 stands for all of them.
CREATE TABLE output (
    format TEXT NOT NULL,
    shard INTEGER NOT NULL,
    notes TEXT NOT NULL,        -- what could not be carried: sentences and how many records, as JSON
    PRIMARY KEY (format, shard)
) WITHOUT ROWID;
