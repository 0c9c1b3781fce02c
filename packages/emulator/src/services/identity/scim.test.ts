import { otherUser } from "../../seed/identity";
import { grantsClient } from "../grants/grantsClient";

const { call, revoke } = grantsClient();

const list = async (kind: string, query: Record<string, string> = {}) => {
  const { status, body } = await call(
    "GET",
    `/api/2.0/preview/scim/v2/${kind}?${new URLSearchParams(query)}`,
  );
  return { status, body, resources: (body.Resources ?? []) as Record<string, unknown>[] };
};

const namesOf = async (filter: string): Promise<unknown[]> =>
  (await list("Users", { filter })).resources.map(({ userName }) => userName);

const [ada, grace] = ["ada@example.com", otherUser.userName];

it("lists of principals tell their position, and the groups their members", async () => {
  const users = await list("Users", { startIndex: "2", count: "1" });
  expect(users.body).toMatchObject({ totalResults: 2, startIndex: 2, itemsPerPage: 1 });
  expect(users.resources).toEqual([otherUser]);
  expect((await list("Users", { startIndex: "3" })).body).toEqual({
    totalResults: 2,
    startIndex: 3,
    itemsPerPage: 0,
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
  });
  const groups = (await list("Groups")).resources;
  expect(groups.map(({ displayName }) => displayName)).toEqual(["admins", "data-team", "users"]);
  expect(groups[1]?.members).toEqual([
    { display: "Grace Example", type: "direct", value: otherUser.id, $ref: `Users/${otherUser.id}` },
  ]);
  const { resources } = await list("ServicePrincipals", { attributes: "APPLICATIONID" });
  expect(resources.map((one) => Object.keys(one).sort())).toEqual([
    ["applicationId", "id", "schemas"],
    ["applicationId", "id", "schemas"],
  ]);
});

it.each<[string, string[]]>([
  [`userName eq "${grace.toUpperCase()}"`, [grace]],
  [`userName ne "${grace}"`, [ada]],
  ['displayName co "EXAMPLE"', [ada, grace]],
  ['displayname sw "Ada" and active eq true', [ada]],
  ['displayName sw "Ada" or displayName sw "Grace" and userName eq "nobody"', [ada]],
  ['emails.value eq "ada@example.com"', [ada]],
  ['groups.display eq "data-team"', [grace]],
  ["userName eq grace@example.com", [grace]],
  ['userName eq "a\\"b"', []],
])("the filter %s is heeded", async (filter, expected) => {
  expect(await namesOf(filter)).toEqual(expected);
});

it.each([
  "userName pr",
  'userName ew "x"',
  '(userName eq "x")',
  'not (userName eq "x")',
  'nickName eq "x"',
  'userName eq "x" and',
  'userName eq "x" userName eq "y"',
])("the filter %s is refused in the shape of SCIM", async (filter) => {
  const { status, body } = await list("Users", { filter });
  expect([status, body.status, body.scimType]).toEqual([400, "400", "invalidFilter"]);
  expect(body.detail).toContain(filter);
});

it("a wrong position is refused, and a list can be sorted", async () => {
  expect((await list("Users", { startIndex: "first" })).status).toBe(400);
  const { resources } = await list("Users", { sortBy: "userName", sortOrder: "descending" });
  expect(resources.map(({ userName }) => userName)).toEqual([grace, ada]);
});

it("whoever is no administrator sees names and IDs", async () => {
  await revoke("workspace", "", "ADMIN");
  const { resources } = await list("Users", { filter: `userName eq "${grace}"` });
  expect(resources.map((one) => Object.keys(one).sort())).toEqual([
    ["displayName", "id", "schemas", "userName"],
  ]);
});
