import { requestOutcome } from "./requestOutcome";

describe("requestOutcome", () => {
  const mayHaveRun = { possiblyCarriedOut: true };

  it("is unknown where any attempt may have been carried out, also if a second one does no harm", () => {
    for (const method of ["POST", "put", "DELETE"]) {
      expect(requestOutcome({ method }, mayHaveRun)).toEqual({ outcomeUnknown: true });
      expect(requestOutcome({ method }, { possiblyCarriedOut: false })).toEqual({});
    }
  });

  it("is known where the last attempt was carried out", () => {
    expect(requestOutcome({ method: "POST" }, { ...mayHaveRun, carriedOut: true })).toEqual({
      carriedOut: true,
    });
  });

  it("is nothing of what only reads", () => {
    for (const carriedOut of [true, false]) {
      expect(requestOutcome({ method: "GET" }, { ...mayHaveRun, carriedOut })).toEqual({});
      expect(requestOutcome({ method: "POST", reads: true }, { ...mayHaveRun, carriedOut })).toEqual({});
    }
  });
});
