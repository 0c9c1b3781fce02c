/** Timestamps in sessions whose time zone is not UTC. https://docs.databricks.com/aws/en/sql/language-manual/parameters/timezone */
import { tableFromIPC } from "apache-arrow";
import type { SessionConfiguration } from "../src/configuration";
import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;
let configuration: SessionConfiguration = {};

beforeAll(async () => {
  engine = await openEngine(() => Date.UTC(2024, 6, 2, 3, 30));
});
afterAll(() => engine.close());

/** Runs SET and the like, and continues with what it left. */
const set = async (statement: string): Promise<void> => {
  const result = await engine.run(statement, { configuration });
  await result.close();
  configuration = result.session?.configuration ?? configuration;
};
const rows = (statement: string, parameters?: { name: string; value: string; type?: string }[]) =>
  engine.rows(statement, { configuration, parameters });

describe("in Los Angeles", () => {
  beforeAll(() => set("SET TIME ZONE 'America/Los_Angeles'"));

  it.each([
    ["current_timezone()", "America/Los_Angeles"],
    ["TIMESTAMP'2021-01-01 10:00:00'", "2021-01-01T10:00:00.000-08:00"],
    ["TIMESTAMP'2021-06-15 12:34:56.789'", "2021-06-15T12:34:56.789-07:00"],
    ["TIMESTAMP'2021-06-15 12:00:00Z'", "2021-06-15T05:00:00.000-07:00"],
    ["TIMESTAMP'2021-06-15 12:00:00+02:00'", "2021-06-15T03:00:00.000-07:00"],
    ["CAST('2021-01-01 10:00:00' AS TIMESTAMP)", "2021-01-01T10:00:00.000-08:00"],
    ["CAST('2021-01-01T10:00:00Z' AS TIMESTAMP)", "2021-01-01T02:00:00.000-08:00"],
    ["CAST(TIMESTAMP'2021-01-01 10:00:00' AS STRING)", "2021-01-01 10:00:00"],
    ["CAST(TIMESTAMP'2021-01-01 23:00:00' AS DATE)", "2021-01-01"],
    ["CAST(DATE'2021-07-01' AS TIMESTAMP)", "2021-07-01T00:00:00.000-07:00"],
    ["CAST(TIMESTAMP_NTZ'2021-07-01 01:00:00' AS TIMESTAMP)", "2021-07-01T01:00:00.000-07:00"],
    ["CAST(TIMESTAMP'2021-07-01 01:00:00' AS TIMESTAMP_NTZ)", "2021-07-01T01:00:00.000"],
    ["TIMESTAMP_NTZ'2021-07-01 01:00:00'", "2021-07-01T01:00:00.000"],
    ["hour(TIMESTAMP'2021-07-01 23:30:00')", "23"],
    ["extract(DAY FROM TIMESTAMP'2021-07-01 23:30:00')", "1"],
    ["year(TIMESTAMP'2020-12-31 20:00:00')", "2020"],
    ["date_format(TIMESTAMP'2021-07-01 23:30:00', 'yyyy-MM-dd HH:mm')", "2021-07-01 23:30"],
    ["date_trunc('DAY', TIMESTAMP'2021-07-01 23:30:00')", "2021-07-01T00:00:00.000-07:00"],
    ["to_timestamp('01.07.2021 23', 'dd.MM.yyyy HH')", "2021-07-01T23:00:00.000-07:00"],
    ["to_date('01.07.2021', 'dd.MM.yyyy')", "2021-07-01"],
    ["unix_timestamp(TIMESTAMP'1970-01-01 00:00:00')", "28800"],
    ["unix_timestamp('1970-01-01', 'yyyy-MM-dd')", "28800"],
    ["timestamp_seconds(0)", "1969-12-31T16:00:00.000-08:00"],
    ["from_unixtime(0)", "1969-12-31 16:00:00"],
    ["current_timestamp()", "2024-07-01T20:30:00.000-07:00"],
    ["current_date()", "2024-07-01"],
    ["localtimestamp()", "2024-07-01T20:30:00.000"],
    // The clocks go forward at 2 on the 14th of March: a day later is 23 hours later.
    ["TIMESTAMP'2021-03-13 12:00:00' + INTERVAL 1 DAY", "2021-03-14T12:00:00.000-07:00"],
    ["TIMESTAMP'2021-03-13 12:00:00' + INTERVAL 24 HOURS", "2021-03-14T12:00:00.000-07:00"],
    ["dateadd(DAY, 1, TIMESTAMP'2021-03-13 12:00:00')", "2021-03-14T12:00:00.000-07:00"],
    ["dateadd(HOUR, 24, TIMESTAMP'2021-03-13 12:00:00')", "2021-03-14T13:00:00.000-07:00"],
    ["TIMESTAMP'2021-02-14 12:00:00' + INTERVAL 1 MONTH", "2021-03-14T12:00:00.000-07:00"],
    ["timestampdiff(DAY, TIMESTAMP'2021-03-13 12:00:00', TIMESTAMP'2021-03-14 12:00:00')", "1"],
    ["timestampdiff(HOUR, TIMESTAMP'2021-03-13 12:00:00', TIMESTAMP'2021-03-14 12:00:00')", "23"],
    ["TIMESTAMP'2021-01-01 00:00:00' = DATE'2021-01-01'", "true"],
    ["TIMESTAMP'2021-01-01 08:00:00Z' = '2021-01-01'", "true"],
    ["array(TIMESTAMP'2021-01-01 10:00:00')", '["2021-01-01T10:00:00.000-08:00"]'],
  ])("%s is %s", async (expression, expected) => {
    expect(await rows(`SELECT ${expression}`)).toEqual([[expected]]);
  });

  it("parameters without a zone are its times", async () => {
    const parameters = [{ name: "t", value: "2021-06-15 12:00:00", type: "TIMESTAMP" }];
    expect(await rows("SELECT :t", parameters)).toEqual([["2021-06-15T12:00:00.000-07:00"]]);
  });

  it("what is stored is the same time elsewhere", async () => {
    await rows("CREATE TABLE moments (t TIMESTAMP)");
    await rows("INSERT INTO moments VALUES ('2021-06-15 12:00:00')");
    expect(await engine.rows("SELECT * FROM moments")).toEqual([["2021-06-15T19:00:00.000Z"]]);
  });

  it("Arrow columns name it", async () => {
    const result = await engine.run("SELECT TIMESTAMP'2021-06-15 12:00:00' AS t", { configuration });
    const table = tableFromIPC(await result.arrowStream(0, 1));
    await result.close();
    expect(String(table.schema.fields[0]?.type)).toContain("America/Los_Angeles");
    expect(Number(table.get(0)?.t)).toBe(Date.UTC(2021, 5, 15, 19));
  });

  it.each(["date_format(current_timestamp(), 'XXX')", "to_json(struct(current_timestamp() AS t))"])(
    "%s, which is not done here, is refused as such",
    async (expression) => {
      await expect(rows(`SELECT ${expression}`)).rejects.toThrow("UNSUPPORTED_FEATURE.LOCAL_WORKSPACE");
    },
  );
});

it.each([
  ["SET TIME ZONE '+05:30'", "+05:30", "2021-01-01T10:00:00.000+05:30"],
  ["SET TIME ZONE INTERVAL '-3' HOUR", "-03:00", "2021-01-01T10:00:00.000-03:00"],
  ["SET timezone = Asia/Kathmandu", "Asia/Kathmandu", "2021-01-01T10:00:00.000+05:45"],
  ["SET spark.sql.session.timeZone = 'Europe/Berlin'", "Europe/Berlin", "2021-01-01T10:00:00.000+01:00"],
  ["SET TIME ZONE 'UTC'", "UTC", "2021-01-01T10:00:00.000Z"],
  ["SET TIME ZONE LOCAL", "Etc/UTC", "2021-01-01T10:00:00.000Z"],
  ["RESET timezone", "Etc/UTC", "2021-01-01T10:00:00.000Z"],
])("%s sets it", async (statement, name, text) => {
  await set(statement);
  expect(await rows("SELECT current_timezone(), TIMESTAMP'2021-01-01 10:00:00'")).toEqual([[name, text]]);
});

it("takes no times as ends of table_changes(), which it reads as those of UTC", async () => {
  await set("SET TIME ZONE 'America/Los_Angeles'");
  await rows("CREATE TABLE changed (a INT) TBLPROPERTIES (delta.enableChangeDataFeed = true)");
  await rows("INSERT INTO changed VALUES (1)");
  expect(await rows("SELECT a FROM table_changes('changed', 1)")).toHaveLength(1);
  await expect(rows("SELECT a FROM table_changes('changed', '2024-07-01 20:30:00')")).rejects.toThrow(
    "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
  );
  await set("SET TIME ZONE 'UTC'");
});

describe("SET", () => {
  it("shows and keeps what it sets", async () => {
    configuration = {};
    await set("SET statement_timeout = 60");
    expect(await rows("SET STATEMENT_TIMEOUT")).toEqual([["STATEMENT_TIMEOUT", "60"]]);
    expect(await rows("SET")).toContainEqual(["STATEMENT_TIMEOUT", "60"]);
    await set("RESET");
    expect(await rows("SET statement_timeout")).toEqual([["statement_timeout", "172800"]]);
  });

  it.each([
    ["SET TIME ZONE 'Moon/Crater'", "INVALID_CONF_VALUE.TIME_ZONE"],
    ["SET TIME ZONE '+19:00'", "INVALID_CONF_VALUE.TIME_ZONE"],
    ["SET statement_timeout = long", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["SET use_cached_result = maybe", "INVALID_CONF_VALUE.TYPE_MISMATCH"],
    ["SET ansi_mode = false", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE"],
    ["SET no.such.thing = 1", "CONFIG_NOT_AVAILABLE"],
    ["SET no.such.thing", "CONFIG_NOT_AVAILABLE"],
    ["RESET no.such.thing", "CONFIG_NOT_AVAILABLE"],
    ["SET TIME ZONE", "PARSE_SYNTAX_ERROR"],
  ])("%s is refused", async (statement, condition) => {
    await expect(rows(statement)).rejects.toThrow(`[${condition}]`);
  });
});
