# What embed.cmake makes the page of incidents of. Files of the page of dossiers are shared.
set(header report/forms/incident_page.h)
set(namespace s3rare::report)
set(shared ../../investigate/page)
set(styles ${shared}/page.css page.css)
set(scripts ${shared}/text.js ${shared}/values.js ${shared}/parts.js ${shared}/axis.js ${shared}/copy.js
            ${shared}/list.js ${shared}/boxes.js bucket_timeline.js actions.js sources.js incident.js
            incident_row.js incident_columns.js page.js)
