/** The component's own sign-in: when a token is fetched, for whom, and how long it is used. */
import type { Arrival, Step } from "../../test/support/scriptedServer";
import { clientId, clientSecret, pass, tokenNumber, useSignInServer } from "../../test/support/signInServer";
import { failureOf, testClient } from "../../test/support/testClient";
import { Deadline } from "../http/deadline";
import { path } from "../http/path";

const { server, connection, answer, signIns, calls } = useSignInServer();

const somePath = path`/api/2.0/clusters/list`;

const minute = 60_000;

/** A client whose time is not up however much of it passes. */
const patientClient = () => testClient(connection()).client.withDeadline(Deadline.after(2000 * minute));

const refusal: Step = { status: 403, body: { error_code: 403, message: "Invalid access token." } };

describe("a service principal", () => {
  it("signs in with its first request, as Databricks documents it", async () => {
    answer([tokenNumber(1)]);
    await testClient(connection({ workspaceId: "12" })).client.get(somePath);
    const [signIn, call] = server.arrivals;
    expect(signIn).toMatchObject({
      method: "POST",
      url: "/oidc/v1/token",
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
    });
    expect(signIn?.body.toString()).toBe("grant_type=client_credentials&scope=all-apis");
    expect(signIn?.headers).not.toHaveProperty("x-databricks-org-id");
    expect(call?.headers).toMatchObject({
      authorization: "Bearer opaque-token-number-1-of-it",
      "x-databricks-org-id": "12",
    });
  });

  it("fetches one token for all steps that need it at the same time, and for those that follow", async () => {
    answer([tokenNumber(1), tokenNumber(2)]);
    const clients = [1, 2, 3].map(() => testClient(connection()).client);
    await Promise.all(clients.flatMap((client) => [client.get(somePath), client.get(somePath)]));
    await testClient(connection()).client.get(somePath);
    expect(signIns()).toHaveLength(1);
    expect(new Set(calls().map(({ headers }) => headers.authorization))).toEqual(
      new Set(["Bearer opaque-token-number-1-of-it"]),
    );
  });

  it.each([
    ["another secret", { clientSecret: "another-secret-of-the-principal" }],
    ["another client", { clientId: "another-client" }],
  ])("with %s gets a token of its own", async (_name, fields) => {
    answer([tokenNumber(1), tokenNumber(2)]);
    await testClient(connection()).client.get(somePath);
    await testClient(connection(fields)).client.get(somePath);
    expect(calls().map(({ headers }) => headers.authorization)).toEqual([
      "Bearer opaque-token-number-1-of-it",
      "Bearer opaque-token-number-2-of-it",
    ]);
  });

  it.each([3600, "3600"])("uses a token of %j seconds until two minutes before its end", async (lifetime) => {
    answer([tokenNumber(1, { expires_in: lifetime }), tokenNumber(2)]);
    const client = patientClient();
    await client.get(somePath);
    await pass(57 * minute);
    await client.get(somePath);
    expect(signIns()).toHaveLength(1);
    await pass(1.1 * minute);
    await client.get(somePath);
    expect(calls().at(-1)?.headers.authorization).toBe("Bearer opaque-token-number-2-of-it");
  });

  it.each([
    ["without a lifetime for less than ten minutes", { expires_in: undefined }, 7.9, 8.1],
    ["of a minute for half of it", { expires_in: 60 }, 0.4, 0.6],
    ["of a lifetime without end for a day", { expires_in: 1e12 }, 1437, 1439],
  ])("uses a token %s", async (_name, more, before, after) => {
    answer([tokenNumber(1, more), tokenNumber(2)]);
    const patient = patientClient();
    await patient.get(somePath);
    await pass(before * minute);
    await patient.get(somePath);
    expect(signIns()).toHaveLength(1);
    await pass((after - before) * minute);
    await patient.get(somePath);
    expect(signIns()).toHaveLength(2);
  });

  it.each([0, -5])("uses a token of %s seconds once", async (lifetime) => {
    answer([tokenNumber(1, { expires_in: lifetime })]);
    const { client } = testClient(connection());
    await client.get(somePath);
    await client.get(somePath);
    expect(signIns()).toHaveLength(2);
  });

  it("renews a token that expired while the process was paused, and minds no clock that is set back", async () => {
    answer([tokenNumber(1), tokenNumber(2)]);
    const { client } = testClient(connection());
    await client.get(somePath);
    jest.setSystemTime(Date.now() - 600 * minute);
    await client.get(somePath);
    expect(signIns()).toHaveLength(1);
    jest.setSystemTime(Date.now() + 700 * minute);
    await client.get(somePath);
    expect(signIns()).toHaveLength(2);
  });
});

describe("a token that is refused in the middle", () => {
  const refuseFirst = ({ headers }: Arrival): Step =>
    headers.authorization?.includes("number-1") ? refusal : { body: { fine: true } };

  it.each<[string, Step]>([
    ["403", refusal],
    ["401", { status: 401, body: { error_code: "UNAUTHENTICATED", message: "no" } }],
  ])("with %s is replaced once, and the request sent once more", async (_name, step) => {
    answer([tokenNumber(1), tokenNumber(2)], ({ headers }) =>
      headers.authorization?.includes("number-1") ? step : { body: { fine: true } },
    );
    const { client, lines } = testClient(connection());
    expect(await client.post(path`/api/2.1/jobs/run-now`, { job_id: 1 })).toEqual({ fine: true });
    expect(server.arrivals.map(({ url }) => url)).toEqual([
      "/oidc/v1/token",
      "/api/2.1/jobs/run-now",
      "/oidc/v1/token",
      "/api/2.1/jobs/run-now",
    ]);
    expect(new Set(calls().map(({ body }) => body.toString()))).toEqual(new Set(['{"job_id":1}']));
    expect(lines).toEqual([expect.stringMatching(/warn: POST .*run-now got HTTP 40[13].*signing in again/)]);
  });

  it("is replaced once for all requests that it was refused to", async () => {
    answer([tokenNumber(1), tokenNumber(2)], refuseFirst);
    const { client } = testClient(connection());
    await Promise.all([client.get(somePath), client.get(somePath), client.get(somePath)]);
    expect(signIns()).toHaveLength(2);
  });

  it("is an error of the connection where the next one is refused as well", async () => {
    answer([tokenNumber(1), tokenNumber(2)], () => refusal);
    const error = await failureOf(testClient(connection()).client.get(somePath));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(/HTTP 403.*Invalid access token/);
    expect([signIns().length, calls().length]).toEqual([2, 2]);
  });

  it.each<[string, Step]>([
    ["a missing grant", { status: 403, body: { error_code: "PERMISSION_DENIED", message: "no" } }],
    ["another workspace", { status: 403, body: { message: "Unauthorized access to Org: 12" } }],
  ])("is not confused with %s", async (_name, step) => {
    answer([tokenNumber(1)], () => step);
    await failureOf(testClient(connection()).client.get(somePath));
    expect([signIns().length, calls().length]).toEqual([1, 1]);
  });
});
