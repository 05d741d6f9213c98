// Catch2's header, compiled once for all tests.
#include "catch.h"
