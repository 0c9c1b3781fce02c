/** What a row of the fault table says, and what rows consist of. */
import type { Fault } from "./workspace";

/** What must come of a fault: the result after all, or an error. */
export type Outcome = "result" | "error";

/** One fault and what must come of it. */
export interface FaultRow {
  name: string;
  /** The faults that are set, on every path of the API. */
  faults: Partial<Fault>[];
  /** What comes of it where a repeat does no harm, and where it might. */
  repeatable: Outcome;
  once: Outcome;
  /** Whether Databricks has refused before it did anything, so that every request may be sent again. */
  refused?: boolean;
  /** What every error of this row says. */
  says?: RegExp;
  /** Whether it is the connection that must change. */
  connection?: boolean;
}

/** The time at which every row begins. */
export const virtualStart = new Date("2026-01-02T03:04:05Z");

/** More often than any run asks. */
export const always = 1000;

/** What an error says where it is unknown whether a request did its work. */
export const unknown = /not known whether/;

/** The standard form of an error. */
export const standard = (error_code: string | number, message: string): object => ({ error_code, message });

/** A web page. */
export const html = (inside: string) => ({ body: `<html>${inside}</html>`, content_type: "text/html" });
