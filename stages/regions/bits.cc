// Runs of a row are found by counting zeros. Erosion and dilation by a brick of n pixels take
// log2(n) passes: a mask that is combined with itself moved by n pixels knows of 2 n pixels.
#include "stages/regions/bits.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tachado::regions {
namespace {

using Word = std::uint64_t;
constexpr int kWordBits = 64;
// Rows are moved by less than a word at a time.
constexpr int kFarthest = kWordBits - 1;

// 64 bytes, each 0 or 1.
Word pack(const std::uint8_t* bytes) {
  Word word = 0;
#if defined(__SSE2__)
  for (int part = 0; part < kWordBits; part += 16) {
    __m128i sixteen;
    std::memcpy(&sixteen, bytes + part, sizeof sixteen);
    const int bits = _mm_movemask_epi8(_mm_slli_epi16(sixteen, 7));
    word |= Word{static_cast<unsigned>(bits)} << static_cast<unsigned>(part);
  }
#else
  for (int i = 0; i < kWordBits; ++i) word |= Word{bytes[i]} << static_cast<unsigned>(i);
#endif
  return word;
}

// Of the last word of a row: those within the mask.
Word tail(int width) {
  const auto within = static_cast<unsigned>(width % kWordBits);
  return within == 0 ? ~Word{0} : (Word{1} << within) - 1;
}

bool blank(const Word* row, std::size_t count) {
  Word any = 0;
  for (std::size_t i = 0; i < count; ++i) any |= row[i];
  return any == 0;
}

// A row with a zero word on either side, and its next state.
class Row {
 public:
  // Words of a row, and room for pixels that move beyond its end.
  Row(std::size_t stride, int beyond)
      : stride_(stride),
        count_(stride + static_cast<std::size_t>((beyond + kWordBits - 1) / kWordBits)),
        now_(count_ + 2),
        next_(count_ + 2) {}

  void load(const Word* row) {
    std::copy_n(row, stride_, now_.data() + 1);
    std::fill(now_.begin() + 1 + static_cast<std::ptrdiff_t>(stride_), now_.end(), Word{0});
  }
  void store(Word* row) const { std::copy_n(now_.data() + 1, stride_, row); }
  [[nodiscard]] const Word* words() const { return now_.data() + 1; }

  // Set where the `length` pixels that end there are set.
  void erode_up(int length) {
    spread(length, [](const Word* row, std::size_t i, unsigned by, unsigned rest) {
      return row[i] & (row[i] << by | row[i - 1] >> rest);
    });
  }
  // Set where the `length` pixels that begin there are set.
  void erode_down(int length) {
    spread(length, [](const Word* row, std::size_t i, unsigned by, unsigned rest) {
      return row[i] & (row[i] >> by | row[i + 1] << rest);
    });
  }
  // Set where one of the `length` pixels that end there is set.
  void dilate_up(int length) {
    spread(length, [](const Word* row, std::size_t i, unsigned by, unsigned rest) {
      return row[i] | row[i] << by | row[i - 1] >> rest;
    });
  }
  // Set where one of the `length` pixels that begin there is set.
  void dilate_down(int length) {
    spread(length, [](const Word* row, std::size_t i, unsigned by, unsigned rest) {
      return row[i] | row[i] >> by | row[i + 1] << rest;
    });
  }

 private:
  template <typename Combine>
  void spread(int length, Combine combine) {
    for (int known = 1; known < length;) {
      const int step = std::min({known, length - known, kFarthest});
      const auto by = static_cast<unsigned>(step);
      const auto rest = static_cast<unsigned>(kWordBits - step);
      const Word* from = now_.data();
      Word* to = next_.data();
      for (std::size_t i = 1; i <= count_; ++i) to[i] = combine(from, i, by, rest);
      now_.swap(next_);
      known += step;
    }
  }

  std::size_t stride_;
  std::size_t count_;
  std::vector<Word> now_;
  std::vector<Word> next_;
};

// For every row that has a set pixel.
template <typename Work>
void each_row(Bits& mask, int beyond, Work work) {
  Row row(mask.stride, beyond);
  const Word last = tail(mask.width);
  for (int y = 0; y < mask.height; ++y) {
    Word* words = mask.row(y);
    if (blank(words, mask.stride)) continue;
    row.load(words);
    work(row);
    row.store(words);
    words[mask.stride - 1] &= last;
  }
}

// Columns: the same over whole rows, of which those that are still to be read are not written yet.
void and_rows(Bits& mask, int y, int other) {
  Word* to = mask.row(y);
  const Word* from = mask.row(other);
  for (std::size_t i = 0; i < mask.stride; ++i) to[i] &= from[i];
}

void or_rows(Bits& mask, int y, int other) {
  Word* to = mask.row(y);
  const Word* from = mask.row(other);
  for (std::size_t i = 0; i < mask.stride; ++i) to[i] |= from[i];
}

template <typename Work>
void in_steps(int length, Work work) {
  for (int known = 1; known < length;) {
    const int step = std::min(known, length - known);
    work(step);
    known += step;
  }
}

// Set where the `length` pixels that end there are set.
void erode_columns_up(Bits& mask, int length) {
  in_steps(length, [&](int step) {
    for (int y = mask.height - 1; y >= step; --y) and_rows(mask, y, y - step);
    std::fill_n(mask.words.begin(),
                static_cast<std::ptrdiff_t>(mask.stride) * std::min(step, mask.height), Word{0});
  });
}

// Set where the `length` pixels that begin there are set.
void erode_columns_down(Bits& mask, int length) {
  in_steps(length, [&](int step) {
    for (int y = 0; y + step < mask.height; ++y) and_rows(mask, y, y + step);
    std::fill_n(mask.words.rbegin(),
                static_cast<std::ptrdiff_t>(mask.stride) * std::min(step, mask.height), Word{0});
  });
}

void dilate_columns_up(Bits& mask, int length) {
  in_steps(length, [&](int step) {
    for (int y = mask.height - 1; y >= step; --y) or_rows(mask, y, y - step);
  });
}

void dilate_columns_down(Bits& mask, int length) {
  in_steps(length, [&](int step) {
    for (int y = 0; y + step < mask.height; ++y) or_rows(mask, y, y + step);
  });
}

void open_columns(Bits& mask, int length) {
  erode_columns_up(mask, length);
  dilate_columns_down(mask, length);
}

void open_rows(Bits& mask, int length) {
  each_row(mask, 0, [&](Row& row) {
    row.erode_up(length);
    row.dilate_down(length);
  });
}

}  // namespace

Bits packed(int width, int height, const FillRow& fill) {
  Bits out(width, height);
  std::vector<std::uint8_t> row(out.stride * kWordBits);
  for (int y = 0; y < height; ++y) {
    fill(y, row.data());
    Word* words = out.row(y);
    for (std::size_t i = 0; i < out.stride; ++i) words[i] = pack(row.data() + i * kWordBits);
  }
  return out;
}

Bits packed(const Mask& mask) {
  return packed(mask.width, mask.height,
                [&](int y, std::uint8_t* row) { std::copy_n(mask.row(y), mask.width, row); });
}

Bits below(const std::vector<std::uint8_t>& levels, int width, int height, int threshold) {
  return packed(width, height, [&](int y, std::uint8_t* row) {
    const auto count = static_cast<std::size_t>(width);
    const auto limit = static_cast<std::uint8_t>(threshold);
    const std::uint8_t* level = levels.data() + static_cast<std::size_t>(y) * count;
    for (std::size_t x = 0; x < count; ++x) row[x] = level[x] < limit;
  });
}

std::int64_t count(const Bits& mask) {
  std::int64_t sum = 0;
  for (const Word word : mask.words) sum += std::popcount(word);
  return sum;
}

void set(Bits& mask, int y, int x0, int x1) {
  if (x1 <= x0) return;
  Word* row = mask.row(y);
  const int first = x0 / kWordBits;
  const int last = (x1 - 1) / kWordBits;
  for (int i = first; i <= last; ++i) {
    Word word = ~Word{0};
    if (i == first) word &= ~Word{0} << static_cast<unsigned>(x0 % kWordBits);
    if (i == last) word &= tail(x1);
    row[i] |= word;
  }
}

void keep_within(Bits& mask, const PixelBox& box) {
  Bits inside(mask.width, mask.height);
  const PixelBox kept = intersect(box, {0, 0, mask.width, mask.height});
  for (int y = kept.y0; y < kept.y1; ++y) set(inside, y, kept.x0, kept.x1);
  for (std::size_t i = 0; i < mask.words.size(); ++i) mask.words[i] &= inside.words[i];
}

void subtract(Bits& mask, const Bits& other) {
  for (std::size_t i = 0; i < mask.words.size(); ++i) mask.words[i] &= ~other.words[i];
}

void add(Bits& mask, const Bits& other) {
  for (std::size_t i = 0; i < mask.words.size(); ++i) mask.words[i] |= other.words[i];
}

Bits opened(const Bits& mask, int width, int height) {
  Bits out = mask;
  if (width > 1) each_row(out, 0, [&](Row& row) { row.erode_up(width); });
  open_columns(out, height);
  if (width > 1) each_row(out, 0, [&](Row& row) { row.dilate_down(width); });
  return out;
}

void close_rows(Bits& mask, int gap) {
  each_row(mask, gap, [&](Row& row) {
    row.dilate_up(gap + 1);
    row.erode_down(gap + 1);
  });
}

void close_columns(Bits& mask, int gap) {
  Bits taller(mask.width, mask.height + gap);
  std::copy(mask.words.begin(), mask.words.end(), taller.words.begin());
  dilate_columns_up(taller, gap + 1);
  erode_columns_down(taller, gap + 1);
  std::copy_n(taller.words.begin(), mask.words.size(), mask.words.begin());
}

void keep_long_rows(Bits& mask, int length) { open_rows(mask, length); }

void keep_long_columns(Bits& mask, int length) { open_columns(mask, length); }

Bits grown(const Bits& mask, int by) {
  Bits out = mask;
  each_row(out, 0, [&](Row& row) {
    row.dilate_up(by + 1);
    row.dilate_down(by + 1);
  });
  dilate_columns_up(out, by + 1);
  dilate_columns_down(out, by + 1);
  return out;
}

Bits shrunk(const Bits& mask, int by) {
  Bits out = mask;
  each_row(out, by, [&](Row& row) {
    row.erode_up(by + 1);
    row.erode_down(by + 1);
  });
  erode_columns_up(out, by + 1);
  erode_columns_down(out, by + 1);
  return out;
}

namespace {

// Of 64 pixels each a number from 0 to 3, by its two digits; more is 3.
struct Digits {
  Word low = 0;
  Word high = 0;
};

Digits sum(Digits a, Digits b) {
  const Word carry = a.low & b.low;
  const Word more = (a.high & b.high) | (a.high & carry) | (b.high & carry);
  return {(a.low ^ b.low) | more, (a.high ^ b.high ^ carry) | more};
}

// `row` moved to the right by `by` pixels (to the left where that is negative): its word at `i`.
Word moved(const std::vector<Word>& row, std::size_t i, int by) {
  const auto at = [&](std::ptrdiff_t word) {
    return word < 0 || word >= static_cast<std::ptrdiff_t>(row.size())
               ? Word{0}
               : row[static_cast<std::size_t>(word)];
  };
  const int begin = by >= 0 ? by / kWordBits : -((-by + kWordBits - 1) / kWordBits);
  const auto rest = static_cast<unsigned>(by - begin * kWordBits);
  const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(i) - begin;
  return rest == 0 ? at(from) : at(from) << rest | at(from - 1) >> (kWordBits - rest);
}

// Numbers of a row.
struct DigitRow {
  std::vector<Word> low;
  std::vector<Word> high;

  explicit DigitRow(std::size_t count) : low(count), high(count) {}
  // Adds another, moved to the right. It may be this one: words before are read before they are
  // written.
  void add(const DigitRow& other, int by) {
    for (std::size_t i = low.size(); i-- > 0;) {
      const Digits both =
          sum({low[i], high[i]}, {moved(other.low, i, by), moved(other.high, i, by)});
      low[i] = both.low;
      high[i] = both.high;
    }
  }
};

// Calls `add(k, from)` for sums of k = 1, 2, 4 ... neighbours that together make `length` of them,
// each beginning at `from`, and `twice(k)` where those of k become those of 2 k.
template <typename Add, typename Twice>
void by_powers(int length, Add add, Twice twice) {
  for (int power = 1, done = 0; done < length; power *= 2) {
    if ((length & power) != 0) {
      add(done);
      done += power;
    }
    if (done < length) twice(power);
  }
}

// How many of the `length` pixels that end `ahead` pixels further are set.
void count_along_row(const Word* row, std::size_t stride, int length, int ahead, Word* low,
                     Word* high) {
  const std::size_t count = stride + static_cast<std::size_t>(ahead / kWordBits + 1);
  DigitRow power(count);
  std::copy_n(row, stride, power.low.begin());
  DigitRow whole(count);
  by_powers(
      length, [&](int from) { whole.add(power, from); }, [&](int by) { power.add(power, by); });
  for (std::size_t i = 0; i < stride; ++i) {
    low[i] = moved(whole.low, i, -ahead);
    high[i] = moved(whole.high, i, -ahead);
  }
}

struct DigitMask {
  Bits low;
  Bits high;

  DigitMask(int width, int height) : low(width, height), high(width, height) {}
  // Adds another, moved down. It may be this one: rows above are read before they are written.
  void add(const DigitMask& other, int by) {
    for (int y = low.height - 1; y >= by; --y) {
      Word* a = low.row(y);
      Word* b = high.row(y);
      const Word* c = other.low.row(y - by);
      const Word* d = other.high.row(y - by);
      for (std::size_t i = 0; i < low.stride; ++i) {
        const Digits both = sum({a[i], b[i]}, {c[i], d[i]});
        a[i] = both.low;
        b[i] = both.high;
      }
    }
  }
};

}  // namespace

Bits three_within(const Bits& mask, int reach) {
  const int length = 2 * reach + 1;
  DigitMask power(mask.width, mask.height + reach);
  for (int y = 0; y < mask.height; ++y)
    if (!blank(mask.row(y), mask.stride))
      count_along_row(mask.row(y), mask.stride, length, reach, power.low.row(y), power.high.row(y));
  DigitMask whole(mask.width, mask.height + reach);
  by_powers(
      length, [&](int from) { whole.add(power, from); }, [&](int by) { power.add(power, by); });
  Bits out(mask.width, mask.height);
  const Word last = tail(mask.width);
  for (int y = 0; y < mask.height; ++y) {
    Word* to = out.row(y);
    const Word* low = whole.low.row(y + reach);
    const Word* high = whole.high.row(y + reach);
    for (std::size_t i = 0; i < out.stride; ++i) to[i] = low[i] & high[i];
    if (out.stride > 0) to[out.stride - 1] &= last;
  }
  return out;
}

Bits lone(const Bits& mask) {
  Bits out(mask.width, mask.height);
  const std::vector<Word> none(mask.stride);
  // Of a pixel and its neighbours in the row: 0 to 3.
  const auto three = [&](const Word* row, std::size_t i) {
    const Word left = row[i] << 1U | (i > 0 ? row[i - 1] >> 63U : 0);
    const Word right = row[i] >> 1U | (i + 1 < mask.stride ? row[i + 1] << 63U : 0);
    return sum({left, 0}, sum({row[i], 0}, {right, 0}));
  };
  for (int y = 0; y < mask.height; ++y) {
    const Word* row = mask.row(y);
    if (blank(row, mask.stride)) continue;
    const Word* above = y > 0 ? mask.row(y - 1) : none.data();
    const Word* below = y + 1 < mask.height ? mask.row(y + 1) : none.data();
    Word* to = out.row(y);
    for (std::size_t i = 0; i < mask.stride; ++i) {
      const Digits a = three(above, i);
      const Digits b = three(row, i);
      const Digits c = three(below, i);
      // Nine pixels are more than five where of the twos in their sum there are three or four.
      const Word twos = (a.low & b.low) | (a.low & c.low) | (b.low & c.low);
      const Word many = (a.high & b.high & (c.high | twos)) | (c.high & twos & (a.high | b.high));
      to[i] = row[i] & ~many;
    }
  }
  return out;
}

}  // namespace tachado::regions
