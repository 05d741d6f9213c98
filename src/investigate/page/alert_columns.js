// The columns of the list of alerts.

function rank(row) {
  const found = PRIORITIES.indexOf(row.priority);
  return found < 0 ? PRIORITIES.length : found;
}

// In the order of the columns. Sort keys of one column share its head.
const SORTS = [
  {
    name: 'time',
    title: 'Time (UTC)',
    column: 'time',
    compare: (one, other) => one.seconds - other.seconds || 0,
  },
  {
    name: 'priority',
    title: 'Priority',
    column: 'priority',
    compare: (one, other) => rank(one) - rank(other),
  },
  {name: 'source', title: 'Source', column: 'source', compare: byText('source')},
  {name: 'place', title: 'place', column: 'source', compare: byText('place')},
  {name: 'action', title: 'Action', column: 'action', compare: byText('action')},
  {name: 'bucket', title: 'Bucket', column: 'object', compare: byText('bucket')},
  {name: 'key', title: 'key', column: 'object', compare: byText('key')},
  {
    name: 'bytes',
    title: 'Bytes out',
    column: 'bytes',
    compare: (one, other) => other.bytesOut - one.bytesOut,
  },
  {
    name: 'marks',
    title: 'Marks',
    column: 'marks',
    compare: (one, other) => other.marks.size - one.marks.size,
  },
];
function makeCell(row, column) {
  const cells = {
    time: () => make('button', 'open', timeText(row.time).slice(0, 19) || 'no time'),
    priority: () =>
      make(
        'span',
        `priority ${PRIORITIES.includes(row.priority) ? row.priority : ''}`,
        stranger(row.priority, '', 20),
      ),
    source: () => [
      stranger(row.source, '', 200),
      row.place && make('small', '', stranger(row.place, '', 200)),
    ],
    action: () => stranger(row.action, '', 200),
    object: () => [
      stranger(row.bucket, '', 200),
      row.key && make('small', '', stranger(row.key, 'code', 200)),
    ],
    bytes: () => (row.bytesOut > 0 ? bytes(row.bytesOut) : ''),
    marks: () =>
      [...row.marks]
        .filter(([, text]) => text)
        .map(([name, text]) => make('span', `mark ${name}`, text)),
  };
  return make('td', column, cells[column]());
}

const ALERTS = {
  sorts: SORTS,
  makeCell,
  makeDetail: (row) => makeDossier(JSON.parse(row.block.textContent)),
};
