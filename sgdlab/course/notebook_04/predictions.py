"""What notebook 04 asks before it computes."""

from sgdlab.course.asking import Question

PREDICTIONS = (
    Question(
        "f = (x + y) × x. At x = 2, y = −3 it is −2. Now x grows by a little. What does f do?",
        ("it rises", "it stays", "it falls"),
        "Over one path it falls by 1, over the other it rises by 2.",
        reads=lambda slope: "it rises" if slope > 0 else "it falls" if slope < 0 else "it stays",
    ),
    Question(
        "A calculation has 50 inputs and one result. You want the slope of the result with respect to each of the 50. "
        "How often does backprop go through the calculation?",
        ("once", "50 times", "once for each operation"),
        "It goes from the newest node to the oldest, and takes each edge once.",
        reads=lambda passes: (
            "once" if passes == 1 else f"{passes} times" if passes == 50 else "once for each operation"
        ),
    ),
    Question(
        "A loop of five lines computes the square root of 7. It has no network, no parameters and no data. Can "
        "backprop tell you how fast the result changes with the 7?",
        ("yes", "no"),
        "All that counts is which operations were done.",
        reads=lambda slope, nudged: "yes" if abs(slope - nudged) <= 1e-6 * abs(nudged) else "no",
    ),
)
