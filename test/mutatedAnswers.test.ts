/** Answers with fields missing, null or of another kind: what comes of them is a result or a clear error. */
import { isConnectionError } from "@prismatic-io/spectral";
import { packedAndBack } from "../cli/messagePack";
import { poll } from "../cli/polling";
import { jobExample } from "../src/services/jobs/jobsExamples";
import {
  component,
  exampleParameters,
  recordingLogger,
  run,
  type Subject,
  subjectOf,
  subjects,
  tokenConnection,
} from "./support/component";
import { runDirectly } from "./support/directStatements";
import { prepareGround } from "./support/exampleSetup";
import { virtualStart } from "./support/faultRow";
import { unpackable } from "./support/messagePack";
import { mutated, type Random, seededRandom } from "./support/mutations";
import { type AnswerRecorder, startRecorder } from "./support/recordedAnswers";
import { startVirtualTime } from "./support/virtualTime";
import { volumeRoot } from "./support/volumeFiles";
import { freshWorkspace, type TestWorkspace } from "./support/workspace";

/** How many answers are spoilt in all: `MUTATIONS` in the environment asks for more. */
const count = Number(process.env.MUTATIONS ?? 4000);

/** A subject with what it is given. */
interface Case {
  name: string;
  subject: Subject;
  parameters?: Record<string, unknown>;
  /** What its error says, where it fails by what it is given. */
  fails?: RegExp;
}

const wait = { waitForCompletion: "true", timeoutSeconds: "60" };
const threeChunks = {
  sqlStatement: "SELECT id, map('a', id) AS m, 'é' AS t FROM range(5)",
  sqlParameters: "",
};

const further: [key: string, named: string, parameters: Record<string, unknown>, fails?: RegExp][] = [
  ["runSql", "in chunks", threeChunks],
  ["runSql", "as cells", { ...threeChunks, resultFormat: "databricksResponse" }],
  ["runSql", "as CSV", { ...threeChunks, resultFormat: "csv" }],
  ["runSql", "by links", { ...threeChunks, disposition: "externalLinks" }],
  [
    "runSql",
    "cells by links",
    { ...threeChunks, disposition: "externalLinks", resultFormat: "databricksResponse" },
  ],
  [
    "runSql",
    "that fails",
    { sqlStatement: "SELECT * FROM nowhere", sqlParameters: "" },
    /TABLE_OR_VIEW_NOT_FOUND/,
  ],
  ["runJob", "waited for", wait],
  ["submitRun", "waited for", wait],
  ["createCluster", "waited for", wait],
  ["restartCluster", "waited for", wait],
  ["terminateCluster", "waited for", wait],
  ["startWarehouse", "waited for", wait],
  ["createWarehouse", "waited for", wait],
  ["jobRunCompleted", "with runs", { fetchRun: "true" }],
  ["listFiles", "of every directory", { recursive: "true", include: "both" }],
  ["deleteDirectory", "with everything in it", { directoryPath: volumeRoot, recursive: "true" }],
  ["newFiles", "with content", { includeContent: "true", recursive: "true", quietSeconds: "30" }],
  ["newRows", "from now on", { startFrom: "now", lookBack: "1" }],
];

const cases: Case[] = [
  ...subjects.map((subject) => ({ name: subject.key, subject })),
  ...further.map(([key, named, parameters, fails]) => ({
    name: `${key} ${named}`,
    fails,
    subject: subjectOf(key),
    parameters: { ...exampleParameters(subjectOf(key)), ...parameters },
  })),
];

/** What no name in a form and no address may hold: what is written where there is nothing. */
const holes = /undefined|\bNaN\b|\bnull\b|\[object/;

const labelsOf = (subject: Subject, result: unknown): string[] =>
  subject.kind === "dataSource" && Array.isArray(result)
    ? (result as { key: unknown; label: unknown }[]).flatMap(({ key, label }) => [String(key), String(label)])
    : [];

const wrongResult = (subject: Subject, result: unknown): string[] => [
  ...labelsOf(subject, result)
    .filter((label) => holes.test(label) || label.trim() === "")
    .map((label) => `has the label or key "${label}"`),
  // What Databricks answers goes on as it is; rows and labels are made here.
  ...unpackable(result).filter((complaint) => !complaint.includes("beyond 2^53")),
];

/** Errors of inputs that are checked against the description of a table or an index. */
const ofTable = /^(?:Column Mapping|Columns|Conditions|Key Columns|Order By|Records)\b/;

const wrongError = (error: unknown): string[] => {
  if (isConnectionError(error)) return [];
  if (!(error instanceof Error)) return [`threw ${String(error)}`];
  const { operation } = error as { operation?: unknown };
  // A response without a column or a key is a true one of another table, and so is one with another type.
  if (error.name === "Error" && ofTable.test(error.message)) return [];
  if (error.name !== "DatabricksError") return [`threw a ${error.name}: ${error.message}`];
  if (typeof operation !== "string" || operation === "" || !error.message.startsWith(operation)) {
    return [`the error names no operation: ${error.message}`];
  }
  return /Cannot (?:read|convert|destructure)|is not (?:a function|iterable)|\[object/.test(error.message)
    ? [`the error tells of the code: ${error.message}`]
    : [];
};

/** What a case needs: a workspace, and a recorder in front of it. */
interface Ground {
  workspace: TestWorkspace;
  recorder: AnswerRecorder;
}

const endedRun = async (workspace: TestWorkspace): Promise<void> => {
  const { json } = await workspace.call("POST", "/api/2.2/jobs/run-now", { job_id: jobExample.job_id });
  const { run_id } = json as { run_id: number };
  const isOver = async (): Promise<boolean> =>
    (await workspace.call("GET", `/api/2.2/jobs/runs/get?run_id=${run_id}`)).text.includes('"TERMINATED"');
  while (!(await isOver()));
};

/** What happens between two polls while they are recorded, so that the second has something to give. */
const betweenPolls: Record<string, (workspace: TestWorkspace) => Promise<void>> = {
  jobRunCompleted: endedRun,
  tableChanges: (workspace) =>
    runDirectly(workspace, "INSERT INTO workspace.default.orders VALUES (8, 'placed', 1.00)"),
};

type Play = (ground: Ground, one: Case, isRecorded?: boolean) => Promise<unknown>;

/** Polls twice, the second time with what the first has left. @returns the items of both */
const playPolls: Play = async ({ workspace, recorder }, { subject, parameters }, isRecorded) => {
  const polling = {
    component,
    key: subject.key,
    connection: tokenConnection({ url: recorder.url, token: workspace.token }),
    inputs: parameters ?? exampleParameters(subject),
    logger: recordingLogger([]),
  };
  const first = await poll(polling, {});
  if (isRecorded) await betweenPolls[subject.key]?.(workspace);
  const second = await poll(polling, first.state);
  return [...first.items, ...second.items];
};

const play: Play = (ground, one, isRecorded) => {
  if (one.subject.kind === "trigger") return playPolls(ground, one, isRecorded);
  const { workspace, recorder } = ground;
  const { subject, parameters = exampleParameters(subject) } = one;
  return run(subject, {
    connection: tokenConnection({ url: recorder.url, token: workspace.token }),
    parameters,
  });
};

/** Runs a subject while one of its answers is spoilt. @returns what is wrong with what came of it */
const spoiltRun = async (ground: Ground, one: Case, answers: number, random: Random): Promise<string[]> => {
  const { recorder } = ground;
  const target = Math.floor(random() * answers);
  let said = "nothing was spoilt";
  recorder.replay((body, number) => {
    if (number !== target) return body;
    const mutation = mutated(body, random);
    said = mutation.said;
    return mutation.body;
  });
  const time = startVirtualTime(virtualStart);
  const wrong = await play(ground, one)
    .then((result) => {
      packedAndBack(result);
      return wrongResult(one.subject, result);
    })
    .catch(wrongError);
  time.stop();
  const sent = recorder.requests.filter((request) => holes.test(request)).map((request) => `sent ${request}`);
  return [...wrong, ...sent].map((complaint) => `${recorder.requests[target]}, ${said}: ${complaint}`);
};

/** Records what a case is answered. @returns how many answers there were */
const record = async (ground: Ground, one: Case): Promise<number> => {
  const { workspace, recorder } = ground;
  await workspace.statements({ rows_per_chunk: 2 });
  await prepareGround(workspace, one.subject.key);
  recorder.record();
  const failure = await play(ground, one, true).then(
    () => undefined,
    (error: Error) => error.message,
  );
  expect(failure).toEqual(one.fails ? expect.stringMatching(one.fails) : undefined);
  return recorder.answered;
};

describe.each(cases.map((one) => [one.name, one] as const))("%s", (_name, one) => {
  let ground: Ground;
  beforeAll(async () => {
    const workspace = await freshWorkspace({ clock: "auto" });
    ground = { workspace, recorder: await startRecorder(workspace) };
  });
  afterAll(async () => {
    await ground.recorder.close();
    await ground.workspace.close();
  });

  it("gives a result or an error that names what it did, whatever an answer holds", async () => {
    const answers = await record(ground, one);
    const random = seededRandom(jest.getSeed());
    const wrong: string[] = [];
    for (let number = 0; number < count / cases.length; number += 1) {
      wrong.push(...(await spoiltRun(ground, one, answers, random)));
    }
    expect(wrong).toEqual([]);
  });
});
