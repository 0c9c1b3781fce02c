/** Runs checks one after another, and reports the outcome of each. */
import { isLoopback } from "../src/http/addresses";
import type { Check } from "./check";
import { CheckContext, type Run } from "./context";
import type { Mask } from "./mask";
import { unmetNeed } from "./needs";
import { Difference, NotTried } from "./outcomes";
import { prepareSchema } from "./preparation";

/** What came of a check. */
export interface Result {
  id: string;
  title: string;
  tries: string;
  source: string;
  covers: readonly string[];
  outcome: "agreed" | "differed" | "not tried";
  /** What came back, or why it was not tried; masked. */
  seen: string;
  ms: number;
}

type Outcome = Pick<Result, "outcome" | "seen">;

/** The emulator says of itself what it does not have; no other workspace says that. */
const beyondEmulator = /\[UNSUPPORTED_FEATURE\.LOCAL_WORKSPACE\]|\bHTTP 501\b|\(HTTP 501\b/;

const outcomeOfError = (error: unknown, { target }: Run, stopped: AbortSignal, own: AbortSignal): Outcome => {
  if (error instanceof NotTried) return { outcome: "not tried", seen: error.message };
  if (stopped.aborted)
    return { outcome: "not tried", seen: `the run was stopped: ${String(stopped.reason)}` };
  if (own.aborted)
    return { outcome: "differed", seen: "it was not over in the time that the check may take" };
  const { message } = error as Error;
  if (isLoopback(new URL(target.host).hostname) && beyondEmulator.test(message)) {
    return { outcome: "not tried", seen: `the emulator does not have it: ${message}` };
  }
  return { outcome: "differed", seen: error instanceof Difference ? message : `it failed: ${message}` };
};

const tryOne = async (check: Check, run: Run, stopped: AbortSignal): Promise<Outcome> => {
  const needs = check.needs ?? [];
  const unmet = unmetNeed(needs, run.settings);
  if (unmet !== undefined) return { outcome: "not tried", seen: unmet };
  const limit = AbortSignal.timeout((check.minutes ?? 2) * 60_000);
  const context = new CheckContext(run, AbortSignal.any([stopped, limit]));
  try {
    stopped.throwIfAborted();
    if (needs.includes("schema")) {
      await prepareSchema(context).catch((error: Error) => {
        throw new NotTried(`there is no schema to work in: ${error.message}`);
      });
    }
    return { outcome: "agreed", seen: await check.run(context) };
  } catch (error) {
    return outcomeOfError(error, run, stopped, limit);
  }
};

/**
 * Runs checks in their order. Never throws: an exception in a check is its outcome.
 * @param stopped ends the run; what is left is then not tried
 * @param onResult is told each result as it comes
 */
export const runChecks = async (
  checks: readonly Check[],
  run: Run,
  mask: Mask,
  stopped: AbortSignal,
  onResult: (result: Result) => void,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (const check of checks) {
    const startedAt = performance.now();
    const { outcome, seen } = await tryOne(check, run, stopped);
    const { id, title, tries, source, covers = [] } = check;
    const ms = Math.round(performance.now() - startedAt);
    const result = { id, title, tries, source, covers, outcome, seen: mask(seen), ms };
    results.push(result);
    onResult(result);
  }
  return results;
};
