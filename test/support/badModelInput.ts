/** What no input of a model's action may be: rows for test/badInput.test.ts. */
import type { Input } from "@prismatic-io/spectral/dist/serverTypes";

/** A bad value and how it is told. */
export type Bad = [name: string, value: unknown];

/** Bad values of the kinds that other actions have, too. */
export interface KnownBad {
  noText: Bad[];
  noId: Bad[];
  noChoice: Bad[];
  noNumber: Bad[];
  noLimit: Bad[];
  noPairs: Bad[];
  noOptionalText: Bad[];
  noOptionalChoice: Bad[];
}

/** What is bad for an input that may be left out: blank is not. */
export const whereOptional = (bad: Bad[]): Bad[] =>
  bad.filter(([, value]) => value !== null && String(value).trim() !== "");

/**
 * Makes a table out of the bad values that are known.
 * @returns takes an input and gives its bad values; undefined for one that no model's action has
 */
export const badModelInput = (known: KnownBad): ((input: Input) => Bad[] | undefined) => {
  const { noText, noId, noChoice, noNumber, noLimit, noPairs, noOptionalText, noOptionalChoice } = known;
  const noVersion: Bad[] = [...noText, ...noNumber.filter(([name]) => name !== "true"), ["no version", "0"]];

  const noModel: Bad[] = [...noId, ["two parts", "a.b"], ["four parts", "a.b.c.d"], ["no schema", "a..c"]];

  const noKeys: Bad[] = [
    ["no JSON", "[1"],
    ["an object", { id: 1 }],
    ["a fraction", 1.5],
    ["a list in a list", [[1]]],
    ["an empty key", [""]],
    ["digits lost", [2 ** 60]],
  ];

  const noColumns: Bad[] = [
    ["no JSON", "{id: 1"],
    ["a list", ["id"]],
    ["a type that is none", { id: 1 }],
    ["a blank type", { id: " " }],
  ];

  const noTime: Bad[] = [
    ["a word", "soon"],
    ["a time without a zone", "2025-11-18T12:00:00"],
    ["less than nothing", -1],
    ["a fraction", 1.5],
    ["a day that is none", "2025-13-40"],
    ["true", true],
    ["a list", [1]],
  ];

  const longKey = "x".repeat(256);

  const noEntries: Bad[] = [
    ...noPairs.filter(([name]) => name !== "a list of text"),
    ["a key that is too long", [{ key: longKey, value: "1" }]],
    ["an object as a value", [{ key: "a", value: { b: 1 } }]],
    ["not a number", [{ key: "a", value: Number.NaN }]],
  ];

  const noTextPairs: Bad[] = [
    ...noEntries,
    [
      "the same key with two values",
      [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    ],
  ];

  const noMetrics: Bad[] = [
    ...noEntries,
    ["an endless number", [{ key: "a", value: "Infinity" }]],
    ["not a number as text", [{ key: "a", value: "NaN" }]],
    ["a number beyond all", [{ key: "a", value: "1e999" }]],
    ["no value", [{ key: "a" }]],
    ["a word", { a: "b" }],
    ["a step with a fraction", [{ key: "a", value: 1, step: 1.5 }]],
    ["a time that is none", [{ key: "a", value: 1, timestamp: "soon" }]],
    ["an unknown field", [{ key: "a", value: 1, unit: "s" }]],
  ];

  const noTexts: Bad[] = [
    ["true", true],
    ["an object", { a: 1 }],
    ["a list in a list", [["a"]]],
  ];

  const noIds: Bad[] = [
    ...noTexts,
    ["no JSON", "[a"],
    ["empty", ""],
    ["an empty list", []],
    ["no id", ["a/b"]],
  ];

  /** What does not fit a chat, or no query at all. */
  const noData: Bad[] = [
    ["no JSON", "{a: 1}"],
    ["what does not fit the shape", [{ a: 1 }]],
  ];

  const noMessages: Bad[] = [
    ["no JSON", "[a"],
    ["an object", { role: "user", content: "a" }],
    ["an empty list", []],
    ["a text in a list", ["a"]],
    ["a message without a role", [{ content: "a" }]],
    ["a prompt beside it", [{ role: "user", content: "a" }]],
  ];

  const noPrompt: Bad[] = [
    ["true", true],
    ["an object", { a: 1 }],
    ["several texts for a chat", ["a", "b"]],
    ["an empty list", []],
  ];

  const noTemperature: Bad[] = [
    ["a word", "hot"],
    ["less than nothing", -0.1],
    ["more than two", "2.5"],
    ["true", true],
    ["a list", [1]],
  ];

  const noFurther: Bad[] = [
    ["no JSON", "{a: 1}"],
    ["a list", []],
    ["a number", 1],
    ["a field of another input", { messages: [] }],
    ["a stream", { stream: true }],
  ];

  /** The inputs of models: what is bad for each. */
  const badForModels: Record<string, Bad[]> = {
    endpointName: noId,
    requestShape: noChoice.filter(([name]) => name !== "a list in a word"),
    requestData: noData,
    messages: noMessages,
    prompt: noPrompt,
    input: noText.filter(([, value]) => typeof value !== "object"),
    texts: noPrompt.filter(([name]) => !name.startsWith("several")),
    systemPrompt: noOptionalText,
    maxTokens: noNumber,
    temperature: noTemperature,
    stop: noTexts,
    furtherParameters: noFurther,
    modelFullName: noModel,
    indexName: noModel,
    vectorSearchEndpoint: noId,
    primaryKeys: noKeys,
    primaryKey: noText,
    indexKind: noOptionalChoice,
    sourceTable: noModel,
    pipelineType: noOptionalChoice,
    textColumn: noOptionalText,
    embeddingEndpoint: noId,
    vectorColumn: noOptionalText,
    vectorDimension: noNumber,
    columnsToSync: noTexts,
    indexColumns: noColumns,
    version: noVersion,
    alias: noId,
    runId: noId,
    experimentIds: noIds,
    artifactLocation: noOptionalText,
    runName: noOptionalText,
    startTime: noTime,
    endTime: noTime,
    timestamp: noTime,
    step: noNumber.filter(([name]) => !["less than nothing", "beyond every timer"].includes(name)),
    metrics: noMetrics,
    parameters: noTextPairs,
    tags: noTextPairs,
    status: noOptionalChoice,
    viewType: noOptionalChoice,
    filter: noOptionalText,
    orderBy: noTexts,
    limit: noLimit,
  };

  // Some inputs may be left out in one action and not in another.
  return ({ key, required }: Input): Bad[] | undefined => {
    if (key === "experimentId") return required ? noId : whereOptional(noId);
    if (key === "experimentName") return required ? noText : noOptionalText;
    const bad = badForModels[key];
    return required || !bad ? bad : whereOptional(bad);
  };
};
