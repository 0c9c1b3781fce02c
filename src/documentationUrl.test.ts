/** The documentation's address in the published definition: package.json has it, or there is none. */
import type { component } from "@prismatic-io/spectral";
import manifest from "../package.json";

/** The component as it is with a homepage in package.json. */
const componentWith = (homepage: string): ReturnType<typeof component> => {
  let made: { default: ReturnType<typeof component> } | undefined;
  jest.isolateModules(() => {
    jest.doMock("../package.json", () => ({ ...manifest, homepage }));
    made = jest.requireActual<{ default: ReturnType<typeof component> }>("./index");
  });
  if (!made) throw new Error("The component was not loaded");
  return made.default;
};

it("is that of package.json", () => {
  expect(componentWith("https://docs.example.com/databricks")).toMatchObject({
    documentationUrl: "https://docs.example.com/databricks",
  });
});

it("is left out where package.json has none", () => {
  expect(componentWith("")).not.toHaveProperty("documentationUrl");
});
