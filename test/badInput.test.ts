/** Input that cannot be meant is refused before anything is sent, by the input's label. */
import type { Input } from "@prismatic-io/spectral/dist/serverTypes";
import { actions, exampleParameters, failureOf, ownInputs, runIn, type Subject } from "./support/component";
import { freshWorkspace, type TestWorkspace } from "./support/workspace";

/** A bad value and how it is told. */
type Bad = [name: string, value: unknown];

const megabyte = "x".repeat(1024 * 1024);

const noText: Bad[] = [
  ["empty", ""],
  ["blank", " \t\n"],
  ["null", null],
  ["true", true],
  ["a list", ["x"]],
  ["an object", { id: "x" }],
];

/** What no id holds, since it has a meaning in a path or query, or shows nothing. */
const noId: Bad[] = [
  ...noText,
  ["a number with a fraction", 1.5],
  ["..", ".."],
  [".", "."],
  ["a step up", "a/../b"],
  ["a slash", "a/b"],
  ["a backslash", "a\\b"],
  ["a query", "a?b=c"],
  ["a fragment", "a#b"],
  ["an escape", "a%2fb"],
  ["another parameter", "a&b=c"],
  ["inner white space", "a b"],
  ["a line break", "a\r\nX-Header: b"],
  ["a NUL", "a\u0000b"],
  ["an escape code", "a\u001b[31mb"],
  ["a zero-width space", "a\u200bb"],
  ["a text that runs backwards", "a\u202eb"],
  ["a megabyte", megabyte],
];

const noChoice: Bad[] = [
  ...noText,
  ["another word", "cobol"],
  ["a list in a word", "python,sql"],
  ["a megabyte", megabyte],
];

const noFlag: Bad[] = [
  ["another word", "maybe"],
  ["a number", 2],
  ["a list", ["true"]],
  ["an object", { on: true }],
];

const noParameters: Bad[] = [
  ["no JSON", "[{name: 'a'}]"],
  ["an object", { name: "a", value: "b" }],
  ["an object in JSON", '{"name": "a"}'],
  ["a number", 7],
  ["text in JSON", '"a"'],
  ["null in a list", [null]],
  ["a list in a list", [["a", "b"]]],
  ["an unknown key", [{ name: "a", value: "b", kind: "INT" }]],
  ["no name", [{ value: "b" }]],
  ["a blank name", [{ name: " ", value: "b" }]],
  ["a name with a colon", [{ name: ":a", value: "b" }]],
  ["the same name twice", [{ name: "a" }, { name: "a" }]],
  ["an object as a value", [{ name: "a", value: { b: 1 } }]],
  ["a list as a value", [{ name: "a", value: [1] }]],
  ["digits lost", [{ name: "a", value: 2 ** 60 }]],
  ["no number", [{ name: "a", value: Number.NaN }]],
  ["a type that is none", [{ name: "a", value: "b", type: "INT; DROP" }]],
  ["a type that is no text", [{ name: "a", value: "b", type: 1 }]],
];

const ids = ["clusterId", "warehouseId", "contextId", "commandId"];

/** The bad values of an input. An input that is missing here fails the tests, so a new one cannot be forgotten. */
const badValues = ({ key, type }: Input): Bad[] => {
  if (ids.includes(key)) return noId;
  if (key === "language") return noChoice;
  if (key === "sqlParameters") return noParameters;
  if (type === "boolean") return noFlag;
  if (key === "command" || key === "sqlStatement") return noText;
  throw new Error(`test/badInput.test.ts does not know what is bad for the input ${key}`);
};

const refused = actions.filter(({ key }) => key !== "rawRequest");

const rows = refused.flatMap((action) =>
  ownInputs(action).flatMap((input) =>
    badValues(input).map(([name, value]): [string, string, string, Subject, Input, unknown] => [
      action.key,
      input.label,
      name,
      action,
      input,
      value,
    ]),
  ),
);

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await freshWorkspace();
});
afterAll(() => workspace.close());

it.each(rows)("%s refuses a bad %s: %s", async (key, label, _name, action, input, value) => {
  const error = await failureOf(runIn(workspace, key, { ...exampleParameters(action), [input.key]: value }));
  expect(error.message).toMatch(new RegExp(`^${label}\\b`));
  expect(error.message.length).toBeLessThan(1000);
  expect(error.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b\u202e]/);
});

it("nothing of all that was sent", async () => {
  expect(await workspace.requests()).toEqual([]);
});

it.each(refused.map((action) => [action.key, action] as const))(
  "%s takes its examples with white space around them",
  async (key, action) => {
    const given = exampleParameters(action);
    const trimmed = ownInputs(action).filter(({ key: input }) => ids.includes(input) || input === "language");
    const spaced = trimmed.map(({ key: input }) => [input, ` ${given[input] ?? "Python"}\n`]);
    const other = await freshWorkspace();
    const wanted = key === "runSql" ? { sqlStatement: "SELECT 1 AS one", sqlParameters: "" } : {};
    await runIn(other, key, { ...given, ...Object.fromEntries(spaced), ...wanted });
    await other.close();
  },
);

it("a required input that is left out is refused by its label", async () => {
  await workspace.forget();
  for (const action of refused) {
    for (const input of ownInputs(action).filter(({ required, default: value }) => required && !value)) {
      const { [input.key]: _left, ...others } = exampleParameters(action);
      const error = await failureOf(runIn(workspace, action.key, others));
      expect(error.message).toMatch(new RegExp(`^${input.label}\\b`));
    }
  }
  expect(await workspace.requests()).toEqual([]);
});
