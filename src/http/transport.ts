/** Every request goes through here: with its token, its retries, its log and its errors. */

import type { Readable } from "node:stream";
import { isCancel } from "axios";
import { OversizedBody } from "./download";
import { createExchange, defaultTimeoutMs, oversized, type TransportOptions } from "./exchange";
import type { Response, SendOptions, StreamOptions } from "./request";
import { streamBody } from "./responseStream";

/** Sends requests. Both methods throw what `errorFor` makes, never what axios throws. */
interface Transport {
  send(request: SendOptions): Promise<Response>;
  /**
   * Gives the body as it arrives, byte for byte as it was sent, so still packed if it was. The caller reads it to its
   * end or destroys it. Its errors are made as those of the request; one that broke off is `interrupted`.
   */
  stream(request: StreamOptions): Promise<Response<Readable>>;
}

/** Makes the transport of a workspace. */
export const createTransport = (options: TransportOptions): Transport => {
  const exchange = createExchange(options);
  return {
    send: async (request) => {
      const { responseType = "text" } = request;
      const { response, invalidResponse } = await exchange<string | Buffer | OversizedBody>(
        request,
        responseType,
      );
      const { status, headers, data } = response;
      if (data instanceof OversizedBody) throw invalidResponse(oversized);
      return { status, headers: { ...headers }, body: data, invalidResponse };
    },
    stream: async (request) => {
      const { response, deadline, invalidResponse, asError } = await exchange<Readable>(request, "stream");
      const body = streamBody(response, {
        limit: deadline.within(request.timeoutMs ?? defaultTimeoutMs),
        signal: request.signal,
        failed: (error) => asError(error, { interrupted: !deadline.isOver && !isCancel(error) }),
      });
      return { status: response.status, headers: { ...response.headers }, body, invalidResponse };
    },
  };
};
