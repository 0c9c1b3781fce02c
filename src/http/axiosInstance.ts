/** What every request has in common, whatever it is. */
import axios, { type AxiosInstance } from "axios";

/** Makes an axios instance that sends and returns bodies unchanged: the caller reads them, so that no digit is lost. */
export const newAxiosInstance = (userAgent: string): AxiosInstance =>
  axios.create({
    // Neither is bounded here: bodies are when they are read.
    maxBodyLength: -1,
    maxContentLength: -1,
    transitional: { clarifyTimeoutError: true },
    headers: { "User-Agent": userAgent },
    transformRequest: [(data) => data],
    transformResponse: [(data) => data],
  });
