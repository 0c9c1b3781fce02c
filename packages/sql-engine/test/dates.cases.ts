import type { Case } from "./cases";

/** https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#date-timestamp-and-interval-functions */
export const dateCases: readonly Case[] = [
  [
    "DATE'2024-02-29', DATE'2024', DATE'2024-3', DATE'2024-3-5'",
    ["2024-02-29", "2024-01-01", "2024-03-01", "2024-03-05"],
  ],
  [
    "TIMESTAMP'2024-01-05 10:11:12', TIMESTAMP'2024-01-05T10:11:12.5Z', TIMESTAMP'2024-01-05 10:11:12.123456'",
    ["2024-01-05T10:11:12.000Z", "2024-01-05T10:11:12.500Z", "2024-01-05T10:11:12.123456Z"],
  ],
  [
    "TIMESTAMP'2024-01-05 10:00:00+02:00', TIMESTAMP'2024-01-05 10:00:00 -08:00', TIMESTAMP'2024-01-05'",
    ["2024-01-05T08:00:00.000Z", "2024-01-05T18:00:00.000Z", "2024-01-05T00:00:00.000Z"],
  ],
  [
    "TIMESTAMP_NTZ'2024-01-05 10:00:00', TIMESTAMP'1969-12-31 23:59:59.999', DATE'0001-01-01', DATE'9999-12-31'",
    ["2024-01-05T10:00:00.000", "1969-12-31T23:59:59.999Z", "0001-01-01", "9999-12-31"],
  ],
  [
    "date_add(DATE'2016-07-30', 1), date_sub(DATE'2016-07-30', 1), date_add(DATE'2024-02-28', 2), date_add(DATE'2024-01-01', -1)",
    ["2016-07-31", "2016-07-29", "2024-03-01", "2023-12-31"],
  ],
  [
    "DATE'2024-01-01' + 30, DATE'2024-01-01' - 1, 1 + DATE'2024-01-01'",
    ["2024-01-31", "2023-12-31", "2024-01-02"],
  ],
  ["datediff(DATE'2009-07-31', DATE'2009-07-30'), datediff('2009-07-30', '2009-07-31')", ["1", "-1"]],
  [
    "datediff(MONTH, DATE'2021-02-28', DATE'2021-03-28'), date_diff(MONTH, DATE'2021-02-28', DATE'2021-03-27'), datediff(YEAR, DATE'2021-01-01', DATE'1900-03-28')",
    ["1", "0", "-120"],
  ],
  [
    "timestampdiff(HOUR, TIMESTAMP'2024-01-01 00:00:00', TIMESTAMP'2024-01-01 12:59:59'), timestampdiff(DAY, TIMESTAMP'2024-01-02 00:00:00', TIMESTAMP'2024-01-01 12:00:00'), datediff(WEEK, DATE'2024-01-01', DATE'2024-01-15')",
    ["12", "0", "2"],
  ],
  [
    "date_diff(MONTH, DATE'2024-01-31', DATE'2024-02-29'), date_diff(QUARTER, DATE'2024-01-01', DATE'2024-12-31')",
    ["0", "3"],
  ],
  [
    "dateadd(MICROSECOND, 5, TIMESTAMP'2022-02-28 00:00:00'), dateadd(MONTH, -1, TIMESTAMP'2022-03-31 00:00:00'), timestampadd(HOUR, 25, TIMESTAMP'2024-01-01 00:00:00')",
    ["2022-02-28T00:00:00.000005Z", "2022-02-28T00:00:00.000Z", "2024-01-02T01:00:00.000Z"],
  ],
  [
    "add_months(DATE'2016-08-31', 1), add_months('2016-08-31', -6), add_months(DATE'2024-02-29', 12)",
    ["2016-09-30", "2016-02-29", "2025-02-28"],
  ],
  [
    "months_between('1997-02-28 10:30:00', '1996-10-30'), months_between(DATE'2024-03-31', DATE'2024-02-29'), months_between(DATE'2024-01-15', DATE'2024-03-15')",
    ["3.94959677", "1.0", "-2.0"],
  ],
  [
    "last_day(DATE'2009-01-12'), last_day(DATE'2024-02-01'), next_day(DATE'2015-01-14', 'TU'), next_day(DATE'2024-01-01', 'Mon')",
    ["2009-01-31", "2024-02-29", "2015-01-20", "2024-01-08"],
  ],
  [
    "year(DATE'2016-07-30'), quarter(DATE'2016-08-31'), month(DATE'2016-07-30'), day(DATE'2016-07-30'), dayofmonth(DATE'2016-07-30')",
    ["2016", "3", "7", "30", "30"],
  ],
  [
    "dayofweek(DATE'2009-07-30'), weekday(DATE'2009-07-30'), dayofyear(DATE'2016-04-09'), weekofyear(DATE'2008-02-20')",
    ["5", "3", "100", "8"],
  ],
  [
    "dayofweek(DATE'2024-01-07'), dayofweek(DATE'2024-01-06'), weekday(DATE'2024-01-07'), weekofyear(DATE'2021-01-01')",
    ["1", "7", "6", "53"],
  ],
  [
    "hour(TIMESTAMP'2009-07-30 12:58:59'), minute('2009-07-30 12:58:59'), second(TIMESTAMP'2009-07-30 12:58:59')",
    ["12", "58", "59"],
  ],
  [
    "extract(YEAR FROM TIMESTAMP'2019-08-12 01:00:00.123456'), extract(week FROM DATE'2019-08-12'), extract(DOY FROM DATE'2019-08-12'), extract(SECONDS FROM TIMESTAMP'2019-10-01 00:00:01.000001')",
    ["2019", "33", "224", "1.000001"],
  ],
  [
    "date_part('MONTH', DATE'2024-05-06'), extract(DAYOFWEEK FROM DATE'2024-01-07'), extract(DAYOFWEEK_ISO FROM DATE'2024-01-07'), extract(HOUR FROM TIMESTAMP'2024-01-01 07:00:00')",
    ["5", "1", "7", "7"],
  ],
  [
    "date_trunc('YEAR', TIMESTAMP'2015-03-05 09:32:05.359'), date_trunc('MM', TIMESTAMP'2015-03-05 09:32:05.359'), date_trunc('HOUR', TIMESTAMP'2015-03-05 09:32:05.359')",
    ["2015-01-01T00:00:00.000Z", "2015-03-01T00:00:00.000Z", "2015-03-05T09:00:00.000Z"],
  ],
  [
    "date_trunc('WEEK', TIMESTAMP'2024-01-07 10:00:00'), date_trunc('QUARTER', DATE'2024-05-05'), date_trunc('DD', TIMESTAMP'2015-03-05 09:32:05.359'), date_trunc('FOO', DATE'2024-05-05')",
    ["2024-01-01T00:00:00.000Z", "2024-04-01T00:00:00.000Z", "2015-03-05T00:00:00.000Z", null],
  ],
  [
    "trunc(DATE'2019-08-04', 'week'), trunc(DATE'2019-08-04', 'quarter'), trunc('2009-02-12', 'MM'), trunc('2015-10-27', 'YEAR'), trunc(DATE'2024-01-01', 'DAY')",
    ["2019-07-29", "2019-07-01", "2009-02-01", "2015-01-01", null],
  ],
  [
    "date_format(DATE'2016-04-08', 'y'), date_format(TIMESTAMP'2024-01-05 13:04:05.123', 'yyyy-MM-dd HH:mm:ss.SSS'), date_format(DATE'2024-01-05', 'EEEE, d MMMM yyyy'), date_format(DATE'2024-01-05', 'EEE dd/MM/yy')",
    ["2016", "2024-01-05 13:04:05.123", "Friday, 5 January 2024", "Fri 05/01/24"],
  ],
  ["date_format(TIMESTAMP'2024-01-05 13:04:05', \"hh:mm a 'o''clock' QQQ D\")", ["01:04 PM o'clock Q1 5"]],
  [
    "date_format(TIMESTAMP'2024-01-05 13:04:05', \"yyyy-MM-dd'T'HH:mm:ssXXX\"), date_format(NULL, 'yyyy')",
    ["2024-01-05T13:04:05Z", null],
  ],
  [
    "to_date('2009-07-30 04:17:52'), to_date('2016-12-31', 'yyyy-MM-dd'), to_date('05/01/2024', 'dd/MM/yyyy'), to_date('5 Jan 2024', 'd MMM yyyy')",
    ["2009-07-30", "2016-12-31", "2024-01-05", "2024-01-05"],
  ],
  [
    "to_timestamp('2016-12-31 00:12:00'), to_timestamp('2016-12-31', 'yyyy-MM-dd'), to_timestamp('31.12.2016 11:05 PM', 'dd.MM.yyyy hh:mm a')",
    ["2016-12-31T00:12:00.000Z", "2016-12-31T00:00:00.000Z", "2016-12-31T23:05:00.000Z"],
  ],
  [
    "try_to_timestamp('x', 'yyyy'), try_cast('2024-13-01' AS DATE), try_cast('2024-02-30' AS DATE), try_cast('' AS TIMESTAMP)",
    [null, null, null, null],
  ],
  [
    "make_date(2013, 7, 15), make_date(2024, 2, 29), make_date(NULL, 1, 1)",
    ["2013-07-15", "2024-02-29", null],
  ],
  [
    "unix_timestamp(TIMESTAMP'2016-04-08 00:00:00'), unix_timestamp('2016-04-08', 'yyyy-MM-dd'), from_unixtime(0), from_unixtime(0, 'yyyy-MM-dd')",
    ["1460073600", "1460073600", "1970-01-01 00:00:00", "1970-01-01"],
  ],
  [
    "unix_seconds(TIMESTAMP'1970-01-01 00:00:01Z'), unix_millis(TIMESTAMP'1970-01-01 00:00:01Z'), unix_micros(TIMESTAMP'1970-01-01 00:00:01Z'), unix_seconds(TIMESTAMP'1969-12-31 23:59:59.5')",
    ["1", "1000", "1000000", "-1"],
  ],
  [
    "timestamp_seconds(1230219000), timestamp_millis(1230219000123), timestamp_micros(1230219000123123)",
    ["2008-12-25T15:30:00.000Z", "2008-12-25T15:30:00.123Z", "2008-12-25T15:30:00.123123Z"],
  ],
  [
    "date_from_unix_date(1), unix_date(DATE'1970-01-02'), CAST(TIMESTAMP'1970-01-01 00:01:00' AS BIGINT), CAST(60 AS TIMESTAMP)",
    ["1970-01-02", "1", "60", "1970-01-01T00:01:00.000Z"],
  ],
  [
    "from_utc_timestamp('2016-08-31', 'Asia/Seoul'), to_utc_timestamp('2016-08-31', 'Asia/Seoul')",
    ["2016-08-31T09:00:00.000Z", "2016-08-30T15:00:00.000Z"],
  ],
  [
    "DATE'2024-01-31' + INTERVAL 1 MONTH, DATE'2024-02-29' + INTERVAL '1' YEAR, DATE'2024-01-01' - INTERVAL 1 DAY, DATE'2024-01-01' + INTERVAL 36 HOURS",
    ["2024-02-29", "2025-02-28", "2023-12-31", "2024-01-02T12:00:00.000Z"],
  ],
  [
    "TIMESTAMP'2024-01-31 10:00:00' + INTERVAL 1 MONTH, TIMESTAMP'2024-01-01 00:00:00' - INTERVAL '1 02:03:04' DAY TO SECOND",
    ["2024-02-29T10:00:00.000Z", "2023-12-30T21:56:56.000Z"],
  ],
  [
    "INTERVAL '1-2' YEAR TO MONTH, INTERVAL 3 DAYS, INTERVAL '-1 02:03:04.5' DAY TO SECOND, INTERVAL '100' YEAR, INTERVAL 90 MINUTES",
    ["1-2", "3 00:00:00.000000000", "-1 02:03:04.500000000", "100-0", "0 01:30:00.000000000"],
  ],
  [
    "INTERVAL '1' DAY + INTERVAL '2' HOUR, INTERVAL 3 MONTHS * 5, INTERVAL '10' DAY / 4, -INTERVAL '1' MONTH",
    ["1 02:00:00.000000000", "1-3", "2 12:00:00.000000000", "-0-1"],
  ],
  [
    "DATE'2024-03-01' - DATE'2024-02-01', TIMESTAMP'2024-01-02 00:00:00' - TIMESTAMP'2024-01-01 12:30:00', INTERVAL 25 HOURS > INTERVAL 1 DAY",
    ["29 00:00:00.000000000", "0 11:30:00.000000000", "true"],
  ],
  [
    "CAST('2024-01-05' AS DATE), CAST(TIMESTAMP'2024-01-05 23:59:59' AS DATE), CAST(DATE'2024-01-05' AS TIMESTAMP), CAST('2024-01-05 1:2:3' AS TIMESTAMP)",
    ["2024-01-05", "2024-01-05", "2024-01-05T00:00:00.000Z", "2024-01-05T01:02:03.000Z"],
  ],
  [
    "DATE'2024-01-01' < TIMESTAMP'2024-01-01 00:00:01', DATE'2024-01-01' = '2024-01-01', DATE'2024-01-02' BETWEEN '2024-01-01' AND '2024-01-03'",
    ["true", "true", "true"],
  ],
  [
    "typeof(DATE'2024-01-01' + INTERVAL 1 DAY), typeof(DATE'2024-01-01' - DATE'2023-01-01'), typeof(current_timestamp()), typeof(INTERVAL '1-2' YEAR TO MONTH), typeof(date_add(DATE'2024-01-01', 1))",
    ["date", "interval day", "timestamp", "interval year to month", "date"],
  ],
  [
    "sequence(DATE'2024-01-30', DATE'2024-02-02'), sequence(DATE'2024-01-01', DATE'2024-03-01', INTERVAL 1 MONTH)",
    ['["2024-01-30","2024-01-31","2024-02-01","2024-02-02"]', '["2024-01-01","2024-02-01","2024-03-01"]'],
  ],
  // The first of a repeated hour, and what a gap makes of an hour that is not there.
  [
    "to_utc_timestamp('2024-11-03 01:30:00', 'America/New_York'), to_utc_timestamp('2024-03-10 02:30:00', 'America/New_York')",
    ["2024-11-03T05:30:00.000Z", "2024-03-10T07:30:00.000Z"],
  ],
  ["from_utc_timestamp('1850-01-01', 'Europe/Berlin')", ["1850-01-01T00:53:28.000Z"]],
  [
    "CAST('2024-06-01 00:00:00 America/New_York' AS TIMESTAMP), try_cast('2024-01-01T' AS TIMESTAMP)",
    ["2024-06-01T04:00:00.000Z", null],
  ],
  [
    "unix_timestamp(TIMESTAMP'1969-12-31 23:59:59.5'), unix_seconds(TIMESTAMP'1969-12-31 23:59:59.5')",
    ["0", "-1"],
  ],
  [
    "timestamp_seconds(-0.5), timestamp_seconds(1.5D)",
    ["1969-12-31T23:59:59.500Z", "1970-01-01T00:00:01.500Z"],
  ],
  [
    "sequence(DATE'2024-01-31', DATE'2024-04-30', INTERVAL 1 MONTH), sequence(DATE'2024-01-03', DATE'2024-01-01')",
    ['["2024-01-31","2024-02-29","2024-03-31","2024-04-30"]', '["2024-01-03","2024-01-02","2024-01-01"]'],
  ],
  ["extract(HOUR FROM INTERVAL '-26' HOUR), extract(MONTH FROM INTERVAL '1-2' YEAR TO MONTH)", ["-2", "2"]],
];
