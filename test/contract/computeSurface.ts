/** The part of the public contract, by hand, that is about clusters, warehouses and code, beyond the first release. */
import type { SurfaceAction, SurfaceInput } from "../../scripts/docs/surface";

/** What the lines of the contract are made with. */
interface Parts {
  action: (key: string, label: string, ...inputs: SurfaceInput[]) => SurfaceAction;
  text: (key: string, label: string) => SurfaceInput;
  optionalText: (key: string, label: string) => SurfaceInput;
  flag: (key: string, label: string) => SurfaceInput;
  timeoutSeconds: SurfaceInput;
}

const json = (key: string, label: string): SurfaceInput => ({ key, label, type: "code", language: "json" });

/** The actions of compute and code. */
export const computeActions = (parts: Parts): SurfaceAction[] => {
  const { action, text, optionalText, flag, timeoutSeconds } = parts;
  const clusterId: SurfaceInput = { ...text("clusterId", "Cluster ID"), dataSource: "selectCluster" };
  const warehouseId: SurfaceInput = { ...text("warehouseId", "Warehouse ID"), dataSource: "selectWarehouse" };
  const contextId = text("contextId", "Execution Context ID");
  const language: SurfaceInput = {
    ...text("language", "Language"),
    default: "python",
    choices: ["python", "scala", "sql", "r"],
  };
  const waiting = [flag("waitForCompletion", "Wait For Completion"), timeoutSeconds];
  const failOnError = { ...flag("failOnError", "Fail On Error"), default: "true" };
  const size = [
    optionalText("numWorkers", "Workers"),
    optionalText("minWorkers", "Min Workers"),
    optionalText("maxWorkers", "Max Workers"),
  ];
  const warehouseSettings = [
    {
      ...optionalText("clusterSize", "Cluster Size"),
      choices: [
        ...["2X-Small", "X-Small", "Small", "Medium", "Large", "X-Large", "2X-Large"],
        ...["3X-Large", "4X-Large", "5X-Large"],
      ],
    },
    optionalText("minClusters", "Min Clusters"),
    optionalText("maxClusters", "Max Clusters"),
    optionalText("autoStopMinutes", "Auto Stop (minutes)"),
    json("warehouseSettings", "Further Settings"),
  ];
  return [
    action("cancelCommand", "Cancel Command", clusterId, contextId, text("commandId", "Command ID")),
    action(
      "createCluster",
      "Create Cluster",
      text("clusterName", "Cluster Name"),
      { ...text("sparkVersion", "Spark Version"), dataSource: "selectSparkVersion" },
      { ...text("nodeTypeId", "Node Type ID"), dataSource: "selectNodeType" },
      ...size,
      optionalText("autoterminationMinutes", "Autotermination (minutes)"),
      json("clusterSettings", "Further Settings"),
      ...waiting,
    ),
    action(
      "createWarehouse",
      "Create SQL Warehouse",
      text("warehouseName", "Warehouse Name"),
      ...warehouseSettings,
      ...waiting,
    ),
    action("deleteCluster", "Delete Cluster", clusterId),
    action("deleteWarehouse", "Delete SQL Warehouse", warehouseId),
    action("destroyExecutionContext", "Destroy Execution Context", clusterId, contextId),
    action("getExecutionContextStatus", "Get Execution Context Status", clusterId, contextId),
    action(
      "listClusterEvents",
      "List Cluster Events",
      clusterId,
      { key: "eventTypes", label: "Event Types", type: "string", collection: "valuelist" },
      optionalText("startTime", "Start Time"),
      optionalText("endTime", "End Time"),
      { ...optionalText("order", "Order"), default: "DESC", choices: ["DESC", "ASC"] },
      optionalText("limit", "Limit"),
    ),
    action("listSparkVersions", "List Spark Versions"),
    action("resizeCluster", "Resize Cluster", clusterId, ...size, ...waiting),
    action("restartCluster", "Restart Cluster", clusterId, ...waiting),
    action(
      "runCode",
      "Run Code",
      clusterId,
      language,
      text("command", "Code"),
      flag("startCluster", "Start Cluster"),
      timeoutSeconds,
      failOnError,
    ),
    action(
      "runCommand",
      "Run Command",
      clusterId,
      contextId,
      language,
      text("command", "Command"),
      ...waiting,
      failOnError,
    ),
    action("startTerminatedCluster", "Start Terminated Cluster", clusterId, ...waiting),
    action("startWarehouse", "Start SQL Warehouse", warehouseId, ...waiting),
    action("stopWarehouse", "Stop SQL Warehouse", warehouseId, ...waiting),
    action("terminateCluster", "Terminate Cluster", clusterId, ...waiting),
    action(
      "updateWarehouse",
      "Update SQL Warehouse",
      warehouseId,
      optionalText("warehouseName", "Warehouse Name"),
      ...warehouseSettings,
    ),
  ];
};
