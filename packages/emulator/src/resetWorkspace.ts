/** A fresh workspace for the next test of a file: starting a server for each would cost more than most tests do. */
import type { RunningWorkspace } from "./server";

/**
 * Puts a fresh workspace in the place of the one that a test has used, with the same token.
 * @throws Error where the server refuses, as where the test has closed its workspace
 */
export const resetWorkspace = async ({ url, token }: RunningWorkspace): Promise<void> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/__workspace/reset`, { method: "POST", headers });
  if (!answer.ok) throw new Error(`The workspace was not reset: ${answer.status} ${await answer.text()}`);
};
