/** Formats a number with at most `digits` significant digits. */
export function number(value, digits = 4) {
  const size = Math.abs(value);
  if (size === 0) {
    return '0';
  }
  if (size < 1e-3 || size >= 1e9) {
    return value.toExponential(digits - 1).replace(/\.?0+e/, 'e').replace('e+', 'e');
  }
  const whole = Math.floor(Math.log10(size)) + 1;
  return trimmed(value.toFixed(Math.max(0, Math.min(6, digits - whole))));
}

/** Formats a setting: numbers with decimals like other numbers, anything else as it was written. */
export function setting(text) {
  return /^-?\d+\.\d+(E-?\d+)?$/.test(text) ? number(Number(text)) : text;
}

/** Formats a count as 950, 12k or 1.2M. */
export function count(value) {
  const [size, unit] = value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  return trimmed((value / size).toFixed(unit === '' ? 0 : size >= 1e6 ? 2 : 1)) + unit;
}

/** Formats a count with thousands separators. */
export function whole(value) {
  return Math.round(value).toLocaleString('en');
}

/** Formats a share in [0, 1] as a percentage. */
export function percent(share, digits = 2) {
  return `${(100 * share).toFixed(digits)} %`;
}

/** Returns the name of a split. */
export function inWords(split) {
  return split === 'val' ? 'validation' : split;
}

/** Formats a duration in its two largest units. */
export function duration(seconds) {
  const rounded = Math.round(seconds);
  if (rounded < 60) {
    return `${rounded} s`;
  }
  const minutes = Math.round(rounded / 60);
  return minutes < 60 ? `${Math.floor(rounded / 60)} min ${rounded % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Formats a time as in `27 Nov 07:04`, with the year if it is another one. */
export function dateTime(millis) {
  const time = new Date(millis);
  const year = time.getFullYear() === new Date().getFullYear() ? {} : {year: 'numeric'};
  return time.toLocaleString('en-GB', {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...year})
    .replace(',', '');
}

/** Formats a number of bytes. */
export function bytes(value) {
  return value < 1000 ? `${value} B` : value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`;
}

function trimmed(text) {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
