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
  ["--plan", "shows what would be created and what it may cost, and ends"],
  ["--yes", "starts without asking for confirmation"],
  ["--with-jobs", "also creates a job and runs it"],
  ["--with-compute", "also creates a SQL warehouse and a cluster"],
  ["--with-experiment", "also creates an MLflow experiment"],
  ["--only <text>", "runs only checks whose ID begins with this text, such as sql.; can be repeated"],
  ["--minutes <number>", "ends and cleans up after this time; default 60"],
  ["--out <file>", "the file for the report, which is also written as JSON; default verify-report.md"],
  ["--clean", "removes what earlier runs have left, and ends"],
  ["--local", "runs on the emulator, without an account"],
] as const;

/** The variables that say how to sign in, as lines. */
export const signInHelp = columns(signIns);

/** All of the help. */
export const help = `Checks the built connector, and its assumptions about Databricks, against a real workspace. Works in its own
schema and volume, and removes them at the end.

Usage: npm run verify -- [options]

Options
${columns(options)}

Variables for signing in
${signInHelp}

Variables for the objects to work on; checks without their objects are skipped
${columns([...Object.values(variables), [portVariable, "port of this machine to which the URL leads"]])}
`;
