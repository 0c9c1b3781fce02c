/** The report of a run: as data, and as a page that can be attached to an issue. */
import type { LeftOver } from "./ledger";
import type { Result } from "./runner";
import type { Untried } from "./untried";

/** All that a run has found. Every text is masked. */
export interface Report {
  component: string;
  version: string;
  node: string;
  /** When it began, ISO 8601. */
  startedAt: string;
  /** Which cloud the workspace is in, as far as its host tells. */
  cloud: string;
  connection: string;
  /** Which optional things it was given or allowed. */
  given: string[];
  /** Why it ended before its end. */
  stopped?: string;
  results: Result[];
  /** Actions, triggers and data sources that no check runs. */
  untried: readonly Untried[];
  leftOver: LeftOver[];
}

/** Where a workspace is, by its host. */
export const cloudOf = (hostname: string): string => {
  if (/\.azuredatabricks\.net$/i.test(hostname)) return "Azure";
  if (/\.gcp\.databricks\.com$/i.test(hostname)) return "Google Cloud";
  if (/\.databricks\.com$/i.test(hostname)) return "AWS or an account host";
  return "local or unknown";
};

/** Text of a server inside a page: it is shown as it is, and opens nothing. */
const code = (text: string): string => `\`${text.replaceAll("`", "'") || " "}\``;

const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");

const withOutcome = ({ results }: Report, wanted: Result["outcome"]): Result[] =>
  results.filter(({ outcome }) => outcome === wanted);

/** How many came to which outcome. */
export const counts = (report: Report): string =>
  (["agreed", "differed", "not tried"] as const)
    .map((outcome) => `${withOutcome(report, outcome).length} ${outcome}`)
    .join(", ");

/** Whether everything that was tried is as the connector assumes, and nothing is left. */
export const isGood = (report: Report): boolean =>
  withOutcome(report, "differed").length === 0 &&
  report.leftOver.length === 0 &&
  report.stopped === undefined;

const differed = ({ id, title, tries, source, seen }: Result): string =>
  `### ${id}\n\n- assumed: ${plain(title)}\n- checked: ${plain(tries)}\n- result: ${code(seen)}\n- page: <${source}>\n`;

const line = ({ id, title, seen }: Result): string => `- **${id}** ${plain(title)}: ${code(seen)}`;

const section = (title: string, lines: readonly string[]): string =>
  `## ${title}\n\n${lines.length > 0 ? lines.join("\n") : "None."}\n`;

/** The report as Markdown. */
export const markdown = (report: Report): string => {
  const { component, version, node, startedAt, cloud, connection, given, stopped, untried, leftOver } =
    report;
  const head = [
    "# Verification of the Databricks connector",
    "",
    `- connector: ${component} ${version}, Node ${node}`,
    `- workspace: ${cloud}, signed in by ${connection}`,
    `- given: ${given.join(", ") || "nothing optional"}`,
    `- started: ${startedAt}`,
    `- outcome: ${counts(report)}${stopped === undefined ? "" : `; stopped: ${plain(stopped)}`}`,
    "",
    "Hosts, people and secrets are masked, and texts of the workspace are shortened.",
    "",
  ];
  return [
    head.join("\n"),
    section("Differed", withOutcome(report, "differed").map(differed)),
    section(
      "Left behind",
      leftOver.map(({ what, why, byHand }) => `- ${what}: ${code(why)}; ${byHand}`),
    ),
    section("Not tried", withOutcome(report, "not tried").map(line)),
    section(
      "Actions, triggers and data sources that no check runs",
      untried.map(({ key, why }) => `- ${key}: ${why}`),
    ),
    section("Agreed", withOutcome(report, "agreed").map(line)),
  ].join("\n");
};
