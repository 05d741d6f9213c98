# Checks the OCSF events among the lines against the objects of fields.json ($lists): prints one line
# for each distinct fault. Ignores what is below `unmapped`, and objects that the list does not hold.
#   jq -nRr --slurpfile lists fields.json -f check.jq FILE...

$lists[0] as $schema
| def type_of($kind): $schema.types[$kind] as $type
    | if $type == null then null elif $type.type then type_of($type.type) else $kind end;

  def regexes_of($kind): $schema.types[$kind] as $type
    | if $type == null then empty else ($type.regex // empty), (($type.type // empty) | regexes_of(.)) end;

  def has_type($kind):
    if $kind == "string_t" then type == "string"
    elif $kind == "integer_t" or $kind == "long_t" then type == "number" and . == floor
    elif $kind == "float_t" then type == "number"
    elif $kind == "boolean_t" then type == "boolean"
    elif $kind == "json_t" then true
    else type == "object" end;

  # The caption of a value stands beside it: `type` of `type_id`, `class_name` of `class_uid`.
  def caption_name: if . == "category_uid" or . == "class_uid" or . == "type_uid" or . == "activity_id"
    then sub("_(uid|id)$"; "_name") else sub("_id$"; "") end;

  def faults($at; $object; $profiles):
    . as $value
    | ($schema.objects[$object]) as $definition
    | ($definition.attributes) as $attributes
    | def faults_of($name; $attribute):
        ($at + "." + $name) as $path
        | (type_of($attribute.type)) as $kind
        | if $kind == null then
            if type != "object" then "\($path): found \(tojson), expected an object"
            elif $schema.objects[$attribute.type]
            then faults($path; $attribute.type; $profiles) else empty end
          elif has_type($kind) | not then "\($path): found \(tojson), expected \($attribute.type)"
          elif type == "string" and (. as $text | [regexes_of($attribute.type)]
                                     | all(. as $regex | $text | test($regex)) | not)
          then "\($path): found \(tojson), expected \($attribute.type)"
          elif $name == "type_id" and $object == "observable"
          then if tostring | [.] | inside($schema.observable_types) then empty
               else "\($path): found \(tojson), expected a type of observables" end
          elif $attribute.enum and ($attribute.enum | keys) != ["0"]
               and ($attribute.enum[tostring] == null)
          then "\($path): found \(tojson), expected a value of the enumeration"
          elif $attribute.enum and tostring != "99" and $attribute.enum[tostring]
               and ($value[$name | caption_name] // $attribute.enum[tostring])
                   != $attribute.enum[tostring]
          then "\($at).\($name | caption_name): found \($value[$name | caption_name] | tojson), "
               + "expected \($attribute.enum[tostring])"
          else empty end;
      ($value | to_entries[] | .key as $name | .value
       | $attributes[$name] as $attribute
       | if $attribute == null then "\($at).\($name): unknown attribute"
         elif $attribute.profile and ([$attribute.profile] | inside($profiles) | not)
         then "\($at).\($name): needs the profile \($attribute.profile)"
         elif $attribute.array then
           if type != "array" or length == 0
           then "\($at).\($name): found \(tojson), expected an array"
           else to_entries[] | .key as $i | .value
                | faults_of($name; $attribute) end
         else faults_of($name; $attribute) end),
      ($attributes | to_entries[]
       | select(.value.required
                and (.value.profile == null or ([.value.profile] | inside($profiles)))
                and $value[.key] == null)
       | "\($at).\(.key): missing"),
      (($definition.constraints.at_least_one // empty)
       | select(all($value[.] == null)) | "\($at): expected one of \(join(", "))");

  def faults_of_event:
    faults("event"; "detection_finding"; .metadata.profiles // []),
    (if .category_uid == 2 and .class_uid == 2004 and .type_uid == .class_uid * 100 + .activity_id
     then empty else "event: found another class than Detection Finding" end),
    (if .metadata.version == $schema.ocsf then empty
     else "event.metadata.version: found \(.metadata.version | tojson)" end);

# Within brackets: jq 1.6 lets `?` swallow the errors of all that follows.
[inputs | [fromjson?] | .[] | select(type == "object" and has("class_uid")) | faults_of_event]
| unique[]
