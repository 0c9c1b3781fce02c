/** The form that a token endpoint accepts, and its validation. */
import type { FastifyRequest } from "fastify";

/** Fields by name; one that was not sent is undefined. */
export type Form = Record<string, string | undefined>;

/**
 * Reads the form of a request.
 * @param refuse makes the error, in the endpoint's own shape, of a form that is none
 */
export function readForm({ headers, body }: FastifyRequest, refuse: (why: string) => Error): Form {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "")) {
    throw refuse("The request's content type must be application/x-www-form-urlencoded");
  }
  const fields = Object.entries(typeof body === "object" && body !== null ? body : {});
  const repeated = fields.find(([, value]) => typeof value !== "string");
  if (repeated) throw refuse(`The parameter ${repeated[0]} was sent more than once`);
  return Object.fromEntries(fields);
}
