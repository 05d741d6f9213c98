#include "output/alert_message.h"

#include "text/terminal_text.h"

namespace s3rare::output {
namespace {

// "GetObject of KEY in bucket BUCKET".
std::string describe_action(std::string_view action, std::string_view bucket,
                            std::string_view key) {
  std::string text(action);
  if (!key.empty()) text.append(" of ").append(key);
  if (!bucket.empty()) text.append(key.empty() ? " on bucket " : " in bucket ").append(bucket);
  return text;
}

// What is new: nothing for the source alone, which the sentence names last; else "; the bucket b
// was", or "; the source s and the host h were" with "together".
struct NewTerm {
  std::string subject = ", ";
  std::string_view together;
};

NewTerm new_term_of(const Alert& alert, const TermFields& fields) {
  if (fields == TermFields{TermField::source_address}) return {};
  const auto values = term_values(alert.term, fields);
  NewTerm term{"; ", {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool is_last = i + 1 == values.size();
    if (i > 0) term.subject.append(is_last ? " and " : ", ");
    term.subject.append("the ").append(brief_name(fields[i])).append(" ").append(values[i]);
  }
  term.subject.append(values.size() > 1 ? " were " : " was ");
  if (values.size() > 1) term.together = " together";
  return term;
}

}  // namespace

std::string message_of(const Alert& alert, const TermFields& fields,
                       std::string_view history_window, const DetailReader& detail) {
  const std::string_view source = detail.find(DetailField::source_address);
  const NewTerm term = new_term_of(alert, fields);
  std::string text = "Unauthenticated " + describe_action(detail.find(DetailField::action),
                                                          detail.find(DetailField::bucket),
                                                          detail.find(DetailField::key));
  text.append(" by ").append(source.empty() ? "an unknown source" : source).append(term.subject);
  if (const auto previous = alert.previous_seen()) {
    text.append("last seen").append(term.together).append(" ").append(format_utc(*previous));
  } else {
    text.append("not seen").append(term.together).append(" in the ");
    text.append(history_window).append(" before");
  }
  if (detail.has(DetailField::access_log)) text.append(" (from an S3 server access log)");
  return text::show_safely(text);
}

}  // namespace s3rare::output
