import { clusterExample } from "./clustersExamples";
import { describeTermination } from "./terminationReason";

const words = (termination_reason?: object, state_message = "") =>
  describeTermination({ ...clusterExample, state_message, termination_reason });

describe("the reason of a termination", () => {
  it("tells code, meaning, type and details", () => {
    expect(
      words({
        code: "CLOUD_PROVIDER_RESOURCE_STOCKOUT",
        type: "CLOUD_FAILURE",
        parameters: { azure_error_code: "SkuNotAvailable" },
      }),
    ).toBe(
      "CLOUD_PROVIDER_RESOURCE_STOCKOUT: the cloud provider has no such machines left: use another node type, another zone, or try again later (CLOUD_FAILURE; azure_error_code: SkuNotAvailable)",
    );
  });

  it("tells a code that nobody knows as it is", () => {
    expect(words({ code: "SOMETHING_NEW", type: "SERVICE_FAULT" })).toBe("SOMETHING_NEW (SERVICE_FAULT)");
    expect(words({ code: "constructor" })).toBe("constructor");
  });

  it("is the message of the state where there is no code, and may be nothing", () => {
    expect(words(undefined, "Driver is gone")).toBe("Driver is gone");
    expect(words({}, "")).toBe("");
  });
});
