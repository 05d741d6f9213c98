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

// The time spans on offer, by name.
function spansOf(timeline) {
  const requests = timeline.steps
    .flatMap((one) => [one.seconds, one.seconds + timeline.step])
    .concat(timeline.alert);
  const changes = timeline.changes.map((one) => one.seconds);
  return differentSpans([
    ['all', widened([...requests, ...changes])],
    ['requests', widened(requests)],
    ['whole window', timeline.window],
  ]);
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

// The picture, and the choice of its span.
function makeTimeline(dossier) {
  const timeline = timelineOf(dossier);
  return makeFigure(spansOf(timeline), [legend(timeline), missingLanes(timeline)], (span, width) =>
    drawTimeline({...timeline, span}, width),
  );
}
