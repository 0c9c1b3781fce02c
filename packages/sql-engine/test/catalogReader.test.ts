import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;
beforeEach(async () => {
  engine = await openEngine(() => 1000);
});
afterEach(() => engine.close());

const run = async (...statements: string[]) => {
  for (const statement of statements) await (await engine.run(statement, { user: "ada" })).close();
};

describe("the reader of the catalogs", () => {
  it("finds what there is whatever the case, and nothing where there is nothing", async () => {
    const { reader } = engine;
    await run("CREATE TABLE T (a INT NOT NULL DEFAULT 1 COMMENT 'one', b VARCHAR(3)) PARTITIONED BY (b)");
    expect(reader.catalogs().map(({ name }) => name)).toEqual(["main", "samples", "system", "workspace"]);
    expect(reader.schemas("WORKSPACE").map(({ name }) => name)).toEqual(["default", "information_schema"]);
    expect(reader.table("Workspace", "DEFAULT", "t")).toEqual({
      name: "t",
      kind: "TABLE",
      properties: {},
      identity: expect.any(String),
      made: { at: 1000, by: "ada" },
      changed: { at: 1000, by: "ada" },
      columns: [
        { name: "a", type: { kind: "INT" }, notNull: true, comment: "one", defaultText: "1" },
        { name: "b", type: { kind: "STRING" }, notNull: false, maxLength: 3, partitionIndex: 0 },
      ],
    });
    expect([
      reader.catalog("none"),
      reader.schema("main", "none"),
      reader.table("main", "none", "t"),
    ]).toEqual([undefined, undefined, undefined]);
    expect([reader.schemas("none"), reader.tables("none", "default")]).toEqual([[], []]);
  });

  it("says of what a fresh workspace has that nobody made it", async () => {
    const { reader } = engine;
    await run("DROP CATALOG main CASCADE", "CREATE CATALOG main", "COMMENT ON CATALOG workspace IS 'Ours'");
    expect(reader.catalog("main")).toMatchObject({ made: { at: 1000, by: "ada" } });
    expect(reader.catalog("workspace")).toEqual({
      name: "workspace",
      comment: "Ours",
      changed: { at: 1000, by: "ada" },
    });
    expect(reader.table("samples", "aviation", "flights")?.made).toBeUndefined();
    expect(reader.table("system", "information_schema", "tables")?.kind).toBe("READ_ONLY");
  });
});
