import { unknownStep } from "../http/stepIdentity";
import { nextToken, withStepToken } from "./stepToken";

let executions = 0;
const newStep = () => {
  executions += 1;
  return { ...unknownStep, executionId: `execution ${executions}`, stepId: "step", loopPath: "Each:1" };
};

const start = { job_id: 7, job_parameters: { state: "HI" } };
const tokenOf = (step: typeof unknownStep, started: object = start) =>
  withStepToken(step, started, async (token) => token);

const fail = (step: typeof unknownStep): Promise<string> => {
  let seen = "";
  const running = withStepToken(step, start, async (token) => {
    seen = token;
    throw new Error("fails");
  });
  return running.then(
    () => seen,
    () => seen,
  );
};

describe("the token of a step", () => {
  it("is the same until the step has succeeded, and fits Databricks' limit", async () => {
    const step = newStep();
    const tokens = [await fail(step), await fail(step), await tokenOf(step)];
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is another one after a success, and while the same call goes on", async () => {
    const step = newStep();
    const tokens = await Promise.all([tokenOf(step), tokenOf(step)]);
    tokens.push(await tokenOf(step));
    expect(new Set(tokens).size).toBe(3);
  });

  it("of a call that failed is taken up by the next one, whatever other calls did", async () => {
    const step = newStep();
    let release = () => {};
    const first = withStepToken(step, start, (token) => new Promise((done) => (release = () => done(token))));
    const second = await fail(step);
    release();
    expect(await tokenOf(step)).toBe(second);
    expect(await first).not.toBe(second);
  });

  it("differs by execution, step, loop position and by what is started", async () => {
    const step = newStep();
    const tokens = await Promise.all([
      tokenOf(step),
      tokenOf({ ...step, executionId: "other" }),
      tokenOf({ ...step, stepId: "other" }),
      tokenOf({ ...step, loopPath: "Each:2" }),
      tokenOf(step, { ...start, job_id: 8 }),
      tokenOf(step, { ...start, job_parameters: { state: "AK" } }),
    ]);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it("is new for each call where the execution is unknown", async () => {
    const step = { ...newStep(), executionId: "" };
    expect(await tokenOf(step)).not.toBe(await tokenOf(step));
  });

  it("stays the same for a failing step while a thousand others run", async () => {
    const step = newStep();
    const first = await fail(step);
    for (let other = 0; other < 1100; other += 1) await tokenOf(newStep());
    expect(await fail(step)).toBe(first);
  });
});

it("the token after a token depends on that alone", () => {
  expect(nextToken("order-4711")).toBe(nextToken("order-4711"));
  expect(nextToken("order-4711")).toMatch(/^[0-9a-f]{64}$/);
  expect(nextToken(nextToken("order-4711"))).not.toBe(nextToken("order-4711"));
});
