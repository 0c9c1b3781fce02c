/** Unity Catalog's actions: what they list, read, create and delete. */
import type { Check } from "../check";
import { agree, NotTried } from "../outcomes";

const page = "https://docs.databricks.com/api/workspace";

interface Named {
  name: string;
}

interface Granted {
  principal?: string;
  privileges?: string[];
}

const hasGrant = (granted: readonly Granted[], principal: string): boolean =>
  granted.some((one) => one.principal === principal && (one.privileges ?? []).includes("CREATE_FUNCTION"));

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
  {
    id: "catalog.grants",
    title: "A change of grants may be made twice, and the grants before and after are told",
    tries: "CREATE FUNCTION on the run's schema for the identity itself, twice; then taken away",
    source: `${page}/grants/update`,
    covers: ["getGrants", "updateGrants"],
    needs: ["schema"],
    run: async (context) => {
      const { userName: principal } = context.run;
      const object = { objectType: "schema", fullName: `${context.catalog}.${context.name}` };
      const change = async (changes: object): Promise<string> => {
        const given = { ...object, changes: [{ principal, ...changes }] };
        const { before, after } = await context.call<{ before: Granted[]; after: Granted[] }>(
          "updateGrants",
          given,
        );
        return `${hasGrant(before, principal)} to ${hasGrant(after, principal)}`;
      };
      const seen = [
        await change({ add: ["CREATE FUNCTION"] }),
        await change({ add: ["CREATE FUNCTION"] }),
        await change({ remove: ["CREATE FUNCTION"] }),
      ].join(", ");
      agree(seen === "false to true, true to true, true to false", seen);
      const effective = await context.call<unknown[]>("getGrants", { ...object, grants: "effective" });
      return `${seen}; ${effective.length} principals`;
    },
  },
  {
    id: "catalog.tags",
    title: "Tags are set, changed and removed, also those of a column",
    tries: "a tag of a table and one of its column",
    source: `${page}/entitytagassignments/create`,
    covers: ["setTags", "unsetTags"],
    needs: ["schema"],
    run: async (context) => {
      const table = context.fresh("tagged");
      await context.rows(`CREATE TABLE ${context.table(table)} (id BIGINT)`);
      const fullName = `${context.catalog}.${context.name}.${table}`;
      const seen = [];
      for (const object of [
        { objectType: "table", fullName },
        { objectType: "column", fullName: `${fullName}.id` },
      ]) {
        for (const tags of [{ checked: "once" }, { checked: "twice" }]) {
          const given = { ...object, tags: JSON.stringify(tags) };
          const [tag] = await context.call<{ tag_value?: string }[]>("setTags", given);
          agree(tag?.tag_value === tags.checked, `${object.objectType}: ${JSON.stringify(tag)}`);
          seen.push(`${object.objectType}: ${tag.tag_value}`);
        }
        const left = await context.call<unknown[]>("unsetTags", { ...object, tagKeys: ["checked"] });
        agree(left.length === 0, `${object.objectType}: ${left.length} left`);
      }
      return seen.join(", ");
    },
  },
  {
    id: "catalog.lineage",
    title: "The system tables of lineage have the columns that are read",
    tries: "the lineage of a table, as a whole and by column",
    source: "https://docs.databricks.com/aws/en/admin/system-tables/lineage",
    covers: ["getTableLineage"],
    needs: ["schema"],
    run: async (context) => {
      const table = context.fresh("traced");
      await context.rows(`CREATE TABLE ${context.table(table)} (id BIGINT)`);
      const given = { ...context.tableInputs(table), direction: "both" };
      const read = (byColumn: boolean): Promise<object> =>
        context.call<object>("getTableLineage", { ...given, byColumn }).catch((error: Error) => {
          const isClosed = /INSUFFICIENT_PERMISSIONS|TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND/.test(
            error.message,
          );
          throw isClosed ? new NotTried("the identity may not read system.access") : error;
        });
      return `${JSON.stringify(await read(false))}, ${JSON.stringify(await read(true))}`;
    },
  },
];
