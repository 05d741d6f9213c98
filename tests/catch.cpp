// What tests include first, compiled once for all of them.
#include "catch.h"
