/** The worked example of documentation/mapTableColumns.md does what it says. */
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

interface Form {
  schema: { properties: object; required: string[] };
  data: Record<string, string>;
}

interface Made {
  data: { sqlStatement: string; sqlParameters: object[] };
}

type Step = (context: object, results: object) => Promise<Made>;

/** The code step of the page. */
const codeStep = (): Step => {
  const page = readFileSync(path.resolve(__dirname, "../documentation/mapTableColumns.md"), "utf8");
  const [, code = ""] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
  const module: { exports?: Step } = {};
  vm.runInNewContext(code, { module });
  if (!module.exports) throw new Error("The page has no code step");
  return module.exports;
};

const warehouseId = "475b94ddc7cd5211";
const sql = (sqlStatement: string, sqlParameters: unknown = ""): Promise<unknown> =>
  runIn(workspace, "runSql", { warehouseId, sqlStatement, sqlParameters });

const fields = ["flightDate", "delayMinutes", "from", "to"];
const name = { catalog: "workspace", schema: "default", table: "late_flights" };

it("a customer's mapping fills the customer's own table", async () => {
  await sql(
    "CREATE TABLE workspace.default.late_flights (id BIGINT GENERATED ALWAYS AS IDENTITY, flight_date TIMESTAMP NOT NULL, `100% late` INT, origin STRING, seen BOOLEAN)",
  );
  const form = (await runIn(workspace, "mapTableColumns", { ...name, fields })) as Form;
  expect(form.data).toEqual({ flight_date: "flightDate" });
  expect(form.schema.required).toEqual(["flight_date"]);
  expect(Object.keys(form.schema.properties)).toEqual(["flight_date", "100%25 late", "origin", "seen"]);

  const chosen = { ...form.data, "100%25 late": "delayMinutes", origin: "from", seen: "" };
  const configVars = {
    Catalog: name.catalog,
    Schema: name.schema,
    Table: name.table,
    "Column Mapping": chosen,
  };
  const flight = { flightDate: "2026-11-28T06:30:00Z", delayMinutes: 12, from: "HNL'; --", to: "OGG" };
  const { data } = await codeStep()({ configVars }, { trigger: { results: { body: { data: flight } } } });
  await sql(data.sqlStatement, JSON.parse(JSON.stringify(data.sqlParameters)));
  expect(await sql("SELECT * EXCEPT (id) FROM workspace.default.late_flights")).toMatchObject({
    rows: [{ flight_date: "2026-11-28T06:30:00.000Z", "100% late": 12, origin: "HNL'; --", seen: null }],
  });
});
