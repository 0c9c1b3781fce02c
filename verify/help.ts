/** What `--help` prints. */
import { portVariable, variables } from "./settings";

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
};

const signIns = [
  ["DATABRICKS_HOST", "the workspace, with one of the following sign-ins"],
  ["DATABRICKS_TOKEN", "a personal access token"],
  ["DATABRICKS_CLIENT_ID", "with DATABRICKS_CLIENT_SECRET: a service principal"],
  ["ARM_TENANT_ID", "with ARM_CLIENT_ID and ARM_CLIENT_SECRET: a service principal of Microsoft Entra ID"],
  ["DATABRICKS_WORKSPACE_ID", "the workspace, on a host that serves several"],
] as const;

const options = [
  ["--plan", "says what would be made and what it may cost, and ends"],
  ["--yes", "does not ask before it begins"],
  ["--with-jobs", "also makes a job and runs it"],
  ["--with-compute", "also makes a SQL warehouse and a cluster"],
  ["--with-experiment", "also makes an MLflow experiment"],
  ["--only <text>", "only checks whose id begins so, such as sql.; may be repeated"],
  ["--minutes <number>", "ends, and cleans up, after this long; 60 if left out"],
  ["--out <file>", "the report, with its twin in JSON; verify-report.md if left out"],
  ["--clean", "removes what earlier runs have left, and ends"],
  ["--local", "runs on the emulator, without an account"],
] as const;

/** The variables that say how to sign in, as lines. */
export const signInHelp = columns(signIns);

/** All of the help. */
export const help = `Checks on a real workspace that the connector, as built, does what it should, and that Databricks behaves as
the connector assumes. Works in a schema and a volume of its own, and removes them in the end.

Usage: npm run verify -- [options]

Options
${columns(options)}

Variables that sign in
${signInHelp}

Variables that say what to work on; what is not given is not tried
${columns([...Object.values(variables), [portVariable, "port of this machine that the address leads to"]])}
`;
