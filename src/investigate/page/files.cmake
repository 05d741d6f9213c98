# What embed.cmake makes the page of dossiers of.
set(header investigate/dossier/page.h)
set(namespace s3rare::investigate)
set(styles page.css)
set(scripts text.js values.js parts.js axis.js drawing.js timeline.js changes.js requests.js
            dossier.js copy.js row.js list.js alert_columns.js boxes.js page.js)
