/** The stored state of a polling trigger, as a state store returns it: validated before it is used. */
import { createHash } from "node:crypto";

/** The version of the stored form. The first releases stored the same form without one. */
const stateVersion = 1;

/** What is stored between polls. */
interface StoredState<State = Record<string, unknown>> {
  /** A hash of what the state belongs to. */
  scope: string;
  /** The ID of the workspace, if the connection has one. */
  workspaceId?: string;
  state: State;
  /** The number of items of this poll's pages so far, if a batched flow continues. */
  deliveredCount: number;
}

/** A short hash of what a state belongs to. */
export const scopeHash = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 16);

/** Whether a value is an object with named fields. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value is a whole number that is exact. */
export const isIntegerFrom = (value: unknown, min: number): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= min;

/** The stored form: plain data, without undefined values. The keys are those of the first releases. */
export const serializeState = ({
  scope,
  workspaceId,
  state,
  deliveredCount,
}: StoredState): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify({
      version: stateVersion,
      of: scope,
      workspaceId,
      state,
      ...(deliveredCount > 0 && { taken: deliveredCount }),
    }),
  ) as Record<string, unknown>;

/**
 * Reads the value of a state store.
 * @returns undefined if nothing was stored; `unreadable` for anything that no release of the component has stored
 */
const parseStoredState = (value: unknown): StoredState | "unreadable" | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) return "unreadable";
  if (Object.keys(value).length === 0) return undefined;
  const { version = stateVersion, of: scope, workspaceId, state, taken: deliveredCount = 0 } = value;
  const isReadable =
    version === stateVersion &&
    typeof scope === "string" &&
    (workspaceId === undefined || typeof workspaceId === "string") &&
    isRecord(state) &&
    isIntegerFrom(deliveredCount, 0);
  return isReadable ? { scope, workspaceId, state, deliveredCount } : "unreadable";
};

/** How a state store's value is read. */
interface Restoring<State> {
  /** Hashes of what the state may belong to. */
  scopes: readonly string[];
  /** Whether the state may be of the workspace of that ID. */
  isWorkspace: (workspaceId: string | undefined) => boolean;
  /** Reads the trigger's own part; undefined if it is invalid. */
  readState: (stored: Record<string, unknown>) => State | undefined;
  /** Takes the reason why polling starts again. */
  warn: (reason: string) => void;
}

/**
 * Restores the stored state.
 * @returns undefined if nothing was stored, or nothing valid: polling then starts again
 */
export const restoreState = <State>(
  value: unknown,
  { scopes, isWorkspace, readState, warn }: Restoring<State>,
): StoredState<State> | undefined => {
  const stored = parseStoredState(value);
  if (stored === undefined) return undefined;
  if (stored !== "unreadable" && !(scopes.includes(stored.scope) && isWorkspace(stored.workspaceId))) {
    warn(
      "What is polled has changed since the last poll, so its cursor is no longer valid: polling starts again",
    );
    return undefined;
  }
  const state = stored === "unreadable" ? undefined : readState(stored.state);
  if (state !== undefined && stored !== "unreadable") return { ...stored, state };
  warn("The stored state of the last poll cannot be read: polling starts again");
  return undefined;
};
