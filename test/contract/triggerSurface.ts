/** The part of the public contract, by hand, that is about triggers. */
import type { SurfaceInput, SurfaceTrigger } from "../../scripts/docs/surface";

/** What the lines of the contract are made with. */
interface Parts {
  connection: SurfaceInput;
  debugRequest: SurfaceInput;
  text: (key: string, label: string) => SurfaceInput;
  optionalText: (key: string, label: string) => SurfaceInput;
}

/** The triggers, sorted by key. */
export const triggers = ({ connection, debugRequest, text, optionalText }: Parts): SurfaceTrigger[] => {
  const flag = (key: string, label: string, value = "false"): SurfaceInput => ({
    key,
    label,
    type: "boolean",
    default: value,
  });
  const number = (key: string, label: string, value: string): SurfaceInput => ({
    ...optionalText(key, label),
    default: value,
  });
  const choice = (key: string, label: string, ...choices: string[]): SurfaceInput => ({
    ...optionalText(key, label),
    default: choices[0],
    choices,
  });
  const warehouseId = { ...text("warehouseId", "Warehouse ID"), dataSource: "selectWarehouse" };
  const catalog = { ...optionalText("catalog", "Catalog"), dataSource: "selectCatalog" };
  const schema = { ...optionalText("schema", "Schema"), dataSource: "selectSchema" };
  const table = { ...optionalText("table", "Table"), dataSource: "selectTable" };
  const jobId = { ...optionalText("jobId", "Job ID"), dataSource: "selectJob" };
  const fetchRun = flag("fetchRun", "Fetch Run");
  const pageSize = number("pageSize", "Page Size", "1000");
  const timeout = number("timeoutSeconds", "Timeout (seconds)", "600");
  const withEnds = (...inputs: SurfaceInput[]) => [connection, ...inputs, debugRequest];
  return [
    {
      key: "jobNotification",
      label: "Job Notification",
      kind: "webhook",
      batchSize: 1,
      inputs: withEnds(
        jobId,
        flag("onSuccess", "On Success", "true"),
        flag("onFailure", "On Failure", "true"),
        flag("onStart", "On Start"),
        flag("onSlow", "On Slow Run"),
        { ...choice("mode", "Mode", "automatic", "manual"), required: true },
        optionalText("userName", "User Name"),
        { ...optionalText("password", "Password"), type: "password" },
        fetchRun,
      ),
    },
    {
      key: "jobRunCompleted",
      label: "Job Run Completed",
      kind: "polling",
      batchSize: 10,
      inputs: withEnds(
        jobId,
        {
          ...optionalText("outcomes", "Outcomes"),
          choices: [
            "succeeded",
            "succeededWithFailures",
            "failed",
            "timedOut",
            "canceled",
            "skipped",
            "internalError",
            "upstreamFailed",
            "upstreamCanceled",
            "excluded",
            "disabled",
          ],
          collection: "valuelist",
        },
        fetchRun,
        number("lookBackMinutes", "Look-Back (minutes)", "60"),
      ),
    },
    {
      key: "newRows",
      label: "New Rows",
      kind: "polling",
      batchSize: 100,
      inputs: withEnds(
        warehouseId,
        catalog,
        schema,
        table,
        { ...optionalText("sqlQuery", "SQL Query"), type: "code", language: "sql" },
        { ...text("cursorColumn", "Cursor Column"), dataSource: "selectColumn" },
        { ...optionalText("keyColumn", "Key Column"), dataSource: "selectColumn" },
        choice("startFrom", "Start From", "now", "beginning", "value"),
        optionalText("startValue", "Start Value"),
        number("lookBack", "Look-Back", "0"),
        pageSize,
        number("rowCap", "Row Cap", "10000"),
        timeout,
      ),
    },
    {
      key: "tableChanges",
      label: "Table Changes",
      kind: "polling",
      batchSize: 100,
      inputs: withEnds(
        warehouseId,
        catalog,
        schema,
        { ...table, required: true },
        choice("startFrom", "Start From", "now", "version", "time"),
        optionalText("startVersion", "Start Version"),
        optionalText("startTime", "Start Time"),
        flag("includeBeforeImages", "Include Before-Images"),
        pageSize,
        number("changeCap", "Change Cap", "10000"),
        choice("afterGap", "When Changes Are Lost", "fail", "newest"),
        timeout,
      ),
    },
  ];
};
