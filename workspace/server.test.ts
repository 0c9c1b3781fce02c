import { cluster, clusters } from "../src/api/clusters";
import { warehouses } from "../src/api/warehouses";
import { type RunningWorkspace, startWorkspace } from "./server";

describe("the local workspace", () => {
  let running: RunningWorkspace;
  beforeAll(async () => {
    running = await startWorkspace({ clock: "manual", startAt: Date.UTC(2025, 10, 18, 12) });
  });
  afterAll(() => running.close());

  const call = (path: string) =>
    fetch(running.url + path, { headers: { authorization: `Bearer ${running.token}` } });

  it("answers its warehouses as the examples have them", async () => {
    const response = await call("/api/2.0/sql/warehouses");
    expect(await response.json()).toEqual({ warehouses });
  });

  it("writes the id of a Spark context as a bare number", async () => {
    const response = await call("/api/2.1/clusters/list");
    const text = await response.text();
    expect(text).toContain(`"spark_context_id":${cluster.spark_context_id}`);
    expect(JSON.parse(text).clusters).toHaveLength(clusters.length);
  });
});
