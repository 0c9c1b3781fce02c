import { DatabricksError, type Failure } from "../http/errors";
import { awaitDeletion } from "./awaitDeletion";

const refused = (known: Partial<Failure>) =>
  awaitDeletion(
    Promise.reject(new DatabricksError({ operation: "POST /x", message: "No.", ...known })),
    true,
  );

it.each<Partial<Failure>>([
  { status: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" },
  { status: 404, errorCode: "NOT_FOUND" },
  { status: 400, errorCode: "INVALID_PARAMETER_VALUE", message: "Job 7 does not exist." },
])("says that nothing was deleted where Databricks says what is missing: %j", async (known) => {
  expect(await refused(known)).toBe(false);
});

it("says that an earlier attempt has deleted what a retry does not find", async () => {
  expect(await refused({ status: 404, errorCode: "NOT_FOUND", outcomeUnknown: true })).toBe(true);
});

describe("a vector index that Databricks is still deleting", () => {
  const pending = {
    status: 400,
    errorCode: "INVALID_PARAMETER_VALUE",
    message:
      "Index main.a.b is currently pending deletion. Operations on the index are not permitted while the index is being deleted.",
  };

  it("is gone, as one that a retry does not find", async () => {
    expect(await refused(pending)).toBe(false);
    expect(await refused({ ...pending, outcomeUnknown: true })).toBe(true);
  });
});

it.each<Partial<Failure>>([
  { status: 404, message: "404 page not found" },
  { status: 400, message: "The page does not exist." },
  { status: 404, errorCode: "ENDPOINT_NOT_FOUND", message: "No API found for 'POST /x'" },
  { status: 403, errorCode: "PERMISSION_DENIED" },
])("says nothing of the kind where a proxy or another API answers: %j", async (known) => {
  await expect(refused(known)).rejects.toThrow("POST /x failed");
});
