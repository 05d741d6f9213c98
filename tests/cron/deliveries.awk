# Writes the deliveries of a trail in 31 days: $root/00/AWSLogs/... holds the files of the first day,
# and so on. The output is the same on every machine.
#
#   awk -v root=deliveries -f deliveries.awk    prints the files to compress
#
# Four files a day, each delivered five minutes after its six hours, so the last one of a day is in
# the folder of the next day, as with CloudTrail. The file of another region for day 8 comes on day 11.

BEGIN {
  seed = 47
  kDay = 86400
  kNoon = 43200
  kLastDay = 30
  for (day = 0; day <= kLastDay; ++day) {
    for (quarter = 0; quarter < 4; ++quarter) records[quarter] = ""
    if (again != "") records[0] = again  # a record of yesterday, delivered again
    add_sources(day)
    add_others(day)
    for (quarter = 0; quarter < 4; ++quarter) {
      write_file(day, "us-east-1", day * kDay + quarter * 21600, records[quarter], quarter % 2 == 1)
    }
  }
  write_late_file()
}

# Sources with known alerts, and some random ones.
function add_sources(day,  i) {
  for (i = 1; i <= 5; ++i) add_match("192.0.2." i, day, int(random() * kDay))         # daily
  add_match("2001:db8::" day, day, int(random() * kDay))                              # once
  add_match("2001:db8:1::" day, day, int(random() * kDay))                            # once
  if (day % 3 == 0) add_match("198.51.100.3", day, kNoon)                             # 3 days
  if (day % 7 == 1) add_match("198.51.100.7", day, kNoon)                             # 7 days
  if (day % 7 == 2) add_match("198.51.100.17", day, kNoon)                            # 7 days
  if (day % 7 == 2) add_match("198.51.100.8", day, kNoon + int(day / 7))              # and a second
  if (day % 10 == 0) add_match("198.51.100.10", day, kNoon)                           # 10 days
  for (i = 20; i < 50; ++i) {
    if (random() < 0.12) add_match("198.51.100." i, day, int(random() * kDay))
  }
  # On time; write_late_file writes the others.
  if (day == 2 || day == 10) add_match("203.0.113.1", day, kNoon)
  if (day == 9) add_match("203.0.113.3", day, kNoon)
  if (day == 14) add_match("203.0.113.4", day, kNoon)
  if (day == 1 || day == 13) add_match("203.0.113.6", day, kNoon)
}

function write_late_file(  text) {
  text = joined(text, match_of("192.0.2.1", 8, kNoon))    # seen daily
  text = joined(text, match_of("203.0.113.1", 8, kNoon))  # joins two episodes that alerted
  text = joined(text, match_of("203.0.113.2", 8, kNoon))  # new
  text = joined(text, match_of("203.0.113.3", 8, kNoon))  # a day before its alert
  text = joined(text, match_of("203.0.113.4", 8, kNoon))  # new, returns after the delivery
  text = joined(text, match_of("203.0.113.6", 8, kNoon))  # keeps an episode alive
  write_file(11, "eu-west-1", 8 * kDay + 21600, text, 1)
}

# Records that do not match, of sources that would be new.
function add_others(day) {
  add(day, kNoon, record("192.0.2.201", day, kNoon, "GetObject", "IAMUser", "111122223333", ""))
  add(day, 100, record("192.0.2.202", day, 100, "GetObject", "AWSAccount", "anonymous",
                       "AccessDenied"))
  add(day, 70000, record("192.0.2.203", day, 70000, "HeadObject", "AWSAccount", "anonymous", ""))
  add(day, 30000, record("192.0.2.204", day, 30000, "ListBuckets", "Root", "111122223333", ""))
}

function add_match(source, day, second) {
  again = match_of(source, day, second)
  add(day, second, again)
}

function match_of(source, day, second,  account) {
  account = day < 12 ? "ANONYMOUS_PRINCIPAL" : "anonymous"
  return record(source, day, second, day % 2 ? "GetObject" : "ListObjects", "AWSAccount", account,
                "")
}

function add(day, second, text,  quarter) {
  quarter = int(second / 21600)
  records[quarter] = joined(records[quarter], text)
}

function joined(list, text) { return list == "" ? text : list "," text }

function record(source, day, second, action, type, account, error) {
  return sprintf("{\"eventVersion\":\"1.09\",\"userIdentity\":{\"type\":\"%s\",\"principalId\":" \
                 "\"\",\"accountId\":\"%s\"},\"eventTime\":\"%s\",\"eventSource\":" \
                 "\"s3.amazonaws.com\",\"eventName\":\"%s\",\"awsRegion\":\"us-east-1\"," \
                 "\"sourceIPAddress\":\"%s\",\"userAgent\":\"[curl/8.5.0]\",%s" \
                 "\"requestParameters\":{\"bucketName\":\"example-public\",\"key\":\"k%d\"}," \
                 "\"responseElements\":null,\"requestID\":\"%s\",\"eventID\":\"%s-%s-4%s-9%s-%s\"," \
                 "\"readOnly\":true,\"eventType\":\"AwsApiCall\",\"managementEvent\":false," \
                 "\"recipientAccountId\":\"111122223333\",\"eventCategory\":\"Data\"}",
                 type, account, time_of(day * kDay + second), action, source,
                 error == "" ? "" : "\"errorCode\":\"" error "\",", int(random() * 1000),
                 letters(16, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), hex(8), hex(4), hex(3), hex(3),
                 hex(12))
}

# Writes the file of six hours from a given second of the month.
function write_file(arrives, region, begin, text, compress,  delivered, day, folder, path) {
  delivered = time_of(begin + 21600 + 300)
  day = substr(delivered, 1, 10)
  gsub(/-/, "/", day)
  folder = sprintf("%s/%02d/AWSLogs/111122223333/CloudTrail/%s/%s", root, arrives, region, day)
  system("mkdir -p " folder)
  gsub(/[-:]/, "", delivered)
  path = sprintf("%s/111122223333_CloudTrail_%s_%sZ_%s.json", folder, region,
                 substr(delivered, 1, 13), letters(16, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
  printf "{\"Records\":[%s]}\n", text >path
  close(path)
  if (compress) print path
}

# Day 0 is the 15th of February of a leap year.
function time_of(second,  day) {
  day = int(second / kDay)
  second %= kDay
  return sprintf(day < 15 ? "2024-02-%02dT%02d:%02d:%02dZ" : "2024-03-%02dT%02d:%02d:%02dZ",
                 day < 15 ? day + 15 : day - 14, int(second / 3600), int(second / 60) % 60,
                 second % 60)
}

function hex(count) { return letters(count, "0123456789abcdef") }

function letters(count, from,  text) {
  for (text = ""; count > 0; --count) text = text substr(from, 1 + int(random() * length(from)), 1)
  return text
}

# The minimal standard generator: rand() differs between implementations of awk.
function random() {
  seed = seed * 16807 % 2147483647
  return seed / 2147483647
}
