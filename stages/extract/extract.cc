#include "stages/extract/extract.h"
