/** Text that attacks whoever reads it: with secrets, with what terminals obey, with what does not show, without end. */
import { testToken } from "./testClient";

/** Another Databricks token, and one that is no secret of the connection but looks like one. */
const otherToken = `dapi${"fedcba9876543210".repeat(2)}-2`;
const webToken = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLWFkYQ";
const half = Math.floor(testToken.length / 2);

export const secrets = [
  { name: "the token", value: testToken },
  { name: "half of the token", value: testToken.slice(0, half) },
  { name: "the other half of the token", value: testToken.slice(half) },
  { name: "another token", value: otherToken },
  { name: "a web token", value: webToken },
];

/** The token, split by what does not show. */
const splitTokens = ["\u0000", "\u200b", "\u202e", "\u00ad", "\u001b[0m"].map((mark) =>
  [...testToken].join(mark),
);

export const reason = "the reason";

/** Everything hostile in one text, which tells its reason first. */
export const hostile = [
  `\r\n\n${reason} \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b1m a\rb \u202egnp.exe\u2066 \u200b\ufeff \u0000\u0007 \ud83d half`,
  `token ${testToken} and ${otherToken} and ${webToken}, Bearer ${testToken}`,
  ...splitTokens,
  "x".repeat(1_000_000),
  `${testToken}\r\n`,
].join(" ");

/** Text whose token stands where an error could be cut. */
export const atTheCut = Array.from({ length: 400 }, (_one, index) => `${testToken}${index % 10}`).join("");

/** As it may stand in a header. */
export const inHeader = hostile.slice(0, 700).replace(/[^\x20-\x7e]/g, "");
