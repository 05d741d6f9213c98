// An incident, the most important first: the banner, what to do, the picture, objects, sources.

// `idOf` finds the incident of an account, Region and bucket.
function makeIncident(page, idOf) {
  const incident = at(page, 'incident');
  const made = make(
    'article',
    'incident',
    bannerPart(page),
    reasonsPart(incident),
    actionsPart(incident),
    section('Timeline', makeBucketTimeline(page)),
    objectsPart(incident),
    sourcesPart(page),
    alsoPart(incident, idOf),
    accessPart(incident),
    bucketChangesPart(incident),
    unknownPart(incident),
    alertsPart(incident),
    rawIncident(incident),
  );
  made.ariaLabel = visible(textAt(incident, 'headline'));
  return made;
}

// An incident on one sheet of paper: for printing many.
function makeSheet(page) {
  const incident = at(page, 'incident');
  const most = 4;
  return make(
    'article',
    'incident sheet',
    bannerPart(page),
    reasonsPart(incident),
    actionsPart(incident),
    section('Timeline', makeBucketTimeline(page)),
    objectsPart(incident, most),
    sourcesPart(page, most),
  );
}

function bannerPart(page) {
  const incident = at(page, 'incident');
  const sources = at(incident, 'access', 'sources');
  const worst = textAt(listAt(incident, 'sources', 'listed')[0], 'address');
  const first = listAt(incident, 'actions')[0];
  return make(
    'div',
    `about banner state-${stateOf(incident).name}`,
    make('h2', '', stranger(textAt(incident, 'headline'))),
    make(
      'p',
      'tools',
      button('copy', 'Copy as text', ({currentTarget}) =>
        copy(textOf(currentTarget.closest('article')), currentTarget),
      ),
      ' ',
      linkTo(textAt(incident, 'incident_id'), 'Link'),
    ),
    facts([
      ['severity', severityText(incident)],
      ['state', stranger(textAt(page, 'lines', 'state'))],
      ['strangers', stranger(textAt(page, 'lines', 'access'))],
      ['from, to', spanText(at(incident, 'access'))],
      ['by', numberAt(sources, 'count') > 0 ? [`${distinct(sources)}, first of all `, stranger(worst)] : ''],
      ['next', stranger(textAt(first, 'text'))],
      ['account', stranger(textAt(incident, 'account'))],
      ['region', stranger(textAt(incident, 'region'))],
    ]),
  );
}

function severityText(incident) {
  const name = textAt(incident, 'severity');
  return make('span', `severity ${SEVERITIES.includes(name) ? name : ''}`, stranger(name, '', 20));
}

function reasonsPart(incident) {
  const reasons = listAt(incident, 'reasons').map((reason) =>
    make('li', '', stranger(textAt(reason, 'text')), ' ', evidenceFold(listAt(reason, 'evidence'))),
  );
  return section('Why', reasons.length > 0 ? make('ol', 'findings', reasons) : '');
}

function objectsPart(incident, most = 10) {
  const objects = listAt(incident, 'objects', 'listed');
  const done = (object) =>
    ['read', 'written', 'deleted'].filter((what) => at(object, what) === true).join(', ');
  const rows = objects.map((object) => [
    stranger(textAt(object, 'key'), 'code'),
    words(textAt(object, 'secret')),
    done(object),
    typeof at(object, 'bytes') === 'number' ? bytes(object.bytes) : 'not known',
    typeof at(object, 'requests') === 'number' ? count(object.requests) : '',
    timeText(textAt(object, 'time')),
    stranger(textAt(object, 'source')),
    evidenceFold([at(object, 'evidence')]),
  ]);
  const heads = ['key', 'looks like', 'was', 'bytes', 'requests', 'time', 'source', ''];
  return section(
    'Objects: secrets, then changed ones, then the largest',
    rows.length > 0 ? makeTable(heads, rows.slice(0, most)) : '',
    rows.length > most
      ? fold(`${count(rows.length - most)} more`, makeTable(heads, rows.slice(most)))
      : '',
    leftOutHere(numberAt(incident, 'objects', 'left_out'), 'object'),
  );
}

function accessPart(incident) {
  const access = at(incident, 'access');
  const sources = at(access, 'sources');
  const rows = ['read', 'listed', 'written', 'deleted']
    .filter((what) => numberAt(access, what, 'requests') > 0)
    .map((what) => [
      what,
      numberAt(access, what, 'requests'),
      at(access, what, 'objects') ? distinct(at(access, what, 'objects')) : '',
      bytes(numberAt(access, what, 'bytes')),
      numberAt(access, what, 'without_bytes'),
    ]);
  const outcomes = listAt(access, 'outcomes').map((one) => [
    stranger(textAt(one, 'action')),
    stranger(textAt(one, 'outcome')),
    numberAt(one, 'requests'),
  ]);
  return section(
    'Requests without a signature, in all logs',
    facts([
      ['requests', count(numberAt(access, 'requests'))],
      ['succeeded', count(numberAt(access, 'succeeded'))],
      ['denied or failed', count(numberAt(access, 'denied'))],
      ['sources', distinct(sources)],
      ['of them new', count(numberAt(access, 'new_sources'))],
      ['on days', count(numberAt(access, 'days'))],
      ['by a website’s host name', count(numberAt(access, 'by_website_host'))],
      ['reached by many', at(access, 'reached_by_many') === true ? 'yes' : 'no'],
    ]),
    rows.length > 0
      ? makeTable(['', 'requests', 'objects', 'bytes', 'without a count of bytes'], rows, 'measures')
      : '',
    outcomes.length > 0 ? fold('by outcome', makeTable(['action', 'outcome', 'requests'], outcomes)) : '',
  );
}

function bucketChangesPart(incident) {
  const rows = listAt(incident, 'changes', 'listed')
    .map((change) => [
      timeText(textAt(change, 'time')),
      stranger(textAt(change, 'action')),
      stranger(textAt(change, 'sets')),
      [stranger(textAt(change, 'actor')), at(change, 'by_stranger') === true && ', a stranger'],
      stranger(textAt(change, 'source')),
      evidenceFold([at(change, 'evidence')]),
    ])
    .reverse();
  return section(
    'Changes of access, newest first',
    rows.length > 0 ? makeTable(['time', 'action', 'sets', 'by', 'from', ''], rows) : '',
    leftOutHere(numberAt(incident, 'changes', 'left_out'), 'change'),
  );
}

function unknownPart(incident) {
  const items = listAt(incident, 'unknown').map((one) =>
    make('li', '', stranger(textAt(one, 'text'))),
  );
  return section('What these logs cannot tell', items.length > 0 ? make('ul', 'why', items) : '');
}

// Made on demand: an incident may have thousands of alerts.
function alertsPart(incident) {
  const alerts = listAt(incident, 'alerts');
  if (alerts.length === 0) return '';
  const made = fold(counted(alerts.length, 'alert'));
  made.classList.add('alerts');
  made.addEventListener('toggle', () => {
    if (made.open && made.children.length === 1) made.append(...alertPortion(alerts, 0));
  });
  return section('Alerts', made);
}

function alertPortion(alerts, from) {
  const most = 100;
  const rows = alerts.slice(from, from + most).map((alert) => [
    timeText(textAt(alert, 'time')),
    stranger(textAt(alert, 'source')),
    stranger(textAt(alert, 'action')),
    stranger(textAt(alert, 'key'), 'code'),
    stranger(textAt(alert, 'alert_id'), 'code'),
    evidenceFold([at(alert, 'evidence')]),
  ]);
  const table = makeTable(['time', 'source', 'action', 'key', 'alert', ''], rows);
  const left = alerts.length - from - rows.length;
  if (left <= 0) return [table];
  const more = button('choice', `${count(left)} more`, () =>
    more.replaceWith(...alertPortion(alerts, from + most)),
  );
  return [table, more];
}

function rawIncident(incident) {
  const made = fold('This incident as JSON');
  made.classList.add('raw');
  made.addEventListener('toggle', () => {
    if (!made.open || made.children.length > 1) return;
    const lines = JSON.stringify(incident, null, 1).split('\n');
    made.append(make('pre', '', lines.map((line) => [stranger(line, '', 4 * LONG_TEXT), '\n'])));
  });
  return made;
}
