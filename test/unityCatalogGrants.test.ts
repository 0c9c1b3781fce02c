/** Grants and tags of Unity Catalog. */
import { failureOf, runnerIn } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const run = runnerIn(workspace);

const schema = { objectType: "schema", fullName: "main.default" };

const methods = async (): Promise<string[]> => (await workspace.requests()).map(({ method }) => method);

describe("grants", () => {
  const readers = {
    principal: "readers",
    add: ["USE SCHEMA", "use\u00a0 schema", "select"],
    remove: ["MODIFY"],
  };
  const granted = [{ principal: "readers", privileges: ["USE_SCHEMA", "SELECT"] }];

  it("are changed as statements change them, and again without harm", async () => {
    expect(await run("updateGrants", { ...schema, changes: [readers] })).toEqual({
      before: [],
      after: granted,
    });
    expect(await run("updateGrants", { ...schema, changes: JSON.stringify([readers]) })).toEqual({
      before: granted,
      after: granted,
    });
    await runDirectly(workspace, "REVOKE SELECT ON SCHEMA main.default FROM readers");
    expect(await run("getGrants", schema)).toEqual([{ principal: "readers", privileges: ["USE_SCHEMA"] }]);
  });

  it("come whole, over small and empty pages, of one principal or all, direct or effective", async () => {
    const changes = ["a", "b", "c"].map((principal) => ({ principal, add: ["SELECT"] }));
    await run("updateGrants", { ...schema, changes });
    await workspace.models({ most_per_page: 1, empty_pages: 2 });
    const all = await run<{ principal: string }[]>("getGrants", schema);
    expect(all.map(({ principal }) => principal)).toEqual(["a", "b", "c"]);
    expect(await run("getGrants", { ...schema, principal: "b" })).toEqual([
      { principal: "b", privileges: ["SELECT"] },
    ]);
    await runDirectly(workspace, "CREATE TABLE main.default.t (id INT)");
    const table = { objectType: "table", fullName: "main.default.`t`" };
    expect(await run("getGrants", { ...table, principal: "b", grants: "effective" })).toEqual([
      {
        principal: "b",
        privileges: [
          { privilege: "SELECT", inherited_from_type: "SCHEMA", inherited_from_name: "main.default" },
        ],
      },
    ]);
    expect(await run("getGrants", table)).toEqual([]);
  });

  it("of one principal in several rows are one change", async () => {
    const changes = [
      { principal: "readers", add: ["SELECT"] },
      { principal: "readers", add: "SELECT, USE_SCHEMA", remove: [] },
    ];
    await run("updateGrants", { ...schema, changes });
    expect((await workspace.requests())[1]?.body).toMatchObject({
      changes: [{ principal: "readers", add: ["SELECT", "USE_SCHEMA"], remove: [] }],
    });
  });

  it.each([
    [{ ...schema, changes: [] }, "Changes is empty."],
    [{ ...schema, changes: [{ principal: "a" }] }, "Changes, row 1: Add is empty, and so is Remove."],
    [
      { ...schema, changes: [{ principal: "a", add: ["SELECT"], remove: ["select"] }] },
      "Changes both add and remove SELECT for a.",
    ],
    [
      { objectType: "table", fullName: "main.default", changes: [readers] },
      "Full Name of a table must have the form catalog.schema.table.",
    ],
    [
      { objectType: "catalog", fullName: "main.default", changes: [readers] },
      "Full Name of a catalog must have the form catalog.",
    ],
  ])("are refused before anything is sent: %j", async (given, message) => {
    expect((await failureOf(run("updateGrants", given))).message).toBe(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("of a principal that grants do not know are refused with what names one", async () => {
    const changes = [{ principal: "users", add: ["SELECT"] }];
    const error = await failureOf(run("updateGrants", { ...schema, changes }));
    expect(error.message).toContain("Could not find principal with name users");
    expect(error.message).toContain("Find Principal returns it.");
    expect(error.message).toContain("the application ID, not the name, of a service principal");
    expect(error.message).not.toContain("Check the ID");
  });

  it("that do not fit are all refused, in Databricks' words", async () => {
    const changes = [readers, { principal: "others", add: ["READ_FILES"] }];
    const error = await failureOf(run("updateGrants", { ...schema, changes }));
    expect(error.message).toContain("Privilege READ FILES is not applicable to this entity");
    expect(await run("getGrants", schema)).toEqual([]);
  });

  it("whose answer was lost are changed once more, to the same", async () => {
    await workspace.fault({ method: "PATCH", path: "^/api/", phase: "after", drop: true });
    expect(await run("updateGrants", { ...schema, changes: [readers] })).toMatchObject({ after: granted });
    expect(await methods()).toEqual(["GET", "PATCH", "PATCH", "GET"]);
  });

  it("that are changed and cannot be read are told as changed", async () => {
    await workspace.fault({
      method: "GET",
      path: "^/api/",
      skip: 1,
      times: 99,
      status: 404,
      body: { error_code: "SCHEMA_DOES_NOT_EXIST", message: "No." },
    });
    const error = await failureOf(run("updateGrants", { ...schema, changes: [readers] }));
    expect(error.message).toContain("Databricks accepted the change, but the new grants could not be read.");
  });

  it("without the right to give them are refused with what is missing", async () => {
    await workspace.revoke({ securable: "schema", id: "main.default", privilege: "MANAGE" });
    const error = await failureOf(run("updateGrants", { ...schema, changes: [readers] }));
    expect(error.message).toContain("MANAGE on the schema main.default");
  });
});

describe("tags", () => {
  const values = async (key: string, parameters: object): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await run<{ tag_key: string; tag_value: string }[]>(key, parameters)).map((tag) => [
        tag.tag_key,
        tag.tag_value,
      ]),
    );

  it("are set, changed and kept, and removed, whatever their keys are", async () => {
    const odd = { "a/b%2F": "1", "größe 订单🎉": "ü", "c?d#e&f": "", plain: "x" };
    expect(await values("setTags", { ...schema, tags: odd })).toEqual(odd);
    await workspace.forget();
    const changed = { ...odd, "a/b%2F": "2" };
    expect(await values("setTags", { ...schema, tags: JSON.stringify(changed) })).toEqual(changed);
    expect(await methods()).toEqual(["GET", "PATCH", "GET"]);
    await workspace.forget();
    const tagKeys = ["a/b%2F", "c?d#e&f", "größe 订单🎉", "none"];
    expect(await values("unsetTags", { ...schema, tagKeys })).toEqual({ plain: "x" });
    expect(await methods()).toEqual(["GET", "DELETE", "DELETE", "DELETE", "GET"]);
  });

  it("of a column are its own, whatever its name is", async () => {
    await runDirectly(workspace, "CREATE TABLE main.default.t (id INT, `a.b/c` INT)");
    const column = { objectType: "column", fullName: "main.default.t.`a.b/c`" };
    expect(await values("setTags", { ...column, tags: { pii: "yes" } })).toEqual({ pii: "yes" });
    const other = { objectType: "column", fullName: "main.default.t.id" };
    expect(await values("unsetTags", { ...other, tagKeys: "pii" })).toEqual({});
    expect(await values("unsetTags", { ...column, tagKeys: "pii" })).toEqual({});
  });

  it("are set once though the answer was lost, or somebody else was faster", async () => {
    await workspace.fault({ method: "POST", path: "^/api/", phase: "after", drop: true });
    expect(await values("setTags", { ...schema, tags: { a: "1" } })).toEqual({ a: "1" });
    expect(await methods()).toEqual(["GET", "POST", "POST", "PATCH", "GET"]);
  });

  it("come whole, over small and empty pages", async () => {
    await workspace.models({ most_per_page: 1, empty_pages: 2 });
    const tags = { a: "1", b: "2", c: "3" };
    expect(await values("setTags", { ...schema, tags })).toEqual(tags);
  });

  it("of which some were set before one was refused say how many", async () => {
    await workspace.fault({
      method: "POST",
      skip: 1,
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE", message: "No value of tag policy b." },
    });
    const error = await failureOf(run("setTags", { ...schema, tags: { a: "1", b: "2", c: "3" } }));
    expect(error.message).toContain("No value of tag policy b.");
    expect(error.message).toContain("1 of 3 tags were already changed.");
  });

  it.each([
    ["setTags", { tags: "" }, "Tags is empty."],
    [
      "setTags",
      { tags: { "..": "x" } },
      'Tags has an invalid key: "." and "..", and keys with control characters are not allowed.',
    ],
    ["setTags", { tags: [{ key: "a" }, { key: "a " }] }, 'Tags has the key "a" twice.'],
    ["unsetTags", { tagKeys: [] }, "Tag Keys is empty."],
  ])("are refused before anything is sent: %s %j", async (key, given, message) => {
    expect((await failureOf(run(key, { ...schema, ...given }))).message).toBe(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("of what does not exist are an error", async () => {
    const none = { objectType: "table", fullName: "main.default.none" };
    expect(await failureOf(run("unsetTags", { ...none, tagKeys: "a" }))).toMatchObject({ status: 404 });
  });
});
