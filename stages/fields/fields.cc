#include "stages/fields/fields.h"
