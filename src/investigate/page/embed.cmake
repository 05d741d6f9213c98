# Makes a web page one text and puts it into a C++ source: `page_begin` is what stands before
# @DATA@ in page.html, `page_end` what stands after it. Run by the build:
#   cmake -D FOLDER=src/investigate/page -D OUTPUT=page_text.cpp -P embed.cmake
# files.cmake in the folder lists the files of the style and of the script, in order, and says in
# which header and namespace the two functions are.
cmake_minimum_required(VERSION 3.25)

include(${FOLDER}/files.cmake)

# The files of the style, and those of the script one behind the other in a block of their own.
set(style "")
foreach(name IN LISTS styles)
  file(READ ${FOLDER}/${name} text)
  string(APPEND style "${text}")
endforeach()
set(script "'use strict';\n{")
foreach(name IN LISTS scripts)
  file(READ ${FOLDER}/${name} text)
  string(APPEND script "\n${text}")
endforeach()
string(APPEND script "}\n")

# 'sha256-...' of a text, as a Content-Security-Policy has it. Three hexadecimal digits are two of
# base64; 32 bytes are 64 of the former, and 43 of the latter and a `=`.
function(policy_hash text result)
  set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  string(SHA256 hex "${text}")
  string(APPEND hex 00)
  set(base64 "")
  foreach(begin RANGE 0 63 3)
    string(SUBSTRING ${hex} ${begin} 3 three)
    math(EXPR high "0x${three} >> 6")
    math(EXPR low "0x${three} & 63")
    string(SUBSTRING ${digits} ${high} 1 first)
    string(SUBSTRING ${digits} ${low} 1 second)
    string(APPEND base64 ${first}${second})
  endforeach()
  string(SUBSTRING ${base64} 0 43 base64)
  set(${result} "'sha256-${base64}='" PARENT_SCOPE)
endfunction()

policy_hash("${style}" STYLE_HASH)
policy_hash("${script}" SCRIPT_HASH)

file(READ ${FOLDER}/page.html page)
foreach(mark STYLE_HASH SCRIPT_HASH)
  string(REPLACE @${mark}@ "${${mark}}" page "${page}")
endforeach()
string(FIND "${page}" @DATA@ middle)
string(SUBSTRING "${page}" 0 ${middle} begin)
string(SUBSTRING "${page}" ${middle} -1 end)
string(REPLACE @DATA@ "" end "${end}")
string(REPLACE @STYLE@ "${style}" begin "${begin}")
string(REPLACE @SCRIPT@ "${script}" end "${end}")

# Byte for byte, because compilers limit the length of literals.
function(define name text)
  string(HEX "${text}" hex)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  file(APPEND ${OUTPUT}.new "
std::string_view ${namespace}::${name}() {
  static constexpr char kBytes[] = {
    ${bytes}};
  return {kBytes, sizeof kBytes};
}
")
endfunction()

file(WRITE ${OUTPUT}.new "// Made by src/investigate/page/embed.cmake.\n#include \"${header}\"\n")
define(page_begin "${begin}")
define(page_end "${end}")
file(RENAME ${OUTPUT}.new ${OUTPUT})
