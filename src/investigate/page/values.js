// Reads and formats values of a dossier. s3rare writes the dossier, but the alert in it is input: a
// member that is missing or has another type counts as no value.

function at(object, ...names) {
  return names.reduce(
    (inner, name) => (inner !== null && typeof inner === 'object' ? inner[name] : undefined),
    object,
  );
}

function textAt(object, ...names) {
  const value = at(object, ...names);
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function numberAt(object, ...names) {
  const value = at(object, ...names);
  return typeof value === 'number' ? value : 0;
}

function listAt(object, ...names) {
  const value = at(object, ...names);
  return Array.isArray(value) ? value : [];
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

const counter = new Intl.NumberFormat('en-US');

function count(number) {
  return counter.format(number);
}

// "1 alert", "2 alerts"
function counted(number, noun, nouns = `${noun}s`) {
  return `${count(number)} ${number === 1 ? noun : nouns}`;
}

function distinct(value) {
  return (at(value, 'estimated') ? 'about ' : '') + count(numberAt(value, 'count'));
}

function bytes(number) {
  const units = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
  if (number < 1000) return `${number} B`;
  let size = number;
  let unit = -1;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    ++unit;
  }
  return `${size < 99.95 ? size.toFixed(1) : size.toFixed(0)} ${units[unit]}`;
}

// The two largest units: "3 d 4 h", "1 min 5 s".
function duration(seconds) {
  const units = [
    [86400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  let rest = Math.abs(seconds);
  const first = units.findIndex(([size]) => rest >= size);
  if (first < 0) return '0 s';
  const parts = units.slice(first, first + 2).map(([size, unit]) => {
    const number = Math.floor(rest / size);
    rest -= number * size;
    return number > 0 ? `${number} ${unit}` : '';
  });
  return parts.filter(Boolean).join(' ');
}

// "1 h before" the alert.
function distance(seconds) {
  if (seconds === 0) return 'in the same second';
  return `${duration(seconds)} ${seconds < 0 ? 'before' : 'after'}`;
}

// 2024-05-09T03:34:58Z as 2024-05-09 03:34:58. All times of the page are UTC.
function timeText(time) {
  return visible(time.replace('T', ' ').replace(/Z$/, ''));
}

function timeOf(seconds) {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

function secondsOf(time) {
  return Date.parse(time) / 1000;
}

// bucket_public_access_block as words.
function words(name) {
  return visible(name.replaceAll('_', ' '));
}
