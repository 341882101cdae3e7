// Numbers and times in the words of the reports: three digits, and the unit that fits.

export const SECOND = 1e9;

const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

const UNITS = [[1e3, 1, 'ns'], [999.5e3, 1e3, 'us'], [999.5e6, 1e6, 'ms'], [600e9, 1e9, 's'],
  [7200e9, 60e9, 'min'], [172800e9, 3600e9, 'h'], [Infinity, 86400e9, 'days']];

function places(size) {
  return size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
}

/** A measured duration in nanoseconds, as in "12.3 s" or "850 us"; "-" where there is none. */
export function duration(nanos) {
  if (nanos === null || nanos === undefined) {
    return '-';
  }
  const [, unit, name] = UNITS.find(([below]) => Math.abs(nanos) < below);
  const value = nanos / unit;
  return `${Number(value.toFixed(places(Math.abs(value))))} ${name}`;
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
  return WHOLE.format(number);
}

/** A number in little room, as in "26.7k". */
export function short(number) {
  const size = Math.abs(number);
  const [unit, name] = size >= 999.5e6 ? [1e9, 'G'] : size >= 999.5e3 ? [1e6, 'M'] : size >= 9999.5 ? [1e3, 'k'] : [1, ''];
  const value = number / unit;
  return name ? Number(value.toPrecision(3)) + name : count(value);
}

/** A rate per second in little room. */
export function rate(perSecond) {
  return perSecond >= 9.95 || perSecond === 0 ? short(perSecond) : perSecond.toFixed(1);
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
