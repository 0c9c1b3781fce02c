import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import { distFolder } from "../builtComponent";
import { emptyFolder } from "../support/emptyFolder";
import { type Finished, PRISM, root, runNode } from "./commandLine";
import { PlatformStub } from "./platformStub";

const GOLDEN = path.join(__dirname, "published.json");
const PUBLISH_SCRIPT = path.join(root, "scripts/publish.js");

let platform: PlatformStub;

beforeEach(async () => {
  platform = new PlatformStub();
  await platform.start();
});

afterEach(() => {
  platform.stop();
  expect(platform.unknownOperations).toEqual([]);
});

const environment = ({ url }: PlatformStub) => ({ PRISMATIC_URL: url, PRISM_ACCESS_TOKEN: "any-token" });

/** `prism components:publish` as it is. */
const publishWithPrism = (...flags: string[]): Promise<Finished> =>
  runNode([PRISM, "components:publish", "--no-confirm", ...flags], { env: environment(platform) });

/** `npm run publish:component` without the build. */
const publishWithScript = (...flags: string[]): Promise<Finished> =>
  runNode([PUBLISH_SCRIPT, "--no-confirm", ...flags], { env: environment(platform) });

const packageOf = ({ uploads }: PlatformStub): Buffer =>
  uploads.find(({ path: name }) => name.startsWith("/package.zip"))?.body ?? Buffer.alloc(0);

const connectionKeys = [
  "servicePrincipal",
  "personalAccessToken",
  "workspaceServicePrincipal",
  "userOAuth",
  "azureServicePrincipal",
  "privateWorkspace",
];

/** Those whose Connect button has an icon: the ones that the platform signs in. */
const signedInByPlatform = ["workspaceServicePrincipal", "userOAuth", "azureServicePrincipal"];

const connectionIcon = (key: string): string => `connections/${key}.png`;

describe("publishing with the platform's command line", () => {
  test("sends the committed definition and every file", async () => {
    const { exitCode, stdout } = await publishWithPrism(
      "--comment",
      "First release",
      "--commitHash",
      "0123abc",
    );
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("Successfully submitted")]);

    expect([...platform.authorizations]).toEqual(["Bearer any-token"]);
    expect(platform.publishes).toHaveLength(1);
    const [sent] = platform.publishes;
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, `${JSON.stringify(sent, null, 2)}\n`);
    // UPDATE_GOLDEN=1 npx jest test/publish rewrites the file
    expect(sent).toEqual(JSON.parse(readFileSync(GOLDEN, "utf8")));

    const sentFiles = platform.uploads.map(({ path: name, contentType }) => [
      name.split("?")[0],
      contentType,
    ]);
    const icons: [sent: string, file: string][] = [
      ["/icon.png", "icon.png"],
      ...connectionKeys.map((key): [string, string] => [`/avatars/${key}.png`, connectionIcon(key)]),
      ...signedInByPlatform.map((key): [string, string] => [`/connect/${key}.png`, connectionIcon(key)]),
    ];
    expect(sentFiles.sort()).toEqual(
      [["/package.zip", "application/zip"], ...icons.map(([name]) => [name, "image/png"])].sort(),
    );
    for (const [name, file] of icons) {
      const icon = platform.uploads.find(({ path: place }) => place.startsWith(`${name}?`));
      expect(icon?.body).toEqual(readFileSync(path.join(distFolder, file)));
    }
  });

  test("packs the built bundle and the icons, and nothing else", async () => {
    await publishWithPrism();
    const files = unzipSync(packageOf(platform));
    expect(Object.keys(files).sort()).toEqual(
      ["icon.png", "index.js", ...connectionKeys.map(connectionIcon)].sort(),
    );
    const differing: string[] = [];
    for (const [name, content] of Object.entries(files)) {
      if (!Buffer.from(content).equals(readFileSync(path.join(distFolder, name)))) differing.push(name);
    }
    expect(differing).toEqual([]);
  });

  test("fails, and uploads nothing, when the platform refuses the definition", async () => {
    platform.fieldErrors = [{ field: "definition.key", messages: ["This key is taken."] }];
    const { exitCode, stdout, stderr } = await publishWithPrism();
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain("This key is taken.");
    expect(platform.uploads).toEqual([]);
  });

  test("reports success when an upload is refused, which is why there is a script of our own", async () => {
    platform.uploadStatus = () => 403;
    const { exitCode } = await publishWithPrism();
    expect(exitCode).toBe(0);
  });
});

describe("npm run publish:component", () => {
  test("succeeds when everything arrives", async () => {
    const { exitCode } = await publishWithScript();
    expect(exitCode).toBe(0);
    expect(platform.uploads).toHaveLength(2 + connectionKeys.length + signedInByPlatform.length);
  });

  test("fails when an upload is refused, names it, and does not print what signs its address", async () => {
    platform.uploadStatus = (name) => (name.startsWith("/package.zip") ? 403 : 200);
    const { exitCode, stdout, stderr } = await publishWithScript();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${platform.url}/package.zip answered 403`);
    expect(stderr).not.toContain("/icon.png answered");
    expect(stdout + stderr).not.toContain("X-Amz-Signature");
  });

  test("fails when the icon of a connection is refused", async () => {
    platform.uploadStatus = (name) => (name.startsWith("/avatars/userOAuth") ? 403 : 200);
    const { exitCode, stderr } = await publishWithScript();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${platform.url}/avatars/userOAuth.png answered 403`);
  });

  test("fails when the platform refuses the definition", async () => {
    platform.fieldErrors = [{ field: "definition.key", messages: ["This key is taken."] }];
    const { exitCode } = await publishWithScript();
    expect(exitCode).not.toBe(0);
    expect(platform.uploads).toEqual([]);
  });

  test("fails when the platform cannot be reached", async () => {
    platform.stop();
    const { exitCode } = await publishWithScript();
    expect(exitCode).not.toBe(0);
  });

  test("skips a package that is published already", async () => {
    await publishWithScript();
    platform.publishedSignature = createHash("sha1").update(packageOf(platform)).digest("hex");
    const { exitCode, stdout, stderr } = await publishWithScript("--skip-on-signature-match");
    expect([exitCode, platform.publishes.length]).toEqual([0, 1]);
    expect(stdout + stderr).toMatch(/skip/i);
  });
});

describe("the published package, unpacked in an empty folder", () => {
  let workspace: RunningWorkspace;
  let folder: string;

  beforeAll(async () => {
    workspace = await startWorkspace({ seed });
    const ownPlatform = new PlatformStub();
    await ownPlatform.start();
    await runNode([PRISM, "components:publish", "--no-confirm"], { env: environment(ownPlatform) });
    ownPlatform.stop();
    folder = emptyFolder();
    for (const [name, content] of Object.entries(unzipSync(packageOf(ownPlatform)))) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
  });

  afterAll(() => workspace.close());

  /** Runs Get Current User of the package and prints Node's version and the result. */
  const RUN_ACTION = `
    const { default: component } = require("./index.js");
    const [host, apiKey] = process.argv.slice(1);
    const log = () => {};
    const logger = { metric: log, trace: log, debug: log, info: log, log, warn: log, error: log };
    const connection = { key: "personalAccessToken", fields: { host, apiKey } };
    const context = { logger, webhookUrls: {}, webhookApiKeys: {} };
    component.actions.getCurrentUser.perform(context, { connection }).then(
      (result) => console.log(JSON.stringify({ version: process.version, result })));`;

  for (const major of [20, 22]) {
    const node = nodeBinary(major);
    const name = `loads and runs an action under Node ${major}`;
    if (!node) {
      const missing = `${name} (not installed on ${process.platform} ${process.arch})`;
      // The full suite has installed what there is: it is for Linux.
      if (process.env.SUITE !== "rest" || process.platform !== "linux") test.skip(missing, () => {});
      else
        test(missing, () => {
          throw new Error(`There is no Node ${major}: npm ci --prefix test/publish/runtimes installs it`);
        });
      continue;
    }
    test(name, async () => {
      const { url, token } = workspace;
      const finished = await runNode(["-e", RUN_ACTION, url, token], { cwd: folder, node });
      expect(finished).toMatchObject({ exitCode: 0, stderr: "" });

      const { version, result } = JSON.parse(finished.stdout);
      expect(version).toMatch(new RegExp(`^v${major}\\.`));
      const me = await fetch(`${url}/api/2.0/preview/scim/v2/Me`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      expect(result).toEqual({ data: await me.json() });
    });
  }
});

/** The Node of a major version: the one that runs, or one of test/publish/runtimes. */
function nodeBinary(major: number): string | undefined {
  if (process.version.startsWith(`v${major}.`)) return process.execPath;
  const name = `node-${major}-${process.platform}-${process.arch}`;
  const binary = path.join(__dirname, "runtimes/node_modules", name, "bin/node");
  return existsSync(binary) ? binary : undefined;
}
