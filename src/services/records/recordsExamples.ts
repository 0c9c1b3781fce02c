/** The examples of records, and of what writing them gives. */
import { type JsonSchema, schemaOf } from "../../outputSchema";
import { catalogExample, schemaExample } from "../unityCatalog/unityCatalogExamples";
import type { WriteResult } from "./recordWrite";

/** The table of the examples, whose primary key is `id`. */
export const recordTableExample = {
  catalog: catalogExample.name,
  schema: schemaExample.name,
  table: "customers",
};

/** Some records of the example table. */
export const recordExamples = [
  { id: 7, name: "Ada Lovelace", city: "London", updated_at: "2025-11-18T12:00:00Z" },
  { id: 8, name: "Emmy Noether", city: "Erlangen", updated_at: "2025-11-18T12:05:00Z" },
];

const resultOf = (statementId: string, counts: Partial<WriteResult>): WriteResult => ({
  inserted: 0,
  updated: 0,
  deleted: 0,
  batches: 1,
  statementIds: [statementId],
  skipped: 0,
  duplicates: 0,
  ignoredFields: [],
  badRecords: [],
  ...counts,
});

/** The results of the example records, inserted, upserted and deleted. */
export const insertResultExample = resultOf("01f043a8-c3b7-1cf3-ac25-632b92409d3f", { inserted: 2 });
export const upsertResultExample = resultOf("01f0b64a-febe-1de1-a0d4-e8eb2af2f261", {
  inserted: 1,
  updated: 1,
});
export const deleteResultExample = resultOf("01f0b64a-febe-1de1-a0d4-e8eb2af2f261", { deleted: 1 });

/** What is found of the example records, by conditions that both fulfill. */
export const conditionExamples = [{ column: "city", operator: "in", value: ["London", "Erlangen"] }];
export const foundRowsExample = {
  rows: recordExamples.map(({ id, name, city }) => ({ id, name, city })),
  hasMore: false,
};

/** The schema of the result of every write. */
export const writeResultSchema: JsonSchema = {
  ...schemaOf({
    ...upsertResultExample,
    ignoredFields: ["nickname"],
    badRecords: [
      {
        record: 2,
        problems: [{ field: "id", column: "id", reason: "text that is no number" }],
        value: { id: "eight" },
      },
    ],
    alreadyLoaded: true,
    message: "Records is an empty list: nothing was sent, and the table is unchanged.",
  } satisfies WriteResult),
  description:
    "How many rows were inserted, updated and deleted, as Databricks reports them; rows that a replacement removed are not counted. alreadyLoaded is present if an earlier attempt had loaded records, message if there is something to say.",
};
