// `Intl` for the locales that scripts name most, in the words and patterns of ICU as Node has them. An unknown locale is en-US.
const { host } = require("#prelude");

const EN = {
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  shortDays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  group: ",",
  decimal: ".",
};
const DE = {
  months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
  shortMonths: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
  days: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
  shortDays: ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
  group: ".",
  decimal: ",",
};
const words = (group, months, shortMonths, days, shortDays) => ({ group, decimal: ",", months: months.split(" "), shortMonths: shortMonths.split(" "), days: days.split(" "), shortDays: shortDays.split(" ") });
const FR = words("\u202f", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.", "dimanche lundi mardi mercredi jeudi vendredi samedi", "dim. lun. mar. mer. jeu. ven. sam.");
const ES = words(".", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "ene feb mar abr may jun jul ago sept oct nov dic", "domingo lunes martes miércoles jueves viernes sábado", "dom lun mar mié jue vie sáb");
const IT = words(".", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "gen feb mar apr mag giu lug ago set ott nov dic", "domenica lunedì martedì mercoledì giovedì venerdì sabato", "dom lun mar mer gio ven sab");
const NL = words(".", "januari februari maart april mei juni juli augustus september oktober november december", "jan feb mrt apr mei jun jul aug sep okt nov dec", "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag", "zo ma di wo do vr za");
const SV = words("\u00a0", "januari februari mars april maj juni juli augusti september oktober november december", "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.", "söndag måndag tisdag onsdag torsdag fredag lördag", "sön mån tis ons tors fre lör");
// Node 18 alone has a narrow space there: later versions went back to the plain one.
const AM_PM = host.node() === 18 ? "\u202f" : " ";
// Order and signs of numeric dates, the pattern of written ones, and the clock.
const LOCALES = {
  "en-US": { ...EN, order: "mdy", between: "/", padded: false, written: "mdy", hour12: true, periods: ["AM", "PM"], apart: AM_PM, joint: ", ", written_joint: " at " },
  "en-GB": { ...EN, order: "dmy", between: "/", padded: true, written: "dmy", hour12: false, periods: ["am", "pm"], apart: " ", joint: ", ", written_joint: " at ", shortMonths: EN.shortMonths.map((name) => (name === "Sep" ? "Sept" : name)) },
  "en-CA": { ...EN, order: "ymd", between: "-", padded: true, written: "mdy", hour12: true, periods: ["a.m.", "p.m."], apart: AM_PM, joint: ", ", written_joint: " at " },
  "de-DE": { ...DE, order: "dmy", between: ".", padded: false, written: "d.my", hour12: false, periods: ["AM", "PM"], apart: " ", joint: ", ", written_joint: " um " },
  "fr-FR": { ...FR, order: "dmy", between: "/", padded: true, written: "dmy", hour12: false, periods: ["AM", "PM"], apart: " ", joint: " ", written_joint: " à " },
  "es-ES": { ...ES, order: "dmy", between: "/", padded: false, written: "d de m", hour12: false, bare: true, periods: ["a. m.", "p. m."], apart: " ", joint: ", ", written_joint: ", " },
  "it-IT": { ...IT, order: "dmy", between: "/", padded: true, written: "dmy", hour12: false, periods: ["AM", "PM"], apart: " ", joint: ", ", written_joint: " alle ore " },
  "nl-NL": { ...NL, order: "dmy", between: "-", padded: false, written: "dmy", hour12: false, periods: ["a.m.", "p.m."], apart: " ", joint: ", ", written_joint: " om " },
  "sv-SE": { ...SV, order: "ymd", between: "-", padded: true, written: "dmy", hour12: false, periods: ["fm", "em"], apart: " ", joint: " ", written_joint: " kl. " },
};
const NAMES = Object.keys(LOCALES);
function localeOf(locales) {
  const list = locales === undefined ? [] : Array.isArray(locales) ? locales : [locales];
  for (const tag of list) {
    if (typeof tag !== "string" && (typeof tag !== "object" || tag === null)) throw new TypeError("Incorrect locale information provided");
    if (!/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(String(tag))) throw new RangeError(`Incorrect locale information provided`);
    const found = NAMES.find((name) => name.toLowerCase() === String(tag).toLowerCase()) || NAMES.find((name) => name.slice(0, 2) === String(tag).slice(0, 2).toLowerCase());
    if (found) return found;
  }
  return "en-US";
}
const oneOf = (name, value, values) => {
  if (value !== undefined && !values.includes(String(value))) throw new RangeError(`Value ${value} out of range for Intl.DateTimeFormat options property ${name}`);
  return value;
};

// Zones: UTC needs no data, the others those of moment-timezone.
const FIXED = { utc: "UTC", gmt: "UTC", "etc/utc": "UTC", "etc/gmt": "UTC" };
function zoneOf(name) {
  if (name === undefined) return { name: "UTC", offset: () => 0, short: () => "UTC" };
  const text = String(name);
  const fixed = FIXED[text.toLowerCase()];
  if (fixed) return { name: fixed, offset: () => 0, short: () => "UTC" };
  const given = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (given) {
    const minutes = (given[1] === "-" ? -1 : 1) * (Number(given[2]) * 60 + Number(given[3] || 0));
    return { name: `${given[1]}${given[2]}:${given[3] || "00"}`, offset: () => minutes, short: () => gmt(minutes) };
  }
  const zone = require("moment-timezone").tz.zone(text);
  if (!zone) throw new RangeError(`Invalid time zone specified: ${text}`);
  const offset = (at) => Math.round(-zone.utcOffset(at));
  return { name: zone.name, offset, short: (at) => (/^America\/|^US\/|^Pacific\/Honolulu/.test(zone.name) && /^[A-Z]{3,4}$/.test(zone.abbr(at)) && AMERICAN[zone.abbr(at)] ? zone.abbr(at) : gmt(offset(at))), long: (at) => AMERICAN[zone.abbr(at)] };
}
const AMERICAN = { EST: "Eastern Standard Time", EDT: "Eastern Daylight Time", CST: "Central Standard Time", CDT: "Central Daylight Time", MST: "Mountain Standard Time", MDT: "Mountain Daylight Time", PST: "Pacific Standard Time", PDT: "Pacific Daylight Time", AKST: "Alaska Standard Time", AKDT: "Alaska Daylight Time", HST: "Hawaii-Aleutian Standard Time" };
const gmt = (minutes) => {
  if (minutes === 0) return "GMT";
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `GMT${minutes < 0 ? "-" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
};

const two = (value) => String(value).padStart(2, "0");
const DATE_FIELDS = ["weekday", "year", "month", "day"];
const TIME_FIELDS = ["dayPeriod", "hour", "minute", "second", "fractionalSecondDigits"];

class DateTimeFormat {
  constructor(locales, options = {}, required = "any", defaults = "date") {
    const given = options === undefined || options === null ? {} : Object(options);
    const locale = localeOf(locales);
    const fields = {};
    fields.weekday = oneOf("weekday", given.weekday, ["narrow", "short", "long"]);
    fields.year = oneOf("year", given.year, ["2-digit", "numeric"]);
    fields.month = oneOf("month", given.month, ["2-digit", "numeric", "narrow", "short", "long"]);
    fields.day = oneOf("day", given.day, ["2-digit", "numeric"]);
    fields.hour = oneOf("hour", given.hour, ["2-digit", "numeric"]);
    fields.minute = oneOf("minute", given.minute, ["2-digit", "numeric"]);
    fields.second = oneOf("second", given.second, ["2-digit", "numeric"]);
    fields.fractionalSecondDigits = given.fractionalSecondDigits;
    fields.timeZoneName = oneOf("timeZoneName", given.timeZoneName, ["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"]);
    const dateStyle = oneOf("dateStyle", given.dateStyle, ["full", "long", "medium", "short"]);
    const timeStyle = oneOf("timeStyle", given.timeStyle, ["full", "long", "medium", "short"]);
    const styled = dateStyle !== undefined || timeStyle !== undefined;
    if (styled) {
      const clash = Object.keys(fields).find((name) => fields[name] !== undefined);
      if (clash) throw new TypeError(`Can't set option ${clash} when ${dateStyle !== undefined ? "dateStyle" : "timeStyle"} is used`);
      if (required === "date" && timeStyle !== undefined) throw new TypeError("Invalid option : timeStyle");
      if (required === "time" && dateStyle !== undefined) throw new TypeError("Invalid option : dateStyle");
      if (dateStyle === "full") fields.weekday = "long";
      if (dateStyle) Object.assign(fields, { year: dateStyle === "short" ? "2-digit" : "numeric", month: { full: "long", long: "long", medium: "short", short: "numeric" }[dateStyle], day: "numeric" });
      if (timeStyle) Object.assign(fields, { hour: "numeric", minute: "2-digit", ...(timeStyle !== "short" && { second: "2-digit" }), ...(timeStyle === "full" && { timeZoneName: "long" }), ...(timeStyle === "long" && { timeZoneName: "short" }) });
      // Some write their short and medium dates in a way of their own.
      if (dateStyle === "short" && ["en-GB", "en-CA", "sv-SE"].includes(locale)) Object.assign(fields, { year: "numeric", month: "2-digit", day: "2-digit" });
      if (dateStyle === "short" && locale === "de-DE") Object.assign(fields, { month: "2-digit", day: "2-digit" });
      if (dateStyle === "medium" && locale === "de-DE") Object.assign(fields, { month: "2-digit", day: "2-digit" });
      if (timeStyle && !LOCALES[locale].hour12) fields.hour = "2-digit";
    } else {
      const has = (names) => names.some((name) => fields[name] !== undefined);
      const needs = (required === "date" && !has(DATE_FIELDS)) || (required === "time" && !has(TIME_FIELDS)) || (required === "any" && !has(DATE_FIELDS) && !has(TIME_FIELDS));
      if (needs && (defaults === "date" || defaults === "all")) Object.assign(fields, { year: "numeric", month: "numeric", day: "numeric" });
      if (needs && (defaults === "time" || defaults === "all")) Object.assign(fields, { hour: "numeric", minute: "numeric", second: "numeric" });
    }
    const hour12 = given.hour12 !== undefined ? Boolean(given.hour12) : given.hourCycle !== undefined ? /^h1/.test(given.hourCycle) : LOCALES[locale].hour12;
    const cycle = fields.hour === undefined ? undefined : given.hour12 !== undefined ? (hour12 ? "h12" : "h23") : given.hourCycle || (hour12 ? "h12" : "h23");
    // V8 counts to 24 where a twelve-hour locale is told not to.
    const midnight = given.hour12 === false && LOCALES[locale].hour12 ? 24 : 0;
    Object.defineProperty(this, "held", { value: { locale, fields, hour12, cycle, midnight, zone: zoneOf(given.timeZone), dateStyle, timeStyle } });
    Object.defineProperty(this, "format", { value: (date) => this.formatToParts(date).map(({ value }) => value).join(""), configurable: true });
  }
  formatToParts(date) {
    const at = date === undefined ? host.now() : Number(date);
    if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) throw new RangeError("Invalid time value");
    const { locale, fields, hour12, midnight, zone, dateStyle } = this.held;
    const words = LOCALES[locale];
    const local = new Date(at + zone.offset(at) * 60000);
    const year = local.getUTCFullYear();
    const part = (type, value) => ({ type, value: String(value) });
    const literal = (value) => part("literal", value);
    const isWritten = ["long", "short", "narrow"].includes(fields.month);
    const number = (value, style, padded) => (style === "2-digit" || (padded && style !== undefined) ? two(value) : String(value));
    const padded = words.padded && !isWritten && [fields.month, fields.day].filter((field) => field !== undefined).length > 1;
    const pieces = {
      y: fields.year && part("year", fields.year === "2-digit" ? two(((year % 100) + 100) % 100) : year),
      m: fields.month && part("month", isWritten ? (fields.month === "long" ? words.months : words.shortMonths)[local.getUTCMonth()].slice(0, fields.month === "narrow" ? 1 : undefined) : number(local.getUTCMonth() + 1, fields.month, padded)),
      d: fields.day && part("day", number(local.getUTCDate(), fields.day, padded)),
    };
    const parts = [];
    const weekday = fields.weekday && part("weekday", (fields.weekday === "long" ? words.days : words.shortDays)[local.getUTCDay()].slice(0, fields.weekday === "narrow" ? 1 : undefined));
    let dates = [];
    if (isWritten) {
      const { y, m, d } = pieces;
      if (words.written === "mdy") {
        dates = [m, ...(d ? [literal(" "), d] : []), ...(y ? [literal(d ? ", " : " "), y] : [])];
      } else {
        const between = { "d.my": ". ", "d de m": " de " }[words.written] || " ";
        dates = [...(d ? [d, literal(between)] : []), m, ...(y ? [literal(words.written === "d de m" ? between : " "), y] : [])];
      }
    } else {
      for (const letter of words.order) if (pieces[letter]) dates.push(...(dates.length ? [literal(words.between)] : []), pieces[letter]);
      // A month and a day alone end with a full stop in German.
      if (locale === "de-DE" && pieces.d && pieces.m && !pieces.y) dates.push(literal("."));
    }
    if (weekday) parts.push(weekday, ...(dates.length ? [literal(", ")] : []));
    parts.push(...dates);
    const times = [];
    if (fields.hour !== undefined) {
      const hour = local.getUTCHours();
      const shown = hour12 ? hour % 12 || 12 : hour || midnight;
      times.push(part("hour", fields.hour === "2-digit" || (!hour12 && !words.bare) ? two(shown) : shown));
    }
    if (fields.minute !== undefined) times.push(...(times.length ? [literal(":")] : []), part("minute", times.length || fields.second !== undefined ? two(local.getUTCMinutes()) : local.getUTCMinutes()));
    if (fields.second !== undefined) times.push(...(times.length ? [literal(":")] : []), part("second", times.length ? two(local.getUTCSeconds()) : local.getUTCSeconds()));
    if (fields.fractionalSecondDigits) times.push(...(times.length ? [literal(words.decimal)] : []), part("fractionalSecond", String(local.getUTCMilliseconds()).padStart(3, "0").slice(0, fields.fractionalSecondDigits)));
    if (fields.hour !== undefined && hour12) times.push(literal(words.apart), part("dayPeriod", words.periods[local.getUTCHours() < 12 ? 0 : 1]));
    if (times.length) {
      if (parts.length) parts.push(literal(dateStyle === "full" || dateStyle === "long" || (isWritten && fields.month === "long" && !dateStyle) ? words.written_joint : words.joint));
      parts.push(...times);
    }
    if (fields.timeZoneName !== undefined) {
      const name = fields.timeZoneName;
      const long = (zone.long && zone.long(at)) || (zone.name === "UTC" ? (locale === "de-DE" ? "Koordinierte Weltzeit" : "Coordinated Universal Time") : gmt(zone.offset(at)).replace(/([+-])(\d)(?!\d)/, "$10$2").replace(/([+-]\d\d)$/, "$1:00"));
      parts.push(literal(parts.length ? (times.length ? " " : ", ") : ""), part("timeZoneName", name === "long" ? long : name === "shortOffset" ? gmt(zone.offset(at)) : name === "longOffset" ? gmt(zone.offset(at)).replace(/([+-])(\d)(?!\d)/, "$10$2").replace(/([+-]\d\d)$/, "$1:00") : zone.short(at)));
    }
    return parts;
  }
  formatRange(from, to) { return this.format(from) === this.format(to) ? this.format(from) : `${this.format(from)} – ${this.format(to)}`; }
  resolvedOptions() {
    const { locale, fields, cycle, hour12, zone, dateStyle, timeStyle } = this.held;
    const options = { locale, calendar: "gregory", numberingSystem: "latn", timeZone: zone.name };
    if (cycle) Object.assign(options, { hourCycle: cycle, hour12 });
    if (dateStyle || timeStyle) return Object.assign(options, dateStyle && { dateStyle }, timeStyle && { timeStyle });
    for (const name of ["weekday", "year", "month", "day", "hour", "minute", "second", "fractionalSecondDigits", "timeZoneName"]) if (fields[name] !== undefined) options[name] = (name === "minute" || name === "second") && fields.hour !== undefined ? "2-digit" : fields[name];
    return options;
  }
}

const CURRENCIES = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹", CNY: "CN¥", KRW: "₩", BRL: "R$", CAD: "CA$", AUD: "A$", MXN: "MX$", NZD: "NZ$", ILS: "₪", VND: "₫", TWD: "NT$", HKD: "HK$", PHP: "₱" };
const WHOLE = ["JPY", "KRW", "VND", "CLP", "ISK"];
const UNITS = { kilometer: "km", meter: "m", kilogram: "kg", gram: "g", liter: "L", percent: "%", celsius: "°C", byte: "byte", kilobyte: "kB", megabyte: "MB", gigabyte: "GB", mile: "mi", hour: "hr", minute: "min", second: "sec", day: "day", degree: "deg" };
class NumberFormat {
  constructor(locales, options = {}) {
    const given = options === undefined || options === null ? {} : options;
    const locale = localeOf(locales);
    const style = given.style || "decimal";
    if (!["decimal", "currency", "percent", "unit"].includes(style)) throw new RangeError(`Value ${style} out of range for Intl.NumberFormat options property style`);
    if (style === "currency" && given.currency === undefined) throw new TypeError("Currency code is required with currency style.");
    const currency = given.currency && String(given.currency).toUpperCase();
    const compact = given.notation === "compact";
    const digits = (name, low) => {
      const value = given[name];
      if (value === undefined) return undefined;
      if (!(value >= low && value <= (name.includes("Significant") ? 21 : 100))) throw new RangeError(`${name} value is out of range.`);
      return Math.floor(value);
    };
    const [lowDefault, highDefault] = style === "currency" && !compact ? (WHOLE.includes(currency) ? [0, 0] : [2, 2]) : [0, style === "percent" || compact ? 0 : 3];
    let [low, high] = [digits("minimumFractionDigits", 0), digits("maximumFractionDigits", 0)];
    if (low !== undefined && high !== undefined && low > high) throw new RangeError("maximumFractionDigits value is out of range.");
    if (low === undefined) low = high === undefined ? lowDefault : Math.min(lowDefault, high);
    if (high === undefined) high = Math.max(highDefault, low);
    Object.defineProperty(this, "held", { value: { locale, style, currency, compact, low, high, given, integers: digits("minimumIntegerDigits", 1) || 1, significant: [digits("minimumSignificantDigits", 1), digits("maximumSignificantDigits", 1)] } });
    Object.defineProperty(this, "format", { value: (value) => this.formatToParts(value).map((part) => part.value).join(""), configurable: true });
  }
  formatToParts(input) {
    const { locale, style, currency, compact, given, integers } = this.held;
    let { low, high, significant } = this.held;
    const words = LOCALES[locale];
    const value = typeof input === "bigint" ? input : Number(input);
    const part = (type, text) => ({ type, value: text });
    const negative = typeof value === "bigint" ? value < 0n : value < 0 || Object.is(value, -0);
    let magnitude = typeof value === "bigint" ? (negative ? -value : value) : Math.abs(value);
    if (style === "percent" && typeof magnitude === "number") magnitude *= 100;
    let suffix = "";
    if (compact && typeof magnitude === "number" && Number.isFinite(magnitude)) {
      for (const [size, letter] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]]) {
        if (magnitude >= size) {
          magnitude /= size;
          suffix = letter;
          break;
        }
      }
      if (given.maximumFractionDigits === undefined && given.minimumFractionDigits === undefined && significant[1] === undefined && magnitude < 100) significant = [undefined, 2];
    }
    const parts = [];
    if (typeof magnitude === "number" && Number.isNaN(magnitude)) parts.push(part("nan", "NaN"));
    else if (magnitude === Infinity) parts.push(part("infinity", "∞"));
    else {
      let text;
      if (significant[0] !== undefined || significant[1] !== undefined) {
        const most = significant[1] === undefined ? 21 : significant[1];
        const rounded = Number(Number(magnitude).toPrecision(Math.min(most, 100)));
        text = plain(rounded);
        const least = significant[0] || 1;
        const count = text.replace(/^0\.0*|\./g, "").replace(/^0+/, "").length;
        if (count < least) text = (text.includes(".") ? text : `${text}.`) + "0".repeat(least - count);
      } else if (typeof magnitude === "bigint") {
        text = magnitude.toString() + (low > 0 ? `.${"0".repeat(low)}` : "");
      } else {
        let [whole, fraction = ""] = rounded(magnitude, high).split(".");
        while (fraction.length > low && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
        fraction = fraction.padEnd(low, "0");
        text = fraction ? `${whole}.${fraction}` : whole;
      }
      const [whole, fraction] = text.split(".");
      const digits = whole.padStart(integers, "0");
      const grouped = given.useGrouping === false || (given.useGrouping === undefined && (compact || locale === "es-ES" || locale === "it-IT") && digits.length < 5) ? [digits] : digits.replace(/\B(?=(\d{3})+$)/g, "|").split("|");
      grouped.forEach((one, at) => parts.push(...(at ? [part("group", words.group)] : []), part("integer", one)));
      if (fraction) parts.push(part("decimal", words.decimal), part("fraction", fraction));
      if (suffix) parts.push(part("compact", suffix));
    }
    const after = ["de-DE", "sv-SE", "fr-FR", "es-ES", "it-IT"].includes(locale);
    if (style === "percent") parts.push(...(after && locale !== "it-IT" ? [part("literal", "\u00a0")] : []), part("percentSign", "%"));
    if (style === "unit") parts.push(part("literal", given.unit === "percent" || given.unit === "celsius" ? "" : " "), part("unit", UNITS[given.unit] || given.unit));
    if (style === "currency") {
      const shown = given.currencyDisplay === "code" ? currency : given.currencyDisplay === "name" ? currency : CURRENCIES[currency] || currency;
      const sign = part("currency", shown);
      if (after) parts.push(part("literal", "\u00a0"), sign);
      else parts.unshift(sign, ...(/[A-Za-z]$/.test(shown) ? [part("literal", "\u00a0")] : []));
    }
    if (negative && !(given.signDisplay === "never")) parts.unshift(part("minusSign", locale === "sv-SE" ? "\u2212" : "-"));
    else if (given.signDisplay === "always" || (given.signDisplay === "exceptZero" && Number(value) !== 0)) parts.unshift(part("plusSign", "+"));
    return parts;
  }
  resolvedOptions() {
    const { locale, style, currency, low, high, integers, given } = this.held;
    return { locale, numberingSystem: "latn", style, ...(currency && { currency, currencyDisplay: "symbol", currencySign: "standard" }), minimumIntegerDigits: integers, minimumFractionDigits: low, maximumFractionDigits: high, useGrouping: given.useGrouping === undefined ? "auto" : given.useGrouping, notation: given.notation || "standard", signDisplay: given.signDisplay || "auto", roundingIncrement: 1, roundingMode: "halfExpand", roundingPriority: "auto", trailingZeroDisplay: "auto" };
  }
}
// A number without an exponent.
function plain(number) {
  const text = String(number);
  if (!/e/.test(text)) return text;
  const [mantissa, exponent] = text.split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const shift = Number(exponent);
  return shift > 0 ? whole + fraction.padEnd(shift, "0") : `0.${"0".repeat(-shift - 1)}${whole}${fraction}`;
}
// Half away from zero, on the shortest decimal form as ICU sees it.
function rounded(number, digits) {
  const [whole, fraction = ""] = plain(number).split(".");
  if (fraction.length <= digits) return fraction ? `${whole}.${fraction}` : whole;
  let scaled = BigInt(whole + fraction.slice(0, digits));
  if (fraction[digits] >= "5") scaled += 1n;
  const text = scaled.toString().padStart(digits + 1, "0");
  return digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
}

// Order as people expect it: letters before case, and numbers by value where asked for.
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const rank = (char) => (/[\p{L}]/u.test(char) ? 3 : /\d/.test(char) ? 2 : /\s/.test(char) ? 0 : 1);
function order(a, b) {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    if (left[at] === right[at]) continue;
    return rank(left[at]) - rank(right[at]) || (left[at] < right[at] ? -1 : 1);
  }
  return left.length - right.length;
}
class Collator {
  constructor(locales, options = {}) {
    const { sensitivity = "variant", numeric = false } = options || {};
    Object.defineProperty(this, "held", { value: { locale: localeOf(locales), sensitivity, numeric } });
    Object.defineProperty(this, "compare", { value: (a, b) => Math.sign(this.difference(String(a), String(b))), configurable: true });
  }
  difference(a, b) {
    const { sensitivity, numeric } = this.held;
    const split = (text) => (numeric ? folded(text).split(/(\d+)/).filter((piece) => piece !== "") : [folded(text)]);
    const [left, right] = [split(a), split(b)];
    for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
      if (left[at] === undefined) return -1;
      if (right[at] === undefined) return 1;
      const both = numeric && /^\d/.test(left[at]) && /^\d/.test(right[at]);
      const found = both ? Number(left[at]) - Number(right[at]) : order(left[at], right[at]);
      if (found) return found;
    }
    if (sensitivity === "base") return 0;
    const [plainA, plainB] = [a.normalize("NFD").toLowerCase(), b.normalize("NFD").toLowerCase()];
    if (sensitivity !== "case" && plainA !== plainB) return plainA < plainB ? -1 : 1;
    if (sensitivity === "accent") return 0;
    const [exactA, exactB] = [a.normalize("NFD"), b.normalize("NFD")];
    if (exactA === exactB) return 0;
    // Small letters come first.
    for (let at = 0; at < exactA.length; at += 1) if (exactA[at] !== exactB[at]) return exactA[at] === exactA[at].toLowerCase() ? -1 : 1;
    return 0;
  }
  resolvedOptions() { return { locale: this.held.locale, usage: "sort", sensitivity: this.held.sensitivity, ignorePunctuation: false, collation: "default", numeric: this.held.numeric, caseFirst: "false" }; }
}

class PluralRules {
  constructor(locales, { type = "cardinal" } = {}) { Object.defineProperty(this, "held", { value: { locale: localeOf(locales), type } }); }
  select(value) {
    const number = Number(value);
    if (this.held.type === "cardinal") return number === 1 ? "one" : "other";
    const [ten, hundred] = [number % 10, number % 100];
    return ten === 1 && hundred !== 11 ? "one" : ten === 2 && hundred !== 12 ? "two" : ten === 3 && hundred !== 13 ? "few" : "other";
  }
  resolvedOptions() { return { locale: this.held.locale, type: this.held.type }; }
}
class ListFormat {
  constructor(locales, { type = "conjunction", style = "long" } = {}) { Object.defineProperty(this, "held", { value: { type, style } }); }
  format(list) {
    const items = [...list];
    const { type, style } = this.held;
    const word = type === "disjunction" ? "or" : type === "unit" ? "" : style === "long" ? "and" : style === "short" ? "&" : "";
    if (items.length < 2) return items.join("");
    if (items.length === 2) return word ? `${items[0]} ${word} ${items[1]}` : items.join(", ");
    return `${items.slice(0, -1).join(", ")},${word ? ` ${word}` : ""} ${items[items.length - 1]}`;
  }
}
class RelativeTimeFormat {
  constructor(locales, { numeric = "always" } = {}) { Object.defineProperty(this, "held", { value: { numeric } }); }
  format(value, unit) {
    const name = String(unit).replace(/s$/, "");
    if (!["year", "quarter", "month", "week", "day", "hour", "minute", "second"].includes(name)) throw new RangeError(`Invalid unit argument for format() '${unit}'`);
    const number = Number(value);
    if (this.held.numeric === "auto" && number === 0) return name === "day" ? "today" : name === "second" ? "now" : `this ${name}`;
    if (this.held.numeric === "auto" && Math.abs(number) === 1 && !["hour", "minute", "second"].includes(name)) return name === "day" ? (number > 0 ? "tomorrow" : "yesterday") : `${number > 0 ? "next" : "last"} ${name}`;
    const shown = `${new NumberFormat().format(Math.abs(number))} ${name}${Math.abs(number) === 1 ? "" : "s"}`;
    return number < 0 || Object.is(number, -0) ? `${shown} ago` : `in ${shown}`;
  }
}

const Intl = {};
for (const [name, Kind] of Object.entries({ Collator, DateTimeFormat, ListFormat, NumberFormat, PluralRules, RelativeTimeFormat })) {
  Object.defineProperty(Kind.prototype, Symbol.toStringTag, { value: `Intl.${name}`, configurable: true });
  Kind.supportedLocalesOf = (locales) => (Array.isArray(locales) ? locales : locales === undefined ? [] : [locales]).filter((tag) => NAMES.includes(String(tag)) || String(tag) === "en");
  // All but three may be called without `new`.
  const callable = ["Collator", "DateTimeFormat", "NumberFormat"].includes(name);
  const value = callable ? new Proxy(Kind, { apply: (target, self, args) => new Kind(...args) }) : Kind;
  Object.defineProperty(Intl, name, { value, writable: true, configurable: true });
}
Object.defineProperty(Intl, "getCanonicalLocales", { value: (locales) => (Array.isArray(locales) ? locales : locales === undefined ? [] : [locales]).map((tag) => String(tag).replace(/^([a-z]+)-([a-z]{2})$/i, (all, language, region) => `${language.toLowerCase()}-${region.toUpperCase()}`)), writable: true, configurable: true });
Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });

const dateText = (required, defaults) => (date, locales, options) => {
  const at = Date.prototype.getTime.call(date);
  return Number.isNaN(at) ? "Invalid Date" : new DateTimeFormat(locales, options, required, defaults).format(at);
};
module.exports = {
  Intl,
  toLocaleString: dateText("any", "all"),
  toLocaleDateString: dateText("date", "date"),
  toLocaleTimeString: dateText("time", "time"),
  numberText: (number, locales, options) => new NumberFormat(locales, options).format(number),
  compare: (a, b, locales, options) => new Collator(locales, options).compare(a, b),
};
