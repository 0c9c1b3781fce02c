/**
 * The catalog `samples`: public data sets of the package vega-datasets, read in place. Nothing is copied
 * or read before a query needs it.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DATE, DOUBLE, INT, STRING, TIMESTAMP } from "../dataTypes";
import type { CatalogEntry, Column, Entry, SchemaEntry } from "./catalogs";

let folder: string | undefined;

/** The folder of the data files, with a slash at its end. */
export function sampleFolder(): string {
  folder ??= find();
  return folder;
}

/** The package hides its package.json, so its data is looked for beside where its entry point lies. */
function find(): string {
  const paths = createRequire(__filename).resolve.paths("vega-datasets") ?? [];
  for (const path of paths) {
    const data = join(path, "vega-datasets", "data");
    if (existsSync(join(data, "flights-3m.parquet"))) {
      return `${data}/`;
    }
  }
  throw new Error(`The package vega-datasets is not installed (looked from ${dirname(__filename)}).`);
}

const file = (name: string) => `'${join(sampleFolder(), name).replaceAll("'", "''")}'`;

interface Sample {
  comment: string;
  columns: Column[];
  rows: () => string;
}

const text = (name: string, comment?: string): Column => ({ name, type: STRING, comment });
const double = (name: string, comment?: string): Column => ({ name, type: DOUBLE, comment });

const samples: Record<string, Record<string, Sample>> = {
  aviation: {
    flights: {
      comment: "Three million flights within the United States in 2001",
      columns: [
        { name: "flight_date", type: TIMESTAMP, comment: "Departure" },
        { name: "delay", type: INT, comment: "Minutes late, negative when early" },
        { name: "distance", type: INT, comment: "Miles" },
        text("origin", "IATA code"),
        text("destination", "IATA code"),
      ],
      rows: () =>
        `SELECT CAST(date AS TIMESTAMP) AS flight_date, CAST(delay AS INTEGER) AS delay, CAST(distance AS INTEGER) AS distance, origin, destination FROM read_parquet(${file("flights-3m.parquet")})`,
    },
    airports: {
      comment: "Airports",
      columns: [
        text("iata", "IATA code"),
        text("name"),
        text("city"),
        text("state"),
        text("country"),
        double("latitude"),
        double("longitude"),
      ],
      rows: () =>
        `SELECT * FROM read_csv(${file("airports.csv")}, header = true, nullstr = 'NA', columns = {'iata': 'VARCHAR', 'name': 'VARCHAR', 'city': 'VARCHAR', 'state': 'VARCHAR', 'country': 'VARCHAR', 'latitude': 'DOUBLE', 'longitude': 'DOUBLE'})`,
    },
  },
  weather: {
    daily: {
      comment: "Daily weather in Seattle and New York, 2012 to 2015",
      columns: [
        text("location"),
        { name: "date", type: DATE },
        double("precipitation", "Millimetres"),
        double("temp_max", "Degrees Celsius"),
        double("temp_min", "Degrees Celsius"),
        double("wind", "Metres per second"),
        text("weather"),
      ],
      rows: () =>
        `SELECT * FROM read_csv(${file("weather.csv")}, header = true, columns = {'location': 'VARCHAR', 'date': 'DATE', 'precipitation': 'DOUBLE', 'temp_max': 'DOUBLE', 'temp_min': 'DOUBLE', 'wind': 'DOUBLE', 'weather': 'VARCHAR'})`,
    },
  },
  geology: {
    earthquakes: {
      comment: "Earthquakes of one week in February 2018",
      columns: [
        text("id"),
        { name: "time", type: TIMESTAMP },
        double("magnitude"),
        text("magnitude_type"),
        text("place"),
        double("latitude"),
        double("longitude"),
        double("depth", "Kilometres"),
        text("type"),
        text("status"),
        text("url"),
      ],
      rows: () =>
        `SELECT f.id AS id, make_timestamp(CAST(f.properties.time AS BIGINT) * 1000) AS time, CAST(f.properties.mag AS DOUBLE) AS magnitude, f.properties.magType AS magnitude_type, f.properties.place AS place, CAST(f.geometry.coordinates[2] AS DOUBLE) AS latitude, CAST(f.geometry.coordinates[1] AS DOUBLE) AS longitude, CAST(f.geometry.coordinates[3] AS DOUBLE) AS depth, f.properties.type AS type, f.properties.status AS status, f.properties.url AS url FROM (SELECT unnest(features) AS f FROM read_json(${file("earthquakes.json")}))`,
    },
  },
};

/** The catalog with its schemas and tables. */
export function samplesCatalog(): CatalogEntry {
  const schemas = new Map<string, SchemaEntry>();
  for (const [schema, tables] of Object.entries(samples)) {
    const entries = new Map<string, Entry>();
    for (const [name, { comment, columns, rows }] of Object.entries(tables)) {
      entries.set(name, { kind: "READ_ONLY", name, comment, columns, rows, properties: {}, createdAt: 0 });
    }
    schemas.set(schema, { name: schema, entries });
  }
  return { name: "samples", comment: "Public data sets to try things on", readOnly: true, schemas };
}
