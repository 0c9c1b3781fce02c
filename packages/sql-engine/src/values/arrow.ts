/** Rows as an Arrow IPC stream, with the Arrow types that Databricks sends. */
import {
  DuckDBBlobValue,
  type DuckDBDataChunk,
  type DuckDBDateValue,
  DuckDBDecimalValue,
  type DuckDBListValue,
  type DuckDBMapValue,
  type DuckDBStructValue,
  type DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import * as arrow from "apache-arrow";
import type { DataType } from "../dataTypes";
import { catalogText, typeText } from "../dataTypes";
import { variantText } from "./variantText";

/** One column of the rows to send. */
interface ArrowColumn {
  name: string;
  type: DataType;
}

type ValueAt = (row: number) => DuckDBValue;

/** The Arrow type that carries values of a Databricks type. */
function arrowType(type: DataType, zone = "Etc/UTC"): arrow.DataType {
  switch (type.kind) {
    case "VOID":
      return new arrow.Null();
    case "BOOLEAN":
      return new arrow.Bool();
    case "TINYINT":
      return new arrow.Int8();
    case "SMALLINT":
      return new arrow.Int16();
    case "INT":
      return new arrow.Int32();
    case "BIGINT":
      return new arrow.Int64();
    case "FLOAT":
      return new arrow.Float32();
    case "DOUBLE":
      return new arrow.Float64();
    case "DECIMAL":
      return new arrow.Decimal(type.scale, type.precision, 128);
    case "BINARY":
      return new arrow.Binary();
    case "DATE":
      return new arrow.DateDay();
    case "TIMESTAMP":
      return new arrow.TimestampMicrosecond(zone);
    case "TIMESTAMP_NTZ":
      return new arrow.TimestampMicrosecond();
    case "YEAR_MONTH":
      return new arrow.IntervalYearMonth();
    case "DAY_TIME":
      return new arrow.DurationMicrosecond();
    case "ARRAY":
      return new arrow.List(arrow.Field.new("element", arrowType(type.element, zone), true));
    case "MAP":
      return new arrow.Map_(arrow.Field.new("entries", entryType(type.key, type.value, zone), false));
    case "STRUCT":
      return new arrow.Struct(
        type.fields.map((field) => arrow.Field.new(field.name, arrowType(field.type, zone), true)),
      );
    default:
      return new arrow.Utf8();
  }
}

function entryType(
  key: DataType,
  value: DataType,
  zone?: string,
): arrow.Struct<{ key: arrow.DataType; value: arrow.DataType }> {
  return new arrow.Struct([
    arrow.Field.new("key", arrowType(key, zone), false),
    arrow.Field.new("value", arrowType(value, zone), true),
  ]) as arrow.Struct<{ key: arrow.DataType; value: arrow.DataType }>;
}

/** Bits of the rows that are not NULL, and how many rows are. */
function validity(count: number, at: ValueAt): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array((count + 7) >> 3);
  let nullCount = 0;
  for (let row = 0; row < count; row++) {
    if (at(row) === null) {
      nullCount++;
    } else {
      nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
    }
  }
  return { nullBitmap, nullCount };
}

function numbers<T extends Int8Array | Int16Array | Int32Array | Float32Array | Float64Array>(
  target: T,
  at: ValueAt,
  read: (value: DuckDBValue) => number,
): T {
  for (let row = 0; row < target.length; row++) {
    const value = at(row);
    target[row] = value === null ? 0 : read(value);
  }
  return target;
}

function bigints(count: number, at: ValueAt, read: (value: DuckDBValue) => bigint): BigInt64Array {
  const target = new BigInt64Array(count);
  for (let row = 0; row < count; row++) {
    const value = at(row);
    target[row] = value === null ? 0n : read(value);
  }
  return target;
}

/** Decimals as 128-bit little-endian two's complement. */
function decimals(count: number, at: ValueAt): Uint32Array {
  const target = new BigInt64Array(count * 2);
  for (let row = 0; row < count; row++) {
    const value = at(row);
    if (value instanceof DuckDBDecimalValue) {
      target[row * 2] = BigInt.asIntN(64, value.value);
      target[row * 2 + 1] = value.value >> 64n;
    }
  }
  return new Uint32Array(target.buffer);
}

function bits(count: number, at: ValueAt): Uint8Array {
  const target = new Uint8Array((count + 7) >> 3);
  for (let row = 0; row < count; row++) {
    if (at(row) === true) {
      target[row >> 3] = (target[row >> 3] ?? 0) | (1 << (row & 7));
    }
  }
  return target;
}

/** Byte strings laid end to end, with the offsets between them. */
function bytes(count: number, at: ValueAt): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(count + 1);
  let data = Buffer.allocUnsafe(Math.max(1024, count * 16));
  let end = 0;
  for (let row = 0; row < count; row++) {
    const value = at(row);
    if (value !== null) {
      const size = typeof value === "string" ? value.length * 3 : (value as DuckDBBlobValue).bytes.length;
      if (end + size > data.length) {
        data = Buffer.concat([data.subarray(0, end)], Math.max(data.length * 2, end + size));
      }
      if (typeof value === "string") {
        end += data.write(value, end, "utf8");
      } else if (value instanceof DuckDBBlobValue) {
        data.set(value.bytes, end);
        end += size;
      }
    }
    valueOffsets[row + 1] = end;
  }
  return { valueOffsets, data: data.subarray(0, end) };
}

/** Lists laid end to end: the offsets and the elements of all of them. */
function elements<T>(count: number, at: ValueAt, itemsOf: (value: DuckDBValue) => readonly T[]) {
  const valueOffsets = new Int32Array(count + 1);
  const items: T[] = [];
  for (let row = 0; row < count; row++) {
    const value = at(row);
    if (value !== null) {
      for (const item of itemsOf(value)) {
        items.push(item);
      }
    }
    valueOffsets[row + 1] = items.length;
  }
  return { valueOffsets, items };
}

/** The Arrow data of `count` values. */
function columnData(type: DataType, count: number, at: ValueAt): arrow.Data {
  const target = arrowType(type);
  if (type.kind === "VOID") {
    return arrow.makeData({ type: target as arrow.Null, length: count });
  }
  const base = { type: target, length: count, ...validity(count, at) };
  return arrow.makeData({ ...base, ...buffers(type, count, at) } as Parameters<
    typeof arrow.makeData
  >[0]) as arrow.Data;
}

function buffers(type: DataType, count: number, at: ValueAt): object {
  switch (type.kind) {
    case "BOOLEAN":
      return { data: bits(count, at) };
    case "TINYINT":
      return { data: numbers(new Int8Array(count), at, Number) };
    case "SMALLINT":
      return { data: numbers(new Int16Array(count), at, Number) };
    case "INT":
    case "YEAR_MONTH":
      return { data: numbers(new Int32Array(count), at, Number) };
    case "FLOAT":
      return { data: numbers(new Float32Array(count), at, Number) };
    case "DOUBLE":
      return { data: numbers(new Float64Array(count), at, Number) };
    case "DATE":
      return { data: numbers(new Int32Array(count), at, (value) => (value as DuckDBDateValue).days) };
    case "BIGINT":
    case "DAY_TIME":
      return { data: bigints(count, at, (value) => value as bigint) };
    case "TIMESTAMP":
    case "TIMESTAMP_NTZ":
      return { data: bigints(count, at, (value) => (value as DuckDBTimestampValue).micros) };
    case "DECIMAL":
      return { data: decimals(count, at) };
    case "ARRAY": {
      const { valueOffsets, items } = elements(count, at, (value) => (value as DuckDBListValue).items);
      return {
        valueOffsets,
        child: columnData(type.element, items.length, (row) => items[row] ?? null),
      };
    }
    case "MAP": {
      const { valueOffsets, items } = elements(count, at, (value) => (value as DuckDBMapValue).entries);
      const entries = arrow.makeData({
        type: entryType(type.key, type.value),
        length: items.length,
        nullCount: 0,
        children: [
          columnData(type.key, items.length, (row) => items[row]?.key ?? null),
          columnData(type.value, items.length, (row) => items[row]?.value ?? null),
        ],
      });
      return { valueOffsets, child: entries };
    }
    case "STRUCT": {
      const rows = Array.from({ length: count }, (_, row) => {
        const value = at(row);
        return value === null ? [] : Object.values((value as DuckDBStructValue).entries);
      });
      return {
        children: type.fields.map((field, index) =>
          columnData(field.type, count, (row) => rows[row]?.[index] ?? null),
        ),
      };
    }
    case "VARIANT":
      return bytes(count, (row) => {
        const value = at(row);
        return value === null ? null : variantText(String(value));
      });
    default:
      return bytes(count, at);
  }
}

/** The schema of a result, with Spark's type names as Databricks puts them in the fields' metadata. */
function arrowSchema(columns: ArrowColumn[], zone?: string): arrow.Schema {
  return new arrow.Schema(
    columns.map(
      ({ name, type }) =>
        new arrow.Field(
          name,
          arrowType(type, zone),
          true,
          new Map([
            ["Spark:DataType:SqlName", typeText(type)],
            ["Spark:DataType:JsonType", JSON.stringify(catalogText(type))],
          ]),
        ),
    ),
  );
}

/** All rows of the chunks as one Arrow IPC stream with one record batch, or none for no rows; TIMESTAMP in the zone. */
export function arrowIpc(columns: ArrowColumn[], chunks: DuckDBDataChunk[], zone?: string): Uint8Array {
  const schema = arrowSchema(columns, zone);
  const count = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const children = columns.map(({ type }, index) => {
    const values: DuckDBValue[] = [];
    for (const chunk of chunks) {
      chunk.appendColumnValues(index, values);
    }
    return columnData(type, count, (row) => values[row] ?? null);
  });
  const type = new arrow.Struct(schema.fields);
  const data = arrow.makeData({ type, length: count, nullCount: 0, children });
  const batches = count === 0 ? [] : [new arrow.RecordBatch(schema, data)];
  return arrow.RecordBatchStreamWriter.writeAll(
    batches.length > 0 ? batches : new arrow.Table(schema),
  ).toUint8Array(true);
}
