"""What every lab stands on: the base class, controls, and the view with its front end."""
