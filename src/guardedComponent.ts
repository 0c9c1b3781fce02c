/** The boundary of the component: every error and log line that leaves it is sanitized, wherever it was made. */
import type { ActionLogger, Connection, component } from "@prismatic-io/spectral";
import { secretsOf } from "./connections";
import { sanitizedLogger } from "./http/log";
import { redactor } from "./http/redact";
import { type Sanitize, sanitizer } from "./http/sanitize";
import { sanitizeError } from "./http/sanitizeError";

type Component = ReturnType<typeof component>;

/** An action, a trigger or a data source, as the platform runs it. */
interface Subject {
  inputs?: readonly { key: string; type: string; inputs?: readonly object[] }[];
}

type Run = (...args: unknown[]) => unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The secrets of a run: those of its connection and of its password inputs. */
const secretsOfRun = ({ inputs = [] }: Subject, parameters: unknown): string[] =>
  inputs.flatMap(({ key, type }) => {
    const value = isObject(parameters) ? parameters[key] : undefined;
    if (type === "connection" && isObject(value)) return secretsOf(value as unknown as Connection);
    return type === "password" && typeof value === "string" ? [value] : [];
  });

const withSanitizedLogger = (context: unknown, sanitize: Sanitize): unknown =>
  isObject(context) && isObject(context.logger)
    ? { ...context, logger: sanitizedLogger(context.logger as unknown as ActionLogger, sanitize) }
    : context;

/**
 * The parameters with the values of inputs with fields as functions that give them. Spectral would clean their fields one
 * by one, and looks up the cleaning of a field such as `__proto__` in an object that inherits one; `readStructured` reads
 * them as a whole.
 */
const withWholeValues = ({ inputs = [] }: Subject, parameters: unknown): unknown => {
  const keys = new Set(inputs.filter((input) => input.inputs).map(({ key }) => key));
  if (!isObject(parameters) || keys.size === 0) return parameters;
  const handed = Object.entries(parameters).map(([key, value]) => [
    key,
    keys.has(key) && isObject(value) ? () => value : value,
  ]);
  return Object.fromEntries(handed);
};

/** Wraps a function that takes the context first and the parameters last. */
const guardedRun =
  (subject: Subject, run: Run): Run =>
  (context, ...rest) => {
    const sanitize = sanitizer(redactor(secretsOfRun(subject, rest.at(-1))));
    const rethrow = (thrown: unknown): never => {
      throw sanitizeError(thrown, sanitize);
    };
    try {
      const given = [...rest.slice(0, -1), ...rest.slice(-1).map((last) => withWholeValues(subject, last))];
      const result = run(withSanitizedLogger(context, sanitize), ...given);
      return result instanceof Promise ? result.catch(rethrow) : result;
    } catch (thrown) {
      return rethrow(thrown);
    }
  };

const guardedSubject = <T extends Subject>(subject: T): T => {
  const members = Object.entries(subject).map(([name, member]) => [
    name,
    typeof member === "function" ? guardedRun(subject, member as Run) : member,
  ]);
  return Object.fromEntries(members) as T;
};

const guardedSubjects = <T extends Subject>(subjects: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(subjects).map(([key, subject]) => [key, guardedSubject(subject)]));

/**
 * The same component with every error and log line of its runs sanitized: no secret of a connection, no control
 * characters, bounded length. Errors of input checks are included. Results are unchanged.
 */
export const guardedComponent = (original: Component): Component => ({
  ...original,
  actions: guardedSubjects(original.actions),
  triggers: guardedSubjects(original.triggers),
  dataSources: guardedSubjects(original.dataSources),
});
