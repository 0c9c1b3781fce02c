/** The border of the component: what leaves it as an error or a line of the log is fit to be told, wherever it was made. */
import type { ActionLogger, Connection, component } from "@prismatic-io/spectral";
import { secretsOf } from "./connections";
import { sanitizedLogger } from "./http/log";
import { redactor } from "./http/redact";
import { type Sanitize, sanitizer } from "./http/sanitize";
import { sanitizeError } from "./http/sanitizeError";

type Component = ReturnType<typeof component>;

/** An action, a trigger or a data source, as the platform runs it. */
interface Subject {
  inputs?: readonly { key: string; type: string }[];
}

type Run = (...given: unknown[]) => unknown;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** What must not be told of what a run is given: the secrets of its connection and of its password inputs. */
const secretsIn = ({ inputs = [] }: Subject, parameters: unknown): string[] =>
  inputs.flatMap(({ key, type }) => {
    const value = isObject(parameters) ? parameters[key] : undefined;
    if (type === "connection" && isObject(value)) return secretsOf(value as unknown as Connection);
    return type === "password" && typeof value === "string" ? [value] : [];
  });

const withSanitizedLogger = (context: unknown, sanitize: Sanitize): unknown =>
  isObject(context) && isObject(context.logger)
    ? { ...context, logger: sanitizedLogger(context.logger as unknown as ActionLogger, sanitize) }
    : context;

/** Runs what is given the context first and the parameters last. */
const guardedRun =
  (subject: Subject, run: Run): Run =>
  (context, ...rest) => {
    const sanitize = sanitizer(redactor(secretsIn(subject, rest.at(-1))));
    const refuse = (thrown: unknown): never => {
      throw sanitizeError(thrown, sanitize);
    };
    try {
      const result = run(withSanitizedLogger(context, sanitize), ...rest);
      return result instanceof Promise ? result.catch(refuse) : result;
    } catch (thrown) {
      return refuse(thrown);
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
 * The same component, whose every run tells no secret of its connection, and nothing that is not plain and bounded:
 * neither in what it throws, its inputs' checks included, nor in what it logs. Results are as they are.
 */
export const guardedComponent = (made: Component): Component => ({
  ...made,
  actions: guardedSubjects(made.actions),
  triggers: guardedSubjects(made.triggers),
  dataSources: guardedSubjects(made.dataSources),
});
