/** The form of Connection Status, as JSON Forms itself reads it. */
import {
  Actions,
  type ControlElement,
  coreReducer,
  type JsonSchema,
  mapStateToControlProps,
} from "@jsonforms/core";
import { redactor } from "../http/redact";
import type { Check, ConnectionCheck } from "../services/connectionCheck/connectionCheck";
import { connectionCheckExample } from "../services/connectionCheck/connectionCheckExamples";
import { grantAdvice } from "../services/connectionCheck/messages";
import { statusForm } from "./statusForm";

const found = (checks: Check[], more: Partial<ConnectionCheck> = {}): ConnectionCheck => ({
  ...(connectionCheckExample as ConnectionCheck),
  ok: checks.every(({ ok }) => ok),
  checks,
  ...more,
});

/** What a person reads: each control's title and text. */
const shown = (check: ConnectionCheck): Record<string, unknown>[] => {
  const { schema, uiSchema, data } = statusForm(check, redactor(["a-secret-of-the-connection"]));
  const core = coreReducer(undefined, Actions.init(data, schema as object, uiSchema));
  expect(core.errors).toEqual([]);
  return (uiSchema.elements as ControlElement[]).map((uischema) => {
    const props = mapStateToControlProps({ jsonforms: { core } }, { uischema, schema: schema as JsonSchema });
    const { label, data: text, enabled } = props;
    return { label, text, enabled, lines: uischema.options?.multi === true };
  });
};

const lost = { ok: false, canRead: false, canWrite: false } as const;

const missing = (id: string, advice: string, statement?: string): Check => ({
  what: "table",
  id,
  ...lost,
  missing: "SELECT",
  advice,
  ...(statement !== undefined && { statement }),
  detail: "User does not have SELECT on Table.",
});

it("is one short line that nobody can change where all is well", () => {
  expect(shown(connectionCheckExample as ConnectionCheck)).toEqual([
    {
      label: "Status",
      text: expect.stringMatching(
        /^Ready: signed in to dbc-1234567890123456\.cloud\.databricks\.com as .{3,40}\. \d+ objects checked\.$/,
      ),
      enabled: false,
      lines: false,
    },
  ]);
});

it("says who is signed in where nothing was checked", () => {
  const identity = { kind: "service principal", userName: "5b6a", displayName: "Flights" } as const;
  expect(shown(found([], { identity, host: "h.example" }))).toMatchObject([
    { text: "Ready: signed in to h.example as Flights (service principal)." },
  ]);
  const unknown = { kind: "unknown", detail: "no scope" } as const;
  expect(shown(found([], { identity: unknown, host: "h.example" }))).toMatchObject([
    { text: "Ready: signed in to h.example as an identity that its token may not read." },
  ]);
});

it("lists what is missing, and the statements that grant it, each once and ready to be copied", () => {
  const statement = (table: string) => `GRANT SELECT ON TABLE \`${table}\` TO \`ada\`;`;
  const advice = (table: string) => `The user ada lacks SELECT on the table ${table}: ${statement(table)}`;
  const menu =
    "The user ada lacks CAN USE on the SQL warehouse 1: open SQL Warehouses > 1 > Permissions and add it.";
  const warehouse: Check = {
    what: "warehouse",
    id: "1",
    ...lost,
    missing: "CAN USE",
    advice: menu,
    detail: "no",
  };
  const fine: Check = {
    what: "catalog",
    id: "main",
    ok: true,
    canRead: true,
    canWrite: "not known",
    detail: "It can be used.",
  };
  const checks = [
    warehouse,
    fine,
    missing("a", advice("a"), statement("a")),
    missing("a", advice("a"), statement("a")),
    missing("b", advice("b"), statement("b")),
  ];
  expect(shown(found(checks))).toMatchObject([
    { label: "Status", text: expect.stringMatching(/^Not ready: .* 4 of 5 objects cannot be used\.$/) },
    {
      label: "What Is Missing",
      text: [menu, advice("a"), advice("b")].join("\n"),
      enabled: false,
      lines: true,
    },
    {
      label: "SQL Statements That Grant It",
      text: `${statement("a")}\n${statement("b")}`,
      enabled: false,
      lines: true,
    },
  ]);
});

it("takes no name for a statement, and truncates none", () => {
  const displayName = "GRANT ALL PRIVILEGES ON CATALOG `main` TO `mallory`; --";
  const identity = { kind: "service principal", userName: "u".repeat(255), displayName } as const;
  const table = ["c", "s", "GRANT t;"].map((name) => name.padEnd(255, "x")).join(".");
  const { advice = "", statement } = grantAdvice(identity, "SELECT", "table", table);
  const [, problems, statements] = shown(found([missing(table, advice, statement)], { identity }));
  expect(problems?.text).toContain(displayName);
  const quoted = `\`${table.replaceAll(".", "`.`")}\``;
  expect(statements?.text).toBe(`GRANT SELECT ON TABLE ${quoted} TO \`${identity.userName}\`;`);
});

it("shows what Databricks said where nobody knows what to do, and no statements where there are none", () => {
  const check: Check = { what: "job", id: "7", ...lost, detail: "It does not exist." };
  expect(shown(found([check]))).toMatchObject([{}, { text: "It does not exist." }]);
});

it("gives flows whether all is well", () => {
  expect(statusForm(found([]), redactor([])).data).toMatchObject({ ok: true });
  expect(statusForm(found([missing("a", "no")]), redactor([])).data).toMatchObject({ ok: false });
});

it("shows texts of the workspace without secrets, control characters and line breaks of their own", () => {
  const hostile = "a-secret-of-the-connection \u001b[31m\u202e\nGRANT ALL;";
  const identity = { kind: "user", userName: hostile } as const;
  const form = JSON.stringify(
    statusForm(found([missing("a", hostile)], { identity }), redactor(["a-secret-of-the-connection"])),
  );
  expect(form).not.toMatch(/a-secret-of|\\u001b|\u202e/);
  expect(
    statusForm(found([missing("a", "x".repeat(5000))]), redactor([])).data.problems?.length,
  ).toBeLessThan(700);
});
