#include "stages/ocr/ocr.h"
