/** Examples of lineage: of the table that records are written to. */
import { jobExample } from "../jobs/jobsExamples";
import { recordTableExample } from "../records/recordsExamples";
import type { TableLineage } from "./tableLineage";

const fullName = (table: string): string =>
  `${recordTableExample.catalog}.${recordTableExample.schema}.${table}`;

const signups = fullName("signups");
const customers = fullName(recordTableExample.table);
const byCity = fullName("customers_by_city");

const job = { entity_type: "JOB", entity_id: String(jobExample.job_id) };
const dashboard = { entity_type: "DASHBOARD_V3", entity_id: "01f0c3a1b2d4e5f6a7b8c9d0e1f2a3b4" };

const event = (source: string, target: string | null, entity: typeof job, event_time: string) => ({
  source_table_full_name: source,
  source_type: "TABLE",
  target_table_full_name: target,
  target_type: target === null ? null : "TABLE",
  ...entity,
  created_by: "ada@example.com",
  event_time,
  event_date: event_time.slice(0, 10),
});

/** The rows of `system.access.table_lineage` of the example. */
export const tableLineageRows = [
  event(signups, customers, job, "2025-11-16T06:02:11.000Z"),
  event(signups, customers, job, "2025-11-17T06:02:09.000Z"),
  event(customers, byCity, job, "2025-11-17T06:03:40.000Z"),
  event(customers, null, dashboard, "2025-11-18T08:15:00.000Z"),
];

/** The rows of `system.access.column_lineage`. */
export const columnLineageRows = [
  {
    ...event(signups, customers, job, "2025-11-17T06:02:09.000Z"),
    source_column_name: "full_name",
    target_column_name: "name",
  },
];

/** The lineage of the table. */
export const tableLineageExample = {
  upstream: [
    {
      table_full_name: signups,
      path: null,
      type: "TABLE",
      ...job,
      events: 2,
      last_event_time: "2025-11-17T06:02:09.000Z",
    },
  ],
  downstream: [
    {
      table_full_name: null,
      path: null,
      type: null,
      ...dashboard,
      events: 1,
      last_event_time: "2025-11-18T08:15:00.000Z",
    },
    {
      table_full_name: byCity,
      path: null,
      type: "TABLE",
      ...job,
      events: 1,
      last_event_time: "2025-11-17T06:03:40.000Z",
    },
  ],
  hasMore: false,
} satisfies TableLineage;

/** An entry by column, with the other fields that an entry can have. */
export const columnLineageExample = {
  ...tableLineageExample.upstream[0],
  path: "s3://my-bucket/signups",
  source_column_name: "full_name",
  target_column_name: "name",
};
