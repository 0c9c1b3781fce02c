/** Every check, in the order in which they are tried. */
import type { Check } from "../check";
import { catalogChecks } from "./catalog";
import { catalogActionChecks } from "./catalogActions";
import { commandChecks } from "./commands";
import { computeChecks } from "./compute";
import { deliveryChecks } from "./deliveries";
import { fileChecks } from "./files";
import { genieChecks } from "./genie";
import { identityChecks } from "./identity";
import { jobChecks } from "./jobs";
import { loadChecks } from "./loads";
import { modelChecks } from "./models";
import { parameterChecks } from "./parameters";
import { pipelineChecks } from "./pipelines";
import { pollingChecks } from "./polling";
import { recordChecks } from "./records";
import { resultChecks } from "./results";
import { sqlObjectChecks } from "./sqlObjects";
import { statementErrors } from "./statementErrors";
import { taskRunChecks } from "./taskRuns";
import { valueChecks } from "./values";
import { vectorSearchChecks } from "./vectorSearch";
import { workspaceChecks } from "./workspace";

export const checks: readonly Check[] = [
  ...identityChecks,
  ...valueChecks,
  ...parameterChecks,
  ...resultChecks,
  ...statementErrors,
  ...sqlObjectChecks,
  ...catalogChecks,
  ...catalogActionChecks,
  ...fileChecks,
  ...workspaceChecks,
  ...recordChecks,
  ...loadChecks,
  ...pollingChecks,
  ...computeChecks,
  ...commandChecks,
  ...jobChecks,
  ...taskRunChecks,
  ...modelChecks,
  ...pipelineChecks,
  ...genieChecks,
  ...vectorSearchChecks,
  ...deliveryChecks,
];
