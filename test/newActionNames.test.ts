/** What `npm run new` takes as names: they become files and identifiers. */
import path from "node:path";
import { actionNames, findOperation } from "../scripts/newAction/operation";

const root = path.resolve(__dirname, "..");
const credentials = findOperation("GET", "/api/2.0/git-credentials");

it("names an action by its operation", () => {
  expect(actionNames(root, credentials)).toMatchObject({
    key: "listGitCredentials",
    service: "gitCredentials",
    label: "List Git Credentials",
  });
});

it.each([
  [{ service: "../evil" }, "--service ../evil is no name of a folder in camel case, such as jobs."],
  [{ service: "Bad Name" }, "--service Bad Name is no name of a folder in camel case, such as jobs."],
  [{ key: "../evil" }, "--key ../evil is not a verb and a noun in camel case, such as listJobs."],
  [{ key: "listJobs" }, "The component has an action listJobs already: name another one with --key."],
])("refuses %j", (names, message) => {
  expect(() => actionNames(root, credentials, names)).toThrow(message);
});
