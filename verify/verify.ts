/** A run from its plan to its report: what it creates is always removed. */
import { accessSync, constants, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import packageJson from "../package.json";
import { readSafetySwitches } from "../src/connections/safetySwitches";
import { switchLabels } from "../src/http/switchLabels";
import type { Check } from "./check";
import type { CheckContext, Run } from "./context";
import { kinds } from "./kinds";
import { type LeftOver, type Made, removeAll } from "./ledger";
import { unmetNeed } from "./needs";
import { planText } from "./plan";
import { cloudOf, counts, isGood, markdown, type Report } from "./report";
import { type Result, runChecks } from "./runner";
import { contextFor, openSession, type Session } from "./session";
import type { Request, Settings } from "./settings";
import { untried } from "./untried";

/** How a run speaks with the person who started it, and is stopped. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  tell(line: string): void;
  /** Asks whether to go on. */
  confirm(): Promise<boolean>;
  /** Ends the run; its reason is reported. */
  stop: AbortSignal;
}

/** How long calls that cannot be broken off are waited for before everything is removed, ms. */
const graceMs = 15_000;

const given = ({ webhookPort: _, ...settings }: Settings): string[] =>
  Object.entries(settings)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key]) => key);

const mark = { agreed: "✓", differed: "✗", "not tried": "·" } as const;

const tellResult =
  (tell: Surroundings["tell"]) =>
  ({ id, outcome, seen }: Result): void =>
    tell(`${mark[outcome]} ${id}${outcome === "agreed" ? "" : `: ${seen}`}`);

const settled = async (pending: ReadonlySet<Promise<unknown>>): Promise<void> => {
  const over = new AbortController();
  await Promise.race([
    Promise.allSettled(pending),
    pause(graceMs, undefined, { signal: over.signal }).catch(() => {}),
  ]);
  over.abort();
};

const removeMade = async (
  { run, mask }: Session,
  made: readonly Made<CheckContext>[],
  tell: Surroundings["tell"],
) => {
  const left = await removeAll(made, contextFor(run), (line) => tell(mask(line)));
  const masked: LeftOver[] = left.map((item) => ({ ...item, what: mask(item.what), why: mask(item.why) }));
  for (const { what, why, byHand } of masked) tell(`NOT REMOVED: ${what}: ${why}\n  By hand: ${byHand}`);
  return masked;
};

const runAndReport = async (
  session: Session,
  checks: readonly Check[],
  { minutes }: Request,
  { tell, stop }: Surroundings,
): Promise<Report> => {
  const { run, mask } = session;
  const startedAt = new Date().toISOString();
  const over = new AbortController();
  const deadline = setTimeout(() => over.abort(`it took longer than ${minutes} min`), minutes * 60_000);
  const stopped = AbortSignal.any([stop, over.signal]);
  const results = await runChecks(checks, run, mask, stopped, tellResult(tell)).finally(() =>
    clearTimeout(deadline),
  );
  await settled(run.pending);
  const closed = await Promise.allSettled(run.closing.map(async (close) => close()));
  for (const { reason } of closed.filter((each) => each.status === "rejected")) {
    tell(`not closed: ${mask((reason as Error).message)}`);
  }
  const leftOver = await removeMade(session, run.made, tell);
  return {
    component: run.component.key,
    version: packageJson.version,
    node: process.versions.node,
    startedAt,
    cloud: cloudOf(new URL(run.target.host).hostname),
    connection: run.connection.key,
    given: given(run.settings),
    ...(stopped.aborted && { stopped: mask(String(stopped.reason)) }),
    results,
    untried,
    leftOver,
  };
};

/** @throws Error if the connection only reads: a run makes and removes objects, not all of them through the connector */
const requireWriting = ({ connection }: Run): void => {
  if (!readSafetySwitches(connection.fields).readOnly) return;
  throw new Error(
    `${switchLabels.readOnly} is on in the connection, and a run makes and removes objects of its own. Turn it off for the run; --plan shows what it makes.`,
  );
};

/** @throws Error before anything is made */
const checkWritable = (out: string): void => {
  const folder = path.dirname(path.resolve(out));
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Error(
      `The report cannot be written to ${folder}: there is no such folder, or it is read-only.`,
    );
  }
};

const writeReport = (report: Report, out: string, tell: Surroundings["tell"]): void => {
  const base = out.replace(/\.(?:md|json)$/i, "");
  writeFileSync(`${base}.md`, markdown(report));
  writeFileSync(`${base}.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  tell(`\n${counts(report)}. The report: ${base}.md and ${base}.json`);
};

/** Removes what earlier runs have left. @returns the exit code */
const clean = async (session: Session, { yes }: Request, surroundings: Surroundings): Promise<number> => {
  const { run, mask } = session;
  const { tell, confirm, stop } = surroundings;
  const context = contextFor(run)(stop);
  const found: Made<CheckContext>[] = [];
  for (const kind of kinds) {
    try {
      const lacks = kind.needs && unmetNeed(kind.needs, run.settings);
      if (lacks !== undefined) throw new Error(lacks);
      for (const name of await kind.list(context)) found.push({ kind, name });
    } catch (error) {
      tell(`not looked for: ${kind.noun} (${mask((error as Error).message)})`);
    }
  }
  if (found.length === 0) {
    tell("Nothing is left of earlier runs.");
    return 0;
  }
  tell(["Left of earlier runs:", ...found.map(({ kind, name }) => `  - ${kind.noun} ${name}`)].join("\n"));
  if (!yes && !(await confirm())) return 1;
  const left = await removeMade(session, [...found].reverse(), (line) => tell(mask(line)));
  return left.length > 0 ? 1 : 0;
};

/**
 * Does what was asked for, on the workspace that the environment names.
 * @param all every check
 * @returns the exit code: 0 only if nothing differed, nothing is left, and the run came to its end
 * @throws Error that says what is missing, or that the workspace cannot be signed in to
 */
export const verify = async (
  component: Component,
  all: readonly Check[],
  request: Request,
  surroundings: Surroundings,
): Promise<number> => {
  const { env, tell, confirm } = surroundings;
  const { mode, only, yes, out, flags } = request;
  const checks = all.filter(({ id }) => only.length === 0 || only.some((begin) => id.startsWith(begin)));
  if (checks.length === 0) throw new Error(`No check begins with ${only.join(" or ")}.`);
  const session = await openSession(component, env, flags);
  try {
    if (mode !== "plan") requireWriting(session.run);
    if (mode === "clean") return await clean(session, request, surroundings);
    tell(planText(checks, session.run.settings, session.run.name));
    if (mode === "plan") return 0;
    checkWritable(out);
    if (!yes && !(await confirm())) return 1;
    const report = await runAndReport(session, checks, request, surroundings);
    writeReport(report, out, tell);
    return isGood(report) ? 0 : 1;
  } finally {
    await session.close();
  }
};
