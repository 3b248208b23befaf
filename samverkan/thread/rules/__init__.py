"""The thread as a graph, its lamps, the cells of the city picture and the tolerant search: plain values."""
