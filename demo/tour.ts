/**
 * `npm run demo`: the built bundle takes a tour of a local workspace.
 *
 * - `--build` builds the bundle first
 * - `--only <numbers>` takes only these steps, such as `3,12`, and those that they need
 * - `--transcript <file>` also writes what is printed to a page, as `npm run demo -- --transcript documentation/tour.md` does
 * - `--svg <file>` also makes a picture of some steps, as `npm run demo -- --svg documentation/images/tour.svg` does
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { distFolder, unpackBundle } from "../cli/bundle";
import { closeOnSignal, isEnding } from "../cli/endSignals";
import { startWorkspace } from "../packages/emulator/src/server";
import { Guide, type Step } from "./guide";
import { picture } from "./picture";
import { duration, screen } from "./screen";
import { seed } from "./seed";
import { steps } from "./steps";
import { polledRuns } from "./steps/polling";
import { manyChunks, tables } from "./steps/sql";

/** The longest that the tour may take, ms; it is over long before. */
const deadlineMs = 120_000;

/** Commands that run as they are printed, each with what it shows. */
const next = [
  ["npm run action -- --help", "List all actions, data sources and triggers:"],
  [
    "npm run action -- runSql --help",
    "Show the inputs of one, with a command to copy. It runs on its own local workspace, as does the next command:",
  ],
  [
    "npm run action -- newRows --warehouseId 475b94ddc7cd5211 --table samples.geology.earthquakes --cursorColumn time --startFrom beginning --rowCap 3 --output table",
    "Poll once with a trigger:",
  ],
] as const;

const timed = async <T>(work: () => T | Promise<T>): Promise<{ result: T; took: string }> => {
  const startedAt = performance.now();
  const result = await work();
  return { result, took: duration(performance.now() - startedAt) };
};

/** What is open, each with what ends it; the last one is closed first, however the tour ends. */
const open: (() => unknown)[] = [];

const closeAll = async (): Promise<void> => {
  for (let close = open.pop(); close; close = open.pop()) await close();
};

/** Builds the bundle. @throws Error with what the build has said, where it fails */
const build = async (): Promise<void> => {
  const root = path.resolve(__dirname, "..");
  const cli = path.join(path.dirname(require.resolve("webpack-cli/package.json")), "bin", "cli.js");
  const child = spawn(process.execPath, [cli], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = once(child, "close");
  open.push(async () => {
    child.kill();
    await ended;
  });
  const [code] = await ended;
  open.pop();
  if (code !== 0) throw new Error(`The build has failed.\n${output}`);
};

/** The steps of some numbers, and those that they need. @throws Error where a number is of no step */
const chosen = (only: string | undefined): Set<Step> => {
  const numbers = only?.split(",").map(Number) ?? [...steps.keys()].map((index) => index + 1);
  const found = numbers.map((number) => {
    const step = steps[number - 1];
    if (!step) throw new Error(`--only takes numbers from 1 to ${steps.length}, such as 3,12, not ${only}.`);
    return step;
  });
  return new Set(found.flatMap((step) => [...(step.needs ?? []), step]));
};

const inSteps = (count: number): string => (count === 1 ? "1 step" : `${count} steps`);

/** Takes some steps, in their order, and names the one that failed. */
const takeSteps = async (guide: Guide, wanted: ReadonlySet<Step>): Promise<void> => {
  let name = "";
  const deadline = setTimeout(() => {
    screen.failed(`${name}: not done after ${duration(deadlineMs)}.`);
    closeAll().finally(() => process.exit(1));
  }, deadlineMs);
  try {
    for (const [index, step] of steps.entries()) {
      if (!wanted.has(step) || screen.isUnread) continue;
      name = `Step ${index + 1}, "${step.title}"`;
      screen.step(index + 1, steps.length, step.title);
      await step.run(guide);
    }
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  } finally {
    clearTimeout(deadline);
  }
};

const page = (transcript: string): string =>
  `# The tour\n\nThis page shows the output of \`npm run demo\`, which runs the built component on a local workspace. Each step checks its results,\nand the tour ends with a non-zero exit code at the first unexpected result. The times are from one run.\n\n\`\`\`text\n${transcript.trim()}\n\`\`\`\n`;

/** Says what will happen. */
const begin = (count: number): void => {
  const all = count === steps.length;
  screen.beginning([
    `A tour of the Databricks component in ${inSteps(count)}${all ? ", about a minute with the build" : ""}.`,
    "A local workspace starts now; the built component runs on it, as on the platform.",
    "Nothing leaves this machine and no account is needed. Each step checks its results.\n",
  ]);
};

const takeTour = async (wanted: ReadonlySet<Step>): Promise<void> => {
  const { result: bundle, took: loading } = await timed(unpackBundle);
  open.push(bundle.remove);
  const running = startWorkspace({ seed });
  // A workspace that could not start leaves nothing open.
  open.push(() =>
    running.then(
      (workspace) => workspace.close(),
      () => {},
    ),
  );
  const { result: workspace, took: starting } = await timed(() => running);
  const size = Math.round(statSync(path.join(distFolder, "index.js")).size / 1024);
  screen.note(`The built bundle (${size} KB) loaded in an empty folder in ${loading}.`);
  screen.note(`A workspace started at ${workspace.url} in ${starting}.`);
  await takeSteps(new Guide(bundle.component, workspace), wanted);
};

/** Builds the bundle where that is wanted, and takes the tour. @returns what the steps took */
const visit = async (wanted: ReadonlySet<Step>, isBuilt: boolean): Promise<string> => {
  if (isBuilt) {
    const { took } = await timed(build);
    screen.note(`The bundle was built in ${took}.`);
  }
  const { took } = await timed(() => takeTour(wanted));
  return took;
};

/** The steps that the picture shows: SQL, a large result, and a trigger. */
const pictured: readonly Step[] = [tables, manyChunks, polledRuns];

const pictureOfTour = (): string => {
  const shown = steps.flatMap((step, index) => (pictured.includes(step) ? screen.untimed(index + 1) : []));
  return picture(shown.slice(1));
};

const writePage = (file: string, text: string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      build: { type: "boolean" },
      only: { type: "string" },
      transcript: { type: "string" },
      svg: { type: "string" },
    },
  });
  const wanted = chosen(values.only);
  if (values.svg !== undefined && pictured.some((step) => !wanted.has(step)))
    throw new Error("--svg shows steps that --only leaves out.");
  begin(wanted.size);
  const stayUninterrupted = closeOnSignal(
    () => screen.failed("The tour was interrupted; its workspace is closed."),
    closeAll,
  );
  const took = await visit(wanted, values.build ?? false).finally(async () => {
    await closeAll();
    stayUninterrupted();
  });
  screen.end(`${inSteps(wanted.size)} in ${took}, everything as expected.`);
  screen.next(next);
  if (values.transcript !== undefined) writePage(values.transcript, page(screen.transcript()));
  if (values.svg !== undefined) writePage(values.svg, pictureOfTour());
};

main().catch((error: Error) => {
  if (isEnding()) return;
  screen.failed(error.message);
  if (error.cause instanceof Error && error.cause.stack) process.stderr.write(`${error.cause.stack}\n`);
  process.exitCode = 1;
});
