/** What happens where a workspace refuses cost tags. */
import { type Step, useScriptedServer } from "../../test/support/scriptedServer";
import { failureOf, keepingLogger, tokenConnection } from "../../test/support/testClient";
import { createClient, type DatabricksClient } from "../client";
import { unknownStep } from "../http/stepIdentity";
import { submitStatement } from "./sql/submission";

const { server } = useScriptedServer();

const step = { ...unknownStep, customer: { id: "acme-1", name: "Acme" } };
const succeeded: Step = { body: { statement_id: "1", status: { state: "SUCCEEDED" } } };
const refusal = (message: string, error_code = "INVALID_PARAMETER_VALUE", status = 400): Step => ({
  status,
  body: { error_code, message },
});
const ownTag = { key: "team", value: "data" };
const costTags = [
  { key: "customer_id", value: "acme-1" },
  { key: "customer_name", value: "Acme" },
];

/** Every server has a port of its own, so what is remembered of one does not matter to the next. */
const testClient = (): { client: DatabricksClient; lines: string[] } => {
  const { logger, lines } = keepingLogger();
  return { client: createClient(tokenConnection(server.url), { logger, debug: false, step }), lines };
};

const insert = (client: DatabricksClient, query_tags?: { key: string; value?: string }[]) =>
  submitStatement(
    client,
    { statement: "INSERT INTO t VALUES (1)", warehouse_id: "1", ...(query_tags && { query_tags }) },
    "inline",
    0,
  );

/** The tags of the statements that were sent, without the key that each has of its own. */
const sentTags = () =>
  server.arrivals.map(({ body }) =>
    (JSON.parse(String(body)) as { query_tags?: { key: string }[] }).query_tags?.filter(
      ({ key }) => key !== "statement_key",
    ),
  );

describe("a statement", () => {
  it("carries the cost tags after its own, which win", async () => {
    server.script(succeeded);
    const { client } = testClient();
    await insert(client);
    await insert(client, [ownTag, { key: "customer_id", value: "mine" }]);
    expect(sentTags()).toEqual([
      costTags,
      [ownTag, { key: "customer_id", value: "mine" }, { key: "customer_name", value: "Acme" }],
    ]);
  });

  it("has no more than 20 tags, its own first", async () => {
    server.script(succeeded);
    const own = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `own ${index}` }));
    const { client } = testClient();
    await insert(client, own(18));
    await insert(client, own(20));
    expect(sentTags()).toEqual([[...own(18), costTags[0]], own(20)]);
  });

  it.each([
    ["Field 'query_tags' is not supported.", undefined],
    ["Query tags are not enabled for this workspace.", "FEATURE_DISABLED"],
    ["Unknown field: queryTags", "MALFORMED_REQUEST"],
    ["Could not parse request object: unrecognized property at line 1", "BAD_REQUEST"],
    ["The request could not be read.", "MALFORMED_REQUEST"],
    ["Tag values must be ASCII.", undefined],
    ["Json deserialization failed", "BAD_REQUEST"],
  ])("goes once more without them where the workspace answers %j", async (message, code) => {
    server.script(refusal(message, code), succeeded);
    const { client, lines } = testClient();
    expect(await insert(client, [ownTag])).toMatchObject({ statement_id: "1" });
    expect(sentTags()).toEqual([[ownTag, ...costTags], [ownTag]]);
    expect(lines).toEqual([
      `warn: The workspace refuses cost tags, so statements have none for now: ${message}`,
    ]);
  });

  it("costs one request where the workspace has refused tags before, until an hour later", async () => {
    server.script(refusal("Unknown field: query_tags"), succeeded);
    const { client, lines } = testClient();
    await insert(client);
    await insert(testClient().client);
    await insert(client);
    expect(sentTags()).toEqual([costTags, undefined, undefined, undefined]);
    expect(lines).toHaveLength(1);
    jest.setSystemTime(Date.now() + 3_600_001);
    await insert(client);
    expect(sentTags()).toHaveLength(5);
    expect(sentTags().at(-1)).toEqual(costTags);
  });

  it.each([
    ["Warehouse 1 does not exist.", "INVALID_PARAMETER_VALUE", 400],
    ["Exactly one wait_timeout must be given.", "INVALID_PARAMETER_VALUE", 400],
    ["", "INVALID_PARAMETER_VALUE", 400],
    ["You may not use this warehouse.", "PERMISSION_DENIED", 403],
    ["Unknown field in the token.", "UNAUTHENTICATED", 401],
  ])("is not sent again where the workspace refuses it with %j", async (message, code, status) => {
    server.script(refusal(message, code, status));
    await failureOf(insert(testClient().client));
    expect(server.arrivals).toHaveLength(1);
  });

  it("fails with the second refusal where tags were not the reason, and is tagged the next time", async () => {
    server.script(refusal("Unknown parameter tag"), refusal("Parameter tag is not known"), succeeded);
    const { client, lines } = testClient();
    const failure = await failureOf(insert(client));
    expect(failure.message).toContain("Parameter tag is not known");
    await insert(client);
    expect(sentTags()).toEqual([costTags, undefined, costTags]);
    expect(lines).toEqual([]);
  });

  it.each<[string, Step]>([
    ["a server error that names tags", refusal("query_tags failed", "INTERNAL_ERROR", 500)],
    ["no answer", "dropAfter"],
    ["half an answer", "dropMidAnswer"],
  ])("is never sent a second time after %s, since it may have run", async (_name, answer) => {
    server.script(answer, { status: 403 });
    const failure = await failureOf(insert(testClient().client));
    expect(server.arrivals.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(failure.message).toContain("The statement may have run");
  });
});
