"""The landscape slicer: a trained network [trained], planes through it [compute], the lab and its picture [lab,
picture]."""
