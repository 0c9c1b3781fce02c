/**
 * The supported tables of the catalog `system`, and their columns.
 * https://docs.databricks.com/aws/en/admin/system-tables/
 */

/** What the statements of the workspace fill: the query history. */
export const queryHistoryColumns = {
  workspace_id: "STRING",
  statement_id: "STRING",
  session_id: "STRING",
  execution_status: "STRING",
  compute: "STRUCT<type: STRING, cluster_id: STRING, warehouse_id: STRING>",
  executed_by: "STRING",
  executed_as: "STRING",
  statement_text: "STRING",
  statement_type: "STRING",
  error_message: "STRING",
  start_time: "TIMESTAMP",
  end_time: "TIMESTAMP",
  update_time: "TIMESTAMP",
  total_duration_ms: "BIGINT",
  waiting_for_compute_duration_ms: "BIGINT",
  execution_duration_ms: "BIGINT",
  total_task_duration_ms: "BIGINT",
  query_tags: "MAP<STRING, STRING>",
};

/** What moved data from where to where. https://docs.databricks.com/aws/en/admin/system-tables/lineage */
const lineage = {
  account_id: "STRING",
  metastore_id: "STRING",
  workspace_id: "STRING",
  entity_type: "STRING",
  entity_id: "STRING",
  entity_run_id: "STRING",
  source_table_full_name: "STRING",
  source_path: "STRING",
  source_type: "STRING",
  target_table_full_name: "STRING",
  target_path: "STRING",
  target_type: "STRING",
  created_by: "STRING",
  event_time: "TIMESTAMP",
  event_date: "DATE",
};

/** What a seed or a test fills: nothing here costs anything, or follows data. */
export const seededColumns: Record<string, Record<string, string>> = {
  "access.column_lineage": { ...lineage, source_column_name: "STRING", target_column_name: "STRING" },
  "access.table_lineage": lineage,
  "billing.usage": {
    account_id: "STRING",
    workspace_id: "STRING",
    record_id: "STRING",
    sku_name: "STRING",
    cloud: "STRING",
    usage_start_time: "TIMESTAMP",
    usage_end_time: "TIMESTAMP",
    usage_date: "DATE",
    custom_tags: "MAP<STRING, STRING>",
    usage_unit: "STRING",
    usage_quantity: "DECIMAL(38,18)",
    usage_metadata:
      "STRUCT<cluster_id: STRING, warehouse_id: STRING, job_id: STRING, job_run_id: STRING, job_name: STRING, notebook_id: STRING, endpoint_name: STRING, endpoint_id: STRING, dlt_pipeline_id: STRING, dlt_update_id: STRING, budget_policy_id: STRING>",
    identity_metadata: "STRUCT<run_as: STRING, created_by: STRING, owned_by: STRING>",
    record_type: "STRING",
    ingestion_date: "DATE",
    billing_origin_product: "STRING",
    usage_type: "STRING",
  },
  "billing.list_prices": {
    account_id: "STRING",
    price_start_time: "TIMESTAMP",
    price_end_time: "TIMESTAMP",
    sku_name: "STRING",
    cloud: "STRING",
    currency_code: "STRING",
    usage_unit: "STRING",
    pricing:
      "STRUCT<default: DECIMAL(38,18), promotional: STRUCT<default: DECIMAL(38,18)>, effective_list: STRUCT<default: DECIMAL(38,18)>>",
  },
  "lakeflow.job_run_timeline": {
    account_id: "STRING",
    workspace_id: "STRING",
    job_id: "STRING",
    run_id: "STRING",
    period_start_time: "TIMESTAMP",
    period_end_time: "TIMESTAMP",
    trigger_type: "STRING",
    run_type: "STRING",
    run_name: "STRING",
    compute_ids: "ARRAY<STRING>",
    result_state: "STRING",
    termination_code: "STRING",
    job_parameters: "MAP<STRING, STRING>",
  },
};
