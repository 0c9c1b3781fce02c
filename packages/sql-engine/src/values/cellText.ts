/** Cells as the JSON_ARRAY format writes them: text or null. */
import {
  DuckDBBlobValue,
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { DataType, DayTimeType, YearMonthType } from "../dataTypes";
import { decimalText, doubleText, floatText } from "./numberText";
import { inZone, type SessionZone, UTC } from "./sessionZone";
import { dateText, dayTimeText, timestampText, yearMonthText } from "./timeText";
import { variantText } from "./variantText";

/** Makes the text of one cell that is not NULL. */
type Renderer = (value: DuckDBValue) => string;

const asText: Renderer = (value) => String(value);

function wrong(type: DataType, value: unknown): never {
  throw new TypeError(`a ${type.kind} cell holds ${Object.prototype.toString.call(value)}`);
}

/**
 * The renderer of a top-level cell of this type.
 * @param zone the session's, in which timestamps are written
 */
export function cellRenderer(type: DataType, zone: SessionZone = UTC): Renderer {
  switch (type.kind) {
    case "FLOAT":
      return (value) => floatText(Number(value));
    case "DOUBLE":
      return (value) => doubleText(Number(value));
    case "DECIMAL":
      return (value) =>
        value instanceof DuckDBDecimalValue ? decimalText(value.value, value.scale) : wrong(type, value);
    case "DATE":
      return (value) => (value instanceof DuckDBDateValue ? dateText(value.days) : wrong(type, value));
    case "TIMESTAMP":
      return (value) =>
        value instanceof DuckDBTimestampValue
          ? timestampText(...inZone(value.micros, zone))
          : wrong(type, value);
    case "TIMESTAMP_NTZ":
      return (value) =>
        value instanceof DuckDBTimestampValue ? timestampText(value.micros, "") : wrong(type, value);
    case "BINARY":
      return (value) =>
        value instanceof DuckDBBlobValue
          ? Buffer.from(value.bytes.buffer, value.bytes.byteOffset, value.bytes.byteLength).toString("base64")
          : wrong(type, value);
    case "VARIANT":
      return (value) => variantText(String(value));
    case "YEAR_MONTH":
    case "DAY_TIME":
      return intervalRenderer(type);
    case "ARRAY":
    case "MAP":
    case "STRUCT":
      return jsonRenderer(type, zone);
    default:
      return asText;
  }
}

function intervalRenderer(type: YearMonthType | DayTimeType): Renderer {
  return type.kind === "YEAR_MONTH"
    ? (value) => yearMonthText(Number(value))
    : (value) => dayTimeText(BigInt(value as bigint));
}

/** JSON text of a value inside an ARRAY, MAP or STRUCT. */
function jsonRenderer(type: DataType, zone: SessionZone): Renderer {
  switch (type.kind) {
    case "VOID":
    case "BOOLEAN":
    case "TINYINT":
    case "SMALLINT":
    case "INT":
    case "BIGINT":
      return asText;
    case "VARIANT":
      return cellRenderer(type);
    case "FLOAT":
    case "DOUBLE": {
      const render = cellRenderer(type);
      return (value) => (Number.isFinite(value) ? render(value) : `"${render(value)}"`);
    }
    case "DECIMAL":
      return cellRenderer(type);
    case "ARRAY": {
      const element = nullable(jsonRenderer(type.element, zone));
      return (value) =>
        value instanceof DuckDBListValue ? `[${value.items.map(element).join(",")}]` : wrong(type, value);
    }
    case "MAP":
      return mapRenderer(type, cellRenderer(type.key, zone), nullable(jsonRenderer(type.value, zone)));
    case "STRUCT": {
      const names = type.fields.map((field) => JSON.stringify(field.name));
      const fields = type.fields.map((field) => nullable(jsonRenderer(field.type, zone)));
      return (value) => {
        if (!(value instanceof DuckDBStructValue)) {
          return wrong(type, value);
        }
        const values = Object.values(value.entries);
        return `{${fields.map((render, index) => `${names[index]}:${render(values[index] ?? null)}`).join(",")}}`;
      };
    }
    default: {
      const render = cellRenderer(type, zone);
      return (value) => JSON.stringify(render(value));
    }
  }
}

function mapRenderer(type: DataType, key: Renderer, value: Renderer): Renderer {
  return (map) =>
    map instanceof DuckDBMapValue
      ? `{${map.entries.map((entry) => `${JSON.stringify(key(entry.key))}:${value(entry.value)}`).join(",")}}`
      : wrong(type, map);
}

function nullable(render: Renderer): Renderer {
  return (value) => (value === null ? "null" : render(value));
}

/** Appends the rows of one chunk to `rows`. */
export function appendTextRows(
  rows: (string | null)[][],
  chunk: DuckDBDataChunk,
  renderers: Renderer[],
): void {
  const start = rows.length;
  for (let row = 0; row < chunk.rowCount; row++) {
    rows.push(new Array(renderers.length));
  }
  renderers.forEach((render, column) => {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < chunk.rowCount; row++) {
      const value = vector.getItem(row) as DuckDBValue;
      const cells = rows[start + row];
      if (cells) {
        cells[column] = value === null ? null : render(value);
      }
    }
  });
}
