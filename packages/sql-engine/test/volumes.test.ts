import { createSqlEngine } from "../src/duckdbEngine";
import type { SqlEngine } from "../src/engine";
import { MemoryVolumes } from "./memoryVolumes";

let engine: SqlEngine;
let volumes: MemoryVolumes;
const denied = new Set<string>();

beforeEach(async () => {
  denied.clear();
  volumes = new MemoryVolumes();
  engine = await createSqlEngine(
    undefined,
    (path, privilege) => (denied.has(`${privilege} ${path.join(".")}`) ? `No ${privilege}.` : undefined),
    volumes,
  );
});
afterEach(async () => {
  await engine.close();
  volumes.close();
});

async function rows(statement: string): Promise<(string | null)[][]> {
  const result = await engine.run(statement);
  const found = await result.textRows(0, result.rowCount);
  await result.close();
  return found;
}

describe("volumes", () => {
  it("are created, listed and dropped", async () => {
    await rows("CREATE VOLUME Landing COMMENT 'in'");
    await rows("CREATE VOLUME IF NOT EXISTS workspace.default.landing");
    await rows("CREATE EXTERNAL VOLUME outside LOCATION 's3://bucket/dir' COMMENT 'far'");
    expect(volumes.made).toEqual([
      [{ catalog: "workspace", schema: "default", name: "landing" }, { comment: "in" }],
      [
        { catalog: "workspace", schema: "default", name: "outside" },
        { comment: "far", external: "s3://bucket/dir" },
      ],
    ]);
    expect(await rows("SHOW VOLUMES")).toEqual([
      ["default", "landing"],
      ["default", "outside"],
    ]);
    expect(await rows("SHOW VOLUMES IN workspace.default LIKE 'o*'")).toEqual([["default", "outside"]]);
    denied.add("READ_VOLUME workspace.default.outside");
    expect(await rows("SHOW VOLUMES")).toEqual([["default", "landing"]]);
    await rows("DROP VOLUME landing");
    await rows("DROP VOLUME IF EXISTS landing");
    expect(volumes.volumes("workspace", "default").map(({ name }) => name)).toEqual(["outside"]);
  });

  it.each([
    ["CREATE VOLUME v", "VOLUME_ALREADY_EXISTS", "42000"],
    ["DROP VOLUME gone", "UC_VOLUME_NOT_FOUND", "42704"],
    ["CREATE VOLUME none.v", "SCHEMA_NOT_FOUND", "42704"],
    ["CREATE EXTERNAL VOLUME e", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
    ["CREATE VOLUME samples.aviation.v", "INSUFFICIENT_PERMISSIONS", "42501"],
  ])("refuse %s", async (statement, condition, sqlState) => {
    await rows("CREATE VOLUME v");
    await expect(rows(statement)).rejects.toMatchObject({
      message: expect.stringContaining(`[${condition}]`),
      sqlState,
    });
  });

  it("keep their schema from being dropped, unless they go with it", async () => {
    await rows("CREATE SCHEMA s");
    await rows("CREATE VOLUME s.v");
    await expect(rows("DROP SCHEMA s")).rejects.toMatchObject({ sqlState: "2BP01" });
    await rows("DROP SCHEMA s CASCADE");
    expect(volumes.volumes("workspace", "s")).toEqual([]);
  });
});
