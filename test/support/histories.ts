/** Random histories of polling triggers, several side by side, each in a workspace of its own. */
import fc from "fast-check";
import { freshWorkspace, type TestWorkspace } from "./workspace";

/** How many histories each test lives through: `HISTORIES` in the environment asks for more. */
const count = Number(process.env.HISTORIES ?? 240);

/** How many are played at once. */
const lanes = 4;

/**
 * Plays random histories and shrinks one that fails; `HISTORY_SEED` plays those of an earlier run.
 * @param history what a history is made of
 * @param prepare makes what every history in a workspace needs
 * @param play plays one, and throws where something is lost or comes twice
 */
export const playHistories = async <History>(
  history: fc.Arbitrary<History>,
  prepare: (workspace: TestWorkspace) => Promise<void>,
  play: (workspace: TestWorkspace, given: History) => Promise<void>,
): Promise<void> => {
  const workspaces = await Promise.all(
    Array.from({ length: lanes }, () => freshWorkspace({ clock: "auto" })),
  );
  try {
    await Promise.all(workspaces.map(prepare));
    const several = fc.array(history, { minLength: 1, maxLength: lanes, size: "max" });
    const seed = process.env.HISTORY_SEED;
    await fc.assert(
      fc.asyncProperty(several, async (given) => {
        const played = await Promise.allSettled(
          given.map((one, lane) => play(workspaces[lane] as TestWorkspace, one)),
        );
        const failed = played.find((one) => one.status === "rejected");
        if (failed) throw failed.reason;
      }),
      // A run plays between one history and as many as there are lanes.
      { numRuns: Math.ceil((count * 2) / (lanes + 1)), ...(seed !== undefined && { seed: Number(seed) }) },
    );
  } finally {
    await Promise.all(workspaces.map((workspace) => workspace.close()));
  }
};
