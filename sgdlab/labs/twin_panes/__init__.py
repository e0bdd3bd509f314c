"""Twin panes: a point on the loss surface is a line on the data, and back."""
