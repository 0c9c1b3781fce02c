/** The settings that all requests have in common. */
import axios, { type AxiosInstance } from "axios";

/** Makes an axios instance that sends and returns bodies unchanged: callers parse them, so that no digit is lost. */
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
