import { answerText, describeDeployments, hasFailed } from "./serving";

describe("the text of an answer", () => {
  it.each<[string, unknown, string | undefined]>([
    ["a chat", { choices: [{ message: { content: "Hi" } }, { message: { content: "no" } }] }, "Hi"],
    ["a completion", { choices: [{ text: "there was" }] }, "there was"],
    [
      "content in parts",
      {
        choices: [
          { message: { content: [{ type: "reasoning" }, { type: "text", text: "a" }, { text: "b" }, null] } },
        ],
      },
      "ab",
    ],
    ["a call of a tool", { choices: [{ message: { content: null, tool_calls: [{}] } }] }, undefined],
    ["parts without text", { choices: [{ message: { content: [{ type: "image" }] } }] }, undefined],
    ["empty text", { choices: [{ message: { content: "" } }] }, ""],
    ["no answers", { choices: [] }, undefined],
    ["null among the answers", { choices: [null] }, undefined],
    [
      "an agent",
      {
        output: [
          { type: "reasoning", content: [{ type: "reasoning_text", text: "no" }] },
          { type: "function_call", name: "flights" },
          null,
          { type: "message", content: [{ type: "output_text", text: "Two " }] },
          { type: "message", content: [{ type: "output_text", text: "flights." }, { type: "refusal" }] },
        ],
      },
      "Two flights.",
    ],
    ["an agent that said nothing", { output: [{ type: "function_call", name: "flights" }] }, undefined],
    [
      "an older agent",
      {
        messages: [
          { role: "assistant", content: "" },
          { role: "assistant", content: "Two." },
        ],
      },
      "Two.",
    ],
    ["an older agent that said nothing", { messages: [] }, undefined],
    ["output of another type", { output: "x", messages: "x" }, undefined],
    ["a chain that gives text", "Two.", "Two."],
    ["a chain that gives a list of its text", ["Two."], "Two."],
    ["a chain that gives its content", { content: "Two." }, "Two."],
    ["a custom model", { predictions: [1] }, undefined],
    ["a custom model that gives a list", ["a", "b"], undefined],
    ["a custom model that gives a number", 3, undefined],
    ["nothing", null, undefined],
    ["something else", { choices: "x" }, undefined],
  ])("of %s", (_name, response, expected) => {
    expect(answerText(response)).toBe(expected);
  });
});

describe("an endpoint", () => {
  it.each([
    ["NOT_READY", "UPDATE_FAILED", true],
    ["NOT_READY", "UPDATE_CANCELED", true],
    ["NOT_READY", "IN_PROGRESS", false],
    ["NOT_READY", undefined, false],
    ["READY", "UPDATE_FAILED", false],
    ["SOMETHING", "UPDATE_FAILED", false],
  ])("that is %s with %s has failed: %s", (ready, config_update, failed) => {
    expect(hasFailed({ name: "a", state: { ready, ...(config_update && { config_update }) } })).toBe(failed);
  });

  it("tells its entities' deployments, those to come first", () => {
    const entity = (name: string, deployment: string) => ({ name, state: { deployment } });
    expect(
      describeDeployments({
        name: "a",
        config: { served_entities: [entity("old", "DEPLOYMENT_READY")] },
        pending_config: { served_entities: [entity("new", "DEPLOYMENT_CREATING"), {}] },
      }),
    ).toBe("new DEPLOYMENT_CREATING; an entity; old DEPLOYMENT_READY");
    expect(describeDeployments({ name: "a", config: { served_models: [entity("old", "X")] } })).toBe("old X");
    expect(describeDeployments({ name: "a" })).toBe("");
  });
});
