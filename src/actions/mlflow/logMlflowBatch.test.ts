/** What is told when one of several requests fails. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";

const { server } = useScriptedServer();

const metrics = Array.from({ length: 2500 }, (_, index) => ({ key: "m", value: index, step: index }));

const log = (parameters: object) =>
  runAction("logMlflowBatch", { connection: tokenConnection(server.url), runId: "a1", ...parameters });

describe("a batch that takes several requests", () => {
  it("is logged in order and counted", async () => {
    server.script({ body: {} });
    expect((await log({ metrics, parameters: { a: 1 }, tags: { b: 2 } })).data).toEqual({
      run_id: "a1",
      requests: 3,
      metrics: 2500,
      params: 1,
      tags: 1,
    });
    const bodies = server.arrivals.map(({ body }) => JSON.parse(body.toString()));
    expect(bodies.map(({ metrics: sent }) => sent.length)).toEqual([998, 1000, 502]);
    expect(bodies.flatMap(({ metrics: sent }) => sent.map(({ step }: { step: number }) => step))).toEqual(
      metrics.map(({ step }) => step),
    );
  });

  it("tells what was logged before one was refused", async () => {
    server.script(
      { body: {} },
      { status: 400, body: { error_code: "INVALID_PARAMETER_VALUE", message: "No." } },
    );
    const error = await failureOf(log({ metrics }));
    expect(error.message).toContain(
      "No. Of 3 requests 1 were logged, with 1000 metrics, 0 parameters and 0 tags; this one held 1000 metrics, 0 parameters and 0 tags; 1 were not sent.",
    );
    expect(server.arrivals).toHaveLength(2);
  });

  it("is not sent again when an answer is lost, and says that it is not known what became of it", async () => {
    server.script({ body: {} }, "dropAfter");
    const error = await failureOf(log({ metrics }));
    expect(error.message).toMatch(
      /not known whether the request was carried out\..*Of 3 requests 1 were logged/,
    );
    expect(server.arrivals).toHaveLength(2);
  });

  it("takes the time and the step of the inputs where a metric has none", async () => {
    server.script({ body: {} });
    await log({
      metrics: [
        { key: "a", value: 1 },
        { key: "b", value: 2, step: 9, timestamp: 7 },
      ],
      step: "3",
      timestamp: "5",
    });
    expect(JSON.parse(String(server.arrivals[0]?.body)).metrics).toEqual([
      { key: "a", value: 1, step: 3, timestamp: 5 },
      { key: "b", value: 2, step: 9, timestamp: 7 },
    ]);
  });

  it("is refused where it is empty, before anything is sent", async () => {
    server.script({ body: {} });
    const error = await failureOf(log({ metrics: "", tags: [] }));
    expect(error.message).toBe("Metrics is empty, and so are Parameters and Tags: there is nothing to log.");
    expect(server.arrivals).toEqual([]);
  });
});

describe("a single request", () => {
  it("that is refused says nothing of others", async () => {
    server.script({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE", message: "No." } });
    expect((await failureOf(log({ metrics: { a: 1 } }))).message).not.toContain("requests");
  });
});
