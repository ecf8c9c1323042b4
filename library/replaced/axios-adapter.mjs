// The door of axios to the outside: the scenario's rows.
import AxiosError from "axios/unsafe/core/AxiosError.js";
import AxiosHeaders from "axios/unsafe/core/AxiosHeaders.js";
import CanceledError from "axios/unsafe/cancel/CanceledError.js";
import resolveConfig from "axios/unsafe/helpers/resolveConfig.js";
import settle from "axios/unsafe/core/settle.js";
import transitionalDefaults from "axios/unsafe/defaults/transitional.js";
import network from "#network";
import whatwg from "#whatwg";
import prelude from "#prelude";

const MOST_REDIRECTS = 21;

const send = (config) => new Promise((resolve, reject) => {
  const { url, headers, ...resolved } = resolveConfig(config);
  const method = (config.method || "get").toUpperCase();
  const request = { method, path: "", host: "" };
  let target;
  try {
    target = new whatwg.URL(url, "http://localhost");
  } catch {
    reject(new AxiosError("Invalid URL", AxiosError.ERR_INVALID_URL, config));
    return;
  }
  if (target.protocol !== "http:" && target.protocol !== "https:") {
    reject(new AxiosError(`Unsupported protocol ${target.protocol}`, AxiosError.ERR_BAD_REQUEST, config));
    return;
  }
  [request.path, request.host] = [target.pathname + target.search, target.hostname];
  const most = resolved.maxRedirects === undefined ? MOST_REDIRECTS : resolved.maxRedirects;
  let timer = null;
  const unsubscribe = [];
  const done = (act, value) => {
    if (timer) prelude.cancel(timer);
    unsubscribe.forEach((stop) => stop());
    act(value);
  };
  const giveUp = network.exchange({ method, url: target }, { most }, (error, answer) => {
    if (error) {
      done(reject, error.redirects ? new AxiosError("Maximum number of redirects exceeded", "ERR_FR_TOO_MANY_REDIRECTS", config, request) : AxiosError.from(error, null, config, request));
      return;
    }
    let data = answer.body;
    if (resolved.responseType === "arraybuffer") data = require("buffer").Buffer.from(data);
    settle((value) => done(resolve, value), (failure) => done(reject, failure), {
      data, status: answer.status, statusText: answer.statusText, headers: new AxiosHeaders(network.headersOf(answer)), config, request,
    });
  });
  if (resolved.timeout) {
    timer = prelude.schedule(() => {
      giveUp();
      const transitional = resolved.transitional || transitionalDefaults;
      const message = resolved.timeoutErrorMessage || `timeout of ${resolved.timeout}ms exceeded`;
      done(reject, new AxiosError(message, transitional.clarifyTimeoutError ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED, config, request));
    }, Number(resolved.timeout), [], false);
  }
  const canceled = (reason) => {
    giveUp();
    done(reject, !reason || reason.type ? new CanceledError(null, config, request) : reason);
  };
  if (resolved.cancelToken) {
    resolved.cancelToken.subscribe(canceled);
    unsubscribe.push(() => resolved.cancelToken.unsubscribe(canceled));
  }
  if (resolved.signal) {
    if (resolved.signal.aborted) canceled();
    else resolved.signal.addEventListener("abort", canceled);
    unsubscribe.push(() => resolved.signal.removeEventListener("abort", canceled));
  }
  return headers;
});

export default send;
