#include "stages/redactions/redactions.h"
