/**
 * Functions that DuckDB lacks or reads differently, in its own words. They have names of their own: a macro
 * that takes a built-in's name can break DuckDB itself.
 */

const refused = (what: string) =>
  `error('§0A000§[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE] The local workspace does not support ${what}. SQLSTATE: 0A000')`;

/** A list lies in memory as a whole, beyond the database's limit; DuckDB does not stop while it makes one. */
const mostElements = 50_000_000;

const macros: Record<string, string> = {
  "dbx_make_date(y, m, d)": `CASE WHEN y NOT BETWEEN 1 AND 9999 THEN ${refused("dates outside of the years 0001 to 9999")} WHEN m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31
    THEN TRY_CAST(lpad(CAST(y AS VARCHAR), 4, '0') || '-' || CAST(m AS VARCHAR) || '-' || CAST(d AS VARCHAR) AS DATE) END`,
  // The usual forms go without a call of JavaScript; what DuckDB does not take may still be a date of Spark's.
  "dbx_date(s)":
    "CASE WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN coalesce(TRY_CAST(s AS DATE), dbx_any_date(s)) ELSE dbx_any_date(s) END",
  "dbx_timestamp(s, z)":
    "CASE WHEN regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?Z?') THEN coalesce(TRY_CAST(rtrim(s, 'Z') AS TIMESTAMP), dbx_any_timestamp(s, z)) ELSE dbx_any_timestamp(s, z) END",
  "dbx_months_diff(a, b)": `list_transform([{'n': (year(b) - year(a)) * 12 + month(b) - month(a),
      'a': day(a) * 86400000000 + epoch_us(a) - epoch_us(CAST(CAST(a AS DATE) AS TIMESTAMP)),
      'b': day(b) * 86400000000 + epoch_us(b) - epoch_us(CAST(CAST(b AS DATE) AS TIMESTAMP))}],
    lambda t: t.n - CASE WHEN t.n > 0 AND t.b < t.a THEN 1 WHEN t.n < 0 AND t.b > t.a THEN -1 ELSE 0 END)[1]`,
  "dbx_months_between(a, b)": `CASE WHEN a IS NULL OR b IS NULL THEN NULL
    WHEN day(a) = day(b) OR (CAST(a AS DATE) = last_day(a) AND CAST(b AS DATE) = last_day(b))
    THEN CAST((year(a) - year(b)) * 12 + month(a) - month(b) AS DOUBLE)
    ELSE round(((year(a) - year(b)) * 12 + month(a) - month(b) + ((day(a) - day(b)) * 86400
      + (hour(a) * 3600 + minute(a) * 60 + second(a)) - (hour(b) * 3600 + minute(b) * 60 + second(b))) / 2678400.0::DOUBLE) * 100000000.0::DOUBLE) / 100000000.0::DOUBLE END`,
  "dbx_json_string(s)": "CAST(to_json(CAST(s AS VARCHAR)) AS VARCHAR)",
  "dbx_json_timestamp(t)": "strftime(t, '%Y-%m-%dT%H:%M:%S.%g')",
  "dbx_valid_json(s)": "CASE WHEN json_valid(s) THEN CAST(s AS JSON) END",
  "dbx_json_pointer(n)": "'/' || replace(replace(n, '~', '~0'), '/', '~1')",
  "dbx_json_member(j, n)": "CASE WHEN json_type(j) = 'OBJECT' THEN json_extract(j, dbx_json_pointer(n)) END",
  "dbx_json_member_anycase(j, n)":
    "CASE WHEN json_type(j) = 'OBJECT' THEN json_extract(j, dbx_json_pointer(coalesce(list_filter(json_keys(j), lambda k: lower(k) = lower(n))[1], n))) END",
  "dbx_json_text(j)":
    "CASE WHEN json_type(j) IN ('OBJECT', 'ARRAY') THEN CAST(json(j) AS VARCHAR) WHEN json_type(j) = 'DOUBLE' THEN dbx_double_text(CAST(json_extract_string(j, '$') AS DOUBLE)) ELSE json_extract_string(j, '$') END",
  // DuckDB reads numbers with a point as doubles; one with more digits than a double holds is not given back.
  "dbx_variant(j)": `CASE WHEN json_type(j) = 'DOUBLE' AND length(replace(ltrim(json_extract_string(j, '$'), '-0.'), '.', '')) > 15
    THEN ${refused("decimals of more than 15 digits inside a VARIANT")} ELSE CAST(j AS VARCHAR) END`,
  "dbx_json_array_length(s)":
    "CASE WHEN json_valid(s) THEN CASE WHEN json_type(s) = 'ARRAY' THEN CAST(json_array_length(s) AS INTEGER) END END",
  "dbx_plain_variant(v)": `CASE WHEN contains(v, '{') THEN ${refused("the text of a VARIANT that holds objects")} ELSE v END`,
  "dbx_substring(s, p, n)": `CASE WHEN s IS NULL OR p IS NULL OR n IS NULL THEN NULL ELSE
    list_transform([CASE WHEN p > 0 THEN p - 1 WHEN p < 0 THEN length(s) + p ELSE 0 END],
      lambda b: CASE WHEN n <= 0 OR b + CAST(n AS BIGINT) <= 0 THEN '' ELSE substring(s, greatest(b, 0) + 1, b + CAST(n AS BIGINT) - greatest(b, 0)) END)[1] END`,
  // Bytes are substrings of the hexadecimal digits, two for each.
  "dbx_subbytes(h, p, n)":
    "dbx_substring(h, CASE WHEN p > 0 THEN 2 * CAST(p AS BIGINT) - 1 ELSE 2 * CAST(p AS BIGINT) END, 2 * CAST(n AS BIGINT))",
  "dbx_right(s, n)":
    "CASE WHEN n IS NULL THEN NULL WHEN n <= 0 THEN CASE WHEN s IS NOT NULL THEN '' END ELSE right(s, n) END",
  "dbx_lpad(s, n, f)":
    "CASE WHEN s IS NULL OR n IS NULL OR f IS NULL THEN NULL WHEN n <= 0 THEN '' WHEN length(s) >= n THEN substring(s, 1, n) WHEN f = '' THEN s ELSE lpad(s, n, f) END",
  "dbx_rpad(s, n, f)":
    "CASE WHEN s IS NULL OR n IS NULL OR f IS NULL THEN NULL WHEN n <= 0 THEN '' WHEN length(s) >= n THEN substring(s, 1, n) WHEN f = '' THEN s ELSE rpad(s, n, f) END",
  // Letters that Java maps to several, or by what stands around them, and DuckDB does not.
  "dbx_upper(s)": `CASE WHEN regexp_matches(s, '[ŉǰΐΰևẖ-ẚὐ-῿ﬀ-ﬗ]') THEN ${refused("upper of this text")} ELSE upper(replace(s, 'ß', 'SS')) END`,
  "dbx_lower(s)": `CASE WHEN regexp_matches(s, '[İΣ]') THEN ${refused("lower of this text")} ELSE lower(s) END`,
  "dbx_initcap(s)":
    "array_to_string(list_transform(string_split(dbx_lower(s), ' '), lambda w: dbx_upper(substring(w, 1, 1)) || substring(w, 2)), ' ')",
  "dbx_split_part(s, d, n)": `CASE WHEN s IS NULL OR d IS NULL OR n IS NULL THEN NULL
    WHEN n = 0 THEN error('§22003§[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1). SQLSTATE: 22003')
    WHEN d = '' THEN CASE WHEN abs(n) = 1 THEN s ELSE '' END ELSE coalesce(string_split(s, d)[n], '') END`,
  "dbx_levenshtein(a, b)": `CASE WHEN octet_length(encode(a)) = length(a) AND octet_length(encode(b)) = length(b) THEN CAST(levenshtein(a, b) AS INTEGER)
    WHEN a IS NULL OR b IS NULL THEN NULL ELSE ${refused("levenshtein of texts that are not ASCII")} END`,
  "dbx_percentile(l, p)": `list_transform([{'v': list_sort(l), 'n': (len(l) - 1) * p}], lambda t: CASE
    WHEN len(t.v) = 0 OR t.v IS NULL THEN NULL
    WHEN floor(t.n) = ceil(t.n) THEN t.v[CAST(t.n AS BIGINT) + 1]
    ELSE (ceil(t.n) - t.n) * t.v[CAST(floor(t.n) AS BIGINT) + 1] + (t.n - floor(t.n)) * t.v[CAST(ceil(t.n) AS BIGINT) + 1] END)[1]`,
  "dbx_divide_rounded(a, b)": `(a // b) + CASE WHEN 2 * abs(a % b) >= abs(b) THEN CASE WHEN (a < 0) <> (b < 0) THEN -1 ELSE 1 END ELSE 0 END`,
  "dbx_sequence(a, b, s)": `CASE WHEN a IS NULL OR b IS NULL OR s IS NULL THEN NULL WHEN (s > 0 AND a > b) OR (s < 0 AND a < b) OR (s = 0 AND a <> b)
    THEN error('§22023§[INVALID_PARAMETER_VALUE] Illegal sequence boundaries: ' || a || ' to ' || b || ' by ' || s || '. SQLSTATE: 22023')
    WHEN a = b THEN [a]
    WHEN (CAST(b AS HUGEINT) - a) // s >= ${mostElements} THEN ${refused(`a sequence of more than ${mostElements} elements`)}
    ELSE generate_series(a, b, s) END`,
  "dbx_slice(l, p, n)": `CASE WHEN l IS NULL OR p IS NULL OR n IS NULL THEN NULL
    WHEN p = 0 THEN error('§22023§[INVALID_PARAMETER_VALUE.START] The value of parameter(s) \`start\` in \`slice\` is invalid: Expects a positive or a negative value for \`start\`, but got 0. SQLSTATE: 22023')
    WHEN n < 0 THEN error('§22023§[INVALID_PARAMETER_VALUE.LENGTH] The value of parameter(s) \`length\` in \`slice\` is invalid: Expects \`length\` greater than or equal to 0. SQLSTATE: 22023')
    WHEN n = 0 OR (p < 0 AND -p > len(l)) THEN l[1:0] ELSE list_transform([CASE WHEN p > 0 THEN p ELSE len(l) + p + 1 END], lambda b: l[b:b + n - 1])[1] END`,
};

/** The statements that define all of them, each after those that it uses. */
export const macroStatements = Object.entries(macros)
  .map(([head, body]) => `CREATE MACRO ${head} AS ${body};`)
  .join("\n");
