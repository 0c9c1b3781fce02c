/** The records of an index: checked against its columns before anything is sent, and written as JSON objects. */
import { DatabricksError } from "../../http/errors";
import { isJsonObject } from "../../http/json";
import { parseSqlType, type SqlType } from "../../results/sqlTypes";
import { scalarTypeName, sqlTypeText } from "../../results/sqlTypeText";
import { FieldMatcher } from "../records/fieldMatching";
import { parsedJson } from "../records/jsonValues";
import { type PreparedRecords, type PrepareOptions, prepareRecords } from "../records/preparedRecords";
import { ProblemList } from "../records/problemList";
import { isGivenRecord, recordList } from "../records/recordList";
import { type TargetColumn, type TargetTable, tableTitle } from "../records/targetTable";
import { describeKind } from "../records/valueProblem";
import { nameParts } from "../sql/sqlNames";
import type { NumberedKey } from "./keyRequests";
import type { VectorIndex } from "./vectorSearch";

/** Types whose text already is JSON, and types whose text is a string in JSON. */
const bareTypes: ReadonlySet<string> = new Set(
  "TINYINT SMALLINT INT BIGINT DECIMAL FLOAT DOUBLE BOOLEAN VARIANT".split(" "),
);
const textTypes: ReadonlySet<string> = new Set(
  "STRING CHAR VARCHAR DATE TIMESTAMP TIMESTAMP_NTZ BINARY".split(" "),
);

/** An unknown type accepts any JSON or, as a key, text. */
const knownType = (type: SqlType, isKey: boolean): SqlType => {
  const name = type.kind === "scalar" ? scalarTypeName(type) : "";
  if (type.kind !== "scalar" || bareTypes.has(name) || textTypes.has(name)) return type;
  return { kind: "scalar", name: isKey ? "STRING" : "VARIANT" };
};

const columnOf = (name: string, typeText: string, isKey: boolean): TargetColumn => {
  const type = knownType(parseSqlType(typeText), isKey);
  // A column that may be left out has a default, so that no value is distinguished from NULL.
  const common = { name, type, typeText: sqlTypeText(type), isGenerated: false };
  return { ...common, hasDefault: !isKey, isRequired: isKey, nullable: !isKey };
};

/**
 * The index as a target table for records.
 * @throws DatabricksError if its columns are unknown
 */
const targetOf = ({ name, primary_key, direct_access_index_spec: spec }: VectorIndex): TargetTable => {
  const schema = parsedJson(spec?.schema_json ?? "");
  if (!isJsonObject(schema) || !Object.hasOwn(schema, primary_key)) {
    throw new DatabricksError({
      operation: `Upsert into the vector index ${name}`,
      message: "Databricks does not return the columns of the index, so the records cannot be checked",
    });
  }
  const [catalog = "", ownSchema = "", table = ""] = nameParts(name);
  const columns = Object.entries(schema).map(([column, type]) =>
    columnOf(column, String(type), column === primary_key),
  );
  return { catalog, schema: ownSchema, table, columns, primaryKey: [primary_key] };
};

/** Why a value is not a vector of a number of dimensions; undefined if it is one, or not given. */
const vectorProblem = (given: unknown, dimension: number | undefined): string | undefined => {
  const value = typeof given === "string" ? parsedJson(given) : given;
  if (value === null || value === undefined || !Array.isArray(value)) return undefined;
  if (dimension !== undefined && value.length !== dimension) {
    return `${describeKind(value)} is not a vector of ${dimension} numbers`;
  }
  const wrong = value.findIndex((one) => !Number.isFinite(Number(one ?? Number.NaN)));
  return wrong < 0 ? undefined : `in [${wrong}], ${describeKind(value[wrong])} is not a number`;
};

/** @throws Error that names the first records with invalid vectors */
const checkVectors = (
  target: TargetTable,
  records: readonly unknown[],
  { embedding_vector_columns: vectors = [] }: NonNullable<VectorIndex["direct_access_index_spec"]>,
): void => {
  const byName = new Map(vectors.map((vector) => [vector.name, vector]));
  const matcher = new FieldMatcher(target, { keyColumns: [], unknownFields: "ignore" });
  const problems = new ProblemList();
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index];
    if (!isGivenRecord(record)) continue;
    const found = Object.keys(record).flatMap((field) => {
      const filled = matcher.targetOf(field);
      const positions = typeof filled === "string" ? [] : filled;
      const vector = positions
        .map((position) => byName.get(target.columns[position]?.name ?? ""))
        .find((one) => one !== undefined);
      const reason = vector && vectorProblem(record[field], vector.embedding_dimension);
      return reason === undefined ? [] : [{ field, reason }];
    });
    problems.add(index + 1, found);
  }
  problems.throwIfAny(records.length, tableTitle(target));
};

const tokenOf = (type: SqlType, text: string | null): string => {
  if (text === null) return "null";
  if (type.kind !== "scalar") return text;
  // NaN and Infinity, which are not numbers in JSON.
  return bareTypes.has(scalarTypeName(type)) && !/^-?[IN]/.test(text) ? text : JSON.stringify(text);
};

/** Makes the function that converts a record's line, a list of texts, to the JSON object that is sent. */
const objectWriter = ({ columns, hasPresence }: PreparedRecords): ((line: string) => string) => {
  const fields = columns.map(({ name, type }) => ({ name: JSON.stringify(name), type }));
  return (line) => {
    const cells = JSON.parse(line) as (string | null)[];
    const presence = hasPresence ? (cells.shift() ?? "") : "";
    const given = fields.flatMap(({ name, type }, index) =>
      presence[index] === "0" ? [] : [`${name}:${tokenOf(type, cells[index] ?? null)}`],
    );
    return `{${given.join(",")}}`;
  };
};

function* mapLines<To>(
  { lines, numbers }: PreparedRecords,
  map: (line: string, number: number) => To,
): Iterable<To> {
  const given = numbers()[Symbol.iterator]();
  for (const line of lines()) yield map(line, given.next().value);
}

/** Records that fit their index. */
interface VectorRecords extends Pick<PreparedRecords, "columns" | "count" | "numbers"> {
  /** Each record as a JSON object, made lazily; can be iterated several times. */
  lines(): Iterable<string>;
  /** The key of each record as text, in the same order, with its number in the list that was given. */
  keys(): Iterable<NumberedKey>;
}

/**
 * Prepares records to write to an index.
 * @param given an object, a list of objects, or the JSON text of one
 * @throws Error that names the input, with the first records that do not fit and the reasons
 */
export const prepareVectors = (
  index: VectorIndex,
  given: unknown,
  duplicateKeys: PrepareOptions["duplicateKeys"],
): VectorRecords => {
  const target = targetOf(index);
  const records = recordList(given);
  checkVectors(target, records, index.direct_access_index_spec ?? {});
  const prepared = prepareRecords(target, records, {
    keyColumns: target.primaryKey,
    unknownFields: "error",
    duplicateKeys,
    badRecords: "error",
    presence: "defaults",
  });
  const { columns, count, hasPresence, numbers } = prepared;
  const keyCell = columns.findIndex(({ name }) => name === index.primary_key) + (hasPresence ? 1 : 0);
  const keyOf = (line: string): string => String((JSON.parse(line) as (string | null)[])[keyCell]);
  const writeObject = objectWriter(prepared);
  return {
    columns,
    count,
    numbers,
    lines: () => mapLines(prepared, writeObject),
    keys: () => mapLines(prepared, (line, number) => [number, keyOf(line)] as const),
  };
};
