// A dossier, the most important first: findings, the picture, who opened the bucket, what the
// source did, who else came. What is long, or only proves something, is folded away.

function makeDossier(dossier) {
  const article = make('article', '',
    alertPart(dossier),
    findingsPart(dossier),
    section('Timeline', makeTimeline(dossier)),
    exposedPart(dossier),
    sourcePart(dossier),
    requestsPart(dossier),
    enumerationsPart(dossier),
    changesPart(dossier),
    othersPart(dossier),
    rawPart(dossier));
  article.querySelector('.copy').addEventListener('click', (event) => copy(textOf(article), event.currentTarget));
  return article;
}

function alertPart(dossier) {
  const alert = at(dossier, 'alert');
  const reasons = listAt(alert, 's3rare', 'priority_reasons');
  return make('div', 'about',
    make('h2', '', stranger(textAt(alert, 'message') || 'Alert')),
    make('p', 'tools', button('copy', 'Copy as text', () => {})),
    facts([
      ['priority', [textAt(alert, 's3rare', 'priority'), reasons.length > 0 && [': ', stranger(reasons.join('; '))]].filter(Boolean)],
      ['user agent', textAt(alert, 'user_agent', 'original') && stranger(textAt(alert, 'user_agent', 'original'), 'code', 300)],
      ['account', stranger(textAt(alert, 'aws', 'cloudtrail', 'recipient_account_id'))],
      ['region', stranger(textAt(alert, 'cloud', 'region'))],
    ]),
    make('p', 'note', windowText(dossier), logsText(dossier)),
    evidenceFold([{event_id: textAt(alert, 'event', 'id'), file: textAt(alert, 'log', 'file', 'path'), offset: textAt(alert, 's3rare', 'offset')}]));
}

function windowText(dossier) {
  const window = at(dossier, 'window');
  if (!textAt(window, 'from')) return '';
  return `Looked at: ${textAt(window, 'before')} before the alert and ${textAt(window, 'after')} after, ` +
    `${timeText(textAt(window, 'from'))} to ${timeText(textAt(window, 'to'))}. `;
}

function logsText(dossier) {
  const logs = at(dossier, 'logs');
  if (!textAt(logs, 'first')) return 'The logs have no record of it.';
  const covered = at(logs, 'covers_alert') === false ? ', but not the alert’s' : '';
  return `The logs have records of ${count(numberAt(logs, 'days_covered'))} of these ${counted(numberAt(logs, 'days'), 'day')}${covered}: ` +
    `${spanText(logs)}.`;
}

function findingsPart(dossier) {
  const findings = listAt(dossier, 'findings').map((finding) =>
    make('li', '', stranger(textAt(finding, 'text')), ' ', evidenceFold(listAt(finding, 'evidence'))));
  return section('Findings', findings.length > 0 ? make('ol', 'findings', findings) : '');
}

function exposedPart(dossier) {
  const change = at(dossier, 'exposed_by');
  return section('Who opened the bucket', change ? changePart(change, true) :
    make('p', '', 'The logs show no change before the alert that opened the bucket to everyone.'));
}

function changePart(change, isOpen) {
  const effect = textAt(change, 'effect');
  const failed = textAt(change, 'error_code');
  const head = make('p', 'change',
    make('span', `effect ${['opened', 'may_open', 'closed'].includes(effect) ? effect : ''}`, failed ? 'failed' : words(effect)), ' ',
    make('strong', '', distance(numberAt(change, 'distance_seconds'))), ` · ${timeText(textAt(change, 'time'))} · `,
    stranger(textAt(change, 'action')), failed && [' · ', stranger(failed)]);
  const grants = listAt(change, 'grants').map(grantPart);
  const details = [facts(changeFacts(change)), grants.length > 0 ? make('ul', 'grants', grants) : '',
    evidenceFold([at(change, 'evidence')])];
  const told = textAt(change, 'told') ? make('p', 'told', stranger(textAt(change, 'told'))) : '';
  return make('div', 'one-change', head, told, isOpen ? details : fold('who, and what it grants', details));
}

function changeFacts(change) {
  return [
    ['by', stranger(textAt(change, 'actor'))], ['from', stranger(textAt(change, 'source'))],
    ['subject', words(textAt(change, 'subject'))], ['account', stranger(textAt(change, 'account'))],
    ['bucket', stranger(textAt(change, 'bucket'))], ['key', stranger(textAt(change, 'key'), 'code')],
    ['access point', stranger(textAt(change, 'access_point'))],
  ].filter(([, value]) => typeof value === 'string' ? value : value.textContent);
}

function grantPart(grant) {
  const conditions = listAt(grant, 'conditions');
  return make('li', '', 'to ', stranger(textAt(grant, 'to')), ': ', stranger(listAt(grant, 'actions').join(', ')),
    ' on ', stranger(listAt(grant, 'resources').join(', ') || 'what it belongs to', 'code'),
    conditions.length > 0 && ['; only if ', stranger(conditions.join(' and '))],
    at(grant, 'limited') === true && ', which limits it to some that are known');
}

function sourcePart(dossier) {
  const source = at(dossier, 'source_activity');
  if (!source) return '';
  const used = at(source, 'signed');
  const indicators = listAt(dossier, 'alert', 'threat', 'enrichments').map((one) =>
    `${textAt(one, 'indicator', 'provider')} (${textAt(one, 'indicator', 'name')})`);
  return section('The source',
    facts([
      ['address', stranger(textAt(dossier, 'alert', 'source', 'address'))],
      ['place', stranger(placeOf(at(dossier, 'alert')))],
      ['on lists', indicators.length > 0 ? stranger(indicators.join(', ')) : ''],
      ['records', count(numberAt(source, 'records'))],
      ['seen', spanText(source)],
      ['signed', signedText(used)],
    ].filter(([, value]) => typeof value === 'string' || value.textContent)),
    evidenceFold([at(used, 'evidence')]),
    make('div', 'columns',
      counts('Signed as', at(used, 'identities')), counts('Actions', at(source, 'actions')), counts('Outcomes', at(source, 'outcomes')),
      counts('Identities', at(source, 'identities')), counts('User agents', at(source, 'user_agents'), 4),
      counts('Regions', at(source, 'regions'))));
}

function signedText(used) {
  const records = numberAt(used, 'records');
  if (records === 0) return 'never, in the time looked at';
  const own = numberAt(used, 'by_own_account');
  return `${counted(records, 'record')}, of which ${count(own)} by identities of the alert’s account; ${spanText(used)}`;
}

// The same measures before and after, side by side.
function requestsPart(dossier) {
  const both = ['prior', 'followup'].map((name) => at(dossier, name));
  if (!both.some(Boolean)) return '';
  const measures = MEASURES.map(([title, tell]) => [title, ...both.map((requests) => tell(requests ?? {}))])
    .filter(([, before, after]) => before !== '' || after !== '');
  const [prior, followup] = both;
  return section('Its anonymous requests, the alert’s own not among them',
    make('div', 'beside',
      makeTable(['', 'before the alert', 'after it'], measures, 'measures'),
      make('div', 'columns',
        counts('Actions before', at(prior, 'actions')), counts('Actions after', at(followup, 'actions')),
        counts('Outcomes before', at(prior, 'outcomes')), counts('Outcomes after', at(followup, 'outcomes')))),
    keysPart('before', prior), keysPart('after', followup));
}

const MEASURES = [
  ['requests', (requests) => count(numberAt(requests, 'records'))],
  ['succeeded', (requests) => count(numberAt(requests, 'succeeded'))],
  ['denied or failed', (requests) => count(numberAt(requests, 'records') - numberAt(requests, 'succeeded'))],
  ['first', (requests) => timeText(textAt(requests, 'first'))],
  ['last', (requests) => timeText(textAt(requests, 'last'))],
  ['buckets', (requests) => distinct(at(requests, 'buckets'))],
  ['keys', (requests) => distinct(at(requests, 'keys'))],
  ['objects read', (requests) => count(numberAt(requests, 'objects_read'))],
  ['objects written', (requests) => count(numberAt(requests, 'objects_written'))],
  ['objects deleted', (requests) => count(numberAt(requests, 'objects_deleted'))],
  ['bytes out', (requests) => bytes(numberAt(requests, 'bytes_out'))],
  ['bytes in', (requests) => bytes(numberAt(requests, 'bytes_in'))],
  ['succeeded without a count of bytes', (requests) => count(numberAt(requests, 'without_bytes'))],
  ['most in a minute', (requests) => peakText(at(requests, 'peak'))],
];

function peakText(peak) {
  return peak ? `${count(numberAt(peak, 'requests'))} at ${timeText(textAt(peak, 'minute')).slice(0, 16)}` : '';
}

function keysPart(when, requests) {
  const secrets = listAt(requests, 'secret_keys');
  const first = listAt(requests, 'first_keys');
  return [
    secrets.length > 0 ? [make('h4', '', `Keys that look like secrets, ${when}`), keysTable(secrets),
      leftOut(numberAt(requests, 'secret_keys_left_out'), 'request')] : '',
    first.length > 0 ? fold(`first ${counted(first.length, 'key')} ${when} the alert`, keysTable(first)) : '',
  ];
}

function keysTable(keys) {
  return makeTable(['time', 'action', 'bucket', 'key', 'outcome', 'looks like', ''], keys.map((one) => [
    timeText(textAt(one, 'time')), stranger(textAt(one, 'action')), stranger(textAt(one, 'bucket')),
    stranger(textAt(one, 'key'), 'code'), stranger(textAt(one, 'outcome')), words(textAt(one, 'secret')),
    evidenceFold([at(one, 'evidence')])]));
}

function enumerationsPart(dossier) {
  const listed = listAt(dossier, 'enumerations', 'listed');
  if (listed.length === 0) return '';
  return section('Listed, then fetched',
    makeTable(['bucket', 'listings', 'fetches', 'listed', 'fetched', 'listing to fetch', ''], listed.map((one) => [
      stranger(textAt(one, 'bucket')), numberAt(one, 'listings'), numberAt(one, 'fetches'), spanText(at(one, 'listed')),
      spanText(at(one, 'fetched')), typeof at(one, 'interval_seconds') === 'number' ? duration(one.interval_seconds) : 'fetched first',
      evidenceFold([at(one, 'first_listing'), at(one, 'first_fetch')])])),
    leftOut(numberAt(dossier, 'enumerations', 'left_out'), 'bucket'));
}

function changesPart(dossier) {
  const changes = listAt(dossier, 'bucket_changes', 'changes').map((change) => changePart(change, false));
  return section('Changes of access, newest first', changes, leftOut(numberAt(dossier, 'bucket_changes', 'left_out'), 'change'));
}

function othersPart(dossier) {
  const others = at(dossier, 'other_sources');
  if (!others) return '';
  const top = listAt(others, 'top').map((one) => [stranger(textAt(one, 'address')), numberAt(one, 'records'), spanText(one)]);
  return section('Other sources at the bucket, anonymous too',
    facts([
      ['sources', distinct(at(others, 'sources'))], ['requests', count(numberAt(others, 'records'))],
      ['denied', count(numberAt(others, 'denied'))], ['days', count(numberAt(others, 'days'))],
      ['writes', count(numberAt(others, 'writes'))], ['by a website’s host name', count(numberAt(others, 'by_website_host'))],
      ['public by design', at(others, 'public_by_design') === true ? 'looks so' : 'does not look so'],
    ]),
    listAt(others, 'why').length > 0 ? make('ul', 'why', listAt(others, 'why').map((why) => make('li', '', stranger(String(why))))) : '',
    top.length > 0 ? fold(`the ${counted(top.length, 'address', 'addresses')} with the most requests`,
      makeTable(['address', 'requests', 'seen'], top)) : '');
}

// Made when it is asked for.
function rawPart(dossier) {
  const made = fold('This dossier as JSON');
  made.classList.add('raw');
  made.addEventListener('toggle', () => {
    if (made.open && made.children.length === 1) made.append(make('pre', '', jsonLines(dossier)));
  });
  return made;
}

function jsonLines(dossier) {
  const lines = JSON.stringify(dossier, null, 1).split('\n');
  return lines.map((line) => [stranger(line, '', 4 * LONG_TEXT), '\n']);
}
