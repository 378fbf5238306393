import { directionCodes, firstProtocolLayerCode, kindCodes } from "./kinds.js";

/** "SBOX" in ASCII: tells a capture from any other SQLite file. */
export const applicationId = 0x53424f58;

/** Raised by one with every change that an older reader cannot ignore; docs/capture-format.md follows it. */
export const schemaVersion = 2;

/** A condition over `entry`: only Socket.IO's BINARY_EVENT (5) and BINARY_ACK (6) have attachments. */
export const mayHaveAttachments = "substr(envelope, 2, 1) IN ('5', '6')";

const names = (column: string, codes: Readonly<Record<string, number>>): string =>
  `CASE ${column} ${Object.entries(codes)
    .map(([name, code]) => `WHEN ${code} THEN '${name}'`)
    .join(" ")} END`;

const markTable = `
CREATE TABLE mark (
  seq INTEGER PRIMARY KEY REFERENCES entry(seq),
  color TEXT NOT NULL,
  note TEXT
);`;

/** A new capture. */
export const tables = `
CREATE TABLE capture (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE connection (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  protocol TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL
);

CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  time_us INTEGER NOT NULL,
  connection INTEGER NOT NULL REFERENCES connection(number),
  direction INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  opcode INTEGER,
  size INTEGER NOT NULL,
  namespace TEXT,
  event TEXT,
  ack_id INTEGER,
  pair_seq INTEGER,
  argument_count INTEGER,
  duration_us INTEGER,
  engine_version INTEGER,
  preview BLOB,
  envelope TEXT,
  heads BLOB,
  payload,
  wire BLOB,
  answer BLOB,
  origin INTEGER
);

CREATE INDEX entry_pair ON entry(pair_seq) WHERE pair_seq IS NOT NULL;

CREATE TABLE attachment (
  seq INTEGER NOT NULL REFERENCES entry(seq),
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (seq, number)
) WITHOUT ROWID;
${markTable}

-- For people with a SQLite tool: names instead of numbers, and no protocol layer.
CREATE VIEW timeline AS
SELECT entry.seq,
  strftime('%Y-%m-%dT%H:%M:%S', entry.time_us / 1000000, 'unixepoch')
    || printf('.%06dZ', entry.time_us % 1000000) AS time,
  connection.title AS connection,
  ${names("entry.direction", directionCodes)} AS direction,
  ${names("entry.kind", kindCodes)} AS kind,
  entry.namespace, entry.event, entry.ack_id, entry.size, entry.duration_us, entry.payload
FROM entry JOIN connection ON connection.number = entry.connection
WHERE entry.kind < ${firstProtocolLayerCode}
ORDER BY entry.seq;
`;

/** What makes a capture of one version one of the next. Neither step looks at a row. */
export const upgrades: ReadonlyMap<number, string> = new Map([
  [1, `ALTER TABLE entry ADD COLUMN origin INTEGER;${markTable}`],
]);
