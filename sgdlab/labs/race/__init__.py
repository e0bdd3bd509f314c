"""Full batch against SGD on one loss surface, on one budget."""
