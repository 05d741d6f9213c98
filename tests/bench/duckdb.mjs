// The same question to DuckDB: the event IDs that match the predicate, or the matches that alert.
// Reads with explicit columns, only those that the predicate needs: without them DuckDB samples the
// files and then reads every field of every record.
//
// usage: node duckdb.mjs MODULES alerts|matches delivery|ndjson THREADS FOLDER
//        node duckdb.mjs MODULES version
// MODULES is the folder in which npm installed @duckdb/node-api.

import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, question, layout, threads, folder] = process.argv.slice(2);
const { DuckDBInstance, version } = createRequire(resolve(modules, "package.json"))("@duckdb/node-api");

const COLUMNS = {
  eventTime: "VARCHAR",
  eventSource: "VARCHAR",
  eventName: "VARCHAR",
  sourceIPAddress: "VARCHAR",
  errorCode: "VARCHAR",
  errorMessage: "VARCHAR",
  eventID: "VARCHAR",
  userIdentity: "STRUCT(type VARCHAR, accountId VARCHAR)",
};

// A document of 100 MB must fit, and every thread has a buffer of this size. 'newline_delimited'
// was the fastest of DuckDB's formats for one-line documents, ahead of 'unstructured' and 'auto'.
const READING = `format = 'newline_delimited', maximum_object_size = ${128 * 1024 * 1024}`;

function records() {
  const columns = Object.entries(COLUMNS);
  if (layout === "ndjson") {
    const types = columns.map(([key, type]) => `${key}: '${type}'`).join(", ");
    return `SELECT * FROM read_json($files, ${READING}, columns = {${types}})`;
  }
  const types = columns.map(([key, type]) => `${key} ${type}`).join(", ");
  return `SELECT unnest(record) FROM (SELECT unnest(Records) AS record
    FROM read_json($files, ${READING}, columns = {Records: 'STRUCT(${types})[]'}))`;
}

const MATCHES = `SELECT eventID, sourceIPAddress AS source, eventTime FROM (${records()})
  WHERE eventSource = 's3.amazonaws.com'
    AND eventName IN ('GetObject', 'PutObject', 'ListObjects', 'DeleteObject', 'ListBucket')
    AND coalesce(errorCode, '') = '' AND coalesce(errorMessage, '') = ''
    AND userIdentity.type IN ('AWSAccount', 'Unknown')
    AND userIdentity.accountId IN ('anonymous', 'ANONYMOUS_PRINCIPAL')`;

// The previous match of the same source, in order of time and event ID, is more than the window
// away, or does not exist.
const ALERTS = `SELECT eventID FROM (
  SELECT eventID, time, lag(time) OVER (PARTITION BY source ORDER BY time, eventID) AS before
  FROM (SELECT eventID, source, eventTime::TIMESTAMPTZ AS time FROM (${MATCHES}) WHERE source <> ''))
  WHERE before IS NULL OR before < time - INTERVAL 7 DAY`;

const instance = await DuckDBInstance.create(":memory:", threads ? { threads } : {});
const connection = await instance.connect();
if (question === "version") {
  console.log(version());
} else {
  const files = `${folder}/**/*.${layout === "ndjson" ? "ndjson" : "gz"}`;
  const found = await connection.runAndReadAll(question === "alerts" ? ALERTS : MATCHES, { files });
  process.stdout.write(found.getRows().map(([eventId]) => `${eventId}\n`).join(""));
}
