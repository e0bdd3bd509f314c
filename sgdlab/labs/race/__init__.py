"""Full batch against SGD on one loss surface, on one budget.

- what the controls say, and the controls themselves                    settings, controls
- who races, and with what of its own                                   runners
- settings in, the run of each runner out                               compute, one_run, tuning, result
- the surfaces: the list, what the reader gives, points that are drawn  menu, own_data, drawn, points
- what is said: outcomes, who is ahead, how far noise lets a run fall   words, crossing, noise_floor
- what is shown: the map, the losses, what each has learned, goals      picture, loss_map, learned, goals
- the lab, which changes its surface in place                           lab, surface_list
- the same run as code, and as programs in plain NumPy                  code, programs
- what the page needs to do all this by itself                          live
"""
