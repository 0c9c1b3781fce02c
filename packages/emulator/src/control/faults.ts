/** Faults that a test sets: responses that are errors, come late, or never come. */
import { fieldsOf, invalidParameter } from "./requests";

/** What goes wrong, and when. */
export interface Fault {
  /** Any method where left out. */
  method?: string;
  /** The exact path without its query, or a regular expression where it starts with `^`; any where left out. */
  path?: string;
  /** `before`: instead of the handler. `after`: the handler has done its work, its response is replaced or lost. */
  phase: "before" | "after";
  /** Matching requests that pass first. */
  skip: number;
  /** How often it is injected after these. */
  times: number;
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
  content_type?: string;
  /** Workspace time that passes first, ms. */
  delay_ms?: number;
  /** The connection is cut. */
  drop?: boolean;
  /** No response ever comes. */
  hang?: boolean;
}

/** A fault and how often it was injected. */
export interface FaultReport extends Fault {
  /** Requests that it matched, those that it let pass included. */
  matched: number;
  fired: number;
}

interface Rule {
  fault: Fault;
  matches(method: string, path: string): boolean;
  matched: number;
  fired: number;
}

export class Faults {
  #rules: Rule[] = [];

  /** Sets a fault. @throws HttpError 400 for an unknown key or a value of the wrong kind */
  add(given: unknown): FaultReport {
    const fault = readFault(given);
    const rule: Rule = { fault, matches: matcher(fault), matched: 0, fired: 0 };
    this.#rules.push(rule);
    return report(rule);
  }

  /** Every fault, in the order in which they were set. */
  list(): FaultReport[] {
    return this.#rules.map(report);
  }

  /** Removes every fault. */
  clear(): void {
    this.#rules = [];
  }

  /** The fault to inject into this request: the first that matches and neither skips nor is used up. It counts as fired. */
  take(phase: Fault["phase"], method: string, path: string): Fault | undefined {
    for (const rule of this.#rules) {
      const { fault } = rule;
      if (fault.phase !== phase || rule.fired >= fault.times || !rule.matches(method, path)) continue;
      rule.matched += 1;
      if (rule.matched <= fault.skip) continue;
      rule.fired += 1;
      return fault;
    }
    return undefined;
  }
}

const report = ({ fault, matched, fired }: Rule): FaultReport => ({ ...fault, matched, fired });

function matcher({ method, path }: Fault): Rule["matches"] {
  const pattern = path?.startsWith("^") ? expression(path) : undefined;
  return (asked, at) =>
    (method === undefined || method.toUpperCase() === asked) &&
    (path === undefined || (pattern ? pattern.test(at) : path === at));
}

function expression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw invalidParameter(`Invalid path: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const count = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const text = (value: unknown): boolean => typeof value === "string";
const flag = (value: unknown): boolean => typeof value === "boolean";

/** What each key of a fault may hold. */
const KEYS: Record<keyof Fault, (value: unknown) => boolean> = {
  method: text,
  path: text,
  phase: (value) => value === "before" || value === "after",
  skip: count,
  times: count,
  status: (value) => count(value) && Number(value) >= 200 && Number(value) <= 599,
  headers: (value) => Object.values(fieldsOf(value)).every(text),
  body: () => true,
  content_type: text,
  delay_ms: count,
  drop: flag,
  hang: flag,
};

function readFault(given: unknown): Fault {
  const fields = fieldsOf(given);
  for (const [key, value] of Object.entries(fields)) {
    const accepts = Object.hasOwn(KEYS, key) ? KEYS[key as keyof Fault] : undefined;
    if (!accepts) throw invalidParameter(`A fault has no ${key}; it has ${Object.keys(KEYS).join(", ")}`);
    if (!accepts(value)) throw invalidParameter(`Invalid ${key}: ${JSON.stringify(value)}`);
  }
  return { phase: "before", skip: 0, times: 1, ...fields };
}
