"""What a learner is told.

- how an answer did, a hint, and the box around them        [outcomes]
- answers and arguments: compared, and shown                [answers]
"""
