"""The compiled inner functions. Importing them costs a second: the engine does so when it is asked to plan."""
