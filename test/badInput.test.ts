/** Input that cannot be meant is refused before anything is sent, by the input's label. */
import type { Input } from "@prismatic-io/spectral/dist/serverTypes";
import { badWithFields } from "./support/badFields";
import { badFileInput } from "./support/badFileInput";
import { badJobInput } from "./support/badJobInput";
import { type Bad, badModelInput, whereOptional } from "./support/badModelInput";
import { actions, exampleParameters, ownInputs, runIn, type Subject } from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { freshWorkspace, useSharedWorkspace } from "./support/workspace";

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
  ["a name that is none", { "a b": "c" }],
  ["an object without values in JSON", '{"name": {}}'],
  ["a value that the statement has no marker for", { state: "HI", other: "b" }],
  ["no value for a marker", []],
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
  ["an empty list as a value", [{ name: "a", value: [] }]],
  ["a list in a list as a value", [{ name: "a", value: [[1]] }]],
  ["digits lost", [{ name: "a", value: 2 ** 60 }]],
  ["no number", [{ name: "a", value: Number.NaN }]],
  ["a type that is none", [{ name: "a", value: "b", type: "INT; DROP" }]],
  ["a type that is no text", [{ name: "a", value: "b", type: 1 }]],
];

const noNumber: Bad[] = [
  ["no number", "soon"],
  ["a number with a unit", "10s"],
  ["less than nothing", "-1"],
  ["a number with a fraction", 1.5],
  ["not a number", Number.NaN],
  ["endless", "Infinity"],
  ["beyond every timer", "99999999999"],
  ["true", true],
  ["a list", ["1"]],
];

/** A limit may be as large as a number can be told exactly. */
const noLimit: Bad[] = [
  ...noNumber.filter(([name]) => name !== "beyond every timer"),
  ["beyond what a number tells exactly", "9007199254740993"],
];

const noPairs: Bad[] = [
  ["text", "a=b"],
  ["a number", 7],
  ["a list of text", ["a"]],
  ["a pair without a key", [{ value: "b" }]],
  ["a pair with an empty key", [{ key: "", value: "b" }]],
  ["a pair whose key is no text", [{ key: {}, value: "b" }]],
];

const noHeaders: Bad[] = [
  ...noPairs,
  ["a name with a line break", [{ key: "A\r\nB", value: "c" }]],
  ["a value with a line break", [{ key: "A", value: "b\r\nC: d" }]],
  ["a value beyond Latin-1", [{ key: "A", value: "\u2026" }]],
  ["another host", [{ key: "Host", value: "a.b" }]],
  ["another length", [{ key: "Content-Length", value: "1" }]],
];

const noUrl: Bad[] = [
  ...noText,
  ["a way out of the API", "/../oidc/v1/token"],
  ["an encoded way out", "/2.0/%2e%2e/%2e%2e/oidc"],
  ["a way out encoded twice", "/2.0/%252e%252e/%252e%252e/oidc"],
  ["an encoded slash", "/2.0/..%2f..%2foidc"],
  ["another host without a scheme", "//example.com/api"],
  ["a user before a host", "@example.com/api"],
  ["another scheme", "file:///etc/passwd"],
  ["a scheme without slashes", "https:example.com"],
  ["no host", "https://"],
  ["a user and password", "https://me:pass@example.com/"],
  ["another port of this machine", "http://127.0.0.1:1/"],
  ["this machine by another name", "http://localhost:1/"],
  ["a backslash", "\\\\example.com"],
  ["a fragment", "/2.0/clusters/list#top"],
  ["a line break", "/2.0/clusters\r\nX: y"],
];

const noTags: Bad[] = [
  ...noPairs,
  ["more pairs than Databricks keeps", Array.from({ length: 21 }, (_, index) => ({ key: `k${index}` }))],
];

/** What no text is, where text may be left out. */
const noOptionalText: Bad[] = whereOptional(noText);

/** What no id is, where an id may be left out. */
const noOptionalId: Bad[] = whereOptional(noId);

const noOptionalChoice: Bad[] = whereOptional(noChoice);

const ids = [
  ...["clusterId", "warehouseId", "contextId", "commandId", "statementId"],
  ...["endpointName", "modelFullName", "alias", "runId"],
];

const known = {
  noText,
  noId,
  noChoice,
  noNumber,
  noLimit,
  noPairs,
  noOptionalText,
  noOptionalChoice,
};
const badForModels = badModelInput(known);
const badForJobs = badJobInput(known);

const noJson: Bad[] = [
  ["no JSON", '{"a": '],
  ["a word", "soon"],
];

/** What is bad for an input whose own rules no line here tells: what its kind never takes. */
const badByKind = ({ key, type, model, collection, required }: Input): Bad[] => {
  if (model) return required ? noChoice : noOptionalChoice;
  if (type === "code") return noJson;
  if (collection === "valuelist") return [["a list of objects", [{ name: "id" }]]];
  if (type !== "string" && type !== "text")
    throw new Error(`test/badInput.test.ts does not know what is bad for ${key}`);
  if (key.endsWith("Id")) return required ? noId : noOptionalId;
  return required ? noText : noOptionalText;
};

/** The bad values of an input. */
const badValues = (input: Input): Bad[] => {
  const { key, type } = input;
  if (input.inputs) return badWithFields(input, badValues);
  const ofServices = badForModels(input) ?? badForJobs(input) ?? badFileInput(input, { noUrl, noHeaders });
  if (ofServices) return ofServices;
  if (ids.includes(key)) return input.required ? noId : noOptionalId;
  if (key === "language") return noChoice;
  if (key === "sqlParameters") return noParameters;
  if (type === "boolean") return noFlag;
  if (key === "command" || key === "sqlStatement") return noText;
  if (key === "url") return noUrl;
  if (key === "method" || key === "responseType") return noChoice;
  if (["catalog", "schema", "table"].includes(key)) return noOptionalText;
  if (["resultFormat", "disposition"].includes(key)) return noOptionalChoice;
  if (["rowLimit", "byteLimit"].includes(key)) return noLimit;
  if (key === "timeoutSeconds") return [...noNumber, ["longer than a step may last", "841"]];
  if (key === "queryTags") return noTags;
  if (["timeout", "retryDelayMS", "maxRetries"].includes(key)) return noNumber;
  if (key === "headers") return noHeaders;
  if (["queryParams", "queryParameters", "formData", "fileData", "fileDataFileNames"].includes(key))
    return noPairs;
  if (["formatOptions", "columnCasts"].includes(key)) return noPairs;
  if (key === "data" || key === "value") return []; // Whatever it is, it is a body, or the value of a parameter.
  return badByKind(input);
};

const startsWith = (label: string): RegExp => new RegExp(`^${label.replace(/[()]/g, "\\$&")}(?!\\w)`);

const unprintable = /[\u0000-\u0009\u000b-\u001f\u200b\u202e]/;

const workspace = useSharedWorkspace();

const sentRequests = async (): Promise<string[]> =>
  (await workspace.requests()).map(({ method, path }) => `${method} ${path}`);

/** What is wrong with how parameters are refused, each as a sentence about what was given. */
const complaints = async (
  given: string,
  action: Subject,
  { label }: Input,
  parameters: Record<string, unknown>,
): Promise<string[]> => {
  const refusal = await runIn(workspace, action.key, parameters).then(
    (result) => `is not refused but gives ${JSON.stringify(result)?.slice(0, 300)}`,
    (error: unknown) => error,
  );
  if (typeof refusal === "string") return [`${given} ${refusal}`];
  if (!(refusal instanceof Error)) return [`${given} is refused with what is no Error: ${refusal}`];
  const { message } = refusal;
  const shown = JSON.stringify(message.slice(0, 300));
  const found: string[] = [];
  if (!startsWith(label).test(message)) found.push(`does not begin with the label: ${shown}`);
  if (message.length >= 1000) found.push(`is ${message.length} characters long: ${shown}`);
  if (unprintable.test(message)) found.push(`holds characters that are not printable: ${shown}`);
  return found.map((complaint) => `${given} is refused with a message that ${complaint}`);
};

it.each(actions.map((action) => [action.key, action] as const))(
  "%s refuses every bad value by the input's label",
  async (key, action) => {
    const found: string[] = [];
    for (const input of ownInputs(action)) {
      for (const [name, value] of badValues(input)) {
        const parameters = { ...exampleParameters(action), [input.key]: value };
        found.push(...(await complaints(`${key}: ${name} as ${input.label}`, action, input, parameters)));
      }
    }
    expect(found).toEqual([]);
  },
);

it("nothing of all that was sent", async () => {
  expect(await sentRequests()).toEqual([]);
});

it("every action takes its examples with white space around them", async () => {
  const found: string[] = [];
  for (const action of actions) {
    const given = exampleParameters(action);
    const trimmed = ownInputs(action).filter(({ key }) => ids.includes(key) || key === "language");
    const spaced = trimmed.map(({ key }) => [key, ` ${given[key] ?? "Python"}\n`]);
    const wanted = action.key === "runSql" ? { sqlStatement: "SELECT 1 AS one", sqlParameters: "" } : {};
    const other = await freshWorkspace();
    await prepareGround(other, action.key);
    await runIn(other, action.key, { ...given, ...Object.fromEntries(spaced), ...wanted }).catch(
      (error: unknown) => found.push(`${action.key} does not take its examples with white space: ${error}`),
    );
    await other.close();
  }
  expect(found).toEqual([]);
});

it("a required input that is left out is refused by its label", async () => {
  await workspace.forget();
  const found: string[] = [];
  for (const action of actions) {
    for (const input of ownInputs(action).filter(({ required, default: value }) => required && !value)) {
      const { [input.key]: _left, ...others } = exampleParameters(action);
      found.push(...(await complaints(`${action.key}: no ${input.label}`, action, input, others)));
    }
  }
  expect(found).toEqual([]);
  expect(await sentRequests()).toEqual([]);
});
