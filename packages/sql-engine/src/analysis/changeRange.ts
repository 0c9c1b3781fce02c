/** The versions that `table_changes` reads. */
import type { TableVersion } from "../catalog/versions";
import { typeText } from "../dataTypes";
import { type SqlError, sqlError, unsupported } from "../errors";
import type { Expression } from "../parser/ast";
import { isUtc } from "../values/sessionZone";
import { timestampText } from "../values/timeText";
import type { ExpressionCompiler } from "./compiler";
import { type Constant, constantOf, micros } from "./constantValues";

export interface VersionRange {
  start: number;
  end: number;
  /** Whether both ends are times between the same two commits: no changes, and no error. */
  empty: boolean;
}

interface Bound {
  version: number;
  /** Microseconds since the epoch, where it was given as a time. */
  time?: bigint;
}

/** `2022-02-28 10:30:00.0`, as errors have a time. */
function timeText(time: bigint, least = ".0"): string {
  const text = timestampText(time, "").replace("T", " ");
  return text.replace(/(?:\.(\d*?)0+)$/, (_, digits) => (digits ? `.${digits}` : least));
}

const after = (time: bigint, latest: TableVersion): SqlError => {
  const last = BigInt(latest.at) * 1000n;
  return sqlError(
    "DELTA_TIMESTAMP_GREATER_THAN_COMMIT",
    `The provided timestamp (${timeText(time)}) is after the latest version available to this\ntable (${timeText(last)}). Please use a timestamp before or at ${timeText(last, "")}.`,
    "42816",
  );
};

const before = (time: bigint, earliest: TableVersion): SqlError => {
  const first = BigInt(earliest.at) * 1000n;
  return sqlError(
    "DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION",
    `The provided timestamp (${timeText(time)}) is before the earliest version available to\nthis table (${timeText(first)}). Please use a timestamp after ${timeText(first, "")}.`,
    "42816",
  );
};

/** The error for an unknown version. Delta reports a negative one as an empty log. */
const unknown = (version: number, earliest: TableVersion, latest: TableVersion): SqlError =>
  version < 0
    ? sqlError("DELTA_EMPTY_DIRECTORY", "No file found in the directory: _delta_log.", "42K03")
    : sqlError(
        "DELTA_VERSION_NOT_FOUND",
        `Cannot time travel Delta table to version ${version}. Available versions: [${earliest.number}, ${latest.number}].`,
        "22003",
      );

const endFirst = (start: number, end: number): SqlError =>
  sqlError(
    "DELTA_INVALID_CDC_RANGE",
    `CDC range from start ${start} to end ${end} was invalid. End cannot be before start.`,
    "22003",
  );

/**
 * The versions between two ends, each a version or a time.
 * @throws SqlError where an end is NULL, of another type, or outside the versions that are known
 */
export function changeRange(
  versions: TableVersion[],
  bounds: Expression[],
  compiler: ExpressionCompiler,
): VersionRange {
  const [earliest, latest] = [versions[0], versions.at(-1)];
  if (!earliest || !latest) {
    throw new Error("A table without any version cannot be read.");
  }
  const [first, second] = bounds.map((bound) => boundOf(bound, compiler));
  const start = first ? startOf(first, versions, latest) : { version: earliest.number };
  if (start.version > latest.number) {
    throw sqlError(
      "DELTA_CDC_START_VERSION_AFTER_LATEST",
      `Start version ${start.version} for reading change data exceeds the latest table version ${latest.number}.`,
      "22003",
    );
  }
  const end = second ? endOf(second, versions, earliest, latest) : { version: latest.number };
  const range = { start: start.version, end: end.version };
  if (start.time !== undefined && end.time !== undefined) {
    if (start.time > end.time) {
      throw endFirst(range.start, range.end);
    }
    if (range.end === range.start - 1) {
      return { ...range, empty: true };
    }
  }
  if (range.end < range.start) {
    throw endFirst(range.start, range.end);
  }
  for (const version of [range.start, range.end]) {
    if (version < earliest.number || version > latest.number) {
      throw unknown(version, earliest, latest);
    }
  }
  return { ...range, empty: false };
}

function boundOf(bound: Expression, compiler: ExpressionCompiler): Constant {
  const constant = constantOf(bound, compiler);
  if (!constant) {
    throw unsupported("ends of table_changes() that are no literals or parameters");
  }
  if (constant.value === null) {
    throw sqlError(
      "DELTA_CDC_READ_NULL_RANGE_BOUNDARY",
      "CDC read start/end parameters cannot be null. Please provide a valid version or timestamp.",
      "22004",
    );
  }
  // Times are read as those of UTC, which would be other versions elsewhere.
  if (numberOf(constant) === undefined && !isUtc(compiler.environment.zone)) {
    throw unsupported("times as ends of table_changes() in a session outside UTC");
  }
  return constant;
}

/** The version that a number means; nothing where the value is a time. */
function numberOf({ type, value }: Constant): number | undefined {
  return /^(TINYINT|SMALLINT|INT|BIGINT)$/.test(type.kind) ? Number(value) : undefined;
}

function timeOf(constant: Constant): bigint {
  const time = micros(constant);
  if (time === undefined && constant.type.kind === "STRING") {
    throw sqlError(
      "DELTA_TIMESTAMP_INVALID",
      `The provided timestamp ('${constant.value}') cannot be converted to a valid timestamp.`,
      "42816",
    );
  }
  if (time === undefined) {
    throw sqlError(
      "DELTA_UNSUPPORTED_EXPRESSION",
      `Unsupported expression type(${typeText(constant.type)}) for table_changes value. The supported types are [IntegerType,LongType,StringType,TimestampType,DateType].`,
      "0A000",
    );
  }
  return time;
}

/** The version itself, or the first that was committed at the time or later. */
function startOf(constant: Constant, versions: TableVersion[], latest: TableVersion): Bound {
  const number = numberOf(constant);
  if (number !== undefined) {
    return { version: number };
  }
  const time = timeOf(constant);
  const found = versions.find(({ at }) => BigInt(at) * 1000n >= time);
  if (!found) {
    throw after(time, latest);
  }
  return { version: found.number, time };
}

/** The version itself, or the last that was committed at the time or before. */
function endOf(
  constant: Constant,
  versions: TableVersion[],
  earliest: TableVersion,
  latest: TableVersion,
): Bound {
  const number = numberOf(constant);
  if (number !== undefined) {
    return { version: number };
  }
  const time = timeOf(constant);
  if (time > BigInt(latest.at) * 1000n) {
    throw after(time, latest);
  }
  const found = versions.filter(({ at }) => BigInt(at) * 1000n <= time).at(-1);
  if (!found) {
    throw before(time, earliest);
  }
  return { version: found.number, time };
}
