/**
 * `npm run demo`: the built bundle takes a tour of a local workspace.
 *
 * - `--build` builds the bundle first
 * - `--only <numbers>` takes only these stops, such as `3,12`, and those that they need
 * - `--transcript <file>` also writes what is printed to a page, as `npm run demo -- --transcript documentation/tour.md` does
 * - `--svg <file>` also writes it as a recording, as `npm run demo -- --svg documentation/images/tour.svg` does
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { distFolder, unpackBundle } from "../cli/bundle";
import { startWorkspace } from "../packages/emulator/src/server";
import { Guide, type Step } from "./guide";
import { recording } from "./recording";
import { duration, screen } from "./screen";
import { seed } from "./seed";
import { steps } from "./steps";

/** The longest that the tour may take, ms; it is over long before. */
const deadlineMs = 120_000;

/** Commands that run as they are printed, each with what it shows. */
const next = [
  ["npm run action -- --help", "Every action, data source and trigger, to run from this shell:"],
  [
    "npm run action -- runSql --help",
    "The inputs of one, with a command to copy; like the next one, it runs on a local workspace of its own:",
  ],
  [
    "npm run action -- newRows --warehouseId 475b94ddc7cd5211 --table samples.geology.earthquakes --cursorColumn time --startFrom beginning --rowCap 3 --output table",
    "One poll of a trigger:",
  ],
] as const;

const timed = async <T>(work: () => T | Promise<T>): Promise<{ result: T; took: string }> => {
  const startedAt = performance.now();
  const result = await work();
  return { result, took: duration(performance.now() - startedAt) };
};

/** Builds the bundle. @throws Error with what the build has said, where it fails */
const build = (): void => {
  const root = path.resolve(__dirname, "..");
  const cli = path.join(path.dirname(require.resolve("webpack-cli/package.json")), "bin", "cli.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`The build has failed.\n${stdout}${stderr}`);
};

/** The stops of some numbers, and those that they need. @throws Error where a number is of no stop */
const chosen = (only: string | undefined): Set<Step> => {
  const numbers = only?.split(",").map(Number) ?? [...steps.keys()].map((index) => index + 1);
  const found = numbers.map((number) => {
    const step = steps[number - 1];
    if (!step) throw new Error(`--only takes numbers from 1 to ${steps.length}, such as 3,12, not ${only}.`);
    return step;
  });
  return new Set(found.flatMap((step) => [...(step.needs ?? []), step]));
};

/** Takes some steps, in their order, and names the one that failed. */
const takeSteps = async (guide: Guide, wanted: ReadonlySet<Step>): Promise<void> => {
  let stop = "";
  const deadline = setTimeout(() => {
    screen.failed(`${stop}: not done after ${duration(deadlineMs)}.`);
    process.exit(1);
  }, deadlineMs);
  try {
    for (const [index, step] of steps.entries()) {
      if (!wanted.has(step) || screen.isUnread) continue;
      stop = `Step ${index + 1}, "${step.title}"`;
      screen.step(index + 1, steps.length, step.title);
      await step.run(guide);
    }
  } catch (error) {
    throw new Error(`${stop}: ${(error as Error).message}`, { cause: error });
  } finally {
    clearTimeout(deadline);
  }
};

const page = (transcript: string): string =>
  `# The tour\n\nWhat \`npm run demo\` prints: the built component, on a local workspace. Each step checks what comes back, and the tour ends\nwith a non-zero exit code at the first thing that is not as expected. Times are those of one run.\n\n\`\`\`text\n${transcript.trim()}\n\`\`\`\n`;

/** Says what will happen. */
const begin = (count: number): void => {
  const stops = count === 1 ? "one stop" : `${count} stops`;
  screen.beginning([
    `The Databricks component takes a tour of ${stops}${count === steps.length ? ", in half a minute or so" : ""}.`,
    "It is built, loaded as the platform loads it, and run on a local workspace that ends with the tour.",
    "Nothing leaves this machine, and no account is needed. Each stop checks what comes back.\n",
  ]);
};

const takeTour = async (wanted: ReadonlySet<Step>): Promise<void> => {
  const { result: bundle, took: loading } = await timed(unpackBundle);
  try {
    const { result: workspace, took: starting } = await timed(() => startWorkspace({ seed }));
    try {
      const size = Math.round(statSync(path.join(distFolder, "index.js")).size / 1024);
      screen.note(`The built bundle (${size} KB) loaded in an empty folder in ${loading}.`);
      screen.note(`A workspace started at ${workspace.url} in ${starting}.`);
      await takeSteps(new Guide(bundle.component, workspace), wanted);
    } finally {
      await workspace.close();
    }
  } finally {
    bundle.remove();
  }
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
  begin(wanted.size);
  if (values.build) {
    const { took } = await timed(build);
    screen.note(`The bundle was built in ${took}.`);
  }
  const { took } = await timed(() => takeTour(wanted));
  const count = wanted.size === 1 ? "1 step" : `${wanted.size} steps`;
  screen.end(`${count} in ${took}, everything as expected.`);
  screen.next(next);
  if (values.transcript !== undefined) writePage(values.transcript, page(screen.transcript()));
  if (values.svg !== undefined) writePage(values.svg, recording(screen.lines()));
};

main().catch((error: Error) => {
  screen.failed(error.message);
  if (error.cause instanceof Error && error.cause.stack) process.stderr.write(`${error.cause.stack}\n`);
  process.exitCode = 1;
});
