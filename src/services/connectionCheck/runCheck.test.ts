/** What the check of one object makes of an error: a result for this object, or the end of all checks. */
import { DatabricksError } from "../../http/errors";
import type { SecurableKind } from "./connectionCheck";
import { runCheck } from "./runCheck";

const identity = { kind: "user", userName: "ada@example.com" } as const;

const checkWith = (what: SecurableKind, status: number, errorCode: string | undefined, message: string) =>
  runCheck({ what, id: "odd" }, { identity, forWriting: false }, () =>
    Promise.reject(new DatabricksError({ operation: "GET /x", status, errorCode, message })),
  );

it.each<[SecurableKind, number, string | undefined, string, RegExp, RegExp]>([
  [
    "experiment",
    400,
    "INVALID_PARAMETER_VALUE",
    "Invalid experiment ID",
    /^Check the experiment odd\./,
    /^Invalid experiment ID$/,
  ],
  ["catalog", 400, "INVALID_PARAMETER_VALUE", "no", /^Check the catalog odd\./, /^no$/],
  ["catalog", 404, undefined, "Not found", /^Check the catalog odd\./, /^Not found\. It may also be hidden/],
  ["genieSpace", 404, "ENDPOINT_NOT_FOUND", "No API found", /has no API for a Genie space/, /^No API found$/],
  ["job", 403, "PERMISSION_DENIED", "Forbidden", /without naming/, /^Forbidden\. It may also not exist/],
  ["cluster", 403, undefined, "Forbidden", /without naming/, /^Forbidden$/],
  ["table", 403, "403", "no", /without naming/, /^no$/],
])("%s with HTTP %s %s is told with what to do", async (what, status, code, message, advice, detail) => {
  expect(await checkWith(what, status, code, message)).toMatchObject({
    ok: false,
    canRead: false,
    advice: expect.stringMatching(advice),
    detail: expect.stringMatching(detail),
  });
});

it.each([500, 429, 409])("HTTP %s says nothing about the object and is an error", async (status) => {
  await expect(checkWith("job", status, undefined, "no")).rejects.toThrow(/HTTP/);
});

it.each([
  [401, undefined, "no"],
  [403, "403", "Invalid access token."],
  [403, undefined, "Source IP address: 10.0.0.1 is blocked by Databricks IP ACL"],
])("HTTP %s %s %s concerns the connection and is an error", async (status, code, message) => {
  await expect(checkWith("job", status, code, message)).rejects.toThrow(/HTTP/);
});

it("gives the statement that grants what is missing, apart from the advice", async () => {
  const found = await checkWith(
    "catalog",
    403,
    "PERMISSION_DENIED",
    "User does not have USE CATALOG on Catalog 'odd'.",
  );
  expect(found.statement).toBe("GRANT USE CATALOG ON CATALOG `odd` TO `ada@example.com`;");
  expect(found.advice).toMatch(/: GRANT USE CATALOG ON CATALOG `odd` TO `ada@example.com`;$/);
  const level = await checkWith(
    "job",
    403,
    "PERMISSION_DENIED",
    "ada does not have View permissions on Job 7.",
  );
  expect(level).not.toHaveProperty("statement");
});
