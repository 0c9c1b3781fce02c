/**
 * Against a real workspace, when DATABRICKS_HOST and DATABRICKS_TOKEN are set; reported as skipped otherwise. Only what
 * costs nothing and changes nothing runs by itself; with DATABRICKS_WAREHOUSE_ID a statement runs too, which may start
 * that warehouse.
 */
import type { ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { run, subjectOf } from "./support/component";
import { unpackable } from "./support/messagePack";

const { DATABRICKS_HOST: host, DATABRICKS_TOKEN: apiKey, DATABRICKS_WAREHOUSE_ID: warehouseId } = process.env;

const connection: ConnectionValue = {
  key: "personalAccessToken",
  configVarKey: "Databricks",
  fields: { host, apiKey },
};

const runLive = (key: string, parameters: Record<string, unknown> = {}): Promise<unknown> =>
  run(subjectOf(key), { connection, parameters });

const live = host && apiKey ? describe : describe.skip;

live("a real workspace", () => {
  it("says who signs in", async () => {
    expect(await runLive("getCurrentUser")).toMatchObject({
      id: expect.any(String),
      userName: expect.any(String),
    });
  });

  it.each(["listClusters", "listNodeTypes", "listWarehouses"])("answers %s with plain data", async (key) => {
    const items = await runLive(key);
    expect(items).toBeInstanceOf(Array);
    expect(unpackable(items)).toEqual([]);
  });

  it.each(["selectCluster", "selectNodeType", "selectWarehouse"])("fills the picklist of %s", async (key) => {
    for (const choice of (await runLive(key)) as object[]) {
      expect(choice).toEqual({ key: expect.any(String), label: expect.any(String) });
    }
  });

  it("gets what it lists", async () => {
    const [warehouse] = (await runLive("listWarehouses")) as { id: string; name: string }[];
    if (warehouse) {
      expect(await runLive("getWarehouse", { warehouseId: warehouse.id })).toMatchObject({
        name: warehouse.name,
      });
    }
    const [cluster] = (await runLive("listClusters")) as { cluster_id: string }[];
    if (cluster) {
      const got = await runLive("getCluster", { clusterId: cluster.cluster_id });
      expect(got).toMatchObject({ cluster_id: cluster.cluster_id });
    }
  });

  it("says that it does not know a cluster", async () => {
    await expect(runLive("getCluster", { clusterId: "0101-000000-nowhere0" })).rejects.toThrow(
      /does not exist/,
    );
  });
});

const liveSql = host && apiKey && warehouseId ? describe : describe.skip;

liveSql("a warehouse of a real workspace", () => {
  it("gives exact, typed values", async () => {
    const result = await runLive("runSql", {
      warehouseId,
      sqlStatement:
        "SELECT :n AS n, 9007199254740993 AS big, CAST(1.10 AS DECIMAL(5, 2)) AS money, array(1, 2) AS list",
      sqlParameters: [{ name: "n", value: null }],
    });
    expect(result).toMatchObject({
      rows: [{ n: null, big: "9007199254740993", money: "1.10", list: [1, 2] }],
    });
  });

  it("says why a statement fails", async () => {
    const failing = runLive("runSql", { warehouseId, sqlStatement: "SELECT * FROM no_such_table_here" });
    await expect(failing).rejects.toThrow(/TABLE_OR_VIEW_NOT_FOUND/);
  });
});
