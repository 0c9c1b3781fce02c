import { DatabricksError } from "../http/errors";
import { deletedOrMissing } from "./deletedOrMissing";

const refused = (errorCode?: string) =>
  Promise.reject(new DatabricksError({ operation: "POST /x", status: 404, errorCode, message: "No." }));

it("what Databricks does not know was not deleted, if that is fine", async () => {
  expect(await deletedOrMissing(Promise.resolve(), false)).toBe(true);
  expect(await deletedOrMissing(refused("RESOURCE_DOES_NOT_EXIST"), true)).toBe(false);
  await expect(deletedOrMissing(refused("RESOURCE_DOES_NOT_EXIST"), false)).rejects.toThrow("No.");
});

it.each([undefined, "ENDPOINT_NOT_FOUND"])(
  "a 404 with the code %s says nothing of an object",
  async (code) => {
    await expect(deletedOrMissing(refused(code), true)).rejects.toThrow("No.");
  },
);
