"""What the scorers of this folder share: how much two boxes have in common, and whether a confidence means what it says."""

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def iou(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def reliability(judged, things, bins=BINS):
    """Prints, of (confidence, whether it was right) pairs, how many of each range of confidence were right; returns the expected
    calibration error."""
    print(f"{'confidence':>12} {things:>6} {'right':>6} {'mean':>6} {'share':>6}")
    error = 0.0
    for low, high in zip(bins, bins[1:]):
        inside = [(c, r) for c, r in judged if low <= c < high or (high == bins[-1] and c == high)]
        if inside:
            right = sum(r for _, r in inside)
            mean = sum(c for c, _ in inside) / len(inside)
            error += abs(mean - right / len(inside)) * len(inside) / len(judged)
            print(f"{low:5.2f} – {high:4.2f} {len(inside):6} {right:6} {mean:6.3f} {right / len(inside):6.3f}")
    return error
