/**
 * The check of a real workspace, when DATABRICKS_HOST and a sign-in are set; reported as skipped otherwise. Without
 * DATABRICKS_WAREHOUSE_ID and DATABRICKS_CATALOG it only reads.
 */
import { checks } from "../verify/checks";
import { verification } from "./support/verification";

const live = process.env.DATABRICKS_HOST ? describe : describe.skip;

live("a real workspace", () => {
  it("is as the connector assumes", async () => {
    const { report, told } = await verification(process.env, checks);
    const differing = report.results.filter(({ outcome }) => outcome === "differed");
    expect({ differing, left: report.leftOver, told: differing.length > 0 ? told : "" }).toEqual({
      differing: [],
      left: [],
      told: "",
    });
  }, 3_600_000);
});
