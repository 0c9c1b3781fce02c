import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { readStepIdentity, unknownStep } from "./stepIdentity";

describe("readStepIdentity", () => {
  it("reads the step, its loop position and for whom it runs", () => {
    expect(
      readStepIdentity({
        executionId: "execution 1",
        stepId: "step 1",
        executionFrame: { stepName: "Load Orders", loopPath: "Each Page:2 Each Row:7" },
        customer: { id: "Q3VzdG9tZXI=", externalId: "acme-1", name: "Acme" },
        instance: { id: "instance 1", name: "Orders for Acme" },
        integration: { id: "integration 1", name: "Orders" },
        flow: { id: "flow 1", stableId: "stable 1", name: "Nightly" },
      }),
    ).toEqual({
      executionId: "execution 1",
      stepId: "step 1",
      stepName: "Load Orders",
      loopPath: "Each Page:2 Each Row:7",
      customer: { id: "acme-1", name: "Acme" },
      instance: { id: "instance 1", name: "Orders for Acme" },
      integration: { id: "integration 1", name: "Orders" },
      flow: { id: "stable 1", name: "Nightly" },
    });
  });

  it("takes the platform's IDs where a customer has no external ID and a flow no stable one", () => {
    const { customer, flow } = readStepIdentity({
      customer: { id: "Q3VzdG9tZXI=", externalId: " ", name: "Acme" },
      flow: { id: "flow 1", name: "Nightly" },
    });
    expect([customer.id, flow.id]).toEqual(["Q3VzdG9tZXI=", "flow 1"]);
  });

  it.each([
    [{}],
    [{ executionId: null, stepId: 7, executionFrame: null, customer: null, instance: "x", flow: { id: {} } }],
    [{ executionFrame: { customSource: "a script" } }],
  ])("is unknown where %j says nothing", (context) => {
    expect(readStepIdentity(context as object)).toEqual(unknownStep);
  });

  it("takes no execution of spectral's harness for another: they all have one ID", async () => {
    const identities: unknown[] = [];
    const action = {
      key: "look",
      inputs: [],
      perform: async (context: object) => identities.push(readStepIdentity(context)),
    };
    await createHarness({ actions: { look: action } } as never).action("look");
    expect(identities).toEqual([expect.objectContaining({ executionId: "" })]);
  });
});
