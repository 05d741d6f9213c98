// The columns of the list of incidents.

const INCIDENT_SORTS = [
  {
    name: 'severity',
    title: 'Severity',
    column: 'severity',
    // The order of the report: by severity, then harm, then the first stranger.
    compare: (one, other) => one.order - other.order,
  },
  {name: 'bucket', title: 'Bucket', column: 'bucket', compare: byText('bucket')},
  {
    name: 'state',
    title: 'State',
    column: 'state',
    compare: (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state),
  },
  {name: 'account', title: 'Account', column: 'account', compare: byText('account')},
  {name: 'region', title: 'region', column: 'account', compare: byText('region')},
  {
    name: 'last',
    title: 'Last stranger (UTC)',
    column: 'last',
    compare: (one, other) => secondsOf(other.last) - secondsOf(one.last) || 0,
  },
  {
    name: 'sources',
    title: 'Sources',
    column: 'sources',
    compare: (one, other) => numberAt(other.sources, 'count') - numberAt(one.sources, 'count'),
  },
  {
    name: 'bytes',
    title: 'Bytes out',
    column: 'bytes',
    compare: (one, other) => other.bytesOut - one.bytesOut,
  },
  {
    name: 'alerts',
    title: 'Alerts',
    column: 'alerts',
    compare: (one, other) => other.alerts - one.alerts,
  },
];

function incidentCell(row, column) {
  const cells = {
    severity: () =>
      make(
        'span',
        `severity ${SEVERITIES.includes(row.severity) ? row.severity : ''}`,
        stranger(row.severity, '', 20),
      ),
    bucket: () => [
      make('button', 'open', stranger(row.bucket, '', 200)),
      make('small', '', stranger(row.story, '', 400)),
      [...row.marks].map(([name, title]) => make('span', `mark ${name}`, title)),
    ],
    state: () => make('span', `state state-${row.state.name}`, row.state.title),
    account: () => [
      stranger(row.account || 'not known', '', 40),
      make('small', '', stranger(row.region, '', 40)),
    ],
    last: () => timeText(row.last).slice(0, 19),
    sources: () => distinct(row.sources),
    bytes: () => (row.bytesOut > 0 ? bytes(row.bytesOut) : ''),
    alerts: () => count(row.alerts),
  };
  const cell = make('td', column, cells[column]());
  cell.dataset.head = {sources: 'sources', alerts: 'alerts', bytes: 'out', last: 'last'}[column] ?? '';
  return cell;
}
