/** No secret of a connection shows anywhere: not in logs, not in output, not in results, not within errors. */
import type { ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import {
  exampleParameters,
  principalConnection,
  type Subject,
  subjectOf,
  subjects,
  tokenConnection,
} from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { type Aftermath, runWithFaults } from "./support/faultRun";
import { leaks, type Secret, watchOutput } from "./support/secretSearch";
import { entraFields, signInAs, userFields } from "./support/signIns";
import { type Fault, type TestWorkspace, useSharedWorkspace } from "./support/workspace";

/** A connection and what is secret of it. */
interface SignedIn {
  connection: ConnectionValue;
  secrets: Secret[];
}

const withToken = async (workspace: TestWorkspace): Promise<SignedIn> => ({
  connection: tokenConnection(workspace),
  secrets: [{ name: "the personal access token", value: workspace.token }],
});

const asPrincipal = async (workspace: TestWorkspace): Promise<SignedIn> => {
  const token = await workspace.signIn();
  const refresh = "refresh +/=&%\"'<>\\ token";
  return {
    connection: principalConnection(workspace, { ...token, refresh_token: refresh }),
    secrets: [
      { name: "the access token", value: String(token.access_token) },
      { name: "the client secret", value: workspace.clientSecret },
      { name: "the refresh token", value: refresh },
    ],
  };
};

/** What is secret of a connection that the platform has signed in. */
const bySignIn =
  (key: string, fieldsOf: (workspace: TestWorkspace) => Record<string, string>) =>
  async (workspace: TestWorkspace): Promise<SignedIn> => {
    const connection = await signInAs(key, fieldsOf(workspace));
    const { access_token: access, refresh_token: refresh } = connection.token ?? {};
    const secrets = [
      { name: "the access token", value: access },
      { name: "the refresh token", value: refresh },
      { name: "the client secret", value: connection.fields.clientSecret },
    ].filter((secret): secret is Secret => typeof secret.value === "string");
    return { connection, secrets };
  };

const everySubject = subjects.map(({ key }) => key);

/** Where only the secrets themselves differ, some subjects of each kind stand for all. */
const someSubjects = [
  "getCurrentUser",
  "runSql",
  "restartCluster",
  "runJob",
  "rawRequest",
  "selectWarehouse",
  "newRows",
];

/** What gives any response as it came: it is the builder's own data. */
const givesResponses = new Set(["rawRequest", "queryServingEndpoint"]);

const always = { times: 1000 };

/** Answers that repeat what they were sent, and worse. */
const telltales = (secrets: readonly Secret[]): Record<string, Partial<Fault>> => {
  const raw = secrets.map(({ value }) => value).join(" and ");
  const encoded = secrets.map(({ value }) => encodeURIComponent(value)).join("&code=");
  const basic = secrets.map(({ value }) => Buffer.from(`token:${value}`).toString("base64")).join(" Basic ");
  const header = raw.replace(/[^\x20-\x7e]/g, "");
  return {
    "no fault": { status: 200, times: 0 },
    "400 with the secrets in its message": {
      status: 400,
      body: { error_code: "BAD", message: `got ${raw}` },
    },
    "400 with the secrets as its code": { status: 400, body: { error_code: raw, message: "no" } },
    "400 with the secrets in its details": {
      status: 400,
      body: { error_code: "BAD", message: "no", details: [{ request_id: raw }, { metadata: { raw } }] },
    },
    "400 of API 1.2 with the secrets": { status: 400, body: { error: `Bad header: ${raw}` } },
    "400 of OAuth with the secrets": { status: 400, body: { error: raw, error_description: raw } },
    "400 with the secrets in a URL": { status: 400, body: { message: `at https://a.b/?token=${encoded}` } },
    "400 with the headers that were sent": {
      status: 400,
      body: { error: `Authorization: Basic ${basic}; Authorization: Bearer ${raw}` },
    },
    "404 with the secrets on a web page": { status: 404, body: `<html><pre>${raw}</pre></html>` },
    "400 with the secrets as text": { status: 400, body: raw, content_type: "text/plain" },
    "401 with the secrets": { status: 401, body: { error_code: 401, message: `Token ${raw} has expired` } },
    "403 with the secrets": {
      status: 403,
      body: { error_code: 403, message: `Invalid access token ${raw}` },
    },
    "400 with the secrets in its headers": {
      status: 400,
      body: "",
      headers: { "x-request-id": header, "x-databricks-reason-phrase": header, "set-cookie": header },
    },
    "302 with the secrets in its location": { status: 302, headers: { location: `/login?next=${encoded}` } },
    "200 with the secrets as no JSON": { status: 200, body: raw, content_type: "text/plain" },
    "200 with the secrets in JSON of no use": { status: 200, body: JSON.stringify([raw]) },
    "503 always": { status: 503, body: { message: raw }, ...always },
    "dropped always": { drop: true, ...always },
  };
};

const parametersOf = (subject: Subject, debug: boolean): Record<string, unknown> => ({
  ...exampleParameters(subject),
  ...(subject.key === "runSql" ? { sqlStatement: "SELECT 1 AS one", sqlParameters: "" } : {}),
  ...(subject.kind !== "dataSource" && { debugRequest: debug }),
});

describe.each([
  ["a personal access token", withToken, everySubject],
  ["a service principal", asPrincipal, someSubjects],
  ["a user's sign-in", bySignIn("userOAuth", userFields), someSubjects],
  ["an application of Entra", bySignIn("azureServicePrincipal", entraFields), someSubjects],
])("with %s", (_name, signIn, keys) => {
  const workspace = useSharedWorkspace();
  let signedIn: SignedIn;
  beforeAll(async () => {
    await prepareGround(workspace, "tableChanges");
    signedIn = await signIn(workspace);
  });

  const leaksOf = async (
    subject: Subject,
    name: string,
    fault: Partial<Fault>,
    debug: boolean,
  ): Promise<{ aftermath: Aftermath; found: string[] }> => {
    await workspace.clearFaults();
    await workspace.forget();
    const output = watchOutput();
    const parameters = parametersOf(subject, debug);
    const options = { connection: signedIn.connection, globalDebug: debug };
    const aftermath = await runWithFaults(
      workspace,
      subject,
      parameters,
      fault.times === 0 ? [] : [fault],
      options,
    );
    output.stop();
    const { error, result, lines } = aftermath;
    const given = givesResponses.has(subject.key) ? undefined : result;
    const found = leaks({ error, result: given, log: lines, output: output.texts }, signedIn.secrets);
    return { aftermath, found: found.map((leak) => `${name}, debug ${debug}: ${leak}`) };
  };

  it.each(keys)("%s tells no secret, whatever happens", async (key) => {
    const subject = subjectOf(key);
    const all: string[] = [];
    // With the log on everything is told that is told without it; whether the log stays silent is not the subject's doing.
    const isOfSome = someSubjects.includes(key);
    // What is sent again and again is told in the same way by all.
    const faults = Object.entries(telltales(signedIn.secrets)).filter(
      ([name]) => isOfSome || !name.endsWith("always"),
    );
    for (const debug of isOfSome ? [false, true] : [true]) {
      for (const [name, fault] of faults) {
        const { aftermath, found } = await leaksOf(subject, name, fault, debug);
        all.push(...found);
        // The answer to a HEAD has no message.
        const hasMessage = aftermath.requests[0]?.method !== "HEAD";
        if (name.endsWith("in its message") && hasMessage)
          expect(aftermath.error?.message).toContain("[redacted]");
        if (debug && subject.kind !== "dataSource") {
          expect(aftermath.lines.map(({ text }) => text).join("\n")).toContain(aftermath.requests[0]?.path);
        }
      }
    }
    expect(all).toEqual([]);
  });
});

describe("the search", () => {
  const secrets = [
    { name: "the id", value: "someone" },
    { name: "the secret", value: 's3cret/+"' },
  ];
  const found = (error: unknown): string[] => leaks({ error }, secrets);

  class Told extends Error {
    readonly #kept = 's3cret/+"';
    get kept(): string {
      return this.#kept;
    }
  }

  it.each<[string, () => unknown]>([
    ["a message", () => new Error('with s3cret/+" in it')],
    ["a cause", () => new Error("no", { cause: new Error('s3cret/+"') })],
    ["a hidden property", () => Object.defineProperty(new Error("no"), "hidden", { value: 's3cret/+"' })],
    [
      "a symbol's property",
      () => Object.assign(new Error("no"), { [Symbol("config")]: { auth: 's3cret/+"' } }),
    ],
    [
      "a nested header",
      () => Object.assign(new Error("no"), { config: { headers: [{ v: 'Bearer s3cret/+"' }] } }),
    ],
    ["a getter of its class", () => new Told("no")],
    ["bytes", () => Object.assign(new Error("no"), { body: Buffer.from('s3cret/+"') })],
    ["a map", () => new Map([["token", 's3cret/+"']])],
    ["Basic credentials", () => `Basic ${Buffer.from('someone:s3cret/+"').toString("base64")}`],
    ["a URL", () => `https://a.b/?token=${encodeURIComponent('s3cret/+"')}`],
    ["JSON", () => JSON.stringify({ token: 's3cret/+"' })],
    ["what toJSON gives", () => ({ toJSON: () => ({ token: 's3cret/+"' }) })],
  ])("finds a secret in %s", (_name, make) => {
    expect(found(make())).toContainEqual(expect.stringContaining("holds the secret"));
  });

  it("finds nothing where there is nothing", () => {
    expect(found(new Error("a secret"))).toEqual([]);
  });

  it("watches all output", () => {
    const output = watchOutput();
    console.log("one", { two: 2 });
    process.stdout.write("three");
    process.stderr.write(Buffer.from("four"));
    output.stop();
    expect(output.texts).toEqual(["one { two: 2 }", "three", "four"]);
  });
});
