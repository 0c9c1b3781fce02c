/** The schemas of runs: the example's, and what comes only sometimes. */

import { schemaOf } from "../../outputSchema";
import { jobRun } from "./jobExamples";
import { withOutcome } from "./runs";

/** The example run with its outcomes. */
export const exampleRun = withOutcome(jobRun);

/** A run that is waited for, or its id at once. */
export const startedOrRun = (started: object) => schemaOf({ ...exampleRun, ...started });
