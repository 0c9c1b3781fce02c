/** What reads text of a server, or of an input, takes time that grows with its length and no faster. */

import { prepare } from "../test/support/recordPreparation";
import { keepingLogger } from "../test/support/testClient";
import { parseDatabricksJson } from "./databricksJson";
import { toPicklist } from "./dataSources/choices";
import { withHint } from "./errors/hints";
import { missingGrant } from "./errors/missingGrant";
import { stripControlCharacters } from "./http/controlCharacters";
import { readErrorBody } from "./http/errorBody";
import { DatabricksError } from "./http/errors";
import { redactBody, redactor } from "./http/redact";
import { sanitizer } from "./http/sanitize";
import { sanitizeError } from "./http/sanitizeError";
import { readMetrics, readPairs } from "./inputs/mlflow/batchEntries";
import { bindParameters } from "./inputs/sql/bindParameters";
import { readSqlParameters } from "./inputs/sql/sqlParameters";
import { savedStatement } from "./inputs/sqlObjects/runQueryInputs";
import { parseSqlType } from "./results/sqlTypes";
import { distinctNames } from "./results/statementRows";
import { readResults } from "./services/commands/commandResults";
import { columnPositions } from "./services/records/fieldMatching";
import { valueEncoder } from "./services/records/valueEncoder";
import { onlyReads } from "./services/sql/sqlEffects";
import { nameParts, plainName, quotedName } from "./services/sql/sqlNames";
import { markersOf } from "./services/sql/sqlText";
import { columnTitle, valueSourceOf } from "./services/unityCatalog/tableColumns";

const encoders = [
  ...["BIGINT", "DECIMAL(38,18)", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "TIMESTAMP_NTZ", "STRING"],
  ...["VARCHAR(9)", "BINARY", "VARIANT", "INTERVAL DAY TO SECOND", "INTERVAL YEAR TO MONTH", "ARRAY<INT>"],
  ...["MAP<INT, STRING>", "STRUCT<a: STRING>"],
].map((type) => valueEncoder(parseSqlType(type)));

const token = `dapi${"0123456789abcdef".repeat(2)}`;
const redact = redactor([token, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"]);

const plainColumn = {
  type: parseSqlType("INT"),
  typeText: "INT",
  isGenerated: false,
  hasDefault: false,
  isRequired: false,
  nullable: true,
};

/** Refuses as an input does. */
const orRefused = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error;
  }
};

const readers: Record<string, (text: string) => unknown> = {
  redact,
  redactBody: (text) => redactBody(text, redact),
  stripControlCharacters,
  sanitize: sanitizer(redact),
  sanitizeError: (text) => sanitizeError(new Error(text, { cause: new Error(text) }), sanitizer(redact)),
  DatabricksError: (text) =>
    new DatabricksError({ operation: text, message: text, hint: text, requestId: text }),
  "readErrorBody of text": (text) => readErrorBody(text, text, redact),
  "readErrorBody of a page": (text) => readErrorBody(`<html>${text}`, text, redact),
  "readErrorBody of JSON": (text) =>
    readErrorBody(JSON.stringify({ error: text, beside: text }), text, redact),
  withHint: (text) => withHint({ operation: text, message: text, status: 403 }),
  missingGrant: (text) => missingGrant(`does not have ${text}`),
  parseDatabricksJson: (text) => parseDatabricksJson(JSON.stringify({ spark_context_id: 1, text })),
  markersOf,
  onlyReads,
  nameParts,
  plainName,
  quotedName: (text) => quotedName([text]),
  parseSqlType,
  "parseSqlType of a field": (text) => parseSqlType(`STRUCT<a: INT COMMENT '${text}`),
  columnTitle: (text) => columnTitle({ name: text, type_text: text, type_name: text }),
  valueSourceOf: (text) => valueSourceOf({ name: "a", type_text: "", type_name: "", type_json: text }),
  readResults: (text) => readResults({ resultType: "error", summary: text, cause: text }),
  metrics: (text) =>
    orRefused(() => readMetrics([{ key: "a", value: text, step: text, timestamp: text }], "Metrics")),
  readPairs: (text) => orRefused(() => readPairs([{ key: text, value: text }], "Tags")),
  readSqlParameters: (text) => orRefused(() => readSqlParameters([{ name: text, value: text, type: text }])),
  bindParameters: (text) => orRefused(() => bindParameters(text, [{ name: "a", list: [{ value: text }] }])),
  columnPositions: (text) => {
    const names = [...text].map((sign, index) => `${sign}${index}`);
    const columns = names.map((name) => ({ ...plainColumn, name }));
    return columnPositions(
      { catalog: "c", schema: "s", table: "t", columns, primaryKey: [] },
      names,
      "Columns",
    );
  },
  distinctNames: (text) => distinctNames([...text]),
  savedStatement: (text) =>
    orRefused(() =>
      savedStatement(
        { query: { query_text: text, parameters: [{ name: "a", text_value: { value: "1" } }] }, readAt: 0 },
        {
          queryId: "q",
          queryParameters: [],
          warehouseId: "w",
          resultFormat: "rows",
          rowLimit: undefined,
          timeoutSeconds: 60,
        },
        keepingLogger().logger,
      ),
    ),
  "valueEncoder of every type": (text) => encoders.map((encode) => encode(text)),
  prepareRecords: (text) =>
    prepare([{ [text]: text, id: text }, { id: 1 }, text], { badRecords: "skip", keyColumns: ["id"] }),
  tidy: (text) => toPicklist([{ key: "a", label: text }], redact),
};

const units = [
  ..."\\\"'`a0 ._-/<>&;:()[]{}=?#\n\t\r\u001b\u009d\u0000\u200b日",
  "<pre ",
  '"token":"',
  '\\"',
  "a.b.c.",
  ":a ",
  ":a,",
  ":a 'b' ",
  "'{{ a }}' ",
  "{{ a }}, 'b' ",
  "IN (:a, ",
  "a :b",
  "/*",
  "$$",
  "''",
  "``",
  "eyJ-",
  "eyJhbGciOi.",
  "Bearer ",
  "//a:",
  "?X-Amz-",
  "dapi0",
  "does not have A permissions on ",
  "STRUCT<a:",
  "ARRAY<",
  "a:INT(,",
  "\u001b]0;",
  "\u001b[",
  "REPLACE ",
  token.slice(0, 14),
  "x".repeat(40) + token,
];

/** Both lengths, in characters; cost that grows with the square takes a second for the second. */
const short = 2500;
const long = 16 * short;

/**
 * So much more the longer text may cost: what grows with the length costs 16 to 35 times as much, as caches are left and garbage
 * is collected; what grows with its square, 256 times.
 */
const maxRatio = 80;

/** What every text of this length may take, in milliseconds of the processor's time: no matter, whatever it grows with. */
const smallMs = 100;

const costMs = (read: (text: string) => unknown, text: string): number => {
  const before = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const isSquare = (read: (text: string) => unknown, unit: string): boolean => {
  const textOf = (length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  // Another process may take the caches away for a while: what is square is so every time.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const cost = costMs(read, textOf(long));
    if (cost < smallMs || cost < maxRatio * Math.max(costMs(read, textOf(short)), 2)) return false;
  }
  return true;
};

it.each(Object.entries(readers))("%s", (_name, read) => {
  expect(units.filter((unit) => isSquare(read, unit))).toEqual([]);
});

it("knows what is square", () => {
  expect(isSquare((text) => /a+b/.test(text.slice(0, text.length / 2)), "a")).toBe(true);
});
