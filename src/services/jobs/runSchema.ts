/** The schemas of runs: the example's, and what comes only sometimes. */

import { schemaOf } from "../../outputSchema";
import { jobRunExample } from "./jobsExamples";
import { withOutcome } from "./runs";

/** The example run with its outcomes. */
export const runWithOutcomeExample = withOutcome(jobRunExample);

/** A run that is waited for, or its id at once. */
export const startedOrRunSchema = (started: object) => schemaOf({ ...runWithOutcomeExample, ...started });
