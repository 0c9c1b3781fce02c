/**
 * The form of Connection Status, in the format of JSON Forms: nothing to fill in, only what was found. Its result is the
 * same, for flows. https://jsonforms.io/docs
 */
import { endWithPeriod } from "../http/errors";
import type { Redact } from "../http/redact";
import { type Sanitize, sanitizeLine, sanitizer } from "../http/sanitize";
import type { Check, ConnectionCheck, Identity } from "../services/connectionCheck/connectionCheck";

/** What was found, in words. */
type Status = {
  ok: boolean;
  /** The workspace's host. */
  host: string;
  /** The line to read first. */
  status: string;
  /** What cannot be used and why, one object a line. */
  problems?: string;
  /** The statements that grant what is missing, one a line. */
  statements?: string;
};

/** What the wizard renders: data, layout, and what was found. */
interface StatusForm {
  schema: { type: "object"; properties: Record<string, object> };
  uiSchema: { type: "VerticalLayout"; elements: object[] };
  data: Status;
}

/** The longest line, in characters, and the longest statement: the names in one can have 1020. */
const maxLineLength = 600;
const maxStatementLength = 2000;

const identityText = (identity: Identity): string =>
  identity.kind === "unknown"
    ? "an identity that its token may not read"
    : `${identity.displayName ?? identity.userName}${identity.kind === "user" ? "" : " (service principal)"}`;

const countText = (checks: readonly Check[]): string => {
  if (checks.length === 0) return "";
  const usable = checks.filter(({ ok }) => ok).length;
  const objects = checks.length === 1 ? "object" : "objects";
  return usable === checks.length
    ? ` ${usable} ${objects} checked.`
    : ` ${checks.length - usable} of ${checks.length} ${objects} cannot be used.`;
};

/** An advice about a grant says what is wrong; any other only what to do. */
const problemText = ({ missing, detail, advice }: Check): string =>
  missing === undefined || advice === undefined
    ? [endWithPeriod(detail), advice].filter(Boolean).join(" ")
    : advice;

const linesOf = (lines: readonly string[], sanitize: Sanitize, limit: number): string | undefined =>
  lines.length === 0
    ? undefined
    : [...new Set(lines)].map((line) => sanitizeLine(sanitize, line, limit)).join("\n");

const statusOf = ({ identity, host, ok, checks }: ConnectionCheck, redact: Redact): Status => {
  const sanitize = sanitizer(redact);
  const failed = checks.filter((check) => !check.ok);
  const statements = failed.flatMap(({ statement }) => statement ?? []);
  const first = `${ok ? "Ready" : "Not ready"}: signed in to ${host} as ${identityText(identity)}.`;
  const found: Status = {
    ok,
    host,
    status: sanitizeLine(sanitize, first + countText(checks), maxLineLength),
    problems: linesOf(failed.map(problemText), sanitize, maxLineLength),
    statements: linesOf(statements, sanitize, maxStatementLength),
  };
  return JSON.parse(JSON.stringify(found)) as Status;
};

const titles = { status: "Status", problems: "What Is Missing", statements: "SQL Statements That Grant It" };

/** Makes the form of what a check found: one line where all is well. */
export const statusForm = (check: ConnectionCheck, redact: Redact): StatusForm => {
  const data = statusOf(check, redact);
  const shown = Object.entries(titles).filter(([key]) => key in data);
  return {
    schema: {
      type: "object",
      properties: {
        ok: { type: "boolean", readOnly: true },
        host: { type: "string", readOnly: true },
        ...Object.fromEntries(shown.map(([key, title]) => [key, { type: "string", title, readOnly: true }])),
      },
    },
    uiSchema: {
      type: "VerticalLayout",
      elements: shown.map(([key]) => ({
        type: "Control",
        scope: `#/properties/${key}`,
        options: { readonly: true, ...(key !== "status" && { multi: true }) },
      })),
    },
    data,
  };
};
