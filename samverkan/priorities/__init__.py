"""Priority areas in dated lists, their goals and the mapping between lists."""
