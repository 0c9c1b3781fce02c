import { withHint } from "./hints";

const hintOf = (operation: string, status: number, message = "Forbidden", errorCode?: string): string =>
  withHint({ operation, status, message, errorCode }).hint ?? "";

const file = "/api/2.0/fs/files/Volumes/main/my%20schema/landing/a%20b.csv?overwrite=false";

describe("a refused request for a file", () => {
  it.each([
    ["PUT", "WRITE VOLUME"],
    ["DELETE", "WRITE VOLUME"],
    ["GET", "READ VOLUME"],
    ["HEAD", "READ VOLUME"],
  ])("names the grants that a %s needs", (method, privilege) => {
    expect(hintOf(`${method} ${file}`, 403)).toMatch(
      `needs ${privilege} on the volume main.my schema.landing, USE SCHEMA on the schema main.my schema and USE CATALOG on the catalog main:`,
    );
  });

  it("names the one grant that Databricks says is missing", () => {
    const message = "User does not have USE SCHEMA on Schema 'main.default'.";
    expect(hintOf(`PUT ${file}`, 403, message, "PERMISSION_DENIED")).toMatch(
      /^The connection's identity lacks USE SCHEMA on the schema main\.default:/,
    );
  });

  it("speaks of the token where that is refused, and of nothing where the server is at fault", () => {
    expect(hintOf(`GET ${file}`, 403, "Invalid access token.")).toMatch(
      /does not accept the connection's token/,
    );
    expect(hintOf(`GET ${file}`, 500)).toBe("");
  });
});

it("a path that is not found leads to its spelling and the grants", () => {
  expect(hintOf("GET /api/2.0/fs/directories/Volumes/a/b/c/d", 404, "no", "NOT_FOUND")).toMatch(
    /^Check the path: .*READ VOLUME on the volume a\.b\.c,/,
  );
});
