/** Data sources in front of a person: labels that tell apart, grants that are named, and an end in time. */
import { landingDirectoryExample } from "../src/services/files/listingExamples";
import type { Catalog } from "../src/services/unityCatalog/unityCatalog";
import {
  samplesCatalogExample,
  samplesSchemaExample,
  tableExample,
} from "../src/services/unityCatalog/unityCatalogExamples";
import { dataSources, exampleParameters, failureOf, ownInputs, runIn, subjectOf } from "./support/component";
import { runWithFaults } from "./support/faultRun";
import { emptyVolume, writeFile } from "./support/volumeFiles";
import { type Fault, useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const choose = (key: string): Promise<unknown> => runIn(workspace, key, exampleParameters(subjectOf(key)));

const answer = (path: string, body: object, status = 200): Promise<unknown> =>
  workspace.fault({ path, status, body });

const labelsOf = (choices: unknown): string[] => (choices as { label: string }[]).map(({ label }) => label);

describe("labels", () => {
  it("tell warehouses of one name apart, and show their states", async () => {
    await answer("/api/2.0/sql/warehouses", {
      warehouses: [
        { id: "b", name: "Shared", state: "RUNNING" },
        { id: "a", name: "Shared", state: "RUNNING" },
        { id: "c", name: "Shared", state: "STOPPED" },
        { id: "d" },
      ],
    });
    expect(labelsOf(await choose("selectWarehouse"))).toEqual([
      "d",
      "Shared (running), a",
      "Shared (running), b",
      "Shared (stopped)",
    ]);
  });

  it("tell jobs of one name apart by their IDs, digit for digit", async () => {
    await workspace.fault({
      path: "/api/2.2/jobs/list",
      status: 200,
      body: `{"jobs": [
        {"job_id": 9007199254740993, "settings": {"name": "Nightly"}},
        {"job_id": 1, "settings": {"name": "Nightly"}},
        {"job_id": 2, "settings": {}}, {"job_id": 3}
      ]}`,
      content_type: "application/json",
    });
    expect(await choose("selectJob")).toEqual([
      { key: "2", label: "2" },
      { key: "3", label: "3" },
      { key: "1", label: "Nightly, 1" },
      { key: "9007199254740993", label: "Nightly, 9007199254740993" },
    ]);
  });

  it("show an item once that came on two pages", async () => {
    const catalogs = [{ name: "main" }];
    const path = "/api/2.1/unity-catalog/catalogs";
    await answer(path, { catalogs, next_page_token: "a" });
    await answer(path, { catalogs: [...catalogs, { name: "other" }] });
    expect(labelsOf(await choose("selectCatalog"))).toEqual(["main", "other"]);
  });

  it("show what is not a plain table, and whether an endpoint is ready", async () => {
    const tables = [
      { name: "plain", table_type: "MANAGED" },
      { name: "seen", table_type: "MATERIALIZED_VIEW" },
      { name: "unknown" },
    ];
    await answer("/api/2.1/unity-catalog/tables", { tables });
    expect(labelsOf(await choose("selectTable"))).toEqual(["plain", "seen (materialized view)", "unknown"]);
    await answer("/api/2.0/serving-endpoints", {
      endpoints: [{ name: "one", state: { ready: "NOT_READY" } }, { name: "two" }],
    });
    expect(labelsOf(await choose("selectServingEndpoint"))).toEqual(["one (not ready)", "two"]);
  });

  it("show the type of a column", async () => {
    await answer(`/api/2.1/unity-catalog/tables/${tableExample.full_name}`, {
      name: tableExample.name,
      columns: [{ name: "a b", type_text: "map<string,int>" }, { name: "c" }],
    });
    expect(await choose("selectColumn")).toEqual([
      { key: "a b", label: "a b (map<string,int>)" },
      { key: "c", label: "c" },
    ]);
  });
});

describe("directories and files of a volume", () => {
  const files = ["a b.csv", "50%.csv", "in/größe #1.csv", "in/deep/x.csv", "other/y.csv"];
  const root = landingDirectoryExample.path;
  const place = { catalog: "workspace", schema: "default", volume: "landing" };

  beforeEach(async () => {
    await emptyVolume(workspace);
    for (const file of files) await writeFile(workspace, file, "1");
  });

  it("are offered by their paths below the directory, the volume itself first", async () => {
    expect(await runIn(workspace, "selectDirectory", place)).toEqual([
      { key: root, label: root },
      { key: `${root}/in`, label: "in" },
      { key: `${root}/other`, label: "other" },
    ]);
    expect(await runIn(workspace, "selectDirectory", { ...place, directory: "in", recursive: true })).toEqual(
      [
        { key: `${root}/in`, label: `${root}/in` },
        { key: `${root}/in/deep`, label: "deep" },
      ],
    );
    expect(await runIn(workspace, "selectFile", place)).toEqual([
      { key: `${root}/50%.csv`, label: "50%.csv" },
      { key: `${root}/a b.csv`, label: "a b.csv" },
    ]);
    const all = await runIn(workspace, "selectFile", { ...place, directory: `${root}/in`, recursive: true });
    expect(all).toEqual([
      { key: `${root}/in/deep/x.csv`, label: "deep/x.csv" },
      { key: `${root}/in/größe #1.csv`, label: "größe #1.csv" },
    ]);
  });

  it("are found by a volume's path, which needs no catalog and no schema", async () => {
    const given = { volume: root, catalog: "", schema: "" };
    expect(await runIn(workspace, "selectDirectory", given)).toHaveLength(3);
    const { message } = await failureOf(runIn(workspace, "selectFile", { ...given, volume: "landing" }));
    expect(message).toMatch(/^Catalog is empty, but Volume is a name alone\./);
  });

  it("are read from every page", async () => {
    await workspace.models({ most_per_page: 1, empty_pages: 1 });
    expect(await runIn(workspace, "selectDirectory", { ...place, recursive: true })).toHaveLength(4);
  });

  it("say which grant is missing, and that a directory is not found or is a file", async () => {
    const message = async (directory?: string): Promise<string> =>
      (await failureOf(runIn(workspace, "selectFile", { ...place, directory }))).message;
    expect(await message("none")).toMatch(/404.*Check the path/);
    expect(await message("a b.csv")).toMatch(/a b\.csv is a file, not a directory/);
    expect(await message("../x")).toMatch(/^Directory holds "\." or "\.\." as a name/);
    const id = "workspace.default.landing";
    await workspace.revoke({ securable: "volume", id, privilege: "READ_VOLUME" });
    expect(await message()).toMatch(/lacks READ VOLUME on the volume workspace\.default\.landing/);
  });
});

const catalogs = "/api/2.1/unity-catalog/catalogs";
const schemas = "/api/2.1/unity-catalog/schemas";
const theCatalog = `${catalogs}/${samplesCatalogExample.name}`;
const theSchema = `${schemas}/${samplesSchemaExample.full_name}`;
const denied = { error_code: "PERMISSION_DENIED", message: "User does not have the privilege." };
const useCatalog = "USE CATALOG on the catalog samples";
const useSchema = `${useCatalog} and USE SCHEMA on the schema samples.aviation`;

describe("a missing grant", () => {
  it("is named where a catalog answers with an empty list", async () => {
    await answer(schemas, {});
    await answer(theCatalog, denied, 403);
    expect((await failureOf(choose("selectSchema"))).message).toContain(`It requires ${useCatalog}.`);
  });

  it("is named where the list itself is refused", async () => {
    await answer(schemas, denied, 403);
    expect((await failureOf(choose("selectSchema"))).message).toContain(`It requires ${useCatalog}.`);
  });

  it("is named where the catalog may only be browsed", async () => {
    await answer(schemas, {});
    await answer(theCatalog, { ...samplesCatalogExample, browse_only: true } satisfies Catalog);
    const { message } = await failureOf(choose("selectSchema"));
    expect(message).toContain("may see the catalog samples, but not use it");
    expect(message).toContain(`It requires ${useCatalog}.`);
  });

  it("is named where what may not be seen is said not to exist", async () => {
    await answer(schemas, {});
    await answer(theCatalog, { error_code: "CATALOG_DOES_NOT_EXIST", message: "No catalog samples." }, 404);
    expect((await failureOf(choose("selectSchema"))).message).toContain(
      `may not see it, which requires ${useCatalog}.`,
    );
  });

  it.each([["selectTable", "tables"] as const])(
    "is named of a schema, after the catalog was found usable: %s",
    async (key, kind) => {
      await answer(`/api/2.1/unity-catalog/${kind}`, {});
      await answer(theCatalog, samplesCatalogExample);
      await answer(theSchema, denied, 403);
      expect((await failureOf(choose(key))).message).toContain(`It requires ${useSchema}.`);
    },
  );

  it("is named of a table", async () => {
    for (const key of ["selectColumn", "mapTableColumns"]) {
      await answer(`/api/2.1/unity-catalog/tables/${tableExample.full_name}`, denied, 403);
      const { message } = await failureOf(choose(key));
      expect(message).toContain(`It requires ${useSchema}, and SELECT on ${tableExample.full_name}.`);
    }
  });

  it("is not suspected where something comes", async () => {
    await answer(schemas, { schemas: [{ name: "one" }] });
    await choose("selectSchema");
    expect(await workspace.requests()).toHaveLength(1);
  });
});

it("a schema in which there is nothing gives an empty list", async () => {
  await answer("/api/2.1/unity-catalog/tables", {});
  await answer(theCatalog, samplesCatalogExample);
  await answer(theSchema, samplesSchemaExample);
  expect(await choose("selectTable")).toEqual([]);
});

it("a table without columns gives an empty form", async () => {
  await answer(`/api/2.1/unity-catalog/tables/${tableExample.full_name}`, { name: tableExample.name });
  expect(await choose("mapTableColumns")).toEqual({
    schema: { type: "object", properties: {}, required: [] },
    uiSchema: { type: "VerticalLayout", elements: [] },
    data: {},
  });
});

const always = 1000;

/** What most names do not hold. */
const dotted = ["a.b", "..", "a/b"];

/** The same for names in which some of it is no mistake: that of an endpoint is read as an ID, scopes are free. */
const meant: Record<string, string[]> = { endpointName: ["..", "a/b"], secretScope: [] };

describe.each(dataSources.map((source) => [source.key, source] as const))("%s", (_key, source) => {
  it.each<[string, Partial<Fault>]>([
    ["nothing answers", { hang: true, times: always }],
    ["every answer is 503", { status: 503, body: {}, times: always }],
    ["every connection breaks", { drop: true, times: always }],
    ["the server asks for a pause", { status: 429, headers: { "retry-after": "9" }, times: always }],
  ])("ends within 25 s when %s", async (_name, fault) => {
    const { error, elapsedMs } = await runWithFaults(workspace, source, exampleParameters(source), [fault]);
    expect(error).toBeInstanceOf(Error);
    expect(elapsedMs).toBeLessThanOrEqual(25_000);
  });

  it("refuses a name that cannot be meant before it sends anything", async () => {
    const found: string[] = [];
    for (const input of ownInputs(source).filter(({ required }) => required)) {
      for (const value of ["", " ", ...(meant[input.key] ?? dotted), "a\u0000b", null, true, ["a"], {}]) {
        const given = { ...exampleParameters(source), [input.key]: value };
        const { message } = await failureOf(runIn(workspace, source.key, given));
        if (!message.startsWith(`${input.label} `)) {
          found.push(`${JSON.stringify(value)} as ${input.label} is not refused by its label: ${message}`);
        }
      }
    }
    expect(found).toEqual([]);
    expect(await workspace.requests()).toEqual([]);
  });
});
