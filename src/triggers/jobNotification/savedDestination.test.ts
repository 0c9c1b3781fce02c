import type { ActionContext } from "@prismatic-io/spectral";
import { type SavedDestination, savedDestination, toCrossFlowState } from "./savedDestination";

const warnings: string[] = [];
const context = (crossFlowState: object = {}): ActionContext =>
  ({
    flow: { stableId: "flow-1" },
    crossFlowState,
    logger: { warn: (line: string) => warnings.push(line) },
  }) as unknown as ActionContext;

const saved: SavedDestination = {
  destinationId: "01ef-9a",
  jobId: 620301447112408,
  url: "https://hooks.example/flow",
  workspaceUrl: "https://accounts.example",
  userName: "flow",
  password: "secret",
};

beforeEach(() => {
  warnings.length = 0;
});

it.each([
  ["of a workspace with a host of its own", saved],
  ["of one of a host's workspaces", { ...saved, workspaceId: "1234567890123456" }],
])("gives back a destination %s as it was saved", (_name, destination) => {
  const { crossFlowState } = toCrossFlowState(context(), destination);
  expect(savedDestination(context(crossFlowState))).toEqual(destination);
  expect(warnings).toEqual([]);
});

it("takes no workspace ID that is no text", () => {
  const { crossFlowState } = toCrossFlowState(context(), { ...saved, workspaceId: 7 as unknown as string });
  expect(savedDestination(context(crossFlowState))).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining("cannot be read")]);
});
