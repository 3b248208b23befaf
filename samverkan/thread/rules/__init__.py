"""The thread as a graph, its lamps, the cells of the city picture, the drawing and the tolerant search: plain values."""
