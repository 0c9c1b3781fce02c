/** Changes of the public contract, told in words, and which of them break what users have built. */
import type { Surface, SurfaceAction, SurfaceInput } from "../scripts/docs/surface";
import { surfaceChanges } from "../scripts/docs/surfaceChanges";

const text = (key: string, more: Partial<SurfaceInput> = {}): SurfaceInput => ({
  key,
  label: key.toUpperCase(),
  type: "string",
  ...more,
});

const action = (key: string, ...inputs: SurfaceInput[]): SurfaceAction => ({ key, label: "List", inputs });

const surface = (...actions: SurfaceAction[]): Surface => ({
  key: "databricks",
  public: false,
  label: "Databricks",
  connections: [],
  actions,
  triggers: [],
  dataSources: [],
});

const changes = (before: Surface, after: Surface): string[] =>
  surfaceChanges(before, after).map(({ text: said, breaking }) => (breaking ? `BREAKING ${said}` : said));

const format = text("format", { default: "rows", choices: ["rows", "csv"] });
const before = surface(action("list", text("id", { required: true }), format));

test("nothing is told of what is the same", () => {
  expect(changes(before, structuredClone(before))).toEqual([]);
});

test.each<[string, SurfaceAction[], string[]]>([
  ["a new action", [...before.actions, action("other")], ["new action other (List)"]],
  ["an action that is gone", [], ["BREAKING action list (List) is gone"]],
  [
    "another field of a row",
    [action("list", text("id", { required: true }), { ...format, inputs: [text("a"), text("b")] })],
    [
      "action list, input format: new optional input a (A)",
      "action list, input format: new optional input b (B)",
    ],
  ],
  [
    "another label",
    [{ ...action("list", text("id", { required: true }), format), label: "Lists" }],
    ['BREAKING action list: label changed from "List" to "Lists"'],
  ],
  [
    "a new optional input",
    [action("list", text("id", { required: true }), format, text("more"))],
    ["action list: new optional input more (MORE)"],
  ],
  [
    "a new required input",
    [action("list", text("id", { required: true }), format, text("more", { required: true }))],
    ["BREAKING action list: new required input more (MORE)"],
  ],
  [
    "an input that is gone",
    [action("list", text("id", { required: true }))],
    ["BREAKING action list, input format: is gone"],
  ],
  [
    "another order of inputs",
    [action("list", format, text("id", { required: true }))],
    ["BREAKING action list: the order of its inputs changed"],
  ],
  [
    "another default",
    [action("list", text("id", { required: true }), { ...format, default: "csv" })],
    ['BREAKING action list, input format: default changed from "rows" to "csv"'],
  ],
  [
    "another type",
    [action("list", text("id", { required: true, type: "code" }), format)],
    ['BREAKING action list, input id: type changed from "string" to "code"'],
  ],
  [
    "an input that is required no more",
    [action("list", text("id"), format)],
    ["action list, input id: required changed from true to none"],
  ],
  [
    "an input that is now required",
    [action("list", text("id", { required: true }), { ...format, required: true })],
    ["BREAKING action list, input format: required changed from none to true"],
  ],
  [
    "one choice more",
    [action("list", text("id", { required: true }), { ...format, choices: ["rows", "csv", "json"] })],
    ['action list, input format: choices changed from ["rows","csv"] to ["rows","csv","json"]'],
  ],
  [
    "one choice less",
    [action("list", text("id", { required: true }), { ...format, choices: ["rows"] })],
    ['BREAKING action list, input format: choices changed from ["rows","csv"] to ["rows"]'],
  ],
])("%s", (_name, actions, expected) => {
  expect(changes(before, surface(...actions))).toEqual(expected);
});

test("what the component itself is", () => {
  expect(changes(before, { ...before, key: "other" })).toEqual([
    'BREAKING the component: key changed from "databricks" to "other"',
  ]);
});

test("a field of a row that is gone breaks flows", () => {
  const rows = (...inputs: SurfaceInput[]) => surface(action("list", text("rows", { inputs })));
  expect(changes(rows(text("a"), text("b")), rows(text("b", { type: "code" })))).toEqual([
    "BREAKING action list, input rows, input a: is gone",
    'BREAKING action list, input rows, input b: type changed from "string" to "code"',
  ]);
});
