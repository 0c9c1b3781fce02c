/** Pages of SCIM, whose positions may shift and whose totals may be wrong. */
import { type Arrival, type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, testClient, tokenConnection } from "../../../test/support/testClient";
import { lenientSchema } from "../../http/schema";
import { listPrincipals, scimResourceSchema, userChoiceSchema } from "./principals";

const { server } = useScriptedServer();

const users = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ id: String(from + at), userName: `u${from + at}` }));

/** Answers with the page at the start index of a request. */
const pages =
  (pageAt: (start: number) => { Resources?: unknown[]; totalResults?: unknown }) =>
  ({ url }: Arrival): Step => ({
    body: pageAt(Number(new URL(url, "http://x").searchParams.get("startIndex"))),
  });

const ids = async (limit?: number): Promise<string[]> => {
  const { client } = testClient(tokenConnection(server.url));
  return (await listPrincipals(client, "user", scimResourceSchema, {}, limit)).map(({ id }) => id);
};

it("a full page is followed, although the total is that of the page", async () => {
  server.script(
    pages((start) => ({ Resources: users(start, Math.min(start + 100, 251)), totalResults: 100 })),
  );
  expect(await ids()).toHaveLength(250);
  expect(await ids(100)).toHaveLength(100);
});

it("a principal on two pages, since another was added in the meantime, is listed once", async () => {
  server.script(
    pages((start) => ({ Resources: start === 1 ? users(1, 101) : users(100, 150), totalResults: 150 })),
  );
  const listed = await ids();
  expect([listed.length, new Set(listed).size]).toEqual([149, 149]);
});

it.each([{ totalResults: 250 }, { totalResults: "250" }, {}])(
  "a server that repeats a page is an error, not an endless list: %j",
  async (total) => {
    server.script(pages(() => ({ Resources: users(1, 101), ...total })));
    expect((await failureOf(ids())).message).toContain("repeated a page at startIndex 101");
    expect(server.arrivals).toHaveLength(2);
  },
);

it("a repeated page after the last one ends the list, and so does an empty one", async () => {
  server.script(pages(() => ({ Resources: users(1, 101), totalResults: 100 })));
  expect(await ids()).toHaveLength(100);
  server.script(pages((start) => (start === 1 ? { Resources: users(1, 101), totalResults: 100 } : {})));
  expect(await ids()).toHaveLength(100);
});

it("entries that are omitted count for the position", async () => {
  const odd = [null, { id: "7" }, { userName: "a" }, { userName: "b" }];
  server.script(pages((start) => ({ Resources: start === 1 ? odd : users(5, 6), totalResults: 5 })));
  const { client } = testClient(tokenConnection(server.url));
  const choices = await listPrincipals(client, "user", lenientSchema(userChoiceSchema));
  expect(choices.map(({ userName }) => userName)).toEqual(["a", "b", "u5"]);
  expect(server.arrivals.map(({ url }) => /startIndex=(\d+)/.exec(url)?.[1])).toEqual(["1", "5"]);
});

it.each([
  ["listUsers", { userName: "ada@example.com" }],
  ["listGroups", { displayName: "data-team" }],
  ["listServicePrincipals", { applicationId: "d25a1f83-7b40-4c96-92ee-03a4b6c8e175" }],
])("%s gives the requested attributes, also without the id", async (key, principal) => {
  server.script({ body: { Resources: [principal, principal], totalResults: 2 } });
  const attributes = Object.keys(principal);
  const { data } = await runAction(key, { connection: tokenConnection(server.url), attributes });
  expect(data).toEqual([principal, principal]);
});
