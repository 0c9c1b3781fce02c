import { recordDataFilter } from "./recordDataFilter";

describe("a message of a failed statement", () => {
  test.each([
    [
      '[CAST_INVALID_INPUT] The value \'it\'s me\' of the type "STRING" cannot be cast to "INT" because it is malformed. SQLSTATE: 22018',
      '[CAST_INVALID_INPUT] The value (not shown) of the type "STRING" cannot be cast to "INT" because it is malformed. SQLSTATE: 22018',
    ],
    [
      "[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive (x > 0) violated by row with values:\n - x : -1\n - name : Ada SQLSTATE: 23001",
      "[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive (x > 0) violated by row with values: (not shown) SQLSTATE: 23001",
    ],
    [
      "[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive (x > 0) violated by row with values:\n - x : -1",
      "[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive (x > 0) violated by row with values: (not shown)",
    ],
    [
      "[NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION] The 12345678901.00 rounded half up from 12345678901 cannot be represented as Decimal(5, 2). SQLSTATE: 22003",
      "[NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION] (not shown) cannot be represented as Decimal(5, 2). SQLSTATE: 22003",
    ],
    [
      "[MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are detected in record parsing: [Ada,null]. Parse Mode: FAILFAST.",
      "[MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are detected in record parsing: (not shown). Parse Mode: FAILFAST.",
    ],
    [
      "[FAILED_READ_FILE.NO_HINT] Error while reading file x. Caused by: [MALFORMED_RECORD_IN_PARSING] Malformed records are detected in record parsing: [Ada,null]. Parse Mode: FAILFAST.",
      "[FAILED_READ_FILE.NO_HINT] Error while reading file x. Caused by: [MALFORMED_RECORD_IN_PARSING] Malformed records are detected in record parsing: (not shown). Parse Mode: FAILFAST.",
    ],
    [
      "CHECK constraint positive (x > 0) violated by row with values:\n - x : -1",
      "CHECK constraint positive (x > 0) violated by row with values: (not shown)",
    ],
    [
      "[NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION] 4711 cannot be represented as Decimal(5, 2).",
      "[NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION] (not shown) cannot be represented as Decimal(5, 2).",
    ],
    [
      "[NUMERIC_OUT_OF_SUPPORTED_RANGE] The value 123456789012345678901234567890123456789 cannot be interpreted as a numeric since it has more than 38 digits. SQLSTATE: 22003",
      "[NUMERIC_OUT_OF_SUPPORTED_RANGE] The value (not shown) cannot be interpreted as a numeric since it has more than 38 digits. SQLSTATE: 22003",
    ],
    [
      "[MALFORMED_CSV_RECORD] Malformed CSV record: 7,Ada,SQLSTATE SQLSTATE: KD000",
      "[MALFORMED_CSV_RECORD] Malformed CSV record: (not shown) SQLSTATE: KD000",
    ],
    [
      "[DUPLICATED_MAP_KEY] Duplicate map key 4711 was found, please check the input data.",
      "[DUPLICATED_MAP_KEY] Duplicate map key (not shown) was found, please check the input data.",
    ],
    [
      "[SOMETHING_NEW] It holds 'Ada \\' Lovelace', which `id` does not.",
      "[SOMETHING_NEW] It holds (not shown), which `id` does not.",
    ],
  ])("says no value: %s", (message, shown) => {
    expect(recordDataFilter.message(message)).toBe(shown);
  });

  test.each([
    "[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] NOT NULL constraint violated for column: id.",
    "[INSUFFICIENT_PERMISSIONS] User does not have permission MODIFY on Table 'main.sales.orders'.",
    "The warehouse 'x' is gone.",
  ])("stays where it names no value: %s", (message) => {
    expect(recordDataFilter.message(message)).toBe(message);
  });
});

describe("a body in the log", () => {
  test("shows the statement, and of a parameter its length", () => {
    const body = {
      statement: "INSERT",
      parameters: [{ name: "records", value: '[["Ada"]]', type: "STRING" }],
    };
    expect(JSON.parse(recordDataFilter.body(JSON.stringify(body)))).toEqual({
      statement: "INSERT",
      parameters: [{ name: "records", value: "(9 characters)", type: "STRING" }],
    });
  });

  test("shows an error without its values", () => {
    const message = "[CAST_INVALID_INPUT] The value 'Ada' of the type \"STRING\" cannot be cast.";
    const body = { statement_id: "01f0", status: { state: "FAILED", error: { message } } };
    expect(recordDataFilter.body(JSON.stringify(body))).toBe(
      '{"statement_id":"01f0","status":{"state":"FAILED","error":{"message":"[CAST_INVALID_INPUT] The value (not shown) of the type \\"STRING\\" cannot be cast."}}}',
    );
  });

  test("that is no JSON shows only its length", () => {
    expect(recordDataFilter.body("Ada Lovelace")).toBe("(12 characters, which are not JSON)");
  });
});
