/** Changes of endpoints with retries, conflicts and states that cannot be read. */
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";

const { server } = useScriptedServer();

const endpointName = "delays";

const run = async (key: string, parameters: object = {}): Promise<unknown> =>
  (await runAction(key, { connection: tokenConnection(server.url), endpointName, ...parameters })).data;

const refusal = (status: number, error_code: string): Step => ({
  status,
  body: { error_code, message: "No." },
});

const throttled = refusal(429, "REQUEST_LIMIT_EXCEEDED");
const lost: Step = "dropAfter";

const pending = (...served_entities: object[]): Step => ({
  body: {
    name: endpointName,
    state: { ready: "READY", config_update: "IN_PROGRESS" },
    pending_config: { served_entities },
  },
});

describe("a deletion", () => {
  const missing = refusal(404, "RESOURCE_DOES_NOT_EXIST");

  it("whose response is lost succeeds if its retry does not find the endpoint", async () => {
    server.script(lost, missing);
    expect(await run("deleteServingEndpoint")).toEqual({ name: endpointName });
  });

  it("that was first throttled is an error if there is no endpoint", async () => {
    server.script(throttled, missing);
    expect((await failureOf(run("deleteServingEndpoint"))).message).toContain("RESOURCE_DOES_NOT_EXIST");
  });
});

describe("an update that meets another", () => {
  const conflict = refusal(409, "RESOURCE_CONFLICT");
  const own = { name: "delays-2", entity_name: "main.m.delays", entity_version: "2", workload_size: "Small" };
  const other = { ...own, name: "delays-3", entity_version: "3" };
  const update = (more: object = {}) =>
    run("updateServingEndpoint", {
      servedEntities: [{ modelFullName: own.entity_name, version: "2" }],
      ...more,
    });

  it("is its own if its response was lost", async () => {
    server.script(lost, conflict, pending(own));
    expect(await update()).toMatchObject({ pending_config: { served_entities: [own] } });
  });

  it.each([
    ["another one's if its first attempt was throttled", throttled, own],
    ["another one's if that serves something else", lost, other],
  ])("is %s", async (_name, first, entity) => {
    server.script(first, conflict, pending(entity));
    const { message } = await failureOf(update());
    expect(message).toContain("Another update of the endpoint is in progress, so this one was not started");
  });

  it("is its own if it has the entities of the configuration", async () => {
    const endpointConfiguration = { served_entities: [{ entity_name: own.entity_name, entity_version: 2 }] };
    server.script(lost, conflict, pending(own));
    expect(await update({ servedEntities: [], endpointConfiguration })).toMatchObject({ name: endpointName });
    server.script(lost, conflict, pending(own, other));
    expect((await failureOf(update({ servedEntities: [], endpointConfiguration }))).message).toContain(
      "this one was not started",
    );
  });

  it.each([
    ["without names", { served_entities: [{ external_model: { name: "gpt" } }] }],
    ["by older names", { served_models: [{ model_name: own.entity_name, model_version: "2" }] }],
  ])("is another one's if that serves something else, also for entities %s", async (_name, configuration) => {
    server.script(lost, conflict, pending(other));
    const given = { servedEntities: [], endpointConfiguration: configuration };
    expect((await failureOf(update(given))).message).toContain("this one was not started");
  });

  it("is its own if it has the entities of the configuration by older names", async () => {
    const endpointConfiguration = { served_models: [{ model_name: own.entity_name, model_version: "2" }] };
    server.script(lost, conflict, pending(own));
    const updated = await update({ servedEntities: [], endpointConfiguration });
    expect(updated).toMatchObject({ pending_config: { served_entities: [own] } });
  });

  it("continues if its state can no longer be read", async () => {
    server.script(pending(own), refusal(403, "PERMISSION_DENIED"));
    const { message } = await failureOf(update({ waitForCompletion: "true" }));
    expect(message).toContain("PERMISSION_DENIED");
    expect(message).toContain("The deployment continues: Get Serving Endpoint returns the state.");
  });
});

it.each([{}, { logs: null }])("a log without lines is empty: %j", async (body) => {
  server.script({ body });
  expect(await run("getServingEndpointLogs", { servedModel: "delays-2" })).toEqual({ logs: "" });
});
