import { checkSchedule, cronProblem } from "./schedules";

describe("a Quartz expression", () => {
  it.each([
    "0 0 12 * * ?",
    "0 15 10 ? * MON-FRI",
    "0 0/5 14,18 * * ?",
    "*/10 * * ? * *",
    "0 15 10 L * ?",
    "0 15 10 L-3 * ?",
    "0 15 10 15W * ?",
    "0 15 10 ? * 6L",
    "0 15 10 ? * 6#3",
    "0 0 0 1 JAN,JUL ? 2025-2030",
    "37 12 4 ? * SUN",
  ])("may be %s", (expression) => {
    expect(cronProblem(expression)).toBeUndefined();
  });

  it.each([
    ["0 12 * * *", "it has 5 fields"],
    ["", "it has 1 fields"],
    ["0 0 12 * * *", "must be ?"],
    ["0 0 12 ? * ?", "must be ?"],
    ["60 0 12 * * ?", '"60" is no seconds'],
    ["0 0 24 * * ?", '"24" is no hours'],
    ["0 0 12 32 * ?", '"32" is no day of month'],
    ["0 0 12 * FOO ?", '"FOO" is no month'],
    ["0 0 12 ? * 8", '"8" is no day of week'],
    ["0 0/0 12 * * ?", '"0/0" is no minutes'],
    ["0 0 12 * * ? 1900", '"1900" is no year'],
  ])("may not be %s: %s", (expression, fault) => {
    expect(cronProblem(expression)).toContain(fault);
  });
});

describe("what starts a job", () => {
  const schedule = { quartz_cron_expression: "0 0 12 * * ?", timezone_id: "Europe/Berlin" };

  it.each([{}, { schedule }, { schedule: { ...schedule, pause_status: "PAUSED" } }, { continuous: {} }])(
    "may be %j",
    (settings) => {
      expect(() => checkSchedule(settings)).not.toThrow();
    },
  );

  it.each([
    [{ schedule: { ...schedule, quartz_cron_expression: "every day" } }, "Invalid quartz_cron_expression"],
    [{ schedule: { ...schedule, timezone_id: "Moon/Crater" } }, "Invalid timezone_id: Moon/Crater"],
    [{ schedule: { ...schedule, timezone_id: undefined } }, "Missing required field: timezone_id"],
    [{ schedule: { ...schedule, pause_status: "STOPPED" } }, "Invalid pause_status: STOPPED"],
    [{ schedule, continuous: {} }, "A job can have only one of schedule, continuous."],
  ])("may not be %j", (settings, message) => {
    expect(() => checkSchedule(settings)).toThrow(message);
  });
});
