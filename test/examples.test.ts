/** Every example is true: it is what an action gives for the examples of its own inputs. */
import Ajv, { type ValidateFunction } from "ajv";
import { packedAndBack } from "../cli/messagePack";
import {
  actions,
  component,
  dataSources,
  exampleParameters,
  pollingTriggers,
  runIn,
  type Subject,
  subjects,
} from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { unpackable } from "./support/messagePack";
import { freshWorkspace } from "./support/workspace";

const statementIdForm = /^01f0[0-9a-f]{4}-[0-9a-f]{4}-1[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;

const applicationIdForm = /^[0-9a-f-]{36}$/;

const principalIdForm = /^[1-9]\d{15}$/;

const digits = /^[1-9]\d{14}$/;

/** Ids that Databricks generates each time: compared by their form. */
const madeUp: Record<string, { fields: string[]; form: RegExp }> = {
  askGenie: { fields: ["conversationId", "messageId", "statementId"], form: /^01f0[0-9a-f-]{28,32}$/ },
  checkConnection: { fields: ["host"], form: /^(?:127\.0\.0\.1:\d+|dbc-\d{16}\.cloud\.databricks\.com)$/ },
  connectionStatus: {
    fields: ["data.host"],
    form: /^(?:127\.0\.0\.1:\d+|dbc-\d{16}\.cloud\.databricks\.com)$/,
  },
  copyInto: { fields: ["statementId"], form: statementIdForm },
  createCluster: { fields: ["cluster_id"], form: /^\d{4}-\d{6}-[a-z0-9]{8}$/ },
  createExecutionContext: { fields: ["id"], form: /^[1-9]\d{18}$/ },
  createJob: { fields: ["job_id"], form: digits },
  createVolume: {
    fields: ["volume_id"],
    form: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  },
  createWorkspaceDirectory: { fields: ["object_id"], form: digits },
  createWarehouse: { fields: ["id"], form: /^[0-9a-f]{16}$/ },
  exportToVolume: { fields: ["statementId"], form: statementIdForm },
  getPermissions: { fields: ["access_control_list.1.service_principal_name"], form: applicationIdForm },
  listGroups: { fields: ["2.members.2.value", "2.members.3.value"], form: principalIdForm },
  listServicePrincipals: {
    fields: ["0.id", "0.applicationId", "1.id", "1.applicationId"],
    form: /^(?:\d{16}|[0-9a-f-]{36})$/,
  },
  importWorkspaceObject: { fields: ["object_id"], form: digits },
  listQueryHistory: { fields: ["0.query_id"], form: statementIdForm },
  refreshDashboard: { fields: ["run_id"], form: digits },
  repairJobRun: { fields: ["repair_id"], form: digits },
  startPipelineUpdate: { fields: ["update_id"], form: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ },
  runCode: { fields: ["id"], form: /^[0-9a-f]{32}$/ },
  runCommand: { fields: ["id"], form: /^[0-9a-f]{32}$/ },
  runJob: { fields: ["run_id", "number_in_job"], form: digits },
  runQuery: { fields: ["statement_id"], form: statementIdForm },
  runSql: { fields: ["statement_id"], form: statementIdForm },
  selectServicePrincipal: { fields: ["0.key", "1.key"], form: applicationIdForm },
  submitRun: { fields: ["run_id"], form: digits },
  updatePermissions: { fields: ["before.1.service_principal_name"], form: applicationIdForm },
};

/** The text of a field, by its path. */
const fieldOf = (value: unknown, path: string): string =>
  String(path.split(".").reduce((part, name) => (part as Record<string, unknown>)[name], value));

const withExampleId = ({ key, example }: Subject, result: unknown): unknown => {
  const made = madeUp[key];
  if (!made) return result;
  // An id may stand in further fields, too.
  let text = JSON.stringify(result);
  for (const field of made.fields) {
    const id = fieldOf(example, field);
    expect(fieldOf(result, field)).toMatch(made.form);
    expect(id).toMatch(made.form);
    text = text.replaceAll(fieldOf(result, field), id);
  }
  return JSON.parse(text);
};

const runInFresh = async (subject: Subject): Promise<unknown> => {
  const workspace = await freshWorkspace();
  try {
    await prepareGround(workspace, subject.key);
    return await runIn(workspace, subject.key, exampleParameters(subject));
  } finally {
    await workspace.close();
  }
};

const results = new Map<string, Promise<unknown>>();

/** What a subject gives for the examples of its own inputs in a fresh workspace. It is run once, and looked at often. */
const resultOf = (subject: Subject): Promise<unknown> => {
  const result = results.get(subject.key) ?? runInFresh(subject);
  results.set(subject.key, result);
  return result;
};

const schemaOf = (key: string): object => {
  const schema = component.actions[key]?.outputSchema;
  if (schema?.type !== "actionOutput") throw new Error(`${key} has no schema of its output`);
  return JSON.parse(schema.schema);
};

const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });

const validators = new Map<string, ValidateFunction>();

/** Compiling a schema costs more than all that is held against it. */
const validatorOf = (key: string): ValidateFunction => {
  const validator = validators.get(key) ?? ajv.compile(schemaOf(key));
  validators.set(key, validator);
  return validator;
};

const problemsBySchema = (key: string, data: unknown): string => {
  const validate = validatorOf(key);
  return validate(data) ? "" : ajv.errorsText(validate.errors);
};

/** The names of fields that a schema does not describe. */
const undescribed = (schema: Record<string, unknown>, data: unknown, at = "data"): string[] => {
  if (Array.isArray(data)) {
    return data.flatMap((item) =>
      undescribed((schema.items ?? {}) as Record<string, unknown>, item, `${at}[]`),
    );
  }
  if (typeof data !== "object" || data === null || !schema.properties) return [];
  const properties = schema.properties as Record<string, Record<string, unknown>>;
  return Object.entries(data).flatMap(([name, value]) => {
    const property = properties[name];
    return property ? undescribed(property, value, `${at}.${name}`) : [`${at}.${name}`];
  });
};

describe.each(actions.map((action) => [action.key, action] as const))("%s", (key, action) => {
  it("gives exactly its example for the examples of its own inputs", async () => {
    expect(withExampleId(action, await resultOf(action))).toStrictEqual(action.example);
  });

  it("gives what its output schema describes, and so does its example", async () => {
    const result = await resultOf(action);
    const fields = undescribed(schemaOf(key) as Record<string, unknown>, result);
    expect({
      "the result breaks the schema": problemsBySchema(key, result),
      "the example breaks the schema": problemsBySchema(key, action.example),
      "the schema does not describe": fields,
    }).toEqual({
      "the result breaks the schema": "",
      "the example breaks the schema": "",
      "the schema does not describe": [],
    });
  });

  it("has an output schema that tells its results from others", () => {
    if (key === "rawRequest") return expect(schemaOf(key)).not.toHaveProperty("type"); // An answer may be anything.
    const others = ["text", 1, null, true].filter((value) => typeof value !== typeof action.example);
    expect(others.filter((other) => problemsBySchema(key, other) === "")).toEqual([]);
  });
});

/** Picklists whose order is not that of their labels: the latest first. */
const latestFirst = new Set(["selectJobRun", "selectMlflowRun", "selectModelVersion", "selectNotebookRun"]);

describe.each(dataSources.map((source) => [source.key, source] as const))("%s", (_key, source) => {
  it("gives exactly its example", async () => {
    expect(withExampleId(source, await resultOf(source))).toStrictEqual(source.example);
  });

  if (component.dataSources[source.key]?.dataSourceType !== "picklist") return;

  it("gives choices with a key and a label, in order, no label twice", async () => {
    const choices = (await resultOf(source)) as { key: string; label: string }[];
    const labels = choices.map(({ label }) => label);
    const inOrder = [...labels].sort((one, other) => one.localeCompare(other, "en"));
    expect(labels).toEqual(latestFirst.has(source.key) ? labels : inOrder);
    expect(new Set(labels).size).toBe(labels.length);
    for (const choice of choices) {
      expect(choice).toEqual({ key: expect.stringMatching(/\S/), label: expect.stringMatching(/\S/) });
    }
  });
});

/** The first poll of this one only takes note of what is there: its own test compares what comes later. */
const firstPollGivesNothing = new Set(["jobRunCompleted", "pipelineUpdateCompleted"]);

describe.each(
  pollingTriggers
    .filter(({ key }) => !firstPollGivesNothing.has(key))
    .map((trigger) => [trigger.key, trigger] as const),
)("%s", (_key, trigger) => {
  it("gives exactly its example for the examples of its own inputs", async () => {
    expect(await resultOf(trigger)).toStrictEqual(trigger.example);
  });
});

describe.each(subjects.map((subject) => [subject.key, subject] as const))(
  "the result of %s",
  (_key, subject) => {
    it("comes out of MessagePack as it went in, and so does its example", async () => {
      const result = await resultOf(subject);
      expect(unpackable(result)).toEqual([]);
      expect(packedAndBack(result)).toStrictEqual(result);
      expect(unpackable(subject.example)).toEqual([]);
      expect(packedAndBack(subject.example)).toStrictEqual(subject.example);
    });
  },
);

describe("what MessagePack changes", () => {
  class Point {
    x = 1;
  }
  it.each([
    ["a big integer", 1n, "result.value is of type bigint"],
    ["a date", new Date(0), "result.value is a Date"],
    ["a map", new Map(), "result.value is a Map"],
    ["an instance of a class", new Point(), "result.value is a Point"],
    ["a function", () => undefined, "result.value is of type function"],
    ["nothing", undefined, "result.value is of type undefined"],
    ["an integer that has lost digits", 2 ** 60, "result.value is an integer beyond 2^53"],
    ["a key that is a symbol", { [Symbol("mark")]: 1 }, "result.value has the key Symbol(mark)"],
  ])("is found: %s", (_name, value, complaint) => {
    expect(unpackable({ value })).toEqual([complaint]);
  });

  it("is not found in plain data", () => {
    expect(unpackable({ text: "", number: 1.5, list: [null, true], bytes: new Uint8Array(1) })).toEqual([]);
  });
});
