/** The whole name of a table is taken wherever a table is asked for, and contradicts no other input. */
import { tableExample } from "../src/services/unityCatalog/unityCatalogExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace({ clock: "auto" });

const { catalog_name: catalog, schema_name: schema, name } = tableExample;
const whole = `${catalog}.${schema}.${name}`;

const subjects: [string, Record<string, unknown>][] = [
  ["checkConnection", {}],
  ["selectColumn", {}],
  ["mapTableColumns", {}],
  ["newRows", { warehouseId: warehouseExample.id, cursorColumn: tableExample.columns[0]?.name }],
];

const forms: [string, Record<string, unknown>][] = [
  ["alone", { table: whole }],
  ["with blank inputs beside it", { catalog: " ", schema: "", table: whole }],
  ["with the same names beside it", { catalog, schema, table: whole }],
  ["with the catalog beside it", { catalog, table: `${schema}.${name}` }],
  ["in back-ticks", { catalog: `\`${catalog}\``, table: `\`${catalog}\`.${schema}.\`${name}\`` }],
];

describe.each(subjects)("%s", (key, more) => {
  it.each(forms)("takes a whole name %s", async (_form, given) => {
    const plain = await runIn(workspace, key, { ...more, catalog, schema, table: name });
    const taken = await runIn(workspace, key, { ...more, ...given });
    if (key !== "checkConnection") expect(taken).toEqual(plain);
    else
      expect((taken as { checks: object[] }).checks).toContainEqual(
        expect.objectContaining({ id: whole, ok: true }),
      );
  });
});

it("what the triggers poll is named whole", async () => {
  await runIn(workspace, "runSql", {
    warehouseId: warehouseExample.id,
    sqlStatement:
      "CREATE TABLE workspace.default.`odd-t` (id BIGINT) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
  });
  const given = {
    warehouseId: warehouseExample.id,
    table: "`workspace`.default.`odd-t`",
    cursorColumn: "id",
  };
  for (const key of ["newRows", "tableChanges"]) expect(await runIn(workspace, key, given)).toEqual([]);
  const statements = (await workspace.requests()).map(
    ({ body }) => (body as { statement?: string } | undefined)?.statement ?? "",
  );
  expect(statements.filter((text) => text.includes("`workspace`.`default`.`odd-t`")).length).toBeGreaterThan(
    1,
  );
});

describe.each([...subjects, ["tableChanges", { warehouseId: warehouseExample.id }] as const])(
  "%s",
  (key, more) => {
    it.each([
      [{ catalog: "other", table: whole }, `Table names the catalog ${catalog}, but Catalog is other`],
      [{ catalog, schema: "other", table: whole }, `Table names the schema ${schema}, but Schema is other`],
    ])("names both inputs that contradict each other: %j", async (given, words) => {
      expect((await failureOf(runIn(workspace, key, { ...more, ...given }))).message).toContain(words);
      expect(await workspace.requests()).toEqual([]);
    });
  },
);
