/** A query of one row and what Databricks answers, by its documentation; each cell as JSON_ARRAY has it. */
export type Case = readonly [query: string, cells: readonly (string | null)[]];

/** A query of several rows. */
export type RowsCase = readonly [query: string, rows: readonly (readonly (string | null)[])[]];

/** A statement that fails: its error condition and SQLSTATE. */
export type ErrorCase = readonly [statement: string, condition: string, sqlState: string];
