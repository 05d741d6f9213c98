// The fields of a dossier that the list shows and filters by. The rest is parsed again when the
// dossier is opened: ten thousand parsed dossiers would fill the memory.

const PRIORITIES = ['high', 'medium', 'low'];

// The marks: the condition on the dossier, and the text of the mark.
const MARKS = [
  {name: 'opened', title: 'bucket opened before', of: openedMark},
  {name: 'signed', title: 'signed use', of: signedMark},
  {name: 'secrets', title: 'secret keys', of: secretsMark},
  {name: 'enumerated', title: 'listed, then fetched', of: enumeratedMark},
  {name: 'bytes', title: 'bytes out', of: (dossier) => (bytesOut(dossier) > 0 ? ' ' : '')},
  {name: 'many', title: 'reached by many', of: manyMark},
  {name: 'uncovered', title: 'logs do not cover it', of: uncoveredMark},
];

function openedMark(dossier) {
  const change = at(dossier, 'exposed_by');
  return change ? `opened ${distance(numberAt(change, 'distance_seconds'))}` : '';
}

function signedMark(dossier) {
  const signed = at(dossier, 'source_activity', 'signed');
  if (numberAt(signed, 'records') === 0) return '';
  return numberAt(signed, 'by_own_account') > 0 ? 'signed, own account' : 'signed use';
}

// Distinct keys, the alert's own included.
function secretsMark(dossier) {
  const both = [at(dossier, 'prior'), at(dossier, 'followup')];
  const keys = both
    .flatMap((requests) => listAt(requests, 'secret_keys'))
    .map((one) => [textAt(one, 'bucket'), textAt(one, 'key')]);
  const s3 = at(dossier, 'alert', 'aws', 's3');
  if (at(dossier, 'alert', 's3rare', 'exposure', 'key_kind'))
    keys.push([textAt(s3, 'bucket', 'name'), textAt(s3, 'object', 'key')]);
  const number = new Set(keys.map(String)).size;
  const isAll = both.every((requests) => numberAt(requests, 'secret_keys_left_out') === 0);
  return number > 0 ? `${isAll ? '' : 'at least '}${counted(number, 'secret key')}` : '';
}

function enumeratedMark(dossier) {
  const listed = listAt(dossier, 'enumerations', 'listed');
  return listed.length > 0
    ? `listed, ${count(sum(listed.map((one) => numberAt(one, 'fetches'))))} fetched`
    : '';
}

function manyMark(dossier) {
  return at(dossier, 'other_sources', 'reached_by_many') === true ? 'reached by many' : '';
}

function uncoveredMark(dossier) {
  return at(dossier, 'logs', 'covers_alert') === false ? 'not covered' : '';
}

// Sent to the source anonymously in the window, the alert's own request included.
function bytesOut(dossier) {
  return (
    numberAt(dossier, 'alert', 's3rare', 'exposure', 'bytes_out') +
    numberAt(dossier, 'prior', 'bytes_out') +
    numberAt(dossier, 'followup', 'bytes_out')
  );
}

function placeOf(alert) {
  const country = textAt(alert, 'source', 'geo', 'country_iso_code');
  const city = textAt(alert, 'source', 'geo', 'city_name');
  const number = textAt(alert, 'source', 'as', 'number');
  const network = textAt(alert, 'source', 'as', 'organization', 'name');
  return [country, city, number && `AS${number}`, network].filter(Boolean).join(' ');
}

function rowOf(dossier, block, order) {
  const alert = at(dossier, 'alert');
  const row = {
    block,
    order,
    time: textAt(alert, '@timestamp'),
    seconds: secondsOf(textAt(alert, '@timestamp')),
    source: textAt(alert, 'source', 'address'),
    place: placeOf(alert),
    action: textAt(alert, 'event', 'action'),
    bucket: textAt(alert, 'aws', 's3', 'bucket', 'name'),
    key: textAt(alert, 'aws', 's3', 'object', 'key'),
    priority: textAt(alert, 's3rare', 'priority'),
    bytesOut: bytesOut(dossier),
    marks: new Map(),
  };
  for (const mark of MARKS) {
    const text = mark.of(dossier);
    if (text) row.marks.set(mark.name, text.trim());
  }
  row.words = wordsOf(row, alert);
  return row;
}

// What the filter looks into.
function wordsOf(row, alert) {
  const others = [
    ['user_agent', 'original'],
    ['event', 'id'],
    ['s3rare', 'alert_id'],
    ['tls', 'client', 'server_name'],
    ['aws', 'cloudtrail', 'recipient_account_id'],
    ['cloud', 'region'],
  ];
  const texts = [
    row.time,
    timeText(row.time),
    row.source,
    row.place,
    row.action,
    row.bucket,
    row.key,
    row.priority,
    ...row.marks.values(),
    ...others.map((names) => textAt(alert, ...names)),
  ];
  return texts.join('\n').toLowerCase();
}
