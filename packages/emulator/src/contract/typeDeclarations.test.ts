import ts from "typescript";
import { type ApiContract, apiDescription, type Field } from "./description";
import { typeDeclarations } from "./typeDeclarations";

const field = (name: string, type: string, required = false, place = "body"): Field => ({
  name,
  in: place,
  type,
  required,
});

const contract: ApiContract = {
  source: "a test",
  operations: [],
  types: {
    "jobs.Run": [
      field("run_id", "int64", true),
      field("state", "RunState"),
      field("tasks", "[]Run"),
      field("tags", "map[string]string"),
      field("matrix", "[][]string"),
      field("cluster", "compute.Cluster"),
      field("file", "io.ReadCloser"),
      field("at", "time.Time"),
      field("$ref", "string"),
      field("not-a-name", "bool"),
      field("page_token", "string", false, "query"),
    ],
    "compute.Cluster": [field("empty", "Nothing", true)],
    "compute.Nothing": [field("id", "string", true, "path")],
    "ml.Run": [field("value", "any")],
    "ml.Runs": [field("runs", "[]Run"), field("job", "jobs.Run")],
  },
  enums: { "jobs.RunState": ["RUNNING", "TERMINATED"] },
};

const problems = (code: string): string[] => {
  const name = "declarations.ts";
  const host = ts.createCompilerHost({});
  const readFile = host.getSourceFile;
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(name, code, ts.ScriptTarget.Latest) : readFile(file, ...rest);
  const program = ts.createProgram([name], { strict: true, noEmit: true, types: [] }, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => String(messageText));
};

describe("declarations of types", () => {
  it("follow a type to all that it is made of, export that type alone, and leave out what stands in the path or query", () => {
    expect(typeDeclarations(contract, ["jobs.Run"])).toBe(`/** compute.Cluster */
interface Cluster {
  empty: Nothing;
}

/** compute.Nothing */
type Nothing = object;

/** jobs.Run */
export interface Run {
  run_id: number;
  state?: RunState;
  tasks?: Run[];
  tags?: Record<string, string>;
  matrix?: string[][];
  cluster?: Cluster;
  file?: unknown;
  at?: string;
  $ref?: string;
  "not-a-name"?: boolean;
}

/** jobs.RunState */
type RunState =
  | "RUNNING"
  | "TERMINATED";
`);
  });

  it("have the service in a name that two services share", () => {
    const code = typeDeclarations(contract, ["ml.Runs"]);
    expect(code).toContain("  runs?: MlRun[];\n  job?: JobsRun;");
    expect(code).toContain("  tasks?: JobsRun[];");
  });

  it("may leave enums open", () => {
    expect(typeDeclarations(contract, ["jobs.RunState"], { openEnums: true })).toContain(
      '  | "TERMINATED"\n  | (string & {});',
    );
  });

  it("refuse a type that the description lacks", () => {
    expect(() => typeDeclarations(contract, ["jobs.Job"])).toThrow("The description has no type jobs.Job");
  });

  it("compile for the whole description", () => {
    const names = [...Object.keys(apiDescription.types), ...Object.keys(apiDescription.enums)];
    expect(problems(typeDeclarations(apiDescription, names))).toEqual([]);
  });
});
