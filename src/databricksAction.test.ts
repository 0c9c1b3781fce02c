import { isConnectionError } from "@prismatic-io/spectral";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { type ScriptedServer, startScriptedServer } from "../test/support/scriptedServer";
import { failureOf, keepingLogger, tokenConnection } from "../test/support/testClient";
import { databricksAction } from "./databricksAction";
import { path } from "./http/path";
import { objectSchema, textSchema } from "./http/schema";
import component from "./index";
import { debugRequest, warehouseId } from "./inputs/shared";

interface Thing {
  id: string;
}

const schema = objectSchema<Thing>({ id: textSchema });

const thing: Thing = { id: "475b94ddc7cd5211" };

const define = (effect: "read" | "write", inputs: Record<string, unknown> = {}) =>
  databricksAction({
    label: "Get Thing",
    description: "Get a thing.",
    effect,
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

describe("a result that is a file", () => {
  it("comes out as its bytes with its content type", async () => {
    const data = Buffer.from("a,b\r\n");
    const made = databricksAction({
      label: "Get File",
      description: "Get a file.",
      effect: "read",
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
