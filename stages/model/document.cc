#include "stages/model/document.h"

namespace tachado {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::ok:
      return "ok";
    case Status::partial:
      return "partial";
    case Status::failed:
      return "failed";
  }
  return "failed";
}

}  // namespace tachado
