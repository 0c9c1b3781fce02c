/** The idempotency token of a step: the same when the platform runs the step again, so that it joins its run. */
import { createHash, randomUUID } from "node:crypto";
import { stringifyExact } from "../http/json";
import type { StepIdentity } from "../http/stepIdentity";

/** SHA-256 in hexadecimal has 64 characters, as many as a token may have. */
const hashOf = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** The token after a token: the next run of the same step, or of the same business key. */
export const nextToken = (token: string): string => hashOf("next", token);

/** The number of steps whose calls are remembered. */
const maxSteps = 1000;

/** The calls of each step that are in progress or have succeeded, by what they start. */
const callsBySteps = new Map<string, Set<number>>();

const callsOf = (key: string): Set<number> => {
  const calls = callsBySteps.get(key) ?? new Set();
  callsBySteps.delete(key);
  callsBySteps.set(key, calls);
  const [oldest] = callsBySteps.keys();
  if (callsBySteps.size > maxSteps && oldest !== undefined) callsBySteps.delete(oldest);
  return calls;
};

/** The first number that no call has. */
const freeNumber = (calls: ReadonlySet<number>): number =>
  [...Array(calls.size).keys()].find((number) => !calls.has(number)) ?? calls.size;

/**
 * Gives a step its token. What a step runs again is what failed: the same call after one that succeeded or still runs is
 * another one, as code or a loop may make it, and gets another token. Where the execution is unknown, each call is another
 * one.
 * @param start what is started: the same for two calls that start the same
 */
export const withStepToken = async <Result>(
  { executionId, stepId, loopPath }: StepIdentity,
  start: unknown,
  run: (token: string) => Promise<Result>,
): Promise<Result> => {
  if (executionId === "") return run(randomUUID());
  const key = hashOf(executionId, stepId, loopPath, stringifyExact(start));
  const calls = callsOf(key);
  const call = freeNumber(calls);
  calls.add(call);
  try {
    return await run(hashOf(key, String(call)));
  } catch (error) {
    calls.delete(call);
    throw error;
  }
};
