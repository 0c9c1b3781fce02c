/** `npm run demo`: the built bundle takes a tour of a local workspace. */
import { statSync } from "node:fs";
import path from "node:path";
import { startWorkspace } from "../workspace/server";
import { distFolder, unpackBundle } from "./bundle";
import { Guide } from "./guide";
import { duration, screen } from "./screen";
import { steps } from "./steps";

/** The longest that the tour may take, ms; it is over long before. */
const deadlineMs = 120_000;

const timed = async <T>(work: () => T | Promise<T>): Promise<{ result: T; took: string }> => {
  const startedAt = performance.now();
  const result = await work();
  return { result, took: duration(performance.now() - startedAt) };
};

const tour = async (): Promise<void> => {
  const startedAt = performance.now();
  const bundle = await timed(unpackBundle);
  const { component, remove } = bundle.result;
  const { result: workspace, took } = await timed(startWorkspace);
  let stop = "";
  const deadline = setTimeout(() => {
    screen.failed(`${stop}: not done after ${duration(deadlineMs)}.`);
    process.exit(1);
  }, deadlineMs);
  try {
    const { size } = statSync(path.join(distFolder, "index.js"));
    screen.title("The Databricks component on a local workspace");
    screen.note(
      `The built bundle (${Math.round(size / 1024)} KB) loaded in an empty folder in ${bundle.took}.`,
    );
    screen.note(`A workspace started at ${workspace.url} in ${took}.`);
    const guide = new Guide(component, workspace);
    for (const [index, step] of steps.entries()) {
      stop = `Step ${index + 1}, "${step.title}"`;
      screen.step(index + 1, steps.length, step.title);
      await step.run(guide).catch((error: Error) => {
        throw new Error(`${stop}: ${error.message}`, { cause: error });
      });
    }
    screen.end(
      `${steps.length} steps in ${duration(performance.now() - startedAt)}, everything as expected.`,
    );
  } finally {
    clearTimeout(deadline);
    await workspace.close();
    remove();
  }
};

tour().catch((error: Error) => {
  screen.failed(error.message);
  if (error.cause instanceof Error && error.cause.stack) process.stderr.write(`${error.cause.stack}\n`);
  process.exitCode = 1;
});
