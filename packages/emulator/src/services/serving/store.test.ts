import { Workspaces } from "../../control/workspaces";
import { defaultSeed } from "../../seed/defaultSeed";
import { readSeed } from "../../seed/seed";
import { chatEndpoint, modelEndpoint } from "../../seed/serving";
import type { Workspace } from "../../workspace";
import { embedding } from "./echoModel";
import { CREATING_MS, MODEL_IDLE_MS } from "./store";

describe("a serving endpoint", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspaces(1, readSeed(defaultSeed)).create({
      clock: "manual",
      startAt: 1_763_467_200_000,
    });
  });
  afterEach(() => workspace.close());

  const model = "workspace.default.flight_delays";
  const entity = (version: string, name?: string) => ({ entity_name: model, entity_version: version, name });
  const create = (config: object) => workspace.serving.create("new", config, {}, "ada@example.com");
  const flight = { instances: [{ distance: 0, hour: 0 }] };

  it("comes up over workspace time", () => {
    expect(create({ served_entities: [entity("1")] })).toMatchObject({
      state: { ready: "NOT_READY", config_update: "IN_PROGRESS" },
      pending_config: { served_entities: [{ name: "flight_delays-1" }], start_time: 1_763_467_200_000 },
    });
    workspace.clock.advance(CREATING_MS - 1);
    expect(workspace.serving.get("new").state?.ready).toBe("NOT_READY");
    workspace.clock.advance(1);
    const up = workspace.serving.get("new");
    expect(up).toMatchObject({ state: { ready: "READY" }, config: { config_version: 1 } });
    expect(up).not.toHaveProperty("pending_config");
  });

  it("does not come up with a version that is not ready, and its build log says so", () => {
    const names = { catalog_name: "main", schema_name: "models" };
    workspace.registeredModels.put([
      {
        model: { ...names, name: "broken", full_name: "main.models.broken", created_at: 0, updated_at: 0 },
        versions: [
          {
            version: {
              ...names,
              model_name: "broken",
              version: 1,
              status: "FAILED_REGISTRATION",
              created_at: 0,
            },
            python: undefined,
          },
        ],
        aliases: [],
      },
    ]);
    create({ served_entities: [{ entity_name: "main.models.broken", entity_version: "1" }] });
    workspace.clock.advance(CREATING_MS);
    const message = "The version 1 of main.models.broken is not ready: FAILED_REGISTRATION.";
    expect(workspace.serving.get("new")).toMatchObject({
      state: { ready: "NOT_READY", config_update: "UPDATE_FAILED" },
      pending_config: {
        served_entities: [{ state: { deployment: "DEPLOYMENT_FAILED", deployment_state_message: message } }],
      },
    });
    expect(workspace.serving.log("new", "broken-1", "build")).toContain(message);
    expect(() => workspace.serving.log("new", "other", "build")).toThrow("does not exist");
    const [served] = chatEndpoint.config.served_entities;
    expect(() => workspace.serving.log(chatEndpoint.name, served?.name ?? "", "service")).toThrow("no logs");
  });

  it("shares its queries among its entities as its routes say", async () => {
    const routes = [
      { served_model_name: "a", traffic_percentage: 75 },
      { served_model_name: "b", traffic_percentage: 25 },
    ];
    create({ served_entities: [entity("1", "a"), entity("2", "b")], traffic_config: { routes } });
    workspace.clock.advance(CREATING_MS);
    const served: string[] = [];
    for (let count = 0; count < 100; count += 1) {
      served.push((await workspace.serving.query("new", flight, 0)).servedModel);
    }
    expect(served.filter((name) => name === "a")).toHaveLength(75);
  });

  it.each([
    [{}, "Missing required field: served_entities"],
    [{ served_entities: [] }, "Missing required field: served_entities"],
    [{ served_entities: [{}] }, "Missing required field: entity_name"],
    [{ served_entities: [entity("9")] }, `Model version '9' of '${model}' does not exist.`],
    [{ served_entities: [{ entity_name: "a.b.c" }] }, "Routine or Model 'a.b.c' does not exist."],
    [{ served_entities: [{ external_model: {} }] }, "The local workspace reaches no external models."],
    [{ served_models: [{}] }, "The local workspace has no served_models of serving endpoints."],
    [
      { served_entities: [entity("1")], auto_capture_config: { enabled: true } },
      "The local workspace has no auto_capture_config of serving endpoints.",
    ],
    [{ served_entities: [{ ...entity("1"), workload_size: "Huge" }] }, "Invalid workload_size: Huge"],
    [{ served_entities: [entity("1", "a b")] }, "Invalid served entity name: a b"],
    [
      {
        served_entities: [entity("1")],
        traffic_config: { routes: [{ served_model_name: "flight_delays-1", traffic_percentage: -5 }] },
      },
      "Invalid traffic_percentage: -5",
    ],
    [{ served_entities: [entity("1"), entity("1")] }, "Served entities must have different names."],
    [
      { served_entities: [entity("1", "a"), entity("2", "b")] },
      "Missing required field: traffic_config.routes",
    ],
    [
      {
        served_entities: [entity("1", "a")],
        traffic_config: { routes: [{ served_model_name: "a", traffic_percentage: 50 }] },
      },
      "The traffic percentages must sum up to 100.",
    ],
    [
      {
        served_entities: [entity("1", "a")],
        traffic_config: { routes: [{ served_model_name: "z", traffic_percentage: 100 }] },
      },
      "There is no served entity z",
    ],
  ])("is not made of %j", (config, message) => {
    expect(() => create(config)).toThrow(message);
  });

  it.each(["", "a b", "-a", "a".repeat(64)])("cannot have the name %j", (name) => {
    expect(() => workspace.serving.create(name, {}, {}, "ada")).toThrow("Invalid endpoint name");
  });

  it.each([
    [{}, "exactly one of"],
    [{ instances: [1], inputs: [1] }, "exactly one of"],
    [{ dataframe_records: { a: 1 } }, "Invalid dataframe_records"],
    [{ dataframe_split: { columns: ["a"] } }, "Invalid dataframe_split"],
    [{ dataframe_split: { columns: ["a"], data: [[1, 2]] } }, "Invalid dataframe_split"],
  ])("refuses the query %j", async (body, message) => {
    await expect(workspace.serving.query(modelEndpoint.name, body, 0)).rejects.toThrow(message);
  });

  it.each([
    [{}, "Missing required field: messages"],
    [{ messages: [] }, "Missing required field: messages"],
    [{ messages: [{ role: "robot", content: "a" }] }, "Invalid role"],
    [{ messages: [{ role: "user", content: 1 }] }, "its content is no text"],
    [{ messages: [{ role: "user", content: "a" }], max_tokens: 0 }, "Invalid max_tokens: 0"],
    [{ messages: [{ role: "user", content: "a" }], temperature: 3 }, "Invalid temperature: 3"],
    [{ messages: [{ role: "user", content: "a" }], n: 6 }, "Invalid n: 6"],
    [{ messages: [{ role: "user", content: "a" }], stop: 1 }, "Invalid stop: 1"],
    [{ messages: [{ role: "user", content: "a" }], stream: true }, "does not stream"],
  ])("refuses the chat %j", async (body, message) => {
    await expect(workspace.serving.query(chatEndpoint.name, body, 0)).rejects.toThrow(message);
  });

  it("refuses what is too large", async () => {
    await expect(workspace.serving.query(chatEndpoint.name, {}, 17 * 1024 * 1024)).rejects.toThrow("16 MB");
  });

  it("that has been asked a while ago is still there, and gone after half an hour", async () => {
    workspace.clock.advance(MODEL_IDLE_MS - 1);
    const quick = await workspace.serving.query(modelEndpoint.name, flight, 0);
    expect(quick.response).toEqual({ predictions: [2] });
    workspace.clock.advance(MODEL_IDLE_MS);
    let hasAnswered = false;
    const slow = workspace.serving.query(modelEndpoint.name, flight, 0).then(() => {
      hasAnswered = true;
    });
    await new Promise(setImmediate);
    expect(hasAnswered).toBe(false);
    workspace.clock.setMode("auto");
    await slow;
  });
});

describe("an embedding", () => {
  it("is the same for the same words in whatever order and case, and has length 1", () => {
    expect(embedding("late flights")).toEqual(embedding("Flights LATE"));
    expect(Math.hypot(...embedding("some words of a text"))).toBeCloseTo(1, 4);
    expect(embedding("")).toEqual(new Array(16).fill(0));
  });
});
