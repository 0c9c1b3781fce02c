/** Execution contexts and their commands. */
import type { Workspace } from "../../workspace";

export class CommandStore {
  constructor(readonly workspace: Workspace) {}

  /** Ends every context. */
  async close(): Promise<void> {}
}
