# The expected properties of 30 daily runs, derived from the logs alone. Prints one line for each
# violation.
#
#   jq -nr --slurpfile matches F --slurpfile whole F --slurpfile daily F -f expect.jq
#
# matches: {term, time, id, late}, read from the logs without the program
# whole:   the alerts of one run over all logs, without a state
# daily:   the alerts of all daily runs

def seven_days: 7 * 24 * 60 * 60;

# The maximal chains of one source's matches in which no gap exceeds 7 days.
def episodes:
  map({key: [.term, .time, .id], late}) | group_by(.key)
  | map({term: .[0].key[0], time: .[0].key[1], id: .[0].key[2], late: any(.late)})
  | group_by(.term)
  | map(reduce .[] as $match ([];
      if length > 0 and ($match.time | fromdate) - (last.end | fromdate) <= seven_days
      then last.end = $match.time | last.late = (last.late or $match.late)
      else . + [$match + {end: $match.time}]
      end))
  | add;

def alert: {term: .source.address, time: ."@timestamp", id: .event.id};
def ids: map(.s3rare.alert_id);
def twice: group_by(.) | map(select(length > 1)[0]);
def is_in($episode): .term == $episode.term and .time >= $episode.time and .time <= $episode.end;
def must_be($what; $expected; $found):
  if $expected == $found then empty
  else "\($what): expected \($expected | tojson), found \($found | tojson)"
  end;

($matches | episodes) as $episodes
| ($daily | map(alert)) as $alerts
| must_be("alerts of one run that begin no episode, and episodes that begin with no alert"; [[], []];
    [($whole | map(alert)) as $found | ($episodes | map({term, time, id})) as $expected
     | $found - $expected, $expected - $found]),
  must_be("alert IDs that the daily runs printed twice"; []; $daily | ids | twice),
  must_be("daily alerts outside all episodes"; [];
    [$alerts[] | select(. as $alert | any($episodes[]; . as $one | $alert | is_in($one)) | not)]),

  # An episode without late data alerts where one run alerts, and nowhere else; one with late data
  # alerts, too, perhaps later than in one run, perhaps more than once.
  ($episodes[] | . as $episode | [$alerts[] | select(is_in($episode))]
   | if $episode.late
     then must_be("an episode with late data has alerted, \($episode | tojson)"; true; length > 0)
     else must_be("alerts of an episode"; [$episode | {term, time, id}]; .)
     end),
  must_be("the sources for which daily runs and one run differ"; ["203.0.113.1", "203.0.113.3"];
    [($daily - ($daily | map(select(.s3rare.alert_id | IN($whole | ids[]))))
      + ($whole - ($whole | map(select(.s3rare.alert_id | IN($daily | ids[])))))
      )[].source.address] | unique),

  # The sources that deliveries.awk adds for special cases. Without them everything above might hold
  # for logs in which nothing happens.
  ({"192.0.2.1": 1, "192.0.2.5": 1, "192.0.2.201": 0, "192.0.2.202": 0, "192.0.2.203": 0,
    "192.0.2.204": 0, "198.51.100.3": 1, "198.51.100.7": 1, "198.51.100.17": 1, "198.51.100.8": 4,
    "198.51.100.10": 3, "2001:db8::17": 1, "203.0.113.1": 2, "203.0.113.2": 1, "203.0.113.3": 1,
    "203.0.113.4": 1, "203.0.113.6": 1}
   | to_entries[] | .key as $term
   | must_be("daily alerts of \($term)"; .value; [$alerts[] | select(.term == $term)] | length))
