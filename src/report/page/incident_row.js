// The fields of an incident that the list shows and filters by. The rest is parsed again when the
// incident is opened.

const SEVERITIES = ['critical', 'high', 'medium', 'low'];

const STATES = [
  {name: 'open', title: 'open'},
  {name: 'may-be-open', title: 'may be open'},
  {name: 'unknown', title: 'not known'},
  {name: 'restricted', title: 'restricted'},
  {name: 'closed', title: 'closed'},
  {name: 'deleted', title: 'deleted'},
];

// The state at the end of the logs.
function stateOf(incident) {
  const state = at(incident, 'state');
  const value = textAt(state, 'value');
  const mayBe = ['list', 'read', 'write'].some((what) => textAt(state, what) === 'may be open');
  const name =
    at(state, 'deleted') === true ? 'deleted' : value === 'unknown' && mayBe ? 'may-be-open' : value;
  return STATES.find((one) => one.name === name) ?? STATES[2];
}

const INCIDENT_MARKS = [
  {
    name: 'stolen',
    title: 'own identity used',
    of: (incident) =>
      listAt(incident, 'sources', 'listed').some((source) =>
        listAt(source, 'identities').some((one) => at(one, 'own_account') === true),
      ),
  },
  {
    name: 'wrote',
    title: 'wrote',
    of: (incident) => numberAt(incident, 'access', 'written', 'requests') > 0,
  },
  {
    name: 'deleted',
    title: 'deleted',
    of: (incident) => numberAt(incident, 'access', 'deleted', 'requests') > 0,
  },
  {name: 'secrets', title: 'secret', of: (incident) => hasReason(incident, 'secret_fetched')},
  {
    name: 'bulk',
    title: 'listed, then bulk',
    of: (incident) => hasReason(incident, 'listed_and_bulk_fetched'),
  },
  {name: 'listed', title: 'on a list', of: (incident) => hasReason(incident, 'on_indicator_list')},
  {
    name: 'opened',
    title: 'recently opened',
    of: (incident) => hasReason(incident, 'recently_opened'),
  },
  {
    name: 'many',
    title: 'reached by many',
    of: (incident) => at(incident, 'access', 'reached_by_many') === true,
  },
];

function hasReason(incident, code) {
  return listAt(incident, 'reasons').some((reason) => textAt(reason, 'code') === code);
}

// The headline without the bucket, which stands beside it.
function storyOf(incident) {
  const headline = textAt(incident, 'headline');
  const bucket = `${textAt(incident, 'bucket')}: `;
  return headline.startsWith(bucket) ? headline.slice(bucket.length) : headline;
}

function incidentRow(page, block, order) {
  const incident = at(page, 'incident');
  const row = {
    block,
    order,
    id: textAt(incident, 'incident_id'),
    severity: textAt(incident, 'severity'),
    state: stateOf(incident),
    bucket: textAt(incident, 'bucket'),
    account: textAt(incident, 'account'),
    region: textAt(incident, 'region'),
    story: storyOf(incident),
    last: textAt(incident, 'access', 'last'),
    sources: at(incident, 'access', 'sources'),
    bytesOut: numberAt(incident, 'access', 'read', 'bytes'),
    alerts: listAt(incident, 'alerts').length,
    marks: new Map(
      INCIDENT_MARKS.filter((mark) => mark.of(incident)).map((mark) => [mark.name, mark.title]),
    ),
  };
  row.words = incidentWords(row, incident).join('\n').toLowerCase();
  return row;
}

// What the filter looks into.
function incidentWords(row, incident) {
  return [
    row.id,
    row.severity,
    row.state.title,
    row.bucket,
    row.account,
    row.region,
    row.story,
    row.last,
    ...row.marks.values(),
    ...listAt(incident, 'objects', 'listed').map((one) => textAt(one, 'key')),
    ...listAt(incident, 'changes', 'listed').map((one) => textAt(one, 'actor')),
    ...listAt(incident, 'sources', 'listed').flatMap((one) => [
      textAt(one, 'address'),
      textAt(one, 'country'),
      textAt(one, 'network'),
      ...listAt(one, 'identities').map((identity) => textAt(identity, 'identity')),
    ]),
    ...listAt(incident, 'alerts').flatMap((one) => [textAt(one, 'alert_id'), textAt(one, 'source')]),
  ];
}
