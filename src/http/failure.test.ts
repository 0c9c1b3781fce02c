import { challengedScopes } from "./failure";

it.each([
  ['Bearer realm="x", error="insufficient_scope", scope="sql unity-catalog"', "sql, unity-catalog"],
  ["Bearer error=insufficient_scope", ""],
  ['Bearer realm="DatabricksRealm"', undefined],
  ["", undefined],
])("the challenge %j names the scopes %j", (header, scopes) => {
  expect(challengedScopes(header)).toBe(scopes);
});
