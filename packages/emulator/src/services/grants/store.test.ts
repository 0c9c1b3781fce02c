import { HttpError } from "../../apiError";
import { type Grant, readGrant } from "./privileges";
import { GrantStore } from "./store";

let store: GrantStore;
beforeEach(() => {
  store = new GrantStore();
});

const revoke = (...grants: Grant[]) => store.revoke(grants.map(readGrant));
const mine = () => store.of("me@example.com");

const refused = (attempt: () => void): string => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof HttpError && error.status === 403) return error.message;
    throw error;
  }
  throw new Error("It was not refused");
};

it("everything is granted until it is taken away, and again once it is given back", () => {
  const grant = { securable: "warehouse", id: "w", privilege: "CAN_USE" } as const;
  mine().require("warehouse", "w", "CAN_MANAGE");
  revoke(grant);
  expect(refused(() => mine().require("warehouse", "w", "CAN_USE"))).toBe(
    "me@example.com is not authorized to use this SQL Endpoint. Please contact your administrator.",
  );
  expect(mine().allows("warehouse", "other", "CAN_USE")).toBe(true);
  store.restore([grant]);
  mine().require("warehouse", "w", "CAN_USE");
  expect(store.revoked()).toEqual([]);
});

it("a level takes those above it along, and leaves those below", () => {
  revoke({ securable: "job", id: "7", privilege: "CAN_MANAGE_RUN" });
  expect(mine().allows("job", 7, "CAN_VIEW")).toBe(true);
  expect(refused(() => mine().require("job", 7, "CAN_MANAGE_RUN"))).toBe(
    "User me@example.com does not have Manage Run or Owner or Admin permissions on job 7",
  );
  expect(refused(() => mine().require("job", 7, "CAN_MANAGE"))).toBe(
    "User me@example.com does not have Admin or Owner permissions on job 7",
  );
});

it("what is taken away on a catalog or a schema is taken away on all that stands in it", () => {
  revoke({ securable: "schema", id: "main.default", privilege: "SELECT" });
  expect(refused(() => mine().require("table", "Main.Default.T", "SELECT"))).toBe(
    "User does not have SELECT on Table 'main.default.t'.",
  );
  expect(mine().allows("table", "main.other.t", "SELECT")).toBe(true);
  expect(mine().allows("table", "main.default.t", "MODIFY")).toBe(true);
});

it.each([
  [{ securable: "catalog", id: "main", privilege: "USE_CATALOG" }, "USE CATALOG on Catalog 'main'"],
  [{ securable: "schema", id: "main.a", privilege: "USE_SCHEMA" }, "USE SCHEMA on Schema 'main.a'"],
  [{ securable: "catalog", id: "main", privilege: "USE_SCHEMA" }, "USE SCHEMA on Schema 'main.a'"],
  [{ securable: "table", id: "main.a.t", privilege: "SELECT" }, "SELECT on Table 'main.a.t'"],
] as const)("whoever reads a table needs each of what it stands in: %j", (grant, missing) => {
  revoke(grant);
  expect(refused(() => mine().require("table", "main.a.t", "SELECT"))).toBe(`User does not have ${missing}.`);
});

it("an information schema is there for whoever may use its catalog", () => {
  revoke({ securable: "catalog", id: "main", privilege: "SELECT" });
  mine().require("table", "main.information_schema.tables", "SELECT");
  revoke({ securable: "catalog", id: "main", privilege: "USE_CATALOG" });
  expect(mine().allows("table", "main.information_schema.tables", "SELECT")).toBe(false);
});

it("a list leaves out what may not be seen", () => {
  revoke({ securable: "cluster", id: "b", privilege: "CAN_ATTACH_TO" });
  revoke({ securable: "cluster", id: "c", privilege: "CAN_RESTART" });
  expect(mine().visible("cluster", ["a", "b", "c"], (id) => id)).toEqual(["a", "c"]);
});

it("workspace admins are told apart from others", () => {
  revoke({ securable: "workspace", id: "", privilege: "ADMIN" });
  expect(refused(() => mine().require("workspace", "", "ADMIN"))).toBe("Only workspace admins may do this.");
});

it.each([
  [{ securable: "thing", id: "1", privilege: "CAN_USE" }, "Invalid securable: thing"],
  [{ securable: "warehouse", id: "1", privilege: "SELECT" }, "Invalid privilege on a warehouse: SELECT"],
  [{ securable: "warehouse", privilege: "CAN_USE" }, "Missing required field: id"],
  [{ securable: "warehouse", id: "1", privilege: "CAN_USE", user: "me" }, "There is no field user"],
])("a grant that there is not is refused: %j", (given, message) => {
  expect(() => readGrant(given)).toThrow(message);
});
