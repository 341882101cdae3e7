// Numbers and times in the words of the reports: three digits, and the unit that fits.

export const SECOND = 1e9;

// As in engine/Figures.java: what is no number, or has no bound, is a dash.
const NONE = '-';

const UNITS = [[999.5, 1, 'ns'], [999.5e3, 1e3, 'us'], [999.5e6, 1e6, 'ms'], [600e9, 1e9, 's'],
  [7200e9, 60e9, 'min'], [172800e9, 3600e9, 'h'], [Infinity, 86400e9, 'days']];

const MULTIPLES = [[999.5e3, 1e3, 'k'], [999.5e6, 1e6, 'M'], [Infinity, 1e9, 'G']];

/** So many digits behind the point, thousands apart, and no less than nothing where it is nothing. */
function fixed(number, places) {
  const text = new Intl.NumberFormat('en', {minimumFractionDigits: places, maximumFractionDigits: places}).format(number);
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}

/** At three digits. */
function digits(number) {
  const size = Math.abs(number);
  return fixed(number, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

/** Without zeros that say nothing. */
function plain(number) {
  return digits(number).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

/** So many digits, however small the number. */
function significant(number, most) {
  return new Intl.NumberFormat('en', {maximumSignificantDigits: most, minimumSignificantDigits: most}).format(number);
}

/** A measured duration in nanoseconds, as in "12.3 s" or "850 us"; "-" where there is none. */
export function duration(nanos) {
  if (!Number.isFinite(nanos)) {
    return NONE;
  }
  const [, unit, name] = UNITS.find(([below]) => Math.abs(nanos) < below);
  return `${unit === 1 ? fixed(nanos, 0) : plain(nanos / unit)} ${name}`;
}

/** How long something has gone on: fewer digits than a measurement, so that they can be read while they move. */
export function age(nanos) {
  if (nanos === null || nanos === undefined || nanos < 0) {
    return '-';
  }
  if (nanos < 1e6) {
    return '< 1 ms';
  }
  if (nanos < 0.9995e9) {
    return `${Math.round(nanos / 1e6)} ms`;
  }
  if (nanos < 600e9) {
    return `${(nanos / 1e9).toFixed(nanos < 99.95e9 ? 1 : 0)} s`;
  }
  return duration(nanos);
}

/** A moment of the run in seconds, as in "12.3 s". */
export function moment(nanos) {
  return `${(nanos / SECOND).toFixed(1)} s`;
}

/** A moment as log lines begin with it, cut off behind the microsecond. */
export function stamp(nanos) {
  return (Math.floor(nanos / 1e3) / 1e6).toFixed(6);
}

/** A whole number with its thousands apart. */
export function count(number) {
  return Number.isFinite(number) ? fixed(number, 0) : NONE;
}

/** A number in little room, as in "99,999" or "267k". */
export function short(number) {
  if (!Number.isFinite(number) || Math.abs(number) < 99_999.5) {
    return count(number);
  }
  const [, unit, name] = MULTIPLES.find(([below]) => Math.abs(number) < below);
  return digits(number / unit) + name;
}

/** A rate per second in little room: two digits where it is low, so that one in a minute is not none. */
export function rate(perSecond) {
  return perSecond === 0 || !(Math.abs(perSecond) < 9.95) ? short(perSecond) : significant(perSecond, 2);
}

/** So many times as much, as in "10", "6.3" or "0.001". */
export function factor(number) {
  if (!Number.isFinite(number)) {
    return NONE;
  }
  return number === 0 || Math.abs(number) >= 0.995 ? plain(number) : String(Number(number.toPrecision(3)));
}

/** "1 task", "3 tasks". */
export function many(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Tasks in few words: "nfsd-0..nfsd-3, nfsd-7". */
export function namesOf(tasks, most = 4) {
  const parts = [];
  let range = null;
  for (const {name} of tasks) {
    const [, prefix, digits] = /^(.*?)(\d+)$/.exec(name) ?? [null, name, null];
    const number = digits === null ? null : Number(digits);
    if (range && number !== null && range.prefix === prefix && range.last + 1 === number) {
      range.last = number;
    } else {
      range = {prefix, first: number, last: number};
      parts.push(range);
    }
  }
  const texts = parts.slice(0, most).map(({prefix, first, last}) =>
    first === null ? prefix : first === last ? prefix + first : `${prefix}${first}${last === first + 1 ? ', ' : '..'}${prefix}${last}`);
  return texts.join(', ') + (parts.length > most ? ' and others' : '');
}

/** A kind of finding as reports write it: "long wait". */
export function kindWord(kind) {
  return kind.replaceAll('_', ' ');
}

/** How far a task is with its sleep, in the kernel's words. */
export function sleepWord(sleep) {
  return {uninterruptible: 'uninterruptible (D)', killable: 'killable (D)', interruptible: 'interruptible (S)', idle: 'idle (I)'}[sleep] ?? sleep;
}
