/** Which libraries of a cluster are returned, and with which messages. */
import { useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";

const { server } = useScriptedServer();

const clusterId = "1118-093000-a1b2c3d4";

const install = (...librariesJson: object[]) =>
  runAction("installLibraries", {
    connection: tokenConnection(server.url),
    clusterId,
    librariesJson,
    waitForCompletion: true,
  });

const statuses = (...library_statuses: object[]) => ({ body: { cluster_id: clusterId, library_statuses } });

it("a package of another repository, or with other exclusions, is another library", async () => {
  const pypi = { package: "a", repo: "https://new.example.com/simple" };
  const maven = { coordinates: "g:a:1", exclusions: ["x:y", "v:w"] };
  const chosen = [
    { library: { pypi }, status: "INSTALLED" },
    { library: { maven: { ...maven, exclusions: ["v:w", "x:y"] } }, status: "INSTALLED" },
  ];
  server.script(
    { body: {} },
    statuses(
      { library: { pypi: { ...pypi, repo: "https://old.example.com" } }, status: "FAILED" },
      { library: { maven: { coordinates: maven.coordinates } }, status: "FAILED" },
      ...chosen,
    ),
  );
  expect((await install({ pypi }, { maven })).data).toEqual({
    cluster_id: clusterId,
    library_statuses: chosen,
  });
});

it("an empty repository and empty exclusions count as absent", async () => {
  const library = { maven: { coordinates: "g:a:1" } };
  server.script({ body: {} }, statuses({ library, status: "INSTALLED" }));
  const given = { maven: { ...library.maven, repo: "", exclusions: [] } };
  expect((await install(given)).data).toMatchObject({ library_statuses: [{ library }] });
});

it("a failure keeps the messages that are texts", async () => {
  const library = { pypi: { package: "a" } };
  server.script({ body: {} }, statuses({ library, status: "FAILED", messages: [null, "No such version."] }));
  expect((await failureOf(install(library))).message).toContain("pypi a is FAILED (No such version.)");
});
