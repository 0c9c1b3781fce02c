import assert from "node:assert/strict";
import type { StatementManifest } from "../../src/services/sql/statements";
import type { Guide, Step } from "../guide";
import { runningWarehouse } from "./warehouses";

/** What Run SQL gives. */
interface SqlResult<Row> {
  statement_id: string;
  status: { state: string };
  manifest: StatementManifest;
  rows: Row[];
}

/** The table that the tour makes. */
export const watchedAirports = "workspace.default.watched_airports";

/** Runs a statement and checks that it succeeded. */
export const sql = async <Row>(
  guide: Guide,
  sqlStatement: string,
  parameters?: object[],
): Promise<SqlResult<Row>> => {
  const { id: warehouseId } = await runningWarehouse(guide);
  const inputs = {
    sqlStatement,
    ...(parameters && { sqlParameters: JSON.stringify(parameters) }),
    warehouseId,
  };
  const result = await guide.call<SqlResult<Row>>("runSql", inputs);
  assert.equal(result.status.state, "SUCCEEDED");
  return result;
};

/** One airport of the table, with what its flights were like. */
interface AirportDelays {
  iata: string;
  city: string;
  note: string | null;
  flights: number;
  late_share: number;
  mean_delay: string;
}

/** A table of the tour's own, joined with real flights. */
export const tables: Step = {
  title: "A new table, filled with parameters and joined with three million real flights",
  run: async (guide) => {
    await sql(guide, `CREATE OR REPLACE TABLE ${watchedAirports} (iata STRING, note STRING, since DATE)`);

    const inserted = await sql<{ num_inserted_rows: number }>(
      guide,
      `INSERT INTO ${watchedAirports}
       VALUES ('ORD', :note, :since), ('ATL', :nothing, :since), ('HNL', 'no snow', :since)`,
      [
        { name: "note", value: "O'Hare; --not a comment" },
        { name: "nothing", value: null },
        { name: "since", value: "2001-02-28", type: "DATE" },
      ],
    );
    assert.equal(inserted.rows[0]?.num_inserted_rows, 3);
    guide.screen.good("3 rows inserted; the values are parameters, so nothing in them is run as SQL");

    const delays = await sql<AirportDelays>(
      guide,
      `SELECT w.iata, a.city, w.note, count(*) AS flights,
              count_if(f.delay > 15) / count(*) AS late_share,
              CAST(avg(f.delay) AS DECIMAL(6, 2)) AS mean_delay
       FROM ${watchedAirports} w
       JOIN samples.aviation.airports a ON a.iata = w.iata
       JOIN samples.aviation.flights f ON f.origin = w.iata
       GROUP BY w.iata, a.city, w.note
       ORDER BY flights DESC`,
    );
    guide.screen.table(
      delays.rows.map(({ late_share, ...row }) => ({ ...row, late: `${(100 * late_share).toFixed(1)} %` })),
    );
    checkDelays(delays.rows);
    guide.screen.good("counts and shares are numbers, DECIMAL is its digits, NULL is null");
  },
};

const checkDelays = (rows: AirportDelays[]): void => {
  assert.deepEqual(rows.map(({ iata, city }) => [iata, city]).sort(), [
    ["ATL", "Atlanta"],
    ["HNL", "Honolulu"],
    ["ORD", "Chicago"],
  ]);
  assert.equal(rows.find(({ iata }) => iata === "ORD")?.note, "O'Hare; --not a comment");
  assert.equal(rows.find(({ iata }) => iata === "ATL")?.note, null);
  for (const { iata, flights, late_share: share, mean_delay: mean } of rows) {
    assert.ok(Number.isSafeInteger(flights) && flights > 10_000, `${iata} has ${flights} flights`);
    assert.ok(share > 0 && share < 1, `${iata} has a share of ${share} late flights`);
    assert.match(mean, /^-?\d+\.\d\d$/);
  }
};

/** About 20 MB, just under what Databricks returns inline. */
const wantedRows = 400_000;

/** A result that does not fit one answer. */
export const manyChunks: Step = {
  title: "A result of many chunks: every row arrives, and the manifest is checked",
  run: async (guide) => {
    const { manifest, rows } = await sql<{ n: number; square: number }>(
      guide,
      `SELECT id AS n, id * id AS square, repeat('-', 20) AS rule FROM range(${wantedRows}) ORDER BY n`,
    );
    assert.equal(rows.length, wantedRows);
    assert.equal(manifest.total_row_count, wantedRows);
    assert.ok((manifest.total_chunk_count ?? 0) > 1, `${manifest.total_chunk_count} chunks instead of many`);
    const wrong = rows.findIndex(({ n, square }, index) => n !== index || square !== index * index);
    assert.equal(wrong, -1, `row ${wrong} is not what it should be`);
    const { format } = new Intl.NumberFormat("en");
    guide.screen.good(
      `${format(rows.length)} rows in ${manifest.total_chunk_count} chunks, each row as computed`,
    );
  },
};
