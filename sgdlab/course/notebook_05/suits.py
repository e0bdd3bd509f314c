"""Predict: which one suits?

Answer `"finite differences"`, `"forward mode"` or `"reverse mode"`.

- **A** A network with a million parameters, and one loss.
- **B** A simulation of an orbit: one input, the launch speed; a thousand outputs, the places. You want all slopes,
  exactly.
- **C** A closed program that returns values only, with two inputs.
- **D** One loss with 50 parameters, at the end of a simulation of a billion steps. The memory holds a few thousand
  numbers. You want the slopes exactly, and without checkpointing.
- **E** The same loss after a simulation of a hundred steps. Now there is enough memory, and the fewest operations win.
"""

from sgdlab.course.exercises import Choice

suits = Choice(
    "suits",
    ["finite differences", "forward mode", "reverse mode"],
    {"A": "reverse mode", "B": "forward mode", "C": "finite differences", "D": "forward mode", "E": "reverse mode"},
    because={
        "A": "One output: a single pass back, for a million slopes.",
        "B": "One input: a single pass, for a thousand slopes.",
        "C": "Nothing but values comes out of this program, so the chain rule has nothing to work on.",
        "D": "Forward mode keeps no tape. It is slower here, but it fits.",
        "E": "With 50 inputs forward mode needs 50 passes; the tape fits, so reverse mode wins.",
    },
    praise="You choose by inputs, outputs, memory and whether you can look inside the program, not by habit.",
    mistakes={
        ("A", "forward mode"): "You chose forward mode for A. It would need a million passes, one for each parameter.",
        ("A", "finite differences"): "You chose finite differences for A. They would need a million and one losses, "
        "for one approximate gradient.",
        ("B", "reverse mode"): "You chose reverse mode for B. It starts from an output, and there are a thousand of "
        "them. With one input, forward mode has everything in a single pass.",
        ("C", "reverse mode"): "You chose reverse mode for C. It needs the local derivative of every operation inside, "
        "and this program doesn't let you look inside.",
        ("C", "forward mode"): "You chose forward mode for C. It needs the local derivative of every operation inside, "
        "and this program doesn't let you look inside.",
        ("B", "finite differences"): "You chose finite differences for B. Two runs are few, but their slopes are only "
        "approximate, and you want exact ones.",
        ("D", "finite differences"): "You chose finite differences for D. They fit into the memory, but their slopes "
        "are only approximate, and you want exact ones.",
        ("D", "reverse mode"): "You chose reverse mode for D. It has to keep a number for every operation until it "
        "comes back, and there is no room for them here.",
    },
    hints=[
        "First ask: can the method look inside the program at all?",
        "Then compare the number of inputs with the number of outputs.",
        "In D, ask which method has to remember the whole computation.",
    ],
)
