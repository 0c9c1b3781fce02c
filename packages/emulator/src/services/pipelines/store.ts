/** The pipelines of a workspace: those that it was seeded with, and those of other services, which no list has. */
import { apiError } from "../../apiError";
import type { Pipeline } from "./pipeline";

export class PipelineStore {
  /** @param ofServices the pipeline of another service by its id */
  constructor(
    private readonly seeded: readonly Pipeline[],
    private readonly ofServices: (id: string) => Pipeline | undefined,
  ) {}

  /** Every pipeline, by its id. */
  list(): Pipeline[] {
    return [...this.seeded].sort((one, other) => (one.pipeline_id < other.pipeline_id ? -1 : 1));
  }

  /** One pipeline. @throws HttpError 404 where there is none of that id */
  get(id: string): Pipeline {
    const found = this.seeded.find(({ pipeline_id }) => pipeline_id === id) ?? this.ofServices(id);
    if (found) return found;
    throw apiError(404, "RESOURCE_DOES_NOT_EXIST", `The specified pipeline ${id} was not found.`);
  }
}
