/** The faults of links, and of the storage that they lead to, and what must come of each. */
import { always, standard } from "./faultRow";
import { hasRun, linkTo, ofStatement, type ResultFault, storageHost, tells } from "./resultFault";
import { statements } from "./sqlRuns";

/** Where the workspace's storage has the first chunk. */
const storage = "^/[^/]+/results/[^/]+/0$";
const xml = { body: "<Error><Code>AccessDenied</Code></Error>", content_type: "application/xml" };
const seven = { body: [["7"]] };
const allow = /Allow the network to reach <host>/;
const inline = /set Disposition to Inline/;

/** Answers that speak of the link. */
const linkFaults: ResultFault[] = [
  { name: "link expired once", faults: [{ path: storage, status: 403, ...xml }], outcome: "the result" },
  { name: "object gone once", faults: [{ path: storage, status: 404, ...xml }], outcome: "the result" },
  {
    name: "link not understood once",
    faults: [{ path: storage, status: 400, ...xml }],
    outcome: "the result",
  },
  {
    name: "link refused always",
    faults: [{ path: storage, status: 403, ...xml, times: always }],
    outcome: [storageHost, /even with a new link \(HTTP 403\)/, inline, hasRun],
  },
  {
    name: "new link refused by Databricks",
    faults: [
      { path: storage, status: 403, ...xml },
      {
        path: "^.*/result/chunks/0$",
        status: 404,
        body: standard("NOT_FOUND", "It was closed."),
        times: always,
      },
    ],
    outcome: [/It was closed\./, ofStatement, hasRun],
  },
];

/** Storage that is busy, broken or out of reach. */
const serverFaults: ResultFault[] = [
  { name: "storage busy twice", faults: [{ path: storage, status: 503, times: 2 }], outcome: "the result" },
  {
    name: "storage slows down once, Retry-After 2 s",
    faults: [{ path: storage, status: 429, headers: { "retry-after": "2" }, body: "" }],
    outcome: "the result",
  },
  {
    name: "storage broken always",
    faults: [{ path: storage, status: 500, body: "<Error/>", times: always }],
    outcome: [storageHost, /storage returned HTTP 500/, inline, hasRun],
  },
  {
    name: "storage refuses the connection",
    faults: [],
    storage: "gone",
    outcome: [storageHost, /cannot be reached \(ECONNREFUSED\)/, allow, inline, hasRun],
  },
];

/** Downloads that break or hang. */
const downloadFaults: ResultFault[] = [
  {
    name: "download dropped before an answer, twice",
    faults: [{ path: storage, drop: true, times: 2 }],
    outcome: "the result",
  },
  {
    name: "download dropped before an answer, always",
    faults: [{ path: storage, drop: true, times: always }],
    outcome: [storageHost, /failed repeatedly.* \(ECONNRESET\)/, allow, inline, hasRun],
  },
  {
    name: "download broken in the middle, twice",
    faults: [],
    storage: ["dropMidAnswer", "dropMidAnswer", seven],
    outcome: { rows: [{ id: 7 }] },
  },
  {
    name: "download broken in the middle, always",
    faults: [],
    storage: ["dropMidAnswer"],
    outcome: [storageHost, /failed repeatedly/, allow, inline, hasRun],
  },
  {
    name: "only download hung once",
    faults: [{ path: storage, hang: true }],
    parameters: { sqlStatement: "SELECT id FROM range(2)" },
    outcome: { rows: [{ id: 0 }, { id: 1 }] },
  },
  {
    name: "only download hung always",
    faults: [{ path: storage, hang: true, times: always }],
    parameters: { sqlStatement: "SELECT id FROM range(2)" },
    outcome: [storageHost, /ETIMEDOUT/, allow, inline, hasRun],
  },
];

/** Files that are not what the manifest says. */
const fileFaults: ResultFault[] = [
  {
    name: "file is a web page",
    faults: [{ path: storage, status: 200, body: "<html>Sign in</html>", content_type: "text/html" }],
    outcome: [/chunk 0 cannot be read/, ofStatement, hasRun],
  },
  {
    name: "file is half of its JSON",
    faults: [{ path: storage, status: 200, body: '[["0"],["1"],["2"' }],
    outcome: [/chunk 0 cannot be read/, ofStatement, hasRun],
  },
  {
    name: "link that is no address",
    faults: [tells("POST", statements, "SUCCEEDED", linkTo("not an address"))],
    outcome: [/the link to chunk 0 is not a URL/, ofStatement, hasRun],
  },
  {
    name: "file lacks rows",
    faults: [{ path: storage, status: 200, body: [["0"]] }],
    outcome: [/1 rows were returned in chunk 0, but the manifest names 5/, ofStatement, hasRun],
  },
  {
    name: "file has too many rows",
    faults: [{ path: storage, status: 200, body: ["0", "1", "2", "3", "4", "5"].map((one) => [one]) }],
    outcome: [/6 rows were returned in chunk 0, but the manifest names 5/, ofStatement, hasRun],
  },
];

/** Faults of the link of chunk 0, and of the storage behind it. */
export const storageFaults: ResultFault[] = [
  ...linkFaults,
  ...serverFaults,
  ...downloadFaults,
  ...fileFaults,
];
