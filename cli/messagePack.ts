/** MessagePack, in which the platform keeps the results of steps and the states of flows. */
import { decode, encode } from "@msgpack/msgpack";

/** The value after it went through MessagePack, as the next step, or the next poll, gets it. */
export const packedAndBack = (value: unknown): unknown => decode(encode(value));
