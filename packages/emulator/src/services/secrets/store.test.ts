import { WorkspaceClock } from "../../control/clock";
import { startAt } from "../../fixedStart";
import { SecretStore } from "./store";

const store = () => new SecretStore(new WorkspaceClock("manual", startAt), [{ name: "s", secrets: [] }]);

const refusal = (attempt: () => void): unknown => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error as { body: { error_code: string } }).body.error_code;
  }
};

it("keeps a thousand secrets of a scope and refuses one more, but replaces those that there are", () => {
  const secrets = store();
  for (let index = 0; index < 1000; index += 1) secrets.put("s", `k${index}`, Buffer.from("v"));
  expect(refusal(() => secrets.put("s", "more", Buffer.from("v")))).toBe("RESOURCE_LIMIT_EXCEEDED");
  secrets.put("s", "k7", Buffer.from("w"));
  expect(secrets.get("s", "k7").toString()).toBe("w");
});

it("refuses wrong names, values that are too large, and what there is or is not", () => {
  const secrets = store();
  expect(refusal(() => secrets.createScope("a b"))).toBe("INVALID_PARAMETER_VALUE");
  expect(refusal(() => secrets.createScope("x".repeat(129)))).toBe("INVALID_PARAMETER_VALUE");
  expect(refusal(() => secrets.createScope("s"))).toBe("RESOURCE_ALREADY_EXISTS");
  expect(refusal(() => secrets.put("s", "k", Buffer.alloc(128 * 1024 + 1)))).toBe("INVALID_PARAMETER_VALUE");
  expect(refusal(() => secrets.put("none", "k", Buffer.alloc(1)))).toBe("RESOURCE_DOES_NOT_EXIST");
  expect(refusal(() => secrets.delete("s", "k"))).toBe("RESOURCE_DOES_NOT_EXIST");
});
