// Node's os, of a machine that is nowhere.
const { host } = require("#prelude");

module.exports = {
  EOL: "\n",
  arch: () => "x64",
  cpus: () => [],
  endianness: () => "LE",
  freemem: () => 134217728,
  homedir: () => "/root",
  hostname: () => "localhost",
  loadavg: () => [0, 0, 0],
  networkInterfaces: () => ({}),
  platform: () => "linux",
  release: () => "0.0.0",
  tmpdir: () => "/tmp",
  totalmem: () => 268435456,
  type: () => "Linux",
  uptime: () => Math.trunc(host.now() / 1000) % 86400,
  userInfo: () => ({ uid: 0, gid: 0, username: "root", homedir: "/root", shell: null }),
  constants: { signals: {}, errno: {} },
};
