/** The form, as JSON Forms itself reads it. */
import {
  Actions,
  type ControlElement,
  coreReducer,
  type JsonSchema,
  mapStateToControlProps,
} from "@jsonforms/core";
import fc from "fast-check";
import { redactor } from "../http/redact";
import { formKey, nameOfFormKey } from "../services/formKeys";
import type { TableColumn } from "../services/unityCatalog/unityCatalog";
import { columnForm as formOf } from "./columnForm";
import type { WizardForm } from "./wizardForm";

const columnForm = (columns: readonly TableColumn[], fields: readonly string[]) =>
  formOf(columns, fields, redactor([]));

const named = (name: string, others: Partial<TableColumn> = {}): TableColumn => ({
  name,
  type_text: "string",
  type_name: "STRING",
  ...others,
});

const withMetadata = (metadata: object): Partial<TableColumn> => ({
  type_json: JSON.stringify({ name: "x", type: "long", nullable: true, metadata }),
});

const controlsOf = ({ uiSchema }: WizardForm): ControlElement[] => uiSchema.elements as ControlElement[];

const started = ({ schema, uiSchema, data }: WizardForm) =>
  coreReducer(undefined, Actions.init(data, schema as object, uiSchema));

/** What the wizard shows of a form, control by control. */
const shown = (form: WizardForm) => {
  const state = { jsonforms: { core: started(form) } };
  return controlsOf(form).map((uischema) => {
    const { label, description, required, path, schema } = mapStateToControlProps(state, {
      uischema,
      schema: form.schema as JsonSchema,
    });
    return { label, description, required, path, schema };
  });
};

/** What the form gives after a person has put a value of its own into each control. */
const filledIn = (form: WizardForm): { data: Record<string, unknown>; errors: unknown[] } => {
  const { data, errors } = shown(form).reduce(
    (core, { path }, index) =>
      coreReducer(
        core,
        Actions.update(path, () => `field ${index}`),
      ),
    started({ ...form, data: {} }),
  );
  return { data: data as Record<string, unknown>, errors: errors ?? [] };
};

it("has a row for each column in the table's order, with its type and comment", () => {
  const columns = [
    named("b", { position: 1, type_text: "decimal(10,2)", comment: "Euros" }),
    named("a", { position: 0, type_text: "bigint", type_name: "LONG" }),
  ];
  expect(shown(columnForm(columns, []))).toMatchObject([
    { label: "a (bigint)", description: undefined, path: "a" },
    { label: "b (decimal(10,2))", description: "Euros", path: "b" },
  ]);
});

it("requires what takes no NULL and has no default, and says what others become", () => {
  const columns = [
    named("plain"),
    named("needed", { nullable: false }),
    named("made", { nullable: false, ...withMetadata({ CURRENT_DEFAULT: "current_timestamp()" }) }),
  ];
  const form = columnForm(columns, []);
  expect(shown(form).map(({ required }) => required)).toEqual([false, true, false]);
  expect(shown(form)[2]?.description).toBe("Left empty, it becomes current_timestamp().");
  expect(started(form).errors).toMatchObject([
    { keyword: "required", params: { missingProperty: "needed" } },
  ]);
});

it("leaves out what Databricks makes itself", () => {
  const columns = [
    named("id", {
      nullable: false,
      ...withMetadata({ "delta.identity.start": 1, "delta.identity.step": 1 }),
    }),
    named("day", withMetadata({ "delta.generationExpression": "CAST(at AS DATE)" })),
    named("at"),
  ];
  expect(Object.keys(columnForm(columns, []).schema.properties)).toEqual(["at"]);
});

it("offers the fields, and suggests the one that is called as the column", () => {
  const form = columnForm([named("flight_date"), named("delay")], ["flightDate", "Delay", "DELAY", "miles"]);
  expect(form.data).toEqual({ flight_date: "flightDate" });
  expect(shown(form)[1]?.schema).toMatchObject({
    oneOf: ["flightDate", "Delay", "DELAY", "miles"].map((field) => ({ const: field, title: field })),
  });
  expect(started({ ...form, data: { delay: "Delay" } }).errors).toEqual([]);
  expect(started({ ...form, data: { delay: "another" } }).errors).not.toEqual([]);
});

it("maps a nested column as a whole, however long its type is", () => {
  const fields = Array.from({ length: 1000 }, (_, index) => `f${index}:string`).join(",");
  const form = columnForm([named("deep", { type_text: `struct<${fields}>`, type_name: "STRUCT" })], []);
  expect(shown(form)).toMatchObject([{ path: "deep", schema: { type: "string" } }]);
  expect(shown(form)[0]?.label.length).toBeLessThan(80);
});

const oddNames = [
  ..."a.b|a/b|a~b|~1|a~0~0b|a[0]|[|a b| a |ünïcödé|😀|a\"b|a'b|a\\b|#|?|%|%2E|a%b|0|-1|then/x|anyOf/1/x|$ref".split(
    "|",
  ),
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "length",
    "properties",
    "|",
    "\n",
  ],
];

it.each(oddNames)("keeps a column called %j", (name) => {
  const { data, errors } = filledIn(columnForm([named("before"), named(name, { nullable: false })], []));
  expect(errors).toEqual([]);
  expect(Object.entries(data)).toContainEqual([formKey(name), "field 1"]);
  expect(nameOfFormKey(formKey(name))).toBe(name);
});

it("keeps every name, each for itself", () => {
  const names = fc.uniqueArray(fc.string({ unit: "binary", minLength: 1, maxLength: 12 }), { maxLength: 20 });
  fc.assert(
    fc.property(names, fc.boolean(), (given, required) => {
      const form = columnForm(
        given.map((name, position) => named(name, { position, nullable: !required })),
        [],
      );
      const { data, errors } = filledIn(form);
      expect(errors).toEqual([]);
      const back = new Map(Object.entries(data).map(([key, value]) => [decodeURIComponent(key), value]));
      expect(back).toEqual(new Map(given.map((name, index) => [name, `field ${index}`])));
    }),
    { numRuns: 40 },
  );
});

it("leaves ordinary names as they are", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_ -]{0,20}$/), (name) => {
      fc.pre(!["__proto__", "constructor", "prototype"].includes(name));
      expect(formKey(name)).toBe(name);
    }),
  );
});

describe("of a table of 3000 columns with 200 fields", () => {
  const columns = Array.from({ length: 3000 }, (_, index) =>
    named(`column_${index}`, { position: index, comment: "x".repeat(4000) }),
  );
  const fields = Array.from({ length: 200 }, (_, index) => `column${index}`);
  const form = columnForm(columns, fields);

  it("stays small", () => {
    expect(JSON.stringify(form).length).toBeLessThan(1_500_000);
  });

  it("offers the fields all the same, with the column's own label", () => {
    const state = { jsonforms: { core: started(form) } };
    const [first] = controlsOf(form);
    const { label, schema } = mapStateToControlProps(state, { uischema: first as ControlElement });
    expect(label).toMatch(/^column_0 \(string\) - x+…$/);
    expect(schema).toMatchObject({ oneOf: expect.arrayContaining([{ const: "column1", title: "column1" }]) });
    expect(form.data.column_0).toBe("column0");
    expect(started({ ...form, data: { column_0: "column7" } }).errors).toEqual([]);
    expect(started({ ...form, data: { column_0: "another" } }).errors).not.toEqual([]);
  });
});
