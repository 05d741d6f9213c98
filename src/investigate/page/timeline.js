// The picture of a dossier: anonymous, denied and signed requests of the source over time, access
// changes, and the time of the alert.

// The data to draw; times in seconds.
function timelineOf(dossier) {
  const step = numberAt(dossier, 'timeline', 'step_seconds') || 1;
  const steps = listAt(dossier, 'timeline', 'steps').map((one) => ({
    ...one,
    seconds: secondsOf(textAt(one, 'begin')),
  }));
  const changes = listAt(dossier, 'bucket_changes', 'changes').map((change) => ({
    change,
    seconds: secondsOf(textAt(change, 'time')),
  }));
  return {
    step,
    steps: steps.filter((one) => Number.isFinite(one.seconds)),
    changes: changes.filter((one) => Number.isFinite(one.seconds)),
    alert: secondsOf(textAt(dossier, 'alert', '@timestamp')),
    window: ['from', 'to'].map((end) => secondsOf(textAt(dossier, 'window', end))),
    exposedAt: secondsOf(textAt(dossier, 'exposed_by', 'time')),
  };
}

// The time spans on offer, by name; of equal spans the first.
function spansOf(timeline) {
  const requests = timeline.steps
    .flatMap((one) => [one.seconds, one.seconds + timeline.step])
    .concat(timeline.alert);
  const changes = timeline.changes.map((one) => one.seconds);
  const spans = [
    ['all', widened([...requests, ...changes])],
    ['requests', widened(requests)],
    ['whole window', timeline.window],
  ];
  const seen = new Set();
  return spans.filter(([, span]) => {
    const same = seen.has(String(span));
    seen.add(String(span));
    return span.every(Number.isFinite) && span[1] > span[0] && !same;
  });
}

function widened(times) {
  const known = times.filter(Number.isFinite);
  const first = Math.min(...known);
  const last = Math.max(...known);
  const slack = Math.max((last - first) * 0.03, 60);
  return [first - slack, last + slack];
}

function legend(timeline) {
  return timeline.changes.length > 0 ? '▲ opened  △ may have opened  ▼ closed. ' : '';
}

function missingLanes(timeline) {
  const missing = LANES.filter(
    (lane) => !timeline.steps.some((one) => numberAt(one, lane.name) > 0),
  ).map((lane) => lane.title);
  const none = [];
  if (missing.length > 0) {
    none.push(`None in the time looked at (--before, --after): ${missing.join('; ')}.`);
  }
  if (timeline.changes.length === 0) none.push('No change of access in the logs.');
  return none.join(' ');
}

// Buttons for the spans; one is pressed.
function makeChoices(spans, onChoice) {
  if (spans.length < 2) return [];
  const choices = spans.map(([name, span]) =>
    button('choice', name, ({currentTarget}) => {
      for (const choice of choices) choice.ariaPressed = choice === currentTarget;
      onChoice(span);
      currentTarget.focus();
    }),
  );
  for (const [at, choice] of choices.entries()) choice.ariaPressed = at === 0;
  return choices;
}

// The picture, drawn to the available width, and the choice of its span.
function makeTimeline(dossier) {
  const timeline = timelineOf(dossier);
  const spans = spansOf(timeline);
  const figure = make('figure', 'timeline');
  if (spans.length === 0) return figure;
  let width = 900;
  const redraw = () => figure.firstChild.replaceWith(drawTimeline(timeline, width));
  const choices = makeChoices(spans, (span) => {
    timeline.span = span;
    redraw();
  });
  timeline.span = spans[0][1];
  const caption = make('figcaption', '', choices, legend(timeline), missingLanes(timeline));
  figure.append(drawTimeline(timeline, width), caption);
  new ResizeObserver(([{contentRect}]) => {
    const there = Math.min(Math.max(Math.round(contentRect.width), 280), 1400);
    if (Math.abs(there - width) < 8) return;
    width = there;
    redraw();
  }).observe(figure);
  return figure;
}
