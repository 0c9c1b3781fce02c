/** What the control API may change about the runs of one workspace. */
import { fieldsOf, invalidParameter, onlyFields } from "../../control/requests";
import type { Progress } from "./progress";

export interface RunControl {
  /** How long each task is PENDING beside what its cluster takes, ms of workspace time. */
  pendingMs: number;
  /** How long each task is RUNNING beside its real work, ms of workspace time. */
  runMs: number;
  /** What later runs and their tasks say in place of running anything. */
  endAs?: Partial<Progress>;
}

/** Runs take no time beside their work. */
export const defaultControl: RunControl = { pendingMs: 0, runMs: 0 };

const fields = ["pending_ms", "run_ms", "end_as"];

function milliseconds(value: unknown, name: string): number {
  if (value === null) return 0;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalidParameter(`Field '${name}' must be a whole number of at least 0.`);
}

/**
 * The settings after a control request; null sets a field back.
 *
 * @param body `{pending_ms?, run_ms?, end_as?: {state?, status?}}`; what `end_as` holds is shown as it is given
 * @throws HttpError 400 for an unknown field or a value of the wrong kind
 */
export function changeControl(control: RunControl, body: unknown): RunControl {
  const given = onlyFields(body, fields);
  const changed = { ...control };
  if (given.pending_ms !== undefined) changed.pendingMs = milliseconds(given.pending_ms, "pending_ms");
  if (given.run_ms !== undefined) changed.runMs = milliseconds(given.run_ms, "run_ms");
  if (given.end_as === null) changed.endAs = undefined;
  else if (given.end_as !== undefined) {
    const { state, status } = onlyFields(given.end_as, ["state", "status"]);
    const shown = {
      ...(state !== undefined && { state: fieldsOf(state) }),
      ...(status !== undefined && { status: fieldsOf(status) }),
    };
    changed.endAs = shown as Partial<Progress>;
  }
  return changed;
}

/** The settings as the control API shows them. */
export const showControl = ({ pendingMs, runMs, endAs }: RunControl) => ({
  pending_ms: pendingMs,
  run_ms: runMs,
  end_as: endAs ?? null,
});
