/** The steps of the tour, in order. A new one is a step in its file and a line here. */
import type { Step } from "../guide";
import { clusterRestart } from "./clusters";
import { columnMapping } from "./columns";
import { python } from "./commands";
import { failures } from "./failures";
import { filesIn, resultOut } from "./files";
import { whoAmI } from "./identity";
import { jobs } from "./jobs";
import { codeAndModels } from "./models";
import { notification } from "./notification";
import { polledRuns, polledTable } from "./polling";
import { rawRequest } from "./raw";
import { records } from "./records";
import { manyChunks, tables } from "./sql";
import { warehouses } from "./warehouses";

export const steps: Step[] = [
  whoAmI,
  warehouses,
  tables,
  manyChunks,
  records,
  filesIn,
  resultOut,
  polledTable,
  columnMapping,
  python,
  jobs,
  polledRuns,
  notification,
  codeAndModels,
  clusterRestart,
  rawRequest,
  failures,
];
