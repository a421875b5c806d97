#include "stages/ocr/text_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/ocr/ink.h"

namespace tachado::ocr {
namespace {

using handles::Pix;

// Sizes of pieces, in heights of a lower-case x.
constexpr double kSpeck = 0.5;     // points, commas, accents and dust
constexpr double kDash = 2;        // longer than wide, and no rule
constexpr double kMaxLetter = 4;   // higher is an initial, a stamp, a picture
constexpr double kMaxJoined = 12;  // longer is a rule, not letters that touch
constexpr double kRule = 0.6;      // a rule is no thicker
constexpr double kEdge = 3;        // nor is the shadow along the edge of a sheet
// Punch holes and blots: as wide and high as this, and filled. Half of a bold letter's box is ink,
// pi / 4 of a round hole's.
constexpr double kBlot = 1.8;
constexpr double kFilled = 0.72;
// From here on in heights of the line's own letters. Between words of a line that is spread to both
// margins:
constexpr double kMaxBlank = 4;
// A line is told from scribble by so many letters,
constexpr std::size_t kMinLetters = 5;
// most of which follow the one before as closely as letters of a word do. On a page that lies on
// its side neighbours are a line's distance apart.
constexpr double kLetterBlank = 0.6;
constexpr double kMinClose = 0.6;
// From the base line at its beginning to that at its end: more is a curved or slanting line, whose
// box would hold parts of others.
constexpr double kMaxSlope = 0.3;
constexpr std::size_t kLettersOfSlope = 9;
// What shares so much of the height of its body stands beside a line.
constexpr double kBeside = 0.25;
// Points, commas and accents are a fifth of the letters at most, and a few; more is dirt.
constexpr double kSpecksPerLetter = 0.25;
constexpr double kFewSpecks = 2;
// Of a piece's or a part's height, what stands in the line that it belongs to.
constexpr double kStands = 0.7;
// Of the heights of letters, sorted: where those of small ones are, and the two between which
// capitals and digits do not differ.
constexpr double kSmallLetters = 0.35;
constexpr double kLowLetters = 0.2;
constexpr double kHighLetters = 0.85;
constexpr double kEven = 0.85;
// Few letters are capitals only if they are also higher than the page's small ones.
constexpr std::size_t kManyLetters = 15;
constexpr double kCapitals = 1.25;
// Height of capitals beside small letters.
constexpr double kCapitalHeight = 1.45;
// What the box has at least above and below the base line, and at most: accents on capitals, the
// tail of a comma. Capitals have all of it. Measured: bench/README.md.
constexpr double kAscent = 1.55;
constexpr double kDescent = 0.4;
constexpr double kMaxAscent = 2;
constexpr double kMaxDescent = 0.6;
// Where accents and commas may stand above and below the letters' hull.
constexpr double kAccent = 0.75;
constexpr double kComma = 0.3;
// How far they may stand before and behind it.
constexpr double kSpeckBlank = 0.7;
// Pixels around it. Measured likewise.
constexpr int kPadding = 4;
// More than a densely printed page has, three times over: a picture's dots.
constexpr std::size_t kMaxPieces = 30'000;

struct Pieces {
  std::vector<Piece> letters;
  std::vector<Piece> specks;
  std::vector<Piece> large;
  std::vector<Piece> blots;
  Pix large_ink;  // the ink of what is large and of blots
};

int ink_in(PIX* ink, const Piece& piece) {
  const handles::Box box(boxCreate(piece.x0, piece.y0, piece.width(), piece.height()));
  l_int32 count = 0;
  pixCountPixelsInRect(ink, box.get(), &count, nullptr);
  return count;
}

// What the scanner saw beside the sheet.
bool at_edge(const Piece& piece, const Bitmap& image, double letter) {
  return (piece.width() <= kEdge * letter && (piece.x0 <= 1 || piece.x1 >= image.width - 1)) ||
         (piece.height() <= kEdge * letter && (piece.y0 <= 1 || piece.y1 >= image.height - 1));
}

Pieces pieces_of(const Bitmap& image, double letter) {
  Pieces pieces;
  pieces.large_ink = ink_of(image);
  PIX* ink = pieces.large_ink.get();
  if (ink == nullptr) return pieces;
  for (const Piece& piece : pieces_of_ink(ink)) {
    const int width = piece.width();
    const int height = piece.height();
    const bool low = height < kSpeck * letter;
    if (std::min(width, height) >= kBlot * letter &&
        ink_in(ink, piece) >= kFilled * width * height) {
      pieces.blots.push_back(piece);
      continue;
    }
    if (low && width < kDash * letter) {
      pieces.specks.push_back(piece);
    } else if (low || height > kMaxLetter * letter || width > kMaxJoined * letter) {
      if (!at_edge(piece, image, letter)) pieces.large.push_back(piece);
      continue;
    } else {
      pieces.letters.push_back(piece);
    }
    pixRasterop(ink, piece.x0, piece.y0, width, height, PIX_CLR, nullptr, 0, 0);
  }
  return pieces;
}

int median(std::vector<int> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

int overlap(int a0, int a1, int b0, int b1) { return std::min(a1, b1) - std::max(a0, b0); }

bool meets(const Piece& a, const Piece& b) {
  return overlap(a.x0, a.x1, b.x0, b.x1) > 0 && overlap(a.y0, a.y1, b.y0, b.y1) > 0;
}

struct Measured {
  TextLine line;
  bool capitals = false;
  int specks = 0;
};

// Bottoms of letters, from left to right.
bool slopes(const std::vector<int>& bottoms, int body) {
  if (bottoms.size() < kLettersOfSlope) return false;
  const auto third = static_cast<std::ptrdiff_t>(bottoms.size() / 3);
  const int begin = median({bottoms.begin(), bottoms.begin() + third});
  const int end = median({bottoms.end() - third, bottoms.end()});
  return std::abs(begin - end) > kMaxSlope * body;
}

Measured measured(const InkLine& ink, double page_letter) {
  Measured result;
  TextLine& line = result.line;
  line.hull = ink.hull;
  line.letters = ink.letters.size();
  std::vector<int> heights;
  std::vector<int> bottoms;
  for (const Piece& letter : ink.letters) {
    heights.push_back(letter.height());
    bottoms.push_back(letter.y1);
  }
  std::sort(heights.begin(), heights.end());
  const auto at = [&](double share) {
    return heights[static_cast<std::size_t>(share * static_cast<double>(heights.size()))];
  };
  line.body = at(kSmallLetters);
  line.baseline = median(bottoms);
  result.capitals = at(kLowLetters) > kEven * at(kHighLetters) &&
                    (line.letters >= kManyLetters || line.body > kCapitals * page_letter);
  std::size_t close = 0;
  int reached = ink.letters.front().x1;
  for (const Piece& letter : ink.letters) {
    if (letter.x0 - reached < kLetterBlank * line.body) {
      ++close;
    } else {
      line.blanks.push_back({reached, line.hull.y0, letter.x0, line.hull.y1});
    }
    reached = std::max(reached, letter.x1);
  }
  line.plain = line.letters >= kMinLetters && !slopes(bottoms, line.body) &&
               static_cast<double>(close) >= kMinClose * static_cast<double>(line.letters);
  return result;
}

bool stands_in(const TextLine& line, const Piece& part) {
  const int top = line.baseline - static_cast<int>(kAscent * line.body);
  const int bottom = line.baseline + static_cast<int>(kDescent * line.body);
  return overlap(top, bottom, part.y0, part.y1) >= kStands * part.height() &&
         overlap(line.hull.x0, line.hull.x1, part.x0, part.x1) > -kMaxBlank * line.body;
}

// Pieces that the chain passed over (a high comma, half of a broken letter, a bracket) and parts of
// lines join the longer line that they stand in.
std::vector<Measured> joined(std::vector<InkLine> parts, double page_letter) {
  std::sort(parts.begin(), parts.end(), [](const InkLine& a, const InkLine& b) {
    return a.letters.size() != b.letters.size() ? a.letters.size() > b.letters.size()
                                                : from_the_left(a.hull, b.hull);
  });
  std::vector<InkLine> whole;
  std::vector<Measured> lines;
  std::ptrdiff_t long_ones = 0;
  for (InkLine& part : parts) {
    // The longest come first; what is no line by itself takes in nothing.
    const auto home =
        std::find_if(lines.begin(), lines.begin() + long_ones,
                     [&](const Measured& each) { return stands_in(each.line, part.hull); });
    if (home == lines.begin() + long_ones) {
      if (part.letters.size() >= kMinLetters) ++long_ones;
      lines.push_back(measured(part, page_letter));
      whole.push_back(std::move(part));
      continue;
    }
    InkLine& line = whole[static_cast<std::size_t>(home - lines.begin())];
    line.hull = unite(line.hull, part.hull);
    line.letters.insert(line.letters.end(), part.letters.begin(), part.letters.end());
    std::sort(line.letters.begin(), line.letters.end(), from_the_left);
    *home = measured(line, page_letter);
  }
  return lines;
}

// Whether a speck is at a height where accents, points and commas of the line are.
bool at_height_of(const TextLine& line, const Piece& letters, const Piece& speck) {
  const int middle = (speck.y0 + speck.y1) / 2;
  return middle >= letters.y0 - kAccent * line.body && middle <= letters.y1 + kComma * line.body;
}

// Accents, points and commas go to the line that they stand in.
void take_specks(std::vector<Measured>& lines, std::vector<Piece> specks) {
  std::vector<Piece> letters;
  for (const Measured& each : lines) letters.push_back(each.line.hull);
  const auto taken = [&](const Piece& speck) {
    Measured* home = nullptr;
    int nearest = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const TextLine& line = lines[i].line;
      if (-overlap(line.hull.x0, line.hull.x1, speck.x0, speck.x1) > kSpeckBlank * line.body ||
          !at_height_of(line, letters[i], speck)) {
        continue;
      }
      const int distance = std::abs((speck.y0 + speck.y1) / 2 - (line.baseline - line.body / 2));
      if (home != nullptr && distance >= nearest) continue;
      home = &lines[i];
      nearest = distance;
    }
    if (home == nullptr) return false;
    home->line.hull = unite(home->line.hull, speck);
    ++home->specks;
    return true;
  };
  // Twice, for what stands behind another: quotes, three points.
  std::erase_if(specks, taken);
  std::erase_if(specks, taken);
}

Piece box_of(const Measured& measured, const Bitmap& image) {
  const TextLine& line = measured.line;
  const double body = measured.capitals ? line.body / kCapitalHeight : line.body;
  const auto above = [&](double bodies) {
    return line.baseline - static_cast<int>(std::lround(bodies * body));
  };
  const int top =
      std::clamp(line.hull.y0, above(kMaxAscent), above(measured.capitals ? kMaxAscent : kAscent));
  const int bottom = std::clamp(line.hull.y1, above(-kDescent), above(-kMaxDescent));
  return {std::max(line.hull.x0 - kPadding, 0), std::max(top - kPadding, 0),
          std::min(line.hull.x1 + kPadding, image.width),
          std::min(bottom + kPadding, image.height)};
}

bool beside(const TextLine& line, const Piece& piece) {
  return overlap(line.baseline - line.body, line.baseline, piece.y0, piece.y1) >
         kBeside * line.body;
}

class Judge {
 public:
  Judge(std::vector<Measured>& lines, const Pieces& pieces, double letter)
      : lines_(lines), pieces_(pieces), letter_(letter) {}

  void judge() {
    for (Measured& each : lines_) {
      const auto count = static_cast<double>(each.line.letters);
      each.line.sure = each.line.plain && each.specks <= kSpecksPerLetter * count + kFewSpecks &&
                       alone(each.line);
    }
  }

  // What is too large for letters and is no rule, nor a frame around lines that are sure.
  [[nodiscard]] std::vector<Piece> others() const {
    std::vector<Piece> rest;
    for (const Piece& piece : pieces_.large) {
      const bool frame = std::any_of(lines_.begin(), lines_.end(), [&](const Measured& each) {
        return each.line.sure && beside(each.line, piece);
      });
      if (!is_rule(piece) && !frame) rest.push_back(piece);
    }
    return rest;
  }

 private:
  [[nodiscard]] bool is_rule(const Piece& piece) const {
    return std::min(piece.width(), piece.height()) <= kRule * letter_;
  }

  [[nodiscard]] bool alone(const TextLine& line) const {
    const bool among_lines = std::any_of(lines_.begin(), lines_.end(), [&](const Measured& other) {
      return &other.line != &line && beside(line, other.line.hull);
    });
    return !among_lines && std::none_of(pieces_.large.begin(), pieces_.large.end(),
                                        [&](const Piece& piece) { return disturbs(piece, line); });
  }

  // What reaches far into the box of a line would be read with it.
  static bool crowds(const TextLine& line, const TextLine& other) {
    return overlap(line.box.x0, line.box.x1, other.hull.x0, other.hull.x1) > 0 &&
           overlap(line.box.y0, line.box.y1, other.baseline - other.body, other.baseline) >
               kBeside * other.body;
  }

  [[nodiscard]] bool disturbs(const Piece& piece, const TextLine& line) const {
    const bool around = piece.x0 < line.box.x0 && piece.x1 > line.box.x1;
    if (around && ink_in(pieces_.large_ink.get(), line.box) == 0) return false;
    return meets(line.box, piece) || (!is_rule(piece) && beside(line, piece));
  }

  std::vector<Measured>& lines_;
  const Pieces& pieces_;
  double letter_;
};

}  // namespace

TextLines find_text_lines(const Bitmap& image, double letter_pixels) {
  TextLines result;
  if (letter_pixels <= 0) return result;
  Pieces pieces = pieces_of(image, letter_pixels);
  result.letters = pieces.letters.size();
  if (pieces.letters.size() + pieces.specks.size() + pieces.large.size() > kMaxPieces) {
    return result;
  }
  std::vector<Measured> lines =
      joined(ink_lines(pieces.letters, image.height, kMaxBlank), letter_pixels);
  std::erase_if(lines, [&](const Measured& each) {
    return each.line.letters < kMinLetters && at_edge(each.line.hull, image, letter_pixels);
  });
  take_specks(lines, pieces.specks);
  for (Measured& each : lines) each.line.box = box_of(each, image);
  Judge judge(lines, pieces, letter_pixels);
  judge.judge();
  result.others = judge.others();
  for (Measured& each : lines) result.lines.push_back(std::move(each.line));
  std::sort(result.lines.begin(), result.lines.end(), [](const TextLine& a, const TextLine& b) {
    return a.baseline != b.baseline ? a.baseline < b.baseline : a.hull.x0 < b.hull.x0;
  });
  return result;
}

}  // namespace tachado::ocr
