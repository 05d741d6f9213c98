// Draws a timeline. Bar heights grow with the square root of a count, so that one request stays
// visible beside thousands.

const LANES = [
  {name: 'anonymous', title: 'anonymous, succeeded'},
  {name: 'denied', title: 'anonymous, denied or failed'},
  {name: 'signed', title: 'signed'},
];
const LANE_HEIGHT = 46;
const BAR_HEIGHT = 26;

function drawLane(lane, timeline, x, y, width) {
  const [from, to] = timeline.span;
  const steps = timeline.steps.filter((one) => numberAt(one, lane.name) > 0);
  const inSpan = steps.filter((one) => one.seconds < to && one.seconds + timeline.step > from);
  const most = Math.max(...steps.map((one) => numberAt(one, lane.name)));
  const total = sum(steps.map((one) => numberAt(one, lane.name)));
  const bars = inSpan.map((one) => {
    const number = numberAt(one, lane.name);
    const left = Math.max(x(one.seconds), 0);
    const size = Math.max(Math.min(x(one.seconds + timeline.step), width) - left - 0.5, 2);
    const height = Math.max(BAR_HEIGHT * Math.sqrt(number / most), 2);
    return draw(
      'rect',
      {x: left, y: y + LANE_HEIGHT - 4 - height, width: size, height, class: `bar ${lane.name}`},
      `${timeText(timeOf(one.seconds))}, ${duration(timeline.step)}: ${count(number)} ${lane.title}`,
    );
  });
  const base = y + LANE_HEIGHT - 4;
  return [
    label(
      0,
      y + 10,
      `${lane.title}: ${count(total)}, at most ${count(most)} in ${duration(timeline.step)}`,
    ),
    draw('line', {x1: 0, x2: width, y1: base, y2: base, class: 'base'}),
    ...bars,
  ];
}

// Up for opened, down for closed, a bar for neither; hollow if uncertain.
function drawChange({change, seconds}, timeline, x, y) {
  const effect = textAt(change, 'effect');
  const shapes = {
    opened: 'M-6,5 L6,5 L0,-6 Z',
    may_open: 'M-6,5 L6,5 L0,-6 Z',
    closed: 'M-6,-5 L6,-5 L0,6 Z',
  };
  const isShape = Object.hasOwn(shapes, effect);
  const isCause = seconds === timeline.exposedAt && effect === 'opened';
  const hasFailed = textAt(change, 'error_code') !== '';
  const title = [
    timeText(timeOf(seconds)),
    textAt(change, 'action'),
    words(effect),
    textAt(change, 'told'),
  ];
  const classes = ['change', isShape ? effect : 'none', hasFailed && 'failed', isCause && 'cause'];
  return draw(
    'path',
    {
      d: isShape ? shapes[effect] : 'M-1.5,-5 L1.5,-5 L1.5,5 L-1.5,5 Z',
      transform: `translate(${x(seconds)},${y})`,
      class: classes.filter(Boolean).join(' '),
    },
    visible(title.filter(Boolean).join(', ')),
  );
}

function drawChanges(timeline, x, y, width) {
  const [from, to] = timeline.span;
  const base = y + LANE_HEIGHT - 4;
  return [
    label(0, y + 10, `access changes: ${count(timeline.changes.length)}`),
    draw('line', {x1: 0, x2: width, y1: base, y2: base, class: 'base'}),
    ...timeline.changes
      .filter((one) => one.seconds >= from && one.seconds <= to)
      .map((one) => drawChange(one, timeline, x, base - 10)),
  ];
}

function drawAlert(timeline, x, y, width) {
  const left = x(timeline.alert);
  const nearEnd = left > width - 40;
  return [
    draw('line', {x1: left, x2: left, y1: 4, y2: y, class: 'moment'}),
    label(left + (nearEnd ? -4 : 4), 12, 'alert', 'moment', nearEnd ? 'end' : 'start'),
  ];
}

function drawTimeline(timeline, width) {
  const [from, to] = timeline.span;
  const x = (seconds) => Math.round(((seconds - from) / (to - from)) * width * 10) / 10;
  const lanes = LANES.filter((lane) => timeline.steps.some((one) => numberAt(one, lane.name) > 0));
  const drawings = lanes.map((lane) => (y) => drawLane(lane, timeline, x, y, width));
  if (timeline.changes.length > 0) drawings.unshift((y) => drawChanges(timeline, x, y, width));
  const bottom = TOP + drawings.length * LANE_HEIGHT;
  const picture = draw('svg', {
    viewBox: `0 0 ${width} ${bottom + 18}`,
    role: 'img',
    class: 'timeline',
    'aria-label': 'Requests of the source and access changes over time',
  });
  picture.append(...drawAxis(timeline, x, bottom, width));
  picture.append(...drawings.flatMap((drawing, at) => drawing(TOP + at * LANE_HEIGHT)));
  if (Number.isFinite(timeline.alert)) picture.append(...drawAlert(timeline, x, bottom, width));
  picture.append(...picture.querySelectorAll('text')); // over lines and bars
  return picture;
}
