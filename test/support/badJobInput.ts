/** What no input of a job's action may be: rows for test/badInput.test.ts. */
import type { Input } from "@prismatic-io/spectral/dist/serverTypes";
import type { Bad, KnownBad } from "./badModelInput";

const noDigits: Bad[] = [
  ["a word", "job"],
  ["a fraction", "1.5"],
  ["less than nothing", -1],
  ["zero", "0"],
  ["a number that has lost digits", 2 ** 60],
  ["more than 64 bits", "9223372036854775808"],
  ["digits and more", "12abc"],
  ["a path", "1/2"],
  ["true", true],
  ["a list", [1]],
  ["an object", { id: 1 }],
];

const nothing: Bad[] = [
  ["nothing", undefined],
  ["null", null],
  ["empty", ""],
  ["blank", "  "],
];

const noObject: Bad[] = [
  ["no JSON", "{a: 1}"],
  ["a list", "[]"],
  ["a number", 1],
];

const noTexts: Bad[] = [
  ["true", true],
  ["an object", { a: 1 }],
  ["a list in a list", [["a"]]],
];

/**
 * Makes a table out of the bad values that are known.
 * @returns takes an input and gives its bad values; undefined for one that no job's action has
 */
export const badJobInput = (known: KnownBad): ((input: Input) => Bad[] | undefined) => {
  const { noText, noNumber, noPairs, noOptionalText, noOptionalChoice } = known;
  const badForJobs: Record<string, Bad[]> = {
    jobId: noDigits,
    tasks: [...noObject.filter(([name]) => name !== "a list"), ["an empty list", "[]"], ["texts", '["a"]']],
    taskKeys: noTexts,
    fieldsToRemove: noTexts,
    jobSettings: [...noObject, ["a field of another input", { tasks: [] }]],
    runSettings: [...noObject, ["a field of another input", { tasks: [] }]],
    newSettings: noObject,
    taskParameters: [...noObject, ["an unknown kind", { shell_params: [] }]],
    jobParameters: [
      ...noPairs.filter(([name]) => name !== "a list of text"),
      [
        "a key twice",
        [
          { key: "a", value: "1" },
          { key: "a", value: "2" },
        ],
      ],
    ],
    idempotencyToken: [...noOptionalText, ["too long", "x".repeat(65)]],
    numWorkers: noNumber,
    minWorkers: noNumber,
    maxWorkers: noNumber,
    minClusters: [...noNumber, ["none", "0"], ["more than any may have", "31"]],
    maxClusters: [...noNumber, ["none", "0"], ["more than any may have", "41"]],
    autoStopMinutes: noNumber,
    autoterminationMinutes: [
      ...noNumber,
      ["shorter than any may be", "9"],
      ["longer than any may be", "10001"],
    ],
    clusterSize: noOptionalChoice,
    order: noOptionalChoice,
    eventTypes: noTexts,
    clusterName: noText,
    sparkVersion: noText,
    nodeTypeId: noText,
    clusterSettings: [...noObject, ["a field of another input", { cluster_name: "a" }]],
    warehouseSettings: [...noObject, ["a field of another input", { auto_stop_mins: 5 }]],
    onTimeout: noOptionalChoice,
    runStatus: noOptionalChoice,
    runType: noOptionalChoice,
    views: noOptionalChoice,
    startTimeFrom: [
      ["a word", "soon"],
      ["a time without a zone", "2025-11-18T12:00:00"],
      ["true", true],
    ],
    startTimeTo: [
      ["a word", "soon"],
      ["a time without a zone", "2025-11-18T12:00:00"],
      ["true", true],
    ],
  };
  return ({ key, required }: Input): Bad[] | undefined => {
    if (key === "jobName" || key === "warehouseName") return required ? noText : noOptionalText;
    const bad = badForJobs[key];
    return bad && [...bad, ...(required ? nothing : [])];
  };
};
