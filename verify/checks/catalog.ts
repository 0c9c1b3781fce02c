/** Unity Catalog: what the wizard offers, and how names and lists are returned. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree, present } from "../outcomes";
import { refusedWith } from "./refusals";

const base = "/api/2.1/unity-catalog";
const tablesPage = "https://docs.databricks.com/api/workspace/tables";

interface Choice {
  key: string;
  label: string;
}

const labelsOf = (choices: readonly Choice[]): string => choices.map(({ label }) => label).join(", ");

/** Choices of a wizard that must hold one. */
const offers = async (
  context: CheckContext,
  dataSource: string,
  inputs: Record<string, unknown>,
  wanted: (choice: Choice) => boolean,
): Promise<string> => {
  const choices = await context.call<Choice[]>(dataSource, inputs);
  agree(choices.some(wanted), `${dataSource}: ${choices.length} choices: ${labelsOf(choices)}`);
  return `${dataSource}: ${choices.length}`;
};

/** The table that these checks look at. */
const lookedAt = (context: CheckContext): Promise<string> =>
  context.fixture("the table of columns", async () => {
    await context.rows(
      `CREATE TABLE ${context.table("columns")} (id BIGINT NOT NULL, name STRING, price DECIMAL(10, 2), at TIMESTAMP, tags ARRAY<STRING>)`,
    );
    return "columns";
  });

export const catalogChecks: Check[] = [
  {
    id: "catalog.choices",
    title: "A wizard offers the catalog, the schema, its volume, its tables and their columns",
    tries: "Select Catalog, Schema, Volume, Table and Column, one after another",
    source: tablesPage,
    covers: ["selectCatalog", "selectSchema", "selectVolume", "selectTable", "selectColumn"],
    needs: ["schema"],
    run: async (context) => {
      const { catalog, name: schema } = context;
      const table = await lookedAt(context);
      const named = (name: string) => (choice: Choice) =>
        choice.key === name || choice.key.endsWith(`.${name}`);
      const seen = [
        await offers(context, "selectCatalog", {}, named(catalog)),
        await offers(context, "selectSchema", { catalog }, named(schema)),
        await offers(context, "selectVolume", { catalog, schema }, ({ label }) => label.includes(schema)),
        await offers(context, "selectTable", { catalog, schema }, named(table)),
        await offers(context, "selectColumn", { catalog, schema, table }, named("price")),
      ];
      return seen.join(", ");
    },
  },
  {
    id: "catalog.form",
    title: "The mapping form of a table names its columns",
    tries: "Map Table Columns",
    source: tablesPage,
    covers: ["mapTableColumns"],
    needs: ["schema"],
    run: async (context) => {
      const { catalog, name: schema } = context;
      const table = await lookedAt(context);
      const form = JSON.stringify(await context.call("mapTableColumns", { catalog, schema, table }));
      agree(/price/.test(form) && /tags/.test(form), form);
      return `${form.length} characters`;
    },
  },
  {
    id: "catalog.column",
    title: "A column tells its type as text in lower case, and as type_json",
    tries: "the table's own description",
    source: tablesPage,
    needs: ["schema"],
    run: async (context) => {
      const table = await lookedAt(context);
      const { json } = await context.ask("GET", `${base}/tables/${context.catalog}.${context.name}.${table}`);
      const columns =
        (json.columns as { name: string; type_text: string; type_name: string; type_json?: string }[]) ?? [];
      const price = present(
        columns.find(({ name }) => name === "price"),
        "the column price",
      );
      agree(/^decimal\(10,\s?2\)$/i.test(price.type_text), JSON.stringify(price));
      return JSON.stringify(price);
    },
  },
  {
    id: "catalog.missing",
    title: "A catalog, a schema, a table or a volume that is not there is 404",
    tries: "get of each",
    source: tablesPage,
    needs: ["schema"],
    run: async (context) => {
      const { catalog, name } = context;
      const paths = {
        catalog: `catalogs/${name}`,
        schema: `schemas/${catalog}.${name}_nowhere`,
        table: `tables/${catalog}.${name}.nowhere`,
        volume: `volumes/${catalog}.${name}.nowhere`,
      };
      const seen = [];
      for (const [kind, path] of Object.entries(paths)) {
        const answer = await context.request("GET", `${base}/${path}`);
        seen.push(`${kind}: ${refusedWith(answer, [404], /_DOES_NOT_EXIST$|NOT_FOUND$/)}`);
      }
      return seen.join("; ");
    },
  },
  {
    id: "catalog.pages",
    title: "Lists of Unity Catalog come page by page, and end without a token",
    tries: "the schemas of the catalog, one on each page, no more than five pages",
    source: "https://docs.databricks.com/api/workspace/schemas/list",
    needs: ["schema"],
    run: async (context) => {
      const sizes: number[] = [];
      let token: string | undefined;
      do {
        const query = {
          catalog_name: context.catalog,
          max_results: "1",
          ...(token && { page_token: token }),
        };
        const { json } = await context.ask("GET", `${base}/schemas`, { query });
        sizes.push(((json.schemas as unknown[] | undefined) ?? []).length);
        token = (json.next_page_token as string | undefined) || undefined;
      } while (token !== undefined && sizes.length < 5);
      return `pages of ${sizes.join(", ")}${token === undefined ? "" : " and more"}`;
    },
  },
  {
    id: "catalog.exists",
    title: "exists tells whether a table is there",
    tries: "a table that is there, and one that is not",
    source: "https://docs.databricks.com/api/workspace/tables/exists",
    needs: ["schema"],
    run: async (context) => {
      const table = await lookedAt(context);
      const of = (name: string) => `${base}/tables/${context.catalog}.${context.name}.${name}/exists`;
      const there = await context.ask("GET", of(table));
      const nowhere = await context.request("GET", of("nowhere"));
      const seen = `${there.text}; nowhere: HTTP ${nowhere.status} ${nowhere.text}`;
      agree(there.json.table_exists === true && nowhere.json.table_exists !== true, seen);
      return seen;
    },
  },
];
