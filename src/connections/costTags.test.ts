import { type NamedObject, readStepIdentity, unknownStep } from "../http/stepIdentity";
import { costTagsOf } from "./costTags";

const named = (name: string): NamedObject => ({ id: `${name}-1`, name: `The ${name}` });

const step = {
  executionId: "execution-1",
  stepId: "step-1",
  stepName: "The step",
  loopPath: "Each Page:2",
  customer: named("customer"),
  instance: named("instance"),
  integration: named("integration"),
  flow: named("flow"),
};

const keysOf = (given: unknown): string[] => costTagsOf(given, step).map(({ key }) => key);

describe("the cost tags of a step", () => {
  it.each([[""], ["  "], [undefined], [null], [7]])(
    "are all that there is to say where %j is given",
    (given) => {
      expect(costTagsOf(given, step)).toEqual([
        { key: "customer_id", value: "customer-1" },
        { key: "customer_name", value: "The customer" },
        { key: "instance_id", value: "instance-1" },
        { key: "instance_name", value: "The instance" },
        { key: "integration_id", value: "integration-1" },
        { key: "integration_name", value: "The integration" },
        { key: "flow_id", value: "flow-1" },
        { key: "flow_name", value: "The flow" },
        { key: "step_id", value: "step-1" },
        { key: "step_name", value: "The step" },
        { key: "execution_id", value: "execution-1" },
      ]);
    },
  );

  it.each([["off"], [" OFF "], [","]])("are none where %j is given", (given) => {
    expect(costTagsOf(given, step)).toEqual([]);
  });

  it.each(["flow, customer", "Customer flow", "customer,,flow,"])("are those that %j lists", (given) => {
    expect(keysOf(given)).toEqual(["customer_id", "customer_name", "flow_id", "flow_name"]);
  });

  it.each(["user", "customer; flow", "customer, off", "constructor"])(
    "refuses %j, naming the input and what there is",
    (given) => {
      expect(() => costTagsOf(given, step)).toThrow(
        /^Cost Tags has no tag \S+\. Enter some of customer, instance, integration, flow, step, execution, or off/,
      );
    },
  );

  it("leave out what the platform does not say", () => {
    expect(costTagsOf("", unknownStep)).toEqual([]);
    const { instance } = step;
    expect(costTagsOf("", { ...unknownStep, instance })).toEqual([
      { key: "instance_id", value: "instance-1" },
      { key: "instance_name", value: "The instance" },
    ]);
  });

  it.each([
    ['Bob\'s "Pizza"\r\n\tGmbH; DROP TABLE t', 'Bob\'s "Pizza" GmbH; DROP TABLE t'],
    ["\u001b[31mred\u001b[0m\u0000 \u202eright", "red right"],
    ["Crêpes 🥞 東京", "Crêpes 🥞 東京"],
    ["\ud83d alone", "\ufffd alone"],
    ["x".repeat(300), `${"x".repeat(125)}...`],
    [`${"x".repeat(124)}🥞🥞🥞`, `${"x".repeat(124)}...`],
    ["\u0000\u0007", undefined],
  ])("hold of the name %j what can be stored", (name, value) => {
    const tags = costTagsOf("customer", { ...unknownStep, customer: { id: "1", name } });
    expect(tags.find(({ key }) => key === "customer_name")?.value).toBe(value);
  });

  it("never hold an email address or anything of a user", () => {
    const identity = readStepIdentity({
      customer: { id: "Q3VzdG9tZXI=", externalId: "ada@example.com", name: "Ada <ada@example.com>" },
      instance: { id: "instance-1", name: "Meet @ noon" },
      user: { id: "user-1", email: "ada@example.com", name: "Ada" },
    } as object);
    expect(costTagsOf("", identity)).toEqual([
      { key: "customer_id", value: "Q3VzdG9tZXI=" },
      { key: "instance_id", value: "instance-1" },
      { key: "instance_name", value: "Meet @ noon" },
    ]);
  });
});
