#include "stages/pdf/pdf.h"
