# What Debian asks of a package's files and a plain installation does not: pages are compressed, there is
# a changelog in Debian's form, and zsh looks for completions elsewhere.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
file(GLOB roots LIST_DIRECTORIES ON ${CPACK_TEMPORARY_DIRECTORY}/*/usr ${CPACK_TEMPORARY_DIRECTORY}/usr)
list(GET roots 0 usr)

set(text "")
file(STRINGS ${CPACK_S3RARE_CHANGELOG} lines)
set(ending "")
foreach(line IN LISTS lines)
  if(line MATCHES "^## ([0-9.]+) \\(([0-9-]+)\\)$")
    set(version ${CMAKE_MATCH_1})
    execute_process(COMMAND env LC_ALL=C date -u -R -d ${CMAKE_MATCH_2} OUTPUT_VARIABLE date
                    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    string(APPEND text "${ending}s3rare (${version}) unstable; urgency=medium\n\n")
    set(ending "\n -- ${CPACK_PACKAGE_CONTACT}  ${date}\n\n")
  elseif(ending AND line MATCHES "^- (.*)$")
    string(APPEND text "  * ${CMAKE_MATCH_1}\n")
  elseif(ending AND line MATCHES "^  (.*)$")
    string(APPEND text "    ${CMAKE_MATCH_1}\n")
  endif()
endforeach()
string(APPEND text "${ending}")
string(STRIP "${text}" text)
file(WRITE ${usr}/share/doc/s3rare/changelog "${text}\n")
file(CHMOD ${usr}/share/doc/s3rare/changelog PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)

file(RENAME ${usr}/share/zsh/site-functions ${usr}/share/zsh/vendor-completions)
file(GLOB pages ${usr}/share/man/man[15]/*.[15])
execute_process(COMMAND gzip -9nf ${usr}/share/doc/s3rare/changelog ${pages}
                COMMAND_ERROR_IS_FATAL ANY)
# Whatever the umask is.
execute_process(COMMAND find ${usr} -type d -exec chmod 755 "{}" + COMMAND_ERROR_IS_FATAL ANY)
