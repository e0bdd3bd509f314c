"""What derivatives cost by four methods: numbers that count, `measure` [counted, measure], the lab [compute, lab]."""

from sgdlab.labs.cost_meter.measure import METHODS, Cost, Costs, measure

__all__ = ["METHODS", "Cost", "Costs", "measure"]
