# The Debian package: `cpack` in the folder of a build. It holds the program with its pages and
# completions, s3rare-daily and units of systemd, which only an administrator enables. Of the core
# as a library it holds nothing.

set(changelog ${PROJECT_SOURCE_DIR}/.github/CHANGELOG.md)
set(maintainer "s3rare maintainers <s3rare@lists.example>")

# The date of a release is that of its entry in the changelog. Every file of the package has it, so that
# two builds of one version give the same bytes.
file(STRINGS ${changelog} first REGEX "^## " LIMIT_COUNT 1)
if(NOT first MATCHES "^## ([0-9.]+) \\(([0-9-]+)\\)$" OR NOT CMAKE_MATCH_1 STREQUAL PROJECT_VERSION)
  message(FATAL_ERROR "${changelog}: found '${first}', expected '## ${PROJECT_VERSION} (DATE)' first")
endif()
set(release_date ${CMAKE_MATCH_2})

install(PROGRAMS tests/cron/s3rare-daily DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES src/package/s3rare.service src/package/s3rare.timer src/package/s3rare-tell.service
        DESTINATION lib/systemd/system)
install(FILES src/package/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES src/investigate/dossier/FIELDS.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME dossier-fields.md)
install(FILES src/report/FIELDS.md DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME incident-fields.md)
install(FILES src/package/exceptions.ndjson DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME s3rare)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${maintainer}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "find unauthenticated S3 access in CloudTrail logs")
set(CPACK_PACKAGE_DESCRIPTION "s3rare reads exported AWS CloudTrail logs and prints an alert for each
source that accessed an S3 bucket without authentication and was not seen
in the 7 days before. It needs no cluster, no agent and no AWS account.
Alerts are documents of the Elastic Common Schema or of OCSF, one a line.")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS jq)  # s3rare-daily
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "awscli, bash-completion, bsd-mailx | mailx")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${PROJECT_SOURCE_DIR}/src/package/postinst ${PROJECT_SOURCE_DIR}/src/package/prerm
  ${PROJECT_SOURCE_DIR}/src/package/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/src/package/finish.cmake)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/src/package/dated.cmake)
set(CPACK_S3RARE_CHANGELOG ${changelog})
set(CPACK_S3RARE_DATE ${release_date})
include(CPack)
