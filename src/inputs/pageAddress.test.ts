/** Ids out of the addresses that people copy from their browsers, drivers and logs. */
import { idInput, numericIdInput } from "./id";
import { nameInAddress, type PageKind } from "./pageAddress";

const host = "https://dbc-1a2b3c4d-5e6f.cloud.databricks.com";

it.each<[PageKind, string, string[]]>([
  [
    "warehouse",
    "475b94ddc7cd5211",
    [
      "/sql/1.0/warehouses/475b94ddc7cd5211",
      "sql/1.0/warehouses/475b94ddc7cd5211",
      "/sql/1.0/endpoints/475b94ddc7cd5211",
      `${host}/sql/warehouses/475b94ddc7cd5211?o=123&activeTab=monitoring`,
      `${host}/sql/warehouses/475b94ddc7cd5211/monitoring#top`,
      `${host}/compute/sql-warehouses/475b94ddc7cd5211`,
      `${host}/api/2.0/sql/warehouses/475b94ddc7cd5211/start`,
      "dbc-1.cloud.databricks.com/sql/warehouses/475b94ddc7cd5211",
      "jdbc:databricks://dbc-1.cloud.databricks.com:443/default;transportMode=http;httpPath=/sql/1.0/warehouses/475b94ddc7cd5211;AuthMech=3",
    ],
  ],
  [
    "cluster",
    "1118-093000-abc123",
    [
      `${host}/compute/clusters/1118-093000-abc123?o=123`,
      `${host}/?o=123#setting/clusters/1118-093000-abc123/configuration`,
      `${host}/#/setting/clusters/1118-093000-abc123/sparkUi`,
      `${host}/#setting/sparkui/1118-093000-abc123/driver-1`,
      "sql/protocolv1/o/123/1118-093000-abc123",
      "/api/2.1/clusters/get?cluster_id=1118-093000-abc123",
    ],
  ],
  [
    "experiment",
    "1234",
    [`${host}/ml/experiments/1234?viewStateShareKey=1`, `${host}/#mlflow/experiments/1234/runs/ab`],
  ],
  ["pipeline", "1f0c2a4e-6b8d", [`${host}/pipelines/1f0c2a4e-6b8d/updates/7c9b1d35-0e42?o=123`]],
  [
    "pipelineUpdate",
    "7c9b1d35-0e42",
    [
      `${host}/pipelines/1f0c2a4e-6b8d/updates/7c9b1d35-0e42?o=123`,
      "/api/2.0/pipelines/1f0c2a4e-6b8d/updates/7c9b1d35-0e42",
    ],
  ],
  ["mlflowRun", "0af1", [`${host}/ml/experiments/1234/runs/0af1/artifacts`]],
  [
    "endpoint",
    "my-model",
    [`${host}/ml/endpoints/my-model?o=1`, `${host}/serving-endpoints/my-model/invocations`],
  ],
  [
    "statement",
    "01f0-aa",
    [`${host}/sql/history?o=1&queryId=01f0-aa`, "/api/2.0/sql/statements/01f0-aa/cancel"],
  ],
])("the id of a %s (%s) is taken out of the addresses that name it", (kind, id, addresses) => {
  for (const address of addresses)
    expect(idInput({ label: "ID", comments: "", page: kind }).clean(` ${address}\n`)).toBe(id);
});

it.each<[PageKind, string | number, string[]]>([
  [
    "job",
    620301447112408,
    [
      `${host}/jobs/620301447112408`,
      `${host}/jobs/620301447112408/runs/77?o=1`,
      `${host}/?o=1#job/620301447112408/run/1`,
      `${host}/#job/620301447112408`,
      "/api/2.2/jobs/get?job_id=620301447112408",
    ],
  ],
  [
    "jobRun",
    "9007199254740993",
    [
      `${host}/jobs/5/runs/9007199254740993?o=1`,
      `${host}/#job/5/run/9007199254740993`,
      "/jobs/runs/9007199254740993",
    ],
  ],
])("the id of a %s (%s) is taken out of the addresses that name it", (kind, id, addresses) => {
  for (const address of addresses)
    expect(numericIdInput({ label: "ID", comments: "", page: kind }).clean(address)).toBe(id);
});

it.each<[PageKind, string]>([
  ["warehouse", `${host}/compute/clusters/1118-093000-abc123`],
  ["warehouse", `${host}/ml/endpoints/my-model`],
  ["warehouse", `${host}/sql/warehouses`],
  ["cluster", `${host}/sql/warehouses/475b94ddc7cd5211`],
  ["cluster", `${host}/clusters/..`],
  ["cluster", `${host}/clusters/%2e%2e`],
  ["endpoint", `${host}/sql/1.0/endpoints/475b94ddc7cd5211`],
  ["statement", `${host}/sql/history?queryId=`],
])("a %s is not taken out of %s", (kind, address) => {
  expect(() => idInput({ label: "ID", comments: "", page: kind }).clean(address)).toThrow(/^ID /);
});

it.each<[PageKind, string]>([
  ["job", `${host}/jobs/runs?o=1`],
  ["jobRun", `${host}/jobs/5/runs`],
  ["jobRun", `${host}/jobs/5`],
])("a %s is not taken out of %s", (kind, address) => {
  expect(() => numericIdInput({ label: "ID", comments: "", page: kind }).clean(address)).toThrow(
    /^ID is an address that names no /,
  );
});

it("the name of a table or a model is taken out of the address of its page", () => {
  expect(nameInAddress(`${host}/explore/data/main/my%20schema/orders?o=1`)).toEqual([
    "main",
    "my schema",
    "orders",
  ]);
  expect(nameInAddress(`${host}/explore/data/models/main/ml/late?o=1`, "models")).toEqual([
    "main",
    "ml",
    "late",
  ]);
  expect(nameInAddress(`${host}/explore/data/main/sales?o=1`)).toBeUndefined();
  expect(nameInAddress(`${host}/explore/data/volumes/main/sales/landing?o=1`)).toBeUndefined();
  expect(nameInAddress("main.sales.orders")).toBeUndefined();
});
