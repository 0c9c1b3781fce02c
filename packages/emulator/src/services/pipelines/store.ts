/** The pipelines of a workspace: those that it was seeded with. */
import { apiError } from "../../apiError";
import type { Pipeline } from "./pipeline";

export class PipelineStore {
  constructor(private readonly seeded: readonly Pipeline[]) {}

  /** Every pipeline, by its id. */
  list(): Pipeline[] {
    return [...this.seeded].sort((one, other) => (one.pipeline_id < other.pipeline_id ? -1 : 1));
  }

  /** One pipeline. @throws HttpError 404 where there is none of that id */
  get(id: string): Pipeline {
    const found = this.seeded.find(({ pipeline_id }) => pipeline_id === id);
    if (found) return found;
    throw apiError(404, "RESOURCE_DOES_NOT_EXIST", `The specified pipeline ${id} was not found.`);
  }
}
