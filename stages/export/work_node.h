// One value of a work line, read with suspicion: each `read` takes only what fits its target, and
// the first thing that does not is kept as the line's fault. After a fault the values read do not
// matter, so that callers check once, at the end.
//
// Included by .cc files only (third-party types).
#pragma once

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/geometry.h"

namespace tachado::exporting {

class Node {
 public:
  // `fault` is shared by all nodes of a line.
  Node(const nlohmann::json& value, std::string_view name, std::string& fault)
      : value_(&value), name_(name), fault_(&fault) {}

  // A member of an object; a null node where it is missing.
  [[nodiscard]] Node operator[](std::string_view key) const {
    if (!value_->is_object()) {
      blame("an object");
      return {null_value(), key, *fault_};
    }
    const auto found = value_->find(key);
    return {found == value_->end() ? null_value() : *found, key, *fault_};
  }
  // An element of an array; a null node behind its end.
  [[nodiscard]] Node operator[](std::size_t index) const {
    if (!value_->is_array()) {
      blame("an array");
      return {null_value(), name_, *fault_};
    }
    return {index < value_->size() ? (*value_)[index] : null_value(), name_, *fault_};
  }
  [[nodiscard]] bool is_null() const { return value_->is_null(); }
  [[nodiscard]] bool faulty() const { return !fault_->empty(); }
  void blame(std::string_view wanted) const {
    if (fault_->empty()) fault_->append(name_).append(": should be ").append(wanted);
  }

  void read(std::string& text) const {
    const auto* string = value_->get_ptr<const std::string*>();
    string != nullptr ? text = *string : (blame("text"), text);
  }
  void read_or_empty(std::string& text) const { is_null() ? text.clear() : read(text); }
  void read(bool& truth) const {
    if (value_->is_boolean()) {
      truth = value_->get<bool>();
    } else if (value_->is_number_integer() && (*value_ == 0 || *value_ == 1)) {
      truth = *value_ == 1;
    } else {
      blame("true or false");
    }
  }
  template <typename T>
  requires std::is_integral_v<T>
  void read(T& number, std::int64_t least = 0,
            std::int64_t most = std::numeric_limits<T>::max()) const {
    const bool fits =
        value_->is_number_unsigned()
            ? value_->get<std::uint64_t>() <= static_cast<std::uint64_t>(most) && most >= 0
            : value_->is_number_integer() && value_->get<std::int64_t>() <= most;
    if (!fits || value_->get<std::int64_t>() < least) return blame("a whole number in its range");
    number = static_cast<T>(value_->get<std::int64_t>());
  }
  void read(double& number) const {
    // No page, share or quantity comes near; sums of squares of it stay finite.
    constexpr double kLargest = 1e30;
    const double seen = value_->is_number() ? value_->get<double>() : kLargest;
    std::abs(seen) < kLargest ? number = seen : (blame("a number"), number);
  }
  void read(Point& point) const {
    (*this)[0].read(point.x);
    (*this)[1].read(point.y);
  }
  void read(Rect& box) const { read_corners(box, 0); }
  void read_corners(Rect& box, std::size_t first) const {
    (*this)[first].read(box.x0);
    (*this)[first + 1].read(box.y0);
    (*this)[first + 2].read(box.x1);
    (*this)[first + 3].read(box.y1);
  }
  void read(Quad& quad) const {
    for (std::size_t i = 0; i < quad.size(); ++i) (*this)[i].read(quad[i]);
  }
  void read(Color& color) const;
  template <typename T>
  void read(std::optional<T>& maybe) const {
    maybe.reset();
    if (!is_null()) read(maybe.emplace());
  }
  // An enum by its name.
  template <typename T, typename FromName>
  void read_named(T& result, FromName from_name) const {
    std::string name;
    read(name);
    if (const std::optional<T> known = from_name(name)) {
      result = *known;
    } else {
      blame("a name of its list");
    }
  }
  // An enum by its number, 0 to `last`.
  template <typename T>
  void read_numbered(T& result, T last) const {
    int number = 0;
    read(number, 0, static_cast<int>(last));
    result = static_cast<T>(number);
  }
  // An array; each element by `read_one(node, element)`.
  template <typename T, typename ReadOne>
  void read_list(std::vector<T>& list, ReadOne read_one) const {
    list.clear();
    if (!value_->is_array()) return blame("an array");
    list.reserve(value_->size());
    for (const nlohmann::json& each : *value_) {
      if (faulty()) return;
      read_one(Node(each, name_, *fault_), list.emplace_back());
    }
  }
  template <typename T>
  void read(std::vector<T>& list) const {
    read_list(list, [](const Node& each, T& element) { each.read(element); });
  }
  template <typename T>
  void read(std::map<std::string, T>& map) const {
    map.clear();
    if (!value_->is_object()) return blame("an object");
    for (const auto& [key, each] : value_->items()) Node(each, name_, *fault_).read(map[key]);
  }

 private:
  static const nlohmann::json& null_value();

  const nlohmann::json* value_;
  std::string_view name_;
  std::string* fault_;
};

}  // namespace tachado::exporting
