// What is measured: every example of the gallery, and a few scripts that stress one thing each.
import { scenarios as tested } from "../tests/wasm/scenarios.mjs";

const NOW = "2026-06-01T00:00:00Z";
const rule = (name, ...scripts) => ({ name, line: JSON.stringify({ now: NOW, rules: scripts.map((script, order) => ({ name: `Rule ${order}`, order, script })) }) });
const around = (body) => `function (user, context, callback) {\n${body}\n  callback(null, user, context);\n}`;

export const scenarios = () => [
  ...tested().filter(({ name }) => name.startsWith("static/examples/")),
  rule("bench: nothing but the callback", around("")),
  rule("bench: one claim", around("  context.idToken['https://acme.com/role'] = 'admin';")),
  rule("bench: a hundred claims", around("  for (var i = 0; i < 100; i++) { context.idToken['https://acme.com/' + i] = i; }")),
  rule("bench: a loop of ten thousand", around("  var sum = 0;\n  for (var i = 0; i < 10000; i++) { sum += i; }\n  context.idToken['https://acme.com/sum'] = sum;")),
  rule("bench: texts and regular expressions", around("  var words = new Array(200).join('Ada Byron, ').split(', ');\n  context.idToken['https://acme.com/words'] = words.map(function (word) { return word.replace(/(\\w+) (\\w+)/, '$2 $1').toLowerCase(); }).filter(Boolean).length;")),
  rule("bench: five rules", ...Array.from({ length: 5 }, (_, i) => around(`  user.app_metadata = user.app_metadata || {};\n  var level = user.app_metadata.level || ${i};\n  if (level > 3) { console.log('high', level); }\n  context.idToken['https://acme.com/level${i}'] = level;\n  context.accessToken['https://acme.com/level${i}'] = level;`))),
];
