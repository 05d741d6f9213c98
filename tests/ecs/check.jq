# Checks the alerts among the lines against the fields of fields.json ($lists): prints one line for
# each distinct fault. Ignores fields below `s3rare`, which are the program's own.
#   jq -nRr --slurpfile lists fields.json -f check.jq FILE...

(($lists[0] | map(.fields) | add)) as $fields
| ($fields | keys_unsorted
   | map(split(".") as $parts | range(1; $parts | length) | $parts[:.] | join("."))
   | map({key: ., value: true}) | from_entries) as $parents

| def is_ipv4: test("^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}$");

  def groups: if . == "" then [] else split(":") end;

  def is_ipv6:
    (if test(":[0-9.]+$") and test("\\.")
     then capture("^(?<head>.*:)(?<tail>[0-9.]+)$")
       | if .tail | is_ipv4 then .head + "0:0" else "no" end
     else . end)
    | split("::")
    | (map(groups) | add) as $groups
    | ($groups | all(test("^[0-9A-Fa-f]{1,4}$")))
      and ((length == 1 and ($groups | length) == 8) or (length == 2 and ($groups | length) < 8));

  def is_time: test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z$");

  def has_type($kind):
    if $kind == "keyword" or $kind == "match_only_text" or $kind == "wildcard"
    then type == "string"
    elif $kind == "ip" then type == "string" and . != "" and (is_ipv4 or is_ipv6)
    elif $kind == "date" then type == "string" and is_time
    elif $kind == "long" then type == "number" and . == floor
    elif $kind == "float" then type == "number"
    elif $kind == "boolean" then type == "boolean"
    elif $kind == "geo_point"
    then type == "object" and keys == ["lat", "lon"] and (map(type) | unique) == ["number"]
      and .lat >= -90 and .lat <= 90 and .lon >= -180 and .lon <= 180
    elif $kind == "flattened" or $kind == "object" or $kind == "nested" or $kind == "group"
    then type == "object"
    else false end;

  # The faults of a value at a path, such as ["source", "ip"].
  def faults($at):
    ($at | join(".")) as $name
    | $fields[$name] as $field
    | def faults_below: to_entries[] | .key as $key | .value | faults($at + [$key]);
      def faults_of_one:
        if has_type($field.type) | not then "\($name): found \(tojson), expected \($field.type)"
        elif $field.allowed and ([.] | inside($field.allowed) | not)
        then "\($name): found \(tojson), expected one of \($field.allowed | join(", "))"
        elif type == "object" and $parents[$name] then faults_below
        else empty end;
      if $name == "s3rare" then empty
      elif $field == null then
        if type == "object" and ($parents[$name] or $at == []) then faults_below
        else "\($name): unknown field" end
      elif $field.array then
        if type != "array" or length == 0 then "\($name): found \(tojson), expected an array"
        else .[] | faults_of_one end
      elif type == "array" then "\($name): found an array, expected one \($field.type)"
      else faults_of_one end;

  def faults_of_types:
    [.event.category[]? | strings | $fields["event.category"]["event.type"][.] // [] | .[]] as $types
    | .event.type[]? | select([.] | inside($types) | not)
    | "event.type: found \(tojson), expected one that goes with event.category";

  def faults_of_alert:
    faults([]), faults_of_types,
    (if has("@timestamp") then empty else "@timestamp: found none" end),
    (if (.ecs.version? | type) == "string" and (.ecs.version | startswith("9.4")) then empty
     else "ecs.version: found \(.ecs.version? | tojson), expected 9.4" end);

  # Within brackets: jq 1.6 lets `?` swallow the errors of all that follows.
  [inputs | select(test("\"alert_id\"")) | [fromjson?] | .[] | objects
   | select(.s3rare? | type == "object" and has("alert_id")) | faults_of_alert]
| unique[]
