// What the source did before and after the alert, and other sources at the bucket.

function sourcePart(dossier) {
  const source = at(dossier, 'source_activity');
  if (!source) return '';
  const used = at(source, 'signed');
  const indicators = listAt(dossier, 'alert', 'threat', 'enrichments').map(
    (one) => `${textAt(one, 'indicator', 'provider')} (${textAt(one, 'indicator', 'name')})`,
  );
  return section(
    'The source',
    facts([
      ['address', stranger(textAt(dossier, 'alert', 'source', 'address'))],
      ['place', stranger(placeOf(at(dossier, 'alert')))],
      ['on lists', indicators.length > 0 ? stranger(indicators.join(', ')) : ''],
      ['records', count(numberAt(source, 'records'))],
      ['seen', spanText(source)],
      ['signed', make('span', '', signedText(used), ' ', evidenceFold([at(used, 'evidence')]))],
    ]),
    make(
      'div',
      'columns',
      counts('Signed as', at(used, 'identities')),
      counts('Actions', at(source, 'actions')),
      counts('Outcomes', at(source, 'outcomes')),
      counts('Identities', at(source, 'identities')),
      counts('User agents', at(source, 'user_agents'), 4),
      counts('Regions', at(source, 'regions')),
    ),
  );
}

function signedText(used) {
  const records = numberAt(used, 'records');
  if (records === 0) return 'never, in the time looked at (--before, --after)';
  const own = numberAt(used, 'by_own_account');
  const byOwn = `${count(own)} by identities of the alert’s account`;
  return `${counted(records, 'record')}, of which ${byOwn}; ${spanText(used)}`;
}

// The same measures before and after, side by side. Lines without a value are omitted.
function requestsPart(dossier) {
  const both = ['prior', 'followup'].map((name) => at(dossier, name));
  if (!both.some(Boolean)) return '';
  const measures = MEASURES.map(([title, tell]) => [
    title,
    ...both.map((requests) => tell(requests ?? {})),
  ]).filter(([, before, after]) => before || after);
  const [prior, followup] = both;
  return section(
    'Its anonymous requests, without the alert’s own',
    make(
      'div',
      'beside',
      makeTable(['', 'before the alert', 'after it'], measures, 'measures'),
      make(
        'div',
        'columns',
        counts('Actions before', at(prior, 'actions')),
        counts('Actions after', at(followup, 'actions')),
        counts('Outcomes before', at(prior, 'outcomes')),
        counts('Outcomes after', at(followup, 'outcomes')),
      ),
    ),
    keysPart('before', prior),
    keysPart('after', followup),
  );
}

const MEASURES = [
  ['requests', (requests) => count(numberAt(requests, 'records'))],
  ['succeeded', (requests) => count(numberAt(requests, 'succeeded'))],
  [
    'denied or failed',
    (requests) => count(numberAt(requests, 'records') - numberAt(requests, 'succeeded')),
  ],
  ['first', (requests) => timeText(textAt(requests, 'first'))],
  ['last', (requests) => timeText(textAt(requests, 'last'))],
  ['buckets', (requests) => distinct(at(requests, 'buckets'))],
  ['keys', (requests) => distinct(at(requests, 'keys'))],
  ['objects read', (requests) => count(numberAt(requests, 'objects_read'))],
  ['objects written', (requests) => count(numberAt(requests, 'objects_written'))],
  ['objects deleted', (requests) => count(numberAt(requests, 'objects_deleted'))],
  ['bytes out', (requests) => bytes(numberAt(requests, 'bytes_out'))],
  ['bytes in', (requests) => numberAt(requests, 'bytes_in') > 0 && bytes(requests.bytes_in)],
  [
    'without a count of bytes',
    (requests) => numberAt(requests, 'without_bytes') > 0 && count(requests.without_bytes),
  ],
  ['most in a minute', (requests) => peakText(at(requests, 'peak'))],
];

function peakText(peak) {
  return peak
    ? `${count(numberAt(peak, 'requests'))} at ${timeText(textAt(peak, 'minute')).slice(0, 16)}`
    : '';
}

function keysPart(when, requests) {
  const secrets = listAt(requests, 'secret_keys');
  const first = listAt(requests, 'first_keys');
  return [
    secrets.length > 0
      ? [
          make('h4', '', `Keys that look like secrets, ${when}`),
          keysTable(secrets),
          leftOut(numberAt(requests, 'secret_keys_left_out'), 'request'),
        ]
      : '',
    first.length > 0
      ? fold(`first ${counted(first.length, 'key')} ${when} the alert`, keysTable(first))
      : '',
  ];
}

function keysTable(keys) {
  return makeTable(
    ['time', 'action', 'bucket', 'key', 'outcome', 'looks like', ''],
    keys.map((one) => [
      timeText(textAt(one, 'time')),
      stranger(textAt(one, 'action')),
      stranger(textAt(one, 'bucket')),
      stranger(textAt(one, 'key'), 'code'),
      stranger(textAt(one, 'outcome')),
      words(textAt(one, 'secret')),
      evidenceFold([at(one, 'evidence')]),
    ]),
  );
}

function enumerationsPart(dossier) {
  const listed = listAt(dossier, 'enumerations', 'listed');
  if (listed.length === 0) return '';
  return section(
    'Listed, then fetched',
    makeTable(
      ['bucket', 'listings', 'fetches', 'listed', 'fetched', 'listing to fetch', ''],
      listed.map((one) => [
        stranger(textAt(one, 'bucket')),
        numberAt(one, 'listings'),
        numberAt(one, 'fetches'),
        spanText(at(one, 'listed')),
        spanText(at(one, 'fetched')),
        typeof at(one, 'interval_seconds') === 'number'
          ? duration(one.interval_seconds)
          : 'fetched first',
        evidenceFold([at(one, 'first_listing'), at(one, 'first_fetch')]),
      ]),
    ),
    leftOut(numberAt(dossier, 'enumerations', 'left_out'), 'bucket'),
  );
}

function othersPart(dossier) {
  const others = at(dossier, 'other_sources');
  if (!others) return '';
  const top = listAt(others, 'top').map((one) => [
    stranger(textAt(one, 'address')),
    numberAt(one, 'records'),
    spanText(one),
  ]);
  return section(
    'Other anonymous sources at the bucket',
    facts([
      ['addresses that succeeded', distinct(at(others, 'sources'))],
      ['their requests', count(numberAt(others, 'records'))],
      ['on days', count(numberAt(others, 'days'))],
      ['denied or failed requests', count(numberAt(others, 'denied'))],
      ['writes', count(numberAt(others, 'writes'))],
      ['by a website’s host name', count(numberAt(others, 'by_website_host'))],
      ['listings', count(numberAt(others, 'listings'))],
      ['fetches of keys that look like secrets', count(numberAt(others, 'secrets'))],
      ['reached by many', at(others, 'reached_by_many') === true ? 'yes' : 'no'],
    ]),
    listAt(others, 'why').length > 0
      ? make(
          'ul',
          'why',
          listAt(others, 'why').map((why) => make('li', '', stranger(String(why)))),
        )
      : '',
    top.length > 0
      ? fold(
          `the ${counted(top.length, 'address', 'addresses')} with the most requests`,
          makeTable(['address', 'requests', 'seen'], top),
          at(others, 'top_of_sample') === true
            ? make('p', 'note', 'Too many to count each: unlisted sources may have more.')
            : '',
        )
      : '',
  );
}
