/** The schemas of runs: the example's, and optional fields. */

import { schemaOf } from "../../outputSchema";
import { jobRunExample } from "./jobsExamples";
import { withOutcome } from "./runs";

/** The example run with its outcomes. */
export const runWithOutcomeExample = withOutcome(jobRunExample);

/** The run after its end, or its id at once. */
export const startedOrRunSchema = (started: object) => schemaOf({ ...runWithOutcomeExample, ...started });
