// The report's style sheet and scripts, built in from report/.
#pragma once

#include <string_view>

namespace tachado::exporting {

extern const std::string_view style_css;
extern const std::string_view app_js;
extern const std::string_view document_js;

}  // namespace tachado::exporting
