#include "stages/regions/regions.h"
