/** What happens when a step that writes runs again, as a retry or a replay. */

/** Whether the same state results, or the write happens once more. */
export type RepeatBehaviour = "sameState" | "again";
