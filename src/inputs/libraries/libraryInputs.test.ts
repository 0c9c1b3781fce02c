import { librariesOf, libraryInputs } from "./libraryInputs";

const { libraries, librariesJson } = libraryInputs;
const rows = (given: unknown) => () => libraries.clean(given);

it.each([
  [{ library: "simplejson==3.19.3" }, { pypi: { package: "simplejson==3.19.3" } }],
  [
    { source: "cran", library: " forecast ", repository: "https://cran.example.com" },
    { cran: { package: "forecast", repo: "https://cran.example.com" } },
  ],
  [
    { source: "maven", library: "com.amazon.deequ:deequ:1.0.4" },
    { maven: { coordinates: "com.amazon.deequ:deequ:1.0.4" } },
  ],
  [{ source: "whl", library: "/Volumes/a/b/c/d.whl" }, { whl: "/Volumes/a/b/c/d.whl" }],
  [{ source: "jar", library: "s3://bucket/d.jar" }, { jar: "s3://bucket/d.jar" }],
  [
    { source: "requirements", library: "/Workspace/Shared/requirements.txt" },
    { requirements: "/Workspace/Shared/requirements.txt" },
  ],
])("a row of %j is the library %j", (row, library) => {
  expect(libraries.clean([row])).toEqual([library]);
});

it.each([
  [[{ source: "npm", library: "a" }], "Libraries, row 1: Source must be one of pypi,"],
  [[{ library: "a" }, { source: "cran" }], "Libraries, row 2: Library is empty."],
  [[{ source: "maven", library: "deequ" }], "row 1: Library must be Maven coordinates"],
  [[{ source: "maven", library: "a::1" }], "row 1: Library must be Maven coordinates"],
  [[{ source: "whl", library: "d.whl" }], "row 1: Library must be the path of a Wheel file"],
  [[{ source: "whl", library: "/a/d.jar" }], "row 1: Library of a Wheel file must end with .whl or"],
  [[{ source: "jar", library: "/a/d.jar", repository: "https://a" }], "Repository does not apply to a JAR"],
])("refuses the rows %j", (given, message) => {
  expect(rows(given)).toThrow(message);
});

it.each([
  ["[{}]", "entry 1 is not one"],
  ['[{"pypi": {"package": "a"}}, {"npm": "a"}]', "entry 2 is not one"],
  ['[{"pypi": null}]', "entry 1 is not one"],
  ['[{"pypi": "a"}]', "entry 1 is not one"],
  ['[{"cran": {}}]', "entry 1 is not one"],
  ['[{"maven": {"coordinates": " "}}]', "entry 1 is not one"],
  ['[{"whl": 7}]', "entry 1 is not one"],
  ['[{"library": {}, "status": "FAILED"}]', "entry 1 is not one"],
  ['[{"whl": "/a.whl", "jar": "/a.jar"}]', "entry 1 is not one"],
  ["[]", "Libraries JSON is empty."],
])("refuses the JSON %j", (given, message) => {
  expect(() => librariesJson.clean(given)).toThrow(message);
});

it("takes libraries as a list returns them, with their states", () => {
  const library = { pypi: { package: "a", repo: "https://a.example.com" } };
  const listed = [{ library, status: "FAILED", messages: ["No."] }, { library: { egg: "/a.egg" } }];
  expect(librariesJson.clean(listed)).toEqual([library, { egg: "/a.egg" }]);
});

it("takes libraries in one of the two ways", () => {
  const library = { maven: { coordinates: "a:b:1", exclusions: ["c:d"] } };
  expect(librariesOf({ librariesJson: [library] })).toEqual([library]);
  expect(librariesOf({ libraries: [library] })).toEqual([library]);
  expect(() => librariesOf({})).toThrow("Libraries is empty, and so is Libraries JSON");
  expect(() => librariesOf({ libraries: [library], librariesJson: [library] })).toThrow(
    "Libraries and Libraries JSON exclude each other",
  );
});
