/**
 * `npm run demo`: the built bundle takes a tour of a local workspace. With `--transcript <file>` what it prints is also written
 * to a page, as `npm run demo -- --transcript documentation/tour.md` does.
 */
import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { distFolder, unpackBundle } from "../cli/bundle";
import { startWorkspace } from "../packages/emulator/src/server";
import { Guide } from "./guide";
import { duration, screen } from "./screen";
import { seed } from "./seed";
import { steps } from "./steps";

/** The longest that the tour may take, ms; it is over long before. */
const deadlineMs = 120_000;

const timed = async <T>(work: () => T | Promise<T>): Promise<{ result: T; took: string }> => {
  const startedAt = performance.now();
  const result = await work();
  return { result, took: duration(performance.now() - startedAt) };
};

/** Takes every step, and names the one that failed. */
const takeSteps = async (guide: Guide): Promise<void> => {
  let stop = "";
  const deadline = setTimeout(() => {
    screen.failed(`${stop}: not done after ${duration(deadlineMs)}.`);
    process.exit(1);
  }, deadlineMs);
  try {
    for (const [index, step] of steps.entries()) {
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

const tour = async (transcriptFile: string | undefined): Promise<void> => {
  const startedAt = performance.now();
  const { result: bundle, took: loading } = await timed(unpackBundle);
  try {
    const { result: workspace, took: starting } = await timed(() => startWorkspace({ seed }));
    try {
      const { size } = statSync(path.join(distFolder, "index.js"));
      screen.title("The Databricks component on a local workspace");
      screen.note(
        `The built bundle (${Math.round(size / 1024)} KB) loaded in an empty folder in ${loading}.`,
      );
      screen.note(`A workspace started at ${workspace.url} in ${starting}.`);
      await takeSteps(new Guide(bundle.component, workspace));
    } finally {
      await workspace.close();
    }
  } finally {
    bundle.remove();
  }
  screen.end(`${steps.length} steps in ${duration(performance.now() - startedAt)}, everything as expected.`);
  if (transcriptFile !== undefined) writeFileSync(transcriptFile, page(screen.transcript()));
};

const { values } = parseArgs({ options: { transcript: { type: "string" } } });
tour(values.transcript).catch((error: Error) => {
  screen.failed(error.message);
  if (error.cause instanceof Error && error.cause.stack) process.stderr.write(`${error.cause.stack}\n`);
  process.exitCode = 1;
});
