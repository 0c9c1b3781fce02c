import assert from "node:assert/strict";
import type { Guide, Step } from "../guide";
import { tables, watchedAirports } from "./sql";

interface Choice {
  key: string;
  label: string;
}

/** The form of Map Table Columns. */
interface ColumnForm {
  schema: { properties: Record<string, { title: string; oneOf: { const: string }[] }>; required: string[] };
  data: Record<string, string>;
}

const [catalog = "", schema = "", table = ""] = watchedAirports.split(".");

/** Opens a picker as a wizard does, with what was picked before, and picks from it. */
const pick = async (
  guide: Guide,
  key: string,
  picked: Record<string, string>,
  wanted: string,
): Promise<void> => {
  const choices = await guide.call<Choice[]>(key, picked);
  assert.ok(
    choices.some((choice) => choice.key === wanted),
    `${key} does not offer ${wanted}`,
  );
  guide.screen.good(`${wanted} is selected from ${choices.map(({ label }) => label).join(", ")}`);
};

/** The fields that a customer's system has. */
const fields = ["IATA", "remark", "Since"];

/** What a config wizard shows, from the catalog down to a form made of the columns. */
export const columnMapping: Step = {
  needs: [tables],
  title: "A config wizard: catalog, schema, table, column, and a form that maps fields to columns",
  run: async (guide) => {
    await pick(guide, "selectCatalog", {}, catalog);
    await pick(guide, "selectSchema", { catalog }, schema);
    await pick(guide, "selectTable", { catalog, schema }, table);
    await pick(guide, "selectColumn", { catalog, schema, table }, "since");

    const form = await guide.call<ColumnForm>("mapTableColumns", { catalog, schema, table, fields });
    const rows = Object.entries(form.schema.properties).map(([column, { title, oneOf }]) => ({
      column: title,
      choices: oneOf.map((choice) => choice.const).join(", "),
      suggested: form.data[column] ?? "",
    }));
    guide.screen.table(rows);
    assert.deepEqual(Object.keys(form.schema.properties), ["iata", "note", "since"]);
    assert.deepEqual(form.data, { iata: "IATA", since: "Since" });
    guide.screen.good("fields with the name of a column are suggested, in any case");
  },
};
