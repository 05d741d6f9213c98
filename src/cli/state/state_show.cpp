// `s3rare state show`: summarizes what a state holds.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/reading/run_output.h"
#include "json/writer.h"
#include "state/column_text.h"
#include "state/contents.h"

namespace s3rare::cli {
namespace {

// The number of covered days, and of days without records between the first and the last.
struct Days {
  std::uint64_t covered = 0;
  std::uint64_t missing = 0;
  std::optional<std::int64_t> first;
  std::int64_t last = 0;

  explicit Days(const Coverage& coverage) {
    coverage.for_each_day([&](std::int64_t day) {
      ++covered;
      if (!first) first = day;
      last = day;
    });
    if (first) missing = static_cast<std::uint64_t>(last - *first + 1) - covered;
  }
};

std::string range(const std::optional<EventTime>& from, const std::optional<EventTime>& to) {
  return from && to ? fmt::format("from {} to {}", format_utc(*from), format_utc(*to)) : "none";
}

std::string show_text(const state::State& state, const state::Contents& contents) {
  const state::Settings& settings = state.settings();
  const Days days(contents.days);
  std::string text = fmt::format(
      "settings  --term {} --window {} --principal {}\n", term_field_names(settings.term_fields),
      format_duration(settings.window), state::principal_text(settings.principal));
  text += fmt::format("terms     {}, seen {}\n", contents.terms,
                      range(contents.first_seen, contents.last_seen));
  text += fmt::format("episodes  {} alerted + {} held + {} learned\n", contents.episodes_alerted,
                      contents.episodes_held, contents.episodes_learned);
  text += fmt::format("alerts    {} written + {} held\n", contents.alerts_written,
                      contents.alerts_held);
  text +=
      fmt::format("files     {} read + {} damaged\n", contents.files_read, contents.files_damaged);
  if (days.first) {
    text +=
        fmt::format("days      {} covered, from {} to {}, {} missing in between\n", days.covered,
                    state::day_text(*days.first), state::day_text(days.last), days.missing);
  }
  if (contents.newest)
    text += fmt::format("newest    record of {}\n", format_utc(*contents.newest));
  if (state.horizon()) {
    text +=
        fmt::format("horizon   {}: earlier matches are ignored\n", format_utc(*state.horizon()));
  }
  if (contents.last_run) {
    const state::Run& run = *contents.last_run;
    text +=
        fmt::format("runs      {}, last at {} on {}: {} files, {} records, {} matches, {} alerts\n",
                    contents.runs, format_utc({run.started.seconds, 0}),
                    text::show_safely(run.host), run.files, run.records, run.matches, run.alerts);
  }
  return text;
}

void write_time(json::JsonWriter& json, std::string_view name,
                const std::optional<EventTime>& time) {
  json.key(name);
  if (time) {
    json.string(format_utc(*time));
  } else {
    json.null();
  }
}

std::string show_json(const state::State& state, const state::Contents& contents) {
  const state::Settings& settings = state.settings();
  const Days days(contents.days);
  json::JsonWriter json;
  json.begin_object();
  json.key("schema").number(static_cast<std::uint64_t>(state::kSchemaVersion));
  json.field("term", term_field_names(settings.term_fields))
      .field("window", format_duration(settings.window))
      .field("principal", state::principal_text(settings.principal));
  json.key("terms").number(contents.terms);
  write_time(json, "first_seen", contents.first_seen);
  write_time(json, "last_seen", contents.last_seen);
  json.key("episodes").begin_object();
  json.key("alerted").number(contents.episodes_alerted);
  json.key("held").number(contents.episodes_held);
  json.key("learned").number(contents.episodes_learned).end_object();
  json.key("alerts").begin_object();
  json.key("written").number(contents.alerts_written);
  json.key("held").number(contents.alerts_held).end_object();
  json.key("files").begin_object();
  json.key("read").number(contents.files_read);
  json.key("damaged").number(contents.files_damaged).end_object();
  json.key("days_covered").number(days.covered);
  json.key("days_missing").number(days.missing);
  write_time(json, "newest_record", contents.newest);
  write_time(json, "horizon", state.horizon());
  json.key("runs").number(contents.runs);
  if (contents.last_run) {
    const state::Run& run = *contents.last_run;
    json.key("last_run").begin_object();
    write_time(json, "started", run.started);
    json.field("host", text::show_safely(run.host));
    json.key("files").number(run.files);
    json.key("records").number(run.records);
    json.key("matches").number(run.matches);
    json.key("alerts").number(run.alerts).end_object();
  }
  return json.end_object().take() + "\n";
}

}  // namespace

int run_state_show(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  auto state = state::State::open(*options.state, state::State::Access::read, options.started);
  if (!state) return end_with(messages, state.error());
  const auto contents = state::count_contents(*state);
  if (!contents) return end_with(messages, contents.error());
  auto sink = files::Sink::standard_output();
  auto written =
      sink.write(options.json ? show_json(*state, *contents) : show_text(*state, *contents));
  if (written) written = sink.commit();
  return end_with(messages, written);
}

}  // namespace s3rare::cli
