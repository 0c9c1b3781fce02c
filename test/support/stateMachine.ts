/** Random histories of polling triggers, several side by side, each in a workspace of its own. */
import fc from "fast-check";
import type { ClockMode } from "../../packages/emulator/src/control/clock";
import type { PolledFlow } from "./polledFlow";
import { freshWorkspace, type TestWorkspace } from "./workspace";

/** How many histories a test lives through, unless it says otherwise: `HISTORIES` in the environment asks for more. */
const usualCount = 130;

/** How a flow batches, if it does. */
export const batchings = ["pageByPage", "allAtOnce", undefined] as const;
export type Batching = (typeof batchings)[number];

/**
 * Polls while the request of this number to a path fails, if there are so many: a poll may fail for this reason, and
 * for no other.
 */
export const pollFailing = async (flow: PolledFlow<unknown>, path: string, number: number): Promise<void> => {
  const body = { error_code: "BAD_REQUEST", message: "It is not to be" };
  await flow.workspace.fault({ path, status: 400, body, skip: number, times: 1 });
  // The answer to a HEAD has no words.
  const words = /It is not to be|^DatabricksError: HEAD .* \(HTTP 400\)/;
  await flow.poll().catch((error: unknown) => expect(String(error)).toMatch(words));
  await flow.workspace.clearFaults();
};

/** Something that changes nothing of what is polled, and so nothing of what a poll gives. */
export type Disturbance =
  /** The sessions get another time zone. */
  | { do: "timeZone"; zone: string | null }
  /** What is stored becomes what the first releases stored. */
  | { do: "formerState" };

/** Random disturbances. */
export const disturbance: fc.Arbitrary<Disturbance> = fc.oneof(
  fc.record({
    do: fc.constant("timeZone" as const),
    zone: fc.constantFrom(null, "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe"),
  }),
  fc.constant<Disturbance>({ do: "formerState" }),
);

/** Lets a disturbance happen. */
export const disturb = async (flow: PolledFlow<unknown>, step: Disturbance): Promise<void> => {
  if (step.do === "timeZone") return flow.workspace.statements({ time_zone: step.zone });
  const { version: _version, ...former } = flow.pollingState;
  if (Object.keys(former).length > 0) flow.pollingState = former;
};

/** How many are played at once. */
const lanes = 4;

/**
 * Plays random histories and shrinks one that fails.
 * @param history what a history consists of
 * @param prepare makes what every history in a workspace needs
 * @param play plays one, and throws where something is lost or comes twice
 * @param clock how workspace time passes
 * @param fewest how many are played where the environment does not ask for more
 */
export const playHistories = async <History>(
  history: fc.Arbitrary<History>,
  prepare: (workspace: TestWorkspace) => Promise<void>,
  play: (workspace: TestWorkspace, given: History) => Promise<void>,
  clock: ClockMode = "auto",
  fewest = usualCount,
): Promise<void> => {
  const count = Number(process.env.HISTORIES ?? fewest);
  const workspaces = await Promise.all(Array.from({ length: lanes }, () => freshWorkspace({ clock })));
  try {
    await Promise.all(workspaces.map(prepare));
    const several = fc.array(history, { minLength: 1, maxLength: lanes, size: "max" });
    await fc.assert(
      fc.asyncProperty(several, async (given) => {
        const played = await Promise.allSettled(
          given.map((one, lane) => play(workspaces[lane] as TestWorkspace, one)),
        );
        const failed = played.find((one) => one.status === "rejected");
        if (failed) throw failed.reason;
      }),
      // A run plays between one history and as many as there are lanes.
      { numRuns: Math.ceil((count * 2) / (lanes + 1)) },
    );
  } finally {
    await Promise.all(workspaces.map((workspace) => workspace.close()));
  }
};
