/** A flow of the platform's own connector runs on this one: nothing but the references to the component change. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { clusterExample } from "../../src/services/clusters/clustersExamples";
import { currentUserExample } from "../../src/services/users/usersExamples";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { component } from "../support/component";
import { freshWorkspace } from "../support/workspace";
import { readIntegration } from "./integrationYaml";
import { LowCodeRun } from "./lowCodeRun";
import { complaintsAbout } from "./references";

const others = ["schedule-triggers", "log"];
const before = readFileSync(path.join(__dirname, "builtInConnector.yml"), "utf8");

/** What the page about it says to replace. */
const movedOver = (text: string): string =>
  text.replace(
    /key: databricks\n( +)isPublic: true\n +version: \S+/g,
    "key: databricks\n$1isPublic: false\n$1version: LATEST",
  );

const after = movedOver(before);

it("differs in the references alone", () => {
  const lines = before.split("\n");
  const changed = after.split("\n").filter((line, index) => line !== lines[index]);
  expect(after.split("\n")).toHaveLength(lines.length);
  expect(new Set(changed.map((line) => line.trim()))).toEqual(
    new Set(["isPublic: false", "version: LATEST"]),
  );
});

it("names nothing that this component does not have", () => {
  expect(complaintsAbout(readIntegration(before), { component, others })).toContainEqual(
    expect.stringMatching(/the component is private/),
  );
  expect(complaintsAbout(readIntegration(after), { component, others })).toEqual([]);
});

it("says on its page what this test replaces", () => {
  const page = readFileSync(path.join(__dirname, "../../documentation/builtInConnector.md"), "utf8");
  const [, from = "", to = ""] = /```yaml\n([\s\S]*?)```[\s\S]*?```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(from).toContain("isPublic: true");
  expect(movedOver(from)).toBe(to);
});

it("runs to its end", async () => {
  const workspace = await freshWorkspace({ clock: "auto" });
  try {
    const run = new LowCodeRun(workspace, {
      "SQL Warehouse": warehouseExample.id,
      Cluster: clusterExample.cluster_id,
    });
    const [flow] = readIntegration(after).flows;
    await run.start(flow?.steps ?? [], {});
    expect(run.resultOf("Clusters")).toContainEqual(
      expect.objectContaining({ cluster_id: clusterExample.cluster_id }),
    );
    expect(run.resultOf("Count Flights")).toMatchObject({
      status: { state: "SUCCEEDED" },
      rows: [{ carrier: "HA" }],
    });
    expect(run.resultOf("Who Am I")).toMatchObject({ userName: currentUserExample.userName });
    expect(run.log).toEqual([expect.stringMatching(new RegExp(`^${warehouseExample.name}: [0-9a-f]+$`))]);
  } finally {
    await workspace.close();
  }
});
