"""Find the slips

Three of these sentences are slips. Answer `"right"` or `"slip"`.

- **A** "Momentum reduces the noise, so the learning rate may stay as it is."
- **B** "With momentum, learning rates above 2/λmax can converge."
- **C** "The more momentum, the faster."
- **D** "With momentum the loss may rise for some steps in a run that converges."
- **E** "On a steady slope, momentum 0.9 makes the steps ten times as long in the end."
- **F** "On a quadratic, Nesterov's method at its best is quicker than the heavy ball at its best."
"""

from sgdlab.course.exercises import Choice

momentum_sentences = Choice(
    "momentum_sentences",
    ["right", "slip"],
    {"A": "slip", "B": "right", "C": "slip", "D": "right", "E": "right", "F": "slip"},
    because={
        "A": "At the same learning rate, if it isn't too large, the noise floor rises: about tenfold at momentum 0.9.",
        "B": "The edge moves from 2/λmax to (2 + 2b)/λmax.",
        "C": "Once every direction swings, the rate is √b, and more momentum is slower.",
        "D": "The ball may roll up the other side.",
        "E": "1 + 0.9 + 0.81 + … = 10.",
        "F": "On a quadratic, the heavy ball with the best settings is quicker.",
    },
    praise="Three slips. The first one costs most, if you tune a learning rate by it.",
    mistakes={
        ("A", "right"): "You let A pass. The velocity is smoother than a gradient, but it is also up to 1/(1 - b) "
        "times as long, and so are the steps. Look once more at the table of floors.",
        ("C", "right"): "You let C pass. On the map, go straight up from the best pair: the rate gets worse again.",
        ("F", "right"): "You let F pass. In the valley with κ = 100 the heavy ball has a rate of 0.818 at best, and "
        "Nesterov's method 0.885. What Nesterov's method has is a guarantee for every other bowl.",
        ("B", "slip"): "You marked B as a slip. The lab opens with such a pair: learning rate 0.03, although 2/λmax is "
        "0.02.",
        ("D", "slip"): "You marked D as a slip. With the best pair, the loss in our valley first rises more than "
        "tenfold.",
        ("E", "slip"): "You marked E as a slip. Add up what is left of each gradient: 1 + 0.9 + 0.81 + … has the sum "
        "10.",
    },
    hints=[
        "For A, remember what was held equal in the table of floors.",
        "For C and F, look at the map of the lab.",
        "For B look at the pair with which the lab opens, for D at the hump of the curve, and for E at the sum of "
        "1 + 0.9 + 0.81 + …",
    ],
)
