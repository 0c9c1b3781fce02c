/** An example statement and its result. */
import type { StatementHandle } from "./statements";

/** The example parameter. */
export const parameterExample = { name: "state", value: "HI" };

/** The example inputs of a statement: real airports of the samples catalog. */
export const statementInputExamples = {
  sqlStatement:
    "SELECT iata, name, latitude FROM samples.aviation.airports WHERE state = :state ORDER BY iata LIMIT 2",
  sqlParameters: [parameterExample],
};

/** The result of the example statement. */
export const statementResultExample = {
  statement_id: "01f0a1b2-c3d4-1e5f-a678-90abcdef1234",
  status: { state: "SUCCEEDED" },
  manifest: {
    format: "JSON_ARRAY",
    schema: {
      column_count: 3,
      columns: [
        { name: "iata", position: 0, type_name: "STRING", type_text: "STRING" },
        { name: "name", position: 1, type_name: "STRING", type_text: "STRING" },
        { name: "latitude", position: 2, type_name: "DOUBLE", type_text: "DOUBLE" },
      ],
    },
    total_chunk_count: 1,
    chunks: [{ chunk_index: 0, row_offset: 0, row_count: 2 }],
    total_row_count: 2,
    truncated: false,
  },
  rows: [
    { iata: "HDH", name: "Dillingham Airfield", latitude: 21.57947361 },
    { iata: "HI01", name: "Princeville", latitude: 22.20919 },
  ],
};

/** The example statement by its id, after its end. */
export const statementHandleExample = {
  statement_id: statementResultExample.statement_id,
  status: statementResultExample.status,
} satisfies StatementHandle;
