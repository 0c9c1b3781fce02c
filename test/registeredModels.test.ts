/** Registered models: their lists come whole, their aliases move and go. */
import { registeredModelExample } from "../src/services/registeredModels/registeredModelsExamples";
import { failureOf, runIn, runnerIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const modelFullName = registeredModelExample.full_name;

const run = runnerIn(workspace, { parameters: { modelFullName } });

const names = Array.from(
  { length: 25 },
  (_, index) => `workspace.many.model${String(index).padStart(2, "0")}`,
);

describe("lists", () => {
  const seedMany = (): Promise<void> =>
    workspace.models({
      registered_models: [
        ...names.map((full_name) => ({ full_name })),
        { full_name: "workspace.many.versions", versions: Array.from({ length: 25 }, () => ({})) },
      ],
      most_per_page: 10,
      empty_pages: 2,
    });

  const listed = async (parameters: object): Promise<unknown[]> =>
    ((await runIn(workspace, "listRegisteredModels", { ...parameters })) as { full_name: string }[]).map(
      ({ full_name }) => full_name,
    );

  it("of a schema come whole, over empty pages with tokens", async () => {
    await seedMany();
    expect(await listed({ catalog: "workspace", schema: "many" })).toEqual([
      ...names,
      "workspace.many.versions",
    ]);
    expect(await workspace.requests()).toHaveLength(5);
  });

  it("of every schema come whole, too", async () => {
    await seedMany();
    expect(await listed({})).toHaveLength(28);
    for (const { query } of await workspace.requests()) expect(query).not.toHaveProperty("catalog_name");
  });

  it("of versions come whole", async () => {
    await seedMany();
    const versions = await run("listModelVersions", { modelFullName: "workspace.many.versions" });
    expect((versions as { version: number }[]).map(({ version }) => version)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
  });

  it("without anything are empty", async () => {
    await workspace.models({ registered_models: [], replace: true });
    expect(await listed({})).toEqual([]);
  });

  it.each([
    [{ catalog: "workspace" }, "Schema is empty, but Catalog is not: Databricks takes both or neither."],
    [{ schema: "default" }, "Catalog is empty, but Schema is not: Databricks takes both or neither."],
  ])("are refused for %j, before anything is sent", async (parameters, message) => {
    expect((await failureOf(listed(parameters))).message).toBe(message);
    expect(await workspace.requests()).toEqual([]);
  });
});

describe("an alias", () => {
  const versionOf = async (alias: string): Promise<number> =>
    ((await run("getModelVersionByAlias", { alias })) as { version: number }).version;

  it("is set, moves and goes", async () => {
    expect(await run("setModelAlias", { alias: "next", version: 1 })).toEqual({
      alias_name: "next",
      version_num: 1,
    });
    expect(await versionOf("next")).toBe(1);
    await run("setModelAlias", { alias: "next", version: "2" });
    expect(await versionOf("next")).toBe(2);
    expect(await run("deleteModelAlias", { alias: "next" })).toEqual(registeredModelExample);
    const error = await failureOf(run("getModelVersionByAlias", { alias: "next" }));
    expect(error).toMatchObject({ status: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
  });

  it("that is not there needs no deletion", async () => {
    expect(await run("deleteModelAlias", { alias: "nothing" })).toEqual(registeredModelExample);
  });

  it("is deleted once, though the answer was lost", async () => {
    await workspace.fault({ method: "DELETE", path: "^/api/", phase: "after", drop: true });
    expect(await run("deleteModelAlias", { alias: "champion" })).not.toHaveProperty("aliases");
    const methods = (await workspace.requests()).map(({ method, status }) => `${method} ${status}`);
    expect(methods).toEqual(["DELETE null", "DELETE 404", "GET 200"]);
  });

  it("of a model that is not there cannot be deleted", async () => {
    const error = await failureOf(
      run("deleteModelAlias", { modelFullName: "workspace.default.none", alias: "a" }),
    );
    expect(error.message).toContain("Routine or Model 'workspace.default.none' does not exist.");
    expect(error.message).toContain("List Registered Models");
  });

  it("that is still there after a refusal is told as refused", async () => {
    await workspace.fault({
      method: "DELETE",
      status: 404,
      body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "Not for this identity." },
      times: 9,
    });
    expect((await failureOf(run("deleteModelAlias", { alias: "champion" }))).message).toContain(
      "Not for this identity.",
    );
  });

  it("is deleted even where the model cannot be read after it, and the error says so", async () => {
    await workspace.fault({
      method: "GET",
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message: "No EXECUTE." },
      times: 9,
    });
    const error = await failureOf(run("deleteModelAlias", { alias: "champion" }));
    expect(error.message).toContain("The alias was deleted, but the updated model could not be read.");
  });

  it("cannot stand for a version that is not there, nor have a version's name", async () => {
    expect(await failureOf(run("setModelAlias", { alias: "next", version: 9 }))).toMatchObject({
      status: 404,
    });
    expect(await failureOf(run("setModelAlias", { alias: "v1", version: 1 }))).toMatchObject({ status: 400 });
  });
});
