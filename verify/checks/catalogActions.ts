/** Unity Catalog's actions: what they list, read, create and delete. */
import type { Check } from "../check";
import { agree } from "../outcomes";

const page = "https://docs.databricks.com/api/workspace";

interface Named {
  name: string;
}

export const catalogActionChecks: Check[] = [
  {
    id: "catalog.lists",
    title: "The lists and reads of the actions have the run's schema, its volume and its table",
    tries: "each list, that of tables with what may only be discovered, then the table",
    source: `${page}/tables/list`,
    covers: [
      "listCatalogs",
      "listSchemas",
      "listTables",
      "listVolumes",
      "listFunctions",
      "getTable",
      "tableExists",
    ],
    needs: ["schema"],
    run: async (context) => {
      const { catalog, name: schema } = context;
      const table = context.fresh("listed");
      await context.rows(`CREATE TABLE ${context.table(table)} (id BIGINT)`);
      const where = { catalog, schema };
      const has = async (key: string, name: string, more: object = {}): Promise<string> => {
        const found = await context.call<Named[]>(key, { ...where, ...more });
        agree(
          found.some((one) => one.name === name),
          `${key}: ${found.length}, without ${name}`,
        );
        return `${key}: ${found.length}`;
      };
      const seen = [
        await has("listCatalogs", catalog),
        await has("listSchemas", schema),
        await has("listVolumes", schema),
        await has("listTables", table, { includeBrowse: true }),
      ];
      const functions = await context.call<Named[]>("listFunctions", where);
      const found = await context.call<Named>("getTable", { ...where, table });
      const missing = { ...where, schema: `${schema}_nowhere`, table };
      const exists = [
        await context.call("tableExists", { ...where, table }),
        await context.call("tableExists", missing),
      ];
      const states = `${functions.length} functions; ${found.name}; ${JSON.stringify(exists)}`;
      agree(states === `0 functions; ${table}; [{"table_exists":true},{"table_exists":false}]`, states);
      return `${seen.join(", ")}; ${states}`;
    },
  },
  {
    id: "catalog.changes",
    title: "A volume is created, kept where it exists, and deleted; so is a table",
    tries: "a volume and a table of the run's schema, each deleted twice",
    source: `${page}/volumes/create`,
    covers: ["createVolume", "deleteVolume", "deleteTable"],
    needs: ["schema"],
    run: async (context) => {
      const where = { catalog: context.catalog, schema: context.name };
      const [volume, table] = [context.fresh("volume"), context.fresh("table")];
      const made = { ...where, volumeName: volume };
      await context.call("createVolume", made);
      const taken = await context.refusal("createVolume", made);
      const kept = await context.call<Named>("createVolume", { ...made, ifItExists: "keep" });
      await context.rows(`CREATE TABLE ${context.table(table)} (id BIGINT)`);
      const deletions = [];
      for (const [key, given] of [
        ["deleteVolume", { ...where, volume, ignoreMissing: true }],
        ["deleteTable", { ...where, table, ignoreMissing: true }],
      ] as const) {
        for (const expected of [true, false]) {
          const { deleted } = await context.call<{ deleted: boolean }>(key, given);
          agree(deleted === expected, `${key}: deleted ${deleted}, not ${expected}`);
          deletions.push(`${key}: ${deleted}`);
        }
      }
      agree(kept.name === volume, JSON.stringify(kept));
      return `taken: HTTP ${taken.status} ${taken.errorCode}; ${deletions.join(", ")}`;
    },
  },
];
