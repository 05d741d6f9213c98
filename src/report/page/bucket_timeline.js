// The picture of a bucket: changes of access, bands while it was open, and requests of strangers.

const QUESTIONS = [
  {name: 'list', title: 'listing'},
  {name: 'read', title: 'reading'},
  {name: 'write', title: 'writing'},
];
const BARS = [
  {name: 'anonymous', title: 'requests that succeeded', at: 1},
  {name: 'denied', title: 'denied or failed requests', at: 2},
];
const BAND_LANE = 30;
const BAR_LANE = 46;
const BAR_MOST = 26;

// The data to draw; times in seconds. A record without a time is left out.
function bucketTimelineOf(page) {
  const incident = at(page, 'incident');
  const step = numberAt(page, 'chart', 'step_seconds') || 1;
  const bars = listAt(page, 'chart', 'bars').filter(
    (bar) => Array.isArray(bar) && bar.every(Number.isFinite),
  );
  const logs = ['first', 'last'].map((end) => secondsOf(textAt(incident, 'logs', end)));
  const bands = listAt(incident, 'exposed', 'listed').map((one) => ({
    what: textAt(one, 'what'),
    state: textAt(one, 'state'),
    from: secondsOf(textAt(one, 'from')),
    to: secondsOf(textAt(one, 'to')),
  }));
  const causes = (member) =>
    new Set(
      listAt(incident, 'exposed', 'listed').flatMap((one) =>
        listAt(one, member).map((cause) => JSON.stringify(at(cause, 'evidence'))),
      ),
    );
  const [opening, closing] = [causes('opened_by'), causes('closed_by')];
  const changes = listAt(incident, 'changes', 'listed')
    .map((change) => {
      const evidence = JSON.stringify(at(change, 'evidence'));
      const effect = opening.has(evidence) ? 'opened' : closing.has(evidence) ? 'closed' : 'none';
      return {change, effect, seconds: secondsOf(textAt(change, 'time'))};
    })
    .filter((one) => Number.isFinite(one.seconds));
  return {step, bars, bands, changes, logs};
}

function bucketSpans({step, bars, bands, changes, logs}) {
  const told = [
    ...bars.flatMap(([begin]) => [begin, begin + step]),
    ...changes.map((one) => one.seconds),
    ...bands.flatMap((band) => [band.from, band.to]),
  ];
  return differentSpans([
    ['what happened', widened(told)],
    ['requests', widened(bars.flatMap(([begin]) => [begin, begin + step]))],
    ['all logs', widened(logs)],
  ]);
}

function drawBands(question, timeline, x, y, width) {
  const base = y + BAND_LANE - 4;
  const bands = timeline.bands.filter((band) => band.what === question.name);
  const drawn = bands.map((band) => {
    const end = Number.isFinite(band.to) ? band.to : timeline.logs[1];
    const left = Number.isFinite(band.from) ? Math.max(x(band.from), 0) : 0;
    const right = Number.isFinite(end) ? Math.min(x(end), width) : width;
    if (right < 0 || left > width) return '';
    const from = Number.isFinite(band.from) ? timeText(timeOf(band.from)) : 'before the logs';
    const to = Number.isFinite(band.to) ? timeText(timeOf(band.to)) : 'the end of the logs';
    const known = ['open', 'may be open', 'restricted'].includes(band.state);
    return draw(
      'rect',
      {
        x: left,
        y: base - 12,
        width: Math.max(right - left, 3),
        height: 12,
        class: `band ${known ? `band-${band.state.replaceAll(' ', '-')}` : ''}`,
      },
      visible(`${question.title}: ${band.state} from ${from} to ${to}`),
    );
  });
  const states = [...new Set(bands.map((band) => visible(band.state)))].join(', ');
  return [
    label(0, y + 10, `${question.title}: ${states}`),
    draw('line', {x1: 0, x2: width, y1: base, y2: base, class: 'base'}),
    ...drawn.filter(Boolean),
  ];
}

function drawBars(lane, timeline, x, y, width) {
  const base = y + BAR_LANE - 4;
  const numbers = timeline.bars.map((bar) => bar[lane.at]);
  const most = Math.max(...numbers);
  const drawn = timeline.bars
    .filter((bar) => bar[lane.at] > 0 && x(bar[0]) < width && x(bar[0] + timeline.step) > 0)
    .map((bar) => {
      const left = Math.max(x(bar[0]), 0);
      const height = Math.max(BAR_MOST * Math.sqrt(bar[lane.at] / most), 2);
      const size = Math.max(Math.min(x(bar[0] + timeline.step), width) - left - 0.5, 2);
      return draw(
        'rect',
        {x: left, y: base - height, width: size, height, class: `bar ${lane.name}`},
        `${timeText(timeOf(bar[0]))}, ${duration(timeline.step)}: ${count(bar[lane.at])} ${lane.title}`,
      );
    });
  const told = `${lane.title}: ${count(sum(numbers))}, at most ${count(most)} in ${duration(timeline.step)}`;
  return [
    label(0, y + 10, told),
    draw('line', {x1: 0, x2: width, y1: base, y2: base, class: 'base'}),
    ...drawn,
  ];
}

// Up for what opened, down for what closed, a bar for neither.
function drawMarks(timeline, x, y, width) {
  const shapes = {
    opened: 'M-6,5 L6,5 L0,-6 Z',
    closed: 'M-6,-5 L6,-5 L0,6 Z',
    none: 'M-1.5,-5 L1.5,-5 L1.5,5 L-1.5,5 Z',
  };
  const base = y + BAND_LANE - 4;
  const marks = timeline.changes
    .filter((one) => x(one.seconds) >= 0 && x(one.seconds) <= width)
    .map(({change, effect, seconds}) =>
      draw(
        'path',
        {
          d: shapes[effect],
          transform: `translate(${x(seconds)},${base - 7})`,
          class: `change ${effect}`,
        },
        visible(
          [timeText(timeOf(seconds)), textAt(change, 'action'), textAt(change, 'actor')].join(', '),
        ),
      ),
    );
  return [
    label(0, y + 10, `changes of access: ${count(timeline.changes.length)}`),
    draw('line', {x1: 0, x2: width, y1: base, y2: base, class: 'base'}),
    ...marks,
  ];
}

function drawBucket(timeline, span, width, told) {
  const [from, to] = span;
  const x = (seconds) => Math.round(((seconds - from) / (to - from)) * width * 10) / 10;
  const lanes = [];
  if (timeline.changes.length > 0) lanes.push([BAND_LANE, drawMarks]);
  for (const question of QUESTIONS) {
    if (timeline.bands.some((band) => band.what === question.name)) {
      lanes.push([BAND_LANE, (...rest) => drawBands(question, ...rest)]);
    }
  }
  for (const lane of BARS) {
    if (timeline.bars.some((bar) => bar[lane.at] > 0)) {
      lanes.push([BAR_LANE, (...rest) => drawBars(lane, ...rest)]);
    }
  }
  const bottom = TOP + sum(lanes.map(([height]) => height));
  const picture = draw('svg', {
    viewBox: `0 0 ${width} ${bottom + 18}`,
    role: 'img',
    class: 'timeline',
    'aria-label': told,
  });
  picture.append(...drawAxis({span}, x, bottom, width));
  let y = TOP;
  for (const [height, drawLane] of lanes) {
    picture.append(...drawLane(timeline, x, y, width));
    y += height;
  }
  const end = x(timeline.logs[1]);
  if (end > 0 && end < width) {
    picture.append(draw('line', {x1: end, x2: end, y1: 4, y2: bottom, class: 'end'}));
    picture.append(label(end - 4, 12, 'end of the logs', 'label', 'end'));
  }
  picture.append(...picture.querySelectorAll('text')); // over lines and bars
  return picture;
}

// What the picture shows is also told as a list.
function makeBucketTimeline(page) {
  const timeline = bucketTimelineOf(page);
  const exposed = listAt(page, 'lines', 'exposed').map(String);
  const told = visible(`Exposure and requests over time. ${exposed.join('. ')}`);
  const legend = timeline.changes.length > 0 ? '▲ opened  ▼ closed. ' : '';
  const none = exposed.length === 0 ? 'The logs do not show that it was open. ' : '';
  const caption = `${legend}${none}Times are UTC.`;
  return [
    makeFigure(bucketSpans(timeline), caption, (span, width) =>
      drawBucket(timeline, span, width, told),
    ),
    exposed.length > 0
      ? make(
          'ul',
          'why',
          exposed.map((one) => make('li', '', stranger(one))),
        )
      : '',
  ];
}
