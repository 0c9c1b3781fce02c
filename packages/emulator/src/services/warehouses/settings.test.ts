import { completeWarehouseSettings, nameOf } from "./settings";

const defaults = {
  auto_stop_mins: 120,
  channel: { name: "CHANNEL_NAME_CURRENT" },
  enable_photon: true,
  enable_serverless_compute: false,
  max_num_clusters: 1,
  min_num_clusters: 1,
  spot_instance_policy: "COST_OPTIMIZED",
  warehouse_type: "CLASSIC",
};

describe("the settings of a warehouse", () => {
  it("are Databricks' defaults where nothing is said", () => {
    expect(completeWarehouseSettings({})).toEqual(defaults);
    expect(
      completeWarehouseSettings({
        warehouse_type: "TYPE_UNSPECIFIED",
        spot_instance_policy: "POLICY_UNSPECIFIED",
      }),
    ).toEqual(defaults);
  });

  it("grow to what the warehouse keeps", () => {
    expect(completeWarehouseSettings({ min_num_clusters: 3 }).max_num_clusters).toBe(3);
  });

  it("stay as they were where an edit does not name them", () => {
    const before = completeWarehouseSettings({
      cluster_size: "Large",
      auto_stop_mins: 0,
      max_num_clusters: 4,
    });
    expect(completeWarehouseSettings({ min_num_clusters: 2 }, before)).toEqual({
      ...before,
      min_num_clusters: 2,
    });
  });

  it.each([
    [{ enable_serverless_compute: true, warehouse_type: "PRO" }, 10],
    [{ enable_serverless_compute: true, warehouse_type: "PRO", auto_stop_mins: 1 }, 1],
    [{ auto_stop_mins: 0 }, 0],
    [{ auto_stop_mins: 10 }, 10],
  ])("%j stop after %d idle minutes", (given, minutes) => {
    expect(completeWarehouseSettings(given).auto_stop_mins).toBe(minutes);
  });

  it.each([
    [{ cluster_size: "Enormous" }, '"Enormous" is not a valid value for cluster_size.'],
    [{ cluster_size: "small" }, '"small" is not a valid value for cluster_size.'],
    [
      { auto_stop_mins: 5 },
      "5 is not a valid value for auto_stop_mins. The value must be greater than or equal to 10.",
    ],
    [{ auto_stop_mins: -1 }, "-1 is not a valid value for auto_stop_mins."],
    [{ min_num_clusters: 0 }, "0 is not a valid value for min_num_clusters."],
    [{ min_num_clusters: 31, max_num_clusters: 40 }, "31 is not a valid value for min_num_clusters."],
    [{ max_num_clusters: 41 }, "41 is not a valid value for max_num_clusters."],
    [
      { min_num_clusters: 3, max_num_clusters: 2 },
      "2 is not a valid value for max_num_clusters. The value must be greater than or equal to min_num_clusters (3).",
    ],
    [
      { enable_serverless_compute: true, warehouse_type: "CLASSIC" },
      "Invalid warehouseType: Serverless is only available for PRO warehouses.",
    ],
    [
      { enable_serverless_compute: true },
      "Invalid warehouseType: Serverless is only available for PRO warehouses.",
    ],
    [{ channel: { name: "CHANNEL_NAME_CUSTOM" } }, "Missing required field: channel.dbsql_version"],
    [{ tags: { custom_tags: [{ value: "x" }] } }, "Missing required field: tags.custom_tags.key"],
    [
      { tags: { custom_tags: Array.from({ length: 45 }, (_, index) => ({ key: `k${index}`, value: "" })) } },
      "45 is not a valid value for tags.custom_tags.",
    ],
    [{ tags: { custom_tags: [{ key: "a" }, { key: "a" }] } }, "The tag key a is given more than once."],
  ])("%j are refused", (given, message) => {
    expect(() => completeWarehouseSettings(given)).toThrow(message);
  });

  it("are refused where an edit does not fit what stays", () => {
    const before = completeWarehouseSettings({ max_num_clusters: 2 });
    expect(() => completeWarehouseSettings({ min_num_clusters: 3 }, before)).toThrow(
      "2 is not a valid value for max_num_clusters.",
    );
  });

  it("do not have a name of 100 characters", () => {
    expect(nameOf({ name: "x".repeat(99) })).toHaveLength(99);
    expect(() => nameOf({ name: "x".repeat(100) })).toThrow("is not a valid value for name");
  });
});
