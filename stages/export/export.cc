#include "stages/export/document_json.h"
#include "stages/export/work_format.h"
