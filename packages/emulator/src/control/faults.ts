/** Faults that a test sets: error responses, late responses, or no response. */
import { fieldsOf, invalidParameter, onlyFields } from "./requests";

/** What goes wrong, and when. */
export interface Fault {
  /** Any method where left out. */
  method?: string;
  /** The exact path without its query, or a regular expression where it starts with `^`; any where left out. */
  path?: string;
  /**
   * Only requests to execute a statement of this text, or, where it starts with `^`, one that the regular expression
   * matches in any case.
   */
  statement?: string;
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
  /**
   * The connection is cut once so many bytes of a body have passed: `before`, of a body that is uploaded as a stream;
   * `after`, of the response's.
   */
  drop_after_bytes?: number;
  /** The same body comes no faster than this, in workspace time. */
  bytes_per_second?: number;
  /** The statement fails with this error, wherever it runs, and does nothing. */
  error?: StatementError;
}

/** How a statement fails. */
interface StatementError {
  /** Databricks' text, such as `[DELTA_CONCURRENT_APPEND] ...`. */
  message: string;
  sql_state?: string;
  /** BAD_REQUEST where left out. */
  error_code?: string;
}

/** A fault and how often it was injected. */
export interface FaultReport extends Fault {
  /** Requests that it matched, those that it let pass included. */
  matched: number;
  fired: number;
}

/** What a fault is matched with. */
interface MatchedRequest {
  method: string;
  path: string;
  /** The statement that it executes, where it executes one. */
  statement?: string;
}

interface Rule {
  fault: Fault;
  matches(request: MatchedRequest): boolean;
  matchesStatement(statement: string | undefined): boolean;
  matched: number;
  fired: number;
}

export class Faults {
  #rules: Rule[] = [];

  /** Sets a fault. @throws HttpError 400 for an unknown key or a value of the wrong kind */
  add(given: unknown): FaultReport {
    const fault = readFault(given);
    const rule: Rule = { fault, ...matcher(fault), matched: 0, fired: 0 };
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
  take(phase: Fault["phase"], method: string, path: string, statement?: string): Fault | undefined {
    return this.#fire(
      ({ fault, matches }) => !fault.error && fault.phase === phase && matches({ method, path, statement }),
    );
  }

  /** The error that this statement fails with. It counts as fired. */
  takeError(statement: string): StatementError | undefined {
    return this.#fire(
      ({ fault, matchesStatement }) => fault.error !== undefined && matchesStatement(statement),
    )?.error;
  }

  #fire(isWanted: (rule: Rule) => boolean): Fault | undefined {
    for (const rule of this.#rules) {
      if (rule.fired >= rule.fault.times || !isWanted(rule)) continue;
      rule.matched += 1;
      if (rule.matched <= rule.fault.skip) continue;
      rule.fired += 1;
      return rule.fault;
    }
    return undefined;
  }
}

const report = ({ fault, matched, fired }: Rule): FaultReport => ({ ...fault, matched, fired });

/** Whether a text is the wanted one, or fits the regular expression that is wanted; any where none is. */
function textMatcher(wanted: string | undefined, flags?: string): (text: string | undefined) => boolean {
  if (wanted === undefined) return () => true;
  if (!wanted.startsWith("^")) return (text) => text === wanted;
  const pattern = expression(wanted, flags);
  return (text) => text !== undefined && pattern.test(text);
}

function matcher({ method, path, statement }: Fault): Pick<Rule, "matches" | "matchesStatement"> {
  const [matchesPath, matchesStatement] = [textMatcher(path), textMatcher(statement, "is")];
  return {
    matchesStatement,
    matches: (request) =>
      (method === undefined || method.toUpperCase() === request.method) &&
      matchesPath(request.path) &&
      matchesStatement(request.statement),
  };
}

function expression(text: string, flags?: string): RegExp {
  try {
    return new RegExp(text, flags);
  } catch (error) {
    throw invalidParameter(`Invalid pattern: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const count = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const text = (value: unknown): boolean => typeof value === "string";
const flag = (value: unknown): boolean => typeof value === "boolean";

/** What each key of a fault may hold. */
const KEYS: Record<keyof Fault, (value: unknown) => boolean> = {
  method: text,
  path: text,
  statement: text,
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
  drop_after_bytes: count,
  bytes_per_second: (value) => count(value) && Number(value) > 0,
  error: (value) => {
    const { message, ...others } = onlyFields(value, ["message", "sql_state", "error_code"]);
    return text(message) && Object.values(others).every(text);
  },
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
