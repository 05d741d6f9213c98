// A dossier, the most important first: findings, the picture, who opened the bucket, what the
// source did, other sources. Long parts and evidence are folded.

function makeDossier(dossier) {
  return make(
    'article',
    '',
    alertPart(dossier),
    findingsPart(dossier),
    section('Timeline', makeTimeline(dossier)),
    exposedPart(dossier),
    intervalsPart(dossier),
    sourcePart(dossier),
    requestsPart(dossier),
    enumerationsPart(dossier),
    changesPart(dossier),
    othersPart(dossier),
    rawPart(dossier),
  );
}

function alertPart(dossier) {
  const alert = at(dossier, 'alert');
  const reasons = listAt(alert, 's3rare', 'priority_reasons');
  return make(
    'div',
    'about',
    make('h2', '', stranger(textAt(alert, 'message') || 'Alert')),
    make(
      'p',
      'tools',
      button('copy', 'Copy as text', ({currentTarget}) =>
        copy(textOf(currentTarget.closest('article')), currentTarget),
      ),
    ),
    facts([
      ['time', timeText(textAt(alert, '@timestamp'))],
      [
        'priority',
        [
          stranger(textAt(alert, 's3rare', 'priority')),
          reasons.length > 0 && [': ', stranger(reasons.join('; '))],
        ],
      ],
      ['user agent', stranger(textAt(alert, 'user_agent', 'original'), 'code', 300)],
      ['account', stranger(textAt(alert, 'aws', 'cloudtrail', 'recipient_account_id'))],
      ['region', stranger(textAt(alert, 'cloud', 'region'))],
    ]),
    make('p', 'note', windowText(dossier), logsText(dossier)),
    evidenceFold([
      {
        event_id: textAt(alert, 'event', 'id'),
        file: textAt(alert, 'log', 'file', 'path'),
        offset: textAt(alert, 's3rare', 'offset'),
      },
    ]),
  );
}

function windowText(dossier) {
  const [from, to, before, after] = ['from', 'to', 'before', 'after'].map((name) =>
    textAt(dossier, 'window', name),
  );
  if (!from) return '';
  return visible(
    `Period: ${before} before the alert to ${after} after it, ${timeText(from)} to ${timeText(to)}. `,
  );
}

function logsText(dossier) {
  const logs = at(dossier, 'logs');
  if (!textAt(logs, 'first')) return 'The logs hold no record of it.';
  const covered = at(logs, 'covers_alert') === false ? ', but not the alert’s' : '';
  const days = counted(numberAt(logs, 'days'), 'day');
  const known = count(numberAt(logs, 'days_covered'));
  return `The logs hold records of ${known} of these ${days}${covered}: ${spanText(logs)}.`;
}

function findingsPart(dossier) {
  const findings = listAt(dossier, 'findings').map((finding) =>
    make(
      'li',
      '',
      stranger(textAt(finding, 'text')),
      ' ',
      evidenceFold(listAt(finding, 'evidence')),
    ),
  );
  return section('Findings', findings.length > 0 ? make('ol', 'findings', findings) : '');
}

// Built on demand.
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
