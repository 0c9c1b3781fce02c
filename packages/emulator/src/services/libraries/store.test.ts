import { cluster, terminatedCluster } from "../../seed/clusters";
import { defaultSeed } from "../../seed/defaultSeed";
import { type RunningWorkspace, startWorkspace } from "../../server";
import { INSTALLED_AFTER_MS } from "./store";

let running: RunningWorkspace;
beforeEach(async () => {
  running = await startWorkspace({ seed: defaultSeed, clock: "manual" });
});
afterEach(() => running.close());

const wheel = "/Volumes/workspace/default/landing/none-1.0-py3-none-any.whl";
const { cluster_id } = cluster;

const statesOf = (id = cluster_id): (string | undefined)[] =>
  running.workspace.libraries.list(id).map(({ status }) => status);

it("shows the states of an installation as time passes", () => {
  const { libraries, clock } = running.workspace;
  libraries.install(cluster_id, [{ cran: { package: "forecast" } }]);
  const seen = [0, 1_000, 1_000, INSTALLED_AFTER_MS].map((ms) => {
    clock.advance(ms);
    return statesOf().at(-1);
  });
  expect(seen).toEqual(["PENDING", "RESOLVING", "INSTALLING", "INSTALLED"]);
});

it("keeps the same package of another repository, or with other exclusions, apart", () => {
  const { libraries } = running.workspace;
  const maven = { coordinates: "g:a:1", exclusions: ["c:d", "a:b"] };
  const before = statesOf().length;
  libraries.install(cluster_id, [
    { pypi: { package: "a" } },
    { pypi: { package: "a", repo: "https://a" } },
    { maven },
  ]);
  libraries.install(cluster_id, [{ maven: { ...maven, exclusions: ["a:b", "c:d"] } }]);
  libraries.uninstall(cluster_id, [{ pypi: { package: "a" } }, { maven: { coordinates: "g:a:1" } }]);
  expect(statesOf().slice(before)).toEqual(["UNINSTALL_ON_RESTART", "PENDING", "PENDING"]);
});

it("fails a library that no index has and a file that is not there, with a message", () => {
  const { libraries, clock } = running.workspace;
  libraries.install(cluster_id, [{ pypi: { package: "no-such-package>=2" } }, { whl: wheel }]);
  clock.advance(INSTALLED_AFTER_MS);
  expect(libraries.list(cluster_id).slice(1)).toMatchObject([
    { status: "FAILED", messages: [expect.stringContaining("satisfies the requirement")] },
    { status: "FAILED", messages: [expect.stringContaining(wheel)] },
  ]);
});

it("keeps a library of a terminated cluster waiting until the cluster runs, and one marked for removal until its end", () => {
  const { libraries, clusters, clock } = running.workspace;
  const id = terminatedCluster.cluster_id;
  const given = [{ jar: "/Workspace/Shared/a.jar" }, { maven: { coordinates: "g:a:1" } }];
  libraries.install(id, given);
  clock.advance(60_000);
  expect(statesOf(id)).toEqual(["PENDING", "PENDING"]);
  clusters.start(id);
  clock.advance(60_000);
  expect(statesOf(id)).toEqual(["INSTALLED", "INSTALLED"]);
  libraries.uninstall(id, [...given.slice(1), { cran: { package: "never" } }]);
  expect(statesOf(id)).toEqual(["INSTALLED", "UNINSTALL_ON_RESTART"]);
  libraries.install(id, given);
  expect(statesOf(id)).toEqual(["INSTALLED", "INSTALLED"]);
  libraries.uninstall(id, given.slice(1));
  clusters.restart(id);
  clock.advance(60_000);
  expect(statesOf(id)).toEqual(["INSTALLED"]);
});

it.each([
  [undefined, "Missing required field: libraries"],
  [[], "Missing required field: libraries"],
  [[{}], "exactly one of"],
  [[{ npm: "/a" }], "exactly one of"],
  [[{ whl: "/a.whl", jar: "/a.jar" }], "exactly one of"],
  [[{ pypi: {} }], "Missing required field: package"],
  [[{ whl: "" }], "Missing required field: whl"],
])("refuses %j", (given, message) => {
  expect(() => running.workspace.libraries.install(cluster_id, given)).toThrow(message);
});

it("refuses a cluster that there is not", () => {
  const given = [{ cran: { package: "a" } }];
  expect(() => running.workspace.libraries.install("none", given)).toThrow("does not exist");
});
