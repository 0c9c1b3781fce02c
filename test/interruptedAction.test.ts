/** `npm run action` ended from outside: it says what goes on, closes what is here, and has the exit code of the signal. */
import { spawn } from "node:child_process";
import path from "node:path";
import { useHandlerServer } from "./support/handlerServer";

const server = useHandlerServer();
const root = path.resolve(__dirname, "..");

/** Starts an action whose request is never answered, and ends it with a signal once the request has arrived. */
const endedBy = async (signal: NodeJS.Signals): Promise<{ code: number | null; told: string }> => {
  const arrived = new Promise<void>((resolve) => server.handle(() => resolve()));
  const command = spawn(process.execPath, ["--import", "tsx", "cli/action.ts", "getCurrentUser"], {
    cwd: root,
    env: { ...process.env, DATABRICKS_HOST: server.url, DATABRICKS_TOKEN: "dapi-of-nobody" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let told = "";
  command.stderr.on("data", (bytes: Buffer) => {
    told += bytes.toString();
  });
  const ended = new Promise<number | null>((resolve) => command.once("close", resolve));
  await Promise.race([arrived, ended]);
  command.kill(signal);
  return { code: await ended, told };
};

it.each<[NodeJS.Signals, number]>([
  ["SIGINT", 130],
  ["SIGTERM", 143],
])("%s ends it with the exit code %i", async (signal, code) => {
  const ended = await endedBy(signal);
  expect(ended.told).toMatch(/getCurrentUser was interrupted after .* It only reads/);
  expect(ended.code).toBe(code);
});
