"""What notebook 06 asks before it computes."""

from sgdlab.course.asking import Number, Question

PREDICTIONS = (
    Number(
        "A new network is right for 22.5 % of the points. Somebody runs backprop on it a thousand times, and does "
        "nothing else. For how many percent is it right afterwards?",
        22.5,
        "Nothing is learned until somebody acts on a gradient.",
        within=0.0,
    ),
    Question(
        "A program trains a network, and one line of its gradient has the wrong sign. What does the loss do at the "
        "first step?",
        ("it falls", "it rises", "it stays"),
        "The other lines are right, and they can outweigh it for a while.",
        reads=lambda before, after: "it falls" if after < before else "it rises" if after > before else "it stays",
    ),
    Question(
        "A number goes through sixteen sigmoids, one after the other. You change it by a little at the entrance. How "
        "much of that can arrive at the exit, at most?",
        ("less than a billionth", "about a sixteenth", "about all of it"),
        "Each sigmoid passes on at most a quarter.",
        reads=lambda share: (
            "less than a billionth" if share < 1e-9 else "about all of it" if share > 0.5 else "about a sixteenth"
        ),
    ),
)
