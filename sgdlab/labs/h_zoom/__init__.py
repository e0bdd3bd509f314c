"""The h-zoom: secant and tangent, and the error of three recipes for a slope."""
