// The clients of rules and actions, over the same rows.
const HTTP = [
  { method: "GET", url: "https://api.acme.com/json*", body: { team: "blue", n: [1, 2] } },
  { method: "POST", url: "https://api.acme.com/json", status: 201, body: { made: true } },
  { url: "https://api.acme.com/text", body: "plain ä text", headers: { "content-type": "text/plain; charset=utf-8", "x-thing": "yes" } },
  { url: "https://api.acme.com/empty", status: 204 },
  { url: "https://api.acme.com/bad", body: "{ not json" , headers: { "content-type": "application/json" } },
  { url: "https://api.acme.com/404", status: 404, body: { error: "not found" } },
  { url: "https://api.acme.com/500", status: 500, body: "broken" },
  { url: "https://api.acme.com/slow", delay_ms: 400, body: "late" },
  { url: "https://api.acme.com/moved", status: 302, headers: { location: "/json?moved" } },
  { url: "https://api.acme.com/loop", status: 301, headers: { location: "https://api.acme.com/loop" } },
  { url: "http://plain.acme.com/*", body: { plain: true } },
  { method: "PUT", url: "https://api.acme.com/put", body: "put" },
  { method: "DELETE", url: "https://api.acme.com/del", status: 204 },
  { method: "PATCH", url: "https://api.acme.com/patch", body: { patched: 1 } },
  { url: "https://api.acme.com/twice", times: 1, status: 503, body: "busy" },
  { url: "https://api.acme.com/twice", body: "ready" },
  { method: "HEAD", url: "https://api.acme.com/head", headers: { "x-head": "1" } },
];
const script = (title, body, more) => [title, body, { http: HTTP, ...more }];
const callbacks = (...calls) => calls.map((call) => `await new Promise((resolve) => ${call});`).join("\n");
const done = `(error, response, body) => { console.log(error && [error.message, error.code], response && response.statusCode, body); resolve(); }`;

export default [
  script("fetch: bodies", `const answer = await fetch("https://api.acme.com/json?x=1");
console.log(answer.status, answer.ok, answer.statusText, answer.url, answer.headers.get("content-type"), answer.redirected);
console.log(await answer.json());
const text = await fetch("https://api.acme.com/text");
console.log(text.headers.get("X-Thing"), await text.text());
console.log((await fetch("https://api.acme.com/empty")).status, await (await fetch("https://api.acme.com/empty")).text());
await fetch("https://api.acme.com/bad").then((bad) => bad.json()).catch((error) => console.log(error.name));
console.log(Buffer.from(await (await fetch("https://api.acme.com/text")).arrayBuffer()).toString("hex"));`),
  script("fetch: methods and statuses", `console.log((await fetch("https://api.acme.com/json", { method: "POST", body: JSON.stringify({ a: 1 }), headers: { "content-type": "application/json" } })).status);
console.log((await fetch("https://api.acme.com/404")).ok, (await fetch("https://api.acme.com/500")).status, await (await fetch("https://api.acme.com/404")).json());
console.log(await (await fetch(new URL("http://plain.acme.com/x"))).json(), (await fetch(new Request("https://api.acme.com/put", { method: "PUT", body: "x" }))).status);
console.log((await fetch("https://api.acme.com/del", { method: "DELETE" })).status, await (await fetch("https://api.acme.com/patch", { method: "PATCH", body: "" })).json());
const head = await fetch("https://api.acme.com/head", { method: "HEAD" });
console.log(head.headers.get("x-head"), await head.text());`),
  script("fetch: redirects", `const moved = await fetch("https://api.acme.com/moved");
console.log(moved.url, moved.redirected, await moved.json());
console.log((await fetch("https://api.acme.com/moved", { redirect: "manual" })).status);
await fetch("https://api.acme.com/moved", { redirect: "error" }).catch((error) => console.log(error.name, error.message));
await fetch("https://api.acme.com/loop").catch((error) => console.log(error.message, error.cause.message));`),
  script("fetch: faults", `await fetch("https://nobody.acme.org/").catch((error) => console.log(error.name, error.message, error.cause.code, error.cause.syscall));
await fetch("nope").catch((error) => console.log(error.name, error.message, error.cause.code));
await fetch("ftp://a.com").catch((error) => console.log(error.name, error.message));
await fetch("https://api.acme.com/json", { body: "x" }).catch((error) => console.log(error.name, error.message));
await fetch().catch((error) => console.log(error.name));`),
  script("fetch: aborting", `const controller = new AbortController();
setTimeout(() => controller.abort(), 10);
await fetch("https://api.acme.com/slow", { signal: controller.signal }).catch((error) => console.log(error.name, error.message, error.code));
await fetch("https://api.acme.com/slow", { signal: AbortSignal.timeout(10) }).catch((error) => console.log(error.name, error.message));
await fetch("https://api.acme.com/json", { signal: AbortSignal.abort() }).catch((error) => console.log(error.name));`),
  script("fetch: in parallel", `const [a, b] = await Promise.all([fetch("https://api.acme.com/json"), fetch("https://api.acme.com/text").then((r) => r.text())]);
console.log(a.status, b);
console.log((await Promise.allSettled([fetch("https://api.acme.com/json"), fetch("https://none.acme.org")])).map(({ status }) => status));
context.idToken["https://acme.com/team"] = (await a.json()).team;`),
  script("a row that answers once", `for (let round = 0; round < 3; round += 1) { const answer = await fetch("https://api.acme.com/twice"); console.log(answer.status, await answer.text()); }`),
  script("request: callbacks", `const request = require("request");\n${callbacks(`request("https://api.acme.com/json", ${done})`, `request({ url: "https://api.acme.com/json", json: true }, ${done})`, `request.get({ uri: "https://api.acme.com/json", qs: { b: [1, 2], c: "x y" }, json: true }, ${done})`, `request.post({ url: "https://api.acme.com/json", json: { a: 1 } }, ${done})`, `request.post("https://api.acme.com/json", { form: { a: 1, b: { c: 2 } } }, ${done})`, `request({ method: "PUT", url: "https://api.acme.com/put", body: "x" }, ${done})`, `request.del("https://api.acme.com/del", ${done})`, `request.patch({ url: "https://api.acme.com/patch", json: true, body: { a: 1 } }, ${done})`)}`),
  script("request: statuses and faults", `const request = require("request");\n${callbacks(`request("https://api.acme.com/404", ${done})`, `request({ url: "https://api.acme.com/404", json: true }, ${done})`, `request({ url: "https://api.acme.com/bad", json: true }, ${done})`, `request("https://nobody.acme.org", (error) => { console.log(error.code, error.syscall); resolve(); })`, `request({ url: "https://api.acme.com/slow", timeout: 20 }, ${done})`, `request({ url: "https://api.acme.com/empty", json: true }, ${done})`)}
try { request(); } catch (error) { console.log(error.message); }
await new Promise((resolve) => request({ json: true }, (error) => { console.log(error.message); resolve(); }));
await new Promise((resolve) => request("nope", (error) => { console.log(error.message); resolve(); }));`),
  script("request: options", `const request = require("request");\n${callbacks(`request({ url: "https://api.acme.com/text", encoding: null }, (error, response, body) => { console.log(Buffer.isBuffer(body), body.toString(), response.headers["x-thing"]); resolve(); })`, `request({ baseUrl: "https://api.acme.com/", url: "/json", json: true }, ${done})`, `request({ url: "https://api.acme.com/json", auth: { user: "u", pass: "p" } }, function (error, response) { console.log(response.request.headers.authorization, response.request.method); resolve(); })`, `request({ url: "https://api.acme.com/json", auth: { bearer: "tok" } }, (error, response) => { console.log(response.request.headers.authorization); resolve(); })`, `request("https://api.acme.com/moved", ${done})`, `request({ url: "https://api.acme.com/moved", followRedirect: false }, (error, response) => { console.log(response.statusCode, response.headers.location); resolve(); })`, `request.post("https://api.acme.com/moved", (error, response) => { console.log(response.statusCode); resolve(); })`)}
const api = request.defaults({ baseUrl: "https://api.acme.com", json: true, headers: { "x-a": "1" } });
await new Promise((resolve) => api.get("/json", (error, response, body) => { console.log(response.request.headers["x-a"], body); resolve(); }));
await new Promise((resolve) => api({ url: "/json", headers: { "x-b": "2" } }, (error, response) => { console.log(response.request.headers["x-a"], response.request.headers["x-b"]); resolve(); }));`),
  script("request: events", `const request = require("request");
await new Promise((resolve) => {
  const seen = [];
  request("https://api.acme.com/json").on("response", (response) => seen.push(response.statusCode)).on("data", (data) => seen.push(typeof data)).on("end", () => { seen.push("end"); console.log(seen); resolve(); });
});
await new Promise((resolve) => request("https://nobody.acme.org").on("error", (error) => { console.log(error.code); resolve(); }));`),
  ...["request-promise", "request-promise-native"].map((name) => script(name, `const rp = require("${name}");
console.log(await rp("https://api.acme.com/json"), await rp({ uri: "https://api.acme.com/json", json: true }));
const full = await rp({ uri: "https://api.acme.com/json", resolveWithFullResponse: true });
console.log(full.statusCode, full.body);
for (const options of [{ uri: "https://api.acme.com/404" }, { uri: "https://api.acme.com/404", json: true }, { uri: "https://nobody.acme.org" }, { uri: "https://api.acme.com/slow", timeout: 10 }]) {
  await rp(options).catch((error) => console.log(error.name, error.statusCode, error.message.replace(/nobody.*/, ""), error.error && error.error.code || error.error, error.options && error.options.uri, Boolean(error.response), error.cause && error.cause.code));
}
console.log((await rp({ uri: "https://api.acme.com/404", simple: false, resolveWithFullResponse: true })).statusCode);
console.log(await rp({ uri: "https://api.acme.com/json", transform: (body) => body.length }));
console.log(await rp.post({ uri: "https://api.acme.com/json", body: { a: 1 }, json: true }));
await rp("https://api.acme.com/404").then(() => {}, (error) => console.log(error instanceof require("${name}/errors").StatusCodeError));`.replace(/\nawait rp\("https:\/\/api.acme.com\/404"\)\.then.*$/, ""))),
  script("axios: answers", `const axios = require("axios");
const answer = await axios.get("https://api.acme.com/json", { params: { a: 1, b: [1, 2], c: null } });
console.log(answer.status, answer.statusText, answer.data, answer.headers["content-type"], answer.config.method, answer.config.url);
console.log((await axios("https://api.acme.com/text")).data, (await axios({ url: "https://api.acme.com/json", method: "post", data: { a: 1 } })).data);
console.log((await axios.put("https://api.acme.com/put", "x")).data, (await axios.delete("https://api.acme.com/del")).status, (await axios.patch("https://api.acme.com/patch", {})).data, (await axios.head("https://api.acme.com/head")).headers["x-head"]);
console.log((await axios.get("https://api.acme.com/text", { responseType: "arraybuffer" })).data, (await axios.get("https://api.acme.com/bad")).data);
console.log((await axios.get("https://api.acme.com/moved")).data);`),
  script("axios: faults", `const axios = require("axios");
for (const [url, options] of [["https://api.acme.com/404"], ["https://api.acme.com/500"], ["https://nobody.acme.org/"], ["https://api.acme.com/slow", { timeout: 20 }], ["https://api.acme.com/slow", { timeout: 20, timeoutErrorMessage: "mine" }]]) {
  try { await axios.get(url, options); } catch (error) {
    console.log(error.name, error.message.replace(/nobody.*/, ""), error.code, error.response && [error.response.status, error.response.data], axios.isAxiosError(error), error.config.url, Boolean(error.request), error.isAxiosError);
  }
}
await axios.get("https://api.acme.com/404", { validateStatus: (status) => status < 500 }).then(({ status }) => console.log(status));
await axios.get("https://api.acme.com/loop").catch((error) => console.log(error.code));
console.log(Object.keys((await axios.get("https://api.acme.com/404").catch((error) => error.toJSON()))).sort());`),
  script("axios: instances", `const axios = require("axios");
const api = axios.create({ baseURL: "https://api.acme.com", headers: { "X-A": "1" }, timeout: 1000 });
api.interceptors.request.use((config) => { config.headers["X-B"] = "2"; return config; });
api.interceptors.response.use((response) => response.data, (error) => Promise.reject(new Error("wrapped " + error.response.status)));
console.log(await api.get("/json"), await api.post("json", { a: 1 }));
await api.get("/404").catch((error) => console.log(error.message));
console.log(api.defaults.baseURL, axios.getUri({ url: "/x", params: { a: "b c" } }));
const { config } = await axios.get("https://api.acme.com/json", { auth: { username: "u", password: "p" }, headers: { accept: "x/y" } });
console.log(config.auth, config.headers.Accept || config.headers.accept);
const source = axios.CancelToken.source();
setTimeout(() => source.cancel("stop"), 60);
await axios.get("https://api.acme.com/slow", { cancelToken: source.token }).catch((error) => console.log(axios.isCancel(error), error.message));
const controller = new AbortController();
setTimeout(() => controller.abort(), 60);
await axios.get("https://api.acme.com/slow", { signal: controller.signal }).catch((error) => console.log(error.name, error.code));
console.log((await axios.all([axios.get("https://api.acme.com/json"), axios.get("https://api.acme.com/text")])).map(({ status }) => status));
console.log((await axios.post("https://api.acme.com/json", { a: { b: 1 } })).config.data, (await axios.post("https://api.acme.com/json", new URLSearchParams({ a: "1" }))).config.data, (await axios.get("https://api.acme.com/json", { transformResponse: [(data) => typeof data] })).data);`),
  script("node-fetch", `const fetch = require("node-fetch");
const answer = await fetch("https://api.acme.com/json");
console.log(answer.status, answer.ok, answer.statusText, await answer.json(), answer.headers.raw()["content-type"]);
console.log(await (await fetch("https://api.acme.com/text")).text(), (await (await fetch("https://api.acme.com/text")).buffer()).length);
console.log((await fetch("https://api.acme.com/json", { method: "POST", body: "{}" })).status);
for (const [url, options] of [["https://nobody.acme.org/"], ["nope"], ["https://api.acme.com/slow", { timeout: 20 }], ["ftp://a.com"]]) await fetch(url, options).catch((error) => console.log(error.name, error.message.replace(/reason.*/, ""), error.type, error.code));
await (await fetch("https://api.acme.com/bad")).json().catch((error) => console.log(error.name, error.type));
console.log((await fetch("https://api.acme.com/moved")).url, new fetch.Headers({ a: "1" }).get("A"), typeof fetch.default);
const used = await fetch("https://api.acme.com/json");
await used.text();
await used.text().catch((error) => console.log(error.message));`),
  script("superagent", `const request = require("superagent");
const answer = await request.get("https://api.acme.com/json").query({ a: 1 }).set("Accept", "application/json");
console.log(answer.status, answer.ok, answer.body, answer.type, answer.text, answer.headers["content-type"]);
console.log((await request.post("https://api.acme.com/json").send({ a: 1 })).body, (await request.get("https://api.acme.com/text")).text);
await request.get("https://api.acme.com/404").catch((error) => console.log(error.status, error.message, error.response.body));
await request.get("https://nobody.acme.org").catch((error) => console.log(error.code));
await request.get("https://api.acme.com/slow").timeout(20).catch((error) => console.log(error.timeout, error.code));
await new Promise((resolve) => request.get("https://api.acme.com/json").end((error, response) => { console.log(error, response.body); resolve(); }));
await new Promise((resolve) => request.get("https://api.acme.com/500").end((error, response) => { console.log(error.message, response.status, response.serverError); resolve(); }));
console.log((await request.put("https://api.acme.com/put").send("a=1")).text, (await request.delete("https://api.acme.com/del")).status, (await request.get("https://api.acme.com/404").ok(() => true)).status);`),
  script("got", `const got = require("got");
const answer = await got("https://api.acme.com/json", { searchParams: { a: 1 }, responseType: "json" });
console.log(answer.statusCode, answer.body, answer.headers["content-type"], answer.url);
console.log(await got("https://api.acme.com/json").json(), await got("https://api.acme.com/text").text(), (await got("https://api.acme.com/text").buffer()).length);
console.log(await got.post("https://api.acme.com/json", { json: { a: 1 } }).json());
for (const [url, options] of [["https://api.acme.com/404"], ["https://api.acme.com/500", { retry: 0 }], ["https://nobody.acme.org/", { retry: 0 }], ["https://api.acme.com/slow", { timeout: 20, retry: 0 }], ["https://api.acme.com/bad", { responseType: "json", retry: 0 }]]) {
  await got(url, options).catch((error) => console.log(error.name, error.message.replace(/nobody.*|^.*JSON.*$/, ""), error.code, error.response && error.response.statusCode));
}
const api = got.extend({ prefixUrl: "https://api.acme.com", headers: { "x-a": "1" } });
console.log(await api("json").json(), (await api.get("404", { throwHttpErrors: false })).statusCode);`),
  script("https: get and request", `const https = require("https");
await new Promise((resolve) => https.get("https://api.acme.com/json", (response) => {
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (chunk) => { text += chunk; });
  response.on("end", () => { console.log(response.statusCode, response.statusMessage, text, response.headers["content-type"]); resolve(); });
}));
await new Promise((resolve) => {
  const request = https.request({ hostname: "api.acme.com", path: "/json", method: "POST", headers: { "Content-Type": "application/json" } }, (response) => {
    const parts = [];
    response.on("data", (chunk) => parts.push(chunk)).on("end", () => { console.log(response.statusCode, Buffer.concat(parts).toString()); resolve(); });
  });
  request.on("error", () => console.log("never"));
  request.write('{"a":1}');
  request.end();
});
await new Promise((resolve) => https.get("https://nobody.acme.org", () => {}).on("error", (error) => { console.log(error.code, error.syscall); resolve(); }));
await new Promise((resolve) => { const request = https.get("https://api.acme.com/slow", { timeout: 20 }, () => console.log("late")); request.on("timeout", () => { console.log("timeout"); request.destroy(); }); request.on("error", (error) => { console.log(error.code, error.message); resolve(); }); });
await new Promise((resolve) => https.get(new URL("https://api.acme.com/text"), async (response) => { const parts = []; for await (const part of response) parts.push(part); console.log(Buffer.concat(parts).toString(), response.headers["x-thing"]); resolve(); }));
try { https.get("http://plain.acme.com/"); } catch (error) { console.log(error.code, error.message); }`),
  script("http: plain", `const http = require("http");
await new Promise((resolve) => http.get("http://plain.acme.com/a?b=c", (response) => { let text = ""; response.on("data", (chunk) => { text += chunk; }); response.on("end", () => { console.log(text); resolve(); }); }));
console.log(http.STATUS_CODES[404], http.METHODS.includes("PATCH"), typeof http.Agent, typeof require("https").globalAgent);`),
  script("a rule that asks for a team", `function (user, context, callback) {
  const request = require("request");
  request.get({ url: "https://api.acme.com/json", json: true, timeout: 5000 }, (error, response, body) => {
    if (error) return callback(error);
    if (response.statusCode !== 200) return callback(new Error("status " + response.statusCode));
    context.idToken["https://acme.com/team"] = body.team;
    return callback(null, user, context);
  });
}`, { raw: true }),
  script("a rule that gives up", `function (user, context, callback) {
  require("axios").get("https://api.acme.com/404").then(() => callback(null, user, context), (error) => callback(new UnauthorizedError(error.message)));
}`, { raw: true }),
];
