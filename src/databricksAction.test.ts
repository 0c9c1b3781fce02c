import { component as buildComponent, isConnectionError } from "@prismatic-io/spectral";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { type ScriptedServer, startScriptedServer } from "../test/support/scriptedServer";
import { failureOf, keepingLogger, tokenConnection } from "../test/support/testClient";
import { databricksAction } from "./databricksAction";
import { canUseWarehouse } from "./errors/requiredGrant";
import { factsOf } from "./facts";
import { path } from "./http/path";
import { objectSchema, textSchema } from "./http/schema";
import component from "./index";
import { limitInput } from "./inputs/integer";
import { debugRequest, warehouseId } from "./inputs/shared";

interface Thing {
  id: string;
}

const schema = objectSchema<Thing>({ id: textSchema });

const thing: Thing = { id: "475b94ddc7cd5211" };

const grants = [canUseWarehouse];

const effectOf = (effect: "read" | "write") =>
  effect === "read" ? ({ effect } as const) : ({ effect, repeat: { kind: "again" } } as const);

const define = (effect: "read" | "write", inputs: Record<string, unknown> = {}) =>
  databricksAction({
    label: "Get Thing",
    description: "Get a thing.",
    ...effectOf(effect),
    grants,
    inputs: { warehouseId, ...inputs } as { warehouseId: typeof warehouseId },
    perform: (client, { warehouseId: id }) => client.get(path`/api/2.0/things/${id}`, { schema }),
    example: thing,
  });

describe("databricksAction", () => {
  it("puts the connection first and Debug Request last, unless the action places it itself", () => {
    expect(Object.keys(define("read").inputs)).toEqual(["connection", "warehouseId", "debugRequest"]);
    const placed = define("read", { debugRequest, last: { ...warehouseId } });
    expect(Object.keys(placed.inputs)).toEqual(["connection", "warehouseId", "debugRequest", "last"]);
  });

  it("says whether the action may be run for reference data", () => {
    expect(define("read").performSafety).toBe("safe");
    expect(define("write").performSafety).toBe("notAllowed");
  });

  it("makes the example of the result and its schema out of one example", () => {
    expect(define("read")).toMatchObject({
      examplePayload: { data: thing },
      outputSchema: {
        type: "actionOutput",
        schema: { type: "object", properties: { id: { type: "string" } } },
      },
    });
  });
});

describe("what an action says beside its inputs", () => {
  const common = {
    label: "Do",
    description: "Does.",
    grants,
    inputs: {},
    perform: async () => 1,
    example: 1,
  } as const;

  it("shows directions and importance in the designer, where there are any", () => {
    const told = databricksAction({ ...common, effect: "read", directions: "Look.", important: true });
    expect(told.display).toEqual({ label: "Do", description: "Does.", directions: "Look.", important: true });
    expect(databricksAction({ ...common, effect: "read" }).display).toEqual({
      label: "Do",
      description: "Does.",
    });
  });

  it("keeps grants and repeats for the documentation, and publishes neither", () => {
    const told = databricksAction({ ...common, effect: "write", repeat: { kind: "sameState" } });
    expect(factsOf(told)).toEqual({ grants, repeat: { kind: "sameState" } });
    expect(JSON.stringify(told)).not.toMatch(/CAN USE|sameState/);
    expect(factsOf(define("read"))).toEqual({ grants });
  });
});

describe("a preview", () => {
  const build = (effect: "read" | "write", preview?: () => Promise<string>) => {
    const made = databricksAction({
      label: "Do",
      description: "Does.",
      ...effectOf(effect),
      grants,
      inputs: { warehouseId },
      perform: async () => "done",
      preview: preview ?? (async ({ deadline }, params) => `${params.warehouseId} in ${deadline.totalMs} ms`),
      example: "done",
    });
    const display = { label: "Doing", description: "Does.", iconPath: "icon.png" };
    return buildComponent({ key: "doing", display, actions: { made } } as never).actions.made;
  };
  const given = { connection: tokenConnection("http://127.0.0.1:1"), warehouseId: ` ${thing.id}` };
  const { logger } = keepingLogger();

  it("is published as safe, also of an action that writes and is not", () => {
    expect(build("write")).toMatchObject({ performSafety: "NOT_ALLOWED", examplePerformSafety: "SAFE" });
    expect(build("read")).toMatchObject({ performSafety: "SAFE", examplePerformSafety: "SAFE" });
    expect(component.actions.getWarehouse?.examplePerformSafety).toBe("SAFE");
    expect(component.actions.deleteJob).not.toHaveProperty("examplePerform");
  });

  it("of a read that has none of its own is the read, with a small Limit", async () => {
    const limits: unknown[] = [];
    const made = databricksAction({
      label: "List",
      description: "Lists.",
      effect: "read",
      grants,
      inputs: { limit: limitInput("The limit.") },
      perform: async (_client, { limit }) => limits.push(limit),
      example: 1,
    });
    const run = made.examplePerform as unknown as (...args: unknown[]) => Promise<unknown>;
    for (const limit of [undefined, 3, 500]) await run({ logger }, { connection: given.connection, limit });
    expect(limits).toEqual([10, 3, 10]);
  });

  it("gets clean values and the time that a person waits, and its result is wrapped", async () => {
    const run = build("write")?.examplePerform as unknown as (...args: unknown[]) => Promise<unknown>;
    expect(await run({ logger }, given)).toEqual({ data: `${thing.id} in 25000 ms` });
    await expect(run({ logger }, { ...given, warehouseId: "" })).rejects.toThrow("Warehouse ID is empty.");
  });
});

describe("a result that is a file", () => {
  it("comes out as its bytes with its content type", async () => {
    const data = Buffer.from("a,b\r\n");
    const made = databricksAction({
      label: "Get File",
      description: "Get a file.",
      effect: "read",
      grants,
      inputs: {},
      perform: async () => ({ data, contentType: "text/csv" }),
      example: { data, contentType: "text/csv" },
    });
    const perform = made.perform as unknown as (context: object, parameters: object) => Promise<unknown>;
    const { logger } = keepingLogger();
    const result = await perform({ logger }, { connection: tokenConnection("http://127.0.0.1:1") });
    expect(result).toEqual({ data, contentType: "text/csv" });
  });
});

describe("an action as the runner calls it", () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
    server.script({ body: thing });
  });
  afterEach(() => server.close());

  const harness = createHarness(component);
  const call = async (parameters: Record<string, unknown>, context: object = {}): Promise<string[]> => {
    const { logger, lines } = keepingLogger();
    const given = { connection: tokenConnection(server.url), warehouseId: thing.id, ...parameters };
    await harness.action("getWarehouse", given as never, { logger, ...context });
    return lines;
  };

  it("writes its requests to the log when Debug Request or the platform's own flag is on", async () => {
    expect(await call({})).toHaveLength(0);
    expect(await call({ debugRequest: "true" })).toHaveLength(2);
    expect(await call({}, { globalDebug: true, runnerAllocatedMemoryMb: 1024 })).not.toHaveLength(0);
  });

  it.each([
    ["", /unknown kind/],
    [undefined, /unknown kind/],
    [tokenConnection(""), /^Host is empty/],
  ])("refuses the connection %j by a ConnectionError", async (connection, message) => {
    const failure = await failureOf(call({ connection }));
    expect(isConnectionError(failure)).toBe(true);
    expect(failure.message).toMatch(message);
    expect(server.arrivals).toHaveLength(0);
  });
});
