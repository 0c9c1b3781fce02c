/** Secret scopes and secrets, by the built component: what is stored, and that no value is ever told. */
import { secretExample, secretScopeExample } from "../src/services/secrets/secretsExamples";
import { failureOf, type LogLine, runIn } from "./support/component";
import { useSharedWorkspace } from "./support/workspace";

const workspace = useSharedWorkspace();
afterEach(async () => {
  await workspace.clearFaults();
  await workspace.reset();
});

describe("a secret", () => {
  const scope = { secretScope: secretScopeExample.name };
  const secret = { ...scope, secretKey: "token" };
  const store = (secretValue: unknown, more: object = {}, lines: LogLine[] = []) =>
    runIn(workspace, "putSecret", { ...secret, secretValue, ...more }, { lines });
  const stored = async (): Promise<Buffer> => {
    const { json } = await workspace.call("GET", "/api/2.0/secrets/get?scope=billing&key=token");
    return Buffer.from((json as { value: string }).value, "base64");
  };

  it.each<[string, unknown, string | Buffer]>([
    ["text with white space around it", " pass word\n", " pass word\n"],
    ["text of every kind", 'ü😀"\\', 'ü😀"\\'],
    [
      "bytes",
      { data: Buffer.from([0, 255, 10]), contentType: "application/octet-stream" },
      Buffer.from([0, 255, 10]),
    ],
  ])("is stored as it is, be it %s, and a repeat changes nothing", async (_name, value, expected) => {
    for (const _time of [1, 2]) {
      expect(await store(value)).toEqual({ scope: "billing", key: "token" });
      expect(await stored()).toEqual(Buffer.from(expected));
    }
    expect(await runIn(workspace, "listSecrets", scope)).toEqual([
      secretExample,
      { key: "token", last_updated_timestamp: Date.UTC(2025, 10, 18, 12) },
    ]);
    expect(await runIn(workspace, "deleteSecret", secret)).toEqual({
      scope: "billing",
      key: "token",
      deleted: true,
    });
    const gone = await failureOf(runIn(workspace, "deleteSecret", secret));
    expect(gone.message).toContain("RESOURCE_DOES_NOT_EXIST");
    expect(await runIn(workspace, "deleteSecret", { ...secret, ignoreMissing: true })).toMatchObject({
      deleted: false,
    });
  });

  it.each(["s3cr", "correct horse battery staple", "x".repeat(128 * 1024)])(
    "is in no log and no error, whatever the workspace repeats: value %#",
    async (value) => {
      const base64 = Buffer.from(value).toString("base64");
      const body = { error_code: "BAD_REQUEST", message: `got ${value} as ${base64}` };
      const faults = [
        {},
        { phase: "before" as const, status: 400, body, times: 1 },
        { phase: "before" as const, status: 200, body: value, content_type: "text/plain", times: 1 },
        { phase: "before" as const, drop: true, times: 2 },
      ];
      for (const fault of faults) {
        const lines: LogLine[] = [];
        if ("phase" in fault) await workspace.fault({ path: "/api/2.0/secrets/put", ...fault });
        const outcome = await store(value, { debugRequest: true }, lines).catch((error: Error) => error);
        const told = JSON.stringify([lines, outcome, String(outcome)]);
        expect([told.includes(value), told.includes(base64.replace(/=+$/, ""))]).toEqual([false, false]);
        expect(lines.length).toBeGreaterThan(0);
      }
    },
  );

  it.each([
    ["Secret Value has 131073 bytes", { secretValue: "x".repeat(131_073) }],
    ["Secret Key may only contain", { secretKey: "a b" }],
    ["Secret Scope is longer than 128", { secretScope: "x".repeat(129) }],
  ])("is refused before anything is sent: %s", async (beginning, more) => {
    expect((await failureOf(store("value", more))).message).toMatch(new RegExp(`^${beginning}`));
    expect(await workspace.requests()).toEqual([]);
  });

  it("needs its scope, which is made once and deleted with its secrets", async () => {
    const own = { secretScope: "own" };
    expect((await failureOf(store("value", own))).message).toContain("Scope own does not exist!");
    expect((await failureOf(runIn(workspace, "listSecrets", own))).message).toContain("does not exist");
    const make = () => runIn(workspace, "createSecretScope", { scopeName: "own", allUsersManage: true });
    expect(await make()).toEqual({ name: "own", backend_type: "DATABRICKS" });
    expect((await failureOf(make())).message).toContain("already exists");
    expect(await runIn(workspace, "listSecrets", own)).toEqual([]);
    await store("value", own);
    expect(await runIn(workspace, "selectSecret", own)).toEqual([{ key: "token", label: "token" }]);
    expect(await runIn(workspace, "deleteSecretScope", own)).toEqual({ name: "own", deleted: true });
    const again = { ...own, ignoreMissing: true };
    expect(await runIn(workspace, "deleteSecretScope", again)).toEqual({ name: "own", deleted: false });
    expect(await runIn(workspace, "listSecretScopes")).toEqual([secretScopeExample]);
  });
});
