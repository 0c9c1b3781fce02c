import { parseSqlType } from "./sqlTypes";
import { jsonTypeText, sqlTypeText } from "./sqlTypeText";

test.each([
  ["bigint", "BIGINT"],
  ["LONG", "BIGINT"],
  ["integer", "INT"],
  ["decimal(10,2)", "DECIMAL(10,2)"],
  ["DECIMAL", "DECIMAL(10,0)"],
  ["numeric(5)", "DECIMAL(5,0)"],
  ["varchar(20)", "VARCHAR(20)"],
  ["string collate UTF8_LCASE", "STRING"],
  ["interval day to second", "INTERVAL DAY TO SECOND"],
  ["timestamp_ltz", "TIMESTAMP"],
  ["struct<a b:int not null comment 'x'>", "STRUCT<`a b`: INT>"],
  ["STRUCT<`a``; DROP`: MAP<INT, CHAR(3)>>", "STRUCT<`a``; DROP`: MAP<INT, CHAR(3)>>"],
])("%s is written as %s", (given, written) => {
  expect(sqlTypeText(parseSqlType(given))).toBe(written);
});

test.each([
  ["map<int,array<varchar(3)>>", "MAP<STRING, ARRAY<STRING>>"],
  ["struct<m:map<date,map<bigint,char(2)>>>", "STRUCT<`m`: MAP<STRING, MAP<STRING, STRING>>>"],
  ["array<decimal(38,18)>", "ARRAY<DECIMAL(38,18)>"],
])("from_json reads %s as %s", (given, read) => {
  expect(jsonTypeText(parseSqlType(given))).toBe(read);
});
