/** A change of permissions whose response is lost. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { writePermissions } from "./permissions";

const { server } = useScriptedServer();

const denied = {
  status: 403,
  body: { error_code: "PERMISSION_DENIED", message: "User does not have Manage permissions on job 1" },
};

const change = () =>
  writePermissions(testClient(tokenConnection(server.url)).client, ["jobs", "1"], "replace", []);

it("a refusal of the second attempt does not hide that the first may have been carried out", async () => {
  server.script({ body: {} }, "dropAfter", denied);
  expect((await failureOf(change())).message).toMatch(
    /It is not known whether the request was carried out\. .*lacks CAN MANAGE on the job 1/,
  );
});

it("a refusal of the first attempt leaves no doubt", async () => {
  server.script({ body: {} }, denied);
  expect((await failureOf(change())).message).not.toContain("not known");
});
