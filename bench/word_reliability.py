"""Does a recognised word's confidence mean what it says? Of the words of each range of confidence, the share that stands in the
known text in its place (longest matching sequence of words), and the expected calibration error.

usage: word_reliability.py TRUTH_FOLDER OUT
"""
import difflib
import json
import pathlib
import re
import sys
import unicodedata

from scoring import reliability

BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
# Quotes and dashes are told apart by print, not by recognition.
PLAIN = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "´": "'", "–": "-", "—": "-", "¬": "-"})


def clean(text):
    return unicodedata.normalize("NFC", text).translate(PLAIN)


def recognised(document):
    """(text, confidence) of every recognised word; a word that a line's end parts counts as one, as sure as its less sure half."""
    words, joined = [], False
    for page in document["pages"]:
        for word in page["words"]:
            text, confidence = clean(word[0]), word[7]
            if confidence is None:
                continue
            if text == "-" and words:
                joined = True
            elif joined:
                words[-1] = (words[-1][0] + text, min(words[-1][1], confidence))
                joined = False
            else:
                words.append((text, confidence))
    return words


def judged(truth, out):
    """(confidence, whether the word is right) over all documents with a known text."""
    for path in sorted(pathlib.Path(out, "documents").rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        known = pathlib.Path(truth, pathlib.PurePath(document["source"]["path"]).stem + ".txt")
        if not known.exists():
            continue
        words = recognised(document)
        right = set()
        expected = re.sub(r"-[ \t]*\n\s*", "", clean(known.read_text(encoding="utf-8"))).split()
        matcher = difflib.SequenceMatcher(None, expected, [text for text, _ in words], autojunk=False)
        for block in matcher.get_matching_blocks():
            right.update(range(block.b, block.b + block.size))
        for index, (_, confidence) in enumerate(words):
            yield confidence, index in right


def main():
    every = list(judged(sys.argv[1], sys.argv[2]))
    error = reliability(every, "words", BINS)
    print(f"words: expected calibration error {error:.3f}")


main()
