import { catalogs, volume } from "../../seed/unityCatalog";
import { catalogClient, names } from "./catalogClient";

const { get, control, pages, sql } = catalogClient();

const tablesOf = (schema_name: string) => ({ catalog_name: "workspace", schema_name });

it.each([
  ["catalogs", "catalogs", {}, ["main", "samples", "system", "workspace"]],
  [
    "schemas",
    "schemas",
    { catalog_name: "samples" },
    ["aviation", "geology", "information_schema", "weather"],
  ],
  ["tables", "tables", { catalog_name: "samples", schema_name: "aviation" }, ["airports", "flights"]],
])("%s come in pages of the size that is asked for", async (path, key, query, expected) => {
  const sizes = (await pages(path, { ...query, max_results: "3" })).map((page) => names(page[key]).length);
  expect(sizes).toEqual(expected.length > 3 ? [3, expected.length - 3] : [expected.length]);
  const one = await pages(path, { ...query, max_results: "1" });
  expect(one.map((page) => names(page[key]))).toEqual(expected.map((name) => [name]));
  expect(one.at(-1)).not.toHaveProperty("next_page_token");
});

it("everything comes at once where no size is asked for, and in pages of the server's size for 0", async () => {
  await sql("CREATE SCHEMA many");
  await sql(...Array.from({ length: 51 }, (_, index) => `CREATE VIEW many.v${index} AS SELECT 1 AS x`));
  const sizes = async (query: Record<string, string>) =>
    (await pages("tables", { ...tablesOf("many"), ...query })).map(({ tables }) => names(tables).length);
  expect(await sizes({})).toEqual([51]);
  expect(await sizes({ max_results: "0" })).toEqual([50, 1]);
  expect(await sizes({ max_results: "1000" })).toEqual([50, 1]);
});

it("pages may come that are empty, yet have a token, and be smaller than was asked for", async () => {
  await control("models", { empty_pages: 2, most_per_page: 3 });
  const [first, second, third, last, ...more] = await pages("catalogs", { max_results: "0" });
  expect([first, second]).toEqual([
    { next_page_token: expect.any(String) },
    { next_page_token: expect.any(String) },
  ]);
  expect(third).toEqual({ catalogs: catalogs.slice(0, 3), next_page_token: expect.any(String) });
  expect([last, more]).toEqual([{ catalogs: catalogs.slice(3) }, []]);
  for (const path of ["volumes", "table-summaries", "schemas", "tables"]) {
    expect(await get(path, tablesOf("default"))).toEqual({ next_page_token: expect.any(String) });
  }
});

describe("volumes", () => {
  const given = [
    { full_name: "workspace.default.Archive", comment: "Old files" },
    { full_name: "workspace.default.bucket", volume_type: "EXTERNAL", storage_location: "s3://files/in" },
  ];

  it("are the example, until others are seeded", async () => {
    expect(await get("volumes", tablesOf("default"))).toEqual({ volumes: [volume] });
    await control("seed", { volumes: given });
    const [first, second, third] = await pages("volumes", { ...tablesOf("default"), max_results: "1" });
    expect([first, second, third].map((page) => names(page?.volumes))).toEqual([
      ["archive"],
      ["bucket"],
      ["landing"],
    ]);
    expect(await get("volumes/WORKSPACE.default.ARCHIVE")).toMatchObject({
      name: "archive",
      full_name: "workspace.default.archive",
      volume_type: "MANAGED",
      comment: "Old files",
      storage_location: expect.stringMatching(/^s3:/),
    });
    expect(await get("volumes/workspace.default.bucket")).toMatchObject({
      storage_location: "s3://files/in",
    });
    await control("seed", { volumes: [], replace: true });
    expect(await get("volumes", tablesOf("default"))).toEqual({});
  });

  it.each([
    [{}, "Missing required field: full_name"],
    [{ full_name: "a.b" }, "is not a valid name"],
    [{ full_name: "a.b.c", volume_type: "BIG" }, "Invalid volume_type: BIG"],
    [{ full_name: "a.b.c", volume_type: "EXTERNAL" }, "Missing required field: storage_location"],
    [{ full_name: "a.b.c", storage_location: "s3://x" }, "storage_location can not be provided"],
  ])("are not seeded from %j", async (fields, message) => {
    await expect(control("seed", { volumes: [fields] })).rejects.toThrow(message);
  });
});
