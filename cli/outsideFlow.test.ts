import { readStepIdentity, unknownStep } from "../src/http/stepIdentity";
import { outsideFlow } from "./outsideFlow";

it("a run from a shell is for nobody, whatever the harness makes up", () => {
  expect(readStepIdentity(outsideFlow)).toEqual(unknownStep);
});
